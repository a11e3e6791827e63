package quick

import (
	"reflect"
	"sync/atomic"
)

// direct is what interfaces and pointers lead to; the zero Value for nil.
func direct(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return v
}

// truth is what {{if}} asks.
func truth(v reflect.Value) bool {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.String, reflect.Slice, reflect.Map:
		return v.Len() > 0
	case reflect.Bool:
		return v.Bool()
	case reflect.Int:
		return v.Int() != 0
	case reflect.Pointer:
		return !v.IsNil()
	case reflect.Struct:
		return true
	}
	giveUp()
	return false
}

// fields compiles « .A.B » after an operand.
func fields(of expression, names []string) expression {
	for _, name := range names {
		of = field(of, name)
	}
	return of
}

// A place is where a type has a field.
type place struct {
	in    reflect.Type
	index []int
}

// field compiles « .A ». It remembers the type that it met last, and where that
// one has the field.
func field(of expression, name string) expression {
	var last atomic.Pointer[place]
	return func(x *execution, dot reflect.Value) reflect.Value {
		v := direct(of(x, dot))
		t := v.Type()
		at := last.Load()
		if at == nil || at.in != t {
			at = find(t, name)
			last.Store(at)
		}
		if len(at.index) == 1 {
			v = v.Field(at.index[0])
		} else {
			v = v.FieldByIndex(at.index)
		}
		if v.Kind() == reflect.Interface {
			return v.Elem()
		}
		return v
	}
}

// find gives up on methods, which have precedence.
func find(t reflect.Type, name string) *place {
	if t.Kind() != reflect.Struct {
		giveUp()
	}
	_, method := reflect.PointerTo(t).MethodByName(name)
	f, ok := t.FieldByName(name)
	if method || !ok || !f.IsExported() {
		giveUp()
	}
	return &place{t, f.Index}
}
