"""Codes for another password: by one, and by two for whoever watches over the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.accounts.directory import Directory, FirstWord, PasswordReset
from casework.domain.accounts.offices import OwnRightError
from casework.domain.authentication.password_codes import PASSWORD_CODE_DAYS, give_password_code, joint_digest
from casework.domain.errors import NotNowError
from casework.domain.fact import ActingOffice, Fact
from casework.domain.facts.accounts.accounts import PasswordCodeGiven, PasswordCodeProposed, PasswordSet
from casework.domain.household.context import DecisionContext
from tests.support.households.stories import TUESDAY, ten_o_clock
from tests.support.staff.directory_stories import (
    ADMINISTRATOR,
    AUDITOR,
    CHEN,
    FIRST,
    LI,
    PROTECTION,
    SECOND,
    TOWNSHIP,
    an_installation,
)

WEEK, DAY = timedelta(days=7), timedelta(days=1)


def given(code: str, at: Any = TUESDAY) -> list[Fact]:
    """The fact that li was given a code, that is kept so."""
    expires_at = ten_o_clock(at) + timedelta(days=PASSWORD_CODE_DAYS)
    return [PasswordCodeGiven(account=LI, code_sha256=code, expires_at=expires_at)]


def test_to_most_people_one_gives_it() -> None:
    """The second factor, and that they hear of it, protect whoever only sees their own households."""
    story = an_installation().with_account(LI, TOWNSHIP)
    assert story.decided(give_password_code, account=LI, code_sha256="a") == given("a")


@pytest.mark.parametrize("office", [ADMINISTRATOR, AUDITOR, PROTECTION])
def test_to_whoever_watches_two_give_it(office: ActingOffice) -> None:
    """Within a week; the one who said it first is given another half, and whose it is says nothing."""
    story = an_installation().with_account(LI, office)
    proposed = story.did(give_password_code, account=LI, code_sha256="a")
    assert [entry.fact for entry in proposed.entries[-1:]] == [PasswordCodeProposed(account=LI, code_sha256="a")]
    waiting = proposed.directory.account(LI)
    word = FirstWord(by=FIRST, at=ten_o_clock(TUESDAY), until_on=TUESDAY + WEEK, code_sha256="a")
    assert (waiting.resetting, waiting.code_sha256, waiting.resets) == (word, "", ())
    proposed.refuses(OwnRightError, give_password_code, by=LI, account=LI, code_sha256="b")
    assert proposed.decided(give_password_code, account=LI, code_sha256="c") == [
        PasswordCodeProposed(account=LI, code_sha256="c")
    ]
    joint, last = joint_digest("a", "b"), TUESDAY + WEEK
    said: dict[str, Any] = {"account": LI, "code_sha256": "b"}
    assert proposed.decided(give_password_code, by=SECOND, at=last, **said) == given(joint, last)
    assert proposed.decided(give_password_code, by=SECOND, at=last + DAY, **said) == [
        PasswordCodeProposed(account=LI, code_sha256="b")
    ]


def test_given_and_used_it_is_kept_who_gave_it() -> None:
    """And the first word waits no more."""
    story = an_installation().with_account(LI, AUDITOR).did(give_password_code, account=LI, code_sha256="a")
    story = story.did(give_password_code, by=SECOND, account=LI, code_sha256="b")
    account, at = story.directory.account(LI), ten_o_clock(TUESDAY)
    assert (account.resetting, account.resets) == (None, (PasswordReset(at=at, by=SECOND),))
    used = story.happened(PasswordSet(account=LI), by=LI).happened(PasswordSet(account=LI), by=LI, at=TUESDAY + DAY)
    assert used.directory.account(LI).resets == (PasswordReset(at=at, by=SECOND, set_at=at),)


def test_an_auditor_is_the_second_alone() -> None:
    """Of whoever watches, after an administrator; and of nobody else."""
    story = an_installation().with_account(LI, ADMINISTRATOR).with_account(CHEN, AUDITOR)
    as_auditor = in_office(AUDITOR)
    said: dict[str, Any] = {"by": CHEN, "account": LI, "code_sha256": "b"}
    story.refuses(NotNowError, as_auditor, **said)
    first = story.did(give_password_code, account=LI, code_sha256="a")
    assert first.decided(as_auditor, **said) == given(joint_digest("a", "b"))
    an_installation().with_account(LI, TOWNSHIP).with_account(CHEN, AUDITOR).refuses(NotNowError, as_auditor, **said)


def in_office(office: ActingOffice) -> Callable[..., list[Fact]]:
    """The decision by somebody who acts in an office."""

    def decide(directory: Directory, context: DecisionContext, **said: Any) -> list[Fact]:
        return give_password_code(directory, replace(context, office=office), **said)

    return decide
