// Generate finds what ships with the program and its sites, and under which
// licences: it writes components.json and texts.txt into the working directory,
// which is that of package license.
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/license"
)

// platforms are those that the program is released for. Which modules it is made
// of does not depend on the processor.
var platforms = []string{"linux", "darwin", "windows"}

func main() {
	files, err := generate("../../../..")
	for name, data := range files {
		err = errors.Join(err, os.WriteFile(name, data, 0o644))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// generate makes the files of package license, by name. root is the repository's.
func generate(root string) (map[string][]byte, error) {
	dirs, err := modules(root)
	if err != nil {
		return nil, err
	}
	var list license.List
	var texts bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(dirs)) {
		c, text, err := read(name, dirs[name])
		if err != nil {
			return nil, err
		}
		list.Modules = append(list.Modules, c)
		fmt.Fprintf(&texts, "%s\n%s %s\n%s\n\n%s\n\n", strings.Repeat("=", 78), c.Name, c.Version, c.License, text)
	}
	if list.Packages, err = packages(filepath.Join(root, "assets", "package-lock.json")); err != nil {
		return nil, err
	}
	index, err := json.MarshalIndent(list, "", "  ")
	return map[string][]byte{"components.json": append(index, '\n'), "texts.txt": append(bytes.TrimSpace(texts.Bytes()), '\n')}, err
}

// standard stands for the part of Go's own library that is compiled in.
const standard = "Go"

// modules finds the folders of all modules that the program is compiled from, by
// « path version ».
func modules(root string) (map[string]string, error) {
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("find Go: %w", err)
	}
	dirs := map[string]string{standard: strings.TrimSpace(string(goroot))}
	for _, platform := range platforms {
		cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", "./cmd/build")
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "GOOS="+platform, "GOARCH=amd64", "CGO_ENABLED=0")
		var wrong bytes.Buffer
		cmd.Stderr = &wrong
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("list modules: %w\n%s", err, &wrong)
		}
		for line := range strings.Lines(string(out)) {
			if name, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
				dirs[name] = dir
			}
		}
	}
	return dirs, nil
}

var (
	legal = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice)`)
	// notice is a line that names who has the rights, without their addresses, and
	// no model of one.
	notice = regexp.MustCompile(`(?m)^\W{0,3}(Copyright (?:\([cC]\) |©\s?|\d{4})[^\n<]*?)\.?\s*(?:<.*>)?(?:All rights reserved\.?)?\s*$`)
)

// read reads the licence of a module: its texts, what they are, whose it is.
func read(name, dir string) (license.Component, string, error) {
	var c license.Component
	c.Name, c.Version, _ = strings.Cut(name, " ")
	entries, err := os.ReadDir(dir)
	if err != nil {
		return c, "", err
	}
	var all []string
	for _, e := range entries {
		if e.Type().IsRegular() && legal.MatchString(e.Name()) {
			data, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				return c, "", err
			}
			all = append(all, strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n")))
		}
	}
	text := strings.Join(all, "\n\n")
	if c.License = identify(text); c.License == "" {
		return c, "", fmt.Errorf("%s: no licence that is known: look at %s, and teach identify its words", name, dir)
	}
	for _, found := range notice.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(c.Notices, found[1]) {
			c.Notices = append(c.Notices, found[1])
		}
	}
	return c, text, nil
}

// identify tells licences by the words that each has and no other: an SPDX
// expression, "" for none.
func identify(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	has := func(words string) bool { return strings.Contains(text, words) }
	var ids []string
	add := func(id string, found bool) {
		if found {
			ids = append(ids, id)
		}
	}
	bsd := has("Redistribution and use in source and binary forms")
	add("Apache-2.0", has("Apache License Version 2.0") || has("Apache License, Version 2.0"))
	add("BSD-2-Clause", bsd && !has("endorse or promote"))
	add("BSD-3-Clause", bsd && has("endorse or promote"))
	add("ISC", has("Permission to use, copy, modify, and/or distribute this software for any purpose"))
	add("MIT", has("Permission is hereby granted, free of charge, to any person obtaining a copy"))
	add("MPL-2.0", has("Mozilla Public License Version 2.0"))
	return strings.Join(ids, " AND ")
}

// packages reads which npm packages a lock file has installed for sites.
func packages(lock string) ([]license.Component, error) {
	data, err := os.ReadFile(lock)
	if err != nil {
		return nil, err
	}
	var locked struct {
		Packages map[string]struct {
			Version, License string
			Dev              bool
		}
	}
	if err := json.Unmarshal(data, &locked); err != nil {
		return nil, fmt.Errorf("%s: %w", lock, err)
	}
	var list []license.Component
	for place, p := range locked.Packages {
		if i := strings.LastIndex(place, "node_modules/"); i >= 0 && !p.Dev {
			list = append(list, license.Component{Name: place[i+len("node_modules/"):], Version: p.Version, License: p.License})
		}
	}
	slices.SortFunc(list, func(a, b license.Component) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version))
	})
	return list, nil
}
