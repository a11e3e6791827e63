package theme

import (
	"slices"
	"strings"
)

// dropUnused drops what no rule refers to any more: custom properties,
// animations and font faces. What goes may have been the last to refer to
// something, so it starts again until nothing goes.
func dropUnused(items []item, w *words) []item {
	for before := -1; before != count(items); {
		before = count(items)
		items = dropFaces(dropKeyframes(dropProperties(items, w)))
	}
	return items
}

func count(items []item) int {
	n := 0
	each(items, func(*item) bool { n++; return true })
	return n
}

// dropProperties keeps the custom properties that a declaration reads, or that
// another kept property reads, or that a text spells.
func dropProperties(items []item, w *words) []item {
	reads := map[string][]string{}
	var live []string
	each(items, func(it *item) bool {
		switch {
		case strings.HasPrefix(it.name, "--"):
			reads[it.name] = append(reads[it.name], properties(it.text)...)
		case it.name != "" || it.at() != "" && it.at() != "property":
			live = append(live, properties(it.text)...)
		}
		return true
	})
	used := map[string]bool{}
	for name := range reads {
		if w.known[name] {
			live = append(live, name)
		}
	}
	for len(live) > 0 {
		name := live[len(live)-1]
		live = live[:len(live)-1]
		if !used[name] {
			used[name] = true
			live = append(live, reads[name]...)
		}
	}
	return filter(items, func(it *item) bool {
		if it.at() == "property" {
			names := properties(it.text)
			return len(names) == 0 || used[names[0]]
		}
		return !strings.HasPrefix(it.name, "--") || used[it.name]
	})
}

// properties lists the custom properties that a text names.
func properties(text string) []string {
	if !strings.Contains(text, "--") { // as most do not
		return nil
	}
	return slices.DeleteFunc(strings.FieldsFunc(text, between), func(word string) bool { return !strings.HasPrefix(word, "--") })
}

func dropKeyframes(items []item) []item {
	used := map[string]bool{}
	each(items, func(it *item) bool {
		if strings.HasPrefix(it.name, "animation") || strings.HasPrefix(it.name, "-webkit-animation") || strings.HasPrefix(it.name, "--") {
			for _, t := range tokens(it.text) {
				used[string(t.Data)] = true
			}
		}
		return true
	})
	return filter(items, func(it *item) bool {
		if it.at() != "keyframes" {
			return true
		}
		fields := strings.Fields(it.text)
		return used[strings.Trim(fields[len(fields)-1], `"'`)]
	})
}

// A face is what an @font-face declares.
type face struct{ family, weight, style string }

func readFace(it *item) face {
	f := face{weight: "400", style: "normal"}
	for _, d := range it.body {
		switch d.name {
		case "font-family":
			f.family = strings.ToLower(strings.Trim(d.text, `"'`))
		case "font-weight":
			f.weight = weight(d.text)
		case "font-style":
			f.style = d.text
		}
	}
	return f
}

// weight is a font-weight as a number; the relative ones as they come out of
// normal text.
func weight(value string) string {
	switch value = strings.Trim(strings.TrimSuffix(value, "!important"), space); value {
	case "normal":
		return "400"
	case "bold", "bolder":
		return "700"
	case "lighter":
		return "300"
	}
	return value
}

// dropFaces keeps the font faces whose family and weight a rule asks for.
// Normal and bold always serve, and they alone may be italic, as what editors
// write can be: other weights are those of the interface.
func dropFaces(items []item) []item {
	families, weights := map[string]bool{}, map[string]bool{"400": true, "700": true}
	each(items, func(it *item) bool {
		switch it.name {
		case "font-family", "font":
			for _, family := range split(tokens(it.text)) {
				families[strings.ToLower(strings.Trim(join(family), `"'`))] = true
			}
		case "font-weight":
			weights[weight(it.text)] = true
		}
		return it.at() != "font-face"
	})
	return filter(items, func(it *item) bool {
		if it.at() != "font-face" {
			return true
		}
		f := readFace(it)
		if f.style != "normal" && f.weight != "400" && f.weight != "700" {
			return false
		}
		return families[f.family] && weights[f.weight]
	})
}
