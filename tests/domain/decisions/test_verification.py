"""Reporting a detected household, receipting the report, and verifying it."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from casework.domain.codes.sources import Office, VerificationSource
from casework.domain.codes.verification import Finding, HardToEmployGround
from casework.domain.decisions.findings.reports import receipt_report, report_household
from casework.domain.decisions.verification import verify
from casework.domain.details.findings import MemberFinding
from casework.domain.errors import InvalidValueError, MemberUnknownError, NoOpenEpisodeError, NotNowError
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.clearance import SignerPrivate
from casework.domain.facts.households import HouseholdReported, ReportReceipted, Verified
from tests.support.households.stories import (
    FATHER,
    SIGNED,
    TOWNSHIP_OFFICIAL,
    WIFE,
    a_cleared_household,
    a_detected_household,
    a_registered_household,
    a_reported_household,
    a_verified_household,
    given,
)

VISIT = VerificationSource.VISIT
SIGNER = {HOUSEHOLD: SignerPrivate(name="王强", relation="本人")}


def test_a_household_is_reported_to_three_offices() -> None:
    """Township, county HRSS and county rural revitalisation, in one fact."""
    given(a_detected_household()).when(report_household).then(HouseholdReported(offices=tuple(Office)))


def test_reporting_twice_is_quiet() -> None:
    """It was reported in this episode."""
    given(a_reported_household()).when(report_household).then_quiet()


def test_a_cleared_household_is_not_reported() -> None:
    """There is nothing to report after clearing."""
    given(a_cleared_household()).when(report_household).then_refuses(NoOpenEpisodeError)


def test_each_office_receipts_for_itself() -> None:
    """The township's receipt says nothing of the county's."""
    given(a_reported_household()).when(receipt_report, office=Office.COUNTY_HRSS).then(
        ReportReceipted(office=Office.COUNTY_HRSS)
    )


def test_nothing_is_receipted_before_the_report() -> None:
    """The report must be there first."""
    given(a_detected_household()).when(receipt_report, office=Office.TOWNSHIP).then_refuses(
        NotNowError, "not been reported"
    )


def test_receipting_twice_is_quiet() -> None:
    """The same office has receipted."""
    story = a_reported_household().did(receipt_report, office=Office.TOWNSHIP)
    given(story).when(receipt_report, office=Office.TOWNSHIP).then_quiet()


def test_a_confirmation_names_findings_and_grounds() -> None:
    """Per member what was found, and who is hard to employ on which ground."""
    findings = (MemberFinding(member=1, finding=Finding.WILLING, hard_to_employ=HardToEmployGround.FAMILY_HARDSHIP),)
    given(a_detected_household()).when(verify, source=VISIT, findings=findings).then(
        Verified(confirmed=True, source=VISIT, findings=findings, hard_to_employ=(1,), employable=(1,))
    )


def test_a_bare_confirmation_is_enough() -> None:
    """Without findings whoever is employable stays so."""
    given(a_detected_household()).when(verify, source=VerificationSource.TELEPHONE).then(
        Verified(confirmed=True, source=VerificationSource.TELEPHONE, employable=(1,))
    )


def test_unwilling_without_a_signature_is_refused() -> None:
    """For one member; for all of a household that is none see test_not_eligible.py."""
    findings = (MemberFinding(member=4, finding=Finding.UNWILLING),)
    given(a_detected_household(FATHER, WIFE)).when(verify, source=VISIT, findings=findings).then_refuses(
        InvalidValueError, "written record", field="signed-by"
    )


def test_a_record_signed_tomorrow_is_refused() -> None:
    """A pair around the day: signed today is taken, signed tomorrow is not."""
    findings = (MemberFinding(member=4, finding=Finding.UNWILLING),)
    today, tomorrow = (replace(SIGNED, signed_on=date(2026, 3, day)) for day in (3, 4))
    story = a_detected_household(FATHER, WIFE)
    given(story).when(verify, source=VISIT, findings=findings, signed=today).then(
        Verified(
            confirmed=True,
            source=VISIT,
            findings=findings,
            signed_on=date(2026, 3, 3),
            employable=(1,),
            private=SIGNER,
        )
    )
    given(story).when(verify, source=VISIT, findings=findings, signed=tomorrow).then_refuses(
        InvalidValueError, field="signed-on"
    )


def test_a_confirmation_needs_somebody_left() -> None:
    """If the only worker is found unwilling, the household is not confirmed."""
    given(a_detected_household()).when(
        verify, source=VISIT, findings=(MemberFinding(member=1, finding=Finding.UNWILLING),), signed=SIGNED
    ).then_refuses(NotNowError, "not eligible")


def test_only_who_is_willing_is_hard_to_employ() -> None:
    """Hard to employ is a status of somebody who wants to work."""
    found = MemberFinding(member=1, finding=Finding.INCAPABLE, hard_to_employ=HardToEmployGround.DISABLED)
    given(a_detected_household(FATHER, WIFE)).when(verify, source=VISIT, findings=(found,)).then_refuses(
        InvalidValueError, field="hard-to-employ"
    )


def test_findings_of_strangers_or_twice_are_refused() -> None:
    """A member is named once and belongs to the household."""
    once = MemberFinding(member=1, finding=Finding.WILLING)
    story = a_detected_household()
    given(story).when(verify, source=VISIT, findings=(once, once)).then_refuses(InvalidValueError, field="member")
    stranger = MemberFinding(member=7, finding=Finding.WILLING)
    given(story).when(verify, source=VISIT, findings=(stranger,)).then_refuses(MemberUnknownError, member=7)


def test_a_second_verification_in_the_episode_is_refused() -> None:
    """Also when it says the same: what was found is corrected, not repeated."""
    given(a_verified_household()).when(verify, source=VISIT, by=TOWNSHIP_OFFICIAL).then_refuses(
        NotNowError, "verified already"
    )


def test_a_household_in_work_is_not_verified() -> None:
    """There is no open episode."""
    given(a_registered_household()).when(verify, source=VISIT).then_refuses(NoOpenEpisodeError)
