"""Closing an episode otherwise than by work: coded, founded, decided by a second person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from casework.domain.codes.clearance import Closing, ProposalReturn
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.codes.verification import Finding
from casework.domain.codes.work import Channel, Refusal
from casework.domain.decisions.closing import decide_closing, propose_closing, return_closing
from casework.domain.decisions.findings.signatures import SignedRecord
from casework.domain.decisions.offers import offer_job, refuse_offer
from casework.domain.decisions.service.follow_ups import log_follow_up
from casework.domain.details.findings import MemberFinding
from casework.domain.errors import InvalidValueError, NoOpenEpisodeError, NotNowError, SamePersonError
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.clearance import ClosedOtherwise, ClosingProposed, ClosingReturned
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.work import OfferRefused
from tests.support.households.stories import (
    CADRE,
    CLERK,
    POLICY,
    RULES,
    SIGNED,
    SUPERVISOR,
    TUESDAY,
    Story,
    a_cleared_household,
    a_detected_household,
    a_household_with_cadre,
    a_proposed_household,
    a_registered_household,
    given,
    policies,
)

MOVED = Closing.MOVED


def refused(times: int, *, counted: bool = True) -> Story:
    """A household that refused so many offers."""
    story = a_household_with_cadre()
    for number in range(1, times + 1):
        day = TUESDAY + timedelta(days=number)
        story = story.did(offer_job, at=day, member=1, post=f"保洁{number}", channel=Channel.SOCIAL)
        story = story.did(refuse_offer, at=day, offer=number, reason=Refusal.NO_REASON, counted=counted)
    return story


def proposed(reason: Closing = MOVED, signed: SignedRecord | None = None) -> Story:
    """A household whose closing the clerk proposed."""
    return a_detected_household().did(propose_closing, reason=reason, signed=signed)


@pytest.mark.parametrize("reason", [Closing.MOVED, Closing.DECEASED, Closing.NO_CAPACITY])
def test_a_closing_is_proposed_for_a_coded_reason(reason: Closing) -> None:
    """Nothing is closed by it."""
    given(a_detected_household()).when(propose_closing, reason=reason).then(ClosingProposed(reason=reason))
    assert proposed(reason).household.open_episode().state == "open"


def test_the_same_proposal_again_is_quiet_and_another_one_refused() -> None:
    """One pending closing at a time."""
    given(proposed()).when(propose_closing, reason=MOVED).then_quiet()
    given(proposed()).when(propose_closing, reason=Closing.DECEASED).then_refuses(NotNowError, "proposed already")


def test_unwilling_needs_a_signed_record() -> None:
    """Signer sealed, day in clear; a day ahead is refused."""
    story = a_detected_household()
    given(story).when(propose_closing, reason=Closing.UNWILLING).then_refuses(InvalidValueError, field="signed-by")
    given(story).when(propose_closing, reason=Closing.UNWILLING, signed=SIGNED).then(
        ClosingProposed(reason=Closing.UNWILLING, signed_on=date(2026, 3, 2), private={HOUSEHOLD: SIGNED.signer})
    )
    ahead = replace(SIGNED, signed_on=date(2026, 3, 4))
    given(story).when(propose_closing, reason=Closing.UNWILLING, signed=ahead).then_refuses(
        InvalidValueError, field="signed-on"
    )


def test_three_counted_refusals_open_the_exit_and_close_nothing() -> None:
    """Two do not, three do; not counted ones never."""
    reason = Closing.REFUSED_OFFERS
    given(refused(2)).when(propose_closing, reason=reason).then_refuses(NotNowError, "2 counted refusals")
    given(refused(3, counted=False)).when(propose_closing, reason=reason).then_refuses(NotNowError, "0 counted")
    given(refused(3)).when(propose_closing, reason=reason).then(ClosingProposed(reason=reason))
    assert refused(3).household.open_episode().closing is None


SOUGHT = (
    (date(2026, 3, 10), FollowUpKind.VISIT, Outcome.AWAY),
    (date(2026, 4, 10), FollowUpKind.CALL, Outcome.INVALID_NUMBER),
    (date(2026, 5, 10), FollowUpKind.VISIT, Outcome.AWAY),
)
OUT = Closing.OUT_OF_CONTACT


def sought(*followed: tuple[date, FollowUpKind, Outcome]) -> Story:
    """Detected on 3 March, and these attempts to make contact."""
    story = a_detected_household()
    for day, kind, outcome in followed:
        story = story.did(log_follow_up, at=day, kind=kind, outcome=outcome)
    return story


@pytest.mark.parametrize(("day", "allowed"), [(date(2026, 6, 2), False), (date(2026, 6, 3), True)])
def test_out_of_contact_takes_three_months(day: date, allowed: bool) -> None:
    """From the detection on, when nobody was reached since, and contact was sought all the while."""
    outcome = given(sought(*SOUGHT)).when(propose_closing, at=day, reason=OUT)
    if allowed:
        outcome.then(ClosingProposed(reason=OUT))
    else:
        outcome.then_refuses(NotNowError, "3 months")


def test_neglect_is_no_exit() -> None:
    """Without an attempt in each month, or by one means alone, it is refused with what is missing."""
    given(sought()).when(propose_closing, at=date(2026, 6, 3), reason=OUT).then_refuses(NotNowError, "2026-03-03")
    given(sought(*SOUGHT[:2])).when(propose_closing, at=date(2026, 6, 3), reason=OUT).then_refuses(
        NotNowError, "none in the month from 2026-05-03"
    )
    visits = [(day, FollowUpKind.VISIT, Outcome.AWAY) for day, _, _ in SOUGHT]
    given(sought(*visits)).when(propose_closing, at=date(2026, 6, 3), reason=OUT).then_refuses(
        NotNowError, "only visit"
    )


@pytest.mark.parametrize(
    ("days", "silent"),
    [
        (("2026-03-03", "2026-04-03", "2026-05-03"), None),
        (("2026-04-02", "2026-05-02", "2026-06-03"), None),
        (("2026-04-02", "2026-05-02", "2026-05-02"), "2026-05-03"),
        (("2026-04-03", "2026-05-03", "2026-06-03"), "2026-03-03"),
        (("2026-03-10", "2026-05-03", "2026-06-03"), "2026-04-03"),
    ],
)
def test_an_attempt_belongs_to_one_month(days: tuple[str, ...], silent: str | None) -> None:
    """Proposed on 3 June: the months begin on the 3rd, and the day on which one ends is the next one's."""
    kinds = (FollowUpKind.VISIT, FollowUpKind.CALL, FollowUpKind.VISIT)
    told = [(date.fromisoformat(day), kind, Outcome.AWAY) for day, kind in zip(days, kinds, strict=True)]
    proposal = given(sought(*told)).when(propose_closing, at=date(2026, 6, 3), reason=OUT)
    if silent is None:
        proposal.then(ClosingProposed(reason=OUT))
    else:
        proposal.then_refuses(NotNowError, f"none in the month from {silent}")


