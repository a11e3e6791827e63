package render

import (
	"html/template"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/page"
)

// full gives one page of each layout with everything a view can hold, and
// empty the same pages with nothing but what New requires. hostile stands in
// every text.
const hostile = `<script>alert(1)</script>"'>&`

func testSite(identity string) *page.Site {
	return &page.Site{
		Titre: "TECH.GOUV", Accroche: "Stratégie et feuille de route 2019-2022", Langue: "fr", Identite: identity,
		Base:      "https://tech-gouv.exemple.gouv.fr",
		Organisme: page.Organisme{Nom: "Direction interministérielle du numérique", Sigle: "DINUM", URL: "https://www.numerique.gouv.fr/", Marque: []string{"Gouvernement"}},
		Edition:   "Édition actualisée mi-2021",
		Menu: []page.MenuEntree{
			{Link: page.Link{Titre: "Présentation", Adresse: "/presentation/"}},
			{Link: page.Link{Titre: "Missions", Adresse: "/missions/"}, Entrees: missionLinks("")},
			{Link: page.Link{Titre: "Projets", Adresse: "/projets/"}},
			{Link: page.Link{Titre: "Enjeux", Adresse: "/enjeux/"}},
			{Link: page.Link{Titre: "Actualités", Adresse: "/actualites/"}},
		},
		Pied: []page.Link{
			{Titre: "Plan du site", Adresse: "/plan-du-site/"}, {Titre: "Accessibilité : non conforme", Adresse: "/accessibilite/"},
			{Titre: "Mentions légales", Adresse: "/mentions-legales/"}, {Titre: "Données personnelles", Adresse: "/donnees-personnelles/"},
			{Titre: "Gestion des cookies", Adresse: "/cookies/"},
		},
		Rubriques: []page.PiedColonne{
			{Titre: "Missions", Liens: missionLinks("")},
			{Titre: "La feuille de route", Liens: []page.Link{{Titre: "Présentation", Adresse: "/presentation/"}, {Titre: "Projets", Adresse: "/projets/"}, {Titre: "Enjeux", Adresse: "/enjeux/"}}},
			{Titre: "Suivre", Liens: []page.Link{{Titre: "Actualités", Adresse: "/actualites/"}, {Titre: "Flux RSS", Adresse: "/rss.xml"}}},
		},
		Licence: page.Link{Titre: "licence Etalab 2.0", Adresse: "https://github.com/etalab/licence-ouverte/blob/master/LO.md"},
		Contact: page.Link{Titre: "Nous écrire", Adresse: "mailto:contact@exemple.gouv.fr"},
		Flux:    page.Link{Titre: "Toutes les actualités", Adresse: "/rss.xml"},
		Mots: page.Mots{
			Famille: page.MotOf(french.Nom{Singulier: "famille", Pluriel: "familles", Feminin: true}),
			Mission: page.MotOf(french.Nom{Singulier: "mission", Pluriel: "missions", Feminin: true}),
			Projet:  page.MotOf(french.Nom{Singulier: "projet", Pluriel: "projets"}),
			Enjeu:   page.MotOf(french.Nom{Singulier: "enjeu", Pluriel: "enjeux"}),
		},
		Look: page.Look{DSFR: "1.14.4", Style: "/style.css", Scripts: map[string]string{"site": "/site.js", "theme": "/theme.js", "projets": "/projets.js", "recherche": "/recherche.js"}, Couleur: "#000091",
			Icone: []page.Icone{{Rel: "icon", Type: "image/svg+xml", Adresse: "/favicon.svg"}}},
	}
}

var missions = []struct{ code, titre, slug, resume string }{
	{"LABEL", "Labelliser les solutions et outils numériques recommandés pour les administrations", "label", "Repérer, évaluer puis labelliser des produits du marché ou de l’administration, libres ou propriétaires, et en faciliter le partage."},
	{"IDNUM", "Construire une identification unifiée pour les services en ligne", "idnum", "Une seule façon de s’identifier, déclinée pour les particuliers, les professionnels et les agents."},
	{"DATA", "Exploiter tout le potentiel des données au service des politiques publiques", "data", "Faire circuler, ouvrir et utiliser les données pour éviter les pièces justificatives et mieux décider."},
	{"INFRA", "Construire et opérer des infrastructures et des services numériques mutualisés", "infra", "Réseau, cloud et outils de travail communs aux ministères."},
	{"PILOT", "Accompagner la conception et le pilotage des systèmes d’information de l’État", "pilot", "Aider les ministères à cadrer, sécuriser et conduire leurs projets, y compris sur leur empreinte écologique."},
	{"TALENTS", "Attirer et fidéliser les talents du numérique, et accompagner les managers publics dans l’usage du numérique", "talents", "Recruter, garder et faire circuler les compétences ; acculturer l’encadrement."},
	{"BETA", "Concevoir des services publics numériques autrement", "beta", "Faire naître des services utiles par l’approche des startups d’État, au sein d’un réseau d’incubateurs."},
	{"TRANSFO", "Appuyer la transformation publique par le numérique", "transfo", "Conseiller les dirigeants publics, améliorer la qualité des démarches et entraîner les territoires."},
}

func missionLinks(current string) []page.Link {
	var l []page.Link
	for _, m := range missions {
		l = append(l, page.Link{Titre: m.code + " : " + m.titre, Adresse: "/missions/" + m.slug + "/", Actif: m.slug == current})
	}
	return l
}

var statuts = []page.Statut{
	{Cle: "acheve", Mot: "Achevé", Badge: "success"}, {Cle: "en-cours", Mot: "En cours", Badge: "info"},
	{Cle: "a-venir", Mot: "À venir"}, {Cle: "suspendu", Mot: "Suspendu", Badge: "warning"},
	{Cle: "abandonne", Mot: "Abandonné"}, {Cle: "non-communique", Mot: "Statut non publié"},
}

