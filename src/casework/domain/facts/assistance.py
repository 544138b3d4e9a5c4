"""Facts about what was found out, planned and done for a household (BJ-1.3, CZ-7c, CZ-12c, GY-13)."""

from __future__ import annotations

from datetime import date

from casework.domain.codes import DifficultyKind, FollowUpKind, Measure, Outcome
from casework.domain.fact import Fact, Private


class NotePrivate(Private, frozen=True, kw_only=True, tag="note"):
    """Free words of a cadre, an official or the household."""

    text: str


class NeedsAssessed(Fact, frozen=True, kw_only=True, tag="needs-assessed"):
    """The wishes and barriers of one member were found out (BJ-1.3)."""

    member: int


class PlanAgreed(Fact, frozen=True, kw_only=True, tag="plan-agreed"):
    """A measure was agreed for one member, with its owner and date (CZ-7c, GY-14b)."""

    member: int
    measure: Measure
    owner: str
    due_on: date


class FollowUpLogged(Fact, frozen=True, kw_only=True, tag="follow-up-logged"):
    """A visit, a call or a message, and what came of it (CZ-12c, GY-13)."""

    kind: FollowUpKind
    outcome: Outcome


class PostInformationGiven(Fact, frozen=True, kw_only=True, tag="post-information-given"):
    """A member was given information about posts (BJ-3.2a)."""

    member: int


class DifficultyRaised(Fact, frozen=True, kw_only=True, tag="difficulty-raised"):
    """A concrete difficulty was taken up, with an owner and a date (GY-13d)."""

    kind: DifficultyKind
    owner: str
    due_on: date


class DifficultyResolved(Fact, frozen=True, kw_only=True, tag="difficulty-resolved"):
    """The open difficulty of this kind was solved (GY-13d)."""

    kind: DifficultyKind
