"""A process that follows or rebuilds until it is killed; run as `python -m`, it says after each page how far it is."""

from __future__ import annotations

import sys
from pathlib import Path

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.store import Log
from casework.application.writing.rule_books import RuleBooks
from projections.following import recomputation
from projections.following.catch_up import make_current
from projections.following.follower import Follower, OvertakenError
from projections.following.rebuild import rebuild
from projections.storage.engine import read_engine
from tests.support.households.life_stories import KEY, RULES


def main(url: str, keys: str, work: str) -> None:
    """Follow in pages of three facts, or two households where rules change, or rebuild over and over."""
    engine = read_engine(url)
    recomputation.HOUSEHOLDS = 2
    with Log.open(url, KeyRing.load(Path(keys))) as log:
        books = RuleBooks(log, KEY, RULES)
        while work == "rebuild":
            say(rebuild(log, engine, books, progress=lambda done, of: say(done)))
        make_current(log, engine, books)
        follower = Follower(log, engine, books)
        while True:
            try:
                follower.step(3)
            except OvertakenError:
                continue
            say(follower.position.at)


def say(position: int) -> None:
    """One line, at once."""
    sys.stdout.write(f"{position}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