func repartition(numbers ...int) page.Repartition {
	r := page.Repartition{Titre: "9 achevés, 12 en cours, 15 sans statut publié sur 43"}
	for _, n := range numbers {
		r.Total += n
	}
	x := 0.0
	for i, n := range numbers {
		if n == 0 {
			continue
		}
		w := 100 * float64(n) / float64(r.Total)
		words := []string{"achevés", "en cours", "à venir", "suspendus", "abandonnés", "sans statut publié"}
		r.Parts = append(r.Parts, page.Part{Statut: statuts[i], Nombre: n, Texte: number(float64(n)) + " " + words[i], X: x, Largeur: w, Adresse: "/projets/?statut=" + statuts[i].Cle})
		x += w
	}
	return r
}

func cartes(from, to int) []page.MissionCarte {
	numbers := [][]int{{2, 1, 0, 0, 0, 1}, {1, 3, 1, 0, 0, 2}, {3, 4, 0, 1, 0, 3}, {0, 2, 1, 0, 1, 3}, {1, 0, 0, 0, 0, 2}, {0, 0, 0, 0, 0, 4}, {1, 1, 1, 1, 1, 1}, {1, 2, 0, 0, 0, 0}}
	var c []page.MissionCarte
	for i, m := range missions[from:to] {
		c = append(c, page.MissionCarte{Code: m.code, Titre: m.titre, Adresse: "/missions/" + m.slug + "/", Resume: m.resume,
			Compte: page.Compte{Nombre: 4, Texte: "4 projets documentés"}, Repartition: repartition(numbers[from+i]...)})
	}
	return c
}

func familles() []page.FamilleGroupe {
	return []page.FamilleGroupe{
		{Titre: "Des produits et des services numériques pour développer les nouveaux usages", Adresse: "/familles/produits/", Slug: "produits", Resume: "Ce que l’État construit et propose à ses administrations.", Missions: cartes(0, 4)},
		{Titre: "Des expertises numériques accélérant la transformation du service public", Adresse: "/familles/expertises/", Slug: "expertises", Missions: cartes(4, 8)},
	}
}

func lignes() []*page.ProjetLigne {
	fc := page.Etiquette{Code: "IDNUM", Titre: "Construire une identification unifiée", Slug: "idnum", Adresse: "/missions/idnum/"}
	dinum := page.Pilotage{Link: page.Link{Titre: "Direction interministérielle du numérique (DINUM)", Adresse: "/pilotes/dinum/"}, Nom: "Direction interministérielle du numérique", Sigle: "DINUM", Slug: "dinum"}
	return []*page.ProjetLigne{
		{Titre: "FranceConnect", Adresse: "/projets/franceconnect/", Slug: "franceconnect", Code: "Id1", Resume: "Se connecter à tous les services publics avec un compte que l’on a déjà.", Statut: statuts[1], Echeance: page.Echeance{Texte: "2e semestre 2021", ISO: "2021-12-31"}, Pilotes: []page.Pilotage{dinum}, Mission: fc, Enjeux: enjeuTags(), Annees: []string{"2021"}},
		{Titre: "Catalogue GouvTech et labellisation de solutions numériques", Adresse: "/projets/catalogue-gouvtech/", Slug: "catalogue-gouvtech", Statut: statuts[0], Nouveau: "Nouveau", Echeance: page.Echeance{Texte: "décembre 2020", ISO: "2020-12-31"}, Pilotes: []page.Pilotage{dinum, {Link: page.Link{Titre: "Agence nationale de la sécurité des systèmes d’information", Adresse: "/pilotes/anssi/"}, Nom: "Agence nationale de la sécurité des systèmes d’information", Slug: "anssi"}}, Mission: fc, Annees: []string{"2020"}, Reserve: "L’intitulé est un libellé de travail."},
		{Titre: "Vitam", Adresse: "/projets/vitam/", Slug: "vitam", Statut: statuts[3], Echeance: page.Echeance{Texte: "1er trimestre 2021", ISO: "2021-03-31", Depassee: "Échéance dépassée"}, Mission: fc, Brouillon: "Brouillon"},
		{Titre: "Réseau interministériel de l’État", Adresse: "/projets/rie/", Slug: "rie", Statut: statuts[2], Pilotes: []page.Pilotage{dinum}, Mission: fc},
		{Titre: "Identité numérique des agents", Adresse: "/projets/agents/", Slug: "agents", Statut: statuts[4], Mission: fc},
		{Titre: "Green Tech", Adresse: "/projets/green-tech/", Slug: "green-tech", Code: "Pi3", Statut: statuts[5], Mission: fc},
	}
}

// faits has a row of each form.
func faits() []page.Fait {
	return []page.Fait{
		{Nom: "Statut", Statut: statuts[1], Nouveau: "Nouveau"},
		{Nom: "Début", Textes: []string{"2016"}},
		{Nom: "Échéance", Echeance: page.Echeance{Texte: "2e semestre 2021", ISO: "2021-12-31", Depassee: "Échéance dépassée"}},
		{Nom: "Pilotes", Liens: []page.Link{{Titre: "DINUM", Adresse: "/pilotes/dinum/"}, {Titre: "ANTS"}}},
		{Nom: "Responsable", Inconnu: "Non publié"},
		{Nom: "Enjeux", Etiquettes: enjeuTags()},
	}
}

func enjeuTags() []page.Etiquette {
	return []page.Etiquette{{Titre: "Simplification", Slug: "simplification", Adresse: "/enjeux/simplification/"}, {Titre: "Maîtrise", Slug: "maitrise", Adresse: "/enjeux/maitrise/"}}
}

func jalonList() []page.Jalon {
	p := page.Etiquette{Titre: "FranceConnect", Adresse: "/projets/franceconnect/"}
	return []page.Jalon{
		{Titre: "Ouverture aux services des collectivités", Echeance: page.Echeance{Texte: "décembre 2020", ISO: "2020-12-31"}, Etat: "atteint", Mot: "Atteint", Projet: p, Sources: sources()[:1]},
		{Titre: "FranceConnect+ en production, avec un niveau de garantie substantiel", Debut: "juin 2021", Echeance: page.Echeance{Texte: "1er semestre 2021", ISO: "2021-06-30", Depassee: "Échéance dépassée"}, Etat: "depasse", Mot: "Non atteint", Projet: p},
		{Titre: "Trente millions d’utilisateurs", Echeance: page.Echeance{Texte: "2022", ISO: "2022-12-31"}, Etat: "inconnu", Mot: "Non communiqué", Projet: p, Reserve: "La date est déduite d’un article de presse."},
	}
}

