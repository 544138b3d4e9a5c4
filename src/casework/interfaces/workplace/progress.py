"""How far long work has come, told on stderr to whoever waits at a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext

from rich.status import Status

from casework.interfaces.workplace.console import console
from casework.interfaces.workplace.invocation import Asked

Tell = Callable[[str, str], None]
"""Says in Chinese and in English how far the work has come."""

ProgressLine = Callable[[], AbstractContextManager[Tell]]
"""Makes the line for one piece of work."""

SHOWN_AFTER_SECONDS = 0.5
"""Work that is done sooner says nothing."""


def no_progress_line() -> AbstractContextManager[Tell]:
    """Nobody is told anything."""
    return nullcontext(lambda zh, en: None)


@contextmanager
def progress_line(asked: Asked) -> Iterator[Tell]:
    """
    A line that says how far the work within has come, and goes when it is done.

    Nothing is shown where stderr is no terminal, or where the answer is asked for as JSON.
    """
    screen = console(stderr=True)
    if asked.json or not screen.is_terminal:
        yield lambda zh, en: None
        return
    began, line = time.monotonic(), Status("…", console=screen)
    with ExitStack() as shown:

        def tell(zh: str, en: str) -> None:
            if time.monotonic() - began < SHOWN_AFTER_SECONDS:
                return
            line.update(asked.language.say(zh, en))
            shown.enter_context(line)

        yield tell
