"""The same entered twice for one day is asked about: a second visit, or the first one once more? (BJ-3.2a, OF-19)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from casework.domain.calendar.work_calendar import shanghai_date, start_of
from casework.domain.errors import RefusedError
from casework.domain.fact import Fact, clear_fields, topic_of
from casework.domain.facts.assistance import (
    BenefitRecorded,
    FollowUpLogged,
    NeedsAssessed,
    PostInformationGiven,
    SatisfactionAsked,
)
from casework.domain.facts.clearance import RetentionChecked
from casework.domain.facts.verification import CertificateRecorded, MemberVerified
from casework.domain.facts.work import JobOffered
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household

DONE_AGAIN: tuple[type[Fact], ...] = (
    NeedsAssessed,
    FollowUpLogged,
    PostInformationGiven,
    BenefitRecorded,
    SatisfactionAsked,
    JobOffered,
    RetentionChecked,
    MemberVerified,
    CertificateRecorded,
)
"""What may well be done twice on a day, and is far more often entered twice; the other acts answer themselves."""


class EnteredBeforeError(RefusedError):
    """The very same stands entered for that day; nothing was recorded before somebody says that it was done again."""

    def __init__(self, fact: Fact, version: int) -> None:
        self.topic, self.version = topic_of(fact), version
        self.zh = f"当日已有同样的“{fact.label.zh}”记录（第{version}条）：确为又一次，请加 --again"
        self.en = (
            f"The same {fact.label.en} is entered for that day (entry {version}): if it was done again, say --again"
        )


def refuse_double(household: Household, facts: Sequence[Fact], context: DecisionContext) -> None:
    """
    Refuse what stands entered for the same day with the same clear values, whoever entered it, unless it was done again.

    Offers are the same when they are of one post. Raises EnteredBeforeError.
    """
    if context.again:
        return
    for fact in facts:
        if isinstance(fact, DONE_AGAIN):
            for version in _entered(household, fact, context):
                raise EnteredBeforeError(fact, version)


def _entered(household: Household, fact: Fact, context: DecisionContext) -> Iterator[int]:
    said, began = _said(fact), start_of(context.today)
    for record in reversed(household.records):
        for entry in reversed(record.entries):  # they stand in the order of time
            if entry.occurred_at < began:
                break
            if (
                type(entry.fact) is type(fact)
                and shanghai_date(entry.occurred_at) == context.today
                and (_said(entry.fact) == said or _is_post(fact, entry.fact))
            ):
                yield entry.version


def _said(fact: Fact) -> dict[str, Any]:
    """The clear values in which it may equal another one; an offer equals none by them."""
    return {"offer": fact.offer} if isinstance(fact, JobOffered) else clear_fields(fact)


def _is_post(fact: Fact, earlier: Fact) -> bool:
    """Whether an offer is of the post of an earlier one to the same member."""
    if not (isinstance(fact, JobOffered) and isinstance(earlier, JobOffered)) or fact.member != earlier.member:
        return False
    return fact.same_post_as is not None and fact.same_post_as in (earlier.offer, earlier.same_post_as)