func sources() []page.Source {
	return []page.Source{
		{Titre: "Communiqué « TECH.GOUV : rentrée 2021 décisive pour la transformation numérique »", URL: "https://www.numerique.gouv.fr/", Date: page.Date{Texte: "14 septembre 2021", ISO: "2021-09-14"}},
		{Titre: "La Gazette des communes"},
	}
}

func indicateurs() []page.Indicateur {
	return []page.Indicateur{
		{Ancre: "indicateur-utilisateurs", Nom: "Utilisateurs de FranceConnect", Unite: "millions d’utilisateurs",
			Derniere: page.Mesure{Date: page.Date{Texte: "1er juillet 2021", ISO: "2021-07-01"}, Valeur: "28", Precision: "environ"},
			Mesures: []page.Mesure{
				{Date: page.Date{Texte: "1er janvier 2019", ISO: "2019-01-01"}, Valeur: "8"}, {Date: page.Date{Texte: "1er janvier 2020", ISO: "2020-01-01"}, Valeur: "14"},
				{Date: page.Date{Texte: "1er janvier 2021", ISO: "2021-01-01"}, Valeur: "22", Precision: "au moins"}, {Date: page.Date{Texte: "1er juillet 2021", ISO: "2021-07-01"}, Valeur: "28", Precision: "environ"}},
			Cible: "30 millions d’utilisateurs", Echeance: page.Echeance{Texte: "2022", ISO: "2022-12-31"},
			Chart: page.Chart{Titre: "28 millions d’utilisateurs mi-2021, cible de 2022 : 30 millions", Gauche: "30", Chiffres: "22", Base: "140",
				Cible: page.ChartLabel{X: "30", Y: "30", Texte: "Cible : 30"}, Graduations: []page.ChartLabel{{Y: "140", Texte: "0"}, {Y: "66", Texte: "20"}}, Annees: []page.ChartLabel{{X: "110", Texte: "2020"}},
				Ligne: "30,110 110,90 210,60 288,37.33", Points: "M30 110h0M110 90h0", Approches: "M284 37a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", Minimums: "M210 55l5 9h-10z",
				Premier: page.ChartLabel{X: "30", Y: "101", Texte: "8"}, Dernier: page.ChartLabel{X: "288", Y: "28.33", Texte: "28"}},
			Sources: sources(), Reserve: "La définition d’un utilisateur a changé en 2020."},
		{Ancre: "indicateur-services", Nom: "Services raccordés", Unite: "services"},
	}
}

func actus() []page.ActualiteCarte {
	return []page.ActualiteCarte{
		{Titre: "Deuxième bilan de TECH.GOUV", Adresse: "/actualites/2021-09-14-bilan/", Date: page.Date{Texte: "14 septembre 2021", ISO: "2021-09-14"}, Resume: "Neuf projets achevés sur quarante-trois, cinq nouveaux, et une fin d’année décisive.", Sujets: append(enjeuTags(), page.Etiquette{Code: "IDNUM", Titre: "Construire une identification unifiée", Adresse: "/missions/idnum/"})},
		{Titre: "FranceConnect dépasse 28 millions d’utilisateurs", Adresse: "/actualites/2021-07-01-franceconnect/", Date: page.Date{Texte: "1er juillet 2021", ISO: "2021-07-01"}, Resume: "Un service public de connexion devenu quotidien.", Brouillon: "Brouillon"},
		{Titre: "La feuille de route suivante de la DINUM est publiée", Adresse: "/actualites/2023-03-09-suite/", Date: page.Date{Texte: "9 mars 2023", ISO: "2023-03-09"}, Resume: "Quatre priorités prennent la suite de TECH.GOUV.", Apres: true},
	}
}

func enjeuCards() []page.EnjeuCarte {
	var c []page.EnjeuCarte
	for _, e := range [][2]string{
		{"Simplification", "Rendre démarches et outils plus simples et plus ergonomiques, pour les usagers comme pour les agents."},
		{"Inclusion", "Donner accès aux services publics même loin des guichets, par une dématérialisation de qualité et accessible."},
		{"Attractivité", "Faire de l’environnement de travail numérique, du management et de l’organisation des atouts de l’État employeur."},
		{"Maîtrise", "Garder la main sur systèmes, architectures, logiciels et données afin de renforcer autonomie, sécurité et souveraineté."},
		{"Économies", "Mieux dépenser grâce au numérique : un service meilleur à moindre coût."},
		{"Alliances", "Construire les services avec des partenaires publics et privés de confiance, au plus près des usagers."},
	} {
		c = append(c, page.EnjeuCarte{Titre: e[0], Adresse: "/enjeux/x/", Resume: e[1], Compte: page.Compte{Texte: "7 projets documentés"}})
	}
	return c
}

func chiffres() []page.Chiffre {
	return []page.Chiffre{
		{Valeur: "6", Libelle: "enjeux", Adresse: "/enjeux/"},
		{Valeur: "8", Libelle: "missions", Adresse: "/missions/"},
		{Valeur: "43", Libelle: "projets annoncés", Precision: "dont 29 documentés ici", Adresse: "/projets/"},
		{Valeur: "9", Libelle: "projets achevés", Precision: "annoncés, non nommés"},
	}
}

func echeancier(titre string) page.Echeancier {
	return page.Echeancier{Titre: titre, Note: "L’édition est close : ce sont les dernières échéances qu’elle portait.", Jalons: jalonList()}
}

