package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestReadme keeps the README a front door: short, and its picture of the house
// that of the folders that there are.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(text)
	if lines := strings.Count(readme, "\n"); lines > 160 || len(readme) > 10_000 {
		t.Errorf("%d lines and %d bytes: more than 160 and 10,000", lines, len(readme))
	}
	_, house, _ := strings.Cut(readme, "      internal/\n")
	house, _, _ = strings.Cut(house, "    public/")
	var drawn, there []string
	for _, room := range regexp.MustCompile(`(?m)^ {8}([a-z]+)/(?:  ([a-z]+)/)?`).FindAllStringSubmatch(house, -1) {
		drawn = append(drawn, slices.DeleteFunc(room[1:], func(s string) bool { return s == "" })...)
	}
	folders, err := os.ReadDir("internal")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		there = append(there, f.Name())
	}
	slices.Sort(drawn)
	if !slices.Equal(drawn, there) {
		t.Errorf("the picture has\n%v\nand internal/\n%v", drawn, there)
	}
	_, table, _ := strings.Cut(readme, "| to change | go to |")
	for _, place := range regexp.MustCompile("`([a-z]+/[a-z.]*)`").FindAllStringSubmatch(table, -1) {
		if _, err := os.Stat(filepath.Join("internal", place[1])); err != nil {
			t.Errorf("to change something, the README sends to %s: %v", place[1], err)
		}
	}
}
