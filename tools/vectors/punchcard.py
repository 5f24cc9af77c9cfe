"""The arithmetic of the punch card (PCH), from its clauses."""

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
    money,
    parse_date,
    parse_moment,
    period,
    started,
)

HOUR = 3600


class Card:
    def __init__(self, holder, size, price, purchased, terms):
        self.holder, self.size, self.price, self.purchased = holder, size, price, purchased
        self.lapse, self.expiry = terms["lapse"], terms["expiry"]
        self.used, self.last_use = 0, None
        self.taken = {}  # by standing entry: when it had taken its clips
        self.former = {}  # what was used when a holder passed the card on

    def lapses(self):
        """Three years after the latest use, or the purchase (PCH-19)."""
        return last_day(max(self.last_use or self.purchased, self.purchased), self.lapse)

    def expires(self):
        return last_day(self.purchased, self.expiry)

    def end(self):
        return min(self.lapses(), self.expires())

    def left(self):
        return self.size - self.used

    def used_up(self):
        """The end of the work that took the last clip (PCH-22): of the latest, in whatever
        order it was told."""
        return max(self.taken.values())

    def state(self, instant):
        ended = local(instant).date() > self.end()
        if self.left() == 0 and (ended or instant >= self.used_up()):
            return "UsedUp"  # nothing is left that could lapse or expire (PCH-22)
        if ended:
            return "Lapsed" if self.lapses() < self.expires() else "Expired"
        return "Active"

    def forfeited(self, instant):
        """What is left after the end, and its share of the price (PCH-23)."""
        clips = self.left() if local(instant).date() > self.end() else 0
        return clips, self.price.times(Fraction(clips, self.size))


class Task:
    def __init__(self, holder, terms):
        self.holder = holder
        self.each = terms.get("round_per") == "Session"
        self.flat = terms["flat_travel"]
        self.time = self.counted = self.pending = 0
        self.payer = None
        self.standing = []  # what can be taken back, the newest last


