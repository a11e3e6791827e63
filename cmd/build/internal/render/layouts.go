package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"text/template/parse"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// A set is all layouts, each read and escaped once: partials are the same for all kinds
// of page. What the file of a kind defines, and base.html with all else that leads to
// it, stands in the set for each kind, under the name that of gives.
type set struct {
	templates *template.Template
	kinds     []string // in the order of their names
}

// base is the template that makes a whole page, contenu the one that each kind defines.
const base, contenu = "base", "contenu"

// of is the name of a template that a kind has for itself.
func of(kind, name string) string { return kind + ":" + name }

// read reads the layouts, each as prepare makes it, and checks them.
func (r *Renderer) read(files fs.FS, prepare func(string) (string, error)) (*set, error) {
	s := &set{templates: template.New(base).Option("missingkey=error")}
	funcs := r.funcs(s)
	s.templates.Funcs(funcs)
	for _, pattern := range []string{"dsfr/*.html", "fdr/*.html", "base.html"} {
		partials, err := fs.Glob(files, pattern)
		if err != nil {
			return nil, diag.Failure("lire layouts/", err)
		}
		for _, file := range partials {
			if err := parseFile(s.templates, files, file, prepare); err != nil {
				return nil, err
			}
		}
	}
	if s.templates.Tree == nil {
		return nil, missing(base)
	}
	shared := trees(s.templates)
	names, err := fs.Glob(files, "*.html")
	if err != nil {
		return nil, diag.Failure("lire layouts/", err)
	}
	for _, file := range names {
		if file == "base.html" {
			continue
		}
		kind := strings.TrimSuffix(file, ".html")
		t := template.New(kind).Funcs(funcs)
		if err := parseFile(t, files, file, prepare); err != nil {
			return nil, err
		}
		if t.Lookup(contenu) == nil {
			return nil, &Fault{layout(kind), "ce gabarit ne définit pas « contenu »", `commencez-le par {{define "contenu"}}, et finissez-le par {{end}}`}
		}
		if err := s.add(kind, trees(t), shared); err != nil {
			return nil, fmt.Errorf("copy layouts: %w", err)
		}
	}
	return s, s.escape()
}

func parseFile(set *template.Template, files fs.FS, file string, prepare func(string) (string, error)) error {
	source, err := fs.ReadFile(files, file)
	if err != nil {
		return diag.Failure("lire layouts/", err)
	}
	// Line ends are one however git wrote them, and that which ends a file is no
	// space between two elements.
	text, err := prepare(strings.TrimRight(strings.ReplaceAll(string(source), "\r\n", "\n"), "\n"))
	if err != nil {
		return fmt.Errorf("le gabarit layouts/%s est en erreur : %w", file, err)
	}
	name := strings.TrimSuffix(file, path.Ext(file))
	t := set
	if name != set.Name() {
		t = set.New(name)
	}
	if _, err := t.Parse(text); err != nil {
		return broken(err)
	}
	return nil
}

// trees are the templates of a set, by name.
func trees(set *template.Template) map[string]*parse.Tree {
	all := map[string]*parse.Tree{}
	for _, t := range set.Templates() {
		if t.Tree != nil {
			all[t.Name()] = t.Tree
		}
	}
	return all
}

// add adds the templates that a kind of page has for itself: its own, and of the shared
// ones base and those that lead to its own.
func (s *set) add(kind string, own, shared map[string]*parse.Tree) error {
	for name, tree := range own {
		if parse.IsEmptyTree(tree.Root) && shared[name] != nil { // as text/template has it
			delete(own, name)
		}
	}
	leads := func(name string, tree *parse.Tree) bool {
		yes := name == base
		calls(tree.Root, func(n *parse.TemplateNode) { yes = yes || own[n.Name] != nil })
		return yes
	}
	for more := true; more; {
		more = false
		for name, tree := range shared {
			if own[name] == nil && leads(name, tree) {
				own[name], more = tree.Copy(), true
			}
		}
	}
	for name, tree := range own {
		calls(tree.Root, func(n *parse.TemplateNode) {
			if own[n.Name] != nil {
				n.Name = of(kind, n.Name)
			}
		})
		if _, err := s.templates.AddParseTree(of(kind, name), tree); err != nil {
			return err
		}
	}
	s.kinds = append(s.kinds, kind)
	return nil
}

// calls visits each {{template}} of a template.
func calls(n parse.Node, visit func(*parse.TemplateNode)) {
	branch := func(b *parse.BranchNode) {
		calls(b.List, visit)
		calls(b.ElseList, visit)
	}
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil { // no {{else}}
			return
		}
		for _, node := range n.Nodes {
			calls(node, visit)
		}
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.TemplateNode:
		visit(n)
	}
}

// escape runs html/template's analysis, which else waits for the first page: on one
// template that calls all kinds, since what it does at the end of each takes as long as
// the analysis. Executing without data then fails, which says nothing.
func (s *set) escape() error {
	all := template.Must(s.templates.New("").Parse(""))
	for _, kind := range s.kinds {
		all.Tree.Root.Nodes = append(all.Tree.Root.Nodes, &parse.TemplateNode{NodeType: parse.NodeTemplate, Name: of(kind, base)})
	}
	var wrong *template.Error
	if err := all.Execute(io.Discard, nil); errors.As(err, &wrong) {
		if wrong.Line == 0 {
			return s.placeless(wrong)
		}
		return broken(err)
	}
	return nil
}

// placeless says of a mistake that the library gives no place of which layout it is:
// that of the first kind of page that has it, or base where all have.
func (s *set) placeless(wrong *template.Error) *Fault {
	var kinds []string
	for _, kind := range s.kinds {
		var own *template.Error
		if err := s.templates.ExecuteTemplate(io.Discard, of(kind, base), nil); errors.As(err, &own) {
			kinds = append(kinds, kind)
		}
	}
	f := &Fault{Pos: layout(base)}
	if len(kinds) > 0 && len(kinds) < len(s.kinds) {
		f.Pos = layout(kinds[0])
	}
	f.say(wrong.Description)
	return f
}

// page writes a page of a kind.
func (s *set) page(w io.Writer, kind string, data any) error {
	if name := of(kind, base); s.templates.Lookup(name) != nil {
		return s.templates.ExecuteTemplate(w, name, data)
	}
	return missing(kind)
}

// partial executes a partial by itself.
func (s *set) partial(name string, data any) (string, error) {
	if s.templates.Lookup(name) == nil {
		return "", missing(name)
	}
	var b bytes.Buffer
	err := s.templates.ExecuteTemplate(&b, name, data)
	return b.String(), err
}

func missing(name string) error {
	return &Fault{layout(name), "ce gabarit manque", "copiez celui du programme"}
}
