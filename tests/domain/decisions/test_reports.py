"""Single members are reported with the ledgers they belong to, and an office says who received it (field 35; GY-2c, GY-2d)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casework.domain.codes.people import LedgerGroup
from casework.domain.codes.sources import Office
from casework.domain.decisions.findings.reports import receipt_report, report_household
from casework.domain.errors import CaseworkError, InvalidValueError, MemberUnknownError, NoOpenEpisodeError, NotNowError
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.households import HouseholdReported, ReportedMember, ReportReceipted
from casework.domain.facts.verification import ReceiptPrivate
from tests.support.households.stories import (
    FATHER,
    WIFE,
    Story,
    a_cleared_household,
    a_registered_household,
    a_reported_household,
    given,
    working,
)

RETURNEE = ReportedMember(member=1, groups=(LedgerGroup.RETURNEES, LedgerGroup.WILLING))
OFFICES = tuple(Office)


@pytest.mark.parametrize(
    "story",
    [a_registered_household(working(FATHER), WIFE), a_cleared_household(), a_reported_household()],
    ids=["without an episode", "cleared", "in an episode that is reported"],
)
def test_a_member_is_reported_with_ledgers_at_any_time(story: Story) -> None:
    """The remark is sealed under the one who is reported; the same again on that day is quiet."""
    private = {"1": NotePrivate(text="刚返乡")}
    fact = HouseholdReported(offices=OFFICES, members=(RETURNEE,), private=private)
    given(story).when(report_household, members=(RETURNEE,), note="刚返乡").then(fact)
    reported = story.did(report_household, members=(RETURNEE,))
    given(reported).when(report_household, members=(RETURNEE,)).then_quiet()


def test_the_offices_owe_a_receipt_for_it_while_the_household_is_cleared() -> None:
    """Two working days, met by the receipt, which says who received it."""
    story = a_cleared_household(date(2026, 4, 1)).did(report_household, at=date(2026, 4, 8), members=(RETURNEE,))
    version = story.version
    assert story.deadline("receipt", f"{version}/township").unmet
    receipt: dict[str, Any] = {"office": Office.TOWNSHIP, "received_by": "禾一亩", "note": "已录入"}
    given(story).when(receipt_report, **receipt).then(
        ReportReceipted(
            office=Office.TOWNSHIP, private={"household": ReceiptPrivate(received_by="禾一亩", text="已录入")}
        )
    )
    receipted = story.did(receipt_report, **receipt)
    assert not receipted.deadline("receipt", f"{version}/township").unmet
    given(receipted).when(receipt_report, office=Office.TOWNSHIP).then_quiet()
    given(receipted).when(receipt_report, **receipt).then_refuses(NotNowError, "correct")


@pytest.mark.parametrize(
    ("members", "error"),
    [
        ((ReportedMember(member=9),), MemberUnknownError),
        ((RETURNEE, RETURNEE), InvalidValueError),
        ((ReportedMember(member=1, groups=(LedgerGroup.WILLING,) * 2),), InvalidValueError),
        ((), NoOpenEpisodeError),
    ],
    ids=["a stranger", "twice", "the same ledger twice", "the cleared household as a whole"],
)
def test_a_report_that_cannot_be_is_refused(members: tuple[ReportedMember, ...], error: type[CaseworkError]) -> None:
    """Nothing is recorded."""
    given(a_cleared_household()).when(report_household, members=members).then_refuses(error)


def test_a_cleared_household_has_nothing_else_to_receipt() -> None:
    """Only a report that names members is receipted after the clearing."""
    given(a_cleared_household()).when(receipt_report, office=Office.TOWNSHIP).then_refuses(NoOpenEpisodeError)
