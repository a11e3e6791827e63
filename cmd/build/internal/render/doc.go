// Package render executes layouts: a page's view goes in, HTML comes out.
//
// A page is base.html plus the layout of its kind, which defines « contenu »;
// dsfr/ and fdr/ hold the partials, named by their path without the extension.
// Links to addresses of the site come out marked: content.LinkMark stands before
// the address, for a later stage to make it relative or to prefix it.
//
// Each layout is minified once, when it is read. What many pages share (header,
// menus, footer, badges) layouts ask for with « fixe »: it is executed once. What
// each page executes is compiled by package quick; html/template does the rest.
//
// # What layouts see
//
// « contenu » and base.html see .Site (*page.Site), .Page (*page.Page), .Vue (the
// view of the page's kind), .JSONLD and .Corps (Corps). A partial sees what it is
// given.
//
// # What layouts may call
//
// Beside the functions of html/template there are these.
//
// Addresses, each a whole attribute; those of the site are marked:
//
//   - href ADDRESS: href="…"; # in place of a scheme that is a danger
//   - src ADDRESS, action ADDRESS: the same for these two attributes
//   - ancre ID: href="#…", to a place of the page
//   - lien LIEN: href of a page.Link; one to another site opens a window, and its
//     title says so (RGAA 13.2)
//   - externe ADDRESS TITLE: the same of an address and its title
//   - absolu ADDRESS: the canonical URL of an address of the site, as text
//   - flux ADDRESS: type="…" of a feed or a calendar
//
// What each page shares:
//
//   - site: the *page.Site, where a partial is given something else
//   - entete PAGE: what the header depends on; its partial is executed once for
//     all pages of a section
//   - fixe NAME DATA: a partial, executed once for each different DATA
//   - etat: the links that the DSFR wants in the footer of a State site
//
// Assets and the policy:
//
//   - script NAME: the address of a script
//   - integrite ADDRESS: integrity="…" of an asset, nothing from a disk
//   - empreinte DIGEST: integrity="…" of a digest
//   - politique POLICY: content="…" of the Content-Security-Policy of a page
//   - jsonld TEXT: a block of JSON-LD, ready to stand in a script element
//
// Words and figures:
//
//   - titre TEXT: a title whose « 2019-2022 » holds on one line
//   - periode TEXT: a période that may break between its two dates only
//   - nombre N: a whole number, « 1 250 »
//   - precision LEAST ABOUT: « au moins », « environ »
//   - inconnu KEY: what stands for an échéance or a pilote that is not published
//   - minuscule TEXT: a text whose first letter is in lower case
//   - unite NAME: a unit as it follows a number
//   - sources LIST: « Source » or « Sources »
//   - lignes ADDRESS: data-lignes, the file of a list that is folded
//   - numero PREFIX N: an id, « jalon-3 »
//   - pourcent F: a length, « 12.5% »
//   - texte CORPS INDEX: the body of another document that the page shows, by its
//     index in the tree
//
// Partials take one argument; these make it of several:
//
//   - tableau LIGNES LEGEND DOES: of fdr/projets; DOES is triable, filtrable or ""
//   - filtrable LIGNE: the data-… attributes that filters read in a row
//   - ligne LIGNE STATUTS: of fdr/ligne
//   - filtres ADDRESS VUE: of fdr/filtres
//   - jalons JALONS WITHPROJET: of fdr/jalons
//   - valeur MESURE UNITE: of fdr/valeur
//   - sidemenu TITLE LIENS: of dsfr/sidemenu
//   - voisins KIND BEFORE AFTER: of fdr/voisins
package render
