//go:build unix

package content_test

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

// endless are ways to fill a page with what a parser could take long over: each
// makes a text of about so many bytes.
var endless = func() map[string]func(n int) string {
	all := map[string]func(n int) string{
		"brackets both ways": func(n int) string { return strings.Repeat("[", n/2) + strings.Repeat("]", n/2) },
		"stars both ways":    func(n int) string { return strings.Repeat("*a ", n/6) + strings.Repeat("b* ", n/6) },
		"backquotes that differ": func(n int) string {
			var b strings.Builder
			for i := 1; b.Len() < n; i++ {
				b.WriteString("a" + strings.Repeat("`", i))
			}
			return b.String()
		},
		"headings that differ":   numbered("## a%d\n"),
		"definitions":            numbered("[a%d]: b\n"),
		"notes without calls":    numbered("[^a%d]: b\n"),
		"attributes that differ": func(n int) string { return ":::alerte{" + numbered("a%d=b ")(n) + "}\na\n:::" },
		"one note":               func(n int) string { return strings.Repeat("[^a]", n/4) + "\n\n[^a]: b\n" },
		"one definition":         func(n int) string { return strings.Repeat("[a]\n\n", n/5) + "\n\n[a]: #b\n" },
		"a wide table":           func(n int) string { return row("a", n/6) + row("-", n/6) + row("b", n/6) },
		"short rows":             func(n int) string { return row("a", n/8) + row("-", n/8) + strings.Repeat("|\n", n/4) },
		"narrow rows":            func(n int) string { return row("a", 40) + row("-", 40) + strings.Repeat("|\n", n/2) },
		"deep quotes":            func(n int) string { return strings.Repeat(strings.Repeat(">", 99)+"a\n", n/101) },
		"lines of a deep quote":  func(n int) string { return strings.Repeat(">", 99) + strings.Repeat("a\n", n/2) },
		"lines of a deep list":   func(n int) string { return strings.Repeat("- ", 99) + strings.Repeat("a\n", n/2) },
	}
	for _, s := range []string{"[", "](", "[a](", "[]", "[a]", "![", "[a]: b\n", "[^", "^[", "*", "**a ", "a* ", "a**b", "*a_b ", "_a ", ">", ">\n", "- ", "- a\n", "1. a\n", "|", "|\n", "|a|\n|-|\n",
		"`", "`a", "```\n", "~~~\n", "<", "<a ", "<!--", "<?", "<b>", "<p>\n", "<script>\n", "<style>a</style>\n", "&", "\\", "{{", "{{a ", "{{compte projets}}", "#", "## a\n", "# a\n", "a\n=\n", "a\n", "\t", ":::", ":::\n", ":::encart[a]\n",
		":::accordeon[a]\nb\n:::\n", "\"a\" ", "l'", "1 000 ", "...", "é", "![a](rond.svg)\n\n", "<https://a.fr> "} {
		all[fmt.Sprintf("%q", s)] = func(n int) string { return strings.Repeat(s, n/len(s)) }
	}
	return all
}()

func numbered(form string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, form, i)
		}
		return b.String()
	}
}

func row(cell string, columns int) string { return strings.Repeat("|"+cell, columns) + "|\n" }

// A page sixteen times as long takes about sixteen times as long to convert,
// whatever it is full of. A square would be 256 times.
func TestNoTextTakesMoreThanItsLength(t *testing.T) {
	const short, times, most = 8 << 10, 16, 64
	for name, text := range endless {
		t.Run(name, func(t *testing.T) {
			ratio := math.Inf(1)
			for try := 0; try < 5 && ratio > most; try++ { // others work on the same machine
				ratio = min(ratio, work(t, text(short*times), 1)/work(t, text(short), times))
			}
			if ratio > most {
				t.Errorf("%d times as long takes %.0f times as long", times, ratio)
			}
		})
	}
}

// work is how long it takes to convert a body, by the processor's clock. Less than
// what a body of any kind takes counts as that.
func work(t *testing.T, body string, repeats int) float64 {
	t.Helper()
	d, problems := loadPage(t, front+body)
	expectLoaded(t, problems)
	runtime.GC() // what others left is not to be collected meanwhile
	before := processor(t)
	for range repeats {
		content.Convert(d, site, new(diag.List))
	}
	return max(float64(processor(t)-before)/float64(repeats), float64(time.Millisecond)/2)
}

func processor(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Each limit says what it is, where it is passed, and what to do.
func TestLimitsAreNamed(t *testing.T) {
	for name, c := range map[string]struct{ good, bad, want string }{
		"brackets":    {strings.Repeat("[", 1000) + "\n\n" + strings.Repeat("[", 1000), strings.Repeat("[", 1001), "4:1001 markdown-profondeur | fermez ces crochets, ou écrivez « \\[ »"},
		"cells":       {row("a", 99) + row("-", 99) + strings.Repeat("|\n", 1009), row("a", 99) + row("-", 99) + strings.Repeat("|\n", 1010), "1015:1 tableau-trop-grand | publiez ces données dans un fichier CSV à côté de la page"},
		"definitions": {numbered("[a%[1]d]\n\n[a%[1]d]: ../projets/p.md\n\n")(100_000), numbered("[a%d]: b\n")(200_000), "10004:8 trop-de-liens | répartissez-la en plusieurs pages"},
		"figures":     {"{{compte projets}} {{compte projets}}", "é {{a {{b\n{{", "4:3 chiffre | écrivez « compte projets » 5:1 chiffre | écrivez « compte projets »"},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := convert(t, c.good)
			expectProblems(t, problems)
			_, problems = convert(t, c.bad)
			if got := strings.ReplaceAll(strings.Join(short(problems), " "), "pages/a.md:", ""); got != c.want {
				t.Errorf("problems %q, want %q", got, c.want)
			}
		})
	}
}
