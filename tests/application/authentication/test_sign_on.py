"""The unified sign-on against a real provider: who is let in and who is not, everything being right on the way (ADR 0053)."""

from __future__ import annotations

import socket

import httpx2
import pytest
from msgspec.structs import replace

from casework.application.authentication.factor_demand import SecondFactorMissingError
from casework.application.authentication.proofs import SignInRefusedError
from casework.application.authentication.sessions import Sessions
from casework.application.authentication.sign_on.provider_line import (
    ProviderUnreachableError,
)
from casework.application.authentication.sign_on.sign_on import SignOnNotLinkedError
from casework.domain.authentication.attempts import TryLaterError
from casework.domain.authentication.sign_on_links import unlink_sign_on
from casework.domain.authentication.tokens import SessionTerms
from casework.domain.errors import NotNowError
from casework.domain.facts.accounts.sign_ons import SignOnLinked
from tests.support.installations.raw_database import run_sql
from tests.support.sign_on.place import NAME, Place
from tests.support.sign_on.provider import REDIRECT
from tests.support.staff.signed_staff import OTHER, shown


def test_linked_once_and_let_in_from_then_on(any_place: Place) -> None:
    """By its password no more; the link is a fact that says nothing of the name, and the session like any other."""
    assert any_place.signs_in() == any_place.li
    assert any_place.signs_in() == any_place.li
    entry = any_place.office.casework.log.entries(any_place.staff.desk.stream)[-1]
    assert isinstance(entry.fact, SignOnLinked)
    assert (entry.fact.account, entry.fact.issuer, entry.by) == (any_place.li, any_place.provider.issuer, any_place.li)
    assert any_place.on_record() == [(any_place.li, "allowed", "")] * 2
    for state in run_sql(any_place.staff.url, "SELECT state FROM stored_events"):
        assert NAME.encode() not in bytes(state[0])


def test_a_client_without_a_secret(place: Place) -> None:
    """It has the proof key alone (RFC 8252)."""
    assert place.signs_in(place.through(place.provider.settings("open"))) == place.li


def test_a_secret_in_the_form(place: Place) -> None:
    """Where the provider takes it no other way."""

    def posts_only(request: httpx2.Request, status: int, content: bytes) -> tuple[int, bytes, dict[str, str]]:
        assert "authorization" not in request.headers
        return status, content.replace(b'"client_secret_basic",', b""), {}

    assert place.signs_in(place.through(alter=posts_only)) == place.li


def test_a_provider_that_is_away(place: Place) -> None:
    """A sentence says so, and that the password still does; nothing was begun or recorded."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    away = place.through(replace(place.provider.settings(), issuer=f"http://127.0.0.1:{port}"))
    before = place.on_record()
    said = place.turned_away(ProviderUnreachableError, lambda: away.begin(REDIRECT, "192.0.2.1"))
    assert "sign in by password" in said
    place.turned_away(ProviderUnreachableError, lambda: away.begin_link(REDIRECT, shown(place.li)))
    assert (run_sql(place.staff.url, "SELECT * FROM sign_on_flows"), place.on_record()) == ([], before)


def test_whoever_has_no_account_that_can_be_used(place: Place) -> None:
    """Not linked, unlinked and disabled are one sentence; no account is made, and trying on has to wait."""
    accounts = len(place.staff.desk.directory.accounts)
    said = {place.turned_away(SignOnNotLinkedError, lambda: place.signs_in(name="somebody.else"))}
    place.disable()
    said.add(place.turned_away(SignOnNotLinkedError, place.signs_in))
    assert len(said) == 1
    assert len(place.staff.desk.directory.accounts) == accounts
    assert place.on_record()[-2:] == [("", "denied", "sign-on-not-linked"), (place.li, "denied", "sign-on-not-linked")]
    for _ in range(2):
        place.turned_away(SignOnNotLinkedError, lambda: place.signs_in(name="somebody.else"))
    place.turned_away(TryLaterError, lambda: place.signs_in(name="somebody.else"))


def test_a_source_that_begins_too_often(place: Place) -> None:
    """It waits like one that guesses; the table of what was begun keeps no more than that."""
    for _ in range(30):
        place.sign_on.begin(REDIRECT, "192.0.2.7")
    place.turned_away(TryLaterError, lambda: place.sign_on.begin(REDIRECT, "192.0.2.7"))
    place.office.later(minutes=10)
    place.sign_on.begin(REDIRECT, "192.0.2.8")
    assert len(run_sql(place.staff.url, "SELECT * FROM sign_on_flows")) == 1


def test_unlinked_nobody_is_let_in(place: Place) -> None:
    """Sessions that were begun end with it; the other account can be linked then, and one person has one."""
    done = place.sign_on.finish(*place.there_and_back(), str)
    wang = place.staff.somebody("王伟")
    place.turned_away(NotNowError, lambda: place.link(wang))
    place.turned_away(NotNowError, lambda: place.link(name="another"))
    said = {"account": place.li}
    place.staff.desk.act("account unlink", unlink_sign_on, said, by=place.staff.first, office=None)
    assert place.sessions.tokens.find(done.token, place.office.clock.now()) is None
    place.turned_away(SignOnNotLinkedError, place.signs_in)
    place.link(wang)
    assert place.signs_in() == wang


def test_linking_takes_the_password(place: Place) -> None:
    """Whoever signed in at the provider cannot take somebody's account by that."""
    wang = place.staff.somebody("王伟")
    place.turned_away(SignInRefusedError, lambda: place.sign_on.begin_link(REDIRECT, shown(wang, OTHER)))
    assert place.staff.desk.directory.account(wang).sign_on is None


def test_the_telephone_is_asked_as_ever(place: Place) -> None:
    """The provider stands in for the password alone; guesses at the code wait, and others' at the password do not matter."""
    secret, _ = place.staff.with_telephone(place.li)
    for _ in range(9):
        with pytest.raises((SignInRefusedError, TryLaterError)):
            place.staff.sign_in.change_password(shown(place.li, OTHER, source="192.0.2.9"), OTHER)
    place.turned_away(SignInRefusedError, lambda: place.signs_in(code="000000"))
    assert place.signs_in(code=place.staff.code(secret)) == place.li
    for _ in range(3):
        place.turned_away(SignInRefusedError, lambda: place.signs_in(code="000000"))
    place.turned_away(TryLaterError, lambda: place.signs_in(code=place.staff.code(secret, 1)))


def test_an_office_that_needs_two_factors_needs_them_here_too(place: Place) -> None:
    """By the policy, whichever way its holder signs in."""
    place.sessions = Sessions(place.office.casework, place.staff.url, SessionTerms(second_factors=True))
    assert place.signs_in(place.through()) == place.li
    place.link(place.staff.first, "administrator")
    place.turned_away(SecondFactorMissingError, lambda: place.signs_in(place.through(), "administrator"))


def test_nothing_of_it_is_shown_or_kept(place: Place) -> None:
    """Neither states nor codes are in a text that a log could hold; of what was begun the hash alone is kept."""
    begun, answer = place.there_and_back()
    assert begun.state not in repr(begun) + repr(answer)
    assert answer.code not in repr(answer)
    stored = run_sql(place.staff.url, "SELECT * FROM sign_on_flows")
    assert len(stored) == 1
    assert begun.state not in repr(stored)
