// Package timeaccount answers what a support agreement gives a customer who
// asks by telephone, mail or web: whether an enquiry is free, is paid by a
// prepaid time account or is charged by the hour, what it takes, what is left
// and until when, and why.
//
// # What the contract promises
//
// There are three ways to be a customer. In the free period, six months from the
// conclusion, support costs nothing. A time account is prepaid and is debited by
// real use in intervals of 15 minutes, for a year or until it is used up. Without
// an agreement support is charged by the hour. Each enquiry is judged under one
// of the three by the agreements in force when it arrives. What an account cannot
// give is not covered, and is charged only with consent. The readings of what the
// printed text leaves open are in [Clauses], each beside its rule.
//
// # Values
//
//	Terms      the provider's conditions, as data; start from Printed
//	Agreement  a free period or a time account
//	Enquiry    a call or a mail: how it is judged, the work on it, what is paid
//	Case       a matter whose enquiries are rounded together, where terms say so
//	Customer   who is superuser, and when; who appoints nobody needs none
//
// Each is a value; transitions return new ones and an [Entry] that says what
// moved and by which clauses:
//
//	agreement, entry, err := timeaccount.Conclude(terms, event, conclusion)
//	enquiry, entry, err := timeaccount.Receive(terms, event, receipt, hours, customer, agreements...)
//	enquiry, agreements, entry, err := enquiry.Record(event, session, agreements...)
//	enquiry, entry, err := enquiry.Consent(event, consent)
//
// Hand in all agreements the customer has or had: which one pays is decided
// inside (free before account, then the one that ends first), and only those that
// changed come back. To learn what an enquiry or work would cost, make the
// transition and drop the result, or call [Ask] and [Enquiry.Ask], which do that and say
// it in the words that all contracts share. What is ahead [Agreement.Upcoming] tells; what
// would be decided otherwise had all been told in time, [Restate], and [Rectify] has the
// entries to post. Agreements and customers hold lists and compare
// with Equal; enquiries and cases compare with ==.
//
// # Time
//
// All lengths, balances too, are [github.com/avtale/avtale/calendar.Seconds], so
// that 10*calendar.Hour opens an account of ten hours; intervals are whole
// minutes. Moments come from [github.com/avtale/avtale/calendar.Zone], in the
// zone the terms name. The moment an enquiry arrives decides how it is judged and
// which rate applies; when it is entered never does. Terms expire and accounts
// end by themselves: ask [Agreement.State] at any moment. The state told is that
// of the agreement as it now stands; what it was earlier, and what was known
// when, is [github.com/avtale/avtale/entitlement/ledger.AsOf].
//
// Opening hours are a compiled [github.com/avtale/avtale/calendar.Calendar],
// which is an argument: terms and agreements keep its name and refuse another.
// [OpeningHours] is the calendar of the contract as printed; ask it when support
// is open.
//
// # Refusals
//
// A call outside the hours, an account that is no multiple of the interval and,
// where terms require it, an enquiry that does not come from the superuser are
// refused, with an [github.com/avtale/avtale/entitlement.Refusal] that names the
// reason, the clause and what would have passed. Work that was done is posted
// whatever the balance: covered, not covered, and why. A missing hourly rate is
// an error, [RateUnknown], and never nothing.
//
// # How a service stores it
//
// As every contract of this module: see package
// [github.com/avtale/avtale/punchcard]. The values are agreements, enquiries,
// cases and customers. Work moves an enquiry, the agreements it names, and its
// case where it is rounded with one; a receipt moves only the enquiry that it
// begins. Their ids must differ from each other.
package timeaccount
