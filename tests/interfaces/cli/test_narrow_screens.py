"""On a real terminal of 80 columns every list fits and every number, date and code stands in one piece (newcomer W10)."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import sys
import termios

import pytest
from rich.cells import cell_len

from casework.domain.policy.text import default_policy_text
from tests.architecture.tree import ROOT
from tests.support.installations.command_line import HEADER, VILLAGE, CommandLine, resident_id

COLUMNS = 80
PROGRAM = "import sys; sys.argv[0] = 'casework'; from casework.interfaces.cli.main import main; main()"
STYLES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def on_a_terminal(command_line: CommandLine, *words: str) -> list[str]:
    """The lines that a command prints on a terminal of 80 columns."""
    process, screen = pty.fork()
    if process == 0:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("CASEWORK_") and name != "COLUMNS"
        }
        told = {"CASEWORK_CLOCK": command_line.now.isoformat(), "CASEWORK_AS": "clerk", "TERM": "xterm"}
        path = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
        os.execve(
            sys.executable, [sys.executable, "-c", PROGRAM, *words], kept | command_line.environment | told | path
        )
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
    said = b""
    while True:
        try:
            read = os.read(screen, 65536)
        except OSError:
            break
        said += read
    os.close(screen)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    shown = STYLES.sub("", said.decode()).replace("\r\n", "\n").split("\n")
    return [line.rpartition("\r")[2] for line in shown]  # a bar of progress is drawn over itself


WITHOUT_LONG_NUMBERS = ("divisions", "workload", "pending", "late", "policy", "sweep", "import again")
"""What may have nothing to show that could be broken."""


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("overdue",),
        ("history", "02001001027"),
        ("show", "02001001027"),
        ("notices",),
        ("workload",),
        ("episodes", "--list"),
        ("explain", "02001001027", "核实"),
        ("pending",),
        ("late",),
        ("responsibility", "02001001027"),
        ("policy", "show"),
        ("calendar", "show", "2026"),
        ("divisions", "list"),
        ("divisions", "history"),
        ("divisions", "carry"),
        ("words", "list"),
        ("import", "--list"),
        ("import", "again.csv", "--dry-run"),
        ("policy", "check", "policy.toml"),
        ("policy", "diff", "policy.toml"),
        ("what-if", "policy.toml"),
        ("sweep",),
        ("log", "02001001027", "--kind", "call", "--outcome", "away", "--at", "2026-03-20T09:00", "--preview"),
    ],
    ids=" ".join,
)
def test_a_terminal_of_80_columns_keeps_numbers_whole(
    command_line: CommandLine, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A household with a long number in a village with a long name; whatever its number, no line is wider."""
    person = ("02001001027", "", "户主", "谷五亩", resident_id("19760303", 8), "双穗村", "", "", "未就业")
    command_line.import_rows(person, name="long.csv")
    command_line.do("report", "02001001027")
    command_line.later(days=30)
    command_line.ask("sweep")
    command_line.ask("divisions", "rename", VILLAGE, "禾坪回族自治新村", "--from", "2026-05-01")
    command_line.ask("words", "add", "employment", "到广东省东莞市的工厂打工", "employed", "--region", "990101001001")
    command_line.table("again.csv", [HEADER, (*person[:7], "", "看情况再说")])
    file = command_line.folder / "policy.toml"
    text = default_policy_text().replace('version = "1"', 'version = "2"').replace("2004-01-01", "2026-05-01")
    file.write_text(text.replace("value = 15", "value = 20", 1), encoding="utf-8")
    monkeypatch.chdir(command_line.folder)
    lines = on_a_terminal(command_line, *words)
    assert [line for line in lines if cell_len(line) > COLUMNS] == []
    text = "\n".join(lines)
    wide = command_line.say(*words)
    assert "…" in wide or [line for line in lines if "…" in line] == []
    wholes = {piece for line in wide.splitlines() for piece in re.findall(r"(?<![\w/.])[0-9][0-9A-Za-z:./-]{5,}", line)}
    assert wholes or " ".join(words).startswith(WITHOUT_LONG_NUMBERS)
    assert [piece for piece in wholes if piece not in text] == []
