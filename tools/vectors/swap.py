"""The arithmetic of mobile support with swap phones (SWP), from its clauses."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import story
from arithmetic import (
    Calendar,
    Money,
    add_months,
    delivery,
    half_away,
    in_force,
    length,
    local,
    moment,
    money,
    parse_date,
    parse_moment,
    started,
)

FEATURES = {
    "BAS": "Diagnosis Registration Phone OperatingSystem",
    "PROF": "Diagnosis Registration Phone OperatingSystem Sync SwapAdministration SwapActivation",
}
SUBJECTS = {"functions": "Phone", "os": "OperatingSystem", "password": "OperatingSystem"}
SUBJECTS.update(dict.fromkeys(("sync", "contacts", "calendar", "e-mail"), "Sync"))
SHELF = ("on_hand", "reserved", "waiting", "on_hold", "coming", "on_order")
SHIPMENTS = ("ship", "receive", "return", "repair", "decline", "parcel")


def target(phones, share, rounding):
    """So many per cent of all phones, up to a whole phone or to the nearest (SWP-30, SWP-31)."""
    exact = Fraction(phones * share, 10000)
    return half_away(exact) if rounding == "Nearest" else started(exact.numerator, exact.denominator)


def target_per_model(fleet, share, rounding):
    """The whole shares of each model, and the rest by largest remainders, the lower model
    first (SWP-34)."""
    exact = {model: Fraction(phones * share, 10000) for model, phones in fleet.items()}
    whole = {model: part.numerator // part.denominator for model, part in exact.items()}
    rest = target(sum(fleet.values()), share, rounding) - sum(whole.values())
    for model in sorted(exact, key=lambda model: (whole[model] - exact[model], model))[:rest]:
        whole[model] += 1
    return whole


class Story(story.Story):
    KINDS = (
        "promised days",
        "working days of a delay",
        "first come, first served",
        "sizes of the stock",
        "conservation of phones",
        "places of phones",
        "monthly fees",
        "freight and its invoices",
        "orders and rent",
        "warranties",
        "what a level includes",
        "shares of a report",
        "levels and settings",
        "answers and their entries",
    )

    def __init__(self, world, tally):
        super().__init__(world, tally)
        self.cases, self.waiting, self.pools, self.orders = {}, {}, {}, {}
        self.shipments, self.invoiced, self.where = [], set(), {}
        self.spans, self.settings = {}, {}

    def days(self):
        return Calendar(self.world.calendar)

    def after(self, entry, at):
        if "served" in entry:
            self.served(entry, at)
        if entry["kind"] in SHIPMENTS:
            self.shipment(entry, entry["fact"], local(at).date())
        self.move(entry)
        for draw in entry["draws"]:
            if draw["of"] in self.world.values.get("devices", {}) and "where" in entry:
                self.where[draw["of"]] = entry["where"]

    # Promises.

    def entry_register(self, entry, fact, at, day):
        figures = entry["case"]
        self.tally.same("promised days", parse_moment(figures["registered"]), at, "registered")
        self.cases[fact["case"]] = {"figures": figures, "at": at}

    def promise(self, name, at):
        return delivery(self.cases[name]["figures"], self.days(), at)[1]

    def entry_activate(self, entry, fact, at, day):
        """A promise is given with the phone, and counts from the registration (SWP-23); who
        waits has none, unless it stands (SWP-44)."""
        name, step = entry["draws"][0]["of"], entry["step"]
        stands = self.pools[step["pool"]]["figures"].get("when_empty") == "PromiseStands"
        free = self.pools[step["pool"]]["shelves"][step["model"]]
        reserved = step["status"] == "Reserved"
        self.tally.same("sizes of the stock", reserved, free["on_hand"] > free["reserved"], "a phone is free")
        said = parse_date(step["promised"]) if "promised" in step else None
        computed = self.promise(name, self.cases[name]["at"]) if reserved or stands else None
        self.tally.same("promised days", said, computed)
        self.cases[name]["promised"] = computed
        if step["status"] == "Backordered":
            self.waiting[name] = step["pool"], step["model"]

    def entry_cancel(self, entry, fact, at, day):
        name = entry["draws"][0]["of"]
        self.waiting.pop(name, None)
        self.cases[name]["promised"] = None

    def served(self, entry, at):
        """The case that was registered first, of those that wait for such a phone; the
        promise counts from the instant the phone is there (SWP-44)."""
        pool = next(draw["of"] for draw in entry["draws"] if draw["of"] in self.pools)
        name, model = entry["served"]["case"], entry["shelf"]["model"]
        fitting = [case for case, where in self.waiting.items() if where == (pool, model)]
        first = min(fitting, key=lambda case: (self.cases[case]["at"], case))
        self.tally.same("first come, first served", name, first)
        stands = self.pools[pool]["figures"].get("when_empty") == "PromiseStands"
        there = max(at, self.cases[name]["at"])  # a phone that is told late was there before
        promised = self.cases[name]["promised"] if stands else self.promise(name, there)
        self.tally.same("promised days", parse_date(entry["served"]["promised"]), promised, "served")
        self.cases[name]["promised"] = promised
        del self.waiting[name]

    def entry_deliver(self, entry, fact, at, day):
        """Late by the working days from the promised one on (SWP-24)."""
        late = self.days().working_days(self.cases[entry["draws"][0]["of"]]["promised"], day)
        self.tally.same("working days of a delay", entry.get("step", {}).get("late", 0), late)
        self.cases[entry["draws"][0]["of"]]["late"] = late

    def terms(self):
        return self.world.terms["delivery"]

    def ask_promiseddate(self, names, args, at, values):
        if names:
            promised = self.cases[names[0]]["promised"]
            self.tally.same("promised days", values, [str(promised or "none"), str(promised is not None).lower()])
        else:
            self.tally.same("promised days", values, [str(delivery(self.terms(), self.days(), at)[1])])

    def ask_effectiveregistrationday(self, names, args, at, values):
        self.tally.same("promised days", values, [str(delivery(self.terms(), self.days(), at)[0])])

    def ask_timetocutoff(self, names, args, at, values):
        """Up to the cutoff of the day, if anything is sent on it (SWP-25)."""
        before = self.terms()["before"]
        cutoff = moment(local(at).date(), int(before[:2]) * 3600 + int(before[3:5]) * 60)
        works = self.days().works(local(at).date()) or self.terms().get("closed_day") == "Literal"
        seconds = max(0, int((cutoff - at).total_seconds())) if works else 0
        self.tally.same("promised days", values, [length(seconds)])

    def ask_isworkingday(self, names, args, at, values):
        self.tally.same("promised days", values, [str(self.days().works(local(at).date())).lower()])

    def ask_promisekept(self, names, args, at, values):
        case = self.cases[names[0]]
        late = case.get("late")
        self.tally.same("working days of a delay", values, [str(late == 0).lower(), str(late or 0)])

    # Levels and settings.

    def entry_attach(self, entry, fact, at, day):
        """A level from a day on; what runs then ends the day before (SWP-01)."""
        spans, begins = self.spans.setdefault(entry["draws"][0]["of"], []), parse_date(fact["from"])
        if spans and parse_date(spans[-1].get("last", "9999-12-30")) >= begins:
            spans[-1]["last"] = str(begins - timedelta(days=1))
        spans.append({"level": fact["level"], "from": fact["from"]})
        self.tally.same("levels and settings", entry["span"], spans[-1])

    def entry_detach(self, entry, fact, at, day):
        """Nothing after the last day, not even what was planned (SWP-01)."""
        spans, last = self.spans[entry["draws"][0]["of"]], fact["last"]
        spans[:] = [span for span in spans if span["from"] <= last]
        ended = {"last": last}
        if spans and spans[-1].get("last", "9999-12-30") >= last:
            ended = spans[-1]
            ended["last"] = last
        self.tally.same("levels and settings", entry["span"], ended)

    def entry_conclude(self, entry, fact, at, day):
        """What is settled holds from its day on (SWP-16, SWP-17)."""
        begins = fact.get("from", str(day))
        row = {"from": begins, "mode": fact["mode"], "after_repair": fact["after_repair"]}
        rows = self.settings.setdefault(entry["draws"][0]["of"], [])
        rows[:] = [other for other in rows if other["from"] < begins] + [row]
        self.tally.same("levels and settings", entry["setting"], row)

    entry_change = entry_conclude

    def outcome(self, entries, outcome):
        """The figures of a story are those of the entry."""
        entry = entries[-1]
        step, served = entry.get("step", {}), entry.get("served", {})
        computed = {
            "status": step.get("status", ""),
            "promised": max(step.get("promised", ""), served.get("promised", "")),
            "served": served.get("case", ""),
            "late": str(step.get("late", 0)),
            "lines": str(entry.get("lines", 0)),
            "total": str(money(entry.get("total"))),
            "sent": entry.get("sent", ""),
            "place": entry.get("where", {}).get("place", ""),
            "moved": str(sum(draw.get("moved", 0) for draw in entry["draws"] if draw["of"] in self.pools)),
        }
        for key, figure in computed.items():
            if key in outcome or key in ("status", "promised", "served"):
                said = money(outcome[key]) if key == "total" else outcome.get(key, "")
                self.tally.same("answers and their entries", str(said), figure, key)

    def ask_shelf(self, names, args, at, outcome):
        shelf = self.pools[names[0]]["shelves"][args["model"]]
        for key in SHELF:
            said = int(outcome.get(key.replace("_", ""), 0))
            self.tally.same("conservation of phones", said, shelf[key], key)

    def ask_levelat(self, names, args, at, values):
        day, level = str(local(at).date()), "none"
        for span in self.spans.get(names[0], ()):
            if span["from"] <= day <= span.get("last", "9999-12-30"):
                level = span["level"]
        self.tally.same("levels and settings", values, [level])

    def ask_setting(self, names, args, at, values):
        rows = [row for row in self.settings[names[0]] if row["from"] <= str(local(at).date())]
        computed = [rows[-1]["from"], rows[-1]["mode"], rows[-1]["after_repair"]] if rows else ["none"]
        self.tally.same("levels and settings", values, computed)

    def ask_modeladvice(self, names, args, at, values):
        """More models than a few are worth a word (SWP-33)."""
        if names:
            models = {model for model, phones in self.pools[names[0]]["fleet"].items() if phones}
        else:
            models = {row.partition(":")[0] for row in args["fleet"].split() if not row.endswith(":0")}
        few = self.world.terms["few_models"]
        self.tally.same("sizes of the stock", values, [str(len(models) if len(models) > few else 0)])

    # The pool.

    def entry_open(self, entry, fact, at, day):
        self.pools[fact["pool"]] = {"figures": entry["pool"], "fleet": {}, "shelves": Shelves()}

    def entry_fleet(self, entry, fact, at, day):
        self.pools[entry["draws"][0]["of"]]["fleet"][fact["model"]] = fact["phones"]

    def move(self, entry):
        """What an entry says of shelves adds up to what stands on them."""
        pool = next((draw["of"] for draw in entry["draws"] if draw["of"] in self.pools), None)
        for delta in (entry.get("shelf"), entry.get("shelf2")):
            if pool and delta:
                self.pools[pool]["shelves"][delta["model"]].update({key: delta.get(key, 0) for key in SHELF})
        hand = sum(delta.get("on_hand", 0) for delta in (entry.get("shelf"), entry.get("shelf2")) if delta)
        moved = sum(draw.get("moved", 0) for draw in entry["draws"] if draw["of"] in self.pools)
        self.tally.same("conservation of phones", moved, hand, "moved")

    def state(self, state):
        for name, device in state.get("devices", {}).items():
            self.tally.same("places of phones", device["at"], self.where[name], name)
        for name, case in state.get("cases", {}).items():
            if "swap" in case:
                promised = self.cases[name].get("promised")
                self.tally.same("promised days", case["swap"].get("promised"), promised and str(promised), name)
        for name, user in state.get("users", {}).items():
            self.tally.same("levels and settings", user["spans"], self.spans[name], name)
        for name, agreement in state.get("agreements", {}).items():
            self.tally.same("levels and settings", agreement["settings"], self.settings[name], name)
        for name, value in state.get("pools", {}).items():
            for shelf in value.get("shelves", ()):
                known = self.pools[name]["shelves"][shelf["model"]]
                for key in SHELF:
                    what = f"{name}, {shelf['model']}, {key}"
                    self.tally.same("conservation of phones", shelf.get(key, 0), known[key], what)
        if "devices" in state or "pools" in state:
            self.places()

    def places(self):
        """Phones in stock are those that have their place there (SWP-45)."""
        places = Counter()
        for device in self.world.values.get("devices", {}).values():
            if device["at"]["place"] == "InStock":
                places[device["at"]["pool"], device["figures"]["model"]] += 1
        for name, pool in self.pools.items():
            for model, shelf in pool["shelves"].items():
                self.tally.same("places of phones", shelf["on_hand"], places[name, model], f"{name}, {model}")

    def size(self, pool, phones):
        return target(phones, pool["figures"]["stock_share"], pool["figures"].get("stock_rounding"))

    def ask_targetstock(self, names, args, at, values):
        terms = self.world.terms
        if names:
            computed = self.size(self.pools[names[0]], sum(self.pools[names[0]]["fleet"].values()))
        else:
            computed = target(args["phones"], terms["stock_share"], terms.get("stock_rounding"))
        self.tally.same("sizes of the stock", values, [str(computed)])

    def ask_targetpermodel(self, names, args, at, values):
        fleet, terms = Counter(), self.world.terms
        for row in args["fleet"].split():
            model, _, phones = row.partition(":")
            fleet[model] += int(phones)
        shares = target_per_model(fleet, terms["stock_share"], terms.get("stock_rounding"))
        self.tally.same("sizes of the stock", values, [f"{{{model} {shares[model]}}}" for model in sorted(shares)])

    def beyond(self, names):
        """Phones of the pool beyond the guide (SWP-32)."""
        pool = self.pools[names[0]]
        own = sum(shelf["on_hand"] + shelf["on_hold"] + shelf["coming"] for shelf in pool["shelves"].values())
        return own - self.size(pool, sum(pool["fleet"].values()))

    def ask_shortfall(self, names, args, at, values):
        self.tally.same("sizes of the stock", values, [str(max(0, -self.beyond(names)))])

    def ask_surplus(self, names, args, at, values):
        self.tally.same("sizes of the stock", values, [str(max(0, self.beyond(names)))])

    def ask_onhand(self, names, args, at, values):
        hand = sum(shelf["on_hand"] for shelf in self.pools[names[0]]["shelves"].values())
        self.tally.same("conservation of phones", values, [str(hand)])

    def ask_audit(self, names, args, at, outcome):
        """Every phone is in exactly one place (SWP-45)."""
        devices = self.world.values.get("devices", {})
        places = Counter(device["at"]["place"] for device in devices.values())
        self.tally.same("places of phones", int(outcome.get("devices", len(devices))), len(devices), "devices")
        for place, count in places.items():
            self.tally.same("places of phones", int(outcome.get(place, 0)), count, place)

    # Money.

    def ask_monthlyfee(self, names, args, at, outcome):
        """The users of the first of the month, or of each day, by the price of their level
        (SWP-03, SWP-04)."""
        first = local(at).date().replace(day=1)
        following, by_day = add_months(first, 1), self.world.terms.get("headcount") == "ByDay"
        counts = Counter()
        for user in self.world.values.get("users", {}).values():
            for span in user["spans"]:
                begins, last = parse_date(span["from"]), parse_date(span.get("last", "9999-12-30"))
                if by_day:
                    days = (min(last + timedelta(days=1), following) - max(begins, first)).days
                    counts[span["level"]] += max(0, days)
                elif begins <= first <= last:
                    counts[span["level"]] += 1
        total = Money()
        for level in self.world.terms["levels"]:
            count = counts[level["name"]]
            if count:
                price = money(in_force(level["prices"], first)["amount"])
                fee = price.times(Fraction(count, (following - first).days) if by_day else count)
                total = total + fee
                if level["name"] in outcome:
                    self.tally.same("monthly fees", outcome[level["name"]], str(fee), level["name"])
        self.tally.same("monthly fees", outcome["total"], str(total), "total")

    def shipment(self, entry, fact, day):
        """Freight and packaging as they were told, by the day they were sent (SWP-39)."""
        if "freight" not in fact:
            return
        charge = money(fact["freight"]) + money(fact.get("packaging"))
        kind, sent = "freight and its invoices", parse_date(fact.get("sent", str(day)))
        self.tally.same(kind, money(entry.get("charge")), charge, "charge")
        self.tally.same(kind, parse_date(entry["sent"]), sent, "sent")
        shipment = {"ref": entry["ref"], "of": entry["customer"], "sent": sent, "charge": charge}
        self.shipments.append(dict(shipment, currency=fact["freight"]["currency"]))

    def entry_credit(self, entry, fact, at, day):
        """The charge is credited, on an invoice that is drawn from then on (SWP-39)."""
        charge = -money(self.world.refs[fact["of"]]["charge"])
        self.tally.same("freight and its invoices", money(entry["charge"]), charge)
        for told in self.shipments:
            if told["ref"] == fact["of"]:
                self.shipments.append(dict(told, ref=entry["ref"], charge=charge))
                break

    def entry_invoice(self, entry, fact, at, day):
        """All of a customer that was sent by the end of the month, and stands on no invoice."""
        first = date.fromisoformat(fact["month"] + "-01")
        lines = [
            shipment
            for shipment in self.shipments
            if shipment["of"] == entry["customer"]
            and shipment["currency"] == fact["currency"]
            and shipment["sent"] < add_months(first, 1)
            and shipment["ref"] not in self.invoiced
        ]
        self.invoiced.update(shipment["ref"] for shipment in lines)
        kind = "freight and its invoices"
        self.tally.same(kind, entry["lines"], len(lines), "lines")
        self.tally.same(kind, money(entry["total"]), sum((s["charge"] for s in lines), Money()), "total")

    def entry_order(self, entry, fact, at, day):
        """So many phones at their price, unless they are rented (SWP-35)."""
        bought = fact["quantity"] if fact["acquisition"] == "Purchase" else 0
        price = money(fact["price"])
        self.tally.same("orders and rent", money(entry.get("charge")), price.times(bought))
        name = next(draw["of"] for draw in entry["draws"] if draw["of"] not in self.pools)
        self.orders[name] = {"left": fact["quantity"], "price": price if bought else Money()}

    def entry_backup(self, entry, fact, at, day):
        """Phones that the customer keeps: nothing of them is outstanding (SWP-43)."""
        self.entry_order(entry, fact, at, day)
        self.orders[fact["order"]]["left"] = 0

    def entry_decide(self, entry, fact, at, day):
        if fact["quantity"]:
            self.entry_order(entry, fact, at, day)

    def entry_arrive(self, entry, fact, at, day):
        self.orders[entry["draws"][1]["of"]]["left"] -= 1

    def entry_end(self, entry, fact, at, day):
        """What has not arrived is credited (SWP-37)."""
        order = self.orders[entry["draws"][0]["of"]]
        self.tally.same("orders and rent", money(entry.get("charge")), -order["price"].times(order["left"]))

    def ask_outstanding(self, names, args, at, values):
        order = self.orders.get(names[0])
        if order:
            self.tally.same("orders and rent", values, [str(order["left"])])

    def ask_rentalfee(self, names, args, at, outcome):
        """Rented phones that were there on the first of the month, at their rent (SWP-35)."""
        first, total = local(at).date().replace(day=1), Money()
        for device in self.world.values.get("devices", {}).values():
            figures, left = device["figures"], device["at"].get("left")
            if figures.get("acquisition") == "Rental" and parse_date(figures["entered"]) <= first:
                if left is None or parse_date(left) >= first:
                    total = total + money(figures["rent"])
        self.tally.same("orders and rent", outcome["total"], str(total))

    def ask_charges(self, names, args, at, values):
        total = sum((money(entry.get("charge")) for entry in self.world.entries), Money())
        self.tally.same("orders and rent", money(values[0]), total)

    # The rest.

    def entry_estimate(self, entry, fact, at, day):
        """It costs its fee, declined or not (SWP-42)."""
        case = self.cases[entry["draws"][0]["of"]]
        case["handling"], case["amount"] = fact.get("handling", False), money(fact["amount"])
        self.tally.same("warranties", money(entry.get("charge")), money(fact["fee"]), "fee")

    def entry_accept(self, entry, fact, at, day):
        """Nothing is charged for a repair before it is accepted (SWP-42)."""
        charge = self.cases[entry["draws"][0]["of"]]["amount"]
        self.tally.same("warranties", money(entry.get("charge")), charge, "repair")

    def ask_warrantystatus(self, names, args, at, values):
        """The last day of the warranty counts, and the day of the registration (SWP-41)."""
        case = self.world.values.get("cases", {}).get(names[0])
        if case:
            until = case.get("warranty")
            day = local(self.cases[names[0]]["at"]).date()
            computed = "NotStated" if until is None else "In" if day <= parse_date(until) else "Out"
            if self.cases[names[0]].get("handling"):
                computed = "Out"
            self.tally.same("warranties", values, [computed])

    def ask_features(self, names, args, at, values):
        if args["level"] in FEATURES:
            self.tally.same("what a level includes", values, [FEATURES[args["level"]]])

    def ask_allows(self, names, args, at, outcome):
        if args["level"] in FEATURES:
            self.tally.same("what a level includes", args["feature"] in FEATURES[args["level"]].split(), True)

    def ask_featureof(self, names, args, at, values):
        self.tally.same("what a level includes", values, [SUBJECTS[args["subject"]]])

    def ask_report(self, names, args, at, outcome):
        """The share of promises that were kept, of those that came due (SWP-40)."""
        if "share" in outcome:
            kept, late = int(outcome["kept"]), int(outcome["late"])
            computed = "undefined"
            if kept + late:
                whole, part = divmod(half_away(Fraction(kept * 10000, kept + late)), 100)
                computed = f"{whole}.{part:02d}".rstrip("0").rstrip(".") + " %" if part else f"{whole} %"
            self.tally.same("shares of a report", outcome["share"], computed)


class Shelves(dict):
    """The counts of each model; what was never told of is none."""

    def __missing__(self, model):
        self[model] = Counter(dict.fromkeys(SHELF, 0))
        return self[model]
