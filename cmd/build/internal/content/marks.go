package content

import (
	"bytes"
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
)

// This file finds the signs that Markdown leaves in a text: what is nearly right,
// or belongs to the Markdown of another program, is published as it was typed. A
// backslash before a sign, or code around it, says that it is meant.

// A sign is what no text outside code holds.
type sign struct {
	has  string         // every text that matches holds it
	form *regexp.Regexp // of a text as reading masks it; the first group that matches is the sign
	hint advised        // of the sign
	sure bool           // nobody can mean it: it is an error; else check advises against it
}

const (
	begin = `(?m:^)[\x01 ]*`                            // of a line
	hard  = `[\x{a0}\x{2002}-\x{200a}\x{202f}\x{3000}]` // spaces that Markdown takes for letters
	item  = `(?:[-*+]|\d{1,9}[.)]|#{1,6})`              // what an item or a title begins with
	dash  = `([–—][ \t\x{a0}\x{202f}])`                 //
	left  = `(?m:^|[\s(«"'’])`                          // of a word
	right = `(?m:$|[\s).,;:!?»"])`                      // of a word
	after = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  // what the second byte of a letter becomes
	file  = `[^()\s]+\.(?:md|pdf|od[tsp]|docx?|xlsx?|csv|png|jpe?g|svg)\b`
)

// inWords says what to do about a formula.
const inWords = "écrivez la formule avec des mots, ou montrez-la par une image"

// titleAnchor says what the anchor of a title is.
const titleAnchor = "l'ancre d'un titre est faite de ses mots, « ## Un titre » est « #un-titre »"

// asComment says how a note is written that only editors read.
const asComment = "écrivez « <!-- … --> » autour d'une note qui ne se publie pas"

// advised says what to do about a sign, and what to write in its place if that is all.
type advised func(typed string) (hint, write string)

// nobody is a sign that nobody can mean, maybe one that may be meant.
func nobody(has, form string, hint advised) sign {
	return sign{has, regexp.MustCompile(form), hint, true}
}

func maybe(has, form, hint string) sign {
	return sign{has, regexp.MustCompile(form), say(hint), false}
}

func say(hint string) advised { return func(string) (string, string) { return hint, "" } }

func writing(write func(typed string) string) advised {
	return func(typed string) (string, string) { return diag.Instead(write(typed)), write(typed) }
}

