"""The command_line of a county office: one installation asked by command line, with a clock that is moved by hand."""

from __future__ import annotations

import csv
import json
import logging
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from click.testing import CliRunner, Result

from casework.application.log.encoding.keys import KeyRing
from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.persons import check_digit
from casework.interfaces.cli.main import cli

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
VILLAGE = "990101001001"
DIVISIONS = (
    ("990100000000", "禾穗市"),
    ("990101000000", "麦浪区"),
    ("990101001000", "五镰镇"),
    (VILLAGE, "禾坪村"),
    ("990101001002", "双穗村"),
)
HEADER = ("户编号", "户主姓名", "与户主关系", "姓名", "身份证号", "行政村", "联系电话", "劳动能力", "就业状态")


def resident_id(born: str, serial: int, *, male: bool = True) -> str:
    """A well-formed id of a region that does not exist: born on YYYYMMDD."""
    body = f"990100{born}{serial:02d}{1 if male else 2}"
    return body + check_digit(body)


FATHER = ("0101", "", "户主", "禾一亩", resident_id("19700515", 1), "禾坪村", "10012345678", "", "未就业")
MOTHER = ("0101", "", "配偶", "麦两顷", resident_id("19800620", 2, male=False), "禾坪村", "", "", "未就业")
WORKER = ("0102", "", "户主", "豆三垄", resident_id("19750101", 3), "禾坪村", "", "", "务工")


GIVEN_CLOCK = re.compile(
    '^(注意：时间由 CASEWORK_CLOCK 给定|Note: the time is given by CASEWORK_CLOCK|{"notes":).*\n'.encode(), re.MULTILINE
)
"""What every command says on stderr beside its answer under a given clock, as that of these tests is."""


class CommandLine:
    """One installation; every call is a process of its own as far as the program can tell."""

    def __init__(self, url: str, folder: Path, now: datetime = MONDAY) -> None:
        self.url = url
        self.folder = folder
        self.now = now
        self.account: str | None = "clerk"
        self.environment = {"CASEWORK_DATABASE_URL": url, "CASEWORK_KEYS": str(folder / "command_line.keys")}
        KeyRing.load_or_create(folder / "command_line.keys")

    def run(self, *words: str, stdin: str | None = None, **variables: str | None) -> Result:
        """Give one command, whatever comes of it."""
        kept: dict[str, str | None] = {name: None for name in os.environ if name.startswith("CASEWORK_")}
        told = {"CASEWORK_CLOCK": self.now.isoformat(), "CASEWORK_AS": self.account}
        runner = CliRunner(env={**kept, **self.environment, **told, **variables})
        result = runner.invoke(cli, list(words), input=stdin, catch_exceptions=False)
        result.stderr_bytes = GIVEN_CLOCK.sub(b"", result.stderr_bytes)
        return result

    def say(self, *words: str, **variables: str | None) -> str:
        """What a command that succeeds prints."""
        result = self.run(*words, **variables)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    def ask(self, *words: str) -> Any:
        """The JSON answer of a command that succeeds."""
        return json.loads(self.say(*words, "--json"))

    def do(self, name: str, household: str, *words: str, by: str = "clerk") -> list[str]:
        """The names of the facts that a writing command recorded."""
        facts: list[str] = self.ask(name, household, *words, "--as", by)["facts"]
        return facts

    def refused(self, *words: str, code: int = 1) -> str:
        """The sentences with which a command is refused; stdout stays empty."""
        result = self.run(*words)
        assert (result.exit_code, result.stdout) == (code, ""), result.stderr
        assert "Traceback" not in result.stderr
        return result.stderr

    def later(self, **passed: float) -> None:
        """Let time pass: `later(days=3)`."""
        self.now += timedelta(**passed)

    def table(self, name: str, rows: Iterable[Iterable[str]]) -> str:
        """The path of a new CSV file of these rows."""
        path = self.folder / name
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        return str(path)

    def load_divisions(self) -> None:
        """The divisions are loaded."""
        self.say("import", "--divisions", self.table("divisions.csv", [("区划代码", "名称"), *DIVISIONS]))

    def import_rows(self, *rows: Iterable[str], name: str = "ledger.csv", words: Iterable[str] = ()) -> Any:
        """The JSON answer to importing these rows; the command succeeds, or says by its exit code that none was taken."""
        result = self.run("import", self.table(name, [HEADER, *rows]), *words, "--json")
        answer = json.loads(result.stdout)
        assert result.exit_code == (0 if answer["persons"] > 0 else 1)
        return answer

    def open_with_ledger(self) -> None:
        """Divisions and two households: 0101 with nobody in work, 0102 with a worker."""
        self.load_divisions()
        self.import_rows(FATHER, MOTHER, WORKER)

    def facts(self) -> int:
        """How many facts the log holds: the position of the newest."""
        from casework.application.log.store import Log

        with Log.open(self.url, KeyRing.load(self.folder / "command_line.keys")) as log:
            return log.last_position()


@contextmanager
def logging_kept() -> Iterator[None]:
    """A command sets logging up for its process; the process of the tests goes on as it was."""
    root = logging.getLogger()
    handlers, level, configured = root.handlers[:], root.level, structlog.get_config()
    yield
    root.handlers, root.level = handlers, level
    structlog.configure(**configured)
