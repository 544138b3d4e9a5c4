"""Every rig with its sizes, and how one is run on one kind of database."""

from __future__ import annotations

from pathlib import Path

from tests.faults.command_rig import kill_writers
from tests.faults.databases import Kind, a_ground
from tests.faults.import_rig import kill_imports
from tests.faults.lost_reply_rig import lose_replies
from tests.faults.nursery import Nursery
from tests.faults.postmaster_rig import kill_postmaster
from tests.faults.rigs import Report, Rig
from tests.faults.rules_rig import kill_ruling
from tests.faults.sweep_rig import kill_sweepers
from tests.faults.tail_rig import read_while_writing

RIGS = (
    Rig(name="import", run=kill_imports, tiny=5, usual=50, full=500),
    Rig(name="sweep", run=kill_sweepers, tiny=5, usual=50, full=500),
    Rig(name="command", run=kill_writers, tiny=5, usual=60, full=500),
    Rig(name="rules", run=kill_ruling, tiny=5, usual=50, full=500),
    Rig(name="lost-reply", run=lose_replies, tiny=5, usual=200, full=1000, kinds=("postgresql",)),
    Rig(name="tail", run=read_while_writing, tiny=60, usual=500, full=5000, kinds=("postgresql",)),
    Rig(name="postmaster", run=kill_postmaster, tiny=2, usual=20, full=200, kinds=("postgresql",)),
)


def run_rig(rig: Rig, kind: Kind, size: int, folder: Path, server: str = "") -> Report:
    """The rig at that size, in that folder; `server` is the superuser's URL of a PostgreSQL."""
    folder.mkdir(parents=True, exist_ok=True)
    with Nursery() as nursery:
        return rig.run(a_ground(folder, kind, server), nursery, size)
