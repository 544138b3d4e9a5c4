"""
Laws of the sweep over any lives: sweeping again changes nothing, and whatever is due after a sweep was raised (GY-17c).
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.application.commands.assistance import LogFollowUp
from casework.application.commands.detection import ConfirmHousehold, ReportHousehold
from casework.application.commands.entries import PauseDeadline, ResumeDeadline
from casework.application.commands.responsibility import AcceptHousehold, AssignCadre
from casework.application.log.encoding.keys import KeyRing
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.verification import Finding, HardToEmployGround
from casework.domain.details.findings import MemberFinding
from casework.domain.errors import CaseworkError
from scheduler.duties.sweep import sweep
from tests.faults.checker import everything, forgotten, steps_in
from tests.support.installations.installations import Office, open_office

RING = KeyRing.random()
HOUSEHOLDS = 3
HARD_TO_EMPLOY = MemberFinding(member=1, finding=Finding.WILLING, hard_to_employ=HardToEmployGround.OLDER)

Act = Callable[[Office, UUID], object]
ACTS: dict[str, Act] = {
    "wait": lambda office, household: None,
    "report": lambda office, household: office.casework.carry_out(ReportHousehold(), household, by="village"),
    "verify": lambda office, household: office.casework.carry_out(
        ConfirmHousehold(source=VerificationSource.TELEPHONE, findings=(HARD_TO_EMPLOY,)), household, by="township"
    ),
    "assign": lambda office, household: office.casework.carry_out(AssignCadre(cadre="li.na"), household, by="township"),
    "accept": lambda office, household: office.casework.carry_out(AcceptHousehold(), household, by="li.na"),
    "visit": lambda office, household: office.casework.carry_out(
        LogFollowUp(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED), household, by="li.na"
    ),
    "pause": lambda office, household: office.casework.carry_out(
        PauseDeadline(deadline="verify", reason="flood"), household, by="township"
    ),
    "resume": lambda office, household: office.casework.carry_out(
        ResumeDeadline(deadline="verify"), household, by="township"
    ),
}
DAY = st.tuples(st.integers(1, 25), st.sampled_from(sorted(ACTS)), st.integers(0, HOUSEHOLDS - 1))
"""So many days pass, then this is done for that household."""


@settings(max_examples=15)
@given(story=st.lists(DAY, min_size=1, max_size=8), again=st.integers(1, 3), chunk=st.sampled_from([1, 2, 500]))
def test_sweeping_again_is_sweeping_once(story: list[tuple[int, str, int]], again: int, chunk: int) -> None:
    """However often and in whatever portions an office is swept, each step is raised once, and the same ones."""
    once = lived(story, times=1, chunk=500)
    often = lived(story, times=1 + again, chunk=chunk)

    assert often == once
    assert set(once.values()) <= {1}


def lived(story: list[tuple[int, str, int]], *, times: int, chunk: int) -> Counter[tuple[UUID, int, str, str, int]]:
    """The steps raised in an office that is swept so often after each day of the story."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'casework.sqlite'}"
        with open_office(url, RING) as office:
            households = office.at_risk(HOUSEHOLDS)
            for days, act, number in story:
                office.clock.set(office.clock.now() + timedelta(days=days))
                with suppress(CaseworkError):
                    ACTS[act](office, households[number])
                for _ in range(times):
                    sweep(office.casework, office.engine, catch_up=office.catch_up, chunk=chunk)
                assert forgotten(office) == []
            return steps_in(everything(office))
