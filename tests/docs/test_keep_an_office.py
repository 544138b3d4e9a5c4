"""The steps of docs/how-to/keep-an-office.md with a database: back up, restore, move; both pages say the same."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from configparser import RawConfigParser
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner, Result

from casework.interfaces.cli.main import cli
from tests.architecture.tree import ROOT
from tests.docs.pages import page

NAMES = (
    "CASEWORK_HOME",
    "CASEWORK_DATABASE_URL",
    "CASEWORK_KEYS",
    "CASEWORK_MODE",
    "CASEWORK_COUNTY",
    "CASEWORK_CLOCK",
)
VILLAGE = "990102001001"
ENGLISH, CHINESE = "docs/how-to/keep-an-office.md", "docs/how-to/keep-an-office.zh-CN.md"


def run(settings: dict[str, str], *words: str) -> Result:
    """Give a command under these settings and no others."""
    return CliRunner(env={**dict.fromkeys(NAMES), "CASEWORK_AS": "zhang.min", **settings}).invoke(cli, list(words))


def answered(settings: dict[str, str], *words: str) -> str:
    """The answer to a command that succeeds."""
    result = run(settings, *words)
    assert result.exit_code == 0, result.output
    return result.stdout


def settings_of(office: Path) -> dict[str, str]:
    """What `casework.env` of an office says."""
    found = re.findall(r"^export (\w+)=(.*)$", (office / "casework.env").read_text(encoding="utf-8"), re.M)
    return dict(found)


def an_office(folder: Path) -> dict[str, str]:
    """An office with a household in it."""
    answered({}, "setup", str(folder), "--county", "990102")
    settings = settings_of(folder)
    answered(settings, "import", "--divisions", str(ROOT / "examples" / "divisions.csv"))
    entered(settings, "0101")
    return settings


def entered(settings: dict[str, str], number: str) -> None:
    """One more household is registered."""
    survey = Path(settings["CASEWORK_HOME"]) / "survey.json"
    member = {"name": "粟一畦", "birth_date": "1981-01-01", "sex": "male", "employment": "not-employed"}
    survey.write_text(
        json.dumps({"source": "survey", "number": number, "village": VILLAGE, "members": [member]}), encoding="utf-8"
    )
    answered(settings, "register", str(survey))


def numbers(settings: dict[str, str]) -> set[str]:
    """The households of the list."""
    return {row["household"] for row in json.loads(answered(settings, "list", "--json"))}


def backed_up(settings: dict[str, str], copy: Path) -> None:
    """What `.backup` of the shell does, while the database is open."""
    file = settings["CASEWORK_DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def restored(settings: dict[str, str], copy: Path) -> None:
    """Steps 1 and 2: the damaged files go aside, the copy takes their place."""
    office = Path(settings["CASEWORK_HOME"])
    for file in office.glob("casework.sqlite*"):
        file.rename(office / f"{file.name}.damaged")
    (office / "casework.sqlite").write_bytes(copy.read_bytes())
    (office / "casework.sqlite").chmod(0o600)


def test_a_backup_is_restored(tmp_path: Path) -> None:
    """What was there at the backup is there again, names included; what came later is entered again."""
    settings = an_office(tmp_path / "office")
    before = json.loads(answered(settings, "show", "0101", "--json"))
    backed_up(settings, tmp_path / "copy.sqlite")
    entered(settings, "0102")
    assert numbers(settings) == {"0101", "0102"}

    (tmp_path / "office" / "casework.sqlite").write_bytes(b"damaged")
    restored(settings, tmp_path / "copy.sqlite")

    answered(settings, "doctor")
    answered(settings, "rebuild")
    assert numbers(settings) == {"0101"}
    assert json.loads(answered(settings, "show", "0101", "--json"))["members"] == before["members"]
    entered(settings, "0102")
    assert numbers(settings) == {"0101", "0102"}


def test_an_office_moves_with_its_keys(tmp_path: Path) -> None:
    """On the new machine the copied keys open the copy; keys that `setup` would make there do not."""
    settings = an_office(tmp_path / "office")
    backed_up(settings, tmp_path / "copy.sqlite")
    new = tmp_path / "new machine" / "office"
    new.mkdir(parents=True)
    moved = settings | {"CASEWORK_HOME": str(new), "CASEWORK_DATABASE_URL": f"sqlite:///{new / 'casework.sqlite'}"}
    restored(moved, tmp_path / "copy.sqlite")
    answered(moved, "doctor")
    assert numbers(moved) == {"0101"}

    answered({}, "setup", str(tmp_path / "other"))
    refused = run(moved | {"CASEWORK_KEYS": settings_of(tmp_path / "other")["CASEWORK_KEYS"]}, "list")
    assert (refused.exit_code != 0, "0101" in refused.output) == (True, False)


def test_a_database_of_this_release_has_nothing_to_migrate(tmp_path: Path) -> None:
    """Whoever follows the page after putting the same release in place changes nothing."""
    settings = an_office(tmp_path / "office")
    answered(settings, "migrate")
    assert numbers(settings) == {"0101"}


def test_the_service_starts_the_program_with_the_settings_of_the_office(tmp_path: Path) -> None:
    """Its line, with the folders of here, the installed program and `list` in place of `serve`, finds the household."""
    an_office(tmp_path / "office")
    unit = RawConfigParser()
    unit.optionxform = str  # type: ignore[assignment, method-assign]  # systemd's names have capitals
    unit.read_string(page_blocks(ENGLISH)[0])
    line = unit["Service"]["ExecStart"]
    assert line.endswith("python3 run.py casework serve'")
    program = Path(sys.executable).with_name("casework")
    here = line.replace("/srv/office", str(tmp_path / "office")).replace(
        "python3 run.py casework serve", f"{program} list"
    )
    done = subprocess.run(["/bin/sh", "-c", here], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "0101" in done.stdout) == (0, True), done.stderr


def test_what_is_carried_over_is_what_the_first_start_installs() -> None:
    """The files of requirements are those that `run.py` reads, hashes and all."""
    carried, told = page_blocks(ENGLISH)[1:]
    assert re.findall(r"-r requirements/(\w+)\.txt", carried) == ["runtime", "build"]
    assert "--require-hashes" in carried
    assert 'for name in (level, "build")' in (ROOT / "run.py").read_text(encoding="utf-8")
    assert "PIP_NO_INDEX=1 PIP_FIND_LINKS=" in told


def test_both_pages_give_the_same_commands() -> None:
    """Whoever reads the Chinese page does what the English one says."""
    assert page_blocks(ENGLISH) == page_blocks(CHINESE)


def page_blocks(name: str) -> list[str]:
    """What a page gives to be copied: the service, what is fetched, what pip is told."""
    found = re.findall(r"```\w+\n(.*?)```", page(name), re.S)
    assert len(found) == 3
    return found
