package main

import (
	"context"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/entitlement"
	"github.com/avtale/avtale/punchcard"
	"github.com/avtale/avtale/timeaccount"

	"example.com/desk/retainer"
)

// A request is help that a customer wants; which contract it falls under is decided.
type request struct {
	Holder  string
	What    string
	By      string           // who helps
	Work    calendar.Seconds // how long it takes
	CallOut bool             // somebody goes there, at whatever hour
}

func (r request) session() punchcard.Session {
	return punchcard.Session{What: r.What, By: r.By, Place: punchcard.Remote, Work: r.Work}
}

func (r request) record() timeaccount.Session {
	return timeaccount.Session{By: r.By, What: r.What, Work: r.Work}
}

func (r request) callOut() retainer.CallOut { return retainer.CallOut{What: r.What, By: r.By} }

// A help is what a request came to: the entry of the contract that was chosen.
type help struct {
	Decision entitlement.Decision
	Entry    entitlement.Entry
}

// A choice is a contract's answer, and how it is done.
type choice struct {
	answer entitlement.Answer
	do     func() (entitlement.Entry, error)
}

// help asks all contracts of the holder, chooses, and makes the transition of the one
// that is chosen. If nothing covers the request it is refused.
func (d *desk) help(ctx context.Context, event entitlement.Event, r request) (done help, err error) {
	event = event.In(d.hours.Zone())
	err = d.transact(ctx, event.Ref, "", []string{r.Holder}, func(p *page) error {
		done = help{}
		if p.stored != nil {
			done.Entry, err = again(p, event, r)
			return err
		}
		choices, err := d.ask(p, event, r)
		if err != nil {
			return err
		}
		var answers []entitlement.Answer
		for _, choice := range choices {
			answers = append(answers, choice.answer)
		}
		if done.Decision, err = entitlement.Decide(answers...); err != nil {
			return err
		}
		chosen, ok := done.Decision.Chosen()
		if !ok {
			return &answers[0].Refusal
		}
		for _, choice := range choices {
			if choice.answer.Type == chosen.Type && choice.answer.Contract == chosen.Contract {
				done.Entry, err = choice.do()
			}
		}
		return err
	})
	return done, err
}

// again answers a request that is recorded already, by whichever contract it was.
func again(p *page, event entitlement.Event, r request) (entitlement.Entry, error) {
	switch p.stored.Type {
	case cards:
		entry, _, err := recorded[punchcard.Entry](p, event, r.session())
		return entry.Entry, err
	case accounts:
		entry, _, err := recorded[timeaccount.Entry](p, event, r.record())
		return entry.Entry, err
	default:
		entry, _, err := recorded[retainer.Entry](p, event, r.callOut())
		return entry.Entry, err
	}
}

// ask asks every contract of the holder that can be meant.
func (d *desk) ask(p *page, event entitlement.Event, r request) ([]choice, error) {
	byAccount, err := d.askAccounts(p, event, r)
	if err != nil {
		return nil, err
	}
	choices := []choice{byAccount}
	all, err := held[punchcard.Card](p, "card")
	if err != nil {
		return nil, err
	}
	if len(all) > 0 {
		byCard, err := d.askCards(p, event, r, all)
		if err != nil {
			return nil, err
		}
		choices = append(choices, byCard)
	}
	signed, err := held[retainer.Retainer](p, "retainer")
	if err != nil || !r.CallOut {
		return choices, err
	}
	for _, own := range signed {
		answer, err := own.Ask(event, r.callOut())
		if err != nil {
			return nil, err
		}
		choices = append(choices, choice{answer, func() (entitlement.Entry, error) {
			own, entry, err := own.Call(event, r.callOut())
			if err != nil {
				return entitlement.Entry{}, err
			}
			return entry.Entry, post(d, p, entry, own)
		}})
	}
	return choices, nil
}

// opening returns the event that opens a piece of work for a request: an entry of its
// own, before the one under the reference of the request.
func opening(event entitlement.Event) entitlement.Event {
	event.Ref += "/opening"
	return event
}

// askCards asks the punch cards: a task is opened, and the work is a session on it.
func (d *desk) askCards(p *page, event entitlement.Event, r request, all []punchcard.Card) (choice, error) {
	task, opened, err := punchcard.Open(d.cards, opening(event), punchcard.Order{Task: "task " + event.Ref, Holder: r.Holder})
	if err != nil {
		return choice{}, err
	}
	answer, err := task.Ask(event, r.session(), all...)
	return choice{answer, func() (entitlement.Entry, error) {
		if err := post(d, p, opened, task); err != nil {
			return entitlement.Entry{}, err
		}
		entry, err := d.work(p, task, event, r.session())
		return entry.Entry, err
	}}, err
}

// askAccounts asks the time accounts: an enquiry is received, and work on it recorded.
// Without an account it is charged by the hour.
func (d *desk) askAccounts(p *page, event entitlement.Event, r request) (choice, error) {
	agreements, err := held[timeaccount.Agreement](p, "agreement")
	if err != nil {
		return choice{}, err
	}
	receipt := timeaccount.Receipt{
		Enquiry: "enquiry " + event.Ref, Customer: r.Holder, Product: "Mailbox",
		Topic: timeaccount.UserRelated, Channel: timeaccount.Phone, By: r.By,
	}
	enquiry, received, err := timeaccount.Receive(d.accounts, opening(event), receipt, d.hours, timeaccount.Customer{}, agreements...)
	if err != nil {
		answer, err := entitlement.Refused(accounts, receipt.Enquiry, err)
		return choice{answer: answer}, err
	}
	answer, err := enquiry.Ask(event, r.record(), agreements...)
	return choice{answer, func() (entitlement.Entry, error) {
		if err := post(d, p, received, enquiry); err != nil {
			return entitlement.Entry{}, err
		}
		next, changed, entry, err := enquiry.Record(event, r.record(), agreements...)
		if err != nil {
			return entitlement.Entry{}, err
		}
		return entry.Entry, post(d, p, entry, append(holdings(changed), next)...)
	}}, err
}
