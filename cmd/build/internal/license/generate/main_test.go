package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// What the program says of its licences is what it is made of now.
func TestCurrent(t *testing.T) {
	files, err := generate("../../../../..")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile("../" + name)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("internal/license/%s is not what go.mod and assets/package-lock.json say (%v): run « go generate ./... » and read the diff", name, err)
		}
	}
}

func TestIdentify(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "All rights reserved.": "",
		"MIT License\n\nPermission is hereby granted, free of charge, to any person\nobtaining a copy of":                                                 "MIT",
		"                 Apache License\n           Version 2.0, January 2004":                                                                           "Apache-2.0",
		"Redistribution and use in source and binary\nforms":                                                                                              "BSD-2-Clause",
		"Redistribution and use in source and binary forms … used to endorse or promote products":                                                         "BSD-3-Clause",
		"Permission is hereby granted, free of charge, to any person obtaining a copy … Licensed under the Apache License, Version 2.0 (the \"License\")": "Apache-2.0 AND MIT",
	} {
		if got := identify(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestNotice(t *testing.T) {
	for line, want := range map[string]string{
		"Copyright (c) 2020 Evan Wallace":                        "Copyright (c) 2020 Evan Wallace",
		"// Copyright 2009 The Go Authors. All rights reserved.": "Copyright 2009 The Go Authors",
		"   Copyright [yyyy] [name of copyright owner]":          "",
		"  Copyright (C) 2013 Blake Mizerany":                    "Copyright (C) 2013 Blake Mizerany",
		"The above copyright notice":                             "",
		"Copyright © fsnotify Authors. All rights reserved.":     "Copyright © fsnotify Authors",
		"Copyright (c) 2020 Adrian <a@exemple.fr>":               "Copyright (c) 2020 Adrian",
		"Copyright 2022 Alan Shreve (@inconshreveable)":          "Copyright 2022 Alan Shreve (@inconshreveable)",
	} {
		got := ""
		if found := notice.FindStringSubmatch(line); found != nil {
			got = strings.TrimSpace(found[1])
		}
		if got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
