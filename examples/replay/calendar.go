package main

import (
	"strconv"
	"time"

	"github.com/avtale/avtale/calendar"
	"github.com/avtale/avtale/punchcard"
)

// A calendarReplay is the log under business hours: how much of it comes while
// offices are open, and how much was resolved in the time of a call-out
// guarantee.
type calendarReplay struct {
	hours   calendar.Calendar // of the guarantee
	longest calendar.Date     // from a report to its deadline
	shown   string            // the first incident that had to wait so long
	count   calendar.Count    // and what lies behind its deadline
	faults  []fault
}

// calendarFigures are what the replay comes to.
type calendarFigures struct {
	Inside  map[calendar.Region]int `json:"inside"`  // incidents opened in office hours
	Callout map[string]int          `json:"callout"` // resolved by the deadline, by working hours
}

// offices are where the log is read, each with the holidays that close it.
func offices() []calendar.Spec {
	office := func(zone string, region calendar.Region, categories ...calendar.Category) calendar.Spec {
		from, to, _ := region.Years() // of regions that are known
		first, _ := calendar.NewDate(from, time.January, 1)
		last, _ := calendar.NewDate(to, time.December, 31)
		return calendar.Spec{
			Name: string(region), Zone: zone, From: first, To: last,
			Week:     calendar.MondayToFriday(calendar.MustHours("08:00-16:00")),
			Holidays: calendar.HolidaySet{Region: region, Categories: categories},
		}
	}
	return []calendar.Spec{
		office("Europe/Oslo", calendar.Norway),
		office("Europe/Stockholm", calendar.Sweden, calendar.Public, calendar.DeFacto), // with the three eves
		office("Europe/Copenhagen", calendar.Denmark),
		office("Europe/Berlin", calendar.RhinelandPalatinate),
	}
}

func compile(spec calendar.Spec) (calendar.Calendar, error) {
	location, err := time.LoadLocation(spec.Zone)
	if err != nil {
		return calendar.Calendar{}, err
	}
	return calendar.Compile(spec, location)
}

func replayCalendars(incidents []incident) (*calendarReplay, calendarFigures, error) {
	r := &calendarReplay{}
	figures := calendarFigures{Inside: map[calendar.Region]int{}, Callout: map[string]int{"4": 0, "6": 0, "8": 0}}
	for _, spec := range offices() {
		hours, err := compile(spec)
		if err != nil {
			return nil, figures, err
		}
		inside := 0
		for _, incident := range incidents {
			opened, err := incident.opened.in(hours.Zone())
			if err != nil {
				r.faults = append(r.faults, fault{incident.line, err})
				continue
			}
			open, err := hours.IsOpen(opened)
			if err != nil {
				r.faults = append(r.faults, fault{incident.line, err})
			}
			if open {
				inside++
			}
		}
		figures.Inside[spec.Holidays.Region] = inside
	}
	var err error
	if r.hours, err = compile(punchcard.WorkingHours()); err != nil {
		return nil, figures, err
	}
	for _, incident := range incidents {
		if err := r.call(incident, figures.Callout); err != nil {
			r.faults = append(r.faults, fault{incident.line, err})
		}
	}
	return r, figures, nil
}

// call takes an incident for a report under each level of the guarantee, and its
// resolution for the answer.
func (r *calendarReplay) call(i incident, met map[string]int) error {
	opened, err := i.opened.in(r.hours.Zone())
	if err != nil || i.resolved == (wall{}) {
		return err
	}
	resolved, err := i.resolved.in(r.hours.Zone())
	if err != nil {
		return err
	}
	for _, level := range []punchcard.Product{punchcard.CallOut4, punchcard.CallOut6, punchcard.CallOut8} {
		deadline, err := r.hours.Deadline(opened, level.Within())
		if err != nil {
			return err
		}
		if !resolved.After(deadline) {
			met[strconv.Itoa(int(level.Within()/calendar.Hour))]++
		}
		if wait := deadline.Date() - opened.Date(); wait > r.longest {
			r.longest, r.shown = wait, i.id
			if r.count, err = r.hours.Explain(opened, deadline); err != nil {
				return err
			}
		}
	}
	return nil
}