// signs are those of Markdown that is nearly right, then those of its dialects. Of
// two that share a place, the first is told.
var signs = []sign{
	nobody("", begin+`(`+item+hard+`)`, func(typed string) (hint, write string) {
		mark := strings.TrimRightFunc(typed, unicode.IsSpace)
		return "remplacez l'espace insécable qui suit « " + mark + " » par une espace", mark + " "
	}),
	nobody("", begin+`(`+hard+`+`+item+`)[ \t]`, say("effacez l'espace insécable du début de la ligne")),
	nobody("\t", begin+`([o§Ø·▪–—•●◦‣■□➢✓]\t.*(?:\n[\x01 ]*[o§Ø·▪–—•●◦‣■□➢✓]\t.*)*)`, say("commencez chaque ligne par « - » : la liste sera lue comme une liste")),
	nobody("\t", begin+`([^\n]*[\pL\pN%€]\t[^\n]*(?:\n[^\n]*\t[^\n]*)+)`, tableHint),
	{";", regexp.MustCompile(begin + `([^\n;]+;[^\s;][^\n]*(?:\n[^\n;]+;[^\s;][^\n]*)+)`), tableHint, false},
	{",", regexp.MustCompile(begin + `([^\n,;]+(?:,[^\s,;][^\n,;]*){2,}(?:\n[^\n,;]+(?:,[^\s,;][^\n,;]*){2,})+)`), tableHint, false},
	maybe("\t", `[^\s\x01](\t+)`, "remplacez la tabulation par une espace"),
	nobody("**", `([\pL\pN]*\*\*(?:[^*\s\x01][^*\n\x01]*|[^*\n\x01]*[^*\s\x01])\*\*[\pL\pN]*)`, writing(boldApart)),
	nobody("**", `(\*\*+)[^ \n]|[^ \n](\*\*+)`, say("collez les astérisques au texte, des deux côtés : « **gras** »")),
	maybe("**", `(\*\*+)`, "collez les astérisques au texte, des deux côtés : « **gras** »"),
	nobody("__", left+`(__[^_\s\x01](?:[^_\n\x01]*[^_\s\x01])?__[\pL\pN]+)`, writing(func(typed string) string { return boldApart(strings.ReplaceAll(typed, "__", "**")) })),
	nobody("__", left+`(__+)[^\s_]|[^\s_](__+)`+right, say("collez les soulignés au texte, des deux côtés : « __gras__ »")),
	nobody("[", `(\[{1,2}[\x01_]?(?:TOC|toc)[\x01_]?\]{1,2})`, say("retirez-le : le site fait lui-même la liste des titres")),
	nobody("{:toc", `(?:^|[\n\x01])((?:TOC\s+)?\{:toc[^{}\n]*\})`, say("retirez-le : le site fait lui-même la liste des titres")),
	nobody("](", `(\[[^\[\]\n]*\]\((?:[^()<>\n]|\([^()<>\n]*\))*\)|\[[^\[\]\n]*\]\([^()<>\n]*\)?|\]\([^()<>\n]*\)?)`, destinationHint),
	nobody("][", `(\[[^\[\]^\n][^\[\]\n]*\]\[[^\[\]^\n]*\])`, func(typed string) (hint, write string) {
		return diag.Instead(typed[:strings.Index(typed, "][")+1]+"(…)") + ", avec l'adresse entre les parenthèses", ""
	}),
	maybe("!(", `(!\(`+file+`\))`, "écrivez « ![texte](image.png) »"),
	maybe("[", begin+`(\[(?i:image|photo|figure|schéma)\s*:[^\[\]\n]*\])`, "copiez l'image à côté de la page, et écrivez « ![texte](image.png) »"),
	maybe("[", begin+`(\[\d{1,3}\])[ \t]+[^\s\x01]`, "une note s'écrit « [^1]: … », et s'appelle dans le texte par « [^1] »"),
	maybe("<!-", `(<!-[^->\n][^>\n]*>)`, asComment),
	maybe("\\", begin+`(\\[a-z]{3,})\b`, "retirez-le : le site fait lui-même la mise en page"),
	nobody("![[", `(!\[\[[^\[\]\n]+\]\])`, say("écrivez « ![texte](image.png) »")),
	nobody("[[", `(\[\[[^\[\]\n]+\]\])`, say("écrivez « [texte](page.md) »")),
	{"]", regexp.MustCompile(`(\[[^\[\]\n]+\][ \x{a0}]+\((?:https?://|` + file + `)[^()\s]*\))`), writing(func(typed string) string {
		text, address, _ := strings.Cut(typed, "]")
		return text + "]" + strings.TrimLeft(address, " \u00a0")
	}), false},
	{")[", regexp.MustCompile(`(\([^()\n]+\)\[(?:https?://|[^\[\]\s]+\.(?:md|pdf)\b)[^\[\]\s]*\])`), writing(func(typed string) string {
		return strings.NewReplacer("(", "[", ")", "]", "[", "(", "]", ")").Replace(typed)
	}), false},
	nobody("##", begin+`(#{2,6})[^#\s\x01]`, say("mettez une espace après les dièses : « ## Titre »")),
	maybe("#", begin+`(#)\pL`, "mettez une espace après les dièses, « ## Titre », ou écrivez « \\# » devant un mot-dièse"),
	maybe("#######", begin+`(#{7,})`, "un titre a six dièses au plus"),
	nobody(":::", `(:{3,}\pL*)`, say("un bloc s'ouvre sur une ligne à lui : « :::encart »")),
	maybe("::", begin+`(::\pL+)`, "un bloc commence par trois deux-points : « :::alerte »"),
	nobody("|", `((?:\|[ \t]*:?-{2,}|-{2,}:?[ \t]*\|)[-:| \t]*(?:\n[\x01 ]*\|.*)*)`, say("donnez à cette ligne une suite de tirets par colonne du tableau : « | --- | --- | »")),
	maybe("|", begin+`(\|.*\|\s*(?:\n[\x01 ]*\|.*\|\s*)*)$`, "écrivez sous la première ligne du tableau « | --- | --- | », une fois par colonne"),
	nobody("+", begin+`(\+[-=]{3,}[-=+]*(?:\n[\x01 ]*[|+].*)*)`, say("écrivez un tableau avec des barres « | »")),
	maybe("-", begin+`(-\pL)`, "mettez une espace après le tiret : « - »"),
	maybe("+", begin+`(\+\pL)`, "écrivez « - » et une espace, si c'est une liste"),
	maybe(".", begin+`(\d{1,2}\.\pL)`, "mettez une espace après le numéro : « 1. »"),
	maybe(")", begin+`(\d{1,2}\)\pL)`, "mettez une espace après le numéro : « 1) »"),
	maybe("\n", begin+`([a-z]\)[ \t])[^\n]*\n[\x01 ]*[a-z]\)[ \t]`, "numérotez avec des chiffres, « 1. », « 2. » : la liste sera lue comme une liste"),
	maybe("\n", begin+`([o§] )[^\n]*\n[\x01 ]*[o§] `, "commencez chaque ligne par « - » : la liste sera lue comme une liste"),
	maybe("", `\A`+begin+dash, "commencez la ligne par « - » : la liste sera lue comme une liste"),
	maybe("\n", `:[ \x{a0}\x{202f}]*\n[\x01 ]*`+dash, "commencez la ligne par « - » : la liste sera lue comme une liste"),
	maybe("\n", `\n[\x01 ]*`+dash+`[^\n]*\n[\x01 ]*[–—]`, "commencez la ligne par « - » : la liste sera lue comme une liste"),
	nobody("\\", `(\\)\s*\z`, say("retirez-la : un paragraphe finit par une ligne vide")),
	nobody("compte", `(?:^|[^{\x01])(\{\s*compte\b)`, say("doublez les accolades : « {{compte projets}} »")),
	// GitHub, Obsidian
	nobody("[!", begin+`(\[![\pL-]+\][-+]?)`, alertHint),
	nobody("[", begin+`(\[[ xX]\])(?:\s|$)|(\[ \])`, say("retirez les crochets : « - À faire : … », « - Fait : … »")),
	nobody("~~", `(~~+)`, say("retirez les tildes : un texte ne se barre pas")),
	nobody("==", `(==[^\s=](?:[^=\n]*[^\s=])?==)`, writing(func(typed string) string { return "**" + strings.Trim(typed, "=") + "**" })),
	maybe("==", `(==[^=\n]+==)`, "retirez ces signes, ou écrivez « **gras** »"),
	nobody("%%", `(%%+)`, say(asComment)),
	maybe(":", left+`(:[a-z][a-z0-9_+-]*:)`+right, "collez le caractère lui-même, ou retirez-le"),
	maybe("`", "(`+)", "fermez le code par le même signe, « `code` » ; une apostrophe se tape « ' »"),
	nobody("$$", `(\$\$[^$\n]+\$\$)`, say(inWords)),
	maybe("$", `(\$[^\s$\d][^$\n]*[^\s$]\$)`, inWords),
	maybe("${", `(\$\{[^{}\n]*\})`, "retirez-le, et écrivez ici ce qu'il montrait"),
	// What was saved under another encoding.
	nobody("Ã", misread("Ã["+after+"]"), reencodedHint),
	nobody("â€", misread("â€["+after+"]"), reencodedHint),
	nobody("â‚¬", misread("â‚¬"), reencodedHint),
	nobody("Å", misread("Å[“’¸]"), reencodedHint),
	nobody("Â", misread("Â[«»°\u00a0]"), reencodedHint),
	nobody("\ufffd", `(\x{fffd}+)`, say("tapez de nouveau le caractère qui manque")),
	// Nearly « :lang[mots]{en} ».
	nobody("[", `(:(?:lang |(?i:langue|language)|L\pL*)\[[^\[\]\n]+\] ?\{[^{}\n]*\}|:lang\[[^\[\]\n]+\] \{[^{}\n]*\}|:[a-z]{2} ?\[[^\[\]\n]+\])`, langMarkHint),
	// Pandoc, kramdown, PHP Markdown Extra, Jekyll
	nobody("{", `(\{ *[.#%:][^{}\n]*\}?|\{ *[\pL_-]+=[^{}\n]*\}|\{-\})`, func(typed string) (hint, write string) { return attributeHint(typed), "" }),
	nobody("{/*", `(\{/\*[^\n]*?\*/\})`, say(asComment)),
	nobody("import ", begin+`(import [^\n]* from ["'][^\n]*)`, say("retirez cette ligne")),
	maybe("{", `\x01(\{[a-z]{2,3}\})`, "mettez entre crochets les seuls mots de l'autre langue : « :lang[mots]{en} »"),
	{"{", regexp.MustCompile(`(?:^|[^{])(\{(?:https?://|www\.|[\pL\d._%+-]+@)[^{}\s]*\})`), addressHint, false},
	{"<", regexp.MustCompile(`(<https?://[^<>\n]*>)`), addressHint, false},
	maybe("{", `(?:^|[^{])(\{\pL[^{}=\n]*\})(?:[^}]|$)`, "retirez les accolades, ou écrivez « *mots* » pour mettre en italique"),
	maybe("<", `(</?[a-z]\w*:\w+[^<>\n]*>)`, "retirez-le : c'est une marque du traitement de texte"),
	maybe("^", `[^\s\x01] +(\^[a-z\d]+(?:-[a-z\d]+)*)(?m:$)`, "retirez-le : un lien mène au titre qui précède, « [texte](#titre) »"),
	nobody("~", `(~[\pL\d]+~)`, say("écrivez les caractères eux-mêmes : « H₂O »")),
	nobody("^", `(\^[\pL\d]+\^)`, say("écrivez les caractères eux-mêmes : « m² », « 1er »")),
	nobody("^[", `(\^\[)`, say("écrivez « [^1] » dans le texte, et sur une autre ligne « [^1]: … »")),
	nobody("]:", begin+`(\*\[[^\]\n]+\]:)`, say("retirez cette ligne, et écrivez dans le texte « ce que le sigle veut dire (SIGLE) »")),
	maybe("]:", begin+`(\[\d+\]:)(?:\s|$)`, "une note s'écrit « [^1]: … », et s'appelle dans le texte par « [^1] »"),
	maybe("]:", begin+`(\[[^\]^\n]+\]:)(?:\s|$)`, "une adresse n'a pas d'espace : « [nom]: adresse »"),
	maybe(":", `\A(?:[^\n.,;]{1,60}\n)?[\x01 ]*(:[ \t]+)\S`, "écrivez sur une ligne « **Terme** : sa définition »"),
	nobody("++", left+`(\+\+[\pL\d][^+\n]*(?:\+[^+\n]+)*\+\+)`, writing(func(typed string) string { return strings.ReplaceAll(strings.Trim(typed, "+"), "+", " + ") })),
	nobody("+++", begin+`(\+{3,} *(?:\n(?:.*\n)*?[\x01 ]*\+{3,} *)?)(?m:$)`, say("retirez ces lignes : les clés d'une page vont entre deux lignes « --- », en haut du fichier")),
	nobody("==", begin+`(={3,}) *(?m:$)`, say("retirez cette ligne, ou écrivez « ## » devant le titre")),
	// MkDocs
	nobody("!!!", begin+`(!!!\+?) [\pL"]`, say("écrivez un bloc : « :::alerte[Titre]{type=info} », le texte, puis « ::: »")),
	nobody("???", begin+`(\?\?\?\+?) [\pL"]`, say("écrivez un bloc : « :::accordeon[Titre] », le texte, puis « ::: »")),
	nobody("===", begin+`(===[+!]?) +["«]`, say("écrivez des blocs « ::::onglets » et « :::onglet[Titre] »")),
	nobody("///", begin+`(/{3,})[ \t]*\pL`, say("écrivez un bloc : « :::encart[Titre] », le texte, puis « ::: »")),
	nobody("8<-", begin+`(;?-+8<-+[^\n]*)`, say(whatItShowed)),
	// SPIP, forums
	maybe("-*", begin+`(-\*+)[ \t]`, "commencez la ligne par « - »"),
	nobody("->", `(\[[^\[\]\n]*->[^\[\]\n]*\])`, spipLink),
	nobody("[/", `(\[(?:b|i|u|s|url|img|quote|color|size|code)(?:=[^\[\]\n]*)?\][^\[\]\n]*\[/(?:b|i|u|s|url|img|quote|color|size|code)\])`, forumHint),
	// What Markdown wants elsewhere.
	maybe("|", `[^\s\x01|](\|\d+(?:x\d+)?)\x01`, "retirez-le : une image prend la largeur qu'il lui faut"),
	maybe("|", begin+`([^\n|\x01]*[^\s|\x01][ \t]+\|[ \t][^\n]*\n[^\n|]*[^\s|][ \t]+\|[ \t][^\n]*)`, "écrivez un tableau : « | A | B | », puis une ligne « | --- | --- | »"),
	maybe("_", left+`(_ [^_\n]*[^_\s] _)`+right, "collez le signe aux mots : « *mots* », ou écrivez « \\_ »"),
	{"*", regexp.MustCompile(left + `(\*[^*\s\x01][^*\n\x01]*[^*\s\pL\pN\x01]\*\pL[\pL\pN]*)`), writing(func(typed string) string {
		end := strings.LastIndex(typed, "*") + 1
		return typed[:end] + " " + typed[end:]
	}), false},
	maybe("*", left+`(\*)[\pL\pN(\[«"]`, "collez les astérisques au mot, sans parenthèse entre eux et lui : « *mot* », ou écrivez « \\* »"),
	maybe("_", left+`(_)[\pL\pN(\[«"]|[\pL\pN)\]»"](_)`+right, "écrivez « *italique* », ou « \\_ »"),
	maybe("*", `(\*+)\x01|\x01(\*+)`, "écrivez autant d'astérisques après les mots que devant"),
	maybe("&", `(&(?:[A-Za-z][A-Za-z0-9]+;|(?:nbsp|amp|lt|gt|[a-z](?:acute|grave|circ|cedil))\b))`, "tapez le caractère lui-même"),
}

