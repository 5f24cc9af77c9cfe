"""The arithmetic of the time account (TIM), from its clauses."""

from datetime import timedelta
from fractions import Fraction

import story
from arithmetic import (
    Calendar,
    Money,
    counted,
    in_force,
    last_day,
    length,
    local,
    moment,
    money,
    parse_date,
    parse_moment,
    started,
)

def rounded(seconds, scale):
    """Up to full intervals, or at least one and whole minutes beyond it (TIM-14)."""
    interval = scale["interval"]
    if scale.get("rounding") == "Minimum":
        return max(interval, started(seconds, 60) * 60) if seconds else 0
    return started(seconds, interval) * interval


def hourly(seconds, rate):
    """By the second, or by the steps of the rate, rounded once in money (TIM-22)."""
    step = rate.get("step", 0)
    priced = started(seconds, step) * step if step else seconds
    return money(rate["hour"]).times(Fraction(priced, 3600))


class Agreement:
    def __init__(self, figures, concluded):
        self.figures, self.concluded = figures, concluded
        self.day = local(concluded).date()
        self.last = last_day(self.day, figures["term"])
        self.free = figures["alternative"] == "free"
        self.balance = figures.get("balance", 0)
        self.added = []
        self.paid = {}  # when the work that it paid ended, by entry
        self.kept = None  # when it was used up, where minutes came back too late to open it again

    def covers(self, product, topic, channel, day):
        products = self.figures["products"].split() + [name for name, begins in self.added if begins <= day]
        return (
            product in products
            and topic in self.figures["topics"].split()
            and channel in self.figures["channels"].split()
        )

    def begun(self, instant):
        return self.concluded <= instant

    def ended(self, instant):
        return local(instant).date() > self.last

    def over(self):
        return moment(self.last + timedelta(days=1))

    def used_up(self):
        """The end of the latest work it paid, once nothing is left, if the term had not
        run out by then (TIM-16)."""
        if self.free or self.balance:
            return self.kept
        latest = max(self.paid.values())
        return latest if latest < self.over() else None

    def state(self, instant):
        if not self.begun(instant):
            return "NotConcluded"
        if self.used_up() and self.used_up() <= instant:
            return "Exhausted"
        return "Expired" if self.ended(instant) else "Active"


class Enquiry:
    def __init__(self, customer, received, figures, agreements):
        self.customer, self.received = customer, received
        self.figures, self.agreements = figures, agreements
        self.worked = self.covered = self.debited = self.charged = self.waiting = 0
        self.billed, self.payer = Money(), None
        self.consent = figures.get("ordered", False)