func imprimer() *page.Imprimer {
	p := &page.Projet{Code: "Id1", Faits: faits(), Jalons: jalonList(), Indicateurs: indicateurs(), Historique: []page.Evenement{{Date: page.Date{Texte: "1er mai 2021", ISO: "2021-05-01"}, Statut: statuts[1], Note: "Le projet commence"}}}
	sheet := &page.Page{Titre: "FranceConnect", Resume: "Un compte pour tout.", Reserve: "L’intitulé est un libellé de travail.", Address: "/projets/a/", Sources: sources()}
	return &page.Imprimer{Titre: "Stratégie et feuille de route 2019-2022", Edition: page.Date{Texte: "14 septembre 2021", ISO: "2021-09-14"}, Accueil: 1, Chiffres: chiffres(), Repartition: repartition(1, 2, 0, 0, 0, 3),
		Reserve: "Une partie seulement est publique.", TitreEnjeux: "Les 6 enjeux", Enjeux: enjeuCards(), Documents: []page.Link{{Titre: "DATA (12 projets)", Adresse: "/imprimer/data/"}}, SansTextes: true,
		Parties: []page.Partie{{Ancre: "mission.a", Numero: 1, Titre: "IDNUM : identité", Resume: "Une identité.", Reserve: "Une réserve.", Indicateurs: indicateurs(), Texte: 2, Fiches: []page.FicheImprimee{{Ancre: "projet.a", Numero: "1.1", Page: sheet, Projet: p, Texte: 3}}}}}
}

func calendrier() *page.Calendrier {
	fc := page.Etiquette{Titre: "FranceConnect", Adresse: "/projets/franceconnect/"}
	year := page.CalendrierAnnee{Annee: "2021", Edition: page.Date{Texte: "14 septembre 2021", ISO: "2021-09-14"},
		Frise: page.Frise{Titre: "Frise de 2021", Bas: 92, Hauteur: 116, Edition: "70%", Couloirs: []page.Couloir{{Nom: "IDNUM", Y: 28, Hauteur: 64}}}}
	v := &page.Calendrier{Note: "À la date de l’édition.", SansDate: "3 jalons n’ont pas d’échéance publiée.", Flux: page.Link{Titre: "S’abonner au calendrier", Adresse: "/echeances.ics"},
		Tableaux: []page.CalendrierTableau{{Titre: "2022", Quoi: "Mission", Lignes: []page.CalendrierLigne{{Lien: page.Link{Titre: "IDNUM", Adresse: "/calendrier/idnum/"}, Nombres: []int{1, 2, 3, 1004}, Total: 1010}}}}}
	for i, state := range []string{"atteint", "depasse", "inconnu", "en-cours", "a-venir", "abandonne"} {
		v.Legende = append(v.Legende, page.EtatEcheance{Cle: state, Mot: "État " + state, Nombre: 1001})
		list := &year.Avant
		if i > 2 {
			list = &year.Apres
		}
		*list = append(*list, page.EcheanceDatee{Numero: i + 1, Quand: "2e semestre 2021", ISO: "2021-12-31", Etat: state, Mot: "État " + state, Titre: "Jalon", Projet: fc,
			Mission: page.Etiquette{Code: "IDNUM", Titre: "Identité", Adresse: "/missions/idnum/"}, Reserve: "La date est une estimation."})
		year.Frise.Couloirs[0].Marques = append(year.Frise.Couloirs[0].Marques, page.Marque{Numero: i + 1, Etat: state, Nom: "1 : jalon, atteint", X: number(float64(10*i+10)) + "%", Y: 68, Haut: 56, Texte: 73,
			Large: 24, Decale: -12, Rayon: 12, Fin: true, Barre: page.Barre{X: "5%", Largeur: "5%", Y: 64}})
	}
	v.Annees = []page.CalendrierAnnee{year}
	return v
}

const mark = string(content.LinkMark)

const prose = `<p>Le programme TECH.GOUV accélère la transformation numérique du service public. Il rassemble <a href="` + string(content.LinkMark) + `/missions/">huit missions</a>, portées par la DINUM avec l’appui de tous les ministères, et <strong>quarante-trois projets</strong>.</p>
<h2 id="objet">Objet</h2><p>La feuille de route est actualisée chaque année. Un <a href="https://www.numerique.gouv.fr/" target="_blank" rel="noopener external" title="communiqué - nouvelle fenêtre">communiqué</a> accompagne chaque édition.</p>
<ul><li>la donnée ;</li><li>l’innovation ;</li><li>les systèmes d’information.</li></ul>
<h2 id="gouvernance">Gouvernance</h2>
<div class="fr-callout"><h3 class="fr-callout__title">Un encart</h3><div class="fr-callout__text"><p>Ce qu’il faut retenir tient en une phrase.</p></div></div>
<div class="fr-alert fr-alert--info"><h3 class="fr-alert__title">À noter</h3><p>La liste complète n’est pas publique.</p></div>
<div class="fr-alert fr-alert--warning fr-alert--sm"><p>Ces chiffres sont provisoires.</p></div>
<div class="fr-highlight"><p>Une phrase mise en exergue.</p></div>
<figure class="fr-quote"><blockquote><p>« L’État doit être une plateforme. »</p></blockquote><figcaption><p class="fr-quote__author">Une directrice</p><ul class="fr-quote__source"><li><cite>Édito de 2021</cite></li></ul></figcaption></figure>
<h2 id="tableau">Un tableau</h2>
<div class="fr-table"><div class="fr-table__wrapper"><div class="fr-table__container"><div class="fr-table__content" tabindex="0" role="region" aria-label="Tableau 1"><table>
<thead><tr><th scope="col">Édition</th><th scope="col" class="fr-cell--right">Projets</th></tr></thead>
<tbody><tr><td>2019</td><td class="fr-cell--right">35</td></tr><tr><td>mi-2020</td><td class="fr-cell--right">38</td></tr></tbody></table></div></div></div></div>
<div class="fr-accordions-group"><details class="fdr-accordeon"><summary><h3 class="fdr-accordeon__titre">Qui décide ?</h3></summary><div class="fdr-accordeon__corps"><p>Le comité d’orientation.</p></div></details>
<details class="fdr-accordeon"><summary><h3 class="fdr-accordeon__titre">Quand ?</h3></summary><div class="fdr-accordeon__corps"><p>Deux fois par an.</p></div></details></div>
<div class="fdr-onglets"><section class="fdr-onglet"><h3 class="fdr-onglet__titre">Citoyens</h3><p>Ce qui change pour les citoyens.</p></section><section class="fdr-onglet"><h3 class="fdr-onglet__titre">Agents</h3><p>Ce qui change pour les agents.</p></section></div>
<ul class="fr-btns-group fr-btns-group--inline-md"><li><a class="fr-btn" href="` + mark + `/projets/">Voir les projets</a></li><li><a class="fr-btn fr-btn--secondary" href="` + mark + `/missions/">Voir les missions</a></li></ul>
<ul class="fdr-liste fdr-liste--grille fdr-cartes"><li><div class="fr-card fr-enlarge-link fr-card--sm"><div class="fr-card__body"><div class="fr-card__content"><h3 class="fr-card__title"><a href="` + mark + `/missions/data/">Données</a></h3><p class="fr-card__desc">Faire circuler les données.</p></div></div></div></li></ul>
<p>Une note<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup>.</p><pre><code>code</code></pre><hr>
<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1"><p>Le texte de la note.</p></li></ol></div>`

