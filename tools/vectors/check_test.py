#!/usr/bin/env python3
"""Tests the checker: that it finds something wherever vectors are altered. That it finds
nothing in them as they were exported is for check.py to say.

    python3 check_test.py FOLDER

Python 3.9 or later, and nothing else.
"""

import contextlib
import copy
import io
import json
import sys
import tempfile
import unittest
from datetime import date
from fractions import Fraction
from pathlib import Path

import check
from arithmetic import (
    Calendar,
    Differs,
    Money,
    add_months,
    easter,
    half_away,
    holidays,
    last_day,
    length,
    moment,
    money,
    offset,
    parse_moment,
    period,
)
from schema import Schema
from swap import target, target_per_model

FOLDER = Path(sys.argv.pop()) if len(sys.argv) > 1 else None
DOCUMENTS = dict(check.read(FOLDER)) if FOLDER else {}


def steps(document, number, verb=None, reading=None):
    """The steps of a story that tell or ask one thing."""
    for story in document["stories"]:
        if story["number"] == number and story.get("reading") == reading:
            return [step for step in story["steps"] if verb in (None, step.get("verb"))]
    raise LookupError(f"no story {number}")


def entry(document, number, verb, place=0, reading=None):
    return [step for step in steps(document, number, verb, reading) if "entries" in step][place]["entries"][-1]


def answer(document, number, verb, place=0, reading=None):
    return steps(document, number, verb, reading)[place]["answer"]


def put(place, key, value):
    """Puts a value, and fails if it is the one that was there."""
    if isinstance(place, dict) and place.get(key) == value or isinstance(place, list) and place[key] == value:
        raise ValueError(f"{key} was {value!r} before")
    place[key] = value


def swapped(items, first, second):
    items[first], items[second] = items[second], items[first]