// boldBroken is the mark of bold words that go on in another paragraph.
var boldBroken = nobody("**", `(\*\*)`, say("le gras ne passe pas d'un paragraphe à l'autre : fermez-le ici par « ** », et rouvrez-le dans le suivant"))

// boldApart writes bold words as Markdown reads them: no space inside their marks, and
// one outside where a sign stands against a mark and a letter on its other side.
func boldApart(typed string) string {
	from, to := strings.Index(typed, "**"), strings.LastIndex(typed, "**")
	before, inner, after := typed[:from], typed[from+len("**"):to], typed[to+len("**"):]
	first, _ := utf8.DecodeRuneInString(inner)
	last, _ := utf8.DecodeLastRuneInString(inner)
	if before != "" && !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		before += " "
	}
	if after != "" && !unicode.IsLetter(last) && !unicode.IsDigit(last) {
		after = " " + after
	}
	return before + "**" + strings.TrimSpace(inner) + "**" + after
}

// spipLink writes a link of SPIP.
func spipLink(typed string) (hint, write string) {
	text, address, _ := strings.Cut(strings.Trim(typed, "[]"), "->")
	if !strings.Contains(address, "://") {
		return diag.Instead("["+text+"](…)") + ", avec le chemin du fichier ou l'adresse entre les parenthèses", ""
	}
	return writing(func(string) string { return "[" + text + "](" + address + ")" })(typed)
}