func body() Corps {
	return Corps{HTML: template.HTML(prose), Sommaire: []Titre{{"objet", "Objet"}, {"gouvernance", "Gouvernance"}, {"tableau", "Un tableau"}}}
}

func short() Corps {
	return Corps{HTML: "<p>Le programme rassemble huit missions, portées par la DINUM avec l’appui de tous les ministères. Il a été engagé le 11 avril 2019, annoncé le 16, et sa première feuille de route a paru le 2 octobre de la même année.</p><p>Chaque mission tient plusieurs projets, et chaque projet dit où il en est, d’après ce qui a été publié.</p>"}
}

func crumbs(more ...page.Link) []page.Link {
	return append([]page.Link{{Titre: "Accueil", Adresse: "/"}}, more...)
}

// A fixture is a page and its body.
type fixture struct {
	page  *page.Page
	corps Corps
}

func fullPages() map[string]fixture {
	day := page.Date{Texte: "14 septembre 2021", ISO: "2021-09-14"}
	later := page.Date{Texte: "3 octobre 2021", ISO: "2021-10-03"}
	mk := func(address, layout, titre, resume, section string, fil []page.Link, view any, corps Corps) fixture {
		return fixture{&page.Page{Address: address, Layout: layout, Titre: titre, TitreSite: titre + " – TECH.GOUV", Resume: resume, Description: resume, Section: section, Fil: fil,
			Publie: day, MisAJour: later, Type: "article", Vue: func() any { return view },
			Flux:     []page.Link{{Titre: "TECH.GOUV", Adresse: "/rss.xml"}},
			Vignette: page.Vignette{Adresse: "/carte.png", Texte: "TECH.GOUV. 8 missions."},
			JSONLD: func() []string {
				return []string{`{"@context":"https://schema.org","@type":"WebPage","name":"\u003cb\u003e"}`}
			}}, corps}
	}
	groups := []page.ProjetGroupe{
		{Titre: "IDNUM : construire une identification unifiée pour les services en ligne", Adresse: "/missions/idnum/", Slug: "idnum", Projets: lignes()},
		{Titre: "PILOT : accompagner la conception et le pilotage des systèmes d’information de l’État", Adresse: "/missions/pilot/", Slug: "pilot", Projets: lignes()[3:]},
		{Titre: "Sans mission attestée", Slug: "sans-mission", Note: "Aucune source publique ne dit de quelle mission ils relèvent.", Projets: lignes()[:2]},
	}
	missionsCrumb := page.Link{Titre: "Missions", Adresse: "/missions/"}
	m := missions[1]
	all := map[string]fixture{
		"accueil": mk("/", "accueil", "Stratégie et feuille de route 2019-2022, édition actualisée mi-2021", "Accélérer la transformation numérique du service public, projet par projet.", "/", nil,
			&page.Accueil{Chiffres: chiffres()[:3], Reserve: "29 des 43 projets annoncés sont documentés : la liste complète n’a pas été publiée sous une forme consultable.", Repartition: repartition(9, 12, 3, 2, 1, 16), Familles: familles(), Avancement: page.Avancement{Titre: "Projets par mission", Quoi: "Mission", Colonnes: []string{"Achevé", "Total"}, Lignes: []page.AvancementLigne{{Lien: page.Link{Titre: "IDNUM", Adresse: "/missions/idnum/"}, Nombres: []int{1, 4}}, {Lien: page.Link{Titre: "Total"}, Nombres: []int{9, 1043}}}}, Enjeux: enjeuCards(), Actualites: actus(), Passees: echeancier("Dernières échéances"), Presentation: page.Link{Titre: "Lire la présentation du programme", Adresse: "/presentation/"}}, short()),
		"missions": mk("/missions/", "missions", "Les missions de TECH.GOUV", "Huit missions, en deux familles, portent les projets.", "/missions/", crumbs(), &page.Missions{Familles: familles()}, Corps{}),
		"famille":  mk("/familles/produits/", "famille", "Des produits et des services numériques pour développer les nouveaux usages", "Ce que l’État construit et propose à ses administrations.", "/missions/", crumbs(missionsCrumb), &page.Famille{Missions: cartes(0, 4), Autres: []page.Link{{Titre: "Des expertises numériques", Adresse: "/familles/expertises/"}}, Titre: "Autre famille"}, short()),
		"mission": mk("/missions/idnum/", "mission", m.titre, m.resume, "/missions/", crumbs(missionsCrumb),
			&page.Mission{Code: "IDNUM", Faits: faits()[3:5], Chiffres: chiffres(), Repartition: repartition(2, 3, 1, 1, 1, 4), Projets: lignes(), Prochains: echeancier("Prochaines échéances"), Passes: echeancier("Dernières échéances"), Indicateurs: indicateurs(), Actualites: actus(), ActualitesTotal: 8, Voisines: missionLinks("idnum"), Flux: page.Link{Titre: "Suivre cette mission par flux RSS", Adresse: "/missions/idnum/rss.xml"}}, short()),
		"projets": mk("/projets/", "projets", "Tous les projets", "Les projets de la feuille de route, par mission, avec leur statut et leur échéance.", "/projets/", crumbs(),
			&page.Projets{Compte: page.Compte{Texte: "29 projets documentés sur 43 annoncés"}, Reserve: "La liste des 43 projets n’est pas publique.", Repartition: repartition(9, 12, 3, 2, 1, 16), Groupes: groups, ParAnnee: []page.ListeLien{{Link: page.Link{Titre: "2021", Adresse: "/projets/echeance/2021/"}, Nombre: 1003}}, Filtres: []page.Filtre{
				{Cle: "mission", Libelle: "Mission", Tous: "Toutes les missions", Choix: []page.Choix{{Valeur: "idnum", Libelle: "IDNUM", Nombre: 1006}, {Valeur: "pilot", Libelle: "PILOT", Nombre: 3}}},
				{Cle: "enjeu", Libelle: "Enjeu", Tous: "Tous les enjeux", Choix: []page.Choix{{Valeur: "simplification", Libelle: "Simplification", Nombre: 2}, {Valeur: "maitrise", Libelle: "Maîtrise", Nombre: 2}}},
				{Cle: "statut", Libelle: "Statut", Tous: "Tous les statuts", Choix: []page.Choix{{Valeur: "acheve", Libelle: "Achevé", Nombre: 2}, {Valeur: "en-cours", Libelle: "En cours", Nombre: 2}, {Valeur: "non-communique", Libelle: "Statut non publié", Nombre: 2}}},
				{Cle: "pilote", Libelle: "Pilote", Tous: "Tous les pilotes", Choix: []page.Choix{{Valeur: "dinum", Libelle: "DINUM", Nombre: 5}}},
				{Cle: "annee", Libelle: "Année", Tous: "Toutes les années", Choix: []page.Choix{{Valeur: "2020", Libelle: "2020", Nombre: 2}, {Valeur: "2021", Libelle: "2021", Nombre: 2}}},
			}}, Corps{}),
		"projet": mk("/projets/franceconnect/", "projet", "FranceConnect", "Se connecter à tous les services publics avec un compte que l’on a déjà.", "/projets/", crumbs(missionsCrumb, page.Link{Titre: "IDNUM", Adresse: "/missions/idnum/"}),
			&page.Projet{Code: "Id1", Mission: page.Link{Titre: "Mission IDNUM : " + m.titre, Adresse: "/missions/idnum/"}, Faits: faits(), Jalons: jalonList(), Indicateurs: indicateurs(), Historique: []page.Evenement{{Ancre: "historique-" + day.ISO, Date: day, Statut: statuts[1], Note: "FranceConnect+ est annoncé."}, {Ancre: "historique-" + later.ISO, Date: later, Statut: statuts[0]}}, Actualites: actus(), Precedent: page.Etiquette{Titre: "Identité numérique", Adresse: "/projets/a/"}, Suivant: page.Etiquette{Titre: "AgentConnect", Adresse: "/projets/b/"}, Proches: lignes()[1:4], Flux: page.Link{Titre: "Suivre ce projet par flux RSS", Adresse: "/projets/franceconnect/rss.xml"}, Partage: "mailto:?subject=a&body=b", Signaler: page.Link{Titre: "Signaler une erreur", Adresse: "mailto:a@exemple.fr?subject=a"}}, short()),
		"indicateurs": mk("/indicateurs/", "indicateurs", "Indicateurs", "Ce qui se mesure.", "/indicateurs/", crumbs(), &page.Indicateurs{Compte: "2 indicateurs", Propres: indicateurs(), Lignes: []page.IndicateurLigne{
			{Nom: page.Link{Titre: "Utilisateurs " + hostile, Adresse: "/projets/a/#fdr-indicateur-1"}, Page: page.Link{Titre: "FranceConnect", Adresse: "/projets/a/"}, Premiere: page.Mesure{Date: day, Valeur: "12"}, Derniere: page.Mesure{Date: day, Valeur: "28", Precision: "au moins"}, Unite: "millions", Cible: "30 millions", Echeance: page.Echeance{Texte: "2022", ISO: "2022-12-31"}, Trace: "3,29 93,3"},
			{Nom: page.Link{Titre: "Rang", Adresse: "/indicateurs/#fdr-indicateur-1"}}}, Pagination: page.Pagination{Pages: []page.Link{{Titre: "1", Actif: true}, {Titre: "2", Adresse: "/indicateurs/page/2/"}}, Suivante: page.Link{Titre: "2", Adresse: "/indicateurs/page/2/"}, Numero: 1, Nombre: 2}}, body()),
		"rangees":    mk("/pilotes/", "rangees", "Pilotes", "Qui répond de quoi.", "/pilotes/", crumbs(), &page.Rangees{Titre: "Liste des pilotes", Rangees: cartes(0, 4)}, body()),
		"pilote":     mk("/pilotes/dinum/", "pilote", "Direction interministérielle du numérique (DINUM)", "DINUM, 6 projets.", "/pilotes/", crumbs(page.Link{Titre: "Pilotes", Adresse: "/pilotes/"}), &page.Pilote{Faits: faits()[3:], Repartition: repartition(2, 3, 1, 1, 1, 4), Groupes: groups, Prochains: echeancier("Prochaines échéances"), Passes: echeancier("Dernières échéances"), Actualites: actus(), Flux: page.Link{Titre: "Suivre ce pilote (RSS)", Adresse: "/pilotes/dinum/rss.xml"}, Agenda: page.Link{Titre: "Suivre ses échéances dans un agenda", Adresse: "/pilotes/dinum/echeances.ics"}}, Corps{}),
		"enjeux":     mk("/enjeux/", "enjeux", "Les six enjeux du service public à l’ère du numérique", "Chaque projet répond à un ou plusieurs enjeux.", "/enjeux/", crumbs(), &page.Enjeux{Enjeux: enjeuCards()}, Corps{}),
		"enjeu":      mk("/enjeux/maitrise/", "enjeu", "Maîtrise", "Garder la main sur systèmes, architectures, logiciels et données.", "/enjeux/", crumbs(page.Link{Titre: "Enjeux", Adresse: "/enjeux/"}), &page.Enjeu{Compte: page.Compte{Texte: "9 projets documentés"}, Missions: []page.MissionCompte{{Mission: page.Etiquette{Code: "IDNUM", Titre: m.titre, Adresse: "/missions/idnum/"}, Compte: "6 projets"}, {Mission: page.Etiquette{Code: "PILOT", Titre: missions[4].titre, Adresse: "/missions/pilot/"}, Compte: "3 projets"}}, Groupes: groups, Actualites: actus(), Voisins: []page.Link{{Titre: "Simplification", Adresse: "/enjeux/simplification/"}, {Titre: "Maîtrise", Adresse: "/enjeux/maitrise/", Actif: true}}}, short()),
		"actualites": mk("/actualites/", "actualites", "Actualités", "Ce qui a changé, du plus récent au plus ancien.", "/actualites/", crumbs(), &page.Actualites{Annees: []page.ActualiteAnnee{{Annee: "2023", Actualites: actus()[2:]}, {Annee: "2021", Actualites: actus()[:2]}}, Pagination: page.Pagination{Pages: []page.Link{{Titre: "1", Adresse: "/actualites/"}, {Titre: "2", Adresse: "/actualites/page/2/", Actif: true}, {Titre: "3", Adresse: "/actualites/page/3/"}}, Precedente: page.Link{Titre: "1", Adresse: "/actualites/"}, Suivante: page.Link{Titre: "3", Adresse: "/actualites/page/3/"}, Numero: 2, Nombre: 3}, Total: 45, Flux: page.Link{Titre: "S’abonner au flux RSS", Adresse: "/rss.xml"}}, Corps{}),
		"actualite":  mk("/actualites/2021-09-14-bilan/", "actualite", "Deuxième bilan de TECH.GOUV", "Neuf projets achevés sur quarante-trois, cinq nouveaux, et une fin d’année décisive.", "/actualites/", crumbs(page.Link{Titre: "Actualités", Adresse: "/actualites/"}), &page.Actualite{Date: day, Sujets: append(enjeuTags(), page.Etiquette{Code: "IDNUM", Titre: m.titre, Adresse: "/missions/idnum/"}), Apres: "Cet événement est postérieur à l’édition mi-2021.", Precedente: page.Etiquette{Titre: "FranceConnect dépasse 28 millions d’utilisateurs", Adresse: "/actualites/a/"}, Suivante: page.Etiquette{Titre: "La feuille de route suivante de la DINUM", Adresse: "/actualites/b/"}}, short()),
		"page":       mk("/presentation/", "page", "Présentation du programme", "Ce qu’est TECH.GOUV, qui le porte et comment il avance.", "/presentation/", crumbs(), &page.Libre{Indicateurs: indicateurs()}, body()),
		"archives": mk("/archives/", "archives", "Archives", "Les éditions gardées.", "", crumbs(), &page.Archives{Archives: []page.ArchiveGardee{
			{Titre: "Édition 2021 " + hostile, Date: page.Date{Texte: "14 septembre 2021", ISO: "2021-09-14"}, Nom: "a-2021.zip", Taille: "6,1 Mo", SHA512: "0123", Cle: "RWQ",
				Fichier: page.Link{Titre: "Télécharger " + hostile, Adresse: "https://exemple.fr/a-2021.zip"}},
		}}, Corps{}),
		"donnees":     mk("/donnees/", "donnees", "Données ouvertes", "Toute la feuille de route en fichiers.", "/donnees/", crumbs(), dataView(), short()),
		"changements": mk("/changements/", "changements", "Ce qui change d’une édition à l’autre", "Ce qui est entré, achevé, retardé.", "", crumbs(), changesView(), short()),
		"liste": mk("/projets/statut/acheve/", "liste", "Projets achevés", "", "/projets/", crumbs(), &page.Liste{Pagination: page.Pagination{Numero: 1, Nombre: 2, Pages: []page.Link{{Titre: "1", Adresse: "/projets/statut/acheve/", Actif: true}, {Titre: "2", Adresse: "/projets/statut/acheve/page/2/"}}, Suivante: page.Link{Titre: "2", Adresse: "/projets/statut/acheve/page/2/"}}, Compte: page.Compte{Texte: "9 projets documentés"}, Groupes: groups,
			Voisines: []page.ListeLien{{Link: page.Link{Titre: hostile, Adresse: "/projets/statut/acheve/", Actif: true}, Nombre: 9}}, Tout: page.Link{Titre: "Affiner cette liste", Adresse: "/projets/?statut=acheve"}}, Corps{}),
		"recherche": mk("/recherche/", "recherche", "Recherche", "Une page par ses mots.", "", crumbs(), &page.Recherche{Index: "/recherche/index.js", Plie: true, Lettres: []page.Lettre{
			{Lettre: "A", Ancre: "lettre-a", Lien: "#lettre-a", Pages: []page.RechercheLien{{Link: page.Link{Titre: hostile, Adresse: "/projets/a/"}, Sorte: hostile}}}}}, Corps{}),
		"licences": mk("/licences/", "licences", "Licences", "Ce dont ce site est fait.", "", crumbs(), &page.Conditions{Contenus: page.Link{Titre: "Licence Ouverte", Adresse: "https://exemple.fr/lo"},
			Pages: []page.Composant{{Nom: "DSFR", Version: "1.14.4", Licence: "MIT", Droits: "© " + hostile}}, Programme: []page.Composant{{Nom: "Go", Licence: "BSD-3-Clause"}}}, Corps{}),
		"plan": mk("/plan-du-site/", "plan", "Plan du site", "", "", crumbs(), &page.Everything{Sections: []page.PlanSection{
			{Titre: "Missions", Adresse: "/missions/", Pages: []page.PlanLien{{Link: page.Link{Titre: "IDNUM", Adresse: "/missions/idnum/"}, Pages: []page.Link{{Titre: "FranceConnect", Adresse: "/projets/franceconnect/"}}}, {Link: page.Link{Titre: "DATA", Adresse: "/missions/data/"}}}},
			{Titre: "Informations", Pages: []page.PlanLien{{Link: page.Link{Titre: "Mentions légales", Adresse: "/mentions-legales/"}}}}}}, Corps{}),
		"calendrier":  mk("/calendrier/", "calendrier", "Calendrier", "Ce qui est attendu, et pour quand.", "/calendrier/", crumbs(), calendrier(), Corps{}),
		"imprimer":    mk("/imprimer/", "imprimer", "Version imprimable", "La feuille de route entière.", "", crumbs(), imprimer(), Corps{Textes: map[int]template.HTML{1: "<p>Le programme.</p>", 2: "<h3 id=\"mission.a.but\">But</h3><p>La mission.</p>", 3: "<h4 id=\"projet.a.but\">But</h4><p>Le projet.</p>"}}),
		"introuvable": mk("/404.html", "introuvable", "Cette page n’existe pas", "", "", nil, &page.Introuvable{Liens: []page.Link{{Titre: "Accueil", Adresse: "/"}, {Titre: "Projets", Adresse: "/projets/"}}}, Corps{}),
	}
	for _, name := range []string{"mission", "projet", "page", "accueil"} {
		p := all[name].page
		p.Sources, p.Liens = sources(), []page.Link{{Titre: "Le site de FranceConnect", Adresse: "https://franceconnect.gouv.fr/"}}
		p.Reserve = "Le rattachement à la mission est établi, l’intitulé est un libellé de travail."
	}
	all["projet"].page.Brouillon = "Brouillon"
	all["introuvable"].page.Robots = "noindex"
	return all
}

