"""Rules that change in a world: policies and calendars of its own making, published in the middle of its log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from casework.domain.facts.office.rules import EVERYWHERE, CalendarLoaded, PolicyPublished
from casework.domain.policy.text import default_policy_text
from tests.support.households.life_stories import MORNING, World
from tests.support.households.rule_books import CALENDAR_STREAM, POLICY_STREAM

Edit = tuple[str, str]

VERIFY_IN_5_DAYS: Edit = (
    'value = 15, unit = "calendar-days" }\nduty = "township"',
    'value = 5, unit = "calendar-days" }\nduty = "township"',
)
MEN_TO_65: Edit = ("men = [16, 60]", "men = [16, 65]")
FROM_17: Edit = ("men = [16, 60]", "men = [17, 60]")
A_CALL: Edit = (
    '[[deadline]]\nname = "verify"',
    (
        '[[deadline]]\nname = "first-call"\nzh = "首次电话"\nen = "first call"\nsource = "default: a test"\n'
        'starts = [{ fact = "detected" }]\nmet = [{ fact = "follow-up-logged" }]\n'
        'limit = { value = 3, unit = "working-days" }\nduty = "township"\n\n[[deadline]]\nname = "verify"'
    ),
)
"""A deadline that the built-in policy has not."""


def a_policy(version: str, effective_on: date, *edits: Edit) -> str:
    """The built-in policy's text under another version and date, with these replacements."""
    text = default_policy_text()
    for old, new in (('version = "1"', f'version = "{version}"'), ("2004-01-01", str(effective_on)), *edits):
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def a_closure(version: str, first: date, last: date) -> str:
    """A calendar's text in which these days are off."""
    return (
        f'version = "{version}"\nnames = [{{ code = "flood", zh = "洪灾", en = "flood" }}]\n\n'
        f'[[years]]\nyear = {first.year}\nnotice = "a notice"\nwork = []\n'
        f'off = [{{ name = "flood", first = {first}, last = {last} }}]\n'
    )


def published(version: str, effective_on: date, *edits: Edit, division: str = EVERYWHERE) -> PolicyPublished:
    """The fact that a policy was published."""
    text = a_policy(version, effective_on, *edits)
    return PolicyPublished(version=version, effective_on=effective_on, division=division, text=text)


def loaded(version: str, first: date, last: date, *, division: str) -> CalendarLoaded:
    """The fact that a division loaded days of its own."""
    text = a_closure(version, first, last)
    return CalendarLoaded(version=version, years=(first.year,), division=division, text=text)


def record(world: World, *facts: PolicyPublished | CalendarLoaded, at: datetime = MORNING) -> None:
    """Record them as the next facts of the world."""
    for fact in facts:
        world.add(POLICY_STREAM if isinstance(fact, PolicyPublished) else CALENDAR_STREAM, fact, by="county", at=at)


def strewn(world: World, facts: Sequence[PolicyPublished | CalendarLoaded]) -> World:
    """The world with these facts among its own, in equal distances; the last one is its last fact."""
    mixed = World()
    every = max(1, len(world.facts) // len(facts))
    left = list(facts)
    for number, (_, entry) in enumerate(world.facts, start=1):
        mixed.facts.append((len(mixed.facts) + 1, entry))
        if number % every == 0 and len(left) > 1:
            record(mixed, left.pop(0))
    record(mixed, *left)
    return mixed
