"""Saying that a cadre is on leave, once for all households that are the cadre's or come meanwhile (GY-12d)."""

from __future__ import annotations

from datetime import date

from casework.domain.decisions.responsibility import refuse_leave
from casework.domain.divisions.codes import full_code
from casework.domain.facts.office.leaves import CadreOnLeave
from casework.domain.facts.office.rules import EVERYWHERE
from casework.domain.rules.rule_book import RuleBook
from casework.domain.signer import account_of


def take_leave(
    book: RuleBook,
    *,
    cadre: str,
    stand_in: str,
    first_on: date,
    last_on: date,
    today: date,
    division: str = EVERYWHERE,
) -> list[CadreOnLeave]:
    """
    The cadre is on leave in a division and all below it, or everywhere. Quiet when it was said so last.

    Raises InvalidValueError for days that are over or run backwards, and for the cadre as the stand-in.
    """
    refuse_leave(account_of(cadre), account_of(stand_in), first_on, last_on, today)
    leave = CadreOnLeave(
        cadre=account_of(cadre),
        stand_in=account_of(stand_in),
        first_on=first_on,
        last_on=last_on,
        division=full_code(division) if division else EVERYWHERE,
    )
    key = leave.cadre, leave.first_on, leave.division
    said = [each for each in book.leaves if (each.cadre, each.first_on, each.division) == key]
    return [] if said[-1:] == [leave] else [leave]
