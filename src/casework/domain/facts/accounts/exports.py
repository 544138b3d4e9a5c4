"""Facts about taking many people's data out at once: allowed by a second person (GB/T 35273-2020, 7.1)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from casework.domain.fact import Fact
from casework.domain.facts.accounts.accounts import AccountNumber
from casework.domain.labels import Label


class BulkExportAllowed(Fact, frozen=True, kw_only=True, tag="bulk-export-allowed"):
    """
    An account may take the data of many households out in full, in a division and below it, until a day, both included.

    `division` is a 12-digit code.
    """

    label: ClassVar = Label("准许批量导出", "bulk export allowed")
    sentence: ClassVar = Label(
        "准许账号{account}批量导出{division}的数据，至{until_on}",
        "Account {account} may export the data of {division} in bulk until {until_on}",
    )

    account: AccountNumber
    division: str
    until_on: date
