"""Sessions on both databases: begun, over in every process at once, and untouched by a rebuild (ADR 0047)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casework.application.authentication.proofs import SignInRefusedError
from casework.application.authentication.sessions import Sessions, TokenUnknownError
from casework.application.authentication.tokens import Tokens
from casework.domain.accounts.invitations import disable, reactivate
from casework.domain.accounts.offices import decide_office, leave_office, propose_office
from casework.domain.authentication.attempts import TryLaterError
from casework.domain.authentication.tokens import SessionTerms, Token, TokenRefusedError
from casework.domain.codes.accounts import DisabledReason, TokenKind
from casework.domain.codes.offices import Role
from casework.domain.fact import ActingOffice
from projections.following.rebuild import rebuild
from tests.support.installations.installations import open_office
from tests.support.installations.raw_database import run_sql
from tests.support.staff.signed_staff import OTHER, PASSWORD, SignedStaff, shown

TOWNSHIP = ActingOffice(role=Role.TOWNSHIP, division="990101001000")


class Place:
    """One process of an installation in which somebody signs in."""

    def __init__(self, staff: SignedStaff) -> None:
        self.staff = staff
        self.office = staff.office
        self.sessions = Sessions(self.office.casework, staff.url, SessionTerms())
        self.li = staff.somebody()

    def begin(self, device: str = "", *, remember: bool = False, password: str = PASSWORD) -> str:
        """The token of a new session, or by what the device is known."""
        said = shown(self.li, password)
        done = self.staff.sign_in.begin(self.sessions, said, device=device, remember=remember)
        return done.device if remember else done.token

    def goes_on(self, token: str) -> bool:
        """Whether the token lets anybody in."""
        return self.sessions.tokens.find(token, self.office.clock.now()) is not None

    def take_office(self) -> None:
        """A township's office from now on, by two."""
        said = {"account": self.li, "office": TOWNSHIP, "from_on": self.staff.desk.today, "until_on": None}
        made = self.staff.desk.act("office take", propose_office, said, by=self.staff.first, office=None)
        number = self.staff.desk.version_at(made.position)
        self.staff.desk.act(
            "office decide", decide_office, {"proposal": number, "granted": True}, by=self.staff.second, office=None
        )


@pytest.fixture
def place(database_url: str) -> Iterator[Place]:
    """An installation on either database."""
    with open_office(database_url) as office:
        yield Place(SignedStaff(office, database_url))


def test_each_sign_in_has_a_token_of_its_own(place: Place) -> None:
    """Of 256 bits, kept as a hash alone; sign-out ends one and no other."""
    one, other = place.begin(), place.begin()
    assert one != other
    assert len(one) >= 43
    stored = run_sql(place.staff.url, "SELECT * FROM sign_in_tokens")
    assert one not in repr(stored)
    assert place.sessions.end(one)
    assert (place.goes_on(one), place.goes_on(other)) == (False, True)
    assert not place.sessions.end(one)
    assert not place.goes_on("no such token")


def test_a_session_ends_by_itself(place: Place) -> None:
    """Unused for half an hour, or after twelve hours however much it is used."""
    token = place.begin()
    for _ in range(24):
        place.office.later(minutes=29)
        assert place.goes_on(token)
    place.office.later(minutes=29)
    assert not place.goes_on(token)
    token = place.begin()
    place.office.later(minutes=30)
    assert not place.goes_on(token)


def test_another_password_ends_them_all(place: Place) -> None:
    """Sessions and known devices, not the tokens of programs; a refused one ends nothing."""
    place.take_office()
    token, device = place.begin(), place.begin(remember=True)
    program, _ = place.sessions.issue(place.li, "汇总", ("list",), 30)
    with pytest.raises(SignInRefusedError):
        place.staff.sign_in.change_password(shown(place.li, OTHER), OTHER)
    assert place.goes_on(token)
    place.staff.sign_in.change_password(shown(place.li), OTHER)
    assert [place.goes_on(each) for each in (token, device, program)] == [False, False, True]


def test_in_every_process_at_once(place: Place) -> None:
    """Disabled or out of office in one process, over in another with its next question; activated again it stays over."""
    with open_office(place.staff.url, place.office.casework.keys, place.office.clock.now()) as another:
        elsewhere = Tokens(another.log, another.casework.directories)

        def found(token: str) -> Token | None:
            return elsewhere.find(token, another.clock.now())

        before = place.begin()
        assert found(before) is not None
        place.take_office()
        assert found(before) is None
        within = place.begin()
        assert found(within) is not None
        said = {"account": place.li, "office": TOWNSHIP, "last_on": place.staff.desk.today}
        place.staff.desk.act("office leave", leave_office, said, by=place.staff.first, office=None)
        assert found(within) is not None, "the last day is not over"
        another.later(days=1)
        assert found(within) is None


