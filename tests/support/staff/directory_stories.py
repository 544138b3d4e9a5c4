"""Stories of a directory of accounts, told fact by fact, and what a decision on it comes to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from msgspec import Struct
from msgspec.structs import replace

from casework.domain.accounts.actors import Actor, actor_in
from casework.domain.accounts.directory import Directory
from casework.domain.accounts.evolution import directory_after
from casework.domain.accounts.holders import Holders, counts_as, holders, offices_of
from casework.domain.accounts.invitations import install_administrator
from casework.domain.accounts.offices import propose_office
from casework.domain.codes.offices import Role
from casework.domain.errors import CaseworkError
from casework.domain.fact import ActingOffice, Fact, Recorded
from casework.domain.facts.accounts.accounts import AccountActivated, AccountInvited
from casework.domain.facts.accounts.offices import OfficeGranted, OfficeProposed
from casework.domain.signer import INSTALLATION
from tests.support.households.stories import TUESDAY, context, ten_o_clock

STREAM = UUID(int=0)
FIRST, SECOND, LI, WANG, CHEN = "10000001", "10000002", "20000001", "20000002", "20000003"
CITY = "990100000000"
VILLAGE = ActingOffice(role=Role.VILLAGE, division="990101001001")
TOWNSHIP = ActingOffice(role=Role.TOWNSHIP, division="990101001000")
COUNTY_HRSS = ActingOffice(role=Role.COUNTY_HRSS, division="990101000000")
CITY_OFFICE = ActingOffice(role=Role.CITY, division=CITY)
AUDITOR = ActingOffice(role=Role.AUDITOR, division=CITY)
PROTECTION = ActingOffice(role=Role.DATA_PROTECTION, division=CITY)
ADMINISTRATOR = ActingOffice(role=Role.SYSTEM_ADMINISTRATOR, division=CITY)

Decide = Callable[..., list[Fact]]


class DirectoryStory(Struct, frozen=True, kw_only=True):
    """What was recorded in a directory so far."""

    entries: tuple[Recorded, ...] = ()

    @property
    def directory(self) -> Directory:
        """The directory as its entries leave it."""
        return directory_after(Directory(), self.entries)

    def happened(self, *facts: Fact, by: str = FIRST, at: date = TUESDAY) -> DirectoryStory:
        """The story with these facts in it, as they stand."""
        entries = list(self.entries)
        for fact in facts:
            entries.append(
                Recorded(
                    originator_id=STREAM,
                    originator_version=len(entries) + 1,
                    timestamp=ten_o_clock(at),
                    occurred_at=ten_o_clock(at),
                    by=by,
                    command_id="c",
                    fact=fact,
                )
            )
        return replace(self, entries=tuple(entries))

    def decided(self, decide: Decide, *, by: str = FIRST, at: date = TUESDAY, **said: Any) -> list[Fact]:
        """What a decision records."""
        directory = self.directory
        signed = replace(context(at, by=by), names=directory.names, counts_as=_alike(directory, by, at))
        return decide(directory, signed, **said)

    def did(self, decide: Decide, *, by: str = FIRST, at: date = TUESDAY, **said: Any) -> DirectoryStory:
        """The story after somebody decided this."""
        return self.happened(*self.decided(decide, by=by, at=at, **said), by=by, at=at)

    def refuses(self, error: type[CaseworkError], decide: Decide, **said: Any) -> None:
        """Nothing is recorded, and the refusal speaks both languages."""
        with pytest.raises(error) as caught:
            self.decided(decide, **said)
        assert caught.value.zh
        assert caught.value.en

    def with_account(self, number: str, *offices: ActingOffice, at: date = TUESDAY) -> DirectoryStory:
        """The story with one more active account in these offices."""
        story = self.happened(
            AccountInvited(account=number, code_sha256="", expires_at=ten_o_clock(at)),
            AccountActivated(account=number),
            at=at,
        )
        for office in offices:
            proposal = len(story.entries) + 1
            story = story.happened(OfficeProposed(account=number, office=office, from_on=at), by=FIRST, at=at)
            story = story.happened(OfficeGranted(account=number, proposal=proposal), by=SECOND, at=at)
        return story


def _alike(directory: Directory, by: str, on: date) -> frozenset[str]:
    """As whom somebody counts in whichever office."""
    account = directory.known(by)
    if account is None:
        return frozenset()
    offices = offices_of(directory, account, on)
    return frozenset(other for office in offices for other in counts_as(directory, account, office, on))


def an_installation(at: date = TUESDAY) -> DirectoryStory:
    """Two administrators, made by whoever runs the installation."""
    story = DirectoryStory()
    for number in (FIRST, SECOND):
        said: dict[str, Any] = {"number": number, "name": "管一", "telephone": "", "division": CITY}
        story = story.did(install_administrator, by=str(INSTALLATION), at=at, **said)
    return story


def an_office(at: date = TUESDAY) -> DirectoryStory:
    """Beside two administrators Li in the township, Wang in the county's HRSS department and Chen in the city."""
    story = an_installation(at)
    for number, office in ((LI, TOWNSHIP), (WANG, COUNTY_HRSS), (CHEN, CITY_OFFICE)):
        story = story.with_account(number, office, at=at)
    return story


def proposed(story: DirectoryStory, office: ActingOffice = VILLAGE, account: str = LI) -> tuple[DirectoryStory, int]:
    """The story with an open proposal, and its number."""
    story = story.did(propose_office, account=account, office=office, from_on=TUESDAY)
    return story, len(story.entries)


def on(story: DirectoryStory, office: ActingOffice, day: date = TUESDAY) -> Holders:
    """Who has an office's business."""
    return holders(story.directory, office, day)


def acts(
    story: DirectoryStory, said: str, office: ActingOffice | None = None, on: date = TUESDAY
) -> Actor | type[CaseworkError]:
    """Who acts, or why nobody does."""
    try:
        return actor_in(story.directory, said, office, on)
    except CaseworkError as error:
        return type(error)
