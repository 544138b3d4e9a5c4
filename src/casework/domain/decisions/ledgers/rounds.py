"""Rounds: opened and closed in the ledgers of divisions, and households asked in them (GY-1a, CD-5a)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import UNSET

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.rounds import RoundKind
from casework.domain.codes.service.contacts import Relation
from casework.domain.codes.sources import Source
from casework.domain.decisions.ledgers.ledger import open_ledger_of
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.households import MembersUpdated, Registered
from casework.domain.facts.office.ledgers import LedgerOpened
from casework.domain.facts.office.rounds import HouseholdAsked, RoundClosed, RoundOpened
from casework.domain.household.context import DecisionContext
from casework.domain.household.parts import DivisionLedger, RoundState
from casework.domain.household.state import Household
from casework.domain.text_values import refuse_blank


def open_round(
    ledger: Household,
    context: DecisionContext,
    *,
    division: str,
    region: str,
    round_name: str,
    kind: RoundKind,
    first_on: date,
    last_on: date,
) -> list[Fact]:
    """
    The round goes through the division's households; its ledger is opened with it where there is none.

    Quiet when it was opened so. Raises InvalidValueError for days that run backwards, or when the division has another
    round of this name.
    """
    refuse_blank("round_name", round_name)
    if last_on < first_on:
        raise InvalidValueError("last_on", zh="结束日早于开始日", en="The last day lies before the first")
    opened = RoundOpened(round_name=round_name, kind=kind, region=region, first_on=first_on, last_on=last_on)
    if ledger.ledger is None:
        return [LedgerOpened(division=division), opened]
    known = named_round(ledger.ledger, round_name)
    if known is None:
        return [opened]
    if (known.kind, known.first_on, known.last_on) != (kind, first_on, last_on):
        raise InvalidValueError(
            "round_name",
            zh=f"{division}已有同名轮次“{round_name}”（{known.kind.zh}，{known.first_on}至{known.last_on}）",
            en=f"{division} has another round {round_name} ({known.kind.en}, {known.first_on} to {known.last_on})",
        )
    return []


def close_round(
    ledger: Household, context: DecisionContext, *, round_name: str, households: Iterable[Household]
) -> list[Fact]:
    """
    The round ends in the division, with how many of its households were asked and which were not.

    Quiet when it has ended, or was never opened here.
    """
    known = named_round(ledger.ledger, round_name) if ledger.ledger else None
    if known is None or known.closed:
        return []
    there = list(households)
    waiting = tuple(each.id for each in there if not was_asked(each, known))
    return [RoundClosed(round_name=round_name, asked=len(there) - len(waiting), waiting=waiting)]


def ask_household(
    household: Household,
    context: DecisionContext,
    *,
    round_name: str,
    informant: Relation | None = None,
    note: str = "",
    ledger: Household,
) -> list[Fact]:
    """
    The household was asked in the round, and there was nothing new. Quiet when that is recorded already.

    Args:
        ledger: That of the household's village, in which the round must run on the day.

    Raises:
        LedgerUnknownError, NotNowError: No such round runs in the village; those that do are named.
        InvalidValueError: The day lies outside the round.
    """
    rounds = open_ledger_of(ledger)
    known = named_round(rounds, round_name)
    if known is None or known.closed:
        running = [each.name for each in rounds.rounds if not each.closed]
        raise NotNowError(
            zh=f"该村没有进行中的轮次“{round_name}”" + (f"，进行中：{'、'.join(running)}" if running else ""),
            en=f"No round {round_name} runs in the village"
            + (f"; there runs: {', '.join(running)}" if running else ""),
        )
    if not known.first_on <= context.today <= known.last_on:
        raise InvalidValueError(
            "round_name",
            zh=f"“{round_name}”为{known.first_on}至{known.last_on}，不含{context.today}",
            en=f"The round {round_name} runs from {known.first_on} to {known.last_on}, not on {context.today}",
        )
    if any(fact.round_name == round_name for fact in _asked(household)):
        return []
    private = {HOUSEHOLD: NotePrivate(text=note)} if note.strip() else UNSET
    return [HouseholdAsked(round_name=round_name, informant=informant, private=private)]


def was_asked(household: Household, wanted: RoundState) -> bool:
    """Whether the household was asked in the round: that was recorded, or a survey said something of it in its days."""
    if any(fact.round_name == wanted.name for fact in _asked(household)):
        return True
    entries = household.outside.entries if household.outside else ()
    return any(
        wanted.first_on <= shanghai_date(entry.occurred_at) <= wanted.last_on
        for entry in entries
        if isinstance(entry.fact, Registered | MembersUpdated) and entry.fact.source in (Source.SURVEY, Source.VISIT)
    )


def named_round(ledger: DivisionLedger, name: str) -> RoundState | None:
    """The round of this name, open or closed."""
    return next((each for each in ledger.rounds if each.name == name), None)


def _asked(household: Household) -> list[HouseholdAsked]:
    entries = household.outside.entries if household.outside else ()
    return [entry.fact for entry in entries if isinstance(entry.fact, HouseholdAsked)]
