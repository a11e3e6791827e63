package roadmap_test

import (
	"testing"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A text about any roadmap is told in the words of one, and what is typed stays.
func TestInWords(t *testing.T) {
	mots := roadmap.Usual
	mots.Mission.Nom = french.Nom{Singulier: "axe", Pluriel: "axes"}
	mots.Projet.Adresse = "faits"
	mots.Projet.Nom = french.Nom{Singulier: "action", Pluriel: "actions", Feminin: true}
	for in, want := range map[string]string{
		"La mission du projet, « mission: » et ce projet.":                           "L’axe de l’action, « mission: » et cette action.",
		"Les projets d'une mission":                                                  "Les actions d'un axe",
		"de projets, aucun projet, tous les projets":                                 "d’actions, aucune action, toutes les actions",
		"build new projet 'X' : PROJET#JALON":                                        "build new action 'X' : ACTION#JALON",
		"content/projets/ et projets.csv":                                            "content/projets/ et projets.csv",
		"le statut d’un projet, sans mission (un projet)":                            "le statut d’une action, sans axe (une action)",
		"donnez un PROJET ; deux projets, 120 projets":                               "donnez une ACTION ; deux actions, 120 actions",
		"{{compte projets}} d'un\nprojet, de\nprojets":                               "{{compte actions}} d'une\naction, d’actions",
		"    /projets/statut/acheve/ et (../projets/statut/acheve), ../projets/a.md": "    /faits/statut/acheve/ et (../faits/statut/acheve), ../projets/a.md",
		"« alias: [/projets/portail/] »":                                             "« alias: [/faits/portail/] »",
		"build projet":                                                               "build projet",
	} {
		if got := roadmap.InWords(&mots, in); got != want {
			t.Errorf("%s\n%s, want\n%s", in, got, want)
		}
		if got := roadmap.InWords(&roadmap.Usual, in); got != in {
			t.Errorf("in its own words, %s is %s", in, got)
		}
	}
}
