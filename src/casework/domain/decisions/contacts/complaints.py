"""A household complains or petitions, and has its answer from somebody who does not serve it (CZ-2)."""

from __future__ import annotations

from casework.domain.codes.service.contacts import ComplaintAbout, ComplaintOutcome, ComplaintWay
from casework.domain.errors import NotNowError, SamePersonError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.service.contacts import ComplaintAnswered, ComplaintTakenIn
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household
from casework.domain.text_values import refuse_blank


def take_in_complaint(
    household: Household, _context: DecisionContext, *, about: ComplaintAbout, way: ComplaintWay, note: str
) -> list[Fact]:
    """Take a complaint or petition in, in the household's own words, which are sealed. Raises InvalidValueError."""
    refuse_blank("note", note)
    number = 1 + sum(isinstance(entry.fact, ComplaintTakenIn) for r in household.records for entry in r.entries)
    private = {HOUSEHOLD: NotePrivate(text=note)}
    return [ComplaintTakenIn(complaint=number, about=about, way=way, private=private)]


def answer_complaint(
    household: Household, context: DecisionContext, *, complaint: int, outcome: ComplaintOutcome, note: str
) -> list[Fact]:
    """
    Record the answer that the household had, by somebody who has not served it.

    Raises NotNowError when no complaint of this number is open, SamePersonError for its cadres, InvalidValueError.
    """
    refuse_blank("note", note)
    facts = [entry.fact for record in household.records for entry in record.entries]
    answered = {fact.complaint for fact in facts if isinstance(fact, ComplaintAnswered)}
    waiting = [f.complaint for f in facts if isinstance(f, ComplaintTakenIn) and f.complaint not in answered]
    if complaint not in waiting:
        zh, en = "、".join(map(str, waiting)) or "无", ", ".join(map(str, waiting)) or "none"
        raise NotNowError(
            zh=f"没有第{complaint}件待答复的投诉信访，待答复：{zh}",
            en=f"No complaint {complaint} waits for an answer; these do: {en}",
            helps=("complaint",),
        )
    serving = {account for record in household.records for account in (record.cadre, record.offered_to)}
    if context.is_one_of(serving | {each.account for each in household.stand_ins}):
        raise SamePersonError(context.by, context.counts_as)
    return [
        ComplaintAnswered(complaint=complaint, outcome=outcome, private={HOUSEHOLD: NotePrivate(text=note)}),
    ]
