"""The smallest size of each rig: nothing acknowledged is lost, nothing is doubled, and the rig would see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.catalogue import RIGS, run_rig
from tests.faults.databases import Kind
from tests.faults.rigs import Rig

CASES = [pytest.param(rig, kind, id=f"{rig.name}-{kind}") for rig in RIGS for kind in rig.kinds]


@pytest.mark.parametrize(("rig", "kind"), CASES)
def test_a_fault_loses_and_doubles_nothing(
    rig: Rig, kind: Kind, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Whatever is killed, frozen or cut off: what was acknowledged stands once, whole, and is read by everybody."""
    if not rig.is_possible():
        pytest.skip(f"the rig {rig.name} needs {rig.needs}")
    server = request.getfixturevalue("postgres_server_url") if kind == "postgresql" else ""

    report = run_rig(rig, kind, rig.tiny, tmp_path, server)

    assert report.complaints == []
    assert report.faults >= min(rig.tiny, 5)
    assert report.checked > 0
    assert report.control, "the planted fault was not noticed: the rig proves nothing"
