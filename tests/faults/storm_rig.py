"""
Many writers at a few households over lines that lose replies: a command that is stored is never answered as refused.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from msgspec import Struct
from msgspec.structs import replace

from casework.application.commands.assistance import LogFollowUp
from casework.application.commands.declarations.declaration import Command
from casework.application.commands.responsibility import AcceptHousehold, AssignCadre, ReleaseCadre
from casework.application.log.records.errors import ConflictError
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.errors import CaseworkError
from tests.contracts.cut_proxy import CutProxy
from tests.contracts.pooler import pooled
from tests.faults.checker import complaints
from tests.faults.databases import Ground
from tests.faults.nursery import Nursery
from tests.faults.rigs import Report
from tests.support.installations.installations import MONDAY, Office, open_office

WRITERS, HOUSEHOLDS, EACH = 6, 4, 5
SENT: Final = 3
"""So often a command is sent until somebody answers it."""

CUT_ONE_IN = 3


class _Answer(Struct, frozen=True, kw_only=True):
    """What a writer heard last of a command: its position, None for a refusal."""

    actor: str
    key: str
    household: UUID
    position: int | None


def weather_storms(ground: Ground, nursery: Nursery, cuts: int) -> Report:
    """Storm after storm on one database, until so many replies were lost; then every answer is compared with the log."""
    return _weathered(ground, ground.fresh(), cuts)


def weather_storms_behind_a_pooler(ground: Ground, nursery: Nursery, cuts: int) -> Report:
    """The same, with PgBouncer in transaction mode between the lines and the database."""
    folder = ground.folder / "pooler"
    folder.mkdir()
    with pooled(ground.fresh(), folder) as url:
        return _weathered(ground, url, cuts)


def _weathered(ground: Ground, url: str, cuts: int) -> Report:
    report = Report()
    with open_office(url, ground.ring, MONDAY) as office:
        households = office.at_risk(HOUSEHOLDS)
        answers: list[_Answer] = []
        for storm in range(1 + cuts):
            if report.faults >= cuts or report.complaints:
                break
            heard, lost = _storm(ground, url, households, storm)
            answers += heard
            report.faults += lost
            report.complaints += answered_otherwise(office, heard)
        report.complaints += complaints(office)
        report.checked = len(answers)
        report.control = _control(office, answers)
    return report


def answered_otherwise(office: Office, answers: Sequence[_Answer]) -> Iterator[str]:
    """The commands that stand in the log otherwise than their writers were told; a refused one stands nowhere."""
    for each in answers:
        stored = office.log.find_command(each.actor, each.key)
        if each.position is None and stored is not None:
            yield f"{each.actor} was refused {each.key}, which is stored"
        elif each.position is not None and (stored is None or max(stored.positions, default=0) != each.position):
            yield f"{each.actor} was told that {each.key} stands at {each.position}, and it does not"


def _storm(ground: Ground, url: str, households: Sequence[UUID], storm: int) -> tuple[list[_Answer], int]:
    with CutProxy(url) as line, open_office(line.url, ground.ring, MONDAY) as far, ThreadPoolExecutor(WRITERS) as pool:
        working = [pool.submit(_write, far, line, households, storm, name) for name in range(WRITERS)]
        return [answer for each in working for answer in each.result()], line.cuts


def _write(far: Office, line: CutProxy, households: Sequence[UUID], storm: int, name: int) -> list[_Answer]:
    """A cadre's work: what he may do depends on what the others did, so that many repeats would be refused."""
    rng, actor = random.Random(1000 * storm + name), f"cadre-{name}"
    answers = []
    for number in range(EACH):
        household, key = rng.choice(households), f"storm-{storm}-{number}"
        command = rng.choice(
            (
                AssignCadre(cadre=actor),
                AcceptHousehold(),
                ReleaseCadre(reason="换人"),
                LogFollowUp(kind=FollowUpKind.MESSAGE, outcome=Outcome.REACHED, note=key),
            )
        )
        line.armed += rng.randrange(CUT_ONE_IN) == 0
        answer = _sent(far, command, household, actor, key)
        answers += [answer] if answer else []
    return answers


def _sent(far: Office, command: Command, household: UUID, actor: str, key: str) -> _Answer | None:
    """The answer that the writer takes for the last word; None when nobody answered, which says nothing."""
    for _ in range(SENT):
        try:
            receipt = far.casework.carry_out(command, household, by=actor, command_id=key, again=True)
        except ConflictError:
            continue
        except CaseworkError:
            return _Answer(actor=actor, key=key, household=household, position=None)
        except PersistenceError:
            continue
        return _Answer(actor=actor, key=key, household=household, position=receipt.position or 0)
    return None


def _control(office: Office, answers: Sequence[_Answer]) -> list[str]:
    """A stored command that its writer was told to be refused."""
    stored = next(each for each in answers if each.position)
    return [*answered_otherwise(office, [replace(stored, position=None)])]
