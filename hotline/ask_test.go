package hotline_test

import (
	"reflect"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/entitlement/entitlementtest"
	"github.com/avtale/avtale/hotline"
)

// requirePreview checks that asking before says what a transition did (ENT-02), and
// that what is told of the workshop is so.
func requirePreview(
	t entitlementtest.T, terms hotline.Terms, held hotline.Holding, event entitlement.Event, fact hotline.Fact,
	changed hotline.Holding, entry hotline.Entry, err error,
) {
	if err == nil {
		requireAhead(t, event.At.Date(), changed)
	}
	receipt, ok := fact.(hotline.Receipt)
	if !ok {
		return
	}
	answer, failure := held.Workshop.Ask(terms, event, receipt)
	entitlementtest.Previews(t, answer, failure, entry.Entry, err)
	if err != nil {
		return
	}
	want := map[hotline.LotKind]entitlement.Paid{
		hotline.Grant: entitlement.Allowance, hotline.Reward: entitlement.Allowance, hotline.Block: entitlement.Prepaid, "": entitlement.Uncharged,
	}[changed.Case.Source().Kind]
	if changed.Case.Class() == hotline.Support {
		want = entitlement.ByRight
		if entry.Charge.Sign() > 0 {
			want = entitlement.Billable
		}
	}
	whole := entitlement.Answer{
		Type: "hotline", Contract: held.Workshop.ID(), Cover: entitlement.FullCover, Paid: want, Unit: "case",
		Before: held.Workshop.Remaining(event.At), After: changed.Workshop.Remaining(event.At), Uncovered: entry.Uncovered,
		Rest: entitlement.Nobody, Charge: entry.Charge, Until: changed.Case.Source().Until, Why: entry.Why,
	}
	if want == entitlement.Billable {
		whole.Rest = entitlement.CustomerByList
	}
	if entry.Outcome.Contact {
		whole.Notices = []entitlement.Notice{hotline.CallAboutAgreement}
	}
	if !reflect.DeepEqual(whole, answer) {
		t.Fatalf("%+v: %+v", whole, answer)
	}
}

// requireAhead checks what the workshop has ahead (ENT-05).
func requireAhead(t entitlementtest.T, day calendar.Date, changed hotline.Holding) {
	if changed.Workshop.ID() != "" {
		entitlementtest.Tiles(t, day, changed.Workshop.Upcoming)
	}
}
