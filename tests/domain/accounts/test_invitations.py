"""Accounts are invited, answered once with a code, disabled, activated again; the last administrator stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec import UNSET

from casework.domain.accounts.directory import AccountUnknownError
from casework.domain.accounts.invitations import (
    AdministratorsEnoughError,
    CodeUnknownError,
    activate,
    adopt_name,
    disable,
    install_administrator,
    invite,
    invite_again,
    reactivate,
)
from casework.domain.accounts.offices import OwnRightError, leave_office
from casework.domain.codes.accounts import AccountStatus, DisabledReason
from casework.domain.codes.offices import Role
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import ActingOffice
from casework.domain.facts.accounts.accounts import (
    AccountActivated,
    AccountDisabled,
    AccountInvited,
    AccountReactivated,
    DisablingProposed,
    NameAdopted,
    StaffPrivate,
)
from casework.domain.signer import INSTALLATION
from tests.support.households.stories import TUESDAY, ten_o_clock
from tests.support.staff.directory_stories import (
    ADMINISTRATOR,
    AUDITOR,
    CITY,
    FIRST,
    LI,
    PROTECTION,
    SECOND,
    an_installation,
    an_office,
)

NEW = "30000001"
SAID: dict[str, Any] = {"number": NEW, "name": " 禾 一亩 ", "telephone": "10012345678", "code_sha256": "a" * 64}


def test_an_invitation_seals_who_it_is_for() -> None:
    """Name and telephone stand under the account's own key, the code's digest in clear, and it lasts seven days."""
    (fact,) = an_installation().decided(invite, **SAID)
    assert fact == AccountInvited(
        account=NEW,
        code_sha256="a" * 64,
        expires_at=ten_o_clock(TUESDAY + timedelta(days=7)),
        private={NEW: StaffPrivate(name="禾 一亩", telephone="10012345678")},
    )
    assert fact.private is not UNSET


@pytest.mark.parametrize(("field", "value"), [("number", "1234567"), ("number", "a0000001"), ("name", "  ")])
def test_an_invitation_needs_a_number_and_a_name(field: str, value: str) -> None:
    """Eight digits, and a name that is not blank."""
    an_installation().refuses(InvalidValueError, invite, **{**SAID, field: value})


def test_a_code_is_answered_once() -> None:
    """The account becomes active; the same code again is nobody's."""
    story = an_installation().did(invite, **SAID)
    assert story.decided(activate, by=NEW, code_sha256="a" * 64) == [AccountActivated(account=NEW)]
    story.did(activate, by=NEW, code_sha256="a" * 64).refuses(CodeUnknownError, activate, code_sha256="a" * 64)
    story.refuses(CodeUnknownError, activate, code_sha256="")


def test_a_code_grows_too_old() -> None:
    """On the seventh day at ten it does, a day before it does not."""
    story = an_installation().did(invite, **SAID)
    assert story.decided(activate, at=TUESDAY + timedelta(days=6), code_sha256="a" * 64)
    story.refuses(NotNowError, activate, at=TUESDAY + timedelta(days=7), code_sha256="a" * 64)


def test_another_code_replaces_the_first() -> None:
    """Who did not answer is given another code; who did needs none."""
    story = an_installation().did(invite, **SAID).did(invite_again, account=NEW, code_sha256="b" * 64)
    story.refuses(CodeUnknownError, activate, code_sha256="a" * 64)
    story = story.did(activate, by=NEW, code_sha256="b" * 64)
    story.refuses(NotNowError, invite_again, account=NEW, code_sha256="c" * 64)
    assert story.directory.account(NEW).invited_version == len(an_installation().entries) + 1


def test_a_disabled_account_loses_its_offices() -> None:
    """It holds none from that day on, and none after it is activated again, until they are granted anew."""
    story = an_office()
    gone = [AccountDisabled(account=LI, reason=DisabledReason.LEFT)]
    assert story.decided(disable, account=LI, reason=DisabledReason.LEFT) == gone
    story = story.happened(*gone)
    assert story.decided(disable, account=LI, reason=DisabledReason.LEFT) == []
    assert story.decided(reactivate, account=LI) == [AccountReactivated(account=LI)]
    story = story.did(reactivate, account=LI)
    assert story.directory.account(LI).status is AccountStatus.ACTIVE
    assert story.directory.account(LI).offices_on(TUESDAY) == ()
    assert story.decided(reactivate, account=LI) == []


