"""The long-running commands: they begin at once, do their work, and end cleanly when they are told to."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.support.installations.command_line import GIVEN_CLOCK, CommandLine

PATIENCE = 30.0


@contextmanager
def running(command_line: CommandLine, *words: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """The command in a process of its own; killed if the test fails."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CASEWORK_")}
    told = {
        "CASEWORK_CLOCK": command_line.now.isoformat(),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "casework.interfaces.cli.main", *words],
        env={**kept, **command_line.environment, **told, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def eventually(condition: Callable[[], bool]) -> None:
    """Wait until it holds."""
    give_up_at = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < give_up_at
        time.sleep(0.1)


def without_banner(said: str) -> str:
    """What stands on stderr beside the word that the clock is a given one."""
    return GIVEN_CLOCK.sub(b"", said.encode()).decode()


def end(process: subprocess.Popen[str]) -> tuple[float, str]:
    """Tell it to end; how long it took, and what it said on stderr."""
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=PATIENCE)
    return time.monotonic() - began, without_banner(said)


@pytest.mark.parametrize("name", ["serve", "schedule"])
def test_it_raises_what_is_due_and_ends_when_told(any_counter: CommandLine, name: str) -> None:
    """The first sweep comes at once; SIGTERM ends it within seconds, exit code 0, nothing on stderr."""
    command_line = any_counter
    command_line.later(days=2)
    with running(command_line, name) as process:
        assert process.stdout is not None
        assert "casework" in process.stdout.readline()
        eventually(lambda: [n["step"] for n in command_line.ask("notices")] == [1])
        seconds, said = end(process)
    assert (process.returncode, said) == (0, "")
    assert seconds < 10


def test_a_follower_keeps_the_lists_up_to_date(command_line: CommandLine) -> None:
    """It raises nothing, and ends when told."""
    command_line.later(days=2)
    with running(command_line, "follow") as process:
        assert process.stdout is not None
        assert "casework" in process.stdout.readline()
        seconds, said = end(process)
    assert (process.returncode, said) == (0, "")
    assert command_line.ask("notices") == []
    assert seconds < 10


def test_in_demo_mode_an_empty_database_holds_the_example_city(sqlite_url: str, tmp_path: Path) -> None:
    """There is something to look at, somebody of each office to act as, and what it says to try can be done."""
    command_line, told = CommandLine(sqlite_url, tmp_path), list[str]()
    with running(command_line, "serve", CASEWORK_MODE="demo") as process:
        assert process.stdout is not None
        for line in process.stdout:
            told.append(line)
            if "casework --help" in line:
                break
        _, said = end(process)
    assert (process.returncode, said) == (0, "")
    tries = dict(re.findall(r"casework (account reset|list) (.*)", "".join(told)))
    assert len(command_line.ask("list", *tries["list"].split())) == 129
    code = command_line.ask("account", "reset", *tries["account reset"].split())["code"]
    city = tries["account reset"].split()[0]
    words = f"{code}\n\n三只小羊过了一座高高的石桥去\n"
    assert command_line.run("account", "password", city, "--code", stdin=words).exit_code == 0
    assert "没有这个账号" in command_line.refused("list", "--as", "clerk")


def test_a_signal_during_the_start_ends_it_too(command_line: CommandLine) -> None:
    """Whoever stops it at once is heard."""
    with running(command_line, "serve") as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, without_banner(said)) == (0, "")


def test_the_demo_runs_on_an_empty_database_only(any_counter: CommandLine) -> None:
    """It moves the clock and invents people: one that holds facts already is left alone."""
    before = any_counter.facts()
    assert "演示" in any_counter.refused("demo", "--database", any_counter.url)
    assert any_counter.facts() == before


def test_the_demo_does_the_main_job_once(command_line: CommandLine) -> None:
    """Found, escalated, cleared, and one whole history; on a database that is gone afterwards."""
    before = command_line.facts()
    said = command_line.say("demo")
    for word in ("发现零就业家庭 129 户", "已清零", "升级", "谁在办理", "空缺：县区：粟岭县"):
        assert word in said
    assert command_line.facts() == before


def test_the_demo_runs_on_a_database_that_is_named(database_url: str, tmp_path: Path) -> None:
    """On each kind; what it did can be looked at afterwards, and it ends with how real work begins."""
    command_line = CommandLine(database_url, tmp_path)
    told = command_line.say("demo", "--database", database_url)
    assert "发现零就业家庭 129 户" in told
    assert told.splitlines()[-1].endswith("（casework setup OFFICE --county 990102）")
    city = re.search(r"│ 市 [^\n]*?(\d{8})", told)
    assert city is not None, "the page names an account of each office"
    command_line.account = city[1]
    whole = ("--region", "9901")
    assert len(command_line.ask("list", *whole)) == 2008 + 4  # those of the ledger, and those that split off
    assert command_line.ask("notices", *whole)
    assert "没有这个账号" in command_line.refused("list", *whole, "--as", "clerk")
