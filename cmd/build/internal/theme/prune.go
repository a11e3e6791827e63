package theme

import (
	"slices"
	"strings"
)

// prune drops the rules that can match nothing in a page made of the words,
// and those for browsers of before 2020. What stays keeps its order.
func prune(items []item, w *words) []item {
	var kept []item
	for _, it := range items {
		switch at := it.at(); {
		case it.name != "":
			if strings.HasPrefix(it.name, "-ms-") {
				continue
			}
		case at == "charset":
			continue
		case at == "media":
			if it.text = modernMedia(it.text); it.text == "" || !it.block {
				continue
			}
			it.body = prune(it.body, w)
		case slices.Contains(groups, at):
			it.body = prune(it.body, w)
		case at != "":
			kept = append(kept, it)
			continue
		default:
			if it.text = w.selectors(it.text); it.text == "" {
				continue
			}
			it.body = prune(it.body, w)
		}
		if !it.block || len(it.body) > 0 {
			kept = append(kept, it)
		}
	}
	return kept
}

// groups are the at-rules that hold rules.
var groups = []string{"supports", "document", "layer", "container", "scope", "starting-style"}

// selectors keeps those of a list that can match. A list with a vendor's own
// pseudo-element stays whole or goes whole: browsers that do not know it drop
// the rule, and must go on doing so.
func (w *words) selectors(list string) string {
	if strings.Contains(list, ":-ms-") {
		return ""
	}
	var kept []string
	for _, selector := range split(tokens(list)) {
		if wellFormed(selector) && w.matches(selector) {
			kept = append(kept, join(selector))
		}
	}
	if len(kept) > 0 && strings.Contains(list, ":-") {
		return list
	}
	return strings.Join(kept, ",")
}

// modernMedia drops the queries that only Internet Explorer knows, "" if no
// other is left.
func modernMedia(rule string) string {
	if !strings.Contains(rule, "-ms-") {
		return rule
	}
	var kept []string
	for _, query := range split(tokens(rule[len("@media"):])) {
		if q := join(query); q != "" && !strings.Contains(q, "-ms-") && !slices.Contains(kept, q) {
			kept = append(kept, q)
		}
	}
	if len(kept) == 0 {
		return ""
	}
	return "@media " + strings.Join(kept, ",")
}

// each calls f for every item, with those inside. Where f returns false, the
// inside is passed over.
func each(items []item, f func(*item) bool) {
	for i := range items {
		if f(&items[i]) {
			each(items[i].body, f)
		}
	}
}

// filter keeps the items that f wants, and drops the blocks that it empties.
func filter(items []item, f func(*item) bool) []item {
	var kept []item
	for _, it := range items {
		if !f(&it) {
			continue
		}
		if it.block && len(it.body) > 0 {
			if it.body = filter(it.body, f); len(it.body) == 0 {
				continue
			}
		}
		kept = append(kept, it)
	}
	return kept
}
