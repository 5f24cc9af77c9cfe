"""The calculation rules that all contracts share (GEN-01 to GEN-10), from the clauses.

Nothing here was taken from the Go packages: days, holidays, working hours, terms and
money are computed anew, with whole numbers and fractions, never floating point.
"""

from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from functools import lru_cache

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
CENTRAL_EUROPE = {"Europe/Oslo", "Europe/Stockholm", "Europe/Copenhagen", "Europe/Berlin"}


class Differs(Exception):
    """A figure is not what the clauses make it."""


def counted(units, unit):
    return f"{units} {unit}" if units == 1 else f"{units} {unit}s"


def parse_date(text):
    return date.fromisoformat(text)


def parse_moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def last_sunday(year, month):
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def offset(instant):
    """How far the clocks of Central Europe are ahead of UTC at an instant: two hours from
    the last Sunday in March to the last Sunday in October, 01:00 UTC, and else one."""
    utc = instant.astimezone(timezone.utc)
    begins, ends = (
        datetime(utc.year, day.month, day.day, 1, tzinfo=timezone.utc)
        for day in (last_sunday(utc.year, 3), last_sunday(utc.year, 10))
    )
    return timedelta(hours=2 if begins <= utc < ends else 1)


def moment(day, seconds=0):
    """The instant of a time of day in Central Europe."""
    naive = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)
    for hours in (1, 2):
        zone = timezone(timedelta(hours=hours))
        instant = naive.replace(tzinfo=zone)
        if offset(instant) == timedelta(hours=hours):
            return instant
    raise Differs(f"{naive} does not exist in Central Europe")


def local(instant):
    """An instant on the clocks of Central Europe."""
    return instant.astimezone(timezone(offset(instant)))


