package quick

import (
	"html/template"
	"reflect"
	"text/template/parse"
)

// function compiles a call. last is the value that is piped into it, or nil.
func (c *Compiler) function(name string, args []parse.Node, last expression) expression {
	in := make([]expression, 0, len(args)+1)
	for _, a := range args {
		in = append(in, c.operand(a))
	}
	if last != nil {
		in = append(in, last)
	}
	if f := c.funcs[name]; f != nil {
		return own(name, f, in)
	}
	if make := builtins[name]; make.arguments == len(in) || make.arguments < 0 && len(in) >= -make.arguments {
		return make.expression(in)
	}
	panic(unknown(name))
}

// own compiles a call of a function of the program. Those that are called most
// are called without reflection.
func own(name string, function any, in []expression) expression {
	f := reflect.ValueOf(function)
	t := f.Type()
	if t.IsVariadic() || t.NumIn() != len(in) || t.NumOut() == 0 {
		panic(unknown(name))
	}
	switch f := function.(type) {
	case func(string) string:
		return ofString(f, in[0])
	case func(string) template.HTML:
		return ofString(f, in[0])
	case func(string) template.HTMLAttr:
		return ofString(f, in[0])
	case func(string) template.JS:
		return ofString(f, in[0])
	case func(string, any) (template.HTML, error):
		return func(x *execution, dot reflect.Value) reflect.Value {
			html, err := f(as[string](in[0](x, dot)), in[1](x, dot).Interface())
			if err != nil {
				giveUp()
			}
			return reflect.ValueOf(html)
		}
	}
	return func(x *execution, dot reflect.Value) reflect.Value {
		var few [4]reflect.Value // arguments: made here, they cost no allocation
		values := append(few[:0], make([]reflect.Value, len(in))...)
		for i := range in {
			values[i] = fit(in[i](x, dot), t.In(i))
		}
		out := f.Call(values)
		if len(out) > 1 && !out[1].IsNil() {
			giveUp()
		}
		if v := out[0]; v.Kind() == reflect.Interface {
			return v.Elem()
		}
		return out[0]
	}
}

func ofString[T any](f func(string) T, in expression) expression {
	return func(x *execution, dot reflect.Value) reflect.Value {
		return reflect.ValueOf(f(as[string](in(x, dot))))
	}
}

// as is a value of exactly that type.
func as[T any](v reflect.Value) T {
	if v.CanAddr() { // spares a copy
		return *v.Addr().Interface().(*T)
	}
	return v.Interface().(T)
}

// fit makes a value an argument of some type.
func fit(v reflect.Value, t reflect.Type) reflect.Value {
	switch {
	case v.Type().AssignableTo(t):
	case v.Kind() == reflect.Pointer && v.Type().Elem().AssignableTo(t):
		v = v.Elem()
	case v.CanAddr() && reflect.PointerTo(v.Type()).AssignableTo(t):
		v = v.Addr()
	default:
		giveUp()
	}
	return v
}

// A builtin is a function of text/template: with so many arguments, or with at
// least so many when that is negative.
type builtin struct {
	arguments  int
	expression func(in []expression) expression
}

var builtins = map[string]builtin{
	"and": {-1, func(in []expression) expression { return either(in, false) }},
	"or":  {-1, func(in []expression) expression { return either(in, true) }},
	"not": {1, func(in []expression) expression {
		return func(x *execution, dot reflect.Value) reflect.Value { return reflect.ValueOf(!truth(in[0](x, dot))) }
	}},
	"len": {1, func(in []expression) expression {
		return func(x *execution, dot reflect.Value) reflect.Value { return reflect.ValueOf(in[0](x, dot).Len()) }
	}},
	"index": {2, func(in []expression) expression {
		return func(x *execution, dot reflect.Value) reflect.Value {
			return item(in[0](x, dot), in[1](x, dot))
		}
	}},
	"eq": {-2, func(in []expression) expression {
		return func(x *execution, dot reflect.Value) reflect.Value {
			first := in[0](x, dot)
			for _, other := range in[1:] {
				if equal(first, other(x, dot)) {
					return reflect.ValueOf(true)
				}
			}
			return reflect.ValueOf(false)
		}
	}},
	"ne": {2, func(in []expression) expression {
		return func(x *execution, dot reflect.Value) reflect.Value {
			return reflect.ValueOf(!equal(in[0](x, dot), in[1](x, dot)))
		}
	}},
	"gt": {2, compared(func(a, b int) bool { return a > b })},
	"ge": {2, compared(func(a, b int) bool { return a >= b })},
	"lt": {2, compared(func(a, b int) bool { return a < b })},
	"le": {2, compared(func(a, b int) bool { return a <= b })},
}

// either is the first value whose truth is the one that is looked for, or the
// last of all.
func either(in []expression, truthful bool) expression {
	return func(x *execution, dot reflect.Value) (v reflect.Value) {
		for _, value := range in {
			if v = value(x, dot); truth(v) == truthful {
				break
			}
		}
		return v
	}
}

// item is what a list or a map holds; of a map, the zero value for what it does
// not.
func item(of, key reflect.Value) reflect.Value {
	if of.Kind() != reflect.Map {
		return of.Index(as[int](key))
	}
	if v := of.MapIndex(key); v.IsValid() {
		return v
	}
	return reflect.Zero(of.Type().Elem())
}

// equal compares two texts, two numbers or two truths.
func equal(a, b reflect.Value) bool {
	if a.Type() != b.Type() {
		giveUp()
	}
	switch a.Kind() {
	case reflect.String, reflect.Int, reflect.Bool:
		return a.Equal(b)
	}
	giveUp()
	return false
}

func compared(holds func(a, b int) bool) func(in []expression) expression {
	return func(in []expression) expression {
		return func(x *execution, dot reflect.Value) reflect.Value {
			return reflect.ValueOf(holds(as[int](in[0](x, dot)), as[int](in[1](x, dot))))
		}
	}
}
