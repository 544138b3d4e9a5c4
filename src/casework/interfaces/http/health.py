"""Whether the process lives and can answer, and what it has done so far, for whoever watches the machine."""

from __future__ import annotations

from collections import Counter
from threading import Lock

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from casework.interfaces.http.desk import Desk


class Counts:
    """How many requests were answered how, and how long that took: of no person, account or address."""

    def __init__(self) -> None:
        self._by_status: Counter[int] = Counter()
        self._seconds = 0.0
        self._lock = Lock()

    def count(self, status: int, seconds: float) -> None:
        """One more request was answered."""
        with self._lock:
            self._by_status[status] += 1
            self._seconds += seconds

    def lines(self) -> list[str]:
        """Them in Prometheus' text format."""
        with self._lock:
            by_status, seconds = sorted(self._by_status.items()), self._seconds
        return [
            "# TYPE casework_http_requests_total counter",
            *(f'casework_http_requests_total{{status="{status}"}} {number}' for status, number in by_status),
            "# TYPE casework_http_seconds_total counter",
            f"casework_http_seconds_total {seconds:.6f}",
        ]


def probe_routes(desk: Desk, counts: Counts) -> list[Route]:
    """Liveness, readiness and figures; none of them tells of a household."""

    async def alive(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_: Request) -> Response:
        try:
            behind = await desk.work(lambda: desk.place.casework.log.last_position() - desk.come_to())
        except Exception:
            return JSONResponse({"status": "database"}, 503)
        return JSONResponse({"status": "ok", "behind": behind})

    async def figures(_: Request) -> Response:
        log = desk.place.casework.log
        last, come_to = await desk.work(log.last_position), await desk.work(desk.come_to)
        lines = [
            *counts.lines(),
            "# TYPE casework_log_position gauge",
            f"casework_log_position {last}",
            "# TYPE casework_lists_position gauge",
            f"casework_lists_position {come_to}",
        ]
        return PlainTextResponse("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")

    return [Route("/health", alive), Route("/ready", ready), Route("/metrics", figures)]
