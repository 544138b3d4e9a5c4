"""Ledgers of divisions are opened where a rule speaks of them, and closed where the division is no more (ADR 0034)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import structlog
from sqlalchemy import Engine

from casework.application.rules.divisions import village_changes
from casework.application.writing.casework import Casework
from casework.application.writing.references.ledger_openings import close_ledgers, open_ledgers
from casework.domain.divisions.changes import VillageChanges
from casework.domain.divisions.codes import FULL_LENGTH, DivisionLevel, level_of
from casework.domain.policy.conditions import LEDGERS
from casework.domain.rights.everywhere import EVERYWHERE
from casework.domain.signer import DIVISION_LEDGER
from projections.lists.division_lookup import kept_ledgers, villages_with_households

DIGITS = {DivisionLevel.VILLAGE: 12, DivisionLevel.TOWNSHIP: 9, DivisionLevel.COUNTY: 6}

logger = structlog.get_logger("casework")


def keep_ledgers(casework: Casework, engine: Engine, *, catch_up: Callable[[], object]) -> None:
    """
    Every village and township of which a rule in force asks something has a ledger; those that ended are closed.

    Safe to break off and to repeat, and for several processes at once.
    """
    catch_up()
    there, changes = kept_ledgers(engine), village_changes(casework)
    wanted = set(_wanted(casework, villages_with_households(engine, scope=EVERYWHERE))) - set(there)
    opened = open_ledgers(casework, sorted(wanted), by=str(DIVISION_LEDGER)) if wanted else 0
    ended = _ended([code for code, is_open in there.items() if is_open], changes)
    closed = close_ledgers(casework, ended, by=str(DIVISION_LEDGER)) if ended else 0
    if opened or closed:
        catch_up()
        logger.info("ledgers.kept", opened=opened, closed=closed)


def divisions_of(villages: Iterable[str], levels: Iterable[DivisionLevel]) -> set[str]:
    """The villages, and the townships and counties that they lie in, of these levels, by their codes."""
    there = list(villages)
    return {village[: DIGITS[level]].ljust(FULL_LENGTH, "0") for level in levels for village in there}


def _wanted(casework: Casework, villages: list[str]) -> Iterator[str]:
    book, now = casework.books.current(), casework.clock.now()
    for village in villages:
        rules = book.of(village).policies.in_force(now).deadline
        asked = {DivisionLevel(rule.per) for rule in rules if rule.per in LEDGERS}
        yield from divisions_of([village], asked)


def _ended(ledgers: list[str], changes: VillageChanges) -> dict[str, date]:
    """The divisions that are no more, with the day from which each is not."""
    return {
        code: max(each.effective_on for each in changes.changes if any(code in one.codes for one in each.fact.changes))
        for code in ledgers
        if level_of(code) is DivisionLevel.VILLAGE and not changes.stands(code)
    }
