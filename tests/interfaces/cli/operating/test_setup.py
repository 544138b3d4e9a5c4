"""Real work begins in a folder of its own; whoever reads elsewhere is told so, and nothing is made there."""

from __future__ import annotations

import json
import stat
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casework.interfaces.cli.main import cli
from tests.architecture.tree import ROOT


def run(folder: Path, *words: str, **variables: str) -> Result:
    """Give a command under the real time, with no other settings than these."""
    told = {"CASEWORK_HOME": str(folder / "data"), "CASEWORK_CLOCK": None, "CASEWORK_AS": "li.na", **variables}
    cleared = dict.fromkeys(("CASEWORK_DATABASE_URL", "CASEWORK_KEYS", "CASEWORK_MODE", "CASEWORK_COUNTY"))
    return CliRunner(env={**cleared, **told}).invoke(cli, list(words), catch_exceptions=False)


def settings_in(file: Path) -> dict[str, str]:
    """What a shell knows after reading the file of settings."""
    told = subprocess.run(
        ["/bin/sh", "-c", '. "$0" && env -0', str(file)], capture_output=True, check=True, text=True
    ).stdout
    pairs = [line.partition("=") for line in told.split("\0")]
    return {name: value for name, _, value in pairs if name.startswith("CASEWORK_")}


def test_an_installation_is_made_once_with_its_keys_apart(tmp_path: Path) -> None:
    """Folder, database, keys and settings are their owner's alone, and the settings lead to the others."""
    folder = tmp_path / "我的 office"
    made = run(tmp_path, "setup", str(folder), "--county", "990102", "--json")
    assert made.exit_code == 0, made.stderr
    answer = json.loads(made.stdout)

    parts = [folder, folder / "casework.sqlite", Path(answer["keys"]), Path(answer["settings"])]
    assert [stat.S_IMODE(part.stat().st_mode) & 0o077 for part in parts] == [0, 0, 0, 0]
    assert folder not in Path(answer["keys"]).parents
    told = settings_in(Path(answer["settings"]))
    assert (told["CASEWORK_MODE"], told["CASEWORK_COUNTY"]) == ("office", "990102")
    assert run(tmp_path, "list", **told).exit_code == 0
    assert run(tmp_path, "doctor", **told).exit_code == 0

    again = run(tmp_path, "setup", str(folder))
    assert (again.exit_code, "已经存在" in again.stderr) == (1, True)


def test_what_is_said_afterwards_names_the_backup_and_the_next_steps(tmp_path: Path) -> None:
    """The clerk reads what to do before each use, each day, and next; never the invented city."""
    said = run(tmp_path, "setup", str(tmp_path / "office")).stdout
    for words in ("casework.env", ".backup", "casework.keys", "import --divisions", "serve"):
        assert words in said
    assert "examples" not in said


@pytest.mark.parametrize(
    "words", [("list",), ("overdue", "--json"), ("show", "1"), ("sweep",), ("rebuild",), ("serve",)]
)
def test_a_read_in_a_wrong_folder_makes_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A wrong directory does not look like a lost office."""
    result = run(tmp_path, *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "casework setup" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("list",), ("migrate",)])
def test_a_database_without_its_keys_never_gets_new_ones(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Whoever restores a backup in the worst hour is told that the key file is missing, and none is made."""
    assert run(tmp_path, "migrate").exit_code == 0
    keys = tmp_path / "data" / "casework.keys"
    keys.rename(tmp_path / "elsewhere.keys")

    result = run(tmp_path, *words)

    assert (result.exit_code, str(keys) in result.stderr, keys.exists()) == (1, True, False)
    assert run(tmp_path, "list", CASEWORK_KEYS=str(tmp_path / "elsewhere.keys")).exit_code == 0


def test_every_cross_of_the_doctor_names_the_command_that_mends_it(tmp_path: Path) -> None:
    """Done as it says, the cross is gone."""
    run(tmp_path, "setup", str(tmp_path / "office"))
    told = settings_in(tmp_path / "office" / "casework.env")
    (tmp_path / "office" / "casework.sqlite").chmod(0o644)
    found = run(tmp_path, "doctor", "--json", **told)
    crossed = [check for check in json.loads(found.stdout) if not check["ok"]]
    assert [check["name"] for check in crossed] == ["database-file"]

    for check in crossed:
        subprocess.run(["/bin/sh", "-c", check["mend"]], check=True)

    assert run(tmp_path, "doctor", **told).exit_code == 0


def test_the_clock_that_is_given_is_said_with_every_answer(tmp_path: Path) -> None:
    """On stderr, so that no program that reads the answer stumbles over it; and real work never takes it."""
    clock = {"CASEWORK_CLOCK": "2026-03-02T09:00+08:00"}
    assert run(tmp_path, "migrate", **clock).exit_code == 0
    shown = run(tmp_path, "list", "--json", **clock)
    assert (json.loads(shown.stdout), "CASEWORK_CLOCK" in shown.stderr) == ([], True)
    assert run(tmp_path, "list").exit_code == 1

    run(tmp_path, "setup", str(tmp_path / "office"))
    told = settings_in(tmp_path / "office" / "casework.env")
    refused = run(tmp_path, "list", **{**told, **clock})
    assert (refused.exit_code, "unset CASEWORK_CLOCK" in refused.stderr) == (1, True)


def test_the_demonstration_has_a_folder_of_its_own() -> None:
    """`run.py` alone and its demo are the demonstration; `run.py casework` is real work."""
    starter = (ROOT / "run.py").read_text(encoding="utf-8")
    assert 'if command in ("serve", "demo"):\n        os.environ.setdefault("CASEWORK_MODE", "demo")' in starter
