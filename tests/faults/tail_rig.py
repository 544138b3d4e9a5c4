"""Many writers, some of whom are turned away, and readers who follow: no fact is passed over, none is read twice (R9)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.errors import ConflictError
from casework.application.log.store import Log
from tests.faults.databases import Ground
from tests.faults.nursery import Nursery
from tests.faults.rigs import Report
from tests.support.households.samples import a_group, an_id

WRITERS = 6
READERS = 2


def read_while_writing(ground: Ground, nursery: Nursery, commits: int) -> Report:
    """So many commits of each writer; every reader must see what is stored, once and in order."""
    url = ground.fresh()
    seen, stored = _raced(url, ground.ring, commits, _tail_reader)
    naive, there = _raced(ground.fresh(), ground.ring, commits, _naive_reader)
    return Report(
        faults=stored[-1] - len(stored) if stored else 0,
        checked=len(stored),
        complaints=_against(seen, stored),
        control=_against(naive, there),
    )


Reader = Callable[[Log], Callable[[], list[int]]]


def _tail_reader(log: Log) -> Callable[[], list[int]]:
    tail = log.tail()
    return lambda: [position for position, _ in tail.page(100)]


def _naive_reader(log: Log) -> Callable[[], list[int]]:
    """The control: asks only for what stands after the last position it has seen."""
    after = 0

    def read() -> list[int]:
        nonlocal after
        found = [position for position, _ in log._recorder.select_page(after, 100)]
        after = found[-1] if found else after
        return found

    return read


def _raced(url: str, ring: KeyRing, commits: int, reader: Reader) -> tuple[list[list[int]], list[int]]:
    done = threading.Event()
    with Log.open(url, ring) as log:

        def read(_: int) -> list[int]:
            page, seen = reader(log), list[int]()
            while not done.is_set():
                seen += page()
            while more := page():
                seen += more
            return seen

        def write(writer: int) -> None:
            with Log.open(url, ring) as mine:
                for turn in range(commits):
                    household = an_id(f"{writer}/{turn}")
                    mine.append(a_group(household, key=f"{writer}/{turn}"))
                    if turn % 5 == 0:
                        # The version is taken: the position that this draws is burnt.
                        with suppress(ConflictError):
                            mine.append(a_group(household))

        with ThreadPoolExecutor(WRITERS + READERS) as pool:
            readers = [pool.submit(read, number) for number in range(READERS)]
            list(pool.map(write, range(WRITERS)))
            done.set()
            seen = [future.result(timeout=120) for future in readers]
        stored: list[int] = []
        while page := log._recorder.select_page(stored[-1] if stored else 0, 10_000):
            stored += [position for position, _ in page]
    return seen, stored


def _against(seen: list[list[int]], stored: list[int]) -> list[str]:
    return [
        f"a reader was shown {len(positions)} facts, {len(set(stored) - set(positions))} of {len(stored)} passed over"
        for positions in seen
        if positions != stored
    ]
