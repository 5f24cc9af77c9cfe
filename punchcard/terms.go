package punchcard

import (
	"encoding/json"
	"slices"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
)

// Terms are the conditions under which a provider sells punch cards. They are
// plain data: read them from JSON, or start from [Printed] and change what your
// contract says otherwise. A card keeps the figures it was bought with, so new
// terms never reach back.
type Terms struct {
	Zone       string                `json:"zone"`               // IANA name; all days and clocks are read there (GEN-01)
	Sizes      []Size                `json:"sizes"`              // the cards that are sold (PCH-02, PCH-03)
	List       entitlement.Prices    `json:"list"`               // list price of a consultant hour, net of VAT (PCH-04)
	Increment  entitlement.Increment `json:"increment"`          // seconds in a clip (PCH-10)
	RoundPer   RoundPer              `json:"round_per,omitzero"` // what is rounded up (PCH-11)
	FlatTravel calendar.Seconds      `json:"flat_travel"`        // what a trip into the standard zone counts (PCH-15)
	Inside     []Postcodes           `json:"inside,omitzero"`    // the standard zone (PCH-15)
	Lapse      calendar.Term         `json:"lapse"`              // without use (PCH-19)
	Expiry     calendar.Term         `json:"expiry"`             // from purchase (PCH-21)
	AddOns     []AddOnPrice          `json:"add_ons,omitzero"`   // what add-ons cost in clips (PCH-29)
	Calendar   string                `json:"calendar,omitzero"`  // name of the calendar that working hours are counted in (PCH-35)
}

// Size is a card that is sold.
type Size struct {
	Clips    int                 `json:"clips"`
	Discount entitlement.Percent `json:"discount"`
}

// Postcodes is a range of postcodes, both ends included.
type Postcodes struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// AddOnPrice is what an add-on costs: clips for each period or check, or the
// time used, and never both.
type AddOnPrice struct {
	Product  Product `json:"product"`
	Clips    int     `json:"clips,omitzero"`
	TimeUsed bool    `json:"time_used,omitzero"`
}

// RoundPer is the reading of PCH-11: what is rounded up to started hours. The
// zero RoundPer means [PerTask].
type RoundPer string

// The readings of PCH-11.
const (
	PerTask    RoundPer = "Task"    // all time of the task together
	PerSession RoundPer = "Session" // each session, and so each person, by itself
)

// Printed returns the contract as printed: three sizes and their discounts,
// started hours, half an hour of travel in the standard zone, three years
// without use, five years in all. What the text leaves to the provider is
// required: the list price, the standard zone, the prices of add-ons.
func Printed(list entitlement.Prices, inside []Postcodes, addOns []AddOnPrice) Terms {
	return Terms{
		Zone:       "Europe/Copenhagen",
		Sizes:      []Size{{10, 500}, {20, 1000}, {30, 1500}},
		List:       slices.Clone(list),
		Increment:  entitlement.Increment(calendar.Hour),
		RoundPer:   PerTask,
		FlatTravel: 30 * calendar.Minute,
		Inside:     slices.Clone(inside),
		Lapse:      calendar.Term{Months: 3 * 12, End: calendar.SameDateInclusive},
		Expiry:     calendar.Term{Months: 5 * 12, End: calendar.SameDateInclusive},
		AddOns:     slices.Clone(addOns),
		Calendar:   WorkingHours().Name,
	}
}

// WorkingHours returns the working hours of the guarantee as the contract is
// read (PCH-35): 8 to 16 on Danish working days. Days that the provider is
// closed besides, such as 24 December, are for it to list as exceptions.
func WorkingHours() calendar.Spec {
	return calendar.Spec{
		Name:     "Danish working days 08:00-16:00",
		Zone:     "Europe/Copenhagen",
		From:     calendar.MustDate("1990-01-01"),
		To:       calendar.MustDate("2075-12-31"),
		Week:     calendar.MondayToFriday(calendar.MustHours("08:00-16:00")),
		Holidays: calendar.HolidaySet{Region: calendar.Denmark},
	}
}

// Always returns the terms, for entries that were all decided by them: what [Verify] is
// handed where terms never changed.
func (t Terms) Always(Entry) Terms { return t }

// Validate returns [entitlement.ErrMissing] for a figure that is not given and
// [entitlement.ErrInvalid] for one that cannot be meant. Transitions that take
// terms validate them first. The standard zone and the add-on prices may be
// absent until they are asked for.
func (t Terms) Validate() error {
	if t.Zone == "" {
		return entitlement.Missing("zone", "no time zone is named")
	}
	if err := wellFormed("zone", t.Zone, "calendar", t.Calendar); err != nil {
		return err
	}
	if err := t.List.Validate(); err != nil {
		return err
	}
	if err := t.validateSizes(); err != nil {
		return err
	}
	if t.Increment <= 0 {
		return entitlement.Missing("increment", "a clip has no length")
	}
	if t.Increment > entitlement.Increment(longest) {
		return entitlement.Invalid("increment", "a clip is longer than a session can be")
	}
	if t.RoundPer != "" && t.RoundPer != PerTask && t.RoundPer != PerSession {
		return entitlement.Invalid("round_per", "unknown reading %q", string(t.RoundPer))
	}
	if t.FlatTravel < 0 || t.FlatTravel > longest {
		return entitlement.Invalid("flat_travel", "%s is no travel time", t.FlatTravel)
	}
	for _, codes := range t.Inside {
		if codes.From > codes.To {
			return entitlement.Invalid("inside", "%d comes after %d", codes.From, codes.To)
		}
	}
	for _, term := range []calendar.Term{t.Lapse, t.Expiry} {
		if err := term.End.Validate(); err != nil {
			return entitlement.Invalid("lapse, expiry", "%v", err)
		}
		if term.Months < 1 {
			return entitlement.Missing("lapse, expiry", "a term has no length")
		}
	}
	return t.validateAddOns()
}

