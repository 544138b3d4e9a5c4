"""The answer to a COMMIT is lost on the line: commands and sweeps have their effect once all the same (R8)."""

from __future__ import annotations

from uuid import UUID

from eventsourcing.persistence import PersistenceError

from casework.application.commands.assistance import LogFollowUp
from casework.application.log.records.errors import ConflictError
from casework.application.log.records.groups import AppendGroup
from casework.application.writing.casework import Casework
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.decisions.service.follow_ups import log_follow_up
from casework.domain.household.context import in_envelopes
from casework.domain.household.evolution.evolve import fold_history
from scheduler.duties.sweep import sweep
from tests.contracts.cut_proxy import CutProxy
from tests.faults.checker import complaints, forgotten
from tests.faults.databases import Ground
from tests.faults.journal import Line
from tests.faults.nursery import Nursery
from tests.faults.rigs import Report
from tests.support.installations.installations import MONDAY, Office, open_office

ACTOR = "li.na"
SENT = 2
"""So often each command is sent; a look at its key keeps it from being written more often."""


def lose_replies(ground: Ground, nursery: Nursery, cuts: int) -> Report:
    """So many commands whose answer is lost, and a sweep over the same bad line."""
    report = Report()
    url = ground.fresh()
    with open_office(url, ground.ring, MONDAY) as office, CutProxy(url) as line:
        [household, *others] = office.at_risk(20)
        with open_office(line.url, ground.ring, MONDAY) as far:
            before = line.writes
            lines = [_command_over(far.casework, line, household, f"call-{number}") for number in range(cuts)]
            if line.writes - before != SENT * cuts:
                report.complaints.append(f"{SENT * cuts} commands were written {line.writes - before} times")
        report.complaints += complaints(office, lines)
        office.later(days=9)
        report.complaints += _sweep_over(office, line, ground) + forgotten(office) + complaints(office, lines)
        report.faults = line.cuts
        report.checked = cuts + len(others) + 1
        with open_office(line.url, ground.ring, office.clock.now()) as far:
            report.control = _control(office, far, line, household, lines)
    return report


def _command_over(casework: Casework, line: CutProxy, household: UUID, key: str) -> Line:
    """One command whose first answer is lost, and which is sent again; both answers must be the same."""
    line.armed = 1
    receipts = [
        casework.carry_out(
            LogFollowUp(kind=FollowUpKind.MESSAGE, outcome=Outcome.REACHED, note=key),
            household,
            by=ACTOR,
            command_id=key,
            again=True,
        )
        for _ in range(SENT)
    ]
    if receipts[0] != receipts[1]:
        raise AssertionError(f"two answers to one command: {receipts}")
    return Line(word="ok", actor=ACTOR, key=key, household=str(household), position=receipts[0].position)


def _sweep_over(office: Office, line: CutProxy, ground: Ground) -> list[str]:
    """The sweep's first append is stored and its answer lost: it looks again, and finds it done."""
    office.catch_up()
    with open_office(line.url, ground.ring, office.clock.now()) as far:
        line.armed = 1
        result = sweep(far.casework, office.engine, catch_up=lambda: None)
    sums = result.due == result.reminded + result.escalated + result.already
    return [] if sums and result.left == 0 else [f"the sweep told {result}"]


def _control(office: Office, far: Office, line: CutProxy, household: UUID, lines: list[Line]) -> list[str]:
    """A writer without command ids takes the conflict for somebody else's write, and writes again."""
    for cuts in (1, 0):
        line.armed = cuts
        state = fold_history(household, far.log.entries(household))
        context = far.casework.context(ACTOR)
        facts = log_follow_up(state, context, kind=FollowUpKind.MESSAGE, outcome=Outcome.REACHED, note="careless")
        entries = in_envelopes(household, state.version, facts, context, "")
        try:
            far.log.append(AppendGroup(household=household, expected_version=state.version, entries=entries))
        except (ConflictError, PersistenceError):
            continue
    sent = Line(word="invoke", actor=ACTOR, key="careless", household=str(household))
    return complaints(office, [*lines, sent])
