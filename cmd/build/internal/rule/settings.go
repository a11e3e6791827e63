package rule

import (
	"maps"
	"slices"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Setting is a rule that site.yaml gives another level, and what that changed.
type Setting struct {
	Code     string
	Level    diag.Severity
	Motif    string
	Problems []diag.Problem // that are no longer told, or at another level
}

// Apply gives each problem the level that its rule has for this site, and leaves
// out those of rules that are off. asked are codes of rules that are told though
// they are off by default. What is wrong with the settings themselves is told
// too. Settings come out by code.
//
// Where a setting is wrong, only that is told: nobody knows what it was to leave of
// its rule's problems.
func Apply(problems []diag.Problem, r *roadmap.Roadmap, asked ...string) (told []diag.Problem, settings []Setting) {
	var wrong diag.List
	byCode, unknown := map[string]*Setting{}, map[string]bool{}
	set := r.Site.Verification.Regles.Par
	for _, code := range slices.Sorted(maps.Keys(set)) {
		regle := set[code]
		if regle.Niveau.S == "" || !usable(code, regle, set, &wrong) { // the model has reported a level that is missing
			unknown[code], unknown[diag.Nearest(content.Fold(code), Codes())] = true, true
			continue
		}
		settings = append(settings, Setting{Code: code, Level: regle.Niveau.Severity(), Motif: regle.Motif.S})
	}
	for i := range settings {
		byCode[settings[i].Code] = &settings[i]
	}
	doubtful := r.Tree.Doubtful("verification")
	for _, p := range problems {
		if rule := Find(p.Code); rule != nil && !rule.Fixed && (doubtful || unknown[p.Code]) {
			continue
		}
		level := levelOf(p, asked)
		if s := byCode[p.Code]; s != nil {
			level = s.Level
			s.Problems = append(s.Problems, p)
		}
		if p.Severity = level; level != diag.Non {
			told = append(told, p)
		}
	}
	return diag.Sort(append(told, wrong.Sorted()...)), settings
}

// levelOf is the level of a problem's rule for every site.
func levelOf(p diag.Problem, asked []string) diag.Severity {
	switch r := Find(p.Code); {
	case r == nil:
		return p.Severity
	case r.Level == diag.Non && slices.Contains(asked, p.Code):
		return diag.Avertissement
	default:
		return r.Level
	}
}

// usable reports what keeps a setting, one of some, from being followed.
func usable(code string, regle roadmap.Regle, among map[string]roadmap.Regle, p *diag.List) bool {
	pos, r, level := regle.In(content.SitePath), Find(code), regle.Niveau.Severity()
	switch {
	case r == nil:
		others := slices.DeleteFunc(Codes(), func(code string) bool { _, set := among[code]; return set })
		hint, near := diag.Suggest(content.Fold(code), others, "%s:", "« build aide regles » en donne la liste")
		p.Erreur(pos, "regle-inconnue", hint, "la règle « %s » n'existe pas", code)
		p.Guess(code+":", near)
	case r.Fixed && level != diag.Erreur:
		p.Erreur(pos, "regle-fixe", "corrigez les pages concernées, et retirez ce réglage", "la règle « %s » ne se règle pas : sans elle, le site publié serait faux", code)
	case level > r.Level && regle.Motif.S == "":
		p.Erreur(pos, "regle-sans-motif", "ajoutez « motif: », que le rapport répétera", "la règle « %s » est abaissée sans motif", code)
	default:
		return true
	}
	return false
}
