"""What is sent back as insufficient: said by a code and in words, and the duty runs again from then (GY-2d, GY-17d)."""

from __future__ import annotations

from datetime import date
from typing import Any

from casework.domain.codes.clearance import Insufficient
from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.codes.sources import Office, VerificationSource
from casework.domain.decisions.findings.reports import receipt_report, report_household
from casework.domain.decisions.placements import confirm_placement
from casework.domain.decisions.returns.insufficient import (
    return_difficulty,
    return_placement,
    return_report,
    return_verification,
    supplement_placement,
)
from casework.domain.decisions.service.difficulties import raise_difficulty, resolve_difficulty
from casework.domain.decisions.verification import verify
from casework.domain.errors import InvalidValueError, NotNowError, SamePersonError
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.households import HouseholdReported
from casework.domain.facts.returns import (
    DifficultyReturned,
    PlacementReturned,
    PlacementSupplemented,
    ReportReturned,
    VerificationReturned,
)
from tests.support.households.stories import (
    CADRE,
    COUNTY_OFFICIAL,
    TOWNSHIP_OFFICIAL,
    a_detected_household,
    a_household_with_cadre,
    a_placed_household,
    a_reported_household,
    a_verified_household,
    given,
)

MISSING, NOTE = Insufficient.EVIDENCE_MISSING, "缺工资流水"
WORDS: dict[str, Any] = {"reason": MISSING, "note": NOTE}
SEALED = NotePrivate(text=NOTE)
WEDNESDAY, THURSDAY = date(2026, 3, 4), date(2026, 3, 5)


def test_a_report_goes_back_and_is_made_again_to_that_office_alone() -> None:
    """Its receipt is asked for again; the other offices have theirs."""
    story = a_reported_household().did(receipt_report, office=Office.COUNTY_HRSS)
    given(story).when(return_report, by=COUNTY_OFFICIAL, office=Office.TOWNSHIP, **WORDS).then(
        ReportReturned(office=Office.TOWNSHIP, reason=MISSING, private={HOUSEHOLD: SEALED})
    )
    back = story.did(return_report, at=WEDNESDAY, by=COUNTY_OFFICIAL, office=Office.TOWNSHIP, **WORDS)
    given(back).when(return_report, by=COUNTY_OFFICIAL, office=Office.TOWNSHIP, **WORDS).then_quiet()
    given(back).when(receipt_report, office=Office.TOWNSHIP).then_refuses(NotNowError, "sent the report back")
    assert back.deadline("receipt", "3/township").met_at is not None
    again = back.deadline("report-again")
    assert (again.due_on, again.duty, again.unmet) == (THURSDAY, "village", True)
    given(back).when(report_household).then(HouseholdReported(offices=(Office.TOWNSHIP,)))
    made = back.did(report_household)
    assert made.deadline("report-again").met_at is not None
    assert made.occurrences("receipt")[3:] == ["6/township"]
    receipted = made.did(receipt_report, office=Office.TOWNSHIP)
    assert set(receipted.household.open_episode().receipts) == {Office.COUNTY_HRSS, Office.TOWNSHIP}


def test_nobody_sends_back_what_is_their_own() -> None:
    """Neither a report nor a solution; one that was made again is the second maker's."""
    story = a_reported_household()
    given(story).when(return_report, office=Office.TOWNSHIP, **WORDS).then_refuses(SamePersonError)
    again = story.did(return_report, at=WEDNESDAY, by=COUNTY_OFFICIAL, office=Office.TOWNSHIP, **WORDS)
    again = again.did(report_household, at=THURSDAY, by=COUNTY_OFFICIAL)
    given(again).when(return_report, by=COUNTY_OFFICIAL, office=Office.TOWNSHIP, **WORDS).then_refuses(SamePersonError)
    given(again).when(return_report, office=Office.COUNTY_HRSS, **WORDS).then_refuses(SamePersonError)
    given(again).when(return_report, office=Office.TOWNSHIP, **WORDS).then(
        ReportReturned(office=Office.TOWNSHIP, reason=MISSING, private={HOUSEHOLD: SEALED})
    )
    solved = (
        a_household_with_cadre()
        .did(raise_difficulty, kind=DifficultyKind.TRAVEL, owner=CADRE, due_on=date(2026, 3, 20))
        .did(resolve_difficulty, by=CADRE, kind=DifficultyKind.TRAVEL)
    )
    given(solved).when(return_difficulty, by=CADRE, kind=DifficultyKind.TRAVEL, **WORDS).then_refuses(SamePersonError)
    given(solved).when(return_difficulty, by=TOWNSHIP_OFFICIAL, kind=DifficultyKind.TRAVEL, **WORDS).then(
        DifficultyReturned(kind=DifficultyKind.TRAVEL, owner=CADRE, reason=MISSING, private={HOUSEHOLD: SEALED})
    )


