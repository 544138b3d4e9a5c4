"""What a fresh process imports: PostgreSQL's driver, a third of the start-up, for PostgreSQL alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = """
import sys
from casework.interfaces.cli.main import cli
try:
    cli.main(sys.argv[1:])
except SystemExit:
    pass
sys.stderr.write("\\n" + " ".join(sorted(name for name in sys.modules if "." not in name)))
"""


def modules_of(*words: str, url: str, folder: Path) -> set[str]:
    """The modules of a process that has run this command on the database."""
    environment = {
        **os.environ,
        "CASEWORK_DATABASE_URL": url,
        "CASEWORK_HOME": str(folder),
        "CASEWORK_KEYS": f"{folder}/keys",
    }
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words], env=environment, capture_output=True, text=True, check=True
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("words", [("list",), ("overdue", "--json"), ("sweep",), ("doctor",)])
def test_a_command_on_a_sqlite_file_leaves_the_other_databases_driver_alone(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    """Also where the database is set up on the way."""
    assert not {"psycopg", "psycopg_pool"} & modules_of(*words, url=f"sqlite:///{tmp_path}/a.sqlite", folder=tmp_path)


@pytest.mark.parametrize("words", [("list",), ("account", "sign-out")])
def test_what_signs_on_elsewhere_is_read_by_whoever_does(words: tuple[str, ...], tmp_path: Path) -> None:
    """The client of HTTP and the library of signatures are a fifth of a second that no other command has to spend."""
    assert not {"httpx2", "joserfc"} & modules_of(*words, url=f"sqlite:///{tmp_path}/a.sqlite", folder=tmp_path)


def test_the_driver_is_there_for_postgresql(tmp_path: Path) -> None:
    """The control: nobody listens there, and the driver found that out."""
    assert "psycopg" in modules_of("doctor", url="postgresql://127.0.0.1:1/nobody", folder=tmp_path)
