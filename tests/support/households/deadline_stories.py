"""Given / when / then for deadlines: bare facts on chosen days, and what is then said of one instance."""

from __future__ import annotations

from datetime import date

from casework.domain.accountability.explanations import Explanation, explain
from casework.domain.codes.clearance import Closing
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.work import Channel, WorkKind
from casework.domain.fact import Fact
from casework.domain.facts.assistance import FollowUpLogged
from casework.domain.facts.clearance import Cleared, ClosedOtherwise
from casework.domain.facts.households import Detected, Verified
from casework.domain.facts.responsibility import CadreAccepted
from casework.domain.facts.work import JobOffered, Placed
from casework.domain.rules.rule_book import RuleBook
from casework.domain.statuses import ClearingGround
from tests.support.households.stories import (
    CADRE,
    TUESDAY,
    Story,
    a_bare_household,
    midnight,
    ten_o_clock,
)

VISIT = VerificationSource.VISIT
REACHED = FollowUpLogged(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED)
CONFIRMED = Verified(confirmed=True, source=VISIT, employable=(1,))
ACCEPTED = CadreAccepted(cadre=CADRE, willing=(1,))
OFFERED = JobOffered(offer=1, member=1, channel=Channel.PROJECT)
CLEARED = Cleared(rule="clearing@1", ground=ClearingGround.CONTRACT, placement=1, rests_on=(4, 5))
MOVED = ClosedOtherwise(reason=Closing.MOVED, employable=(1,))


def detected(on: date = TUESDAY) -> Story:
    """Version 2: detected on a day."""
    fact = Detected(episode=1, kind=EpisodeKind.FIRST, rule="detection@1", as_of=on)
    return a_bare_household(on=on).happened(fact, at=on)


def placed(on: date, kind: WorkKind = WorkKind.CONTRACT, months: int | None = None) -> Story:
    """Version 3: placed in the first episode, for so many months."""
    return detected(on).happened(Placed(placement=1, member=1, kind=kind, since=on, contract_months=months), at=on)


def runs(story: Story, deadline: str, occurrence: str, due_on: date) -> None:
    """The instance runs unmet to the end of this day."""
    instance = story.deadline(deadline, occurrence)
    assert (instance.due_on, instance.due_at) == (due_on, midnight(due_on))
    assert instance.unmet


def is_met(story: Story, deadline: str, occurrence: str, fact: Fact, on: date) -> None:
    """This fact meets the instance, on its day."""
    after = story.happened(fact, at=on)
    instance = after.deadline(deadline, occurrence)
    assert (instance.met_at, instance.met_version) == (ten_o_clock(on), after.version)
    assert not instance.unmet


def is_not_met(story: Story, deadline: str, occurrence: str, fact: Fact, on: date) -> None:
    """This fact leaves the instance running."""
    assert story.happened(fact, at=on).deadline(deadline, occurrence).unmet


def explained(story: Story, deadline: str = "verify", occurrence: str | None = None, **more: object) -> Explanation:
    """The deadline at ten of the story's day, by the story's rules."""
    given_now = {"now": ten_o_clock(story.day), **more}
    return explain(story.entries, RuleBook(built_in=story.rules), deadline, occurrence, **given_now)  # type: ignore[arg-type]
