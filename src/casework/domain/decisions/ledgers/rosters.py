"""Lists from elsewhere: obtained, whom they list, and what they say otherwise than the records (BJ-1.1a, BJ-1.2d, CZ-3)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import TypeVar

from msgspec import UNSET

from casework.domain.codes.rounds import Difference, RosterKind, Settlement
from casework.domain.decisions.ledgers.ledger import open_ledger_of
from casework.domain.errors import HouseholdUnknownError, NotNowError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.office.rosters import (
    DifferenceRaised,
    DifferenceSettled,
    Roster,
    RosterListed,
    RosterObtained,
)
from casework.domain.household.context import DecisionContext, refuse_ahead
from casework.domain.household.detection import is_of_working_age
from casework.domain.household.state import Household
from casework.domain.text_values import refuse_blank

F = TypeVar("F", bound=Fact)


def obtain_roster(
    ledger: Household,
    context: DecisionContext,
    *,
    kind: RosterKind,
    issuer: str,
    obtained_on: date,
    sha256: str = "",
    lines: int | None = None,
    round_name: str = "",
) -> list[Fact]:
    """
    The division obtained a list from elsewhere that is not imported; a duty may start on it. The same again is quiet.

    Raises LedgerUnknownError, NotNowError, InvalidValueError for a blank issuer or a day still to come.
    """
    open_ledger_of(ledger)
    refuse_blank("issuer", issuer)
    refuse_ahead("obtained_on", obtained_on, context)
    obtained = RosterObtained(
        kind=kind, issuer=issuer.strip(), obtained_on=obtained_on, sha256=sha256, lines=lines, round_name=round_name
    )
    return [] if obtained in _entries(ledger, RosterObtained) else [obtained]


def list_in_roster(
    household: Household, context: DecisionContext, *, batch: str, roster: Roster, members: Collection[int]
) -> list[Fact]:
    """These members stand on an imported list; quiet when that is recorded of the batch, or none of them belongs here."""
    if not household.known or any(fact.batch == batch for fact in _entries(household, RosterListed)):
        return []
    rule = context.policy.detection
    there = {state.number: state for state in household.present() if state.number in members}
    of_age = tuple(n for n, state in sorted(there.items()) if is_of_working_age(state, roster.obtained_on, rule))
    if not there:
        return []
    return [
        RosterListed(
            batch=batch,
            kind=roster.kind,
            issuer=roster.issuer,
            obtained_on=roster.obtained_on,
            round_name=roster.round_name,
            members=of_age,
            others=tuple(number for number in sorted(there) if number not in of_age),
        )
    ]


def raise_difference(
    household: Household,
    context: DecisionContext,
    *,
    kind: RosterKind,
    difference: Difference,
    listed_on: date,
    member: int | None = None,
    note: str = "",
) -> list[Fact]:
    """
    A list says something else than the records; it waits for a person. Quiet while the very same waits.

    Raises HouseholdUnknownError, MemberUnknownError, InvalidValueError for a list of a day still to come.
    """
    if not household.known:
        raise HouseholdUnknownError(household.id)
    if member is not None:
        household.member(member)
    refuse_ahead("listed_on", listed_on, context)
    same = (kind, difference, member)
    if any((each.kind, each.difference, each.member) == same for each in waiting_differences(household)):
        return []
    raised = list(_entries(household, DifferenceRaised))
    private = {HOUSEHOLD if member is None else str(member): NotePrivate(text=note)} if note.strip() else UNSET
    return [
        DifferenceRaised(
            number=len(raised) + 1,
            kind=kind,
            difference=difference,
            listed_on=listed_on,
            member=member,
            private=private,
        )
    ]


def settle_difference(
    household: Household, context: DecisionContext, *, number: int, settlement: Settlement, reason: str
) -> list[Fact]:
    """
    A person says what is right, in words. Quiet when it is settled so already.

    Raises NotNowError when there is no such difference, or it was settled otherwise; InvalidValueError for blank words.
    """
    refuse_blank("reason", reason)
    raised = next((each for each in _entries(household, DifferenceRaised) if each.number == number), None)
    if raised is None:
        raise NotNowError(zh=f"该户没有编号为{number}的比对差异", en=f"There is no difference number {number}")
    before = next((each for each in _entries(household, DifferenceSettled) if each.number == number), None)
    if before is not None and before.settlement is not settlement:
        raise NotNowError(
            zh=f"比对差异{number}已处理：{before.settlement.zh}；有误请更正该条记录",
            en=f"Difference {number} was settled: {before.settlement.en}; correct that entry if it is wrong",
            helps=("correct",),
        )
    if before is not None:
        return []
    subject = HOUSEHOLD if raised.member is None else str(raised.member)
    private = {subject: NotePrivate(text=reason)}
    return [DifferenceSettled(number=number, settlement=settlement, private=private)]


def waiting_differences(household: Household) -> list[DifferenceRaised]:
    """The differences that nobody has settled yet, by number."""
    answered = {each.number for each in _entries(household, DifferenceSettled)}
    return [each for each in _entries(household, DifferenceRaised) if each.number not in answered]


def _entries(household: Household, kind: type[F]) -> Iterator[F]:
    """What is kept outside episodes of this kind, in the order of time."""
    for entry in household.outside.entries if household.outside else ():
        if isinstance(entry.fact, kind):
            yield entry.fact
