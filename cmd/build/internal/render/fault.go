package render

import (
	"regexp"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// A Fault is a mistake in a layout: a problem for whoever wrote it, as one in a page is.
type Fault struct {
	Pos           diag.Pos // its line is 0 for the layout as a whole
	Message, Hint string
}

func (f *Fault) Error() string {
	const this = "ce gabarit"
	switch {
	case f.Pos.Line == 0 && strings.Contains(f.Message, this):
		return strings.Replace(f.Message, this, "le gabarit "+f.Pos.File, 1)
	case f.Pos.Line == 0:
		return "le gabarit " + f.Pos.File + " est en erreur : " + f.Message
	}
	return "le gabarit " + f.Pos.File + " est en erreur : " + f.Pos.String() + ": " + f.Message
}

// Tell adds the fault to a list.
func (f *Fault) Tell(p *diag.List) { p.Erreur(f.Pos, "gabarit", f.Hint, "%s", f.Message) }

// layout is the file of a layout, from the source folder.
func layout(name string) diag.Pos { return diag.Pos{File: "layouts/" + name + ".html"} }

// position finds where an error of text/template or html/template stands.
var position = regexp.MustCompile(`^(?:html/)?template: ?([a-z0-9/_-]+):(\d+)(?::(\d+))?: ?(?:executing "[^"]*" at )?(?:<[^>]*>: )?`)

// faultOf is the fault that an error of text/template or html/template tells of, or nil.
func faultOf(text string) *Fault {
	at := position.FindStringSubmatch(text)
	if at == nil {
		return nil
	}
	f := &Fault{Pos: layout(at[1])}
	f.Pos.Line, _ = strconv.Atoi(at[2])
	if col, err := strconv.Atoi(at[3]); err == nil {
		f.Pos.Col = col + 1 // theirs count from 0
	}
	words := strings.TrimSpace(text[len(at[0]):])
	f.say(words)
	return f
}

// say puts the words of the libraries into French; those that it does not know it quotes.
func (f *Fault) say(words string) {
	f.Message, f.Hint = "ce gabarit ne se lit pas (« "+words+" »)", "comparez-le à celui du programme"
	for _, w := range templateWords {
		if m := w.has.FindStringSubmatchIndex(words); m != nil {
			f.Message = string(w.has.ExpandString(nil, w.message, words, m))
			f.Hint = string(w.has.ExpandString(nil, w.hint, words, m))
			break
		}
	}
}

// templateWords put into French what the libraries say of layouts.
var templateWords = []struct {
	has           *regexp.Regexp
	message, hint string
}{
	{regexp.MustCompile(`function "([^"]*)" not defined`), "la fonction « $1 » n'existe pas", "vérifiez son nom ; pour une valeur, écrivez « .$1 » ou « $$$1 »"},
	{regexp.MustCompile(`unclosed action|unterminated|unexpected newline`), "une action ouverte par « {{ » n'est pas fermée sur sa ligne", "ajoutez « }} », et fermez ses guillemets"},
	{regexp.MustCompile(`unclosed comment|comment ends before closing delimiter`), "un commentaire n'est pas fermé", "finissez-le par « */}} »"},
	{regexp.MustCompile(`unclosed left paren`), "une parenthèse n'est pas fermée", "ajoutez « ) » avant « }} »"},
	{regexp.MustCompile(`bad number syntax: "(.+)"`), "« $1 » n'est pas un nombre", "mettez un texte entre guillemets"},
	{regexp.MustCompile(`malformed character constant: (.+)`), "« $1 » n'est pas un caractère", "mettez un texte entre guillemets doubles"},
	{regexp.MustCompile(`\{\{(break|continue)\}\} outside \{\{range\}\}`), "« {{$1}} » n'est dans aucun {{range}}", "retirez-le"},
	{regexp.MustCompile(`too many declarations in (\w+)`), "« $1 » déclare trop de variables", "gardez-en deux au plus : « {{range $$i, $$x := … }} »"},
	{regexp.MustCompile(`expected end; found (\{\{.+?\}\})`), "« $1 » n'est pas à sa place", "fermez d'abord le bloc par « {{end}} »"},
	{regexp.MustCompile(`unexpected EOF`), "il manque « {{end}} » à la fin d'un bloc", "ajoutez « {{end}} » à chaque {{if}}, {{range}}, {{with}} et {{define}}"},
	{regexp.MustCompile(`unexpected \{\{(end|else)\}\}`), "« {{$1}} » ne répond à aucun bloc ouvert", "retirez-le, ou ouvrez le bloc avant lui"},
	{regexp.MustCompile(`undefined variable "([^"]*)"`), "la variable « $1 » n'existe pas", "déclarez-la avant : « {{$1 := … }} »"},
	{regexp.MustCompile(`missing value for (\w+)`), "il manque une valeur après « $1 »", "écrivez ce que « $1 » examine"},
	{regexp.MustCompile(`unexpected <(\w+)> in \w+`), "« {{$1}} » n'est pas à sa place", "mettez-le hors de tout autre {{define}}, {{if}} ou {{range}}"},
	{regexp.MustCompile(`unexpected "?(.+?)"? in (\w+)`), "« $1 » n'est pas à sa place", "retirez-le, ou vérifiez ce qui le précède"},
	{regexp.MustCompile(`bad character (U\+\S+)`), "le caractère $1 n'est pas permis entre « {{ » et « }} »", "retirez-le"},
	{regexp.MustCompile(`can't evaluate field (\w+) in type (\S+)`), "« .$1 » n'existe pas ici", "vérifiez le nom ; « $$.$1 » le cherche dans la page entière"},
	{regexp.MustCompile(`nil pointer evaluating \S+?\.(\w+)$`), "« .$1 » n'a pas de valeur sur cette page", "entourez-le de « {{with …}} » et « {{end}} »"},
	{regexp.MustCompile(`map has no entry for key "([^"]*)"`), "« .$1 » n'existe pas ici", "vérifiez le nom"},
	{regexp.MustCompile(`(?:no such template|template) "([^"]*)"(?: not defined)?`), "le gabarit « $1 » n'existe pas", "vérifiez son nom : celui de son fichier sans « .html », ou de son {{define}}"},
	{regexp.MustCompile(`wrong number of args for (\w+): want (?:at least )?(\d+) got (\d+)`), "« $1 » n'a pas le nombre de valeurs qu'il faut", "il en faut $2, et non $3"},
	{regexp.MustCompile(`incompatible types for comparison|invalid type for comparison`), "ces deux valeurs ne se comparent pas", "comparez un nombre à un nombre, un texte à un texte"},
	{regexp.MustCompile(`error calling (index|slice): .*(?:out of range|out of bounds)`), "« $1 » va plus loin que la fin", "vérifiez d'abord la longueur, avec « len »"},
	{regexp.MustCompile(`error calling (index|slice|len|call): `), "« $1 » ne s'applique pas à cette valeur", "vérifiez de quelle sorte elle est"},
	{regexp.MustCompile(`(\w+) has arguments but cannot be invoked as function`), "« $1 » n'est pas une fonction", "retirez ce qui la suit"},
	{regexp.MustCompile(`predefined escaper "([^"]*)" disallowed`), "« $1 » est de trop", "retirez-le : ce qui est écrit dans une page est déjà rendu inoffensif"},
	{regexp.MustCompile(`wrong type for value; expected (\S+); got (\S+)`), "cette valeur n'est pas de la bonne sorte", "il faut $1, pas $2"},
	{regexp.MustCompile(`range can't iterate over`), "« range » attend une liste", "donnez-lui une liste"},
	{regexp.MustCompile(`branches end in different contexts|ends in a non-text context|in unquoted attr|ambiguous context|in attribute name|in attribute value|expected space, attr name|unfinished`), "une balise ou un attribut n'est pas fermé de la même façon dans tous les cas", "fermez la balise et ses guillemets dans chaque branche de {{if}}, {{range}} et {{with}}"},
	{regexp.MustCompile(`exceeded maximum template depth|recursive`), "ce gabarit s'appelle lui-même sans fin", "retirez l'appel"},
}
