package entitlementtest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Query calls the method of a value that a story names in small letters, and
// returns its results as a story writes them. Arguments are chosen by type from
// those available: several of one type in turn, as long as there are more; a variadic
// parameter takes all that fit. An error result is returned as the error.
func Query(value any, method string, available ...any) ([]string, error) {
	v := reflect.ValueOf(value)
	for i := range v.NumMethod() {
		if strings.ToLower(v.Type().Method(i).Name) == method {
			return call(v.Method(i), available)
		}
	}
	return nil, fmt.Errorf("%T cannot be asked %q", value, method)
}

func call(method reflect.Value, available []any) ([]string, error) {
	var args []reflect.Value
	taken := map[int]bool{}
	kind := method.Type()
	for i := range kind.NumIn() {
		in := kind.In(i)
		variadic := kind.IsVariadic() && i == kind.NumIn()-1
		if variadic {
			in = in.Elem()
		}
		fits := fitting(in, available)
		if variadic {
			for _, place := range fits {
				args = append(args, reflect.ValueOf(available[place]))
			}
			continue
		}
		if len(fits) == 0 {
			return nil, fmt.Errorf("no %s to ask with", in)
		}
		place := fits[0]
		if next := slices.IndexFunc(fits, func(place int) bool { return !taken[place] }); next >= 0 {
			place = fits[next]
		}
		taken[place] = true
		args = append(args, reflect.ValueOf(available[place]))
	}
	var values []string
	for i, result := range method.Call(args) {
		if kind.Out(i) != reflect.TypeFor[error]() {
			values = append(values, written(result)...)
		} else if !result.IsNil() {
			return nil, result.Interface().(error)
		}
	}
	return values, nil
}

// fitting returns the places of what is of a type.
func fitting(in reflect.Type, available []any) []int {
	var places []int
	for place, a := range available {
		if reflect.TypeOf(a) == in {
			places = append(places, place)
		}
	}
	return places
}

// written returns a result as a story writes it; an empty list is "none".
func written(result reflect.Value) []string {
	if result.Kind() != reflect.Slice {
		return []string{fmt.Sprint(result.Interface())}
	}
	if result.Len() == 0 {
		return []string{"none"}
	}
	var values []string
	for i := range result.Len() {
		values = append(values, fmt.Sprint(result.Index(i).Interface()))
	}
	return values
}
