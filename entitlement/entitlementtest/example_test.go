package entitlementtest_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
)

// A box is a stage with a number of things in it, and nothing else.
type box struct{ things int }

func (b *box) Given(noun, _ string, args entitlementtest.Args) error {
	_, err := fmt.Sscan(args.Text("count"), &b.things)
	return err
}

func (b *box) Step(step entitlementtest.Step) (entitlementtest.Answer, error) {
	if step.Verb == "left" {
		return entitlementtest.Answer{Values: []string{fmt.Sprint(b.things)}}, nil
	}
	if b.things == 0 {
		return entitlementtest.Answer{}, &entitlement.Refusal{Reason: "Empty", Clause: "BOX-01", Pass: "a thing in the box"}
	}
	b.things--
	return entitlementtest.Answer{Outcome: map[string]string{"moved": "-1"}, Why: []entitlement.Clause{"BOX-01"}}, nil
}

// A story file is played by a test; the stage tells the contract what the story says.
func Example() {
	story := `
given box B count=1
== BOX-01.1 there is one thing in it
2026-03-10 09:00 take B -> moved=-1 ; BOX-01
2026-03-10 09:01 take B -> refused Empty ; BOX-01
left B -> 0
`
	_ = func(t *testing.T) { // TestStories
		files := fstest.MapFS{"box.story": {Data: []byte(story)}} // os.DirFS("testdata")
		shown := entitlementtest.Run(t, files, "*.story", copenhagen(), func() entitlementtest.Stage { return &box{} })
		fmt.Println(shown.Examples, shown.Clauses) // [BOX-01.1] map[BOX-01:true]
	}
}