// forumHint says how to write what stands between two tags in brackets.
func forumHint(typed string) (hint, write string) {
	opening, rest, _ := strings.Cut(typed[1:], "]")
	words := rest[:strings.LastIndex(rest, "[/")]
	switch name, address, _ := strings.Cut(opening, "="); {
	case name == "b":
		write = "**" + words + "**"
	case name == "i":
		write = "*" + words + "*"
	case name == "code":
		write = "`" + words + "`"
	case name == "url" && address != "":
		write = "[" + words + "](" + address + ")"
	case name == "url":
		write = "<" + words + ">"
	case name == "img":
		return "copiez l'image à côté de la page, et écrivez « ![texte](image.png) »", ""
	default:
		write = words
	}
	return diag.Instead(write), write
}

// langMarkHint writes a passage in another language whose mark is nearly right.
func langMarkHint(typed string) (hint, write string) {
	name, rest, _ := strings.Cut(typed[1:], "[")
	words, code, _ := strings.Cut(rest, "]")
	if code = strings.Trim(code, " {}"); code == "" {
		code = strings.TrimSpace(name)
	}
	if tag, _ := langTag(code); tag == "" {
		return "pour des mots dans une autre langue, écrivez « :lang[mots]{en} »", ""
	}
	write = langOpening + words + "]{" + code + "}"
	return diag.Instead(write), write
}

