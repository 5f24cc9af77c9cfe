#!/usr/bin/env python3
"""Checks exported vectors: their form, and every figure that the clauses determine.

    python3 check.py FOLDER

Each file is validated against schema.json beside this program. Then the stories are
played through a second time, by arithmetic that was written from the clauses and shares
nothing with the packages, and what comes out is compared with what the vectors say. It
prints how many figures of each kind it computed. A figure that differs, and a kind of
which there is none, make it fail. README.md says what is computed.

Python 3.9 or later, and nothing else.
"""

import json
import sys
from pathlib import Path

import hotline
import priority
import punchcard
import swap
import timeaccount
from arithmetic import Differs, Money, moment, money, offset, parse_date, parse_moment
from schema import Schema

CONTRACTS = {
    "hotline": hotline.Story,
    "priority": priority.Story,
    "punchcard": punchcard.Story,
    "swap": swap.Story,
    "timeaccount": timeaccount.Story,
}
SHARED = (
    "moments in their zone",
    "entries as they were told",
    "clauses of an answer and of its entry",
    "sequence numbers",
    "reversals that are exact opposites",
    "charges of an answer",
    "refusals that change nothing",
    "figures that a value began with",
    "figures taken from the terms",
)


class Tally:
    """How many figures of each kind were computed, and which differ."""

    def __init__(self):
        self.counts = {}
        self.problems = []
        self.place = ""
        self.stories = 0

    def same(self, kind, said, computed, what=""):
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if said != computed:
            self.problem(f"{kind}: {what + ': ' if what else ''}the vector says {said}, and it is {computed}")

    def problem(self, text):
        self.problems.append(f"{self.place}: {text}")


class World:
    """What stands at some step of a story: terms, calendar, ledger and values."""

    def __init__(self):
        self.terms, self.calendar = {}, None
        self.entries, self.refs, self.values, self.sequence, self.figures = [], {}, {}, {}, {}

    def step(self, step):
        self.terms = step.get("terms", self.terms)
        self.calendar = step.get("calendar", self.calendar)
        for entry in step.get("forgotten", ()):
            self.entries.remove(entry)
        if "forgotten" in step:
            self.refs = {entry["ref"]: entry for entry in self.entries}
            self.sequence = {draw["of"]: draw["seq"] for entry in self.entries for draw in entry["draws"]}
        for kind, values in step.get("state", {}).items():
            self.values.setdefault(kind, {}).update(values)


def shared(world, step, tally):
    """What holds for the entries of every contract with a ledger."""
    entries, told = step.get("entries", ()), step.get("told")
    for entry in entries:
        for key in ("at", "entered"):
            instant = parse_moment(entry[key])
            tally.same("moments in their zone", instant.utcoffset(), offset(instant), key)
        told_late = step["args"].get("entered")
        computed = step["at"] if step.get("verb") == "correct" else entry["at"]
        if told_late:
            computed = moment(parse_date(told_late)).isoformat()
        tally.same("moments in their zone", entry["entered"], computed, "entered")
        begun(world, entry, tally)
        if entry["ref"] in world.refs:
            tally.problem(f"the reference {entry['ref']!r} comes twice")
        for of in dict.fromkeys(draw["of"] for draw in entry["draws"]):
            following = world.sequence.get(of, 0) + 1
            for draw in entry["draws"]:
                if draw["of"] == of:
                    tally.same("sequence numbers", draw["seq"], following, of)
            world.sequence[of] = following
        if "reverses" in entry and takes_back(entry):
            opposite(world, entry, tally)
        world.entries.append(entry)
        world.refs[entry["ref"]] = entry
    if told and entries:
        if len(entries) != 1:
            tally.problem(f"one fact was told, and {len(entries)} entries came of it")
        said = {key: entries[0][key] for key in ("ref", "at", "entered", "kind", "fact")}
        meant = dict(told["event"], at=step["at"], kind=step["verb"], fact=told["fact"])
        tally.same("entries as they were told", said, meant)
        tally.same("clauses of an answer and of its entry", step["answer"].get("clauses"), entries[0]["why"])
    for values in step.get("state", {}).values():
        for name, value in values.items():
            if isinstance(value, dict) and "seq" in value:
                tally.same("sequence numbers", value["seq"], world.sequence.get(name), name)
            if isinstance(value, dict) and "figures" in value:
                tally.same("figures that a value began with", value["figures"], world.figures.get(name), name)
    if "refused" in step.get("answer", {}) or "failed" in step.get("answer", {}):
        changed = [key for key in ("entries", "state") if key in step]
        tally.same("refusals that change nothing", changed, [])
    if entries and "outcome" in step.get("answer", {}):
        total = sum((money(entry.get("charge")) for entry in entries), Money())
        tally.same("charges of an answer", money(step["answer"]["outcome"].get("charge")), total)


FIGURES = "card task addon fault agreement enquiry pool device order workshop case".split()


def begun(world, entry, tally):
    """The figures that a value begins with, and of those the terms have, the same; an
    enquiry under an agreement has them from that (GEN-15)."""
    for name in FIGURES:
        figures = entry.get(name)
        if not isinstance(figures, dict):
            continue
        for draw in entry["draws"]:
            told = entry["fact"].get(name)
            if told == draw["of"] or told is None and draw["seq"] == 1:  # a phone that is identified begins anew
                world.figures[draw["of"]] = figures
        figures = dict(figures)
        figures.update(figures.pop("task", {}))
        terms = dict(world.terms, **world.terms.get("delivery", {}))
        if name == "enquiry":
            terms.update(world.figures.get(figures.get("agreement"), {}))
        for key in figures.keys() & terms.keys():
            figure, term = figures[key], terms[key]
            if isinstance(term, list):
                term = " ".join(map(str, term))
            if type(figure) is type(term):
                tally.same("figures taken from the terms", figure, term, f"{name}, {key}")


