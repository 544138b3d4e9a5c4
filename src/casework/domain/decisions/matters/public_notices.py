"""A public notice of a household, and the objections to it (GY-12c, OF-5, OF-15)."""

from __future__ import annotations

from datetime import date

from casework.domain.codes.service.matters import ObjectionOutcome
from casework.domain.decisions.notes import noted
from casework.domain.errors import InvalidValueError, NotNowError, SamePersonError
from casework.domain.fact import Fact
from casework.domain.facts.matters.matters import ObjectionRaised, ObjectionSettled, PublicNoticePosted
from casework.domain.household.context import DecisionContext
from casework.domain.household.parts import Episode
from casework.domain.household.state import Household
from casework.domain.text_values import refuse_blank


def post_public_notice(household: Household, context: DecisionContext, *, first_on: date, last_on: date) -> list[Fact]:
    """
    Record that the household stands in a public notice from day to day (GY-12c).

    Quiet when the same is recorded. Raises NoOpenEpisodeError, InvalidValueError for days that run backwards.
    """
    if last_on < first_on:
        raise InvalidValueError(
            "last-on", zh=f"截止日{last_on}早于起始日", en=f"It ends on {last_on}, before it begins"
        )
    posted = PublicNoticePosted(first_on=first_on, last_on=last_on)
    return [] if any(entry.fact == posted for entry in household.open_episode().entries) else [posted]


def raise_objection(household: Household, context: DecisionContext, *, note: str) -> list[Fact]:
    """Take an objection to the notice in; who objects and why is sealed. Raises NoOpenEpisodeError, NotNowError."""
    refuse_blank("note", note)
    episode = household.open_episode()
    if not any(isinstance(entry.fact, PublicNoticePosted) for entry in episode.entries):
        raise NotNowError(
            zh="该户没有公示过", en="The household was in no public notice", helps=("post-public-notice",)
        )
    return [ObjectionRaised(number=len(_raised(episode)) + 1, private=noted(note))]


def settle_objection(
    household: Household, context: DecisionContext, *, number: int, outcome: ObjectionOutcome, note: str
) -> list[Fact]:
    """
    Say what became of an objection, as somebody who did not take it in (GY-12c).

    Quiet when it is settled so. Raises NoOpenEpisodeError, NotNowError, SamePersonError.
    """
    refuse_blank("note", note)
    episode = household.open_episode()
    by = _raised(episode).get(number)
    if by is None:
        raise NotNowError(zh=f"没有编号为{number}的异议", en=f"There is no objection {number}")
    outcomes = [e.fact for e in episode.entries if isinstance(e.fact, ObjectionSettled) and e.fact.number == number]
    if outcomes and outcomes[-1].outcome is outcome:
        return []
    if outcomes:
        raise NotNowError(zh=f"编号{number}的异议已处理", en=f"Objection {number} is settled otherwise")
    if context.is_one_of((by,)):
        raise SamePersonError(context.by, context.counts_as)
    return [ObjectionSettled(number=number, outcome=outcome, private=noted(note))]


def _raised(episode: Episode) -> dict[int, str]:
    return {e.fact.number: e.by for e in episode.entries if isinstance(e.fact, ObjectionRaised)}