def test_who_never_answered_is_not_activated_by_another() -> None:
    """The code is the owner's own."""
    an_installation().did(invite, **SAID).refuses(NotNowError, reactivate, account=NEW)


def test_an_administrator_remains() -> None:
    """Of two one may go, the last may not."""
    story = an_installation().did(disable, by=SECOND, account=SECOND, reason=DisabledReason.LEFT)
    story.refuses(NotNowError, disable, account=FIRST, reason=DisabledReason.LEFT)


@pytest.mark.parametrize("office", [ADMINISTRATOR, AUDITOR, PROTECTION])
def test_who_watches_is_disabled_by_two(office: ActingOffice) -> None:
    """One administrator proposes, another says the same within a week; whoever holds it may end the own account."""
    gone: dict[str, Any] = {"account": NEW, "reason": DisabledReason.MISUSE}
    proposed, disabled = [DisablingProposed(**gone)], [AccountDisabled(**gone)]
    story, week = an_installation().with_account(NEW, office), timedelta(days=7)
    assert story.decided(disable, **gone) == proposed
    story = story.did(disable, **gone)
    assert story.directory.account(NEW).active
    assert story.decided(disable, **gone) == []
    assert story.decided(disable, by=SECOND, at=TUESDAY + week, **gone) == disabled
    assert story.decided(disable, by=SECOND, at=TUESDAY + week + timedelta(days=1), **gone) == proposed
    assert story.decided(disable, by=NEW, **gone) == disabled
    story.refuses(NotNowError, leave_office, account=NEW, office=office, last_on=TUESDAY)
    assert story.decided(leave_office, by=NEW, account=NEW, office=office, last_on=TUESDAY)


def test_the_only_administrator_disables_alone() -> None:
    """There is nobody who could be the second."""
    alone = (
        an_installation().with_account(NEW, AUDITOR).did(disable, by=SECOND, account=SECOND, reason=DisabledReason.LEFT)
    )
    gone: dict[str, Any] = {"account": NEW, "reason": DisabledReason.LEFT}
    assert alone.decided(disable, **gone) == [AccountDisabled(**gone)]


def test_of_two_administrators_neither_disables_the_other_alone() -> None:
    """Whoever runs the installation makes another one then, whose word is the second."""
    gone: dict[str, Any] = {"account": SECOND, "reason": DisabledReason.MISUSE}
    story = an_installation().did(disable, **gone)
    third: dict[str, Any] = {"number": NEW, "name": "管三", "telephone": "", "division": CITY, "by": str(INSTALLATION)}
    story = story.did(install_administrator, **third)
    assert story.decided(disable, by=NEW, **gone) == [AccountDisabled(**gone)]
    story.refuses(AdministratorsEnoughError, install_administrator, **{**third, "number": "30000002"})


def test_two_administrators_are_made_and_no_third() -> None:
    """Whoever runs the installation makes the second when one has gone, and never a third."""
    third: dict[str, Any] = {"number": NEW, "name": "管三", "telephone": "", "division": CITY, "by": str(INSTALLATION)}
    an_installation().refuses(AdministratorsEnoughError, install_administrator, **third)
    story = an_installation().did(disable, by=SECOND, account=SECOND, reason=DisabledReason.LEFT)
    story = story.did(install_administrator, **third)
    assert [account.number for account in story.directory.with_role(Role.SYSTEM_ADMINISTRATOR, TUESDAY)] == [FIRST, NEW]


def test_an_older_name_is_one_accounts() -> None:
    """Said once by another person: from then on the account is found by it and signs with it."""
    story = an_office()
    assert story.decided(adopt_name, account=LI, name="Li Na") == [NameAdopted(account=LI, name="lina")]
    story = story.did(adopt_name, account=LI, name="li.na")
    assert story.directory.account("LI.NA").signature == "li.na"
    assert story.decided(adopt_name, account=LI, name="li.na") == []
    story.refuses(NotNowError, adopt_name, account=SECOND, name="li.na", by=LI)
    story.refuses(OwnRightError, adopt_name, account=LI, name="lina", by=LI)
    story.refuses(NotNowError, adopt_name, account=LI, name=SECOND)
    story.refuses(InvalidValueError, adopt_name, account=LI, name="rule:sweep")
    story.refuses(AccountUnknownError, adopt_name, account="nobody", name="x")