// addressHint makes a link of an address that stands between signs which are none of one.
func addressHint(typed string) (hint, write string) {
	address := strings.Join(strings.Fields(strings.Trim(typed, "{}<>")), "%20")
	if mail := wholeAddress(address); strings.HasPrefix(mail, "mailto:") {
		return writing(func(string) string { return "[" + address + "](" + mail + ")" })(typed)
	}
	return diag.Instead("[titre de la page](" + cmp.Or(wholeAddress(address), address) + ")"), ""
}

// imageSize matches the size that some programs let follow the address of an image.
var imageSize = regexp.MustCompile(`\s+=\d*x?\d*$`)

// phone matches a telephone number.
var phone = regexp.MustCompile(`^\+?\d[\d .\x{a0}\x{202f}-]{7,}$`)

// destinationHint says how to write the address of a link that is none.
func destinationHint(typed string) (hint, write string) {
	text, inside, _ := strings.Cut(typed, "](")
	inside, closed := strings.CutSuffix(inside, ")")
	inside, _, _ = strings.Cut(strings.TrimSpace(inside), ` "`) // a title, which is not published
	inside = strings.Trim(inside, " \u00a0\u202f«»“”")
	sized := imageSize.FindString(inside)
	switch {
	case text == "":
		return "il manque le crochet ouvrant : « [texte](adresse) »", ""
	case sized != "":
		write = text + "](" + strings.TrimSuffix(inside, sized) + ")"
	case !closed:
		return "fermez la parenthèse, sur la même ligne : « [texte](adresse) »", ""
	case strings.HasPrefix(inside, "mailto:"), strings.HasPrefix(inside, "tel:"):
		write = text + "](" + strings.Join(strings.Fields(inside), "") + ")"
	case phone.MatchString(inside):
		write = text + "](tel:" + strings.Join(strings.FieldsFunc(inside, func(c rune) bool { return c != '+' && !unicode.IsDigit(c) }), "") + ")"
	case strings.Contains(inside, "://"):
		write = text + "](" + strings.Join(strings.Fields(inside), "%20") + ")"
	case inside != "":
		write = text + "](<" + inside + ">)"
	default:
		return "écrivez « [texte](adresse) »", ""
	}
	return diag.Instead(write), write
}

// className matches a class among the attributes of an element.
var className = regexp.MustCompile(`\.[\w-]+`)

