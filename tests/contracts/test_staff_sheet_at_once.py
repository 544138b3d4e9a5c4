"""One sheet of people, sent by two programs at the same moment: each of them is one account, and each code shown works."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from casework.application.log.encoding.keys import KeyRing
from casework.application.personnel.account_desk import AccountDesk, Decide
from casework.application.personnel.invitation_sheets import InvitationSheet, ListedInvitation
from casework.application.writing.receipts import Receipt
from casework.domain.accounts.invitation_sheet import SheetRow
from casework.domain.fact import ActingOffice, Fact
from tests.support.installations.installations import open_office

ROWS = [SheetRow(row=2, name="李娜", telephone="10012345678", role="村", division="990121200201")]


class OvertakenDesk(AccountDesk):
    """A desk at which somebody else acts just after the first decision, and before it is recorded."""

    overtaking: Callable[[], object] | None = None

    def act(
        self,
        name: str,
        decide: Decide,
        said: Mapping[str, Any],
        *,
        by: str,
        office: ActingOffice | None,
        command_id: str | None = None,
    ) -> Receipt:
        def late(*about: Any, **asked: Any) -> list[Fact]:
            facts = decide(*about, **asked)
            overtaking, self.overtaking = self.overtaking, None
            if overtaking is not None:
                overtaking()
            return facts

        return super().act(name, late, said, by=by, office=office, command_id=command_id)


@pytest.mark.parametrize("command_id", [None, "s1"])
def test_two_programs_invite_nobody_twice(database_url: str, command_id: str | None) -> None:
    """The later one shows no code of its own, whether both sent one command or each its own."""
    ring = KeyRing.random()
    with open_office(database_url, ring) as one, open_office(database_url, ring) as other:
        quick, slow = AccountDesk(one.casework), OvertakenDesk(other.casework)
        first = quick.install("管一", "", "990100000000")
        sheets = [InvitationSheet(each.casework, desk, ROWS, {}) for each, desk in ((one, quick), (other, slow))]
        made: list[ListedInvitation] = []
        slow.overtaking = lambda: made.extend(sheets[0].invite(by=first, office=None, command_id=command_id))
        shown = sheets[1].invite(by=first, office=None, command_id=command_id)
        assert [bool(each.code) for each in made] == [True]
        assert [(each.account, each.code) for each in shown] == ([] if command_id else [(made[0].account, "")])
        assert sorted(slow.directory.accounts) == sorted([first, made[0].account])
        assert slow.activate(made[0].code) == made[0].account