func (t Terms) validateSizes() error {
	if len(t.Sizes) == 0 {
		return entitlement.Missing("sizes", "no card is sold")
	}
	for i, size := range t.Sizes {
		if size.Clips < 1 || size.Clips > mostClips {
			return entitlement.Invalid("sizes", "there is no card of %d clips", size.Clips)
		}
		if err := size.Discount.Validate(); err != nil {
			return err
		}
		if i > 0 && size.Clips <= t.Sizes[i-1].Clips {
			return entitlement.Invalid("sizes", "%d does not come after %d", size.Clips, t.Sizes[i-1].Clips)
		}
	}
	return nil
}

func (t Terms) validateAddOns() error {
	for i, price := range t.AddOns {
		if price.Product.rhythm() == 0 {
			return entitlement.Invalid("add_ons", "unknown product %q", string(price.Product))
		}
		if price.TimeUsed == (price.Clips != 0) || price.Clips < 0 || price.Clips > mostClips {
			return entitlement.Missing("add_ons", "%s costs either clips or the time used", price.Product)
		}
		if price.TimeUsed && price.Product.clipped() {
			return entitlement.Invalid("add_ons", "%s is clipped by its periods, not by time used", price.Product)
		}
		for _, earlier := range t.AddOns[:i] {
			if earlier.Product == price.Product {
				return entitlement.Invalid("add_ons", "%s is listed twice", price.Product)
			}
		}
	}
	return nil
}

const (
	mostClips = 1_000_000
	longest   = 366 * 24 * calendar.Hour // of one session, and of one trip

	mostCards   = 10_000  // handed in
	mostEntries = 1 << 30 // of one value
	mostTime    = mostEntries * calendar.Seconds(1<<10)
	mostPeriods = 12 * 9999 // of an add-on
)

// Discount returns the discount on a card of a size (PCH-03), or a refusal,
// [NoSuchCard].
func (t Terms) Discount(size int) (entitlement.Percent, error) {
	for _, sold := range t.Sizes {
		if sold.Clips == size {
			return sold.Discount, nil
		}
	}
	return 0, refuse(NoSuchCard, sizesSold, "one of the sizes that are sold")
}

// Price returns what a card of a size costs when bought on a day (PCH-04),
// rounded once, half away from zero, net of VAT.
func (t Terms) Price(size int, on calendar.Date) (entitlement.Money, error) {
	percent, err := t.Discount(size)
	if err != nil {
		return entitlement.Money{}, err
	}
	list, err := t.List.On(on)
	if err != nil {
		return entitlement.Money{}, err
	}
	full, err := list.Times(size)
	if err != nil {
		return entitlement.Money{}, err
	}
	return percent.Off(full)
}

// Saving returns what a card of a size saves against its hours at list price
// (PCH-04).
func (t Terms) Saving(size int, on calendar.Date) (entitlement.Money, error) {
	paid, err := t.Price(size, on)
	if err != nil {
		return entitlement.Money{}, err
	}
	list, err := t.List.On(on)
	if err != nil {
		return entitlement.Money{}, err
	}
	return saving(size, list, paid)
}

func saving(size int, list, paid entitlement.Money) (entitlement.Money, error) {
	full, err := list.Times(size)
	if err != nil {
		return entitlement.Money{}, err
	}
	return full.Add(paid.Neg())
}

// Place returns where a postcode lies: [Inside] or [Outside] the standard zone
// (PCH-15). Terms that list no zone give [entitlement.ErrMissing].
func (t Terms) Place(postcode int) (Place, error) {
	if len(t.Inside) == 0 {
		return "", entitlement.Missing("inside", "no standard zone is listed")
	}
	for _, codes := range t.Inside {
		if codes.From <= postcode && postcode <= codes.To {
			return Inside, nil
		}
	}
	return Outside, nil
}

// addOn returns what an add-on costs.
func (t Terms) addOn(product Product) (AddOnPrice, error) {
	for _, price := range t.AddOns {
		if price.Product == product {
			return price, nil
		}
	}
	return AddOnPrice{}, entitlement.Missing("add_ons", "no price is listed for %q", string(product))
}

// roundPer returns the reading, the default spelled out.
func (t Terms) roundPer() RoundPer {
	if t.RoundPer == "" {
		return PerTask
	}
	return t.RoundPer
}

type plainTerms Terms

type termsDocument struct {
	entitlement.Version
	plainTerms
}

// MarshalJSON writes the terms as a stored document, "v":1.
func (t Terms) MarshalJSON() ([]byte, error) {
	return json.Marshal(termsDocument{entitlement.V1(), plainTerms(t)})
}

// UnmarshalJSON reads a stored document, strictly. It does not validate.
func (t *Terms) UnmarshalJSON(data []byte) error {
	var document termsDocument
	if err := entitlement.DecodeDocument("terms", data, &document); err != nil {
		return err
	}
	*t = Terms(document.plainTerms)
	return nil
}