# What is altered: in which file, how, and what the checker must say of it.
ALTERATIONS = {
    # Form.
    "a field is missing": (
        "punchcard/2-work",
        lambda d: entry(d, "PCH-09.1", "session").pop("why"),
        "the field 'why' is missing",
    ),
    "a field is unknown": (
        "punchcard/2-work",
        lambda d: put(entry(d, "PCH-09.1", "session"), "discount", 5),
        "the field 'discount' is unknown",
    ),
    "a day that no month has": (
        "punchcard/1-cards",
        lambda d: put(entry(d, "PCH-07.1", "renew")["card"], "purchased", "2022-02-30"),
        "is no date",
    ),
    "an amount with three decimals": (
        "hotline/3-extended",
        lambda d: put(entry(d, "HOT-28.2", "conclude")["charge"], "amount", "1520.000"),
        "does not match",
    ),
    "an answer of two sorts": (
        "timeaccount/1-agreements",
        lambda d: put(answer(d, "TIM-07.1", "lastday"), "refused", "Closed"),
        "2 of these instead of one",
    ),
    "a step that is neither given nor told": (
        "swap/4-stock",
        lambda d: steps(d, "SWP-31.1", "targetstock")[0].pop("verb"),
        "0 of these instead of one",
    ),
    "a kind of fact that no contract has": (
        "swap/5-money",
        lambda d: put(entry(d, "SWP-39.1", "ship"), "kind", "throw"),
        "is none of",
    ),
    "another version": ("priority/1-order", lambda d: put(d, "v", 2), "2 is not 1"),
    # What holds for every contract.
    "a clock an hour ahead, at the same instant": (
        "punchcard/1-cards",
        lambda d: put(entry(d, "PCH-07.1", "renew"), "entered", "2022-03-10T10:00:00+02:00"),
        "moments in their zone",
    ),
    "a number of a value is left out": (
        "punchcard/2-work",
        lambda d: put(entry(d, "PCH-09.1", "session")["draws"][1], "seq", 3),
        "sequence numbers",
    ),
    "a reference comes twice": (
        "timeaccount/2-work",
        lambda d: put(entry(d, "TIM-18.1", "session"), "ref", "e2"),
        "comes twice",
    ),
    "an entry of another fact": (
        "hotline/1-grant",
        lambda d: put(entry(d, "HOT-05.2", "receive")["fact"], "diagnosis", False),
        "entries as they were told",
    ),
    "a clause is left out": (
        "punchcard/2-work",
        lambda d: answer(d, "PCH-09.1", "session", 1)["clauses"].pop(),
        "clauses of an answer",
    ),
    "a refusal that changes something": (
        "punchcard/2-work",
        lambda d: put(
            [s for s in steps(d, "PCH-09.1", "settle") if "refused" in s["answer"]][0],
            "state",
            {"cards": steps(d, "PCH-09.1", "session")[1]["state"]["cards"]},
        ),
        "refusals that change nothing",
    ),
    "a reversal gives back one less": (
        "punchcard/2-work",
        lambda d: put(entry(d, "PCH-28.2", "reverse")["draws"][-1], "moved", 1),
        "exact opposites",
    ),
    "a charge that the answer does not name": (
        "punchcard/1-cards",
        lambda d: answer(d, "PCH-07.1", "renew")["outcome"].pop("charge"),
        "charges of an answer",
    ),
    # The punch card.
    "one clip more": (
        "punchcard/2-work",
        lambda d: put(entry(d, "PCH-09.1", "session")["draws"][0], "moved", 9),
        "started hours",
    ),
    "one clip more from the card": (
        "punchcard/2-work",
        lambda d: put(entry(d, "PCH-09.1", "session")["draws"][1], "moved", -9),
        "draw order of punch cards",
    ),
    "what is not covered is forgotten": (
        "punchcard/2-work",
        lambda d: entry(d, "PCH-09.1", "session", 1).pop("uncovered"),
        "conservation of clips",
    ),
    "half an øre rounded down": (
        "punchcard/1-cards",
        lambda d: put(answer(d, "PCH-04.3", "price")["values"], 0, "9499.90 DKK"),
        "prices of punch cards",
    ),
    "the later card pays first": (
        "punchcard/2-work",
        lambda d: swapped(entry(d, "PCH-25.1", "session", -1)["draws"], 1, 2),
        "draw order of punch cards",
    ),
    "a card expires a day later": (
        "punchcard/1-cards",
        lambda d: put(answer(d, "PCH-21.2", "expirydate")["values"], 0, "2029-03-01"),
        "terms of punch cards",
    ),
    "a card that lapsed is active": (
        "punchcard/1-cards",
        lambda d: put(
            [s for s in steps(d, "PCH-19.1", "state") if s["answer"]["values"] == ["Lapsed"]][0]["answer"],
            "values",
            ["Active"],
        ),
        "terms of punch cards",
    ),
    "a deadline at the next opening and not at closing time": (
        "punchcard/4-guarantee",
        lambda d: put(entry(d, "PCH-36.1", "report")["fault"], "deadline", "2026-03-11T08:00:00+01:00"),
        "deadlines in working hours",
    ),
    "a deadline within Easter": (
        "punchcard/4-guarantee",
        lambda d: put(entry(d, "PCH-35.1", "report")["fault"], "deadline", "2026-04-02T10:30:00+02:00"),
        "deadlines in working hours",
    ),
    # The time account.
    "an interval more": (
        "timeaccount/2-work",
        lambda d: put(entry(d, "TIM-18.2", "session")["work"], "debited", 3600),
        "time rounded to intervals",
    ),
    "the later account pays first": (
        "timeaccount/2-work",
        lambda d: swapped(entry(d, "TIM-29.2", "session")["draws"], 1, 2),
        "draw order of time accounts",
    ),
    "an øre more by the hour": (
        "timeaccount/2-work",
        lambda d: put(entry(d, "TIM-18.1", "consent")["charge"], "amount", "500.01"),
        "hourly charges",
    ),
    "six months that end in March": (
        "timeaccount/1-agreements",
        lambda d: put(answer(d, "TIM-07.2", "lastday")["values"], 0, "2026-03-03"),
        "terms of agreements",
    ),
    "open on Maundy Thursday": (
        "timeaccount/1-agreements",
        lambda d: put(answer(d, "TIM-10.1", "nextopen")["values"], 0, "2026-04-02T10:00:00+02:00"),
        "opening hours",
    ),
    # The hotline.
    "a case of the year before": (
        "hotline/1-grant",
        lambda d: put(entry(d, "HOT-06.2", "receive", 1)["case"]["source"], "from", "2026-01-15"),
        "draw order of hotline lots",
    ),
    "the lot that ends later is drawn first": (
        "hotline/1-grant",
        lambda d: put(entry(d, "HOT-35.1", "receive", -1)["draws"][1], "lot", "S2"),
        "draw order of hotline lots",
    ),
    "a free case more": (
        "hotline/1-grant",
        lambda d: put(answer(d, "HOT-09.1", "remaining")["values"], 0, "7"),
        "balances of lots",
    ),
    "a leap day that is not recovered": (
        "hotline/1-grant",
        lambda d: put(answer(d, "HOT-06.3", "periodof", 1)["values"], 0, "2028-02-28"),
        "years of subscriptions",
    ),
    "a block at another price": (
        "hotline/3-extended",
        lambda d: put(entry(d, "HOT-28.2", "conclude", 1)["charge"], "amount", "1520.00"),
        "prices of extended hotline",
    ),
    "an estimate of one case more": (
        "hotline/3-extended",
        lambda d: put(answer(d, "HOT-26.3", "quote", 1)["outcome"], "cases", "5"),
        "estimates",
    ),
    # Mobile support.
    "a promise for Midsummer Eve": (
        "swap/3-promise",
        lambda d: put(answer(d, "SWP-27.2", "promiseddate")["values"], 0, "2026-06-19"),
        "promised days",
    ),
    "too late at the cutoff, and promised for the next day": (
        "swap/3-promise",
        lambda d: put(answer(d, "SWP-25.2", "promiseddate")["values"], 0, "2026-03-11"),
        "promised days",
    ),
    "who came later is served first": (
        "swap/3-promise",
        lambda d: put(entry(d, "SWP-44.2", "repair")["served"], "case", "C5"),
        "first come, first served",
    ),
    "eight per cent rounded to the nearest": (
        "swap/4-stock",
        lambda d: put(answer(d, "SWP-31.1", "targetstock")["values"], 0, "32"),
        "sizes of the stock",
    ),
    "a phone that is nowhere": (
        "swap/3-promise",
        lambda d: put(entry(d, "SWP-44.2", "repair")["shelf"], "on_hand", 2),
        "conservation of phones",
    ),
    "a month of thirty days": (
        "swap/1-levels",
        lambda d: put(answer(d, "SWP-04.1", "monthlyfee", reading="by day")["outcome"], "total", "10808.00 SEK"),
        "monthly fees",
    ),
    "a shipment on no invoice": (
        "swap/5-money",
        lambda d: put(entry(d, "SWP-39.1", "invoice"), "lines", 1),
        "freight and its invoices",
    ),
    # The queue.
    "who came later stands first": (
        "priority/1-order",
        lambda d: swapped(answer(d, "PRI-04.1", "order")["values"], 0, 1),
        "order of the queue",
    ),
    "two tickets change places": (
        "priority/1-order",
        lambda d: swapped(
            [s for s in steps(d, "PRI-04.1") if len(s.get("state", {}).get("queue", {}).get("waiting", ())) == 5][0][
                "state"
            ]["queue"]["waiting"],
            2,
            3,
        ),
        "order of the queue",
    ),
    "a contract that ended the day before": (
        "priority/1-order",
        lambda d: put(answer(d, "PRI-02.1", "groupof", 1)["values"], 0, "WithoutContract"),
        "groups, claims and who pays",
    ),
    "a promise in elapsed hours": (
        "priority/2-groups",
        lambda d: put(answer(d, "PRI-19.2", "promisedby", 1)["values"], 1, "2026-03-10T19:00:00+01:00"),
        "promised times",
    ),
}


