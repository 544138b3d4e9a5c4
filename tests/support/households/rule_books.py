"""Rule books for tests: one that never changes, and those that the facts of a world tell of."""

from __future__ import annotations

from functools import cache

from casework.application.log.records.groups import Entry
from casework.application.log.records.household_ids import reference_id
from casework.application.writing.rule_books import CALENDARS, POLICIES, RulesUnreadableError
from casework.domain.fact import Recorded
from casework.domain.facts.office.rules import CalendarLoaded, PolicyPublished
from casework.domain.rules.rule_book import RuleBook
from tests.support.households.life_stories import KEY, RULES, World

BOOK = RuleBook(built_in=RULES)
POLICY_STREAM, CALENDAR_STREAM = (reference_id(KEY, kind="rules", name=name) for name in (POLICIES, CALENDARS))


class FixedBook:
    """The same rules at every position. A RuleSource."""

    def __init__(self, book: RuleBook = BOOK) -> None:
        self._book = book

    def at(self, position: int) -> RuleBook:
        """The book."""
        return self._book


BOOKS = FixedBook()


class BooksOf:
    """The books of a world, folded from its facts whenever one is asked for. A RuleSource."""

    def __init__(self, world: World) -> None:
        self._world = world

    def at(self, position: int) -> RuleBook:
        """The book as of a position."""
        return _book(tuple(_rule(entry) for entry in self._world.facts[:position] if _is_rule(entry)))


@cache
def _book(rules: tuple[PolicyPublished | CalendarLoaded, ...]) -> RuleBook:
    return _book(rules[:-1]).with_fact(rules[-1]) if rules else BOOK


def _is_rule(entry: Entry) -> bool:
    return entry[1].originator_id in (POLICY_STREAM, CALENDAR_STREAM)


def _rule(entry: Entry) -> PolicyPublished | CalendarLoaded:
    position, found = entry
    if not isinstance(found, Recorded):
        raise RulesUnreadableError(position, found.originator_id, found.originator_version, found.topic, found.reason)
    assert isinstance(found.fact, PolicyPublished | CalendarLoaded)
    return found.fact
