"""
One office in a process of its own, by command line alone, so that it runs on an earlier program too.

`python one_office.py URL KEYS DIVISIONS LEDGER` tells as JSON the CPU seconds, its own and its children's, of an import
row, of following a fact, and of a follow-up. The program it runs is the one on the path of modules.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib import import_module
from typing import Any

from click.testing import CliRunner

BEGAN = datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=8)))
FOLLOW_UPS = 100
NOWHERE = "110000000000"
"""A region without households: what is left of a list is catching up."""


def main(url: str, keys: str, divisions: str, ledger: str) -> None:
    """Import, follow, follow up; tell what each cost."""
    os.environ |= {
        "CASEWORK_DATABASE_URL": url,
        "CASEWORK_KEYS": keys,
        "CASEWORK_CLOCK": BEGAN.isoformat(),
        "CASEWORK_AS": "clerk",
        "CASEWORK_MODE": "demo",
    }
    asked("import", "--divisions", divisions)
    asked("list", "--region", NOWHERE)
    began = spent()
    taken = asked("import", ledger)
    imported = spent()
    asked("list", "--region", NOWHERE)
    followed = spent()
    (household,) = asked("list", "--stage", "detected")[:1]
    asked("log", household["id"], "--kind", "visit", "--outcome", "reached", "--command-id", "first")
    before = spent()
    for number in range(FOLLOW_UPS):
        # A day each: the same twice on a day would be asked about (ADR 0029).
        os.environ["CASEWORK_CLOCK"] = (BEGAN + timedelta(days=number + 1)).isoformat()
        asked("log", household["id"], "--kind", "call", "--outcome", "reached", "--command-id", f"call-{number}")
    found = {
        "an import row": (imported - began) / taken["persons"],
        "a page of a follower": (followed - imported) / taken["households"],
        "a follow-up": (spent() - before) / FOLLOW_UPS,
    }
    print(json.dumps(found))


def asked(*words: str) -> Any:
    """The JSON answer of a command of this process."""
    done = CliRunner().invoke(cli(), [*words, "--json"], catch_exceptions=False)
    if done.exit_code:
        raise RuntimeError(f"{words}: {done.stderr}")
    return json.loads(done.stdout or "null")


@cache
def cli() -> Any:
    """The command line, where the program has it."""
    try:
        return import_module("casework.interfaces.cli.main").cli
    except ImportError:
        return import_module("casework.interfaces.cli").cli


def spent() -> float:
    """CPU seconds of this process and of those it has waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main(*sys.argv[1:])
