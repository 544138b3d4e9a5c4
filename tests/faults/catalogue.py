"""Every rig with its sizes, and how one is run on one kind of database."""

from __future__ import annotations

from pathlib import Path

from tests.contracts.pooler import program
from tests.faults.canary_rig import look_for_everybody
from tests.faults.command_rig import kill_writers
from tests.faults.counted_calls import is_possible
from tests.faults.databases import Kind, a_ground
from tests.faults.erasure_rig import erase_people
from tests.faults.every_write_rig import kill_at_every_write
from tests.faults.guess_rig import guess_passwords
from tests.faults.import_rig import kill_imports
from tests.faults.lost_reply_rig import lose_replies
from tests.faults.not_there_rig import refuse_what_is_not_there
from tests.faults.nursery import Nursery
from tests.faults.postmaster_rig import kill_postmaster
from tests.faults.readings_rig import read_near_and_far
from tests.faults.rigs import Report, Rig
from tests.faults.rotation_rig import kill_rotations
from tests.faults.rules_rig import kill_ruling
from tests.faults.sheets_rig import read_random_sheets
from tests.faults.storm_rig import weather_storms, weather_storms_behind_a_pooler
from tests.faults.sweep_rig import kill_sweepers
from tests.faults.tail_rig import read_while_writing

RIGS = (
    Rig(
        name="import",
        control="an acknowledged fact is taken out of the database behind the program",
        run=kill_imports,
        tiny=5,
        usual=50,
        full=500,
    ),
    Rig(
        name="sweep",
        control="two sweepers decide on what they read before, and append without the version check",
        run=kill_sweepers,
        tiny=5,
        usual=50,
        full=500,
    ),
    Rig(
        name="command",
        control="a client sends what was under way again under another command id",
        run=kill_writers,
        tiny=5,
        usual=60,
        full=500,
    ),
    Rig(
        name="every-write",
        control="the last fact that an act recorded is taken out of the database",
        run=kill_at_every_write,
        tiny=7,
        usual=5_000,
        full=5_000,
        kinds=("sqlite",),
        needs="a Python whose SQLite is a library of the system",
        is_possible=is_possible,
    ),
    Rig(
        name="rules",
        control="a household's move to its new village is taken out of the database",
        run=kill_ruling,
        tiny=5,
        usual=50,
        full=500,
    ),
    Rig(
        name="sheets",
        control="a deciding word that nobody knows counts as no work",
        run=read_random_sheets,
        tiny=30,
        usual=20_000,
        full=20_000,
        kinds=("sqlite",),
    ),
    Rig(
        name="lost-reply",
        control="a writer without command ids takes a lost reply for somebody else's write",
        run=lose_replies,
        tiny=5,
        usual=200,
        full=1000,
        kinds=("postgresql",),
    ),
    Rig(
        name="storm",
        control="a command that is stored is said to have been refused",
        run=weather_storms,
        tiny=20,
        usual=300,
        full=2_000,
        kinds=("postgresql",),
    ),
    Rig(
        name="pooler",
        control="a command that is stored is said to have been refused",
        run=weather_storms_behind_a_pooler,
        tiny=5,
        usual=100,
        full=1_000,
        kinds=("postgresql",),
        needs="PgBouncer, which `run.py faults` installs",
        is_possible=lambda: program() is not None,
    ),
    Rig(
        name="tail",
        control="a reader asks only for what stands after the last position it has seen",
        run=read_while_writing,
        tiny=60,
        usual=500,
        full=5000,
        kinds=("postgresql",),
    ),
    Rig(
        name="rotation",
        control="the key file of before all rotations is put back",
        run=kill_rotations,
        tiny=5,
        usual=100,
        full=1_000,
    ),
    Rig(
        name="erasure",
        control="the destroyed keys come back from a backup, and nobody erases them again",
        run=erase_people,
        tiny=5,
        usual=100,
        full=300,
    ),
    Rig(
        name="guess",
        control="guesses are not counted; one is looked at within a transaction; nothing is worked out for whom there is not",
        run=guess_passwords,
        tiny=60,
        usual=1_000,
        full=10_000,
    ),
    Rig(
        name="readings",
        control="whoever may read at all sees every household: each kind of reading has to tell of one",
        run=read_near_and_far,
        tiny=60,
        usual=5_000,
        full=10_000,
    ),
    Rig(
        name="canaries",
        control="somebody says why and sees a household in full; the ledger itself is searched as well",
        run=look_for_everybody,
        tiny=40,
        usual=2_000,
        full=2_000,
    ),
    Rig(
        name="not-there",
        control="what is forbidden is said to be; then both are answered at once, and what is out of sight is unsealed first",
        run=refuse_what_is_not_there,
        tiny=40,
        usual=1_000,
        full=5_000,
    ),
    Rig(
        name="postmaster",
        control="an acknowledged fact is taken out of the database",
        run=kill_postmaster,
        tiny=2,
        usual=20,
        full=200,
        kinds=("postgresql",),
    ),
)


def run_rig(rig: Rig, kind: Kind, size: int, folder: Path, server: str = "") -> Report:
    """The rig at that size, in that folder; `server` is the superuser's URL of a PostgreSQL."""
    folder.mkdir(parents=True, exist_ok=True)
    with Nursery() as nursery:
        return rig.run(a_ground(folder, kind, server), nursery, size)
