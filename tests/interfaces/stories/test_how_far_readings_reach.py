"""What lies beyond is neither told nor missed: all that is one's own, and what a refusal says (ADR 0044)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from casework.domain.codes.offices import Role
from tests.conftest import DATABASES, fresh_postgres
from tests.faults.readings_rig import OF_A_HOUSEHOLD, OF_MANY, readings
from tests.support.installations.command_line import CommandLine
from tests.support.installations.far_and_near import (
    ADMINISTRATOR,
    FIRST_IN,
    NEAR,
    NOBODYS,
    OFFICES,
    OWN,
    SHARED,
    SISTER,
    THERE,
    VILLAGES,
    Held,
    World,
    document,
)

NEAR_OFFICES = [each for each in OFFICES if each.place == NEAR]
TOWNSHIP, VILLAGE = (Held(role=role, place=NEAR) for role in (Role.TOWNSHIP, Role.VILLAGE))


@pytest.fixture(scope="module", params=DATABASES)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """On either database, one for all of these: nothing that they ask or try changes it."""
    folder = tmp_path_factory.mktemp("world")
    if request.param == "sqlite":
        yield _world(CommandLine(f"sqlite:///{folder / 'casework.sqlite'}", folder))
        return
    with fresh_postgres(request.getfixturevalue("postgres_server_url")) as url:
        yield _world(CommandLine(url, folder))


def _world(counter: CommandLine) -> World:
    counter.load_divisions()
    return World(counter, NEAR_OFFICES)


def test_every_reading_has_its_probe() -> None:
    """One that is added fails here until the rig `readings` asks it."""
    assert readings() == OF_MANY.keys() | OF_A_HOUSEHOLD.keys()
    assert {each.role for each in (*OFFICES, ADMINISTRATOR)} == set(Role)


def test_everybody_sees_what_is_theirs(world: World) -> None:
    """All of it, and nothing else: also before the day on which it came to them, and nothing of what has gone."""
    for held in NEAR_OFFICES:
        for moment in ((), ("--as-of", world.before)):
            answer = world.run(held, "list", "--json", *moment)
            found: Any = json.loads(answer.stdout) if answer.exit_code == 0 else []
            rows = found["items"] if moment and found else found
            assert {row["household"] for row in rows} & VILLAGES.keys() == held.sees("list"), (held, moment)


def test_who_may_be_meant_is_asked_of_what_is_seen(world: World) -> None:
    """Of three households of one number the township is told two, the village has but one, and neither hears of the third."""
    told = world.run(TOWNSHIP, "show", SHARED).stderr
    assert ("2户" in told, "禾坪村" in told, "双穗村" in told, "远穗村" in told, SISTER in told) == (
        *(True, True, True),
        *(False, False),
    )
    assert world.run(VILLAGE, "show", SHARED).exit_code == 0
    log = ("log", SHARED, "--kind", "visit", "--outcome", "reached")
    assert world.run(TOWNSHIP, *log).stderr == told


def test_a_refused_act_tells_no_more_than_a_reading(world: World) -> None:
    """On a household that is beyond, of a number that is taken there, and of a person who is registered there."""
    for act in (("log", "{}", "--kind", "visit", "--outcome", "reached"), ("consent", "{}", "--answer", "given")):
        there, absent = (world.run(TOWNSHIP, *(word.format(number) for word in act)) for number in (THERE, NOBODYS))
        assert there.stderr.replace(THERE, NOBODYS) == absent.stderr
    told = [world.registers(TOWNSHIP, number, SISTER) for number in (THERE, NOBODYS)]
    assert told[0] == told[1]
    elsewhere = world.registers(TOWNSHIP, NOBODYS, NEAR, document(list(FIRST_IN).index(THERE)))
    assert elsewhere == "此人已登记在另一户\nThe person is registered in another household\n"
    near = world.registers(TOWNSHIP, NOBODYS, NEAR, document(list(FIRST_IN).index(OWN)))
    assert near.startswith("此人已登记在另一户（")