func dataView() *page.Donnees {
	file := page.Fichier{Nom: "projets.csv", Ancre: "fichier-projets", Titre: "Projets", Adresse: "/donnees/projets.csv", Action: "Télécharger projets.csv (CSV, 15,0 ko)", Dit: "Un projet par ligne.",
		Taille: "15,0 ko", Nombre: "29", Lignes: "29 lignes", SHA256: "0123", Schema: page.Link{Titre: "projets.schema.json", Adresse: "/donnees/projets.schema.json"},
		Legende: "projets.csv : les 2 colonnes et les 2 premières lignes", Rangs: []string{"1re ligne", "2e ligne"},
		Colonnes: []page.Colonne{{Nom: "id", Type: "Texte", Dit: "Identifiant.", Valeurs: []string{"a", "b"}}, {Nom: "reserve", Type: "Texte", Dit: "Réserve.", Valeurs: []string{"", hostile}}}}
	whole := file
	whole.Nom, whole.Ancre, whole.Adresse = "feuille-de-route.json", "fichier-feuille-de-route", "/donnees/feuille-de-route.json"
	return &page.Donnees{Reserve: "La liste des 43 projets n’est pas publique.", Methode: page.Link{Titre: "Méthode", Adresse: "/methode/"}, Tables: []page.Fichier{file}, Tout: whole,
		Decrits: []page.Fichier{whole}, Flux: []page.Link{{Titre: "Actualités (Atom)", Adresse: "/atom.xml"}, {Titre: "Actualités (JSON Feed)", Adresse: "/feed.json"}}, Citation: "DINUM, 2021"}
}

