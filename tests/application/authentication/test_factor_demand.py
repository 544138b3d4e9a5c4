"""Who keeps accounts, watches or decides signs in with two factors where the policy is held to (GB/T 22239-2019, 8.1.4.1 d)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casework.application.authentication.factor_demand import SecondFactorMissingError, SecondFactorNeededError
from casework.application.authentication.proofs import SignInRefusedError
from casework.application.authentication.sessions import Sessions
from casework.application.log.records.access import AccessWanted
from casework.domain.accounts.offices import decide_office, propose_office
from casework.domain.authentication.tokens import SessionTerms
from casework.domain.codes.offices import DIVISION_DIGITS, Role
from casework.domain.codes.rights import AccessOutcome
from casework.domain.fact import ActingOffice
from casework.domain.rights.table import rights_table
from casework.domain.rules.built_in import built_in_rules
from tests.support.installations.installations import open_office
from tests.support.staff.signed_staff import OTHER, PASSWORD, SignedStaff, shown

VILLAGE = "990101001001"


class Place:
    """One process of an installation in production, where sessions are held to the policy."""

    def __init__(self, staff: SignedStaff) -> None:
        self.staff = staff
        self.sessions = Sessions(staff.office.casework, staff.url, SessionTerms(second_factors=True))
        self.elsewhere = Sessions(staff.office.casework, staff.url, SessionTerms())

    def begin(self, account: str, code: str = "", *, password: str = PASSWORD) -> str:
        """The token of a new session."""
        said = shown(account, password, code)
        return self.staff.sign_in.begin(self.sessions, said, device="", remember=False).token

    def take(self, account: str, role: Role) -> None:
        """An office of this role from now on, by two."""
        office = ActingOffice(role=role, division=VILLAGE[: DIVISION_DIGITS[role]].ljust(12, "0"))
        desk, by = self.staff.desk, self.staff
        said = {"account": account, "office": office, "from_on": desk.today, "until_on": None}
        made = desk.act("office take", propose_office, said, by=by.first, office=None)
        decided = {"proposal": desk.version_at(made.position), "granted": True}
        desk.act("office decide", decide_office, decided, by=by.second, office=None)


@pytest.fixture
def place(database_url: str) -> Iterator[Place]:
    """An installation on either database."""
    with open_office(database_url) as office:
        yield Place(SignedStaff(office, database_url))


def test_without_one_all_that_is_left_is_to_set_it_up(place: Place) -> None:
    """The password is right, and no session begins; once a code was confirmed it does, by the code alone."""
    staff, first = place.staff, place.staff.first
    with pytest.raises(SecondFactorMissingError) as refused:
        place.begin(first)
    assert f"account second-factor {first}" in refused.value.zh
    assert f"account second-factor {first}" in refused.value.en
    secret, _ = staff.with_telephone(first)
    with pytest.raises(SignInRefusedError):
        place.begin(first)
    token = place.begin(first, staff.code(secret))
    assert place.sessions.bearer(token, first, ["account list"]).account == first


def test_who_does_not_know_the_password_learns_nothing_of_it(place: Place) -> None:
    """The control: that a second factor is missing is told to whoever has shown the password."""
    with pytest.raises(SignInRefusedError):
        place.begin(place.staff.first, password=OTHER)


def test_that_it_was_refused_is_on_record(place: Place) -> None:
    """The auditor sees who tried without."""
    with pytest.raises(SecondFactorMissingError):
        place.begin(place.staff.first)
    records = place.staff.office.log.access.select(AccessWanted(accounts=(place.staff.first,)))
    assert [(each.what, each.outcome, each.why) for each in records if each.what == "account sign-in"] == [
        ("account sign-in", AccessOutcome.ALLOWED, ""),
        ("account sign-in", AccessOutcome.DENIED, "second-factor-missing"),
    ]


def test_an_office_that_decides_asks_for_one(place: Place) -> None:
    """A cadre needs none; in a township no session begins without, and one that began elsewhere does nothing here."""
    staff, li = place.staff, place.staff.somebody()
    place.take(li, Role.CADRE)
    assert place.sessions.bearer(place.begin(li), li, ["log"]).account == li
    place.take(li, Role.TOWNSHIP)
    with pytest.raises(SecondFactorMissingError):
        place.begin(li)
    elsewhere = staff.sign_in.begin(place.elsewhere, shown(li), device="", remember=False).token
    with pytest.raises(SecondFactorMissingError):
        place.sessions.bearer(elsewhere, li, ["log"])
    assert place.elsewhere.bearer(elsewhere, li, ["log"]).account == li


def test_it_is_exchanged_and_not_ended(place: Place) -> None:
    """Where the policy asks for it; a cadre gives it up at will, and so does anybody where nobody is held to it."""
    staff, first, li = place.staff, place.staff.first, place.staff.somebody()
    secret, _ = staff.with_telephone(first)
    with pytest.raises(SecondFactorNeededError):
        staff.sign_in.remove_second_factor(shown(first, code=staff.code(secret)), held_to=True)
    staff.office.later(seconds=30)
    staff.sign_in.offer_second_factor(shown(first, code=staff.code(secret)))
    staff.office.later(seconds=30)
    staff.sign_in.remove_second_factor(shown(first, code=staff.code(secret)))
    theirs, _ = staff.with_telephone(li)
    staff.sign_in.remove_second_factor(shown(li, code=staff.code(theirs)), held_to=True)


def test_by_default_whoever_keeps_watches_or_decides() -> None:
    """Whoever the table of rights lets decide as a second person is among them."""
    asked = set(built_in_rules().policies.dated[-1].accounts.second_factor)
    lines = rights_table().reaches
    deciding = {role for role, what in lines if what.startswith(("decide-", "grant-")) or what.endswith(" decide")}
    assert asked == deciding | {Role.AUDITOR, Role.DATA_PROTECTION, Role.TOWNSHIP}
    assert {Role.CADRE, Role.VILLAGE} & asked == set()