class Story(story.Story):
    KINDS = (
        "prices of punch cards",
        "started hours",
        "draw order of punch cards",
        "conservation of clips",
        "balances of punch cards",
        "terms of punch cards",
        "clips that are forfeited",
        "settlements of clips",
        "periods of add-ons",
        "deadlines in working hours",
        "corrections of the newest entry",
    )

    def __init__(self, world, tally):
        super().__init__(world, tally)
        self.cards, self.tasks, self.addons, self.faults = {}, {}, {}, {}
        self.offered = ()

    def begin(self, step):
        self.offered = step.get("told", {}).get("held", {}).get("cards", step.get("names", ()))

    # What is told.

    def price(self, size, day):
        """Size by list price, less the discount of the size, rounded once (PCH-04)."""
        discount = next(row["discount"] for row in self.world.terms["sizes"] if row["clips"] == size)
        row = money(in_force(self.world.terms["list"], day)["amount"])
        return row.times(size * (1 - Fraction(discount, 10000))), row.times(size)

    def entry_buy(self, entry, fact, at, day):
        price, _ = self.price(fact["size"], day)
        kind, figures = "prices of punch cards", entry["card"]
        self.tally.same(kind, money(entry["charge"]), price)
        self.tally.same(kind, money(figures["price"]), price)
        self.tally.same(kind, entry["draws"][0]["moved"], fact["size"], "clips")
        self.tally.same("terms of punch cards", parse_date(figures["purchased"]), day, "purchased")
        self.cards[fact["card"]] = Card(entry["holder"], fact["size"], price, day, self.world.terms)

    entry_renew = entry_buy

    def entry_transfer(self, entry, fact, at, day):
        card = self.cards[entry["draws"][0]["of"]]
        card.former[card.holder] = card.used
        card.holder = fact["to"]

    def entry_open(self, entry, fact, at, day):
        self.tasks[fact["task"]] = Task(fact["holder"], self.world.terms)

    def entry_session(self, entry, fact, at, day):
        task = self.tasks[entry["draws"][0]["of"]]
        time = travel(task, fact) + fact["work"]
        self.tally.same("started hours", entry["work"].get("time", 0), time, "time")
        running = task.time % HOUR != 0 and not task.each
        task.time += time
        clips = started(time, HOUR) if task.each else started(task.time, HOUR) - task.counted
        self.tally.same("started hours", moved(entry, self.tasks), clips, "clips")
        self.cover(entry, task, clips, day, at + timedelta(seconds=fact["work"]), time, running)

    def entry_check(self, entry, fact, at, day):
        task = self.tasks[fact["task"]] = Task(entry["holder"], self.world.terms)
        entry = dict(entry, draws=[draw for draw in entry["draws"] if draw["of"] not in self.addons])
        product = self.addons[self.addon(entry)]["product"]
        clips = next(row.get("clips") for row in self.world.terms["add_ons"] if row["product"] == product)
        if clips is None:
            self.entry_session(entry, fact, at, day)
            return
        self.tally.same("periods of add-ons", moved(entry, self.tasks), clips, "clips")
        task.time = travel(task, fact) + fact["work"]
        self.cover(entry, task, clips, day, at + timedelta(seconds=fact["work"]), task.time)

    def addon(self, entry):
        """The add-on that an entry clips."""
        named = self.world.refs[entry["ref"]]["draws"]
        return next(draw["of"] for draw in named if draw["of"] in self.addons)

    def entry_addon(self, entry, fact, at, day):
        self.addons[fact["addon"]] = {"product": fact["product"], "from": parse_date(fact["from"])}

    def entry_period(self, entry, fact, at, day):
        """Period k is due on the day with the same number k months later (PCH-29)."""
        addon = self.addons[self.addon(entry)]
        clips = next(row["clips"] for row in self.world.terms["add_ons"] if row["product"] == addon["product"])
        due = period(addon["from"], 1, entry["work"].get("period", 0))
        self.tally.same("periods of add-ons", parse_date(entry["work"]["day"]), due)
        task = self.tasks[fact["task"]] = Task(entry["holder"], self.world.terms)
        self.tally.same("periods of add-ons", moved(entry, self.tasks), clips, "clips")
        self.cover(entry, task, clips, due, parse_moment(entry["work"]["end"]), 1)

    def cover(self, entry, task, clips, day, end, time, running=False):
        """The card that ends first pays, then the older, then by id (PCH-25), as long as
        it is in force on the day (PCH-21, PCH-24); the rest is uncovered (PCH-09)."""
        offered = [(self.cards[name], name) for name in self.offered if name in self.cards]
        usable = [
            (card.end(), card.purchased, name)
            for card, name in offered
            if card.holder == task.holder and card.left() > 0 and card.purchased <= day <= card.end()
        ]
        rest, takes = clips, []
        for _, _, name in sorted(usable):
            take = min(rest, self.cards[name].left())
            if take:
                takes.append((name, -take))
                rest -= take
        draws = [(draw["of"], draw["moved"]) for draw in entry["draws"] if draw["of"] in self.cards and "moved" in draw]
        self.tally.same("draw order of punch cards", draws, takes)
        self.tally.same("draw order of punch cards", entry.get("uncovered", 0), rest, "uncovered")
        work = entry["work"]
        if "day" in work:
            self.tally.same("started hours", parse_date(work["day"]), day, "day")
        if "end" in work:
            self.tally.same("started hours", parse_moment(work["end"]), end, "end")
        kept, users = task.payer, {name for name, _ in takes}
        if running and kept and time > 0 and self.cards[kept].end() >= day:
            users.add(kept)  # it paid the hour that this session began in (PCH-20)
        if takes or rest:
            task.payer = None if rest else takes[-1][0]
        for name, take in takes:
            card = self.cards[name]
            card.used -= take
            card.taken[entry["ref"]] = end
        for name in users:
            card = self.cards[name]
            card.last_use = max(card.last_use or day, day)
        task.counted += clips
        task.pending += rest
        task.standing.append((entry["ref"], time, clips, rest, takes, kept))

    def entry_settle(self, entry, fact, at, day):
        """All that waits, or so many clips of it, go to a new card, or are paid by the
        list price, or are let go (PCH-09)."""
        task = self.tasks[entry["draws"][0]["of"]]
        clips, takes, charge, kept = fact.get("clips", 0) or task.pending, [], Money(), task.payer
        kind = "settlements of clips"
        if fact["by"] == "renewal":
            name = entry["draws"][1]["of"]
            clips = min(clips, self.cards[name].left())
            takes = [(name, -clips)]
            self.cards[name].used += clips
            self.cards[name].taken[entry["ref"]] = at
            if clips == task.pending:
                task.payer = name
            self.tally.same(kind, entry["draws"][1]["moved"], -clips)
        if fact["by"] == "listprice":
            charge = money(in_force(self.world.terms["list"], day)["amount"]).times(clips)
        self.tally.same(kind, money(entry.get("charge")), charge)
        self.tally.same(kind, -entry["uncovered"], clips)
        task.pending -= clips
        task.standing.append((entry["ref"], 0, 0, -clips, takes, kept))

    def entry_reverse(self, entry, fact, at, day):
        """Takes back the newest standing entry of a task (PCH-28). What was used stays
        used: the clock of the card does not turn back (PCH-20)."""
        name = next((draw["of"] for draw in entry["draws"] if draw["of"] in self.tasks), None)
        if name is None:
            return  # the report of a fault
        task = self.tasks[name]
        ref, time, clips, rest, takes, kept = task.standing.pop()
        self.tally.same("corrections of the newest entry", entry["reverses"], ref)
        self.tally.same("corrections of the newest entry", entry["work"].get("time", 0), -time, "time")
        task.time, task.counted, task.pending = task.time - time, task.counted - clips, task.pending - rest
        task.payer = kept
        for card, take in takes:
            self.cards[card].used += take
            del self.cards[card].taken[ref]

    def entry_report(self, entry, fact, at, day):
        """Working hours from the report, or from the next opening (PCH-34 to PCH-36)."""
        hours = int(entry["fault"]["product"].rpartition("-")[2])
        due = Calendar(self.world.calendar).deadline(at, hours * HOUR)
        self.tally.same("deadlines in working hours", parse_moment(entry["fault"]["deadline"]), due)
        self.faults[fact["fault"]] = due

    def entry_begin(self, entry, fact, at, day):
        """Met at the deadline exactly; else late by the open time since (PCH-37, PCH-39)."""
        late = Calendar(self.world.calendar).open_between(self.faults[entry["draws"][0]["of"]], at)
        self.tally.same("deadlines in working hours", entry.get("late", 0), late, "late")

    entry_cure = entry_begin

    # What stands afterwards.

    def state(self, state):
        for name, value in state.get("cards", {}).items():
            card = self.cards[name]
            self.tally.same("balances of punch cards", value.get("used", 0), card.used, name)
            use = parse_date(value["last_use"]) if "last_use" in value else None
            self.tally.same("terms of punch cards", use, card.last_use, f"{name}, last use")
            if card.left() == 0:
                latest = parse_moment(value["latest"])
                self.tally.same("terms of punch cards", latest, card.used_up(), f"{name}, used up")
        for name, value in state.get("tasks", {}).items():
            task = self.tasks[name]
            self.tally.same("started hours", value.get("time", 0), task.time, f"{name}, time")
            self.tally.same("started hours", value.get("counted", 0), task.counted, f"{name}, clips")
            self.tally.same("balances of punch cards", value.get("pending", 0), task.pending, f"{name}, pending")

    def outcome(self, entries, outcome):
        """Clips counted, less clips taken from cards, are uncovered."""
        taken = sum(moved(entry, self.cards) for entry in entries if entry["kind"] not in ("buy", "renew"))
        if "moved" in outcome or taken:
            self.tally.same("conservation of clips", int(outcome.get("moved", 0)), taken, "moved")
        rest = sum(entry.get("uncovered", 0) for entry in entries)
        self.tally.same("conservation of clips", int(outcome.get("uncovered", 0)), rest, "uncovered")
        for entry in entries:
            if "deadline" in outcome:
                due = parse_moment(entry["fault"]["deadline"])
                self.tally.same("deadlines in working hours", parse_moment(outcome["deadline"]), due)
            if "late" in outcome:
                self.tally.same("deadlines in working hours", outcome["late"], length(entry["late"]), "late")
            for name in self.cards.keys() & outcome.keys():
                own = sum(moved(entry, {name}) for entry in entries)
                self.tally.same("draw order of punch cards", int(outcome[name]), own, name)
            if entry["kind"] in ("session", "check", "period"):
                sums = moved(entry, self.tasks) + moved(entry, self.cards)
                self.tally.same("conservation of clips", entry.get("uncovered", 0), sums)

    # What is asked.

    def ask_balance(self, names, args, at, values):
        card = self.cards[names[0]]
        clips = card.left() if local(at).date() <= card.end() else 0
        self.tally.same("balances of punch cards", values, [str(clips)])

    def ask_pending(self, names, args, at, values):
        self.tally.same("balances of punch cards", values, [str(self.tasks[names[0]].pending)])

    def ask_clips(self, names, args, at, values):
        self.tally.same("started hours", values, [str(self.tasks[names[0]].counted)])

    def ask_state(self, names, args, at, values):
        if names[0] in self.cards:
            self.tally.same("terms of punch cards", values, [self.cards[names[0]].state(at)])

    def ask_lapsedate(self, names, args, at, values):
        self.tally.same("terms of punch cards", values, [str(self.cards[names[0]].lapses())])

    def ask_expirydate(self, names, args, at, values):
        self.tally.same("terms of punch cards", values, [str(self.cards[names[0]].expires())])

    def ask_enddate(self, names, args, at, values):
        if names[0] in self.cards:
            self.tally.same("terms of punch cards", values, [str(self.cards[names[0]].end())])

    def ask_lastuse(self, names, args, at, values):
        self.tally.same("terms of punch cards", values, [str(self.cards[names[0]].last_use or "0001-01-01")])

    def ask_daystolapse(self, names, args, at, values):
        days = (self.cards[names[0]].lapses() - local(at).date()).days
        self.tally.same("terms of punch cards", values, [str(max(0, days))])

    def ask_forfeited(self, names, args, at, values):
        clips, value = self.cards[names[0]].forfeited(at)
        self.tally.same("clips that are forfeited", values, [str(clips), str(value)])

    def ask_upcoming(self, names, args, at, values):
        if len(names) == 1 and names[0] in self.cards:
            card = self.cards[names[0]]
            what = "lapses" if card.lapses() < card.expires() else "expires"
            within = local(at).date() <= card.end() < parse_date(args["until"]) and card.left()
            computed = f"{card.end()} {names[0]} {what} {counted(card.left(), 'clip')}" if within else "none"
            self.tally.same("clips that are forfeited", values, [computed])

    def ask_discount(self, names, args, at, values):
        row = next(row for row in self.world.terms["sizes"] if row["clips"] == args["size"])
        self.tally.same("prices of punch cards", values, [f"{row['discount'] // 100} %"])

    def ask_price(self, names, args, at, values):
        price, _ = self.price(args["size"], local(at).date())
        self.tally.same("prices of punch cards", values, [str(price)])

    def ask_saving(self, names, args, at, values):
        if "size" in args:
            price, full = self.price(args["size"], local(at).date())
        else:
            card = self.cards[names[0]]
            price, (_, full) = card.price, self.price(card.size, card.purchased)
        self.tally.same("prices of punch cards", values, [str(full + -price)])

    def ask_perclip(self, names, args, at, values):
        card = self.cards[names[0]]
        self.tally.same("prices of punch cards", Fraction(values[0]), Fraction(card.price.minor, 100 * card.size))

    def ask_charges(self, names, args, at, values):
        charges = [money(entry.get("charge")) for entry in self.world.entries]
        count = sum(charge != Money() for charge in charges)
        self.tally.same("prices of punch cards", values, [str(sum(charges, Money())), str(count)])

    def ask_statement(self, names, args, at, outcome):
        """Used, left and forfeited make up the card (PCH-26); a former holder sees what
        stood when the card was passed on (PCH-27)."""
        card = self.cards[names[0]]
        clips, used = card.forfeited(at)[0], card.used
        if args["holder"] != card.holder:
            clips, used = 0, card.former[args["holder"]]
        computed = {"used": used, "left": card.size - used - clips, "forfeited": clips}
        for key in computed.keys() & outcome.keys():
            self.tally.same("balances of punch cards", outcome[key], str(computed[key]), key)

    def ask_lateness(self, names, args, at, values):
        late = Calendar(self.world.calendar).open_between(self.faults[names[0]], at)
        self.tally.same("deadlines in working hours", values, [length(late)])


def travel(task, fact):
    """A trip into the zone counts as so much, one beyond it as it was; who is there
    already, or works from afar, has none (PCH-14 to PCH-17)."""
    return {"inside": task.flat, "outside": fact.get("travel", 0), "onsite": 0, "remote": 0}[fact["place"]]


def moved(entry, values):
    """How much an entry moves all values of a sort."""
    return sum(draw.get("moved", 0) for draw in entry["draws"] if draw["of"] in values)
