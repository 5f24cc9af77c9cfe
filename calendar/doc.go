// Package calendar turns instants into the civil time a contract speaks of:
// the local day, the local clock, terms that run out and periods that repeat.
//
// There is one door. A service holds instants as [time.Time]; a [Zone] turns
// each of them once into a [Moment], and from then on nothing asks for a time
// zone again: the moment carries its own local day and clock.
//
//	oslo, err := calendar.NewZone(location)     // from time.LoadLocation
//	moment := oslo.At(request.ReceivedAt)        // 2026-03-10T13:59:59+01:00
//	moment.Date()                                // 2026-03-10
//	moment.Clock()                               // 13:59:59
//
// What a clock on the wall shows is not always an instant. Once a year an hour
// is missing and once a year an hour comes twice; [Zone.Local] refuses both and
// says which, because a deadline built from a guess is an hour off.
//
// # Days
//
// A [Date] is a number of days, so ==, < and + 1 mean what they say. It is the
// same number as a date of github.com/rickb777/date/v2: date.Date(d) and
// calendar.Date(d) convert for free. It is a type of its own because contract
// documents must not accept 30 February, and because adding months must stop
// at the end of a month (GEN-05), where the usual AddDate rolls over.
//
// # Terms and periods
//
// A [Term] is a right that dies: six months from 15 January run to the end of
// 15 July, that day included (GEN-04). [Periods] are rights that are renewed:
// the anniversary belongs to the new period (GEN-06). The difference is meant.
//
// # Reading text
//
// [ParseDate], [ParseClock] and [ParseMoment] are strict, and so are the JSON
// forms: impossible dates, 25:00 and a missing offset are errors that name the
// text, never a neighbouring value.
package calendar
