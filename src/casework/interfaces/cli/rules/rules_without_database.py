"""The rules in use and the divisions they hold in, as commands about policies and calendars ask for them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.divisions.codes import significant_digits
from casework.domain.divisions.tree import Divisions
from casework.domain.errors import NotFoundError
from casework.domain.rules.built_in import built_in_rules
from casework.domain.rules.rule_book import RuleBook
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.settings import read_settings


class NoSuchDivisionError(NotFoundError):
    """No division with this code is loaded, so nothing can hold in it."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.zh = f"没有载入区划{code}，请核对代码（casework import --divisions 载入区划）"
        self.en = f"No division {code} is loaded; check the code (casework import --divisions loads them)"


class KnownRules(NamedTuple):
    """The rules as they are known, today's date by the clock, and the divisions."""

    book: RuleBook
    today: date
    divisions: Divisions


def rules_without_database(asked: Asked) -> KnownRules:
    """What is known of the rules; where there is no database yet, what casework starts with, and none is made."""

    settings = read_settings(database=asked.database)
    if settings.sqlite_file is not None and not settings.sqlite_file.exists():
        book = RuleBook(built_in=built_in_rules())
        return KnownRules(book, shanghai_date(settings.clock or datetime.now(UTC)), Divisions.of(()))
    with workplace(asked) as place:
        today = shanghai_date(place.clock.now())
        return KnownRules(place.casework.books.current(), today, place.reading.divisions)


def refuse_unknown(division: str, divisions: Divisions) -> None:
    """Raise NoSuchDivisionError unless the division (12 digits) is loaded, or stands above one that is."""
    if not any(code.startswith(significant_digits(division)) for code, _ in divisions.entries()):
        raise NoSuchDivisionError(division)