def add_months(day, months):
    """The day with the same number, or the month's last (GEN-05)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - DAY).day))


def last_day(day, term):
    """The last day of a term that runs out, inclusive (GEN-04)."""
    same = add_months(day, term["months"])
    return same - DAY if term.get("end") == "DayBefore" else same


def period(start, step, number):
    """The first day of a repeating period, counted from the first start (GEN-06)."""
    return add_months(start, step * number)


def period_of(start, step, day):
    """The number of the period that a day is in."""
    number = 0
    while period(start, step, number + 1) <= day:
        number += 1
    return number


def started(amount, step):
    """Full steps that hold an amount."""
    return -(-amount // step)


def half_away(value):
    """A fraction as the nearest whole number, half away from zero (GEN-09)."""
    value = Fraction(value)
    whole, half = divmod(abs(value) * 2 + 1, 2)
    return int(whole) * (1 if value >= 0 else -1)


class Money:
    """An amount of one currency in hundredths; nothing has none."""

    def __init__(self, minor=0, currency=""):
        self.minor, self.currency = minor, currency if minor else ""

    def __eq__(self, other):
        return (self.minor, self.currency) == (other.minor, other.currency)

    def __add__(self, other):
        if self.currency and other.currency and self.currency != other.currency:
            raise Differs(f"{self} and {other} cannot be added")
        return Money(self.minor + other.minor, self.currency or other.currency)

    def __neg__(self):
        return Money(-self.minor, self.currency)

    def times(self, factor):
        """An amount by a number, rounded once."""
        return Money(half_away(Fraction(factor) * self.minor), self.currency)

    def __repr__(self):
        whole, part = divmod(abs(self.minor), 100)
        text = f"{'-' if self.minor < 0 else ''}{whole}.{part:02d}"
        return f"{text} {self.currency}" if self.currency else text


def money(value):
    """Reads an amount: an object, a text such as "9.00 NOK", or nothing."""
    if not value:
        return Money()
    if isinstance(value, dict):
        text, currency = value["amount"], value["currency"]
    else:
        text, _, currency = value.partition(" ")
    whole, _, part = text.lstrip("-").partition(".")
    minor = int(whole) * 100 + int(part.ljust(2, "0"))
    return Money(-minor if text.startswith("-") else minor, currency)


def in_force(dated, day):
    """The last of some dated rows that has begun on a day."""
    begun = [row for row in dated if parse_date(row["from"]) <= day]
    return max(begun, key=lambda row: row["from"]) if begun else None


@lru_cache(maxsize=None)
def easter(year):
    """Easter Sunday, by the method of Gauss for the Gregorian calendar."""
    golden, century = year % 19, year // 100
    moon = (15 + century - century // 4 - (13 + 8 * century) // 25) % 30
    sunday = (4 + century - century // 4) % 7
    full = (19 * golden + moon) % 30
    if full == 29 or full == 28 and golden > 10:
        full -= 1
    after = (2 * (year % 4) + 4 * (year % 7) + 6 * full + sunday) % 7
    # Full moon is that many days after 21 March; the next Sunday is at least a day later.
    day = date(year, 3, 22) + timedelta(days=full + after)
    return day


@lru_cache(maxsize=None)
def holidays(region, categories, year):
    """The days on which nobody works in a year (GEN-03, SWP-27, PCH-35, TIM-10)."""
    sunday = easter(year)
    moved = {
        "NO": (-3, -2, 1, 39, 50),
        "DK": (-3, -2, 1, 39, 50) + ((26,) if year < 2024 else ()),  # Great Prayer Day
        "SE": (-2, 1, 39) + ((50,) if year < 2005 else ()),
        "DE-RP": (-2, 1, 39, 50, 60),
    }[region]
    fixed = {
        "NO": [(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)],
        "DK": [(1, 1), (12, 25), (12, 26)],
        "SE": [(1, 1), (1, 6), (5, 1), (12, 25), (12, 26)] + ([(6, 6)] if year >= 2005 else []),
        "DE-RP": [(1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26)],
    }[region]
    days = {sunday + timedelta(days=after) for after in moved}
    days |= {date(year, month, day) for month, day in fixed}
    if region == "SE" and "de-facto" in categories:
        days |= {date(year, 12, 24), date(year, 12, 31)}
        days |= {day for day in (date(year, 6, number) for number in range(19, 26)) if day.weekday() == 4}
    return days


class Calendar:
    """Working days and hours, from the spec that a vector carries. Only what the
    contracts use: a week, holidays of a region, and days closed one by one."""

    def __init__(self, spec):
        self.region = spec["holidays"]["region"]
        self.categories = tuple(spec["holidays"].get("categories", ("public",)))
        self.closed = {parse_date(day["date"]) for day in spec.get("exceptions", ()) if not day.get("hours")}
        self.week = []
        for name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"):
            spans = [span.split("-") for span in spec["week"].get(name, ())]
            self.week.append([tuple(int(clock[:2]) * 3600 + int(clock[3:]) * 60 for clock in span) for span in spans])

    def hours(self, day):
        """The openings of a day as instants."""
        if day in self.closed or day in holidays(self.region, self.categories, day.year):
            return []
        return [(moment(day, start), moment(day, end)) for start, end in self.week[day.weekday()]]

    def works(self, day):
        return bool(self.hours(day))

    def on_or_after(self, day):
        while not self.works(day):
            day += DAY
        return day

    def next_working_day(self, day):
        return self.on_or_after(day + DAY)

    def working_days(self, start, until):
        """How many working days lie in [start, until)."""
        count = 0
        while start < until:
            count, start = count + self.works(start), start + DAY
        return count

    def is_open(self, instant):
        return any(start <= instant < end for start, end in self.hours(local(instant).date()))

    def next_open(self, instant):
        """The instant itself if it is open, or the next opening (GEN-08)."""
        if self.is_open(instant):
            return instant
        day = local(instant).date()
        while True:
            for start, _ in self.hours(day):
                if start > instant:
                    return start
            day += DAY

    def last_close(self, day):
        """The last instant of service on a day or before (GEN-07)."""
        while not self.works(day):
            day -= DAY
        return self.hours(day)[-1][1]

    def open_until(self, instant):
        """The instant itself if it was open up to then, or the closing before it."""
        day = local(instant).date()
        while True:
            for start, end in reversed(self.hours(day)):
                if start < instant:
                    return min(end, instant)
            day -= DAY

    def deadline(self, instant, seconds):
        """The instant by which so much open time has passed, on closing time rather than
        on the next opening (GEN-08)."""
        instant, left = self.next_open(instant), timedelta(seconds=seconds)
        day = local(instant).date()
        while True:
            for start, end in self.hours(day):
                start = max(start, instant)
                if start < end and end - start >= left:
                    return start + left
                left -= max(end - start, timedelta(0))
            day += DAY

    def open_between(self, start, until):
        """Open seconds between two instants."""
        total, day = timedelta(0), local(start).date()
        while day <= local(until).date():
            for opens, closes in self.hours(day):
                total += max(min(closes, until) - max(opens, start), timedelta(0))
            day += DAY
        return int(total.total_seconds())


def delivery(terms, calendar, instant):
    """The day that a registration counts as, and the day promised (SWP-25, SWP-26)."""
    here = local(instant)
    day, before = here.date(), terms["before"]
    early = here.hour * 60 + here.minute < int(before[:2]) * 60 + int(before[3:5])
    works = calendar.works(day)
    counts = early and (works or terms.get("closed_day") == "Literal")
    effective = day if counts else calendar.next_working_day(day)
    promised = effective
    for _ in range(terms["working_days"]):
        promised = calendar.next_working_day(promised)
    return effective, promised


UNITS = (("h", 3600), ("m", 60), ("s", 1))


def length(seconds):
    """A length of time as stories write it: 3h10m, 45m, 0s."""
    if not seconds:
        return "0s"
    text = "-" if seconds < 0 else ""
    seconds = abs(seconds)
    for unit, size in UNITS:
        if seconds >= size:
            text, seconds = text + f"{seconds // size}{unit}", seconds % size
    return text