class Vectors(unittest.TestCase):
    def test_alterations(self):
        for what, (name, alter, told) in ALTERATIONS.items():
            with self.subTest(what):
                original = DOCUMENTS[name + ".json"]
                altered = copy.deepcopy(original)
                alter(altered)
                pairs = zip(original["stories"], altered["stories"])
                touched = [number for number, (before, after) in enumerate(pairs) if before != after] or [0]
                before, after = (
                    check.check([(name, dict(d, stories=[d["stories"][number] for number in touched]))]).problems
                    for d in (original, altered)
                )
                found = [problem for problem in after if problem not in before]  # a story has not all kinds
                self.assertTrue(any(told in problem for problem in found), found)

    def test_what_is_never_computed(self):
        altered = copy.deepcopy(DOCUMENTS["priority/2-groups.json"])
        for story in altered["stories"]:
            story["steps"] = [step for step in story["steps"] if step.get("verb") != "promisedby"]
        queue = {name: document for name, document in DOCUMENTS.items() if document["contract"] == "priority"}
        self.assertEqual([], check.check(list(queue.items())).problems)
        queue["priority/2-groups.json"] = altered
        problems = check.check(list(queue.items())).problems
        self.assertEqual(["all files: nothing was computed of this kind: promised times"], problems)

    def test_the_program(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual((1, "holds no vectors"), self.run_on(folder, "holds no vectors"))
            file = Path(folder, "1.json")
            file.write_text("{", encoding="utf-8")
            self.assertEqual((1, folder), self.run_on(folder, folder))
            document = copy.deepcopy(DOCUMENTS["punchcard/1-cards.json"])
            put(answer(document, "PCH-04.3", "price")["values"], 0, "9499.90 DKK")
            file.write_text(json.dumps(document), encoding="utf-8")
            place = "punchcard/1-cards.story:"
            self.assertEqual((1, place), self.run_on(folder, place))
            self.assertEqual((1, "PCH-04.3, step"), self.run_on(folder, "PCH-04.3, step"))
            file.write_text(json.dumps([1]), encoding="utf-8")
            self.assertEqual((1, "is not of type object"), self.run_on(folder, "is not of type object"))
            file.write_text(json.dumps(dict(document, contract="another")), encoding="utf-8")
            self.assertEqual((0, ""), self.run_on(folder, ""))
        with contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(2, check.main([]))

    def run_on(self, folder, told):
        """Runs the program and returns its code, and what it should say if it says it."""
        said = io.StringIO()
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            code = check.main([folder])
        return code, told if told in said.getvalue() else said.getvalue()


class Arithmetic(unittest.TestCase):
    def test_terms(self):
        for start, months, end in (
            ("2026-01-15", 6, "2026-07-15"),
            ("2021-05-12", 60, "2026-05-12"),
            ("2025-08-31", 6, "2026-02-28"),
            ("2027-08-31", 6, "2028-02-29"),
            ("2024-02-29", 36, "2027-02-28"),
            ("2025-11-30", 3, "2026-02-28"),
        ):
            self.assertEqual(end, str(last_day(date.fromisoformat(start), {"months": months})))
        self.assertEqual("2027-03-01", str(last_day(date(2026, 3, 2), {"months": 12, "end": "DayBefore"})))
        self.assertEqual("2025-12-31", str(add_months(date(2026, 1, 31), -1)))
        leap = [str(period(date(2024, 2, 29), 12, number)) for number in (1, 3, 4, 5)]
        self.assertEqual(["2025-02-28", "2027-02-28", "2028-02-29", "2029-02-28"], leap)

    def test_money(self):
        self.assertEqual("9499.91 DKK", str(money("999.99 DKK").times(Fraction(95, 10))))
        self.assertEqual("500.00 DKK", str(money("999.99 DKK").times(Fraction(1, 2))))
        self.assertEqual([1, -1, 0, 2], [half_away(Fraction(n, 10)) for n in (5, -5, 4, 15)])
        self.assertEqual("-0.05 NOK", str(-money("0.05 NOK")))
        self.assertEqual("0.00", str(Money()))
        with self.assertRaises(Differs):
            money("1.00 NOK") + money("1.00 DKK")

    def test_stock(self):
        for phones, up, nearest in ((400, 32, 32), (401, 33, 32), (407, 33, 33), (5, 1, 0), (13, 2, 1), (0, 0, 0)):
            self.assertEqual((up, nearest), (target(phones, 800, "Up"), target(phones, 800, "Nearest")))
        self.assertEqual({"A": 17, "B": 11, "C": 5}, target_per_model({"A": 210, "B": 140, "C": 60}, 800, "Up"))

    def test_holidays(self):
        for day in ("2019-04-21", "2024-03-31", "2026-04-05", "2027-03-28", "2038-04-25", "1981-04-19", "2008-03-23"):
            self.assertEqual(day, str(easter(int(day[:4]))))
        for region, days in {
            "NO": "01-01 04-02 04-03 04-06 05-01 05-14 05-25 12-25",
            "DK": "01-01 04-02 04-03 04-06 05-14 05-25 12-25",
            "SE": "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31",
            "DE-RP": "01-01 04-03 04-06 05-01 05-14 05-25 06-04 12-25",
        }.items():
            closed = sorted(str(day)[5:] for day in holidays(region, ("public", "de-facto"), 2026) if day.weekday() < 5)
            self.assertEqual(days.split(), closed, region)

    def test_clocks(self):
        elapsed = moment(date(2026, 3, 30), 11 * 3600) - moment(date(2026, 3, 27), 15 * 3600)
        self.assertEqual(67 * 3600, elapsed.total_seconds())
        with self.assertRaises(Differs):
            moment(date(2016, 3, 27), 2 * 3600 + 59 * 60)
        summer = parse_moment("2026-03-29T01:00:00Z")
        self.assertEqual([7200, 3600], [offset(at).seconds for at in (summer, parse_moment("2026-10-25T01:00:00Z"))])
        self.assertEqual(["3h10m", "0s", "-5m", "1s"], [length(n) for n in (11400, 0, -300, 1)])

    def test_working_hours(self):
        week = {day: ["08:00-16:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
        hours = Calendar({"week": week, "holidays": {"region": "DK"}, "exceptions": [{"date": "2026-12-24"}]})
        for at, open_hours, due in (
            ("2026-03-27T15:00:00+01:00", 4, "2026-03-30T11:00:00+02:00"),
            ("2026-10-23T15:00:00+02:00", 4, "2026-10-26T11:00:00+01:00"),
            ("2026-03-10T10:00:00+01:00", 6, "2026-03-10T16:00:00+01:00"),
            ("2026-03-10T10:01:00+01:00", 6, "2026-03-11T08:01:00+01:00"),
            ("2026-03-10T16:00:00+01:00", 4, "2026-03-11T12:00:00+01:00"),
            ("2026-12-23T13:00:00+01:00", 6, "2026-12-28T11:00:00+01:00"),
        ):
            self.assertEqual(parse_moment(due), hours.deadline(parse_moment(at), open_hours * 3600))
        late = hours.open_between(parse_moment("2026-03-10T13:15:00+01:00"), parse_moment("2026-03-11T09:00:00+01:00"))
        self.assertEqual(13500, late)


class Form(unittest.TestCase):
    def test_keywords(self):
        for schema, value, told in (
            ({"type": "integer"}, True, "is not of type integer"),
            ({"type": ["string", "boolean"]}, 1, "is not of type string or boolean"),
            ({"const": 1}, 2, "is not 1"),
            ({"enum": ["a", "b"]}, "c", "is none of a, b"),
            ({"pattern": "^a$"}, "b", "does not match"),
            ({"format": "date-time"}, "2026-03-10T25:00:00Z", "is no date-time"),
            ({"minLength": 1}, "", "is empty"),
            ({"minimum": 1}, 0, "is below 1"),
            ({"minItems": 1}, [], "is empty"),
            ({"minProperties": 1}, {}, "is empty"),
            ({"items": {"const": 1}}, [1, 2], "2 is not 1"),
            ({"required": ["a"]}, {}, "is missing"),
            ({"dependentRequired": {"a": ["b"]}}, {"a": 1}, "stands without 'b'"),
            ({"properties": {"a": {"const": 1}}}, {"a": 2}, "2 is not 1"),
            ({"additionalProperties": {"const": 1}}, {"a": 2}, "2 is not 1"),
            ({"additionalProperties": False}, {"a": 2}, "is unknown"),
            ({"allOf": [{"const": 1}]}, 2, "2 is not 1"),
            ({"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}, {"a": 1, "b": 1}, "2 of these instead of one"),
            ({"if": {"type": "string"}, "then": {"const": "a"}}, "b", "is not 'a'"),
            ({"$ref": "#/$defs/one", "$defs": {"one": {"const": 1}}}, 2, "2 is not 1"),
        ):
            problems = [problem for _, problem in Schema(schema).problems(value)]
            self.assertEqual(1, len(problems), (schema, problems))
            self.assertIn(told, problems[0])
        self.assertEqual([], list(Schema({"if": {"type": "string"}, "then": {"const": "a"}}).problems(1)))
        with self.assertRaises(ValueError):
            list(Schema({"maximum": 1}).problems(2))


if __name__ == "__main__":
    if FOLDER is None:
        sys.exit("usage: check_test.py FOLDER")
    unittest.main()
