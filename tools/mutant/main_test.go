package main

import (
	"strings"
	"testing"
)

func TestMutate(t *testing.T) {
	for _, row := range []struct{ kind, statement, want string }{
		{"CONDITIONALS_BOUNDARY", "_ = a @< b", "_ = a <= b"},
		{"CONDITIONALS_BOUNDARY", "_ = a @>= b", "_ = a > b"},
		{"CONDITIONALS_NEGATION", "_ = a @< b", "_ = a >= b"},
		{"CONDITIONALS_NEGATION", "_ = a @== b", "_ = a != b"},
		{"INVERT_LOGICAL", "_ = p @&& q && r", "_ = (p || q) && r"},
		{"INVERT_LOGICAL", "_ = p && q @&& r", "_ = p && q || r"},
		{"INVERT_LOGICAL", "_ = p || q @|| r", "_ = (p || q) && r"},
		{"ARITHMETIC_BASE", "a = a @- b + a", "a = a + b + a"},
		{"ARITHMETIC_BASE", "a = a @% b", "a = a * b"},
		{"INCREMENT_DECREMENT", "a@++", "a--"},
		{"INVERT_NEGATIVES", "a = @-b", "a = +b"},
		{"INVERT_NEGATIVES", "a = b @- a", "a = b + a"},
		{"INVERT_LOOPCTRL", "@continue", "break"},
		{"INVERT_LOOPCTRL", "@break", "continue"},
		{"REMOVE_SELF_ASSIGNMENTS", "a @+= b", "a = b"},
		{"REMOVE_SELF_ASSIGNMENTS", "a @&^= b", "a = b"},
	} {
		const before, behind = "package p\n\nfunc f() {\n\tfor {\n\t\t", "\n\t}\n}\n"
		place := strings.IndexByte(row.statement, '@')
		code := before + strings.Replace(row.statement, "@", "", 1) + behind
		var changed strings.Builder
		if err := mutate(strings.NewReader(code), &changed, row.kind, 5, 3+place); err != nil {
			t.Fatalf("%s: %v", row.statement, err)
		}
		if want := before + row.want + behind; changed.String() != want {
			t.Errorf("%s: got %s", row.statement, changed.String())
		}
		for _, elsewhere := range [][2]int{{5, 2 + place}, {4, 3 + place}} {
			if err := mutate(strings.NewReader(code), &changed, row.kind, elsewhere[0], elsewhere[1]); err == nil {
				t.Errorf("%s: something was changed at %v", row.statement, elsewhere)
			}
		}
	}
	if err := mutate(strings.NewReader("what"), nil, "INVERT_LOGICAL", 1, 1); err == nil {
		t.Error("what is no Go was changed")
	}
}
