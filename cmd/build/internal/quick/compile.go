package quick

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
)

// routine compiles a template, once.
func (c *Compiler) routine(name string) *routine {
	if r := c.done[name]; r != nil {
		return r
	}
	t := c.set.Lookup(name)
	if t == nil || t.Tree == nil {
		panic(unknown("no template " + name)) // or one that is escaped for another context than text
	}
	r := new(routine)
	c.done[name] = r
	outer, most := c.variables, c.most
	c.variables, c.most = []string{"$"}, 1
	r.body = c.list(t.Tree.Root)
	r.variables = c.most
	c.variables, c.most = outer, most
	return r
}

// declare gives a variable its place among those of the template.
func (c *Compiler) declare(name string) int {
	c.variables = append(c.variables, name)
	c.most = max(c.most, len(c.variables))
	return len(c.variables) - 1
}

// list compiles what stands between two marks. Variables end there.
func (c *Compiler) list(n *parse.ListNode) action {
	if n == nil {
		return func(*execution, reflect.Value) {}
	}
	outer := len(c.variables)
	defer func() { c.variables = c.variables[:outer] }()
	actions := make([]action, len(n.Nodes))
	for i, node := range n.Nodes {
		actions[i] = c.action(node)
	}
	return func(x *execution, dot reflect.Value) {
		for _, a := range actions {
			a(x, dot)
		}
	}
}

func (c *Compiler) action(n parse.Node) action {
	switch n := n.(type) {
	case *parse.TextNode:
		text := n.Text
		return func(x *execution, _ reflect.Value) { x.out.Write(text) }
	case *parse.ActionNode:
		return c.write(n.Pipe)
	case *parse.IfNode:
		return c.branch(&n.BranchNode, false)
	case *parse.WithNode:
		return c.branch(&n.BranchNode, true)
	case *parse.RangeNode:
		return c.each(&n.BranchNode)
	case *parse.TemplateNode:
		return c.call(n)
	}
	panic(unknown(n.String()))
}

// write compiles an action that prints. html/template has put escapers at its
// end: without those that are known, nothing is written.
func (c *Compiler) write(pipe *parse.PipeNode) action {
	if len(pipe.Decl) > 0 {
		value := c.pipeline(pipe)
		return func(x *execution, dot reflect.Value) { value(x, dot) }
	}
	commands, names := pipe.Cmds, ""
	for len(commands) > 1 {
		name, ok := commands[len(commands)-1].Args[0].(*parse.IdentifierNode)
		if !ok || !strings.HasPrefix(name.Ident, mark) {
			break
		}
		names = strings.TrimSuffix(name.Ident[len(mark):]+" "+names, " ")
		commands = commands[:len(commands)-1]
	}
	escape := escapers[names]
	if escape == nil {
		panic(unknown(pipe.String()))
	}
	value := c.commands(commands)
	return func(x *execution, dot reflect.Value) { escape(x.out, value(x, dot)) }
}

// branch compiles {{if}} and {{with}}.
func (c *Compiler) branch(n *parse.BranchNode, with bool) action {
	outer := len(c.variables)
	defer func() { c.variables = c.variables[:outer] }()
	condition := c.pipeline(n.Pipe)
	yes, no := c.list(n.List), c.list(n.ElseList)
	return func(x *execution, dot reflect.Value) {
		switch v := condition(x, dot); {
		case !truth(v):
			no(x, dot)
		case with:
			yes(x, v)
		default:
			yes(x, dot)
		}
	}
}

