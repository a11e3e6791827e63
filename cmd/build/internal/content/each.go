package content

import "reflect"

// Each calls f with each value of type T that a front matter, or site.yaml, holds
// in its keys, in their order. matter is a pointer to one of the structs of Types.
func Each[T any](matter any, f func(T)) { each(reflect.ValueOf(matter), f) }

func each[T any](v reflect.Value, f func(T)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			each(v.Elem(), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			each(v.Index(i), f)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[T]() {
			f(v.Interface().(T))
			return
		}
		s := shapeOf(v.Type())
		for _, key := range s.keys {
			each(v.FieldByIndex(s.fields[key].index), f)
		}
	}
}
