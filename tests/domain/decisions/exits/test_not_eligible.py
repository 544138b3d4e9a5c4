"""A household found not eligible: proposed by one person, decided by another, whatever the policy says (GY-12c, BJ-1.2c)."""

from __future__ import annotations

from datetime import date

from casework.domain.codes.clearance import ProposalReturn
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.stages import Stage
from casework.domain.codes.verification import Finding, NotEligible
from casework.domain.decisions.exits.not_eligible import (
    decide_not_eligible,
    propose_not_eligible,
    return_not_eligible,
)
from casework.domain.decisions.registration import update_members
from casework.domain.decisions.verification import verify
from casework.domain.details.findings import MemberFinding
from casework.domain.errors import InvalidValueError, NoOpenEpisodeError, NotNowError, SamePersonError
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.clearance import SignerPrivate
from casework.domain.facts.households import NotEligibleProposed, NotEligibleReturned, Verified
from casework.domain.household.answers import TooEarlyError
from casework.domain.household.stages import stage_of
from tests.support.households.stories import (
    CADRE,
    COUNTY_OFFICIAL,
    FATHER,
    SIGNED,
    TOWNSHIP_OFFICIAL,
    TUESDAY,
    WIFE,
    Story,
    a_detected_household,
    a_registered_household,
    a_statement,
    a_verified_household,
    found_not_eligible,
    given,
)

VISIT = VerificationSource.VISIT
UNWILLING = NotEligible.UNWILLING
WEDNESDAY = date(2026, 3, 4)


def proposed(reason: NotEligible = NotEligible.MOVED, *, story: Story | None = None) -> Story:
    """Version 3: the township proposes that it is not eligible."""
    signed = SIGNED if reason is UNWILLING else None
    return (story or a_detected_household()).did(
        propose_not_eligible, by=TOWNSHIP_OFFICIAL, source=VISIT, reason=reason, signed=signed
    )


def test_it_is_proposed_and_the_household_stays_where_it_was() -> None:
    """The same said again is quiet; another reason, or a confirmation, waits for the decision."""
    given(a_detected_household()).when(propose_not_eligible, source=VISIT, reason=NotEligible.MOVED).then(
        NotEligibleProposed(reason=NotEligible.MOVED, source=VISIT)
    )
    story = proposed()
    assert stage_of(story.household) is Stage.DETECTED
    assert story.deadline("verify").unmet
    given(story).when(propose_not_eligible, source=VISIT, reason=NotEligible.MOVED).then_quiet()
    given(story).when(propose_not_eligible, source=VISIT, reason=NotEligible.EMPLOYED).then_refuses(NotNowError)
    given(story).when(verify, source=VISIT).then_refuses(NotNowError, "decide or return it first")


def test_somebody_else_decides_and_it_carries_who_counted() -> None:
    """Only a later change in who is employable or employed opens a new episode; words are sealed beside it."""
    given(proposed()).when(decide_not_eligible, by=TOWNSHIP_OFFICIAL).then_refuses(SamePersonError)
    given(proposed()).when(decide_not_eligible, by=COUNTY_OFFICIAL, note="已核对户口").then(
        Verified(
            confirmed=False,
            reason=NotEligible.MOVED,
            source=VISIT,
            employable=(1,),
            private={HOUSEHOLD: NotePrivate(text="已核对户口")},
        )
    )
    assert stage_of(found_not_eligible(NotEligible.MOVED).household) is Stage.CLOSED_OTHERWISE


def test_unwilling_holds_of_every_employable_member_and_is_signed() -> None:
    """The signer is sealed beside the proposal, the day is kept in clear beside both."""
    story = a_detected_household(FATHER, WIFE)
    given(story).when(propose_not_eligible, source=VISIT, reason=UNWILLING).then_refuses(
        InvalidValueError, "written record", field="signed-by"
    )
    of_all = tuple(MemberFinding(member=number, finding=Finding.UNWILLING) for number in (1, 4))
    given(story).when(propose_not_eligible, source=VISIT, reason=UNWILLING, signed=SIGNED).then(
        NotEligibleProposed(
            reason=UNWILLING,
            source=VISIT,
            findings=of_all,
            signed_on=date(2026, 3, 2),
            private={HOUSEHOLD: SignerPrivate(name="王强", relation="本人")},
        )
    )
    given(proposed(UNWILLING, story=story)).when(decide_not_eligible, by=COUNTY_OFFICIAL).then(
        Verified(confirmed=False, reason=UNWILLING, source=VISIT, findings=of_all, signed_on=date(2026, 3, 2))
    )


def test_who_has_come_since_is_not_found_unwilling_by_the_way() -> None:
    """The proposal says nothing of her: it goes back."""
    story = proposed(UNWILLING).did(update_members, statement=a_statement(FATHER, WIFE))
    given(story).when(decide_not_eligible, by=COUNTY_OFFICIAL).then_refuses(NotNowError, "send it back")


def test_it_is_returned_with_a_reason_and_verified_after_all() -> None:
    """Then nothing is pending."""
    given(proposed()).when(return_not_eligible, reason=ProposalReturn.EVIDENCE_MISSING, note="缺迁出证明").then(
        NotEligibleReturned(reason=ProposalReturn.EVIDENCE_MISSING, private={HOUSEHOLD: NotePrivate(text="缺迁出证明")})
    )
    story = proposed().did(return_not_eligible, reason=ProposalReturn.EVIDENCE_MISSING)
    given(story).when(decide_not_eligible, by=COUNTY_OFFICIAL).then_refuses(NotNowError, "comes first")
    given(story).when(verify, source=VISIT).then(Verified(confirmed=True, source=VISIT, employable=(1,)))


def test_the_decision_has_its_limit_and_is_not_dated_before_the_proposal() -> None:
    """Five working days of the county; either answer meets it."""
    story = proposed()
    assert story.deadline("clearance-decision").due_on == date(2026, 3, 10)
    for answered in (
        story.did(decide_not_eligible, by=COUNTY_OFFICIAL),
        story.did(return_not_eligible, reason=ProposalReturn.OTHER),
    ):
        assert answered.deadline("clearance-decision").met_at is not None
    late = a_detected_household().did(
        propose_not_eligible, at=WEDNESDAY, by=TOWNSHIP_OFFICIAL, source=VISIT, reason=NotEligible.MOVED
    )
    given(late).when(decide_not_eligible, at=TUESDAY, by=COUNTY_OFFICIAL).then_refuses(TooEarlyError)


def test_only_a_detected_household_can_be_found_not_eligible() -> None:
    """Not one in which somebody works, nor one that was verified."""
    given(a_registered_household()).when(propose_not_eligible, source=VISIT, reason=UNWILLING).then_refuses(
        NoOpenEpisodeError
    )
    given(a_verified_household()).when(propose_not_eligible, by=CADRE, source=VISIT, reason=UNWILLING).then_refuses(
        NotNowError, "verified already"
    )


def test_an_end_recorded_by_one_person_before_stays_an_end() -> None:
    """As earlier releases recorded it."""
    old = Verified(confirmed=False, reason=NotEligible.MOVED, source=VISIT, employable=(1,))
    assert stage_of(a_detected_household().happened(old).household) is Stage.CLOSED_OTHERWISE
