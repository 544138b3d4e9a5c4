"""What every request works with: the workplace, who may come, a few threads, and how far the lists have come."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from casework.application.authentication.sessions import Sessions
from casework.application.authentication.sign_in import SignIn
from casework.domain.errors import RefusedError
from casework.domain.labels import Label
from casework.interfaces.http.exchange import Incoming, NotAsDescribedError
from casework.interfaces.workplace.bootstrap import Workplace
from projections.storage.engine import reading
from projections.storage.position import position_of

THREADS: Final = 12
"""The log has 15 connections: whoever follows and sweeps in the same process needs some as well."""

WAIT_SECONDS: Final = 2.0
_LOOK_SECONDS: Final = 0.01

T = TypeVar("T")


class NotYetError(RefusedError):
    """The lists have not come to the position that somebody waits for."""

    zh = "清单尚未更新到所等的序号，请稍后再查"
    en = "The lists have not come to that position yet; ask again shortly"


class Desk:
    """One installation as the HTTP interface serves it; safe for many requests at once."""

    def __init__(self, place: Workplace, *, threads: int = THREADS) -> None:
        self.place = place
        self.news = threading.Event()
        """Set after something was recorded here, so that a follower in the same process looks at once."""
        self.sessions = Sessions(place.casework, place.settings.database, place.settings.sessions)
        self.sign_in = SignIn(place.casework, place.settings.database)
        self._engine = place.reading.engine
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="http")

    async def work(self, do: Callable[[], T]) -> T:
        """What a thread does meanwhile, as soon as one is free."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, do)

    async def wait_for(self, incoming: Incoming) -> None:
        """Wait until the lists have come to the position that is asked for. Raises NotYetError after two seconds."""
        said = incoming.query.get("wait_for")
        if said is None:
            return
        if not (said.isascii() and said.isdigit()):
            raise NotAsDescribedError(Label("wait_for 应为序号", "wait_for is a position"))
        until = time.monotonic() + WAIT_SECONDS
        while await self.work(self.come_to) < int(said):
            if time.monotonic() > until:
                raise NotYetError
            await asyncio.sleep(_LOOK_SECONDS)

    def come_to(self) -> int:
        """The position that the lists are complete up to."""
        with reading(self._engine) as connection:
            return position_of(connection).at

    def close(self) -> None:
        """No thread begins anything any more; what is under way is ended first."""
        self._pool.shutdown(wait=True)
