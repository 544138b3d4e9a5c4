"""Faults that are planted in the program, to see that a rig notices them: in this process, or in a rig's children."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from msgspec import Struct
from msgspec.structs import replace

VARIABLE = "CASEWORK_PLANTED"
"""Tells a rig's children what is planted."""


class Plant(Struct, frozen=True, kw_only=True):
    """
    One fault of the program: in which rig it has to be noticed, what it does, and how it is made.

    A rig that goes by chance is given so many `faults` to notice it, and ends with the first complaint; 0 stands for
    its smallest size.
    """

    name: str
    rig: str
    says: str
    make: Callable[[], Any]
    faults: int = 0


def _no_look_up() -> Any:
    from casework.application.log.store import Log

    return patch.object(Log, "_answer_if_reachable", lambda *_: None)


def _a_day_early() -> Any:
    from scheduler.duties import sweep

    decide = vars(sweep)["escalate"]

    def early(household: Any, context: Any) -> Any:
        return decide(household, replace(context, now=context.now + timedelta(days=1)))

    walk = vars(sweep)["walk"]
    return _both(
        patch.object(sweep, "escalate", early),
        patch.object(sweep, "walk", lambda engine, now, **rest: walk(engine, now + timedelta(days=1), **rest)),
    )


def _no_person_rows() -> Any:
    from casework.application.recognition import planner

    identities = vars(planner)["identities"]
    return patch.object(planner, "identities", lambda *given, **named: ((), identities(*given, **named)[1]))


def _refused_unseen() -> Any:
    from casework.application.log.records.errors import CommandKnownError
    from casework.application.log.store import Log
    from casework.application.writing.repeats import Repeats

    def known_alone(repeats: Any, refusal: Exception, command: Any) -> Any:
        return refusal.answer if isinstance(refusal, CommandKnownError) else None

    return _both(
        patch.object(Log, "_retry_until_known", lambda log, write, command: write()),
        patch.object(Repeats, "_answered", known_alone),
    )


@contextmanager
def _both(one: Any, other: Any) -> Iterator[None]:
    with one, other:
        yield


PLANTS = (
    Plant(
        name="no-look-up",
        rig="lost-reply",
        says="after a lost reply the command is written again without a look at its key",
        make=_no_look_up,
    ),
    Plant(
        name="a-day-early",
        rig="sweep",
        says="the sweep raises a day early, and a household decides as if it were a day later",
        make=_a_day_early,
    ),
    Plant(
        name="refused-unseen",
        rig="storm",
        says="a refusal is answered without a look whether the command is stored already",
        make=_refused_unseen,
        faults=300,
    ),
    Plant(name="no-person-rows", rig="import", says="an import writes no rows of persons", make=_no_person_rows),
)
"""Every fault that a rig once did not notice."""


_for_good: list[Any] = []
"""Kept, for a fault that nobody holds would be taken out again."""


@contextmanager
def planted(plant: Plant) -> Iterator[None]:
    """The fault is in this process, and in the children that rigs begin."""
    with plant.make(), patch.dict(os.environ, {VARIABLE: plant.name}):
        yield


def plant_for_good() -> None:
    """In a child: the fault that its parent has planted is here too."""
    for plant in PLANTS:
        if plant.name == os.environ.get(VARIABLE):
            fault = plant.make()
            fault.__enter__()
            _for_good.append(fault)