def test_disabled_and_activated_again(place: Place) -> None:
    """Nothing from before lets anybody in: no session, no device, no program."""
    place.take_office()
    tokens = [place.begin(), place.begin(remember=True), place.sessions.issue(place.li, "汇总", ("list",), 30)[0]]
    assert [place.goes_on(each) for each in tokens] == [True] * 3
    _disable(place)
    assert [place.goes_on(each) for each in tokens] == [False] * 3
    with pytest.raises(SignInRefusedError):
        place.begin()
    place.staff.desk.act("account activate", reactivate, {"account": place.li}, by=place.staff.second, office=None)
    assert [place.goes_on(each) for each in tokens] == [False] * 3
    assert place.goes_on(place.begin())


def test_a_rebuild_leaves_them(place: Place) -> None:
    """The tables are no read models."""
    token = place.begin()
    rebuild(place.office.log, place.office.engine, place.office.casework.books)
    assert place.goes_on(token)


def test_a_known_device_waits_for_its_own_failures_alone(place: Place) -> None:
    """However often somebody signs in on it in a day."""
    device = place.begin(remember=True)
    for _ in range(9):
        assert place.goes_on(place.begin(device))


def test_a_known_device_gets_in_while_strangers_guess(place: Place) -> None:
    """It has tries of its own, which end as well; another account's device, or an unknown one, changes nothing."""
    device = place.begin(remember=True)
    for at in range(9):
        _tried(place, source=f"192.0.2.{at}")
    assert _tried(place) == "later"
    assert _tried(place, "no such device") == "later"
    assert place.goes_on(place.begin(device))
    for at in range(5):
        _tried(place, device, source=f"198.51.100.{at}")
    assert _tried(place, device) == "later"


def test_a_bearer_is_the_account_for_what_the_token_is_for(place: Place) -> None:
    """Somebody else's, another thing, a device and an unknown one are one refusal."""
    place.take_office()
    program, token = place.sessions.issue(place.li, "汇总", ("list", "log"), 30)
    device = place.begin(remember=True)
    assert place.sessions.bearer(program, place.li, ["log"]).scope == ("list", "log")
    assert place.sessions.bearer(place.begin(), place.li, ["verify"]).scope == ()
    for shown_token, said, what in (
        (program, place.staff.first, "log"),
        (program, place.li, "verify"),
        (program, "10000000", "log"),
        (device, place.li, "log"),
        ("", place.li, "log"),
    ):
        with pytest.raises(TokenRefusedError):
            place.sessions.bearer(shown_token, said, [what])
    place.office.later(days=30, seconds=-1)
    assert place.goes_on(program)
    place.office.later(seconds=1)
    assert not place.goes_on(program)
    assert token.number not in {each.number for each in place.sessions.listed(place.li)}


def test_tokens_are_listed_and_revoked_by_their_account(place: Place) -> None:
    """Each of them by its number, and that is recorded; nobody else's is found."""
    place.take_office()
    place.begin()
    place.begin(remember=True)
    program, token = place.sessions.issue(place.li, "汇总", ("list",), 30)
    listed = place.sessions.listed(place.li)
    assert [each.kind for each in listed].count(TokenKind.DEVICE) == 1
    assert [(each.name, each.scope) for each in listed if each.number == token.number] == [("汇总", "list")]
    with pytest.raises(TokenUnknownError):
        place.sessions.revoke(place.staff.first, token.number)
    place.sessions.revoke(place.li, token.number)
    assert not place.goes_on(program)
    facts = [type(entry.fact).__name__ for entry in place.office.log.entries(place.staff.desk.stream)]
    assert facts[-2:] == ["TokenIssued", "TokenRevoked"]


def _tried(place: Place, device: str = "", source: str = "192.0.2.99") -> str:
    try:
        place.staff.sign_in.begin(place.sessions, shown(place.li, OTHER, source=source), device=device, remember=False)
    except SignInRefusedError:
        return "refused"
    except TryLaterError:
        return "later"
    return "in"


def _disable(place: Place) -> None:
    said = {"account": place.li, "reason": DisabledReason.LEFT}
    place.staff.desk.act("account disable", disable, said, by=place.staff.first, office=None)
