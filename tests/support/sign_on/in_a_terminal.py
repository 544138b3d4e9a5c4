"""A command that waits for the browser, in a process of its own, and somebody who opens the address that it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from msgspec import Struct

_ADDRESS = re.compile(rb"https?://[^\s\"]+")
_SECONDS = 60

Browser = Callable[[str], object]
"""Opens an address, and does there what somebody would."""


class Ended(Struct, frozen=True, kw_only=True):
    """How the command ended, and what it said."""

    exit_code: int
    stdout: str
    stderr: str


_AT_A_TERMINAL = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from casework.interfaces.cli.main import main; main()"
)
"""Ctrl-C is heard, also where whoever runs the tests is deaf to it, as what a shell puts into the background is."""


@contextmanager
def waiting(
    environment: Mapping[str, str], *words: str, stdin: str = ""
) -> Iterator[tuple[subprocess.Popen[bytes], str, str]]:
    """The command once it waits, the address that it shows, and what it said until then."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CASEWORK_")}
    with subprocess.Popen(
        [sys.executable, "-c", _AT_A_TERMINAL, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**kept, **environment, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    ) as process:
        try:
            assert process.stdin
            assert process.stdout
            assert process.stderr
            process.stdin.write(stdin.encode())
            process.stdin.flush()
            says = process.stdout if "--json" in words else process.stderr
            said = b""
            while not (found := _ADDRESS.search(said)):
                line = says.readline()
                assert line, said.decode() + process.stderr.read().decode()
                said += line
            yield process, found[0].decode(), said.decode()
        finally:
            process.kill()


def through(environment: Mapping[str, str], browser: Browser, *words: str, stdin: str = "") -> Ended:
    """How the command ends for somebody who opens its address."""
    with waiting(environment, *words, stdin=stdin) as (process, address, said):
        browser(address)
        stdout, stderr = process.communicate(timeout=_SECONDS)
    first = said if "--json" in words else ""
    return Ended(exit_code=process.returncode, stdout=first + stdout.decode(), stderr=stderr.decode())
