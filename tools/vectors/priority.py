"""The arithmetic of the queue (PRI), from its clauses."""

from datetime import timedelta

import story
from arithmetic import Calendar, in_force, length, local, money, parse_date, parse_moment

GROUPS = {"WithContract": 1, "WithoutContract": 2}
UNSET = 1 << 30


class Story(story.Story):
    LEDGER = False
    KINDS = (
        "order of the queue",
        "groups, claims and who pays",
        "numbers of tickets",
        "tickets as they were told",
        "waiting times",
        "promised times",
        "charges by the price list",
    )

    def __init__(self, world, tally):
        super().__init__(world, tally)
        self.last, self.intakes, self.tickets = 0, {}, {}

    def step(self, step):
        """The queue has no ledger: its entries are changes."""
        self.told = step.get("told")
        if step.get("given") == "queue":
            self.last = step["args"].get("last", 0)
        for change in step.get("entries", ()):
            self.change(change, step)
        super().step({key: value for key, value in step.items() if key != "entries"})
        if step.get("verb") == "setstanding":
            said = step["answer"]["outcome"].get("changed", "0")
            self.tally.same("tickets as they were told", said, str(len(step.get("entries", ()))), "changed")
        elif "entries" in step and "outcome" in step.get("answer", {}):
            ticket = step["entries"][-1]["ticket"]
            for key in {"number", "group", "claim"} & step["answer"]["outcome"].keys():
                self.tally.same("tickets as they were told", step["answer"]["outcome"][key], str(ticket[key]), key)

    def state(self, state):
        for name, ticket in state.get("tickets", {}).items():
            self.tally.same("tickets as they were told", ticket, self.tickets.get(name), name)
        if "queue" in state or "tickets" in state:
            waiting = [self.ticket(name) for name in self.queue()]
            for ticket in waiting:
                self.tally.same("order of the queue", ticket["urgency_level"], self.urgency(ticket), "urgency")
                if "severity" in ticket:
                    level = self.world.terms["severities"].index(ticket["severity"]) + 1
                    self.tally.same("order of the queue", ticket["severity_level"], level, "severity")
            self.tally.same("order of the queue", self.queue(), self.ordered(self.queue()))

    def ordered(self, names):
        return [ticket["id"] for ticket in sorted(map(self.ticket, names), key=self.key)]

    # What the clauses say.

    def urgency(self, ticket):
        return self.world.terms["urgencies"].index(ticket["urgency"]) + 1

    def key(self, ticket):
        """Group, urgency, severity where it is measured, arrival, number, id (PRI-04, PRI-05,
        PRI-07)."""
        severity = ticket.get("severity")
        return (
            GROUPS[ticket["group"]],
            self.urgency(ticket),
            self.world.terms["severities"].index(severity) if severity else UNSET,
            parse_moment(ticket["arrived"]),
            ticket["number"],
            ticket["id"],
        )

    def contracts(self, customer, at):
        """The contracts of a customer that are in force at an instant, to the end of their
        last day (PRI-02)."""
        return [
            contract
            for contract in self.world.values.get("contracts", {}).values()
            if contract["customer"] == customer
            and parse_moment(contract["from"]) <= at
            and ("last" not in contract or local(at).date() <= parse_date(contract["last"]))
        ]

    def judged(self, case, at):
        """The group now, and the claim and who pays as of the arrival (PRI-09, PRI-10,
        PRI-20, PRI-21)."""
        arrived = parse_moment(case["arrived"])
        held = self.contracts(case.get("customer"), arrived)
        now = self.contracts(case.get("customer"), arrived if self.world.terms.get("group_at") == "Arrival" else at)
        covered = any(case["subject"] in contract["scope"] for contract in held)
        return {
            "group": "WithContract" if now else "WithoutContract",
            "claim": "Contract" if covered else "AtListPrice" if held else "None",
            "billed_by": "Contract" if covered else "PriceList",
        }

    # What is told.

    def change(self, change, step):
        ticket, kind = change["ticket"], "groups, claims and who pays"
        self.tally.same("tickets as they were told", parse_moment(change["at"]), parse_moment(step["at"]), "at")
        if "was" in change:
            self.tally.same("tickets as they were told", change["was"], self.tickets[ticket["id"]], "was")
        self.tickets[ticket["id"]] = ticket
        if change["kind"] == "intake":
            for key, told in step["told"]["fact"].items():
                self.tally.same("tickets as they were told", ticket.get(key), told, key)
            self.last += 1
            self.tally.same("numbers of tickets", ticket["number"], self.last)
            computed = self.intakes[ticket["id"]] = self.judged(ticket, parse_moment(change["at"]))
            for key in ("group", "claim"):
                self.tally.same(kind, ticket[key], computed[key], key)
            return
        for key in ("arrived", "number", "claim"):
            self.tally.same("numbers of tickets", ticket[key], change["was"][key], f"{ticket['id']}, {key} stays")
        if change["kind"] in ("contractstarted", "contractended"):
            group = "WithContract" if change["kind"] == "contractstarted" else "WithoutContract"
            self.tally.same(kind, ticket["group"], group)
            computed = bool(self.contracts(ticket["customer"], parse_moment(change["at"])))
            self.tally.same(kind, group == "WithContract", computed, "in force")
        if change["kind"] == "take":
            others = [other for other in self.world.values["tickets"].values() if self.waits(other)]
            above = [other["id"] for other in others if self.key(other) < self.key(ticket)]
            self.tally.same("order of the queue", above, [], "above the ticket that is taken")

    def waits(self, ticket):
        return ticket["id"] in self.world.values["queue"]["waiting"]

    # What is asked.

    def queue(self):
        return self.world.values["queue"]["waiting"]

    def ticket(self, name):
        return self.world.values["tickets"][name]

    def ahead(self, name):
        own = self.key(self.ticket(name))
        return [other for other in self.ordered(self.queue()) if self.key(self.ticket(other)) < own]

    def ask_order(self, names, args, at, values):
        self.tally.same("order of the queue", values, self.ordered(self.queue()))

    def ask_restored(self, names, args, at, values):
        self.tally.same("order of the queue", values, self.ordered(names))

    def ask_next(self, names, args, at, values):
        self.tally.same("order of the queue", values, self.ordered(self.queue())[:1] or ["none"])

    def ask_rank(self, names, args, at, values):
        self.tally.same("order of the queue", values, [str(len(self.ahead(names[0])) + 1)])

    def ask_ahead(self, names, args, at, values):
        self.tally.same("order of the queue", values, [str(len(self.ahead(names[0])))])

    def ask_maywork(self, names, args, at, values):
        ahead = self.ahead(names[0])
        self.tally.same("order of the queue", values, ["no", ahead[0]] if ahead else ["yes"])

    def ask_decides(self, names, args, at, values):
        names_of_keys = ("group", "urgency", "severity", "arrival", "number", "id")
        keys = zip(names_of_keys, *(self.key(self.ticket(name)) for name in names))
        self.tally.same("order of the queue", values, [next(name for name, a, b in keys if a != b)])

    def ask_groupof(self, names, args, at, values):
        computed = "WithContract" if self.contracts(names[0], at) else "WithoutContract"
        self.tally.same("groups, claims and who pays", values, [computed])

    def ask_judge(self, names, args, at, outcome):
        for key, computed in self.judged(self.told["fact"], at).items():
            self.tally.same("groups, claims and who pays", outcome.get(key), computed, key)

    def ask_claim(self, names, args, at, values):
        computed = self.intakes[names[0]]["claim"]
        self.tally.same("groups, claims and who pays", values, [computed])

    def ask_billedby(self, names, args, at, values):
        computed = self.intakes[names[0]]["billed_by"]
        self.tally.same("groups, claims and who pays", values, [computed])

    def ask_charge(self, names, args, at, values):
        """Nothing under a contract; else units by the price list of the arrival (PRI-20)."""
        ticket, computed = self.ticket(names[0]), money("")
        if self.intakes[names[0]]["billed_by"] == "PriceList":
            service = next(row for row in self.world.terms["list"] if row["name"] == args["service"])
            row = in_force(service["prices"], local(parse_moment(ticket["arrived"])).date())
            computed = money(row["amount"]).times(args["units"])
        self.tally.same("charges by the price list", money(values[0]), computed)

    def ask_promisedby(self, names, args, at, values):
        """Open time from the arrival, if the contract states it (PRI-19)."""
        ticket = self.ticket(names[0])
        if len(values) == 2:
            contract = self.world.values["contracts"][ticket["contract"]]
            due = Calendar(self.world.calendar).deadline(parse_moment(ticket["arrived"]), contract["within"])
            self.tally.same("promised times", parse_moment(values[1]), due)

    def ask_longestwait(self, names, args, at, outcome):
        group = [t for t in map(self.ticket, self.queue()) if t["group"] == names[0]]
        first = min(group, key=lambda t: parse_moment(t["arrived"]), default=None)
        wait = at - parse_moment(first["arrived"]) if first else timedelta(0)
        self.tally.same("waiting times", outcome["longest"], length(int(wait.total_seconds())))
        self.tally.same("waiting times", outcome.get("waiting", "0"), str(len(group)))

    def ask_voicemailoffered(self, names, args, at, values):
        """To callers without a contract, from so many minutes of waiting on (PRI-13). Who
        was offered it once stays offered."""
        ticket = self.ticket(names[0])
        calls = ticket["channel"] in ("Hotline", "ServiceNumber")
        waited = (at - parse_moment(ticket["arrived"])).total_seconds()
        fits = ticket["group"] == "WithoutContract" or self.world.terms.get("voicemail_for_all", False)
        due = waited >= self.world.terms["voicemail_after"]
        offered = calls and self.waits(ticket) and due and (fits or ticket.get("offered", False))
        self.tally.same("waiting times", values, [str(offered).lower()])
