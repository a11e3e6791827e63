// Package roadmap is the model: what a public roadmap is made of, and the rules
// that it keeps. In go the documents of package content; out comes a *Roadmap
// whose parts point at each other, and every problem found.
//
// # Glossary
//
// The field speaks French; these words are the same in front matter, in types
// and in addresses.
//
//   - feuille de route: the roadmap, in several éditions; each édition announces
//     figures (annonce).
//   - famille: what groups missions. Optional.
//   - mission: a long-term goal that holds projets. Optional.
//   - projet: what gets done. The only level that always exists.
//   - enjeu: a challenge that cuts across missions. Optional.
//   - jalon: a dated promise inside a projet.
//   - échéance: when something is due, a période.
//   - période: a day, month, quarter, half-year, year, or an interval of two.
//   - pilote: a body that leads a projet or a mission, whatever it is called there.
//   - indicateur: what is measured, a series of mesures with a cible (target).
//   - actualité: a dated update.
//   - statut: where a projet stands; all that there is to say of one is a row of
//     Statuts.
//   - état of an échéance: what became of it at the edition's date (State).
//   - réserve: what is not established about a fact.
package roadmap
