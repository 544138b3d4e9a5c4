"""Facts about who holds which office: proposed by one, granted or refused by another, left, and absences (CD-P3, GY-15a)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta

from casework.domain.fact import ActingOffice, Fact
from casework.domain.facts.accounts.accounts import AccountNumber
from casework.domain.labels import Label


class OfficeProposed(Fact, frozen=True, kw_only=True, tag="office-proposed"):
    """Somebody proposed that an account hold an office from a day on; `until_on` is its last day where that is known."""

    label: ClassVar = Label("提请任职", "office proposed")
    sentence: ClassVar = Label(
        "提请账号{account}自{from_on}起任{office}", "Office {office} proposed for account {account} from {from_on}"
    )

    account: AccountNumber
    office: ActingOffice
    from_on: date
    until_on: date | None = None


class OfficeGranted(Fact, frozen=True, kw_only=True, tag="office-granted"):
    """A second person agreed: the account holds the office from the day proposed. `proposal` is that entry's version."""

    label: ClassVar = Label("同意任职", "office granted")
    sentence: ClassVar = Label("同意账号{account}任职", "Office granted to account {account}")

    account: AccountNumber
    proposal: int


class OfficeRefused(Fact, frozen=True, kw_only=True, tag="office-refused"):
    """A second person did not agree; nothing was held. `proposal` is that entry's version."""

    label: ClassVar = Label("不同意任职", "office refused")
    sentence: ClassVar = Label("不同意账号{account}任职", "Office refused to account {account}")

    account: AccountNumber
    proposal: int


class OfficeLeft(Fact, frozen=True, kw_only=True, tag="office-left"):
    """The account holds the office until this day, the last one of that term; a term that begins later stands."""

    label: ClassVar = Label("离任", "office left")
    sentence: ClassVar = Label(
        "账号{account}离任{office}，任职至{last_on}", "Account {account} leaves {office} after {last_on}"
    )

    account: AccountNumber
    office: ActingOffice
    last_on: date


class AwayAnnounced(Fact, frozen=True, kw_only=True, tag="away-announced"):
    """
    An account is away from day to day, both included, and another one stands in for everything; nobody where none is named.

    Said again of the same first day it stands as it was said last: somebody may come back sooner or later than planned.
    """

    label: ClassVar = Label("外出报备", "away announced")
    sentence: ClassVar = Label(
        "账号{account}自{first_on}至{last_on}外出", "Account {account} is away from {first_on} to {last_on}"
    )

    account: AccountNumber
    first_on: date
    last_on: date
    stand_in: AccountNumber | None = None


class CapacitySet(Fact, frozen=True, kw_only=True, tag="capacity-set"):
    """So many open households somebody can carry as a cadre; None where nobody says so any more (GY-12d)."""

    label: ClassVar = Label("承担上限", "capacity set")
    sentence: ClassVar = Label(
        "账号{account}最多承担{households}户", "Account {account} carries {households} households at most"
    )

    account: AccountNumber
    households: Annotated[int, Meta(ge=1, le=9999)] | None = None