def test_what_there_is_not_does_not_go_back() -> None:
    """Nothing was reported, verified or solved; and words are asked for."""
    story = a_detected_household()
    given(story).when(return_report, by=COUNTY_OFFICIAL, office=Office.TOWNSHIP, **WORDS).then_refuses(
        NotNowError, "nothing to send back"
    )
    given(story).when(return_verification, **WORDS).then_refuses(NotNowError, "not verified")
    given(story).when(return_difficulty, by=COUNTY_OFFICIAL, kind=DifficultyKind.TRAVEL, **WORDS).then_refuses(
        NotNowError, "was solved"
    )
    given(a_reported_household()).when(
        return_report, by=COUNTY_OFFICIAL, office=Office.TOWNSHIP, reason=MISSING, note=" "
    ).then_refuses(InvalidValueError, field="note")


def test_a_verification_goes_back_and_its_clocks_run_on() -> None:
    """Not by whoever made it; the household is verified again, and nobody wins days for having work found."""
    story = a_verified_household()
    given(story).when(return_verification, by=TOWNSHIP_OFFICIAL, **WORDS).then_refuses(SamePersonError)
    given(story).when(return_verification, by=COUNTY_OFFICIAL, **WORDS).then(
        VerificationReturned(reason=MISSING, private={HOUSEHOLD: SEALED})
    )
    back = story.did(return_verification, at=WEDNESDAY, by=COUNTY_OFFICIAL, **WORDS)
    given(back).when(return_verification, by=COUNTY_OFFICIAL, **WORDS).then_quiet()
    again = back.deadline("verification-again")
    assert (again.due_on, again.duty, again.unmet) == (date(2026, 3, 11), "township", True)
    made = back.did(verify, at=THURSDAY, by=TOWNSHIP_OFFICIAL, source=VerificationSource.VISIT)
    assert made.deadline("verification-again").met_at is not None
    for name in ("employed", "clear"):
        assert made.occurrences(name) == story.occurrences(name) == ["3"]
        assert made.deadline(name).due_on == story.deadline(name).due_on


def test_a_placement_goes_back_for_papers_and_is_checked_again() -> None:
    """Whoever recorded it does not send it back; without the evidence it is not confirmed."""
    story = a_placed_household()
    given(story).when(return_placement, by=CADRE, placement=1, **WORDS).then_refuses(SamePersonError)
    given(story).when(return_placement, by=TOWNSHIP_OFFICIAL, placement=1, **WORDS).then(
        PlacementReturned(placement=1, reason=MISSING, private={"1": SEALED})
    )
    back = story.did(return_placement, at=WEDNESDAY, by=TOWNSHIP_OFFICIAL, placement=1, **WORDS)
    given(back).when(confirm_placement, by=TOWNSHIP_OFFICIAL, placement=1).then_refuses(NotNowError, "once it is")
    assert back.deadline("placement-check").met_at is not None
    evidence = back.deadline("placement-evidence")
    assert (evidence.due_on, evidence.duty) == (date(2026, 3, 11), "cadre")
    given(back).when(supplement_placement, by=CADRE, placement=1, note="已补").then(
        PlacementSupplemented(placement=1, private={"1": NotePrivate(text="已补")})
    )
    added = back.did(supplement_placement, at=THURSDAY, by=CADRE, placement=1, note="已补")
    assert added.deadline("placement-evidence").met_at is not None
    check = added.deadline("placement-check")
    assert (check.started_by, check.due_on) == ("placement-supplemented", date(2026, 3, 19))
    assert added.did(confirm_placement, by=TOWNSHIP_OFFICIAL, placement=1).deadline("placement-check").met_at
    given(story).when(supplement_placement, placement=1, note="已补").then_refuses(NotNowError, "was not sent back")


def test_a_solution_goes_back_to_its_owner() -> None:
    """The difficulty is open again, and is solved again."""
    story = a_household_with_cadre().did(
        raise_difficulty, kind=DifficultyKind.WAGE_ARREARS, owner=CADRE, due_on=date(2026, 3, 20)
    )
    given(story).when(return_difficulty, by=COUNTY_OFFICIAL, kind=DifficultyKind.WAGE_ARREARS, **WORDS).then_quiet()
    solved = story.did(resolve_difficulty, kind=DifficultyKind.WAGE_ARREARS)
    given(solved).when(return_difficulty, by=COUNTY_OFFICIAL, kind=DifficultyKind.WAGE_ARREARS, **WORDS).then(
        DifficultyReturned(kind=DifficultyKind.WAGE_ARREARS, owner=CADRE, reason=MISSING, private={HOUSEHOLD: SEALED})
    )
    back = solved.did(return_difficulty, at=WEDNESDAY, by=COUNTY_OFFICIAL, kind=DifficultyKind.WAGE_ARREARS, **WORDS)
    again = back.deadline("difficulty-again")
    assert (again.due_on, again.owner, again.unmet) == (date(2026, 3, 11), CADRE, True)
    made = back.did(resolve_difficulty, kind=DifficultyKind.WAGE_ARREARS)
    assert made.deadline("difficulty-again").met_at is not None
    assert made.household.open_episode().difficulties == ()