@pytest.mark.parametrize(("means", "enough"), [(2, True), (3, False)])
def test_so_many_means_as_the_policy_says(means: int, enough: bool) -> None:
    """Visits and calls are two: enough where the policy asks for two, one too few where it asks for three."""
    policy = replace(POLICY, exit=replace(POLICY.exit, contact_means=means))
    story = replace(sought(*SOUGHT), rules=replace(RULES, policies=policies(policy)))
    proposal = given(story).when(propose_closing, at=date(2026, 6, 3), reason=OUT)
    if enough:
        proposal.then(ClosingProposed(reason=OUT))
    else:
        proposal.then_refuses(NotNowError, "at least 3 means")


@pytest.mark.parametrize(("outcome", "day"), [(Outcome.REACHED, date(2026, 7, 8)), (Outcome.AWAY, date(2026, 6, 3))])
def test_being_reached_starts_the_three_months_again(outcome: Outcome, day: date) -> None:
    """A visit that met nobody does not."""
    june = (date(2026, 6, 10), FollowUpKind.VISIT, Outcome.AWAY)
    story = sought(SOUGHT[0], (date(2026, 4, 8), FollowUpKind.VISIT, outcome), SOUGHT[1], SOUGHT[2], june)
    before = date.fromordinal(day.toordinal() - 1)
    given(story).when(propose_closing, at=before, reason=OUT).then_refuses(NotNowError)
    given(story).when(propose_closing, at=day, reason=OUT).then(ClosingProposed(reason=OUT))


def test_a_closing_needs_an_open_episode() -> None:
    """Neither before detection nor after clearing."""
    for story in (a_registered_household(), a_cleared_household()):
        given(story).when(propose_closing, reason=MOVED).then_refuses(NoOpenEpisodeError)
        given(story).when(decide_closing, reason=MOVED).then_refuses(NoOpenEpisodeError)


