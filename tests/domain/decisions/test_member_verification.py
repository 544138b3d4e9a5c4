"""What an office finds of single members: registration, grounds, records, certificates (fields 18, 24, 27, 36; acts 3, 32)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.codes.clearance import Closing
from casework.domain.codes.people import Willingness
from casework.domain.codes.persons.documents import CertificateAct, CertificateKind, EvidenceKind
from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.codes.sources import Office, VerificationSource
from casework.domain.codes.verification import (
    Finding,
    HardToEmployEnd,
    HardToEmployGround,
    NotEligible,
    Registration,
    UnwillingReason,
)
from casework.domain.decisions.assistance import raise_difficulty, resolve_difficulty
from casework.domain.decisions.detection import WaitingTimeError, reapply
from casework.domain.decisions.exits.not_eligible import propose_not_eligible
from casework.domain.decisions.findings.certificates import record_certificate
from casework.domain.decisions.findings.hard_to_employ import confirm_hard_to_employ, end_hard_to_employ
from casework.domain.decisions.findings.member_verification import verify_members
from casework.domain.decisions.findings.signatures import MemberSignature
from casework.domain.decisions.placements import confirm_placement
from casework.domain.decisions.verification import verify
from casework.domain.details.findings import (
    ConfirmedGround,
    EvidenceDetails,
    GroundDetails,
    MemberFinding,
    VerificationDetails,
)
from casework.domain.errors import InvalidValueError, MemberUnknownError, NotNowError
from casework.domain.facts.assistance import DifficultyResolved
from casework.domain.facts.clearance import ClosedOtherwise, SignerPrivate
from casework.domain.facts.households import Detected, NotEligibleProposed, Verified
from casework.domain.facts.responsibility import CadreAccepted
from casework.domain.facts.verification import (
    CertificatePrivate,
    CertificateRecorded,
    EvidencePrivate,
    HardToEmployConfirmed,
    HardToEmployEnded,
    HouseholdReapplied,
    MemberVerified,
)
from casework.domain.facts.work import DocumentPrivate, PlacementConfirmed
from tests.support.households.stories import (
    CADRE,
    FATHER,
    GRANDMOTHER,
    TOWNSHIP_OFFICIAL,
    TUESDAY,
    WIFE,
    Story,
    a_cleared_household,
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


# ---- Hard to employ


def test_several_grounds_are_confirmed_with_days_and_office_also_without_an_episode() -> None:
    """Each of them stands; said again with nothing new it is quiet."""
    details = GroundDetails(also=(DISABLED,), since=date(2026, 1, 1), office=Office.COUNTY_HRSS)
    story = a_registered_household(working(FATHER), WIFE)
    given(story).when(confirm_hard_to_employ, member=4, ground=OLDER, details=details).then(
        HardToEmployConfirmed(member=4, ground=OLDER, details=details)
    )
    confirmed = story.did(confirm_hard_to_employ, member=4, ground=OLDER, details=details)
    state = confirmed.household.member(4)
    assert (state.hard_to_employ, state.further_grounds) == (OLDER, (DISABLED,))
    given(confirmed).when(confirm_hard_to_employ, member=4, ground=DISABLED).then_quiet()
    given(story).when(confirm_hard_to_employ, member=4, ground=DISABLED, details=details).then_refuses(
        InvalidValueError, field="also"
    )


def test_hard_to_employ_ends_with_its_duties() -> None:
    """From then on nobody owes the member two post informations a month (BJ-3.2a)."""
    story = a_verified_household().did(confirm_hard_to_employ, member=1, ground=OLDER)
    accepted = story.happened(CadreAccepted(cadre=CADRE, willing=(1,)), at=date(2026, 3, 4))
    ended = accepted.did(
        end_hard_to_employ, at=date(2026, 5, 11), member=1, reason=HardToEmployEnd.GROUND_GONE, on=date(2026, 5, 11)
    )
    assert ended.entries[-1].fact == HardToEmployEnded(
        member=1, reason=HardToEmployEnd.GROUND_GONE, on=date(2026, 5, 11)
    )
    assert ended.household.member(1).hard_to_employ is None
    running, over = (each.deadline("post-information", "2026-05/1") for each in (accepted, ended))
    assert running.ended_at is None
    assert over.ended_at is not None
    given(ended).when(end_hard_to_employ, member=1, reason=HardToEmployEnd.OTHER, on=TUESDAY).then_refuses(NotNowError)


def test_hard_to_employ_does_not_end_tomorrow() -> None:
    """A pair around the day."""
    story = a_verified_household().did(confirm_hard_to_employ, member=1, ground=OLDER)
    today, tomorrow = TUESDAY, date(2026, 3, 4)
    given(story).when(end_hard_to_employ, member=1, reason=HardToEmployEnd.OTHER, on=today).then(
        HardToEmployEnded(member=1, reason=HardToEmployEnd.OTHER, on=today)
    )
    given(story).when(end_hard_to_employ, member=1, reason=HardToEmployEnd.OTHER, on=tomorrow).then_refuses(
        InvalidValueError, field="on"
    )


def test_a_member_found_unwilling_is_not_confirmed() -> None:
    """Nor one whose ledger says so."""
    story = a_registered_household(working(FATHER), replace(WIFE, willingness=Willingness.UNWILLING))
    given(story).when(confirm_hard_to_employ, member=4, ground=OLDER).then_refuses(NotNowError)


# ---- Certificates


def test_a_certificate_is_recorded_with_its_number_sealed() -> None:
    """In an episode, after it, and without one (BJ-1.2b, F-9)."""
    said: dict[str, Any] = {
        "member": 1,
        "kind": CertificateKind.RURAL_TRANSFER,
        "act": CertificateAct.ISSUED,
        "on": TUESDAY,
        "registration": Registration.SEEKING_TRANSFER,
    }
    private = {"1": CertificatePrivate(number="9901-7", text="新发")}
    for story in (a_registered_household(working(FATHER), GRANDMOTHER), a_verified_household(), a_cleared_household()):
        on = {**said, "on": story.day}
        given(story).when(record_certificate, **on, number="9901-7", note="新发").then(
            CertificateRecorded(**on, private=private)
        )
    given(a_verified_household()).when(record_certificate, **{**said, "member": 9}).then_refuses(MemberUnknownError)
    given(a_verified_household()).when(record_certificate, **{**said, "on": date(2026, 3, 4)}).then_refuses(
        InvalidValueError, field="on"
    )


# ---- Applying again


def closed(reason: Closing) -> Story:
    """A household whose episode was closed on 3 March, for this reason."""
    employable = () if reason is Closing.UNWILLING else (1,)
    return a_verified_household().happened(ClosedOtherwise(reason=reason, employable=employable))


def test_a_household_applies_again_after_refused_offers_once_the_time_is_over() -> None:
    """A pair around the six months of OF-32; it is detected anew."""
    story = closed(Closing.REFUSED_OFFERS)
    given(replace(story, day=date(2026, 9, 2))).when(reapply, members=(1,)).then_refuses(WaitingTimeError, "2026-09-03")
    again = story.did(reapply, at=date(2026, 9, 3), members=(1,))
    assert [type(entry.fact) for entry in again.entries[-2:]] == [HouseholdReapplied, Detected]
    given(again).when(reapply, members=(1,)).then_refuses(NotNowError)


def test_who_was_closed_as_unwilling_need_not_wait() -> None:
    """The wish counts at once, and what was signed then stands in the way no more (BJ-1.2c)."""
    unwilling = MemberFinding(member=1, finding=Finding.UNWILLING)
    story = a_verified_household().happened(ClosedOtherwise(reason=Closing.UNWILLING, findings=(unwilling,)))
    given(story).when(reapply, members=()).then_refuses(InvalidValueError, field="member")
    given(story).when(reapply, members=(9,)).then_refuses(MemberUnknownError)
    again = story.did(reapply, members=(1,))
    assert [type(entry.fact) for entry in again.entries[-2:]] == [HouseholdReapplied, Detected]
    assert again.household.member(1).finding is None


def test_nobody_applies_again_who_was_never_closed() -> None:
    """Neither while the episode is open nor before the first one."""
    for story in (a_verified_household(), a_registered_household(working(FATHER), WIFE), a_cleared_household()):
        given(story).when(reapply, members=(1,)).then_refuses(NotNowError)