// attributes are those that give an element something else than a class that calls for
// a block, and what is written here.
var attributes = []struct {
	form *regexp.Regexp
	hint string
}{
	{regexp.MustCompile(`target=`), "retirez-le : un lien vers un autre site s'ouvre déjà dans une nouvelle fenêtre, et le dit"},
	{regexp.MustCompile(`^\{# `), asComment},
	{regexp.MustCompile(`^\{:? ?#`), "retirez-le : " + titleAnchor},
	{regexp.MustCompile(`toc`), "retirez-le : le site fait lui-même la liste des titres"},
}

// attributeHint says what to write in place of what gives an element a class, an anchor
// or an attribute (kramdown, Pandoc), or calls for another file (Liquid).
func attributeHint(typed string) string {
	if strings.HasPrefix(typed, "{%") {
		return CallHint(typed)
	}
	if c := callIn(strings.Join(className.FindAllString(typed, -1), " ")); c.block != "" || c.form == buttons {
		return c.advice()
	}
	for _, a := range attributes {
		if a.form.MatchString(typed) {
			return a.hint
		}
	}
	return "retirez-le : la mise en forme est celle du site"
}

// alertHint says which block to write in place of an alert of GitHub.
func alertHint(typed string) (hint, write string) {
	return "écrivez un bloc, sans « > » : " + inside(cmp.Or(callIn(typed).block, ":::encart")), ""
}

// western are the characters of Windows-1252 from 0x80 to 0x9f; a space is none.
var western = []rune("€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ")

// misread is a word that holds letters of another encoding.
func misread(letters string) string { return "([^\\s\x01]*" + letters + "[^\\s\x01]*)" }

// reencodedHint says how to write a word that was read in another encoding.
func reencodedHint(typed string) (hint, write string) {
	if write = reencoded(typed); write == "" {
		return "tapez de nouveau ces lettres : le fichier a été lu dans un autre encodage", ""
	}
	return diag.Instead(write), write
}

// reencoded is a text in UTF-8 that was read as Windows-1252, or "".
func reencoded(typed string) string {
	var b []byte
	for _, r := range typed {
		at := slices.Index(western, r)
		switch {
		case r == ' ' || r < 0x80 || r >= 0xa0 && r <= 0xff:
			b = append(b, byte(r))
		case at >= 0:
			b = append(b, byte(0x80+at))
		case r <= 0xff:
			b = append(b, byte(r))
		default:
			return ""
		}
	}
	if !utf8.Valid(b) {
		return ""
	}
	return string(b)
}

// tableHint says how to write the cells of a spreadsheet, between tabs or semicolons.
func tableHint(typed string) (hint, write string) {
	first, _, _ := strings.Cut(typed, "\n")
	separator := "\t"
	for _, other := range []string{";", ","} {
		if !strings.Contains(first, separator) {
			separator = other
		}
	}
	cells := strings.Split(first, separator)
	return "écrivez un tableau : « | " + strings.Join(cells, " | ") + " | », puis une ligne « |" + strings.Repeat(" --- |", len(cells)) + " »", ""
}

// alert are the bytes with which a sign begins, wherever it stands: 1; 2 for those
// that count before another of them or, for a colon, before a letter, for a semicolon,
// before anything but a space, for a comma, before a letter; 3 for that of letters
// which a wrong encoding makes.
var alert = func() (set [256]byte) {
	for _, c := range []byte("*_[]{}|\\~^\t&`$<\xef") {
		set[c] = 1
	}
	for _, c := range ":=%+;,!" {
		set[c] = 2
	}
	set[0xc3] = 3
	return set
}()

