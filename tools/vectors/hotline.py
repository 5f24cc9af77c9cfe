"""The arithmetic of the hotline (HOT), from its clauses."""

from datetime import date, timedelta

import story
from arithmetic import (
    Money,
    add_months,
    in_force,
    last_day,
    local,
    moment,
    money,
    parse_date,
    parse_moment,
    period,
    period_of,
)

NEVER = date.max
DAY = timedelta(days=1)
HOTLINE = ("any_repair", "stuck_fault_finding", "diagnosis", "specific_system_info")


def classified(fact, terms):
    """Support, hotline or neither, from what fits a request (HOT-12 to HOT-17)."""
    relevant, support, hotline = fact.get("relevant"), False, any(fact.get(name) for name in HOTLINE)
    if fact.get("product_use") and relevant:
        support = True
    for name, condition in (("car_question", "in_subject"), ("fault_code", "read_with_sold_tester")):
        if fact.get(name):
            if relevant and fact.get(condition):
                support = True
            else:
                hotline = True
    if support and hotline:
        return "Hotline" if terms.get("precedence") == "HotlineFirst" else "Support"
    if support or hotline:
        return "Support" if support else "Hotline"
    return "OutOfScope" if fact.get("product_use") else "Unclassified"


class Subscription:
    def __init__(self, name, figures):
        self.name, self.grant = name, figures.get("grant", 0)
        self.begins, self.counted = parse_date(figures["from"]), parse_date(figures["counted"])
        self.until = NEVER
        self.drawn = {}

    def active(self, day):
        return self.begins <= day < self.until

    def years(self, until):
        """The lots of all years that begin before a day (HOT-06)."""
        number = period_of(self.counted, 12, max(self.begins, self.counted))
        while period(self.counted, 12, number) < min(until, self.until):
            yield self.year(number)
            number += 1

    def year(self, number):
        start, end = period(self.counted, 12, number), period(self.counted, 12, number + 1)
        return Lot("Grant", self.name, max(start, self.begins), end, self.grant, self, number)


class Lot:
    def __init__(self, kind, name, begins, until, granted, subscription=None, number=0):
        self.kind, self.name, self.begins, self.until, self.granted = kind, name, begins, until, granted
        self.subscription, self.number = subscription, number
        self.opened, self.drawn = None, 0

    def used(self):
        return self.subscription.drawn.get(self.number, 0) if self.subscription else self.drawn

    def left(self):
        return self.granted - self.used()

    def draw(self, units):
        if self.subscription:
            self.subscription.drawn[self.number] = self.used() + units
        else:
            self.drawn += units

    def order(self):
        """The earliest end, then free before paid, then the older, then by id (HOT-35)."""
        return self.until, self.kind == "Block", self.begins, self.name

    def source(self):
        return {
            "kind": self.kind,
            "lot": self.name,
            "from": str(self.begins),
            **({} if self.until == NEVER else {"until": str(self.until)}),
            **({"opened": self.opened.isoformat()} if self.opened else {}),
        }


class Workshop:
    def __init__(self):
        self.subscriptions, self.lots = {}, {}

    def entitled(self, day):
        return [sub for sub in self.subscriptions.values() if sub.active(day) and sub.grant]

    def open(self, at, survives):
        """The lots that are open at an instant, in the order they are drawn on."""
        day, found = local(at).date(), []
        others = self.entitled(day)
        for sub in self.subscriptions.values():
            if sub.grant == 0 or day < sub.begins:
                continue
            lot = sub.year(period_of(sub.counted, 12, day))
            if not survives:
                lot.until = min(lot.until, sub.until)
            elif sub.until <= lot.begins or day >= sub.until and not others:
                continue
            if day < lot.until:
                found.append(lot)
        for lot in self.lots.values():
            if lot.opened <= at and day < lot.until and (lot.kind == "Block" or others):
                found.append(lot)
        return sorted(found, key=Lot.order)