class Story(story.Story):
    KINDS = (
        "time rounded to intervals",
        "draw order of time accounts",
        "conservation of time",
        "hourly charges",
        "ways of an enquiry",
        "terms of agreements",
        "balances of time accounts",
        "opening hours",
        "advice",
    )

    def __init__(self, world, tally):
        super().__init__(world, tally)
        self.agreements, self.enquiries, self.cases, self.sessions = {}, {}, {}, {}
        self.held = ()

    def hours(self):
        return Calendar(self.world.calendar)

    def begin(self, step):
        self.held = step.get("told", {}).get("held", {}).get("agreements", ())

    # What is told.

    def entry_conclude(self, entry, fact, at, day):
        figures, terms = entry["agreement"], self.world.terms
        kind = "terms of agreements"
        self.tally.same(kind, parse_moment(figures["concluded"]), at, "concluded")
        self.tally.same(kind, figures["term"]["months"], 6 if fact["alternative"] == "free" else 12, "months")
        term = terms["free" if fact["alternative"] == "free" else "account"]
        self.tally.same(kind, figures["term"].get("end"), term.get("end"), "what the last day is")
        agreement = self.agreements[fact["agreement"]] = Agreement(figures, at)
        if not agreement.free:
            self.tally.same("balances of time accounts", entry["draws"][0]["moved"], fact["balance"])
            self.tally.same("balances of time accounts", fact["balance"] % terms["interval"], 0, "multiple")

    def entry_amend(self, entry, fact, at, day):
        self.agreements[entry["draws"][0]["of"]].added.append((fact["product"], parse_date(fact["from"])))

    def entry_open(self, entry, fact, at, day):
        self.cases[fact["case"]] = {"covered": 0, "debited": 0, "payer": None}

    def judged(self, names, at, product, topic, channel):
        """Free before account before the hourly rate (TIM-29), by the agreements in force
        when it arrived (TIM-05); of several, the one that ends first."""
        day, known = local(at).date(), [name for name in names if name in self.agreements]
        fitting = []
        for name in known:
            agreement = self.agreements[name]
            if agreement.begun(at) and not agreement.ended(at) and agreement.covers(product, topic, channel, day):
                if agreement.free or agreement.state(at) == "Active":
                    fitting.append((not agreement.free, agreement.last, agreement.concluded, name))
        if not fitting:
            return "None", None, []
        pays, _, _, name = min(fitting)
        return "Account" if pays else "Free", name, [name for pays, _, _, name in sorted(fitting) if pays]

    def entry_receive(self, entry, fact, at, day):
        figures = entry["enquiry"]
        mode, name, accounts = self.judged(
            self.held, at, fact["product"], fact["topic"], fact["channel"]
        )
        kind = "ways of an enquiry"
        self.tally.same(kind, figures["mode"], mode)
        self.tally.same(kind, figures.get("agreement"), name)
        self.tally.same("opening hours", parse_moment(figures["start"]), self.hours().next_open(at), "start")
        rate = in_force(self.world.terms["rates"], day)
        self.tally.same("hourly charges", money(figures.get("rate", {}).get("hour")), money(rate and rate["hour"]))
        self.tally.same(kind, parse_moment(figures["received"]), at, "received")
        self.enquiries[fact["enquiry"]] = Enquiry(fact["customer"], at, figures, accounts)

    def entry_session(self, entry, fact, at, day):
        name = entry["draws"][0]["of"]
        enquiry, time = self.enquiries[name], fact["work"]
        work, mode = entry["work"], enquiry.figures["mode"]
        group = self.cases.get(enquiry.figures.get("case"))
        covered, debited, takes = (time if mode == "Free" else 0), 0, []
        if mode == "Account":
            covered, debited, takes = self.debit(enquiry, group, time, at, entry["ref"])
            draws = [
                (draw["of"], draw["moved"])
                for draw in entry["draws"]
                if draw["of"] in self.agreements and "moved" in draw
            ]
            self.tally.same("draw order of time accounts", draws, [(name, -take) for name, take in takes])
            self.tally.same("time rounded to intervals", work.get("debited", 0), debited)
        self.tally.same("conservation of time", work.get("covered", 0), covered, "covered")
        self.tally.same("conservation of time", entry.get("uncovered", 0), time - covered, "uncovered")
        self.tally.same("conservation of time", entry["draws"][0].get("moved", 0), time, "worked")
        waiting, charge, charged = time - covered, Money(), 0
        if enquiry.consent:
            charged, charge = waiting, self.bill(enquiry, waiting)
            waiting = 0
        self.tally.same("hourly charges", money(entry.get("charge")), charge)
        enquiry.worked += time
        enquiry.covered += covered
        enquiry.debited += debited
        enquiry.waiting += waiting
        counted = group or vars(enquiry)
        payer = counted["payer"]
        counted["payer"] = takes[-1][0] if takes else payer
        if group:
            group["covered"] += covered
            group["debited"] += debited
        back = (-time, -covered, -debited, -waiting, -charged, -charge)
        self.sessions[entry["ref"]] = (enquiry, group, back, takes, payer)

    def debit(self, enquiry, group, time, at, ref):
        """What is left is debited, the earliest end first, and the rest is uncovered
        (TIM-18, TIM-29); what was rounded up is used before more is debited (TIM-15)."""
        counted = group or vars(enquiry)
        wanted = max(0, rounded(counted["covered"] + time, enquiry.figures) - counted["debited"]) if time else 0
        rest, takes, paid = wanted, [], counted["debited"] - counted["covered"]
        if paid > 0 and time and counted["payer"] in enquiry.agreements:
            self.agreements[counted["payer"]].paid[ref] = at + timedelta(seconds=min(time, paid))
        for name in enquiry.agreements:
            account = self.agreements[name]
            take = min(rest, account.balance)
            if take:
                account.balance, rest, paid = account.balance - take, rest - take, paid + take
                takes.append((name, take))
                account.paid[ref] = at + timedelta(seconds=min(time, paid))
        return min(time, paid), wanted - rest, takes

    def bill(self, enquiry, seconds):
        """All that is charged of an enquiry is priced together, and rounded once."""
        enquiry.charged += seconds
        total = hourly(enquiry.charged, enquiry.figures["rate"]) if enquiry.charged else Money()
        charge = total + -enquiry.billed
        enquiry.billed = total
        return charge

    def entry_consent(self, entry, fact, at, day):
        enquiry = self.enquiries[entry["draws"][0]["of"]]
        waiting, charge = enquiry.waiting, self.bill(enquiry, enquiry.waiting)
        enquiry.consent, enquiry.waiting = True, 0
        self.tally.same("hourly charges", money(entry.get("charge")), charge)
        self.sessions[entry["ref"]] = (enquiry, None, (0, 0, 0, waiting, -waiting, -charge), [], enquiry.payer)

    def entry_reverse(self, entry, fact, at, day):
        """Time, what was debited and what was charged go back to where they came from."""
        enquiry, group, back, takes, payer = self.sessions[entry["reverses"]]
        time, covered, debited, waiting, charged, charge = back
        enquiry.worked += time
        enquiry.covered += covered
        enquiry.debited += debited
        enquiry.waiting += waiting
        enquiry.charged += charged
        enquiry.billed += charge
        if group:
            group["covered"] += covered
            group["debited"] += debited
        (group or vars(enquiry))["payer"] = payer
        for name, take in takes:
            account = self.agreements[name]
            if account.ended(at) and not entry["work"].get("again"):
                account.kept = account.used_up()
            account.balance += take
        for account in self.agreements.values():
            account.paid.pop(entry["reverses"], None)
        if self.world.refs[entry["reverses"]]["kind"] == "consent":
            enquiry.consent = False

    def state(self, state):
        for name, value in state.get("agreements", {}).items():
            agreement = self.agreements[name]
            if not agreement.free:
                drawn = agreement.figures["balance"] - agreement.balance
                self.tally.same("balances of time accounts", value.get("drawn", 0), drawn, name)
        for name, value in state.get("enquiries", {}).items():
            enquiry = self.enquiries[name]
            for key in ("covered", "debited"):
                self.tally.same("conservation of time", value.get(key, 0), getattr(enquiry, key), f"{name}, {key}")
        for name, value in state.get("cases", {}).items():
            for key in ("covered", "debited"):
                self.tally.same("conservation of time", value.get(key, 0), self.cases[name][key], f"{name}, {key}")

    def outcome(self, entries, outcome):
        """The figures of a story are those of the entry; what it does not name is none."""
        entry = entries[-1]
        work = entry.get("work", {})
        for key, seconds in (("debited", work.get("debited", 0)), ("uncovered", entry.get("uncovered", 0))):
            self.tally.same("conservation of time", outcome.get(key, "0"), span(seconds), key)
        for key, seconds in (("covered", work.get("covered", 0)), ("worked", work.get("actual", 0))):
            if key in outcome:
                self.tally.same("conservation of time", outcome[key], span(seconds), key)
        for draw in entry["draws"]:
            if draw["of"] in self.agreements and draw["of"] in outcome:
                said = outcome[draw["of"]]
                self.tally.same("draw order of time accounts", said, span(-draw.get("moved", 0)), draw["of"])
        asked = entry.get("enquiry", {})
        for key, field in (("mode", "mode"), ("under", "agreement")):
            if key in outcome:
                self.tally.same("ways of an enquiry", outcome[key], asked.get(field, ""), key)

    # What is asked.

    def ask_balance(self, names, args, at, values):
        agreement = self.agreements[names[0]]
        left = agreement.balance if agreement.state(at) == "Active" else 0
        self.tally.same("balances of time accounts", values, [length(left)])

    def ask_lapsed(self, names, args, at, values):
        agreement = self.agreements[names[0]]
        self.tally.same("balances of time accounts", values, [length(agreement.balance if agreement.ended(at) else 0)])

    def ask_lastday(self, names, args, at, values):
        self.tally.same("terms of agreements", values, [str(self.agreements[names[0]].last)])

    def ask_daysleft(self, names, args, at, values):
        days = (self.agreements[names[0]].last - local(at).date()).days
        self.tally.same("terms of agreements", values, [str(max(0, days))])

    def ask_state(self, names, args, at, values):
        self.tally.same("terms of agreements", values, [self.agreements[names[0]].state(at)])

    def ask_endsat(self, names, args, at, values):
        """Used up, or the first instant after the last day (TIM-16)."""
        agreement = self.agreements[names[0]]
        used_up = agreement.used_up()
        computed = [used_up, "Exhausted"] if used_up else [agreement.over(), "Expired"]
        self.tally.same("terms of agreements", [parse_moment(values[0]), values[1]], computed)

    def ask_lastservice(self, names, args, at, values):
        """The last closing of the term, or before it was used up (TIM-07, GEN-07)."""
        agreement, hours = self.agreements[names[0]], self.hours()
        used_up = agreement.used_up()
        last = hours.open_until(used_up) if used_up else hours.last_close(agreement.last)
        self.tally.same("opening hours", parse_moment(values[0]), last)

    def ask_debit(self, names, args, at, values):
        computed = rounded(args["work"], self.world.terms)
        self.tally.same("time rounded to intervals", values, [length(computed)])

    def ask_chargehourly(self, names, args, at, values):
        rate = in_force(self.world.terms["rates"], local(at).date())
        self.tally.same("hourly charges", values, [str(hourly(args["work"], rate))])

    def ask_worked(self, names, args, at, values):
        self.tally.same("conservation of time", values, [length(self.enquiries[names[0]].worked)])

    def ask_covered(self, names, args, at, values):
        covered = self.cases[names[0]]["covered"] if names[0] in self.cases else self.enquiries[names[0]].covered
        self.tally.same("conservation of time", values, [length(covered)])

    def ask_debited(self, names, args, at, values):
        debited = self.cases[names[0]]["debited"] if names[0] in self.cases else self.enquiries[names[0]].debited
        self.tally.same("time rounded to intervals", values, [length(debited)])

    def ask_waiting(self, names, args, at, values):
        self.tally.same("hourly charges", values, [length(self.enquiries[names[0]].waiting)])

    def ask_charged(self, names, args, at, values):
        self.tally.same("hourly charges", values, [str(self.enquiries[names[0]].billed)])

    def ask_mode(self, names, args, at, values):
        mode, _, _ = self.judged(names, at, args["product"], "user-related", "phone")
        self.tally.same("ways of an enquiry", values, [mode])

    def ask_covers(self, names, args, at, values):
        day = local(at).date() if at else parse_date("0001-01-01")
        covers = self.agreements[names[0]].covers(args["product"], "user-related", "phone", day)
        self.tally.same("ways of an enquiry", values, [str(covers).lower()])

    def ask_isopen(self, names, args, at, values):
        self.tally.same("opening hours", values, [str(self.hours().is_open(at)).lower()])

    def ask_isworkingday(self, names, args, at, values):
        self.tally.same("opening hours", values, [str(self.hours().works(local(at).date())).lower()])

    def ask_nextopen(self, names, args, at, values):
        self.tally.same("opening hours", parse_moment(values[0]), self.hours().next_open(at))

    def ask_effectivereceipt(self, names, args, at, values):
        self.tally.same("opening hours", parse_moment(values[0]), self.hours().next_open(at))

    def ask_statement(self, names, args, at, outcome):
        """What was paid, used, is left, and has lapsed (TIM-12, TIM-19)."""
        account = self.agreements[names[0]]
        opening, ended = account.figures["balance"], account.ended(at)
        computed = {
            "opening": opening,
            "used": opening - account.balance,
            "left": 0 if ended else account.balance,
            "lapsed": account.balance if ended else 0,
        }
        for key, seconds in computed.items():
            self.tally.same("balances of time accounts", outcome[key], span(seconds), key)

    def ask_usage(self, names, args, at, outcome):
        """Sums over the enquiries of a customer that arrived in a stretch of days (TIM-06)."""
        begins, until = parse_date(args["from"]), parse_date(args["until"])
        found = [
            enquiry
            for enquiry in self.enquiries.values()
            if enquiry.customer == args["customer"] and begins <= local(enquiry.received).date() < until
        ]
        computed = {"enquiries": str(len(found))}
        for key in ("worked", "covered", "debited"):
            computed[key] = span(sum(getattr(enquiry, key) for enquiry in found))
        for mode in ("free", "account", "none"):
            computed[mode] = str(sum(enquiry.figures["mode"].lower() == mode for enquiry in found))
        for key in computed.keys() & outcome.keys():
            self.tally.same("conservation of time", outcome[key], computed[key], key)

    def ask_recommend(self, names, args, at, values):
        """Little knowledge or a regular need: free; else the account; unknown: either (TIM-30)."""
        suits = {"little": "free", "regular": "free", "good": "account", "sporadic": "account"}
        advice = {suits[word] for word in args.values()} or {"free", "account"}
        self.tally.same("advice", sorted(values), sorted(advice))

    def ask_upcoming(self, names, args, at, values):
        agreement = self.agreements.get(names[0])
        if agreement and not agreement.free and len(names) == 1:
            within = local(at).date() <= agreement.last < parse_date(args["until"]) and agreement.balance
            computed = f"{agreement.last} {names[0]} lapses {counted(agreement.balance, 'second')}"
            self.tally.same("balances of time accounts", values, [computed] if within else ["none"])


def span(seconds):
    """A length of time of an outcome; none is 0."""
    return length(seconds) if seconds else "0"
