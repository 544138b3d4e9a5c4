"""How far a reading reaches: the fewest divisions, one's own households by every name, and nothing without a right (ADR 0044)."""

from __future__ import annotations

import timeit
from datetime import timedelta

import pytest

from casework.domain.codes.offices import Role
from casework.domain.codes.rights import Confidentiality, DataClass, Reach
from casework.domain.fact import ActingOffice
from casework.domain.facts.accounts.accounts import NameAdopted
from casework.domain.facts.accounts.offices import AwayAnnounced
from casework.domain.household.parts import StandIn
from casework.domain.rights.everywhere import EVERYWHERE
from casework.domain.rights.scope import Scope, scope_of
from casework.domain.rights.table import Line, Rights, rights_table
from tests.support.households.stories import TUESDAY
from tests.support.staff.directory_stories import LI, TOWNSHIP, WANG, an_installation

CADRE = ActingOffice(role=Role.CADRE, division="990101001001")
VILLAGE = ActingOffice(role=Role.VILLAGE, division="990101001001")
ELSEWHERE = ActingOffice(role=Role.VILLAGE, division="990101002001")
WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("offices", "prefixes", "restricted"),
    [
        ((CADRE,), (), ()),
        ((VILLAGE,), ("990101001001",), ()),
        ((TOWNSHIP,), ("990101001",), ("990101001",)),
        ((TOWNSHIP, VILLAGE), ("990101001",), ("990101001",)),
        ((ELSEWHERE, TOWNSHIP), ("990101001", "990101002001"), ("990101001",)),
    ],
)
def test_the_fewest_divisions_that_the_offices_reach(
    offices: tuple[ActingOffice, ...], prefixes: tuple[str, ...], restricted: tuple[str, ...]
) -> None:
    """None lies within another: whoever reads asks each of them once; raised levels only where the office opens them."""
    directory = an_installation().with_account(LI).directory
    scope = scope_of(rights_table(), directory, directory.account(LI), offices, "list", TUESDAY)
    opened = {Confidentiality.RESTRICTED: restricted} if restricted else {}
    assert scope == Scope(prefixes=prefixes, opened=opened, own=(LI,), on=TUESDAY)


def test_without_a_right_nothing_is_seen() -> None:
    """A role that the line does not name, and something that has no line; everywhere needs names for what is confidential."""
    directory = an_installation().with_account(LI).directory
    li = directory.account(LI)
    assert scope_of(rights_table(), directory, li, (CADRE,), "what-if", TUESDAY) is None
    assert scope_of(rights_table(), directory, li, (CADRE,), "no-such-thing", TUESDAY) is None
    line = Line(what=("look",), data=DataClass.MASKED, roles={Role.CADRE: Reach.EVERYWHERE})
    assert scope_of(Rights(right=(line,)), directory, li, (CADRE,), "look", TUESDAY) == Scope(
        prefixes=("",), own=(LI,), on=TUESDAY
    )
    assert not Scope().reaches("990101001001", LI)


def test_ones_own_by_every_name_and_in_the_place_of_whoever_is_away() -> None:
    """By the adopted name and the number; and those of whoever is away, on these days alone."""
    story = (
        an_installation()
        .with_account(LI)
        .with_account(WANG)
        .happened(NameAdopted(account=LI, name="li.na"), NameAdopted(account=WANG, name="wang.wei"))
    )
    away = story.happened(AwayAnnounced(account=WANG, first_on=TUESDAY, last_on=TUESDAY, stand_in=LI)).directory
    li = away.account(LI)
    then, after = (scope_of(rights_table(), away, li, (CADRE,), "list", day) for day in (TUESDAY, WEDNESDAY))
    assert then is not None
    assert after is not None
    assert (set(then.own), set(after.own)) == ({LI, "li.na", WANG, "wang.wei"}, {LI, "li.na"})
    assert then.reaches("990101009001", "wang.wei")
    assert not after.reaches("990101009001", "wang.wei")


def test_whoever_stands_in_for_the_cadre_sees_the_household_on_these_days() -> None:
    """The cadre sees it all the while."""
    stands = (StandIn(cadre="zhao", account=LI, first_on=TUESDAY, last_on=TUESDAY),)
    for own, on, seen in ((LI, TUESDAY, True), (LI, WEDNESDAY, False), ("zhao", TUESDAY, True)):
        assert Scope(own=(own,), on=on).reaches("990101001001", "zhao", stands) is seen


def test_two_scopes_together_have_what_either_has() -> None:
    """And no division within another."""
    one, other = Scope(prefixes=("9901",), own=(LI,)), Scope(prefixes=("990101", "9902"), own=(LI, WANG), on=TUESDAY)
    assert one.joined(other) == Scope(prefixes=("9901", "9902"), own=(LI, WANG), on=TUESDAY)
    assert one.joined(EVERYWHERE).is_everywhere


def test_asking_takes_under_five_microseconds() -> None:
    """Whether one household is seen; the best of some runs, so that a busy machine does not decide."""
    scope = Scope(prefixes=("990101001", "990102001"), own=(LI, "li.na"), on=TUESDAY)

    def ask() -> bool:
        return scope.reaches("990101009001", "wang.wei")

    assert not ask()
    assert min(timeit.repeat(ask, number=2_000, repeat=5)) / 2_000 < 5e-6
