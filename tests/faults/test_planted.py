"""Every fault that was once planted in the program and seen by no rig is seen now."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.catalogue import RIGS, run_rig
from tests.faults.planted import PLANTS, Plant, planted


def test_every_rig_says_what_it_plants() -> None:
    """A rig that plants nothing proves nothing; the further plants belong to rigs that there are."""
    assert all(rig.control for rig in RIGS)
    assert {plant.rig for plant in PLANTS} <= {rig.name for rig in RIGS}
    assert len({plant.name for plant in PLANTS}) == len(PLANTS)


@pytest.mark.parametrize("plant", PLANTS, ids=[plant.name for plant in PLANTS])
def test_a_planted_fault_turns_its_rig_red(plant: Plant, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """With the fault in the program, and in the processes that the rig kills, the rig complains."""
    rig = next(rig for rig in RIGS if rig.name == plant.rig)
    kind = rig.kinds[0]
    server = request.getfixturevalue("postgres_server_url") if kind == "postgresql" else ""

    with planted(plant):
        report = run_rig(rig, kind, plant.faults or rig.tiny, tmp_path, server)

    assert report.complaints
