"""What the process that reads a ledger costs: its memory while it runs, its computing when it has ended."""

from __future__ import annotations

import resource
from contextlib import suppress
from functools import cache
from threading import Event, Thread

import psutil


def _with_its_own(child: psutil.Process) -> int:
    """The bytes of memory that a process and those it began use."""
    used = 0
    with suppress(psutil.Error):  # it ended between two questions
        if child.cmdline() == _own_words():  # begun and not yet a program of its own: what it holds is this process's
            return 0
        for process in (child, *child.children(recursive=True)):
            used += process.memory_info().rss
    return used


@cache
def _own_words() -> list[str]:
    words: list[str] = psutil.Process().cmdline()
    return words


class PeakMemory:
    """
    The most memory that the processes begun in the block used together while it ran.

    The database server of other tests may be a child of this process too; it is not counted.
    """

    def __enter__(self) -> PeakMemory:
        self.megabytes = 0
        self._others = {child.pid for child in psutil.Process().children()}
        self._over = Event()
        self._watch = Thread(target=self._watching)
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watch.join()

    def _watching(self) -> None:
        process = psutil.Process()
        while not self._over.wait(0.01):
            begun = [child for child in process.children() if child.pid not in self._others]
            self.megabytes = max(self.megabytes, sum(map(_with_its_own, begun)) >> 20)


def processor_seconds_of_children() -> float:
    """What the processes begun here and ended by now have computed; a busy machine makes it no longer."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