def takes_back(entry):
    """A hotline case that was support, and is now counted, gives nothing back (HOT-18)."""
    return not (entry["kind"] == "reclassify" and entry["fact"]["class"] == "Hotline")


def opposite(world, entry, tally):
    """A reversal moves every value by as much as it was moved, the other way, and once."""
    kind, of = "reversals that are exact opposites", entry["reverses"]
    original = world.refs.get(of)
    if original is None:
        tally.problem(f"{entry['ref']} takes back {of!r}, which is not in the ledger")
        return
    if any(other.get("reverses") == of for other in world.entries):
        tally.problem(f"{of!r} is taken back twice")
    before, after = standing(world, original), moves(entry)
    for key in sorted(before.keys() | after.keys()):
        tally.same(kind, after.get(key, 0), -before.get(key, 0), f"{of}, {' '.join(key)}")
    tally.same(kind, entry.get("uncovered", 0), -original.get("uncovered", 0), f"{of}, uncovered")
    tally.same(kind, money(entry.get("charge")), -money(original.get("charge")), f"{of}, charge")


def standing(world, entry):
    """What an entry moved, with what it took back itself."""
    total = moves(entry)
    if "reverses" in entry:
        for key, moved in standing(world, world.refs[entry["reverses"]]).items():
            total[key] = total.get(key, 0) + moved
    return total


def moves(entry):
    total = {}
    for draw in entry["draws"]:
        key = draw["of"], draw.get("lot", "")
        total[key] = total.get(key, 0) + draw.get("moved", 0)
    return {key: moved for key, moved in total.items() if moved}


def play(document, tally):
    """Plays the stories of a file. Of a contract that is not known here, only what holds
    for every ledger is computed."""
    contract = CONTRACTS.get(document["contract"])
    for told in document["stories"]:
        world = World()
        tally.stories += 1
        story = contract(world, tally) if contract else None
        name = told["number"] + (f" ({told['reading']})" if "reading" in told else "")
        for count, step in enumerate(told["steps"]):
            what = step.get("verb") or "given " + step["given"]
            tally.place = f"{document['contract']}/{document['file']}:{step['line']}: {name}, step {count + 1} ({what})"
            try:
                world.step(step)
                if all("draws" in entry for entry in step.get("entries", ())):
                    shared(world, step, tally)
                if story:
                    story.step(step)
            except Differs as problem:
                tally.problem(str(problem))
            except (AttributeError, LookupError, StopIteration, TypeError, ValueError) as problem:
                tally.problem(f"it cannot be followed: {type(problem).__name__} {problem}")


def check(documents):
    """Checks documents by name, and returns the tally."""
    schema = Schema(json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8")))
    tally, formed = Tally(), []
    for name, document in documents:
        problems = list(schema.problems(document))
        for place, problem in problems:
            tally.place = f"{name}: {described(document, place)}"
            tally.problem(problem)
        if not problems:  # what has not its form cannot be computed
            formed.append(document)
    for name in sorted({document["contract"] for document in formed} & CONTRACTS.keys()):
        tally.counts.update(dict.fromkeys(SHARED if CONTRACTS[name].LEDGER else (), 0))
    for name in sorted({document["contract"] for document in formed} & CONTRACTS.keys()):
        tally.counts.update(dict.fromkeys(CONTRACTS[name].KINDS, 0))
    for document in formed:
        play(document, tally)
    tally.place = "all files"
    for kind, count in tally.counts.items():
        if count == 0:
            tally.problem(f"nothing was computed of this kind: {kind}")
    return tally


def described(document, place):
    """A place in a document, with the number of the story."""
    parts = place.split("/")
    if len(parts) > 2 and parts[1] == "stories":
        number = document["stories"][int(parts[2])]
        number = number.get("number", parts[2]) if isinstance(number, dict) else parts[2]
        rest = parts[3:]
        if len(rest) > 1 and rest[0] == "steps":
            rest = [f"step {int(rest[1]) + 1}", *rest[2:]]
        return ", ".join([number, "/".join(rest)]) if rest else number
    return place or "the file"


def read(folder):
    """Reads all vectors of a folder."""
    return [
        (str(path.relative_to(folder)), json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(Path(folder).rglob("*.json"))
    ]


def main(args):
    if len(args) != 1:
        print("usage: check.py FOLDER", file=sys.stderr)
        return 2
    try:
        documents = read(args[0])
    except ValueError as problem:
        print(f"{args[0]}: {problem}", file=sys.stderr)
        return 1
    if not documents:
        print(f"{args[0]} holds no vectors", file=sys.stderr)
        return 1
    tally = check(documents)
    for kind, count in tally.counts.items():
        print(f"{count:7}  {kind}")
    print(f"{sum(tally.counts.values()):7}  figures, of {tally.stories} stories")
    for problem in tally.problems:
        print(problem, file=sys.stderr)
    if tally.problems:
        print(f"{len(tally.problems)} problems", file=sys.stderr)
    return 1 if tally.problems else 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.exit(main(sys.argv[1:]))
