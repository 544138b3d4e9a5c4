"""One command in a process of its own, which may be killed at any call: `URL KEYS HOUSEHOLD JOURNAL`."""

from __future__ import annotations

import logging
import sys
from contextlib import closing
from pathlib import Path

import structlog

from tests.faults.driver import at_work, write_once
from tests.faults.journal import Journal, lines_of, unresolved
from tests.support.installations.installations import MONDAY

ACTOR = "li.na"


def main(url: str, keys: str, household: str, journal: str) -> None:
    """Send the command that was under way when an earlier process was killed, or a new one."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    earlier = lines_of(Path(journal))
    waiting = unresolved(earlier, ACTOR)
    with at_work(url, keys, MONDAY.isoformat()) as office, closing(Journal(Path(journal))) as said:
        write_once(office, said, ACTOR, waiting.key if waiting else f"command-{len(earlier)}", household, None)


if __name__ == "__main__":
    main(*sys.argv[1:])
