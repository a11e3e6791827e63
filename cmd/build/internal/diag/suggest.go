package diag

import "strings"

// Suggest is the hint for a word that is none of some: to type the nearest one, with
// what stands around it (":::%s"), or otherwise when none is near. write is what it
// tells to type, or "". Accents and case are already folded by the caller.
func Suggest(word string, among []string, around, otherwise string) (hint, write string) {
	near := Nearest(word, among)
	if near == "" {
		return otherwise, ""
	}
	write = strings.Replace(around, "%s", near, 1)
	return Instead(write), write
}

// Nearest returns the candidate that somebody most likely meant by word, or ""
// when none is close. Accents and case are already folded by the caller.
// Distance is Damerau-Levenshtein (optimal string alignment), and a candidate
// counts as close when about a third of its letters differ, or fewer: of « data »,
// not « beta ».
func Nearest(word string, candidates []string) string {
	best, bestCost := "", 1<<30
	for _, c := range candidates {
		limit := min(max(1, (max(len(c), len(word))+1)/3), 4)
		cost := distance(word, c)
		if len(word) >= 3 && (strings.HasPrefix(c, word) || strings.HasPrefix(word, c) && len(c) >= 3) {
			cost = min(cost, limit)
		}
		if cost <= limit && cost < bestCost && cost < max(len(c), 2) && cost < max(len(c), len(word)) {
			best, bestCost = c, cost
		}
	}
	return best
}

func distance(a, b string) int {
	if len(a) > 100 || len(b) > 100 {
		return 1 << 20
	}
	s, t := []rune(a), []rune(b)
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}
