"""How long a token goes on, and on what it rests; limits in pairs."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from casework.domain.accounts.directory import Account, HeldOffice
from casework.domain.authentication.tokens import Token, refuse_scope, standing_of, token_end
from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.codes.accounts import AccountStatus, TokenKind
from casework.domain.errors import InvalidValueError
from casework.domain.rights.table import rights_table
from tests.support.staff.directory_stories import ADMINISTRATOR, TOWNSHIP

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
TODAY = NOW.date()
AT = int(NOW.timestamp())
TOKEN = Token(
    number="0a1b2c3d",
    kind=TokenKind.SESSION,
    account="20000001",
    name="",
    scope=(),
    standing="s",
    began_at=AT,
    used_at=AT,
    idle_seconds=1800,
    ends_at=AT + 43_200,
)
ACCOUNT = Account(
    number="20000001",
    status=AccountStatus.ACTIVE,
    invited_version=5,
    code_sha256="",
    expires_at=NOW,
    active_since=6,
    offices=(HeldOffice(office=TOWNSHIP, from_on=date(2026, 1, 1), until_on=TODAY),),
)


def test_a_session_ends_unused_and_at_its_longest() -> None:
    """One second earlier each it goes on; a token without idle time need not be used."""
    assert TOKEN.goes_on("s", AT + 1799)
    assert not TOKEN.goes_on("s", AT + 1800)
    used = replace(TOKEN, used_at=AT + 43_000)
    assert used.goes_on("s", AT + 43_199)
    assert not used.goes_on("s", AT + 43_200)
    assert replace(TOKEN, idle_seconds=0).goes_on("s", AT + 43_199)


def test_it_rests_on_how_the_account_stands() -> None:
    """Disabled, activated again, an office begun or ended: a session is over; a program's token minds only the former."""
    stood = standing_of(ACCOUNT, TokenKind.SESSION, TODAY)
    others = (
        replace(ACCOUNT, status=AccountStatus.DISABLED),
        replace(ACCOUNT, active_since=9),
        replace(ACCOUNT, offices=()),
        replace(ACCOUNT, offices=(*ACCOUNT.offices, HeldOffice(office=ADMINISTRATOR, from_on=TODAY))),
    )
    assert [standing_of(each, TokenKind.SESSION, TODAY) == stood for each in others] == [False] * 4
    assert standing_of(ACCOUNT, TokenKind.SESSION, TODAY + timedelta(days=1)) != stood
    program = standing_of(ACCOUNT, TokenKind.PROGRAM, TODAY)
    assert [standing_of(each, TokenKind.PROGRAM, TODAY) == program for each in others] == [False, False, True, True]


def test_it_is_written_once_a_minute_that_it_is_used() -> None:
    """One writer at a time is all that SQLite has."""
    assert not TOKEN.is_touched(AT + 59)
    assert TOKEN.is_touched(AT + 60)


def test_what_a_token_is_for() -> None:
    """Without a scope for everything, with one for what it names."""
    assert TOKEN.is_for(["log"])
    assert replace(TOKEN, scope=("log", "list")).is_for(["verify", "log"])
    assert not replace(TOKEN, scope=("list",)).is_for(["log"])


@pytest.mark.parametrize(("days", "may"), [(0, False), (1, True), (366, True), (367, False)])
def test_a_token_of_a_program_lasts_a_year_at_most(days: int, may: bool) -> None:
    """And a day at least."""
    if may:
        assert token_end(NOW, days) == NOW + timedelta(days=days)
    else:
        with pytest.raises(InvalidValueError):
            token_end(NOW, days)


@pytest.mark.parametrize(
    ("scope", "may"),
    [
        (("confirm-household", "list"), True),
        (("account invite",), False),
        (("confirm-household", "no-such-thing"), False),
        (("account token new",), False),
        ((), False),
    ],
)
def test_a_scope_is_a_part_of_ones_rights(scope: tuple[str, ...], may: bool) -> None:
    """What nobody of these offices may do is no scope, nor is giving out further tokens."""
    if may:
        refuse_scope(rights_table(), [TOWNSHIP], scope)
    else:
        with pytest.raises(InvalidValueError):
            refuse_scope(rights_table(), [TOWNSHIP], scope)
