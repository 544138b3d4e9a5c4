"""An installation beside a real unified sign-on, in which the account of 李娜 is linked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from casework.application.authentication.sessions import Sessions
from casework.application.authentication.sign_on.code_flow import (
    Begun,
    Returned,
)
from casework.application.authentication.sign_on.provider_line import (
    ProviderLine,
)
from casework.application.authentication.sign_on.sign_on import SignOn
from casework.domain.accounts.invitations import disable
from casework.domain.authentication.sign_on_provider import SignOnProvider
from casework.domain.authentication.tokens import SessionTerms
from casework.domain.codes.accounts import DisabledReason
from casework.domain.errors import CaseworkError
from tests.support.installations.installations import open_office
from tests.support.installations.raw_database import run_sql
from tests.support.sign_on.provider import REDIRECT, Alter, Provider, Tampered, browse, returned
from tests.support.staff.signed_staff import SignedStaff, shown

NAME = "li.na@county"


class Place:
    """An installation beside a provider; its clock stands where the provider's is."""

    def __init__(self, staff: SignedStaff, provider: Provider, client: httpx2.Client, lines: ExitStack) -> None:
        self.staff = staff
        self.client = client
        self.lines = lines
        self.office = staff.office
        self.provider = provider
        self.sessions = Sessions(self.office.casework, staff.url, SessionTerms())
        self.sign_on = self.through()
        self.li = staff.somebody()

    def through(self, settings: SignOnProvider | None = None, alter: Alter | None = None) -> SignOn:
        """The sign-on as it is set up, or over a line on which somebody sits."""
        client = self.client if alter is None else self.altered(alter)
        settings, line = settings or self.provider.settings(), ProviderLine(client)
        casework, proofs = self.office.casework, self.staff.sign_in.proofs
        return SignOn(casework, self.staff.url, settings, line, sessions=self.sessions, proofs=proofs)

    def altered(self, alter: Alter) -> httpx2.Client:
        """A line on which somebody sits who alters what is answered."""
        return self.lines.enter_context(httpx2.Client(transport=Tampered(alter), verify=False))

    def link(self, account: str = "", name: str = NAME) -> None:
        """The account is linked with whoever has this name at the provider."""
        begun = self.sign_on.begin_link(REDIRECT, shown(account or self.li))
        self.sign_on.finish_link(begun, returned(browse(begun.address, name)))

    def there_and_back(self, sign_on: SignOn | None = None, name: str = NAME) -> tuple[Begun, Returned]:
        """A sign-on that was begun, and with what somebody of this name comes back from the provider."""
        begun = (sign_on or self.sign_on).begin(REDIRECT, "192.0.2.1")
        return begun, returned(browse(begun.address, name))

    def signs_in(self, sign_on: SignOn | None = None, name: str = NAME, code: str = "") -> str:
        """The account of the session that somebody of this name gets."""
        sign_on = sign_on or self.sign_on
        done = sign_on.finish(*self.there_and_back(sign_on, name), lambda: code)
        found = self.sessions.tokens.find(done.token, self.office.clock.now())
        assert found is not None
        assert found.account == done.account
        return done.account

    def refuses(self, error: type[CaseworkError], alter: Alter) -> str:
        """Nobody is let in over a line on which somebody alters the answers; the sentence in English."""
        return self.turned_away(error, lambda: self.signs_in(self.through(alter=alter)))

    def turned_away(self, error: type[CaseworkError], act: Callable[[], object]) -> str:
        """Nothing was begun by an act that is refused; the sentence in English."""
        before = self.tokens()
        with pytest.raises(error) as refused:
            act()
        assert self.tokens() == before
        assert NAME not in refused.value.zh + refused.value.en
        return refused.value.en

    def tokens(self) -> int:
        """How many sessions there are."""
        return len(run_sql(self.staff.url, "SELECT digest FROM sign_in_tokens"))

    def on_record(self) -> list[tuple[Any, ...]]:
        """Who signed on, or was turned away, and why; the newest last."""
        rows = run_sql(
            self.staff.url, "SELECT account, outcome, why FROM access_records WHERE what = 'account sign-on'"
        )
        return [tuple(row) for row in rows]

    def disable(self) -> None:
        """The account cannot be used any more."""
        said = {"account": self.li, "reason": DisabledReason.LEFT}
        self.staff.desk.act("account disable", disable, said, by=self.staff.first, office=None)


@contextmanager
def opened_place(url: str, provider: Provider, client: httpx2.Client) -> Iterator[Place]:
    """The installation while it is open, by the real time, which is the provider's."""
    with open_office(url, now=datetime.now(UTC)) as office, ExitStack() as lines:
        made = Place(SignedStaff(office, url), provider, client, lines)
        made.link()
        yield made
