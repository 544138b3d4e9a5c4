"""A sheet of people to invite: what it would come to, and what it came to, row by row."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Annotated

from msgspec.structs import replace

from casework.application.personnel.account_desk import CODE_BYTES, AccountDesk, digest_of, drawn_number
from casework.application.writing.casework import Casework
from casework.domain.accounts.directory import Directory
from casework.domain.accounts.invitation_sheet import Person, RowOutcome, SheetRow, invite_rows
from casework.domain.columns import ListRow, column
from casework.domain.entries.storability import refuse_out_of_bounds
from casework.domain.fact import ActingOffice, Fact, topic_of
from casework.domain.household.context import DecisionContext
from casework.domain.labels import Label


class ListedInvitation(ListRow, frozen=True, kw_only=True):
    """One row of the sheet: the account, the code of a new one, the office proposed, and why a row was refused."""

    title = Label("共 {} 行", "{} rows")
    on_screen = ("sheet", "row", "account", "code", "office", "refused")

    sheet: Annotated[str, column("表", "sheet")] = ""
    row: Annotated[int, column("行", "row")]
    account: Annotated[str, column("账号", "account")]
    code: Annotated[str, column("邀请码", "code")]
    office: Annotated[str, column("提请任职", "office proposed")]
    refused: Annotated[Label | None, column("未收原因", "refused because", words=_reason)]


class InvitationSheet:
    """One sheet at one desk: its rows, the codes of whom it invites, and what it came to."""

    def __init__(
        self, casework: Casework, desk: AccountDesk, rows: Sequence[SheetRow], divisions: Mapping[str, str]
    ) -> None:
        self._casework = casework
        self._desk = desk
        self._rows = tuple(rows)
        self._divisions = divisions
        self._codes = [secrets.token_hex(CODE_BYTES) for _ in rows]
        self._known: dict[Person, str] = {}
        self._outcomes: tuple[RowOutcome, ...] = ()
        self._topics: tuple[str, ...] = ()

    def preview(self, *, by: str, office: ActingOffice | None) -> list[ListedInvitation]:
        """What the sheet would come to; nothing is recorded and no code is made known. Raises as `AccountDesk.act`."""
        self._desk.preview("account import", self._decide, {"rows": self._rows}, by=by, office=office)
        known = set(self._known.values())
        return [
            self._listed(outcome if outcome.account in known else replace(outcome, account=""), "")
            for outcome in self._outcomes
        ]

    def invite(self, *, by: str, office: ActingOffice | None, command_id: str | None = None) -> list[ListedInvitation]:
        """
        Invite whom it names and propose their offices, in one act; no rows when the same command was carried out before.

        Raises as `AccountDesk.act` does; nothing was recorded.
        """
        said = {"rows": self._rows}
        receipt = self._desk.act("account import", self._decide, said, by=by, office=office, command_id=command_id)
        if receipt.facts != self._topics or not self._codes_hold():  # not what was decided now: the command was known
            return []
        return [self._listed(each, code) for each, code in zip(self._outcomes, self._codes, strict=True)]

    def _decide(self, directory: Directory, context: DecisionContext, *, rows: Sequence[SheetRow]) -> list[Fact]:
        self._known = self._desk.people()  # at each attempt: somebody else may have invited the same people meanwhile
        sheet = invite_rows(
            directory,
            context,
            rows=rows,
            known=self._known,
            divisions=self._divisions,
            draw=drawn_number,
            codes=list(map(digest_of, self._codes)),
            refuse_unstorable=refuse_out_of_bounds,
        )
        self._outcomes, self._topics = sheet.outcomes, tuple(map(topic_of, sheet.facts))
        return list(sheet.facts)

    def _codes_hold(self) -> bool:
        """Whether the accounts that are new by the last decision stand in the directory, with the codes of this sheet."""
        accounts = self._desk.directory.accounts
        new = ((each.account, code) for each, code in zip(self._outcomes, self._codes, strict=True) if each.fresh)
        return all(number in accounts and accounts[number].code_sha256 == digest_of(code) for number, code in new)

    def _listed(self, outcome: RowOutcome, code: str) -> ListedInvitation:
        return ListedInvitation(
            sheet=outcome.sheet,
            row=outcome.row,
            account=outcome.account,
            code=code if outcome.fresh else "",
            office=str(outcome.office) if outcome.office else "",
            refused=outcome.refused,
        )


def _reason(refused: Label) -> Label:
    return refused
