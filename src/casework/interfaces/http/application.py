"""The application that a web server runs: every endpoint at its address, and what holds for all of them."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus
from typing import Final

import msgspec
import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from casework.domain.labels import Label
from casework.interfaces.http.description import description
from casework.interfaces.http.desk import Desk
from casework.interfaces.http.endpoints.commands import command_endpoints
from casework.interfaces.http.endpoints.households import household_endpoints
from casework.interfaces.http.endpoints.listings import list_endpoints
from casework.interfaces.http.endpoints.sessions import session_endpoints
from casework.interfaces.http.exchange import Endpoint, Incoming, Outgoing
from casework.interfaces.http.health import Counts, probe_routes
from casework.interfaces.http.limits import Rates, body_of
from casework.interfaces.http.problems import answer_to, problem, status_of

logger = structlog.get_logger("casework")

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer carries: it is kept nowhere, and no page shows it as anything but data."""

FAULT: Final = 500


def endpoints() -> tuple[Endpoint, ...]:
    """Everything that may be asked for, longer addresses before those that they begin with."""
    found = [*session_endpoints(), *command_endpoints(), *list_endpoints(), *household_endpoints()]
    return tuple(sorted(found, key=lambda each: each.path.endswith("{household}")))


def web_application(desk: Desk) -> Starlette:
    """The application over one installation."""
    rates, counts, all_of_them = Rates(), Counts(), endpoints()
    document = msgspec.json.encode(description(all_of_them))
    routes = [
        Route(
            each.path.replace("{household}", "{household:path}"),
            _answering(partial(_answer, desk, rates, each), counts),
            methods=[each.method],
        )
        for each in all_of_them
    ]

    async def described(_: Request) -> Response:
        return Response(document, media_type="application/json", headers=HEADERS)

    return Starlette(
        routes=[Route("/api/openapi.json", described), *probe_routes(desk, counts), *routes],
        exception_handlers={HTTPException: _no_such_address},
    )


def _answering(
    answer: Callable[[Request], Awaitable[Outgoing]], counts: Counts
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint of the library: whatever is raised becomes a problem, and nothing of it is told but its kind."""

    async def run(request: Request) -> Response:
        began = time.perf_counter()
        try:
            outgoing = await answer(request)
        except ClientDisconnect:
            outgoing = problem_of_leaving()
        except Exception as error:
            if status_of(error) >= FAULT:
                logger.exception("http.failed", kind=type(error).__name__)
            outgoing = answer_to(error)
        counts.count(outgoing.status, time.perf_counter() - began)
        return response(outgoing)

    return run


def problem_of_leaving() -> Outgoing:
    """Whoever asked has gone: nobody reads this."""
    return problem_of_status(400, "left", Label("请求未发完", "The request broke off"))


def problem_of_status(status: int, code: str, said: Label) -> Outgoing:
    """A problem of the way in itself."""
    return problem(HTTPStatus(status), code, said)


async def _answer(desk: Desk, rates: Rates, endpoint: Endpoint, request: Request) -> Outgoing:
    source = request.client.host if request.client else ""
    rates.take(request.headers.get("authorization") or source)
    incoming = Incoming(
        path=dict(request.path_params),
        query=dict(request.query_params),
        headers=dict(request.headers),
        body=await body_of(request) if endpoint.body is not None else b"",
        source=source,
    )
    await desk.wait_for(incoming)
    return await desk.work(partial(endpoint.handle, desk, incoming))


def response(outgoing: Outgoing) -> Response:
    """The answer as it is sent."""
    content = msgspec.json.encode(outgoing.content)
    return Response(content, outgoing.status, {**HEADERS, **outgoing.headers}, media_type=outgoing.media)


async def _no_such_address(_: Request, error: Exception) -> Response:
    """An address that is none, or a method that it does not have, with what it has."""
    assert isinstance(error, HTTPException)
    said = Label("没有这个地址", "There is no such address") if error.status_code != 405 else _METHOD
    answer = response(problem_of_status(error.status_code, "address", said))
    answer.headers.update(error.headers or {})
    return answer


_METHOD: Final = Label("该地址不支持这种请求方法", "The address has no such method")