// suspect reports whether a text may hold a sign; atStart, that it begins a line.
func suspect(text []byte, atStart bool) bool {
	if len(text) == 0 {
		return false
	}
	if atStart && (bytes.HasPrefix(text, []byte("import ")) || bytes.HasPrefix(text, []byte("o ")) || len(text) > 1 && text[1] == ')') {
		return true
	}
	if c := text[0]; atStart && !letter(c) && c != 0xc3 {
		switch after := bytes.TrimLeft(text, "0123456789"); {
		case len(after) == len(text), len(after) > 0 && (after[0] == '.' || after[0] == ')'):
			return true
		}
	}
	for i, c := range text {
		switch alert[c] {
		case 1:
			return true
		case 3:
			if i+1 < len(text) && (text[i+1] == 0x82 || text[i+1] == 0x83 || text[i+1] == 0x85 || text[i+1] == 0xa2 && i+2 < len(text) && text[i+2] == 0xe2) {
				return true
			}
		case 2:
			if i+1 < len(text) && (text[i+1] == c || (c == ':' || c == ',') && letter(text[i+1]) || c == ';' && text[i+1] != ' ' || c == '!' && text[i+1] == '(') {
				return true
			}
		}
	}
	return false
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// enoughSigns is how many signs of one kind are told in one text: to find all would
// take long where there are very many.
const enoughSigns = 50

// A found is a sign in a text, and where it stands.
type found struct {
	sign
	start, stop int
}

// overlaps reports whether some share a place with it.
func (f found) overlaps(some []found) bool {
	return slices.ContainsFunc(some, func(g found) bool { return f.start < g.stop && g.start < f.stop })
}

// findSigns finds the signs of a text. Those that may be meant are left out unless all
// are asked for; where nobody can mean a part of one, it is an error whoever asks.
func findSigns(text []byte, all bool) (told []found) {
	if all {
		told = signsOf(text, true)
		if !slices.ContainsFunc(told, func(f found) bool { return !f.sure }) {
			return told
		}
	}
	sure := signsOf(text, false)
	if len(sure) == 0 {
		return told
	}
	told = signsOf(text, true)
	for i, f := range told {
		told[i].sure = f.sure || f.overlaps(sure)
	}
	for _, f := range sure { // that another of its line hides
		if !f.overlaps(told) {
			told = append(told, f)
		}
	}
	return slices.DeleteFunc(told, func(f found) bool { return !f.sure && !all })
}

// signsOf finds the signs of each kind in a text: of one kind, the first of a line.
func signsOf(text []byte, all bool) (told []found) {
	own := false // text is a copy
	for i := range signs {
		s := &signs[i]
		if !s.sure && !all || !bytes.Contains(text, []byte(s.has)) {
			continue
		}
		said := -1 // the line
		for _, m := range s.form.FindAllSubmatchIndex(text, enoughSigns) {
			group := 2
			for m[group] < 0 {
				group += 2
			}
			start, stop := m[group], m[group+1]
			_, write := s.hint(string(text[start:stop])) // then the others of the line are other mistakes
			if line := bytes.Count(text[:start], []byte("\n")); line != said || write != "" {
				said = line
				told = append(told, found{*s, start, stop})
			}
			if !own {
				text, own = bytes.Clone(text), true
			}
			for i := start; i < stop; i++ {
				if text[i] != '\n' {
					text[i] = 1 // nobody else speaks of it
				}
			}
		}
	}
	return told
}

// reading looks at what a block shows. The scratch holds the block's part of the
// body, byte for byte, where all that is not shown as it was typed is 1: marks that
// Markdown has understood, addresses, what a backslash makes plain. Code is x.
func (r *review) reading(n ast.Node, at span) {
	if n.FirstChild() == nil || at.start >= at.stop || !r.look(n, true, false) {
		return
	}
	r.shown = append(r.shown[:0], r.source[at.start:at.stop]...)
	for i, c := range r.shown {
		if c != '\n' {
			r.shown[i] = 1
		}
	}
	r.show(n, at.start, false)
	for _, s := range findSigns(r.shown, r.env.Points) {
		typed := string(r.source[at.start+s.start : at.start+s.stop])
		if typed == "**" { // of bold words that go on in the next paragraph, the first mark is told
			if before := r.boldOpen; before != nil && before == n.PreviousSibling() {
				r.boldOpen = nil
				continue
			}
			r.boldOpen = n
			if next := n.NextSibling(); next != nil && next.Kind() == n.Kind() && bytes.Count(r.source[linesOf(next).start:linesOf(next).stop], []byte("**"))%2 == 1 {
				s.sign = boldBroken
			}
		}
		r.sign(s.sign, at.start+s.start, typed)
	}
}

// sign reports a sign, or notes it for advice.
func (r *review) sign(s sign, offset int, typed string) {
	hint, write := s.hint(typed)
	if _, call, ok := strings.Cut(typed, "{{"); ok {
		call, _, _ = strings.Cut(call, "}}")
		if _, no := r.env.Figure(call); no != nil { // which is said
			return
		}
	}
	if text, file, ok := strings.Cut(write, "](<"); ok {
		file, why := strings.TrimSuffix(file, ">)"), "entre chevrons, une adresse peut avoir des espaces"
		if base, page := strings.CutSuffix(path.Base(file), ".md"); page {
			file, why = path.Join(path.Dir(file), Slug(base)+".md"), "le nom d'une page n'a pas d'espace"
			write = text + "](" + file + ")"
			hint = diag.Instead(write)
		}
		if _, there := r.env.Target(path.Join(r.doc.dir(), file)); !there {
			hint, write = why+" : « "+write+" »", ""
		}
	}
	if strings.HasPrefix(typed, "##") { // links may lead to the title that is meant
		r.id(strings.TrimLeft(string(r.source[offset:r.lineAround(offset).stop]), "#"))
	}
	said := quoted(typed) + " sera publié tel quel"
	if s.sure {
		r.wrong(offset, "signe-publie", hint, "%s serait publié tel quel", quoted(typed))
		r.problems.Guess(typed, write)
		said = ""
	}
	r.point(offset, func() Point { return Point{Kind: PointSign, Text: said, Target: hint, Typed: typed, Write: write} })
}

// quoted is a sign as a message shows it.
func quoted(typed string) string {
	typed, _, _ = strings.Cut(typed, "\n")
	if strings.TrimSpace(typed) == "" {
		return "une tabulation"
	}
	return "« " + french.Cut(strings.TrimSpace(typed), 60) + " »"
}

// look reports whether the texts of a block may hold a sign, and notes the addresses
// that its links name.
func (r *review) look(parent ast.Node, atStart, found bool) bool {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			found = found || suspect(n.Value(r.source), atStart)
			atStart = n.SoftLineBreak() || n.HardLineBreak()
			continue
		case *ast.CodeSpan:
		case *ast.Emphasis:
			r.emphasis(n)
			found = r.look(n, atStart, found)
		case *ast.Link:
			r.link(n.Reference, n.Title, n.Pos())
			found = r.look(n, atStart, found)
		case *ast.Image:
			title := n.Title
			if loneImage(parent) { // whose title is published
				title = nil
			}
			r.link(n.Reference, title, n.Pos())
			found = r.look(n, atStart, found)
		default:
			found = r.look(n, atStart, found)
		}
		atStart = false
	}
	return found
}

