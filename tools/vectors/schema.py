"""Validates JSON against a JSON Schema (draft 2020-12): the keywords that schema.json
uses, and no others. A keyword it does not know is an error, so that a schema never
promises what nobody checks."""

import re
from datetime import date

from arithmetic import parse_moment

TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
}
FORMATS = {"date": date.fromisoformat, "date-time": parse_moment}
ANNOTATIONS = {"$schema", "$defs", "title", "description", "properties", "then"}


class Schema:
    def __init__(self, root):
        self.root = root
        self.rules = {}  # of each schema, by its identity

    def problems(self, value):
        """Yields what is wrong with a value: a place in it, and why."""
        yield from self.check(value, self.root, "")

    def check(self, value, schema, place):
        rules = self.rules.get(id(schema))
        if rules is None:
            rules = self.rules[id(schema)] = [self.rule(keyword) for keyword in schema if keyword not in ANNOTATIONS]
        for rule, keyword in rules:
            yield from rule(value, schema[keyword], place, schema)
        if isinstance(value, dict):
            for name, below in schema.get("properties", {}).items():
                if name in value:
                    yield from self.check(value[name], below, f"{place}/{name}")

    def rule(self, keyword):
        rule = getattr(self, "rule_" + keyword.removeprefix("$"), None)
        if rule is None:
            raise ValueError(f"the schema says {keyword!r}, which this program does not check")
        return rule, keyword

    def valid(self, value, schema):
        return next(self.check(value, schema, ""), None) is None

    def rule_ref(self, value, reference, place, _):
        yield from self.check(value, self.root["$defs"][reference.removeprefix("#/$defs/")], place)

    def rule_type(self, value, names, place, _):
        names = [names] if isinstance(names, str) else names
        if not any(TYPES[name](value) for name in names):
            yield place, f"{shown(value)} is not of type {' or '.join(names)}"

    def rule_const(self, value, constant, place, _):
        if value != constant:
            yield place, f"{shown(value)} is not {constant!r}"

    def rule_enum(self, value, values, place, _):
        if value not in values:
            yield place, f"{shown(value)} is none of {', '.join(map(str, values))}"

    def rule_pattern(self, value, pattern, place, _):
        if isinstance(value, str) and not re.search(pattern, value):
            yield place, f"{shown(value)} does not match {pattern}"

    def rule_format(self, value, name, place, _):
        try:
            if isinstance(value, str):
                FORMATS[name](value)
        except ValueError:
            yield place, f"{shown(value)} is no {name}"

    def rule_minLength(self, value, least, place, _):
        if isinstance(value, str) and len(value) < least:
            yield place, "the text is empty"

    def rule_minimum(self, value, least, place, _):
        if TYPES["integer"](value) and value < least:
            yield place, f"{value} is below {least}"

    def rule_minItems(self, value, least, place, _):
        if isinstance(value, list) and len(value) < least:
            yield place, "the list is empty"

    def rule_minProperties(self, value, least, place, _):
        if isinstance(value, dict) and len(value) < least:
            yield place, "the object is empty"

    def rule_items(self, value, below, place, _):
        if isinstance(value, list):
            for number, item in enumerate(value):
                yield from self.check(item, below, f"{place}/{number}")

    def rule_required(self, value, names, place, _):
        if isinstance(value, dict):
            for name in names:
                if name not in value:
                    yield place, f"the field {name!r} is missing"

    def rule_dependentRequired(self, value, needed, place, _):
        if isinstance(value, dict):
            for name, others in needed.items():
                for other in others:
                    if name in value and other not in value:
                        yield place, f"the field {name!r} stands without {other!r}"

    def rule_additionalProperties(self, value, below, place, schema):
        if isinstance(value, dict):
            for name in value:
                if name in schema.get("properties", {}):
                    continue
                if below is False:
                    yield place, f"the field {name!r} is unknown"
                else:
                    yield from self.check(value[name], below, f"{place}/{name}")

    def rule_allOf(self, value, schemas, place, _):
        for below in schemas:
            yield from self.check(value, below, place)

    def rule_oneOf(self, value, schemas, place, _):
        fitting = sum(self.valid(value, below) for below in schemas)
        if fitting != 1:
            wanted = ", or ".join(" and ".join(below["required"]) for below in schemas)
            yield place, f"it has {fitting} of these instead of one: {wanted}"

    def rule_if(self, value, condition, place, schema):
        if self.valid(value, condition):
            yield from self.check(value, schema["then"], place)


def shown(value):
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
