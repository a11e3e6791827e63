var fdrPages={
 "genres":[
  [
   "Projet",
   "Projets"
  ],
  [
   "Mission",
   "Missions"
  ],
  [
   "Famille",
   "Familles"
  ],
  [
   "Enjeu",
   "Enjeux"
  ],
  [
   "Actualité",
   "Actualités"
  ],
  [
   "Page",
   "Pages"
  ]
 ],
 "pages":[
  [
   5,
   "/",
   "",
   "Feuille de route 2020-2022, édition 2021",
   "",
   "Ce que l’agence fictive veut faire, et où elle en est.",
   "",
   "L’édition annonce 7 projets ; 4 sont décrits ici, dont 1 achevé."
  ],
  [
   2,
   "/familles/produits/",
   "",
   "Des produits",
   "",
   "Ce que l’agence construit.",
   "",
   "Une famille."
  ],
  [
   5,
   "/missions/",
   "",
   "Les 2 missions",
   "",
   "Chaque mission, ses projets et leur avancement.",
   "",
   ""
  ],
  [
   1,
   "/missions/donnees/",
   "DON",
   "Ouvrir les données",
   "",
   "Publier ce qui peut l’être.",
   "OUV · Une personne · Jeux de données",
   "Pourquoi : Voir le premier projet et la méthode."
  ],
  [
   1,
   "/missions/sites/",
   "SIT",
   "Refaire les sites",
   "",
   "",
   "",
   ""
  ],
  [
   5,
   "/projets/",
   "",
   "Projets",
   "",
   "4 projets documentés sur 7 annoncés. Leur statut, leur échéance et qui les pilote.",
   "",
   ""
  ],
  [
   0,
   "/projets/b/",
   "",
   "Un projet avec une image",
   "DON · En cours",
   "",
   "",
   "Le rond de l’agence Valeurs par année Année Valeur 2020 12 2021 1 250 Un Deux Deux bis Une citation."
  ],
  [
   0,
   "/projets/d/",
   "",
   "Un projet dont on ne sait rien",
   "SIT · Statut non publié",
   "",
   "",
   ""
  ],
  [
   0,
   "/projets/c/",
   "",
   "Un projet sans mission",
   "Suspendu",
   "",
   "",
   ""
  ],
  [
   0,
   "/projets/a/",
   "P1",
   "Le portail : version 2",
   "DON · Achevé · Agence fictive",
   "Un portail refait de fond en comble.",
   "Une région · Une commune · Ouverture · Essai public · Bilan",
   "Calendrier : Un texte avec une note1, du gras, de l’italique, du code et un lien vers https://exemple.fr/. La note.↩︎"
  ],
  [
   5,
   "/enjeux/",
   "",
   "Enjeux",
   "",
   "1 enjeu. Une lecture transversale : chaque enjeu, et les projets qui y répondent.",
   "",
   ""
  ],
  [
   3,
   "/enjeux/simplicite/",
   "",
   "La simplicité",
   "",
   "Faire plus simple.",
   "",
   "Un enjeu."
  ],
  [
   5,
   "/calendrier/",
   "",
   "Calendrier",
   "",
   "Ce qui est attendu, et pour quand : jalons et échéances, du plus ancien au plus lointain.",
   "",
   ""
  ],
  [
   5,
   "/actualites/",
   "",
   "Actualités",
   "",
   "Ce qui s’est passé, du plus récent au plus ancien.",
   "",
   ""
  ],
  [
   4,
   "/actualites/2021-09-01-apres/",
   "",
   "Après l’édition",
   "1er septembre 2021",
   "",
   "",
   "Un événement postérieur."
  ],
  [
   4,
   "/actualites/2021-03-31-portail/",
   "",
   "Le portail est ouvert",
   "31 mars 2021",
   "C’est fait.",
   "",
   "Le portail est ouvert."
  ],
  [
   5,
   "/accessibilite/",
   "",
   "Déclaration d’accessibilité",
   "",
   "",
   "",
   "Ce site est partiellement conforme."
  ],
  [
   5,
   "/methode/",
   "",
   "Méthode",
   "",
   "Comment cette feuille de route est faite.",
   "",
   "Sources : À retenir : Rien n’est inventé. Limites : Attention : Trois projets manquent. Pourquoi ? : Parce que : C’est ainsi. Suite : Avant : Un texte. Après : Un autre. Le portail : version 2 : Un portail refait de fond en comble. Ouvrir les données : Publier ce qui peut l’être. Voir les projets Faire simple est difficile. Une personne Un discours À mettre en avant. Le rond de l’agence Un texte à côté du rond, réuni en un design sprint : yes. Le bilan filmé Vidéo sur film.exemple.fr, 3 min 20 s Transcription On dit le bilan. مرحبا hello"
  ],
  [
   5,
   "/licences/",
   "",
   "Licences",
   "",
   "Ce dont ce site et le programme qui le fabrique sont faits, et sous quelles licences.",
   "",
   ""
  ],
  [
   5,
   "/plan-du-site/",
   "",
   "Plan du site",
   "",
   "Toutes les pages de ce site.",
   "",
   ""
  ],
  [
   5,
   "/recherche/",
   "",
   "Recherche",
   "",
   "Une page se trouve par ses mots, ou dans la liste de A à Z.",
   "",
   ""
  ],
  [
   5,
   "/changements/",
   "",
   "Ce qui change d’une édition à l’autre",
   "",
   "Les chiffres que chaque édition annonce, et ce qui est entré, achevé, retardé, renommé ou sorti.",
   "",
   ""
  ],
  [
   5,
   "/donnees/",
   "",
   "Données ouvertes",
   "",
   "Toute la feuille de route en fichiers, pour un tableur, un programme ou un catalogue.",
   "",
   ""
  ]
 ]
}↵