def test_a_second_person_closes_and_the_fact_says_who_counted() -> None:
    """Only a later change in who is employable or employed opens a new episode."""
    given(proposed()).when(decide_closing, by=SUPERVISOR, reason=MOVED).then(
        ClosedOtherwise(reason=MOVED, employable=(1,), employed=())
    )
    given(proposed()).when(decide_closing, by=CLERK, reason=MOVED).then_refuses(SamePersonError, by=CLERK)


@pytest.mark.parametrize(
    ("reason", "finding"),
    [(Closing.UNWILLING, Finding.UNWILLING), (Closing.NO_CAPACITY, Finding.INCAPABLE)],
)
def test_closed_as_unwilling_or_incapable_holds_of_the_members(reason: Closing, finding: Finding) -> None:
    """They are not employable until a later survey or verification says otherwise."""
    given(proposed(reason, SIGNED)).when(decide_closing, by=SUPERVISOR, reason=reason).then(
        ClosedOtherwise(reason=reason, findings=(MemberFinding(member=1, finding=finding),))
    )


def test_only_the_proposed_reason_is_decided() -> None:
    """Another reason, or none proposed, is refused; deciding twice too."""
    given(proposed()).when(decide_closing, by=SUPERVISOR, reason=Closing.DECEASED).then_refuses(NotNowError, "deceased")
    given(a_detected_household()).when(decide_closing, by=SUPERVISOR, reason=MOVED).then_refuses(NotNowError, "moved")
    closed = proposed().did(decide_closing, by=SUPERVISOR, reason=MOVED)
    given(closed).when(decide_closing, by=SUPERVISOR, reason=MOVED).then_refuses(NoOpenEpisodeError)


def test_a_closing_takes_a_pending_clearance_with_it() -> None:
    """Nothing stays pending in an episode that is over."""
    story = a_proposed_household().did(propose_closing, by=CADRE, reason=MOVED)
    episode = story.did(decide_closing, by=SUPERVISOR, reason=MOVED).household.episodes[0]
    assert (episode.state, episode.clearance_proposed_by, episode.closing, episode.closing_proposed_by) == (
        "closed-otherwise",
        None,
        None,
        None,
    )


def test_a_closing_goes_back_with_a_reason() -> None:
    """It can be proposed again; returning what is not pending is refused."""
    given(proposed()).when(return_closing, closing=MOVED, reason=ProposalReturn.EVIDENCE_MISSING).then(
        ClosingReturned(reason=ProposalReturn.EVIDENCE_MISSING)
    )
    returned = proposed().did(return_closing, closing=MOVED, reason=ProposalReturn.OTHER)
    given(returned).when(return_closing, closing=MOVED, reason=ProposalReturn.OTHER).then_refuses(NotNowError, "moved")
    given(returned).when(propose_closing, reason=MOVED).then(ClosingProposed(reason=MOVED))


def test_a_ground_that_was_taken_back_closes_nothing() -> None:
    """Proposed on three counted refusals, one of which the proposer corrects before the second person looks."""
    story = refused(3).did(propose_closing, at=date(2026, 3, 9), by=CADRE, reason=Closing.REFUSED_OFFERS)
    version = next(e.version for e in story.entries if isinstance(e.fact, OfferRefused))
    fixed = EntryCorrected(version=version, changes={"counted": False})
    for last, is_refused in ((story, False), (story.happened(fixed, at=date(2026, 3, 9), by=CADRE), True)):
        decided = given(last).when(decide_closing, at=date(2026, 3, 10), by=SUPERVISOR, reason=Closing.REFUSED_OFFERS)
        if is_refused:
            decided.then_refuses(NotNowError, "2 counted refusals")
        else:
            assert isinstance((decided.facts or ())[0], ClosedOtherwise)


def test_somebody_who_was_reached_since_is_not_out_of_contact() -> None:
    """The attempts are those up to the proposal, however many days later it is decided."""
    story = sought(*SOUGHT).did(propose_closing, at=date(2026, 6, 3), reason=OUT)
    late = date(2026, 6, 30)
    assert isinstance(
        (given(story).when(decide_closing, at=late, by=SUPERVISOR, reason=OUT).facts or ())[0], ClosedOtherwise
    )
    story = story.did(log_follow_up, at=date(2026, 6, 20), kind=FollowUpKind.CALL, outcome=Outcome.REACHED)
    given(story).when(decide_closing, at=late, by=SUPERVISOR, reason=OUT).then_refuses(NotNowError, "was reached")