// emphasis tells marks of italics or bold that are no marks: asterisks between figures
// or inside words, « 2*3*4 », « élu*e*s », and underscores of a name, « __init__.py ».
func (r *review) emphasis(n *ast.Emphasis) {
	words, plain := n.FirstChild().(*ast.Text)
	if !plain || words.NextSibling() != nil { // marks in marks are meant
		return
	}
	start, stop := r.placeOf(n), words.Segment.Stop
	if stop += n.Level; stop <= start+n.Level || stop >= len(r.source) || start+n.Level >= len(r.source) {
		return
	}
	mark := string(r.source[start : start+n.Level])
	before, _ := utf8.DecodeLastRune(r.source[:start])
	after, size := utf8.DecodeRune(r.source[stop:])
	next := runeAt(r.source, stop+size)
	word := func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
	switch {
	case mark == "*" && word(before) && word(after):
	case mark == "__" && (after == '.' || after == '/' || after == '(') && (unicode.IsLetter(next) || next == ')'):
	default:
		return
	}
	typed := string(r.source[start:stop])
	escaped := "\\" + strings.Join(strings.Split(mark, ""), "\\")
	if typed[:n.Level] != mark || !strings.HasSuffix(typed, mark) || strings.Contains(typed, "\n") {
		return
	}
	write := escaped + typed[n.Level:len(typed)-n.Level] + escaped
	r.point(start, func() Point {
		return Point{Kind: PointSign, Text: "les signes de « " + french.Cut(typed, 60) + " » ne seront pas publiés", Target: diag.Instead(write), Typed: typed, Write: write}
	})
}

// link notes the address that a link names, and reports its title, which is not
// published.
func (r *review) link(to *ast.ReferenceLink, title []byte, offset int) {
	if to != nil {
		r.called[util.ToLinkReference(to.Value)] = true
	}
	if len(bytes.TrimSpace(title)) > 0 {
		r.lose(offset, "retirez ce qui suit l'adresse : « [texte](adresse) »", "« %s » suit l'adresse et ne serait pas publié", title)
	}
}

// show writes the texts of a block where they stand.
func (r *review) show(parent ast.Node, from int, code bool) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		t, ok := n.(*ast.Text)
		if lang, is := n.(*langNode); is && !lang.closed {
			return // what follows is told with it
		}
		if !ok {
			r.show(n, from, code || n.Kind() == ast.KindCodeSpan)
			continue
		}
		start, stop := max(t.Segment.Start, from), min(t.Segment.Stop, from+len(r.shown))
		for i := start; i < stop; i++ {
			c := r.source[i]
			switch {
			case code && c != '\n':
				c = 'x'
			case c == '\\' && i+1 < stop && util.IsPunct(r.source[i+1]):
				i++ // both stay hidden
				continue
			case c == '&':
				if end := bytes.IndexByte(r.source[i:min(stop, i+longestEntity)], ';'); end > 0 && known(r.source[i+1:i+end]) {
					i += end
					continue
				}
			}
			r.shown[i-from] = c
		}
	}
}

// longestEntity is more than the longest name of a character in HTML has.
const longestEntity = 40

// known reports whether HTML has a character of that name.
func known(entity []byte) bool {
	_, ok := util.LookUpHTML5EntityByName(string(entity))
	return ok
}
