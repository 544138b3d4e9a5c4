"""One explanation against one reading of the household's history: the facts read and decoded, nothing more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from uuid import UUID

from benchmarks.county import fill
from benchmarks.grounds import drop
from benchmarks.measuring import Figure, medians, stopwatch
from casework.application.inquiries.explanation import explain_entries
from casework.interfaces.wording.deadline_sentence import in_words
from tests.faults.databases import Ground
from tests.support.installations.installations import MONDAY, Office, open_office

HOUSEHOLDS = 200
STREAM = 20


def explaining(ground: Ground) -> Iterator[Figure]:
    """The overdue verification of households with about twenty facts, sentence and day table included (p50)."""
    url = ground.fresh()
    with open_office(url, ground.ring, MONDAY) as office:
        ids = fill(office, HOUSEHOLDS, follow_ups=STREAM - 3)
        found = medians({"explain": lambda: _explained(office, ids), "read": lambda: _read(office, ids)})
    drop(url)
    yield Figure(
        name=f"one explain, {STREAM} facts, p50",
        database=ground.kind,
        ratio=found["explain"] / found["read"],
        goal=20.0,
        wanted="at most",
        detail=f"{found['explain'] * 1e3:.2f} ms, reading the history {found['read'] * 1e3:.2f} ms",
    )


def _explained(office: Office, ids: Sequence[UUID]) -> float:
    seconds, casework = [], office.casework
    for household in ids:
        with stopwatch() as watch:
            entries, book = casework.log.entries(household), casework.books.current()
            in_words(explain_entries(casework, entries, book, "verify", None, now=casework.clock.now()))
        seconds.append(watch())
    return median(seconds)


def _read(office: Office, ids: Sequence[UUID]) -> float:
    seconds = []
    for household in ids:
        with stopwatch() as watch:
            office.log.entries(household)
        seconds.append(watch())
    return median(seconds)
