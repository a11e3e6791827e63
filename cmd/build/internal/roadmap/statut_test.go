package roadmap_test

import (
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

func TestAStatusAgreesWithWhatProjetsAreCalled(t *testing.T) {
	projet, action := french.Nom{Singulier: "projet", Pluriel: "projets"}, french.Nom{Singulier: "action", Pluriel: "actions", Feminin: true}
	var alone, after, word []string
	for i := range roadmap.Statuts {
		s := &roadmap.Statuts[i]
		if (roadmap.Statut{Plain: content.Plain{S: s.Cle}}).Rank() != i {
			t.Errorf("%s is not found by its key", s.Cle)
		}
		alone = append(alone, s.Alone(projet), s.Alone(action))
		after = append(after, s.After(projet, 1), s.After(action, 2))
		word = append(word, action.Agree(s.Mot, 1))
	}
	for _, c := range []struct {
		got  []string
		want string
	}{
		{alone, "Achevé, Achevée, En cours, En cours, À venir, À venir, Suspendu, Suspendue, Abandonné, Abandonnée, Statut non publié, Statut non publié"},
		{after, "achevé, achevées, en cours, en cours, à venir, à venir, suspendu, suspendues, abandonné, abandonnées, au statut non publié, au statut non publié"},
		{word, "achevée, en cours, à venir, suspendue, abandonnée, non publié"},
	} {
		if got := strings.Join(c.got, ", "); got != c.want {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
	if (roadmap.Statut{}).Key() != "non-communique" {
		t.Error("what has no status is not « non communiqué »")
	}
}

func TestEveryAnnouncedFigureIsKnown(t *testing.T) {
	r, problems := build(t, map[string]string{
		"missions/m.md": "", "projets/a.md": "statut: acheve\nentree: 2021", "projets/b.md": "statut: acheve", "projets/c.md": "",
		"site.yaml": siteYAML("  - {id: 2021, titre: b, date: 2021-01-01, documentation: partielle, annonce: {missions: 2, nouveaux: 3, acheves: 4}}", "vocabulaire:", "  projet: {singulier: action, pluriel: actions, genre: f}"),
	}, false)
	expectProblems(t, problems)
	var got []string
	for _, a := range roadmap.Annonces {
		if roadmap.AnnonceOf(a.Cle) != a {
			t.Errorf("%s is not found by its key", a.Cle)
		}
		text := a.Cle + " " + a.Words(&r.Mots, 2)
		if n := a.In(r.Edition); n.Set {
			text += " " + strings.Repeat("+", int(n.V)) + strings.Repeat("-", r.Documented(a, r.Edition))
		}
		got = append(got, text)
	}
	const want = `familles familles
enjeux enjeux
missions missions ++-
projets actions
nouveaux actions nouvelles +++-
acheves actions achevées ++++--
en-cours actions en cours
a-venir actions à venir
suspendus actions suspendues
abandonnes actions abandonnées`
	if text := strings.Join(got, "\n"); text != want {
		t.Errorf("%s\nwant\n%s", text, want)
	}
}

// What people write leads to the status that they mean, or to none: never to another.
func TestWordsOfStatuses(t *testing.T) {
	for want, words := range map[string]string{
		"acheve":         "Achevée, terminé, Terminées, fini, clos, clôturée, réalisé, livrée, Fait, en production, mis en ligne, en service, déployé, abouti",
		"en-cours":       "En cours, encours, en_cours, en cours de réalisation, démarré, Commencée, lancé, lancée, engagé, pas terminé, non achevée, travaux en cours, en développement",
		"a-venir":        "À venir, avenir, a_venir, prévue, planifié, programmées, à l'étude, Non commencée, non commencé, pas démarré, pas encore démarrée, non lancé, non engagée, pas encore lancé, futur, bientôt, à lancer, à faire",
		"suspendu":       "Suspendue, en pause, gelé, interrompue, en suspens, à l'arrêt, mis en pause",
		"abandonne":      "Abandonnée, annulé, Annulée, abandon, supprimé, sans suite, non retenu, rejetée",
		"non-communique": "Non communiqué, non publié, inconnu, non renseigné, non communiquee",
		"":               "en attente, stoppé, arrêté, reporté, validé, en retard, à définir, 2022, non comencé, non planifié, pas sûr, cadrage, n/c",
	} {
		for word := range strings.SplitSeq(words, ", ") {
			var s roadmap.Statut
			no := content.Read(&s, word)
			switch {
			case no == nil && s.S != want:
				t.Errorf("%s is accepted as %s, want %q", word, s.S, want)
			case no != nil && no.Write != want:
				t.Errorf("%s: %q, want %q", word, no.Write, want)
			case no != nil && want == "" && no.Hint == "":
				t.Errorf("%s: nothing is told", word)
			}
		}
	}
}
