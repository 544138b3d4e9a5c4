"""What an office finds of single members: registration, grounds, records, certificates (fields 18, 24, 27, 36; acts 3, 32)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.codes.clearance import Closing
from casework.domain.codes.persons.documents import EvidenceKind
from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.codes.sources import Office, VerificationSource
from casework.domain.codes.verification import (
    Finding,
    HardToEmployGround,
    NotEligible,
    Registration,
    UnwillingReason,
)
from casework.domain.decisions.closing import decide_closing, propose_closing
from casework.domain.decisions.exits.not_eligible import propose_not_eligible
from casework.domain.decisions.findings.member_verification import verify_members
from casework.domain.decisions.findings.signatures import MemberEvidence, MemberSignature
from casework.domain.decisions.placements import confirm_placement
from casework.domain.decisions.service.difficulties import raise_difficulty, resolve_difficulty
from casework.domain.decisions.verification import verify
from casework.domain.details.findings import (
    ConfirmedGround,
    EvidenceDetails,
    MemberFinding,
    VerificationDetails,
)
from casework.domain.errors import InvalidValueError, MemberUnknownError, NotNowError
from casework.domain.facts.assistance import DifficultyResolved
from casework.domain.facts.clearance import ClosedOtherwise, ClosingProposed, SignerPrivate
from casework.domain.facts.households import Detected, NotEligibleProposed, Verified
from casework.domain.facts.verification import (
    EvidencePrivate,
    MemberVerified,
)
from casework.domain.facts.work import DocumentPrivate, PlacementConfirmed
from tests.support.households.stories import (
    FATHER,
    TOWNSHIP_OFFICIAL,
    TUESDAY,
    WIFE,
    a_detected_household,
    a_placed_household,
    a_registered_household,
    a_verified_household,
    found_not_eligible,
    given,
    working,
)

VISIT = VerificationSource.VISIT
OLDER, DISABLED = HardToEmployGround.OLDER, HardToEmployGround.DISABLED
WILLING = MemberFinding(member=1, finding=Finding.WILLING)
UNWILLING = MemberFinding(member=4, finding=Finding.UNWILLING, reason=UnwillingReason.CARE)
SIGNED_BY_WIFE = MemberSignature(member=4, name="禾一亩", relation="丈夫", signed_on=date(2026, 3, 2))


# ---- The verification of a household


def test_a_finding_says_registration_grounds_status_and_wish() -> None:
    """All of it stands in the fact; the first of the grounds is the one that rules read."""
    grounds = (
        ConfirmedGround(ground=OLDER, since=date(2025, 1, 1), office=Office.TOWNSHIP),
        ConfirmedGround(ground=DISABLED, until=date(2027, 1, 1)),
    )
    found = replace(
        WILLING,
        grounds=grounds,
        registration_before=Registration.NONE,
        registration=Registration.UNEMPLOYED,
        registered_on=TUESDAY,
    )
    given(a_detected_household()).when(verify, source=VISIT, findings=(found,)).then(
        Verified(
            confirmed=True,
            source=VISIT,
            findings=(replace(found, hard_to_employ=OLDER),),
            hard_to_employ=(1,),
            employable=(1,),
        )
    )
    state = a_detected_household().did(verify, source=VISIT, findings=(found,)).household.member(1)
    assert (state.hard_to_employ, state.further_grounds) == (OLDER, (DISABLED,))


def test_each_unwilling_member_has_a_record_of_their_own() -> None:
    """Who signed is sealed under the member, so that it goes when the member is erased; the day stands at the finding."""
    given(a_detected_household(FATHER, WIFE)).when(
        verify, source=VISIT, findings=(UNWILLING,), signatures=(SIGNED_BY_WIFE,)
    ).then(
        Verified(
            confirmed=True,
            source=VISIT,
            findings=(replace(UNWILLING, signed_on=date(2026, 3, 2)),),
            employable=(1,),
            private={"4": SignerPrivate(name="禾一亩", relation="丈夫")},
        )
    )


@pytest.mark.parametrize(
    ("findings", "signatures"),
    [
        ((UNWILLING,), ()),
        ((WILLING,), (replace(SIGNED_BY_WIFE, member=1),)),
        ((UNWILLING,), (SIGNED_BY_WIFE, SIGNED_BY_WIFE)),
        ((UNWILLING,), (replace(SIGNED_BY_WIFE, signed_on=date(2026, 3, 4)),)),
        ((replace(WILLING, reason=UnwillingReason.CARE),), ()),
        ((replace(WILLING, grounds=(ConfirmedGround(ground=OLDER),) * 2),), ()),
        ((replace(WILLING, registered_on=date(2026, 3, 4)),), ()),
        ((replace(WILLING, grounds=(ConfirmedGround(ground=OLDER, since=TUESDAY, until=date(2026, 3, 2)),)),), ()),
    ],
    ids=["unsigned", "of the willing", "twice", "tomorrow", "reason", "ground twice", "registered", "ends before"],
)
def test_what_cannot_be_found_is_refused(findings: Any, signatures: Any) -> None:
    """Nothing is recorded."""
    given(a_detected_household(FATHER, WIFE)).when(
        verify, source=VISIT, findings=findings, signatures=signatures
    ).then_refuses(InvalidValueError)


def test_one_record_may_still_stand_for_all() -> None:
    """Who has one of their own needs no other; each of the others is covered by the one for all."""
    story = a_detected_household(FATHER, WIFE)
    given(story).when(
        propose_not_eligible, source=VISIT, reason=NotEligible.UNWILLING, signatures=(SIGNED_BY_WIFE,)
    ).then_refuses(InvalidValueError, field="signed-by")
    given(story).when(
        propose_not_eligible,
        source=VISIT,
        reason=NotEligible.UNWILLING,
        signatures=(SIGNED_BY_WIFE, replace(SIGNED_BY_WIFE, member=1)),
    ).then(
        NotEligibleProposed(
            reason=NotEligible.UNWILLING,
            source=VISIT,
            findings=tuple(
                MemberFinding(member=n, finding=Finding.UNWILLING, signed_on=date(2026, 3, 2)) for n in (1, 4)
            ),
            private={n: SignerPrivate(name="禾一亩", relation="丈夫") for n in ("4", "1")},
        )
    )


# ---- Evidence

PAY_SLIP = EvidenceDetails(evidence=(EvidenceKind.PAY_SLIP,), sha256=("a" * 64,))


def test_evidence_has_a_kind_a_hash_and_a_sealed_number() -> None:
    """At a placement, a verification and a difficulty that is solved (GY-11c, GY-13d)."""
    given(a_placed_household()).when(
        confirm_placement, by=TOWNSHIP_OFFICIAL, placement=1, details=PAY_SLIP, evidence_number="JJ-9"
    ).then(PlacementConfirmed(placement=1, details=PAY_SLIP, private={"1": DocumentPrivate(number="JJ-9")}))
    difficult = a_verified_household().did(raise_difficulty, kind=DifficultyKind.HEALTH, owner="sun", due_on=TUESDAY)
    given(difficult).when(
        resolve_difficulty, kind=DifficultyKind.HEALTH, details=PAY_SLIP, evidence_number="JJ-9", note="已报销"
    ).then(
        DifficultyResolved(
            kind=DifficultyKind.HEALTH,
            details=PAY_SLIP,
            private={"household": EvidencePrivate(number="JJ-9", text="已报销")},
        )
    )
    found = VerificationDetails(evidence=(EvidenceKind.STATEMENT,))
    given(a_detected_household()).when(verify, source=VISIT, details=found, evidence_number="JJ-9").then(
        Verified(
            confirmed=True,
            source=VISIT,
            employable=(1,),
            details=found,
            private={"household": EvidencePrivate(number="JJ-9")},
        )
    )


@pytest.mark.parametrize("digest", ["", "abc", "g" * 64, "a" * 63])
def test_a_hash_that_is_none_is_refused(digest: str) -> None:
    """Sixty-four hexadecimal digits."""
    given(a_detected_household()).when(
        verify, source=VISIT, details=VerificationDetails(sha256=(digest,))
    ).then_refuses(InvalidValueError, field="sha256")


# ---- Members by themselves


def test_a_member_is_verified_by_the_yearly_list_without_an_episode() -> None:
    """A household that was never found: the finding stands, the household is none of an episode (act 3)."""
    found = replace(WILLING, registration=Registration.SEEKING_TRANSFER, registered_on=TUESDAY)
    details = VerificationDetails(yearly_list="2026年低收入农户名单")
    story = a_registered_household(working(FATHER), WIFE)
    given(story).when(verify_members, source=VISIT, findings=(found,), details=details, evidence_number="N-1").then(
        MemberVerified(
            member=1, source=VISIT, found=found, details=details, private={"1": EvidencePrivate(number="N-1")}
        )
    )
    after = story.did(verify_members, source=VISIT, findings=(found,))
    assert after.household.member(1).finding is Finding.WILLING
    assert after.household.episodes == ()


def test_each_member_has_evidence_of_their_own() -> None:
    """Two found at once: one by the number for all, one by their own; a number for a third or a second one is refused."""
    story = a_registered_household(working(FATHER), WIFE)
    both = (WILLING, replace(WILLING, member=4))
    own = MemberEvidence(member=4, number="N-4")
    asked: dict[str, Any] = {"source": VISIT, "findings": both, "evidence_number": "N-1"}
    given(story).when(verify_members, evidence_numbers=(own,), **asked).then(
        MemberVerified(member=1, source=VISIT, found=both[0], private={"1": EvidencePrivate(number="N-1")}),
        MemberVerified(member=4, source=VISIT, found=both[1], private={"4": EvidencePrivate(number="N-4")}),
    )
    for wrong in ((own, own), (replace(own, member=3),)):
        given(story).when(verify_members, evidence_numbers=wrong, **asked).then_refuses(
            InvalidValueError, field="member-evidence"
        )


def test_a_finding_of_an_earlier_day_leaves_a_newer_one() -> None:
    """Entered late, in the order of time: the newest finding holds, whichever was entered first."""
    story = a_registered_household(working(FATHER), WIFE)
    later = story.did(verify_members, at=date(2026, 4, 1), source=VISIT, findings=(replace(WILLING, member=4),))
    unwilling = replace(UNWILLING, signed_on=date(2026, 3, 2))
    both = later.happened(MemberVerified(member=4, source=VISIT, found=unwilling), at=date(2026, 3, 10))
    assert both.household.member(4).finding is Finding.WILLING


def test_who_wishes_to_work_again_is_found() -> None:
    """Closed as unwilling, asked again at the next round: the household is at risk anew (BJ-1.2c)."""
    record = replace(SIGNED_BY_WIFE, member=1)
    story = found_not_eligible(NotEligible.UNWILLING, signatures=(record,))
    found = story.did(verify_members, at=date(2026, 9, 1), source=VISIT, findings=(WILLING,))
    assert [type(entry.fact) for entry in found.entries[-2:]] == [MemberVerified, Detected]
    again = story.did(
        verify_members,
        at=date(2026, 9, 1),
        source=VISIT,
        findings=(replace(WILLING, finding=Finding.UNWILLING),),
        signatures=(record,),
    )
    assert type(again.entries[-1].fact) is MemberVerified


@pytest.mark.parametrize(
    ("story", "findings", "error"),
    [
        (a_detected_household(), (WILLING,), NotNowError),
        (a_verified_household(), (), InvalidValueError),
        (a_verified_household(), (replace(WILLING, member=9),), MemberUnknownError),
        (a_registered_household(working(FATHER), WIFE), (UNWILLING,), InvalidValueError),
    ],
    ids=["waits for its own", "nobody", "a stranger", "unsigned"],
)
def test_a_member_is_not_verified(story: Any, findings: Any, error: Any) -> None:
    """While the household itself waits for it, without a finding, or without the record."""
    given(story).when(verify_members, source=VISIT, findings=findings).then_refuses(error)


# ---- Closing as unwilling

FATHERS_RECORD = replace(SIGNED_BY_WIFE, member=1, relation="本人")


def test_a_closing_as_unwilling_has_a_record_of_each_member() -> None:
    """Reason and day stand at each, who signed is sealed under each, and the decision finds the same of them."""
    story = a_verified_household(FATHER, WIFE)
    why = MemberFinding(member=1, finding=Finding.UNWILLING, reason=UnwillingReason.HEALTH)
    signed_on = date(2026, 3, 2)
    found = (
        replace(why, signed_on=signed_on),
        MemberFinding(member=4, finding=Finding.UNWILLING, signed_on=signed_on),
    )
    said: dict[str, Any] = {"findings": (why,), "signatures": (FATHERS_RECORD, SIGNED_BY_WIFE)}
    given(story).when(propose_closing, reason=Closing.UNWILLING, **said).then(
        ClosingProposed(
            reason=Closing.UNWILLING,
            findings=found,
            private={
                "1": SignerPrivate(name="禾一亩", relation="本人"),
                "4": SignerPrivate(name="禾一亩", relation="丈夫"),
            },
        )
    )
    proposed = story.did(propose_closing, reason=Closing.UNWILLING, **said)
    given(proposed).when(decide_closing, by=TOWNSHIP_OFFICIAL, reason=Closing.UNWILLING).then(
        ClosedOtherwise(reason=Closing.UNWILLING, findings=found)
    )


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Closing.UNWILLING, {"signatures": (FATHERS_RECORD,)}),
        (Closing.UNWILLING, {"findings": (WILLING,), "signatures": (FATHERS_RECORD, SIGNED_BY_WIFE)}),
        (Closing.MOVED, {"signatures": (FATHERS_RECORD,)}),
        (Closing.MOVED, {"findings": (replace(WILLING, finding=Finding.UNWILLING),)}),
    ],
    ids=["one is missing", "another finding", "no record belongs there", "no finding belongs there"],
)
def test_a_closing_that_says_otherwise_of_members_is_refused(reason: Closing, said: dict[str, Any]) -> None:
    """Nothing is recorded."""
    given(a_verified_household(FATHER, WIFE)).when(propose_closing, reason=reason, **said).then_refuses(
        InvalidValueError
    )