// each compiles {{range}} over a list.
func (c *Compiler) each(n *parse.BranchNode) action {
	outer := len(c.variables)
	defer func() { c.variables = c.variables[:outer] }()
	list := c.commands(n.Pipe.Cmds)
	if n.Pipe.IsAssign {
		panic(unknown(n.Pipe.String()))
	}
	index, item := -1, -1 // the variables that hold them
	for i, v := range n.Pipe.Decl {
		at := c.declare(v.Ident[0])
		if i < len(n.Pipe.Decl)-1 {
			index = at
		} else {
			item = at
		}
	}
	some, none := c.list(n.List), c.list(n.ElseList)
	return func(x *execution, dot reflect.Value) {
		all := direct(list(x, dot))
		switch {
		case !all.IsValid():
			none(x, dot)
			return
		case all.Kind() != reflect.Slice:
			giveUp()
		case all.Len() == 0:
			none(x, dot)
		}
		for i := range all.Len() {
			one := all.Index(i)
			if index >= 0 {
				x.variables[x.own+index] = reflect.ValueOf(i)
			}
			if item >= 0 {
				x.variables[x.own+item] = one
			}
			some(x, one)
		}
	}
}

// call compiles {{template}}.
func (c *Compiler) call(n *parse.TemplateNode) action {
	called := c.routine(n.Name)
	if n.Pipe == nil {
		return func(x *execution, _ reflect.Value) { called.run(x, reflect.Value{}) }
	}
	value := c.pipeline(n.Pipe)
	return func(x *execution, dot reflect.Value) { called.run(x, value(x, dot)) }
}

// pipeline compiles commands and the variable that keeps what they give.
func (c *Compiler) pipeline(pipe *parse.PipeNode) expression {
	value := c.commands(pipe.Cmds)
	switch {
	case len(pipe.Decl) == 0:
		return value
	case len(pipe.Decl) > 1 || pipe.IsAssign:
		panic(unknown(pipe.String()))
	}
	at := c.declare(pipe.Decl[0].Ident[0])
	return func(x *execution, dot reflect.Value) reflect.Value {
		v := value(x, dot)
		x.variables[x.own+at] = v
		return v
	}
}

// commands compiles those of a pipeline: what one gives is the last argument of
// the next.
func (c *Compiler) commands(list []*parse.CommandNode) expression {
	var value expression
	for _, command := range list {
		if name, ok := command.Args[0].(*parse.IdentifierNode); ok {
			value = c.function(name.Ident, command.Args[1:], value)
			continue
		}
		if len(command.Args) > 1 || value != nil {
			panic(unknown(command.String()))
		}
		value = c.operand(command.Args[0])
	}
	return value
}

// operand compiles what a command or an argument consists of.
func (c *Compiler) operand(n parse.Node) expression {
	switch n := n.(type) {
	case *parse.DotNode:
		return func(_ *execution, dot reflect.Value) reflect.Value { return dot }
	case *parse.FieldNode:
		return fields(func(_ *execution, dot reflect.Value) reflect.Value { return dot }, n.Ident)
	case *parse.VariableNode:
		return fields(c.variable(n.Ident[0]), n.Ident[1:])
	case *parse.ChainNode:
		return fields(c.operand(n.Node), n.Field)
	case *parse.PipeNode:
		return c.pipeline(n)
	case *parse.IdentifierNode:
		return c.function(n.Ident, nil, nil)
	case *parse.StringNode:
		return constant(n.Text)
	case *parse.BoolNode:
		return constant(n.True)
	case *parse.NumberNode:
		if n.IsInt && strings.Trim(n.Text, "0123456789") == "" { // 1.0 and 1e6 are not whole for html/template
			return constant(int(n.Int64))
		}
	}
	panic(unknown(fmt.Sprintf("%T %s", n, n)))
}

func constant(value any) expression {
	v := reflect.ValueOf(value)
	return func(*execution, reflect.Value) reflect.Value { return v }
}

// variable compiles the use of one: of those of the same name, the last.
func (c *Compiler) variable(name string) expression {
	for at, other := range slices.Backward(c.variables) {
		if other == name {
			return func(x *execution, _ reflect.Value) reflect.Value { return x.variables[x.own+at] }
		}
	}
	panic(unknown(name))
}