func changesView() *page.Changements {
	lines := []page.ChangeLigne{{Nom: page.Link{Titre: "FranceConnect", Adresse: "/projets/franceconnect/"}, Quoi: "titre", Avant: "A", Apres: "B"}, {Nom: page.Link{Titre: hostile}}}
	return &page.Changements{
		Report: "3 projets sur 12 ont été reportés, de 6 mois en médiane.", Reports: []page.Report{{Lien: page.Link{Titre: "Données", Adresse: "/missions/data/"}, Texte: "1 projet sur 4 a été reporté, de 6 mois."}},
		Editions: []page.EditionEtat{{Date: page.Date{Texte: "28 août 2020", ISO: "2020-08-28"}, Etat: "révisée"}, {Date: page.Date{Texte: "14 septembre 2021", ISO: "2021-09-14"}}},
		Chiffres: []page.ChiffreSuivi{{Libelle: "Projets", Valeurs: []page.ValeurAnnoncee{{Edition: "2020", Valeur: "38"}, {Edition: "2021"}}}},
		Passages: []page.Passage{
			{Ancre: "edition-2021", Titre: "Édition 2021", Depuis: "Édition 2020", Date: page.Date{Texte: "14 septembre 2021", ISO: "2021-09-14"}, Ecarts: "Le texte annonce 43 projets.", Note: "Les données n’ont pas été gardées.",
				Groupes: []page.ChangeGroupe{{Titre: "Projets entrés", Lignes: lines}, {Titre: "Projets renommés", Cotes: true, Compte: "31 changements", Lignes: lines}}},
			{Ancre: "edition-2020", Titre: "Édition 2020", Depuis: "Édition 2019"}},
		Noms: page.ChangeGroupe{Titre: "Noms qui ont changé", Cotes: true, Lignes: lines},
	}
}

