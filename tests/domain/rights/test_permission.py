"""One table says who may do what; what does not stand there nobody may, and asking costs next to nothing."""

from __future__ import annotations

import timeit

import msgspec
import pytest

from casework.application.commands.catalogue import CATALOGUE
from casework.domain.codes.offices import Role
from casework.domain.codes.rights import DataClass, Reach
from casework.domain.fact import ActingOffice
from casework.domain.rights.permission import NotAllowedError, may, refuse_no_right, relation, who_may, wrong_answers
from casework.domain.rights.table import (
    Case,
    Line,
    RightMissingError,
    Rights,
    RightsTwiceError,
    read_rights,
    rights_table,
)

TABLE = rights_table()
OPERATORS = set(Role) - {Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR, Role.DATA_PROTECTION}
TOWNSHIP = ActingOffice(role=Role.TOWNSHIP, division="990101001000")
CITY = ActingOffice(role=Role.CITY, division="990100000000")


def test_the_cases_beside_the_table_hold() -> None:
    """Each is answered as it asks; there are enough of them to look at."""
    assert list(wrong_answers(TABLE)) == []
    assert len(TABLE.case) > 20


def test_a_case_that_does_not_hold_is_found() -> None:
    """The control: a table without its lines answers no to everything."""
    asked = [case for case in TABLE.case if case.may]
    assert list(wrong_answers(Rights(right=(), case=TABLE.case))) == asked


@pytest.mark.parametrize("near", Reach)
@pytest.mark.parametrize("role", Role)
def test_what_has_no_line_nobody_may(role: Role, near: Reach) -> None:
    """The answer is no unless a line says yes."""
    assert not may(TABLE, role, "nothing-of-the-kind", near)
    assert not may(TABLE, role, "serve", near)


@pytest.mark.parametrize("reach", Reach)
def test_a_right_reaches_as_far_as_it_says(reach: Reach) -> None:
    """What is as near is allowed and what is nearer, what is farther is not; another role has nothing."""
    rights = Rights(right=(Line(what=("look",), data=DataClass.MASKED, roles={Role.TOWNSHIP: reach}),))
    order = list(Reach)
    for near in order:
        assert may(rights, Role.TOWNSHIP, "look", near) is (order.index(near) <= order.index(reach))
        assert not may(rights, Role.CITY, "look", near)


@pytest.mark.parametrize(
    ("office", "village", "own", "near"),
    [
        (TOWNSHIP, "990101001001", True, Reach.OWN),
        (TOWNSHIP, "990101001000", False, Reach.OWN_DIVISION),
        (TOWNSHIP, "990101001001", False, Reach.BELOW),
        (TOWNSHIP, "990101002001", False, Reach.EVERYWHERE),
        (TOWNSHIP, "990101000000", False, Reach.EVERYWHERE),
        (TOWNSHIP, "", False, Reach.EVERYWHERE),
        (CITY, "990101001001", False, Reach.BELOW),
        (CITY, "990201001001", False, Reach.EVERYWHERE),
        (ActingOffice(role=Role.CITY), "990101001001", False, Reach.EVERYWHERE),
    ],
)
def test_how_near_something_is(office: ActingOffice, village: str, own: bool, near: Reach) -> None:
    """One's own first, then the very division, what lies below it, and everything else; without a division nothing."""
    assert relation(office, village, own=own) is near


def test_who_keeps_the_accounts_sees_no_case() -> None:
    """
    The administrator has nothing but what concerns no household; the auditor changes none (ADR 0038).

    Resetting a password is the auditor's as the second of two alone: that is what the decision asks for.
    """
    administrators = [what for role, what in TABLE.reaches if role is Role.SYSTEM_ADMINISTRATOR]
    assert {TABLE.lines[what].data for what in administrators} == {DataClass.NO_CASE}
    auditors = {what for role, what in TABLE.reaches if role is Role.AUDITOR and not TABLE.lines[what].everybody}
    records = {"access list", "access archive", "access verify"}
    own = {"office leave", "office away"}
    assert auditors == {"history", "account list", "account reset", "account unlink"} | own | records


@pytest.mark.parametrize("role", OPERATORS)
def test_nobody_changes_a_household_that_is_not_shown_to_them(role: Role) -> None:
    """No command on a household that is there reaches farther than `show`; the control: to found one reaches farther."""
    order, shown = list(Reach), TABLE.reaches.get((role, "show"))
    assert shown is not None
    farther = {
        each.spec.name
        for each in CATALOGUE
        if order.index(TABLE.reaches.get((role, each.spec.name), shown)) > order.index(shown)
    }
    assert farther == set()
    assert order.index(TABLE.reaches[Role.CADRE, "register-new"]) > order.index(TABLE.reaches[Role.CADRE, "show"])


def test_nothing_personal_is_everybodys() -> None:
    """What every account may do, and whoever runs the machine, concerns no household."""
    open_lines = [line for line in TABLE.right if line.everybody or line.installation]
    assert {line.data for line in open_lines} == {DataClass.NO_CASE}
    assert all(not line.roles for line in open_lines)


def test_a_refusal_says_who_may() -> None:
    """In both languages, with how far each reaches."""
    with pytest.raises(NotAllowedError) as caught:
        refuse_no_right(TABLE, TOWNSHIP, "decide-clearance", Reach.BELOW)
    assert "可办理的：县区人社部门（本区划及下级）" in caught.value.zh
    assert "who may: county HRSS (below)" in caught.value.en
    refuse_no_right(TABLE, TOWNSHIP, "log", Reach.BELOW)
    assert [who_may(TABLE, what).en for what in ("whoami", "serve", "?")] == [
        "every account",
        "whoever runs the installation",
        "nobody (it is not in the table of rights)",
    ]


def test_a_table_that_says_two_things_is_refused() -> None:
    """The same name in two lines, a role that there is not, and a field that there is not."""
    line = '[[right]]\nwhat = ["look"]\ndata = "plain"\n'
    assert read_rights(line).lines.keys() == {"look"}
    with pytest.raises(RightsTwiceError):
        read_rights(line + line)
    with pytest.raises(RightsTwiceError):
        read_rights(line.replace('["look"]', '["look", "look"]'))
    for wrong in ('roles = { mayor = "below" }', 'roles = { city = "far" }', 'rols = { city = "below" }'):
        with pytest.raises(msgspec.ValidationError):
            read_rights(line + wrong)


def test_a_table_without_a_line_of_something_is_refused() -> None:
    """What is missing is named; a group has the lines of its words."""
    table = read_rights('[[right]]\nwhat = ["look", "account list"]\ndata = "plain"\n')
    table.refuse_without_line({"look", "account", "account list"})
    with pytest.raises(RightMissingError) as caught:
        table.refuse_without_line({"look", "fly", "account invite"})
    assert caught.value.missing == ("account invite", "fly")


def test_asking_takes_under_five_microseconds() -> None:
    """The best of some runs, so that a busy machine does not decide; nearness and right together."""

    def ask() -> bool:
        return may(TABLE, TOWNSHIP.role, "log", relation(TOWNSHIP, "990101001001"))

    assert ask()
    assert min(timeit.repeat(ask, number=2_000, repeat=5)) / 2_000 < 5e-6


def test_cases_are_written_as_offices_are() -> None:
    """Every case names an office in full, and most roles have one."""
    assert {case.by.partition("@")[0] for case in TABLE.case} >= {"cadre", "village", "township", "county-hrss", "city"}
    assert isinstance(TABLE.case[0], Case)