class Story(story.Story):
    KINDS = (
        "draw order of hotline lots",
        "classes of requests",
        "conservation of cases",
        "years of subscriptions",
        "balances of lots",
        "prices of extended hotline",
        "estimates",
    )

    def __init__(self, world, tally):
        super().__init__(world, tally)
        self.workshops, self.cases, self.feedback = {}, {}, {}

    def begin(self, step):
        if "forgotten" in step:  # a workshop is given anew
            self.workshops.update((name, Workshop()) for name in step["state"]["workshops"])

    def survives(self):
        return self.world.terms.get("cancelled") == "LotSurvivesCancellation"

    def workshop(self, entry):
        name = next(draw["of"] for draw in entry["draws"] if draw["of"] in self.workshops)
        return name, self.workshops[name]

    # What is told.

    def entry_enrol(self, entry, fact, at, day):
        self.workshops[fact["workshop"]] = Workshop()

    def entry_subscribe(self, entry, fact, at, day):
        figures, kind = entry["subscription"], "years of subscriptions"
        _, workshop = self.workshop(entry)
        self.tally.same(kind, figures["counted"], fact.get("counted", fact["from"]))
        self.tally.same("balances of lots", figures.get("grant", 0), self.grant(fact), "free cases")
        workshop.subscriptions[fact["subscription"]] = Subscription(fact["subscription"], figures)

    def grant(self, fact):
        """Five for a tester of this provider, or a data program (HOT-03 to HOT-05)."""
        for row in self.world.terms["qualifying_kinds"]:
            sold = fact.get("sold_by_provider", False) or not row.get("sold_by_provider", False)
            if row["product"] == fact["product"] and sold:
                return self.world.terms["grant"]
        return 0

    def entry_cancel(self, entry, fact, at, day):
        _, workshop = self.workshop(entry)
        until = parse_date(fact["last"]) + DAY
        self.tally.same("years of subscriptions", parse_date(entry["until"]), until)
        workshop.subscriptions[fact["subscription"]].until = until

    def entry_receive(self, entry, fact, at, day):
        name, workshop = self.workshop(entry) if entry["case"]["class"] == "Hotline" else (entry["holder"], None)
        computed = classified(fact, self.world.terms)
        self.tally.same("classes of requests", entry["case"]["class"], computed)
        self.tally.same("conservation of cases", parse_moment(entry["case"]["received"]), at, "received")
        case = self.cases[fact["case"]] = {"workshop": name, "received": at, "lot": None, "class": computed}
        if computed == "Hotline":
            self.draw(entry, case, workshop, at)
        else:
            self.tally.same("conservation of cases", entry.get("uncovered", 0), 0)
            price = self.exception(fact.get("topic"), day)
            self.tally.same("prices of extended hotline", money(entry.get("charge")), price, "support")

    def exception(self, topic, day):
        """Support is free, but for exceptions that were agreed (HOT-11)."""
        for row in self.world.terms.get("support_exceptions", ()):
            if row["topic"] == topic:
                return money(in_force(row["prices"], day)["amount"])
        return Money()

    def draw(self, entry, case, workshop, at):
        lot = next((lot for lot in workshop.open(at, self.survives()) if lot.left()), None)
        kind = "draw order of hotline lots"
        moved = [(draw["lot"], draw["moved"]) for draw in entry["draws"] if "lot" in draw]
        self.tally.same(kind, moved, [(lot.name, -1)] if lot else [])
        self.tally.same(kind, entry["case"].get("source"), lot.source() if lot else None, "source")
        self.tally.same("conservation of cases", entry.get("uncovered", 0), 0 if lot else 1, "uncovered")
        if lot:
            lot.draw(1)
        case["class"], case["lot"] = "Hotline", lot

    def give_back(self, entry, fact, at, day):
        case = self.cases[entry["draws"][0]["of"]]
        moved = [(draw["lot"], draw["moved"]) for draw in entry["draws"] if "lot" in draw]
        lot = case["lot"]
        self.tally.same("conservation of cases", moved, [(lot.name, 1)] if lot else [], "given back")
        if lot:
            lot.draw(-1)
        case["lot"], case["class"] = None, None

    entry_withdraw = entry_duplicate = give_back

    def entry_reclassify(self, entry, fact, at, day):
        case = self.cases[entry["draws"][0]["of"]]
        if fact["class"] == "Hotline":
            self.draw(entry, case, self.workshops[case["workshop"]], case["received"])
        else:
            self.give_back(entry, fact, at, day)
            case["class"] = "Support"

    def price(self, day):
        return money(in_force(self.world.terms["list"], day)["amount"])

    def entry_conclude(self, entry, fact, at, day):
        """So many cases for a year, at the price of the day (HOT-28, HOT-29)."""
        begins = parse_date(fact["from"])
        price = self.price(day)
        self.block(entry, fact["block"], fact["cases"], begins, begins, price)
        self.tally.same("prices of extended hotline", money(entry.get("charge")), price.times(fact["cases"]))

    def block(self, entry, name, cases, begins, counted, price):
        _, workshop = self.workshop(entry)
        until = period(counted, 12, period_of(counted, 12, begins) + 1)
        figures, kind = entry["block"], "prices of extended hotline"
        self.tally.same(kind, money(figures["price"]), price, "price")
        self.tally.same(kind, figures["cases"], cases, "cases")
        self.tally.same("years of subscriptions", parse_date(figures["from"]), begins, "block")
        self.tally.same("years of subscriptions", parse_date(figures["until"]), until, "block")
        lot = workshop.lots[name] = Lot("Block", name, begins, until, cases)
        lot.counted, lot.price, lot.proposed, lot.renewed = counted, price, 0, False
        lot.opened = max(parse_moment(entry["at"]), moment(begins))

    def entry_renew(self, entry, fact, at, day):
        """As many cases as were needed in the past year, and no more than before, at no
        higher price, beside the blocks that run on; more is only a proposal, beside what they
        are offered (HOT-30, HOT-31)."""
        name, workshop = self.workshop(entry)
        old = workshop.lots[fact["block"]]
        needed = max(0, len(self.counted(name, add_months(day, -12), day)) - self.granted(workshop, day))
        others = [
            lot
            for lot in workshop.lots.values()
            if lot.kind == "Block" and lot is not old and not lot.renewed and lot.counted <= old.until and lot.until > day
        ]
        have = sum(lot.granted for lot in others if lot.until > old.until)
        offered = sum(max(lot.granted, lot.proposed) for lot in others)
        old.renewed = True
        cases, price = min(max(0, needed - have), old.granted), min(old.price, self.price(day), key=lambda m: m.minor)
        proposed = needed - offered if needed - offered > old.granted else 0
        result = "Proposal" if proposed else "Lapsed" if not cases else "Same" if cases == old.granted else "Lower"
        self.tally.same("estimates", entry["renewed"], result)
        self.tally.same("estimates", entry.get("proposed", 0), proposed)
        self.tally.same("prices of extended hotline", money(entry.get("charge")), price.times(cases))
        if cases:
            self.block(entry, fact["next"], cases, old.until, old.counted, price)
            lot = workshop.lots[fact["next"]]
            lot.proposed, lot.asked = proposed, self.price(day)

    def entry_accept(self, entry, fact, at, day):
        lot = self.workshop(entry)[1].lots[fact["block"]]
        charge = lot.asked.times(lot.proposed) + -lot.price.times(lot.granted)
        self.tally.same("prices of extended hotline", money(entry["charge"]), charge)
        self.tally.same("prices of extended hotline", entry["draws"][0]["moved"], lot.proposed - lot.granted)
        lot.granted, lot.price, lot.proposed = lot.proposed, lot.asked, 0

    def entry_decline(self, entry, fact, at, day):
        if fact["what"] == "proposal":
            self.workshop(entry)[1].lots[fact["block"]].proposed = 0
        if fact["what"] == "next-year":
            _, workshop = self.workshop(entry)
            lot = workshop.lots.pop(fact["block"])
            charge = -lot.price.times(lot.granted)
            self.tally.same("prices of extended hotline", money(entry["charge"]), charge)
            self.tally.same("prices of extended hotline", entry["draws"][0]["moved"], -lot.granted)

    def entry_submit(self, entry, fact, at, day):
        self.feedback[fact["feedback"]] = entry["holder"]

    def entry_publish(self, entry, fact, at, day):
        """Two cases for each published tip, without an end unless there is one (HOT-32,
        HOT-33)."""
        name, months = entry["draws"][0]["of"], self.world.terms.get("reward_validity", {})
        until = last_day(day, months) + DAY if months.get("months") else NEVER
        self.tally.same("balances of lots", entry["draws"][1]["moved"], self.world.terms["reward"], "reward")
        said = parse_date(entry["until"]) if "until" in entry else NEVER
        self.tally.same("years of subscriptions", said, until, "reward")
        lot = self.workshops[self.feedback[name]].lots[name] = Lot("Reward", name, day, until, 2)
        lot.opened = at

    # What stands afterwards.

    def state(self, state):
        for name, value in state.get("workshops", {}).items():
            workshop = self.workshops[name]
            for sub in value["subscriptions"]:
                drawn = sum(workshop.subscriptions[sub["id"]].drawn.values())
                self.tally.same("balances of lots", sum(sub.get("drawn", ())), drawn, f"{name}/{sub['id']}")
                known, figures = workshop.subscriptions[sub["id"]], sub["figures"]
                computed = (known.grant, str(known.begins), str(known.counted))
                said = (figures.get("grant", 0), figures["from"], figures["counted"])
                self.tally.same("years of subscriptions", said, computed, f"{name}/{sub['id']}")
            for lot in value["lots"]:
                known = workshop.lots.get(lot["id"])
                left = known.left() if known else 0
                self.tally.same("balances of lots", lot.get("left", 0), left, f"{name}/{lot['id']}")
                if known:
                    until = None if known.until == NEVER else str(known.until)
                    said = (lot["kind"], lot["from"], lot.get("until"))
                    self.tally.same("years of subscriptions", said, (known.kind, str(known.begins), until), lot["id"])
                    if known.kind == "Block":
                        self.tally.same("prices of extended hotline", money(lot["price"]), known.price, lot["id"])
                        self.tally.same("prices of extended hotline", lot["cases"], known.granted, lot["id"])
        for name, value in state.get("cases", {}).items():
            case = self.cases[name]
            self.tally.same("conservation of cases", parse_moment(value["received"]), case["received"], name)
            source = case["lot"].source() if case["lot"] else None
            if case["class"]:
                self.tally.same("draw order of hotline lots", value.get("source"), source, name)
                self.tally.same("classes of requests", value["class"], case["class"], name)

    def outcome(self, entries, outcome):
        lots = [draw for entry in entries for draw in entry["draws"] if "lot" in draw]
        moved = sum(draw.get("moved", 0) for draw in lots)
        self.tally.same("conservation of cases", int(outcome.get("moved", 0)), moved, "moved")
        rest = sum(entry.get("uncovered", 0) for entry in entries)
        self.tally.same("conservation of cases", int(outcome.get("uncovered", 0)), rest, "uncovered")
        for key in {"renewed", "proposed"} & outcome.keys():
            self.tally.same("estimates", outcome[key], str(entries[-1][key]), key)
        for entry in entries:
            if entry["kind"] in ("receive", "reclassify"):
                source = entry.get("case", {}).get("source", {})
                for key, field in (("lot", "lot"), ("year", "from")):
                    if key in outcome:
                        self.tally.same("draw order of hotline lots", outcome[key], source.get(field), key)
                units = entry["draws"][0].get("moved", 0)
                drawn = -sum(draw.get("moved", 0) for draw in entry["draws"] if "lot" in draw)
                self.tally.same("conservation of cases", units, drawn + entry.get("uncovered", 0), "counted")

    # What is asked.

    def open(self, names, at):
        return self.workshops[names[0]].open(at, self.survives())

    def granted(self, workshop, day):
        return sum(sub.grant for sub in workshop.entitled(day))

    def counted(self, name, begins, until):
        """The hotline cases of a stretch of days that were not drawn on a reward (HOT-26)."""
        return [
            case
            for case in self.cases.values()
            if case["workshop"] == name
            and case["class"] == "Hotline"
            and begins <= local(case["received"]).date() < until
            and not (case["lot"] and case["lot"].kind == "Reward")
        ]

    def sum_of(self, kind, what, values):
        self.tally.same("balances of lots", values, [str(what)], kind)

    def ask_remaining(self, names, args, at, values):
        self.sum_of("remaining", sum(lot.left() for lot in self.open(names, at)), values)

    def ask_granted(self, names, args, at, values):
        self.sum_of("granted", sum(lot.granted for lot in self.open(names, at)), values)

    def ask_used(self, names, args, at, values):
        self.sum_of("used", sum(lot.used() for lot in self.open(names, at)), values)

    def ask_extendedremaining(self, names, args, at, values):
        self.sum_of("blocks", sum(lot.left() for lot in self.open(names, at) if lot.kind == "Block"), values)

    def ask_rewards(self, names, args, at, values):
        self.sum_of("rewards", sum(lot.left() for lot in self.open(names, at) if lot.kind == "Reward"), values)

    def ask_lots(self, names, args, at, values):
        rows = []
        for lot in self.open(names, at):
            end = "without end" if lot.until == NEVER else f"until {lot.until}"
            rows.append(f"{lot.kind} {lot.name} {lot.used()} of {lot.granted} {end}")
        self.tally.same("draw order of hotline lots", values, rows)

    def ask_lapsedunits(self, names, args, at, values):
        """What is left of each lot that ends in a stretch of days (HOT-08)."""
        workshop, begins, until = self.workshops[names[0]], parse_date(args["from"]), parse_date(args["until"])
        lots = [lot for sub in workshop.subscriptions.values() for lot in sub.years(until)]
        lots += workshop.lots.values()
        self.sum_of("lapsed", sum(lot.left() for lot in lots if begins <= lot.until < until), values)

    def ask_periodof(self, names, args, at, values):
        sub, day = self.workshops[names[0]].subscriptions[args["of"]], local(at).date()
        lot = sub.year(period_of(sub.counted, 12, day))
        computed = [str(lot.begins), str(lot.until), str(sub.active(day)).lower()]
        self.tally.same("years of subscriptions", values, computed)

    def ask_nextrenewal(self, names, args, at, values):
        day = local(at).date()
        dates = [sub.year(period_of(sub.counted, 12, day)).until for sub in self.workshops[names[0]].entitled(day)]
        self.tally.same("years of subscriptions", values, [str(min(dates))])

    def ask_casesbeyond(self, names, args, at, values):
        cases = self.counted(names[0], parse_date(args["from"]), parse_date(args["until"]))
        self.tally.same("conservation of cases", values, [str(sum(case["lot"] is None for case in cases))])

    def ask_consumption(self, names, args, at, outcome):
        begins, until = parse_date(args["from"]), parse_date(args["until"])
        used = dict.fromkeys(("support", "grant", "block", "reward", "beyond"), 0)
        for case in self.cases.values():
            if case["workshop"] == names[0] and case["class"] and begins <= local(case["received"]).date() < until:
                kind = case["lot"].kind.lower() if case["lot"] else "beyond"
                used["support" if case["class"] == "Support" else kind] += 1
        for key, count in used.items():
            self.tally.same("conservation of cases", int(outcome.get(key, 0)), count, key)

    def ask_classify(self, names, args, at, values):
        self.tally.same("classes of requests", values, [classified(args, self.world.terms)])

    def ask_qualifies(self, names, args, at, values):
        grants = self.grant({"product": args["product"], "sold_by_provider": args["sold"]}) > 0
        self.tally.same("balances of lots", values, [str(grants).lower()])

    def ask_blockprice(self, names, args, at, values):
        price = self.price(local(at).date()).times(args["cases"])
        self.tally.same("prices of extended hotline", values, [str(price)])

    def ask_supportprice(self, names, args, at, values):
        price = self.exception(args["topic"], local(at).date())
        self.tally.same("prices of extended hotline", values[0], str(price))

    def ask_proposal(self, names, args, at, values):
        lot = self.workshops[names[0]].lots[args["block"]]
        computed = [str(lot.proposed), str(lot.asked.times(lot.proposed)), "true"]
        self.tally.same("estimates", values, computed)

    def ask_charges(self, names, args, at, values):
        total = sum((money(entry.get("charge")) for entry in self.world.entries), Money())
        self.tally.same("prices of extended hotline", values, [str(total)])

    def ask_quote(self, names, args, at, outcome):
        """Use of the last year, or of half a year doubled, less the grant (HOT-26)."""
        workshop, day = self.workshops[names[0]], local(at).date()
        oldest = min(sub.begins for sub in workshop.entitled(day))
        months = args.get("months") or (12 if add_months(oldest, 12) <= day else 6)
        used = len(self.counted(names[0], add_months(day, -months), day))
        yearly, grant = used * 12 // months, self.granted(workshop, day)
        cases = max(0, yearly - grant)
        price = self.price(day)
        total = f"{price.times(cases)}" if cases else f"0.00 {price.currency}"
        computed = {"used": used, "yearly": yearly, "grant": grant, "cases": cases, "total": total}
        for key, figure in computed.items():
            self.tally.same("estimates", outcome.get(key, "0"), str(figure), key)