// emptyPages has the same kinds of page with empty views.
func emptyPages() map[string]fixture {
	views := map[string]any{
		"accueil": &page.Accueil{}, "missions": &page.Missions{}, "famille": &page.Famille{}, "mission": &page.Mission{}, "indicateurs": &page.Indicateurs{}, "rangees": &page.Rangees{}, "pilote": &page.Pilote{}, "projets": &page.Projets{},
		"projet": &page.Projet{Faits: faits()[:1]}, "enjeux": &page.Enjeux{}, "enjeu": &page.Enjeu{}, "actualites": &page.Actualites{}, "actualite": &page.Actualite{},
		"page": &page.Libre{}, "archives": &page.Archives{}, "licences": &page.Conditions{}, "calendrier": &page.Calendrier{}, "imprimer": &page.Imprimer{Accueil: -1}, "donnees": &page.Donnees{}, "changements": &page.Changements{}, "liste": &page.Liste{}, "recherche": &page.Recherche{}, "plan": &page.Everything{}, "introuvable": &page.Introuvable{},
	}
	all := map[string]fixture{}
	for name, view := range views {
		all[name] = fixture{&page.Page{Address: "/" + name + "/", Layout: name, Titre: "Titre", Vue: func() any { return view }, JSONLD: func() []string { return nil }}, Corps{}}
	}
	return all
}
