package content_test

import (
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/content"
)

// Words in another language say so, and in which direction they are read.
func TestWordsInAnotherLanguage(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Un :lang[design sprint]{en} ?", `<p>Un <span lang="en">design sprint</span>⍽?</p>`},
		{":lang[it's \"new\" : yes !]{en-us}", `<p><span lang="en-US">it's &quot;new&quot; : yes !</span></p>`},
		{":lang[مرحبا]{ar}", `<p><span lang="ar" dir="rtl">مرحبا</span></p>`},
		{":lang[שלום :lang[hello]{en}]{he}", `<p><span lang="he" dir="rtl">שלום <span lang="en" dir="ltr">hello</span></span></p>`},
		{":lang[a :lang[b !]{fr}]{en}", `<p><span lang="en">a <span lang="fr">b⍽!</span></span></p>`},
		{":lang[de *tout* [a](#b)\nla ligne]{pt_BR}", "<p><span lang=\"pt-BR\">de <em>tout</em> <a href=\"#b\">a</a>\nla ligne</span></p>"},
		{"*a :lang[b*]{en}*", `<p><em>a <span lang="en">b*</span></em></p>`},
		{"[a :lang[b]{en}](#b)", `<p><a href="#b">a <span lang="en">b</span></a></p>`},
		{"`:lang[a]{en}` \\:lang[a]{en} :lang a]{en}", `<p><code>:lang[a]{en}</code> :lang[a]{en}␣:lang a]{en}</p>`},
		{":::encart[Un :lang[sprint !]{en} !]\na\n:::", `<div class="fr-callout"><h2 class="fr-callout__title">Un <span lang="en">sprint !</span>⍽!</h2><div class="fr-callout__text">` + "\n<p>a</p>\n</div></div>"},
		{":::lang{ar}\nمرحبا\n\n:lang[a]{en}\n:::", "<div lang=\"ar\" dir=\"rtl\">\n<p>مرحبا</p>\n<p><span lang=\"en\" dir=\"ltr\">a</span></p>\n</div>"},
		{"::::lang{en}\n:::encart[a]\nb : c\n:::\n::::", "<div lang=\"en\">\n<div class=\"fr-callout\"><h2 class=\"fr-callout__title\">a</h2><div class=\"fr-callout__text\">\n<p>b : c</p>\n</div></div>\n</div>"},
	} {
		b, problems := convert(t, c.in+"\n\n## b")
		b.HTML = b.HTML[:len(b.HTML)-len("\n<h2 id=\"b\">b</h2>\n")]
		if len(problems) > 0 || b.HTML != spaces(c.want) {
			t.Errorf("%s\n got %s\nwant %s\nproblems %q", c.in, b.HTML, spaces(c.want), short(problems))
		}
		checkInert(t, b.HTML)
	}
}

func TestALanguageIsReadOrRefused(t *testing.T) {
	const code = "écrivez le code de la langue : en (anglais), de (allemand), es (espagnol), ar (arabe)…"
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"a :lang[b]{Anglais}", []string{"4:3 langue | écrivez « {en} »"}},
		{"a :lang[b]{espéranto}", []string{"4:3 langue | " + code}},
		{"a :lang[b]{}", []string{"4:3 langue | " + code}},
		{"a :lang[]{en}", []string{"4:3 langue | écrivez les mots entre les crochets, ou retirez-le"}},
		{"a :lang[b c", []string{"4:3 langue | écrivez « :lang[b c]{en} », avec le code de la langue"}},
		{"[a :lang[b](#c) d]{en}\n\n## c", []string{"4:4 langue | écrivez « :lang[b]{en} », avec le code de la langue"}},
		{":::encart[Un :lang[sprint]]\nb\n:::", []string{"4:1 langue | écrivez « :lang[sprint]{en} »"}},
		{":::lang{US}\nb\n:::", []string{"4:1 langue | écrivez « {en} »"}},
		{":::lang\nb\n:::", []string{"4:1 bloc-attribut | écrivez par exemple « :::lang{en} »"}},
		{"<span lang=\"en\">design sprint</span>", []string{"4:1 html | écrivez « :lang[design sprint]{en} »"}},
		{"<i class=a xml:lang='pt-BR'> b </i>", []string{"4:1 html | écrivez « :lang[b]{pt-BR} »"}},
		{"<span class=a>b</span>", []string{"4:1 html | retirez la balise ; pour des mots dans une autre langue, écrivez « :lang[mots]{en} »"}},
		{"<div lang=ar>\nb\n</div>", []string{"4:1 html | écrivez, une ligne après l'autre : « :::lang{ar} », « b », « ::: »"}},
	} {
		b, problems := convert(t, c.in)
		for i, w := range c.want {
			c.want[i] = "pages/a.md:" + w
		}
		expectProblems(t, problems, c.want...)
		checkInert(t, b.HTML)
	}
}

// Layouts know the words alone; what they write says its language where it can.
func TestTextsOfFrontMatterSayTheirLanguages(t *testing.T) {
	d, problems := loadPage(t, "---\ntitre: Un :lang[design sprint & co]{en} ?\nresume: \":lang[Pour]{en}\"\n---\n")
	expectLoaded(t, problems)
	speaker := content.NewSpeaker(d.Said)
	const words, marked = "Un design sprint &amp; co ?", `Un <span lang="en">design sprint &amp; co</span> ?`
	for in, want := range map[string]string{
		"<title>" + words + "</title><h1> " + words + "</h1>":                       "<title>" + words + "</title><h1> " + marked + "</h1>",
		"<a title=\"" + words + "\" href=x>A : " + words + ", oui</a>":              "<a title=\"" + words + "\" href=x>A : " + marked + ", oui</a>",
		"<option value=a>" + words + "<p>Pour</p>, Pour</p>":                        "<option value=a>" + words + `<p><span lang="en">Pour</span></p>, Pour</p>`,
		"<script>if (a<b) x = '" + words + "'</script><style>" + words + "</style>": "<script>if (a<b) x = '" + words + "'</script><style>" + words + "</style>",
		"<svg><title>Pour</title><text x=1>Pour</text>":                             "<svg><title>Pour</title><text x=1>Pour</text>",
		"Pour": "Pour", "": "", "<a": "<a",
	} {
		if got := string(speaker.Mark([]byte(spaces(strings.ReplaceAll(in, " ?", "⍽?"))))); got != spaces(strings.ReplaceAll(want, " ?", "⍽?")) {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
	for typed, want := range map[string]string{
		"a :lang[b]{anglais}": "pages/a.md:2:8 langue | écrivez « a :lang[b]{en} »",
		"a :lang[b] c":        "pages/a.md:2:8 langue | écrivez « :lang[b]{en} »",
		"a :lang[]{en}":       "pages/a.md:2:8 langue | écrivez les mots entre les crochets, ou retirez-le",
	} {
		_, problems := loadPage(t, "---\ntitre: \""+typed+"\"\n---\n")
		expectProblems(t, problems, want)
	}
	if content.NewSpeaker(nil) != nil {
		t.Error("somebody speaks of nothing")
	}
}
