package swap

import (
	"cmp"
	"slices"

	"github.com/avtale/avtale/entitlement"
)

// Fleet is how many phones of a model a customer has.
type Fleet struct {
	Model  string `json:"model"`
	Phones int    `json:"phones"`
}

// TargetStock returns how many reserve phones are advised for a number of phones
// (SWP-30): the share of the terms, rounded up or to the nearest (SWP-31). It is
// a guide; the customer may have more or fewer.
func (t Terms) TargetStock(phones int) int { return t.guide().target(phones) }

// TargetPerModel returns the target of all phones together, shared out to the
// models (SWP-34): to each the whole phones of its share, what remains by the
// largest remainders, of equal ones to the lower name. The models come back in
// the order of their names, each once.
func (t Terms) TargetPerModel(fleet ...Fleet) []Fleet { return t.guide().perModel(fleet) }

// ModelAdvice returns the number of models if these are more than are few, and 0
// otherwise (SWP-33). It is advice; nothing is refused for it.
func (t Terms) ModelAdvice(fleet ...Fleet) int {
	models := 0
	for _, one := range merged(fleet) {
		if one.Phones > 0 {
			models++
		}
	}
	if models <= t.FewModels {
		return 0
	}
	return models
}

func (t Terms) guide() guide { return guide{t.StockShare, t.stockRounding()} }

// guide is how many reserve phones are advised.
type guide struct {
	share    entitlement.Percent
	rounding StockRounding
}

const whole = 100_00 // a share in hundredths of a percent

// target takes no phones for a number below zero, and no more than there can be.
func (g guide) target(phones int) int {
	phones = max(0, min(phones, mostPhones*mostModels))
	if g.rounding == Nearest {
		return (phones*int(g.share) + whole/2) / whole
	}
	return g.share.Ceil(phones)
}

func (g guide) perModel(fleet []Fleet) []Fleet {
	models := merged(fleet)
	phones := 0
	for _, one := range models {
		phones += one.Phones
	}
	left := g.target(phones)
	targets, order := slices.Clone(models), make([]int, len(models))
	for i, one := range models {
		targets[i].Phones = one.Phones * int(g.share) / whole
		left -= targets[i].Phones
		order[i] = i
	}
	remainder := func(i int) int { return models[i].Phones * int(g.share) % whole }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(remainder(b), remainder(a)) })
	for _, i := range order[:max(0, min(left, len(order)))] {
		targets[i].Phones++
	}
	return targets
}

// merged returns each model once, by name, with no phones for a number below
// zero.
func merged(fleet []Fleet) []Fleet {
	models := make([]Fleet, 0, len(fleet))
	for _, one := range fleet {
		one.Phones = max(0, min(one.Phones, mostPhones))
		at, found := slices.BinarySearchFunc(models, one.Model, func(f Fleet, model string) int { return cmp.Compare(f.Model, model) })
		if found {
			models[at].Phones += one.Phones
		} else {
			models = slices.Insert(models, at, one)
		}
	}
	return models
}
