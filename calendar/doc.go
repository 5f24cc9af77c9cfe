// Package calendar turns instants into the civil time a contract speaks of: the
// local day, the local clock, terms that run out, periods that repeat, business
// hours, working days, cutoffs and deadlines.
//
// There is one door. A service holds instants as time.Time; a [Zone] turns each
// of them once into a [Moment], and from then on nothing asks for a time zone
// again: the moment carries its own local day and clock.
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
// # Business hours
//
// A [Spec] says in plain data when a provider is open: a week, seasons,
// holidays, exceptions. [Compile] makes it a [Calendar], which answers from
// tables: a question costs the same for ten years as for a day, allocates
// nothing, and cannot loop. Only lists of days or openings are as long as they
// are.
//
//	hours, err := calendar.Compile(calendar.Spec{
//		Name: "office", Zone: "Europe/Oslo",
//		From: calendar.MustDate("2020-01-01"), To: calendar.MustDate("2040-12-31"),
//		Week:     calendar.MondayToFriday(calendar.MustHours("8-16")),
//		Holidays: calendar.HolidaySet{Region: calendar.Norway},
//	}, location)
//	open, err := hours.IsOpen(hours.At(request.ReceivedAt))
//	due, err := hours.Deadline(moment, 4*calendar.Hour)
//
// One sentence decides everything: an instant is open if and only if what the
// clock on the wall then shows lies in the hours; lengths are elapsed time. What
// follows from it, and what is a choice, numbered so that tests can name it:
//
//   - K1. [Calendar.Add] that uses up the hours exactly ends at the closing
//     instant: a deadline of 16:00 is today, not tomorrow at 08:00.
//   - K2. Adding nothing moves nothing, open or not. [Calendar.NextOpen] is a
//     question of its own, and [Calendar.Deadline] asks it first.
//   - K3. Hours are half-open: open at 08:00:00, closed at 16:00:00.
//   - K4. [Calendar.Between] is negative backwards.
//   - K5. [Calendar.AddWorkingDays] counts strictly after the day it is given;
//     moving a day that is no working day is [Calendar.Roll].
//   - K6. On the day the clock goes back, a window round the clock has 25 hours.
//   - K7. A boundary inside the hour that is skipped acts where the clock
//     jumps; one inside the hour that comes twice acts both times.
//   - K8. A night belongs to the day it starts on. A holiday cancels the night
//     that starts on it, not the one that reaches into it.
//   - K9. Hours that go on at midnight are one opening.
//   - K10. [Calendar.WorkingDaysBetween] counts the first day and not the last.
//
// A calendar knows the days of its horizon and no others. A question beside them
// is a [HorizonError], never an answer without holidays.
//
// # Holidays
//
// The holidays of Norway, Denmark, Sweden and the sixteen German states are
// rules with the years in which the law has them, from 1990 (Germany 1991) to
// 2075: see [Region.Rules]. They come in categories, so that days closed by
// custom count only where they are asked for, and a caller adds rules for a
// company or for another country. In Germany name the state: there is no
// calendar of Germany.
//
// # Promises
//
// A [Cutoff] turns a moment into a day of delivery: before 14:00 on a working
// day, the next working day. [Calendar.Explain] and [Cutoff.Explain] return the
// day-by-day count behind a deadline or a promise, with the holidays named.
//
// # Keeping it
//
// A service stores the Spec as JSON under its name, compiles it when it starts,
// and shares the Calendar: it never changes. What changes the hours from a day
// on is a [Season] from that day, so that past decisions stay.
//
//	CREATE TABLE calendar (name text PRIMARY KEY, spec jsonb NOT NULL)
//
// # Days
//
// A [Date] is a number of days, so ==, < and + 1 mean what they say. It is the
// same number as a date of github.com/rickb777/date/v2: date.Date(d) and
// calendar.Date(d) convert for free. It is a type of its own because contract
// documents must not accept 30 February, and because adding months must stop at
// the end of a month (GEN-05), where the usual AddDate rolls over.
//
// # Terms and periods
//
// A [Term] is a right that dies: six months from 15 January run to the end of
// 15 July, that day included (GEN-04). [Periods] are rights that are renewed:
// the anniversary belongs to the new period (GEN-06). The difference is meant.
//
// # Reading text
//
// [ParseDate], [ParseClock], [ParseHours] and [ParseMoment] are strict, and so
// are the JSON forms: impossible dates, 25:00 and a missing offset are errors
// that name the text, never a neighbouring value.
package calendar
