"""Saying that a cadre is on leave, once for all households that are the cadre's or come meanwhile (GY-12d)."""

from __future__ import annotations

from datetime import date

from casework.domain.decisions.cadres.stand_ins import LeaveOverlapsError, refuse_contradicting, refuse_leave
from casework.domain.divisions.codes import full_code, significant_digits
from casework.domain.facts.office.leaves import CadreOnLeave
from casework.domain.facts.office.rules import EVERYWHERE
from casework.domain.household.parts import StandIn
from casework.domain.labels import Label, same
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
    The cadre is on leave in a division and all below it, or everywhere. Quiet when it stands so.

    Raises InvalidValueError for days that are over or run backwards, for the cadre as the stand-in and a circle of
    stand-ins; LeaveOverlapsError while another leave stands on some of these days, there or in a division above or
    below: that of a township is not replaced by one for everywhere.
    """
    refuse_leave(account_of(cadre), account_of(stand_in), first_on, last_on, today)
    leave = CadreOnLeave(
        cadre=account_of(cadre),
        stand_in=account_of(stand_in),
        first_on=first_on,
        last_on=last_on,
        division=full_code(division) if division else EVERYWHERE,
    )
    stand = {(each.cadre, each.first_on, each.division): each for each in book.leaves}
    if stand.get((leave.cadre, leave.first_on, leave.division)) == leave:
        return []
    related = [each for each in stand.values() if _are_related(each.division, leave.division)]
    for each in related:
        days_of_both = each.first_on <= leave.last_on and leave.first_on <= each.last_on
        if each.cadre == leave.cadre and each.division != leave.division and days_of_both:
            raise LeaveOverlapsError(_as_stand_in(each), _where(each.division))
    refuse_contradicting(_as_stand_in(leave), [_as_stand_in(each) for each in related])
    return [leave]


def _where(division: str) -> Label:
    return same(division) if division else Label("全部区划", "all divisions")


def _as_stand_in(leave: CadreOnLeave) -> StandIn:
    return StandIn(cadre=leave.cadre, account=leave.stand_in, first_on=leave.first_on, last_on=leave.last_on)


def _are_related(one: str, other: str) -> bool:
    """Whether one of two divisions lies in the other, or they are the same; everything lies in everywhere."""
    mine, theirs = (significant_digits(code) if code else "" for code in (one, other))
    return mine.startswith(theirs) or theirs.startswith(mine)
