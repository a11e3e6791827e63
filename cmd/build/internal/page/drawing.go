package page

import (
	"slices"
	"strconv"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// The drawing of a year: missions as lanes, quarters as columns. Horizontal places
// are percentages and all else is in CSS pixels, so that it is as sharp and its
// letters as large at 320 px as on a wide screen.
const (
	drawingTop  = 28   // where lanes begin, under the names of quarters
	laneLabel   = 24   // height of a lane's name
	laneRow     = 32   // height of a row of marks in a lane
	lanePadding = 6    // under the last row
	markWidth   = 10.5 // least room of a mark, in percent: 28 px in a drawing of 270 px
	markHalf    = 12   // half of a mark's height
	barHeight   = 8    // of a période
	thinBar     = 4    // of one that only means that a date is not known better
	laneName    = 30   // most letters of a lane's name
)

// drawing draws the échéances of a year, and the ends and beginnings of others in it.
func (pl *planner) drawing(list []due, year int) Frise {
	f := Frise{}
	if e := pl.Edition; e != nil && e.Date.Year == year {
		f.Edition = percent(place(e.Date, year, 0.5))
	}
	byMission := map[*roadmap.Mission][]int{}
	for i, d := range list {
		if d.first().Year <= year && d.last().Year >= year {
			byMission[d.p.Mission] = append(byMission[d.p.Mission], i)
		}
	}
	y := drawingTop
	lane := func(name string, members []int) {
		if len(members) == 0 {
			return
		}
		c := Couloir{Y: y, Nom: french.Cut(name, laneName)}
		if name != "" {
			y += laneLabel
		} else {
			y += lanePadding
		}
		var rows []float64 // where the last mark of each row ends
		for _, i := range members {
			m, from, to := pl.mark(list[i], i+1, year)
			row := slices.IndexFunc(rows, func(end float64) bool { return end <= from })
			if row < 0 {
				row, rows = len(rows), append(rows, 0)
			}
			rows[row] = to
			m.Y = y + row*laneRow + laneRow/2
			m.Haut, m.Texte, m.Barre.Y = m.Y-markHalf, m.Y+5, m.Y-m.Barre.Hauteur/2
			c.Marques = append(c.Marques, m)
		}
		y += len(rows)*laneRow + lanePadding
		c.Hauteur = y - c.Y
		f.Couloirs = append(f.Couloirs, c)
	}
	for _, m := range pl.Missions {
		lane(named(pl.missionCode(m), m.Titre()), byMission[m])
	}
	alone := ""
	if len(pl.Missions) > 0 {
		alone = french.Capital(pl.Mots.Mission.Sans())
	}
	lane(alone, byMission[nil])
	if f.Bas, f.Hauteur = y, y; f.Edition != "" {
		f.Hauteur += laneLabel // for its word
	}
	f.Titre = french.Typo("Frise de " + strconv.Itoa(year))
	return f
}

// mark places a due in a year. It returns the room that the mark takes, in percent.
func (pl *planner) mark(d due, number, year int) (m Marque, from, to float64) {
	state := pl.state(d)
	m = Marque{Numero: number, Etat: state.Cle, Nom: french.Typo(strconv.Itoa(number) + " : " + pl.dueTitle(d) + ", " + french.Lower(state.Mot))}
	m.Large = 24
	if number > 99 {
		m.Large = 34
	}
	if m.Decale = -m.Large / 2; !state.Late() {
		m.Rayon = markHalf
	}
	begin, end := 0.0, 100.0
	if d.first().Year == year {
		begin = place(d.first(), year, 0)
	}
	if m.Fin = d.last().Year == year; m.Fin {
		end = place(d.last(), year, 1)
	}
	at := end
	if d.first().Compare(d.last()) == 0 {
		at = place(d.last(), year, 0.5)
		begin = at
	} else {
		m.Barre = Barre{X: percent(begin), Largeur: percent(end - begin), Hauteur: barHeight}
		if d.vague() {
			m.Barre.Hauteur, m.Barre.Floue = thinBar, true
		}
	}
	m.X = percent(at)
	if !m.Fin {
		return m, begin, 100
	}
	return m, min(begin, at-markWidth/2), at + markWidth/2
}

// place tells where a moment of a day stands in its year, in percent: 0 is its
// beginning, 1 its end. Quarters are equally wide.
func place(d content.Date, year int, moment float64) float64 {
	q := quarter(d)
	first := content.Date{Year: year, Month: 3*q - 2, Day: 1}.Time()
	days := first.AddDate(0, 3, 0).Sub(first).Hours() / 24
	return 25*float64(q-1) + 25*(d.Time().Sub(first).Hours()/24+moment)/days
}

func percent(v float64) string { return coordinate(v) + "%" }
