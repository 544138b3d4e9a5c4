"""What rights cost: one check, a list that is seen in part, and a command of an account beside one of a bare name."""

from __future__ import annotations

import timeit
from collections.abc import Iterator, Sequence
from statistics import median
from uuid import UUID

from benchmarks.county import fill
from benchmarks.grounds import drop
from benchmarks.measuring import ROUNDS, Figure, medians, stopwatch
from casework.application.commands.assistance import LogFollowUp
from casework.application.personnel.account_desk import AccountDesk
from casework.domain.accounts.offices import decide_offices, propose_office
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.offices import Role
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.fact import ActingOffice
from casework.domain.rights.everywhere import EVERYWHERE
from casework.domain.rights.permission import may, relation
from casework.domain.rights.scope import Scope
from casework.domain.rights.table import rights_table
from projections.lists.board import Board
from tests.faults.databases import Ground
from tests.support.installations.installations import MONDAY, VILLAGE, Office, open_office

PAGE = 51
VILLAGES = 40
COMMANDS = 200
MICROSECONDS = 5e-6
TOWNSHIP = ActingOffice(role=Role.TOWNSHIP, division=f"{VILLAGE[:9]}000")


def asking(ground: Ground) -> Iterator[Figure]:
    """Nearness and right of one act, a page of a village seen by a scope of several parts, and one command (p50)."""
    yield _check(ground)
    yield from _pages(ground)
    yield _command(ground)


def _check(ground: Ground) -> Figure:
    rights = rights_table()
    calls = 20_000
    seconds = min(timeit.repeat(lambda: may(rights, TOWNSHIP.role, "log", relation(TOWNSHIP, VILLAGE)), number=calls))
    return Figure(
        name="one rights check, of 5 us",
        database=ground.kind,
        ratio=seconds / calls / MICROSECONDS,
        goal=1.0,
        wanted="at most",
        detail=f"{seconds / calls * 1e6:.2f} us",
    )


def _pages(ground: Ground) -> Iterator[Figure]:
    """As many rows as whoever sees everything asks for, as an office sees them, and by a scope of three villages."""
    url = ground.fresh()
    with open_office(url, ground.ring, MONDAY) as office:
        villages = [f"{VILLAGE[:9]}{number:03}" for number in range(1, VILLAGES + 1)]
        for number, village in enumerate(villages):
            office.at_risk(PAGE if number == 0 else PAGE // 3, first=number * PAGE + 1, village=village)
        office.catch_up()
        board, today = Board(office.engine), shanghai_date(office.clock.now())
        office_sees = Scope(prefixes=(villages[0],), own=("li.na",), on=today)
        three = Scope(prefixes=(villages[5], villages[15], villages[25]), own=("li.na",), on=today)

        def listed(seen: Scope, village: str | None) -> float:
            with stopwatch() as watch:
                rows = board.households(scope=seen, region=village, now=office.clock.now()).rows
            if len(rows) != PAGE:
                raise AssertionError(len(rows))
            return watch()

        variants = {
            "bare": lambda: listed(EVERYWHERE, villages[0]),
            "an office": lambda: listed(office_sees, None),
            "three villages": lambda: listed(three, None),
        }
        medians(variants)
        found = medians(variants, rounds=21)
    drop(url)
    for name, goal in (("an office", 1.5), ("three villages", None)):
        yield Figure(
            name=f"a page of {PAGE} rows, {name}",
            database=ground.kind,
            ratio=found[name] / found["bare"],
            goal=goal,
            wanted="at most",
            detail=f"{found[name] * 1e3:.2f} ms, bare {found['bare'] * 1e3:.2f} ms",
        )


def _command(ground: Ground) -> Figure:
    """A follow-up by a bare name, and by an account in its office, each in an installation of its own."""
    urls = ground.fresh(), ground.fresh()
    with open_office(urls[0], ground.ring, MONDAY) as bare, open_office(urls[1], ground.ring, MONDAY) as staffed:
        filled = {office: iter(_portions(fill(office, COMMANDS * (ROUNDS + 1)))) for office in (bare, staffed)}
        signs = {bare: "li.na", staffed: _account(staffed)}

        def commands(office: Office) -> float:
            return median(_followed_up(office, household, signs[office]) for household in next(filled[office]))

        variants = {"bare": lambda: commands(bare), "account": lambda: commands(staffed)}
        medians(variants, rounds=1)
        found = medians(variants)
    for url in urls:
        drop(url)
    return Figure(
        name="one command of an account, p50",
        database=ground.kind,
        ratio=found["account"] / found["bare"],
        goal=1.15,
        wanted="at most",
        detail=f"{found['account'] * 1e3:.2f} ms, by a bare name {found['bare'] * 1e3:.2f} ms",
    )


def _portions(ids: Sequence[UUID]) -> list[Sequence[UUID]]:
    return [ids[start : start + COMMANDS] for start in range(0, len(ids), COMMANDS)]


def _followed_up(office: Office, household: UUID, by: str) -> float:
    command = LogFollowUp(kind=FollowUpKind.CALL, outcome=Outcome.REACHED)
    with stopwatch() as watch:
        office.casework.carry_out(command, household, by=by, again=True)
    return watch()


def _account(office: Office) -> str:
    """An account in the office of the township, granted by two."""
    desk = AccountDesk(office.casework)
    city = f"{VILLAGE[:4]}00000000"
    first, second = (desk.install(name, "", city) for name in ("管一", "管二"))
    invited = desk.invite("李娜", "", by=first, office=None)
    desk.activate(invited.code)
    said = {"account": invited.account, "office": TOWNSHIP, "from_on": desk.today}
    proposed = desk.act("office take", propose_office, said, by=first, office=None)
    decided = {"proposals": (desk.version_at(proposed.position),), "granted": True}
    desk.act("office decide", decide_offices, decided, by=second, office=None)
    return invited.account
