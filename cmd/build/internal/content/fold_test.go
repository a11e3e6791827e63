package content_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/content"
)

func TestFoldTakesFrenchToASCII(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "",
		"projet":                      "projet",
		"PROJET":                      "projet",
		"Échéance":                    "echeance",
		"e\u0301te\u0301":             "ete", // decomposed
		"ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ":            "aaaceeeeiioouuuy",
		"Cœur, Œuvre":                 "coeur, oeuvre",
		"cæcum, Æ":                    "caecum, ae",
		"Straße":                      "strasse",
		"l’État":                      "l'etat",
		"e‑service – a—b":             "e-service - a-b",
		"Ελλάδα":                      "ελλαδα", // other letters stay
		"25\u202f000\u00a0usagers":    "25 000 usagers",
		"CO₂, m², 3ᵉ, 1ʳᵉ, n°\u00a0½": "co2, m2, 3e, 1re, n° 1⁄2",
		"ﬁchier, ﬂux, Ⅳ, ①":           "fichier, flux, iv, 1",
		"démo\u00adcra\u200btie":      "democratie",
		"Łódź, Tromsø, Đà Nẵng":       "lodz, tromso, da nang",
		"Þór, ħ, ı, İ, ŋ, ẞ, −5":      "thor, h, i, i, n, ss, -5",
		"ΟΔΟΣ οδός":                   "οδοσ οδοσ",
		"déjà « vu »":                 "deja « vu »",
		strings.Repeat("é", 500):      strings.Repeat("e", 500),
	} {
		if got := content.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSlugMakesAnAddress(t *testing.T) {
	words := strings.Repeat("abcdefghi-", 9)
	for in, want := range map[string]string{
		"":                       "",
		"   ":                    "",
		"!?…":                    "",
		"Ελλάδα":                 "",
		"Été 2021":               "ete-2021",
		"L'État, aujourd’hui":    "l-etat-aujourd-hui",
		"Cœur de l'œuvre":        "coeur-de-l-oeuvre",
		"--a--b--":               "a-b",
		"a_b.c/d":                "a-b-c-d",
		"Partie n° 3 : la suite": "partie-n-3-la-suite",
		"日本 2021":                "2021",
		"déjà-vu":                "deja-vu",
		"Łódź – Tromsø":          "lodz-tromso",
		"Le CO₂, 3ᵉ plan":        "le-co2-3e-plan",
		"démo\u00adcratie ﬁne":   "democratie-fine",
		"a\u0301b":               "ab",
		words:                    "abcdefghi-abcdefghi-abcdefghi-abcdefghi-abcdefghi-abcdefghi-abcdefghi-abcdefghi",
		strings.Repeat("a", 200): strings.Repeat("a", content.MaxSlug),
	} {
		if got := content.Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIsSlugTellsAnAddress(t *testing.T) {
	for s, want := range map[string]bool{
		"a": true, "1": true, "a-b": true, "2021-09-14-bilan": true, strings.Repeat("a", 80): true,
		"": false, "-": false, "-a": false, "a-": false, "a--b": false, "A": false, "é": false, "a_b": false,
		"a.b": false, "a b": false, "a/b": false, "..": false, strings.Repeat("a", 81): false, "a\n": false,
	} {
		if got := content.IsSlug(s); got != want {
			t.Errorf("IsSlug(%q) = %v, want %v", s, got, want)
		}
	}
}

var slugGrammar = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"", "Été 2021", "l’œuvre", "-", "İ", "ǅ", "K", "\xff", strings.Repeat("a-", 60), strings.Repeat("a", 39) + strings.Repeat("-b", 40)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		slug := content.Slug(s)
		if slug != "" && (!slugGrammar.MatchString(slug) || len(slug) > content.MaxSlug) {
			t.Errorf("Slug(%q) = %q: no slug", s, slug)
		}
		if again := content.Slug(slug); again != slug {
			t.Errorf("Slug(%q) = %q, and again %q", s, slug, again)
		}
		if content.IsSlug(s) != (slug == s && s != "") {
			t.Errorf("IsSlug(%q) and Slug disagree", s)
		}
		if folded := content.Fold(s); utf8.ValidString(s) && content.Fold(folded) != folded {
			t.Errorf("Fold(%q) = %q, and again %q", s, folded, content.Fold(folded))
		}
	})
}
