"""A command at a real terminal: what it asks is waited for and answered, as somebody would who sits before it."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Sequence

from tests.support.installations.command_line import CommandLine

_SECONDS = 60


def at_a_terminal(
    command_line: CommandLine, words: Sequence[str], answers: Sequence[tuple[str, str]]
) -> tuple[int, str]:
    """
    The exit code of the command and all that it showed.

    Each of `answers` is a text that is waited for, and the line that is typed once it stands there.
    """
    near, far = pty.openpty()
    told = {"CASEWORK_CLOCK": command_line.now.isoformat(), "CASEWORK_AS": command_line.account or "", "TERM": "dumb"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CASEWORK_")}
    process = subprocess.Popen(
        [sys.executable, "-c", "from casework.interfaces.cli.main import main; main()", *words],
        stdin=far,
        stdout=far,
        stderr=far,
        env={**kept, **command_line.environment, **told, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,
    )
    os.close(far)
    shown, read_to = b"", 0
    try:
        for waited_for, typed in answers:
            while (at := shown.find(waited_for.encode(), read_to)) < 0:
                heard = _heard(near)
                assert heard, f"the command ended before it said {waited_for}"
                shown += heard
            read_to = at + len(waited_for.encode())
            os.write(near, f"{typed}\n".encode())
        while heard := _heard(near):
            shown += heard
        return process.wait(_SECONDS), shown.decode(errors="replace")
    finally:
        process.kill()
        os.close(near)


def _heard(near: int) -> bytes:
    """What comes next; nothing when the command has ended."""
    if not select.select([near], [], [], _SECONDS)[0]:
        raise TimeoutError("the command says nothing more")
    try:
        return os.read(near, 65_536)
    except OSError:  # the other end of a terminal is gone
        return b""
