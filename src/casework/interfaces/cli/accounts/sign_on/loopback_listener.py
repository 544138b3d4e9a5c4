"""Where the browser comes back to after a sign-on that was begun in a terminal: an address of this machine alone (RFC 8252)."""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from threading import Thread
from types import TracebackType
from typing import Final, Self
from urllib.parse import parse_qs, urlsplit

from casework.application.authentication.sign_on.code_flow import Returned
from casework.domain.errors import RefusedError

_PATH: Final = "/callback"
_HOST: Final = "127.0.0.1"
_NAMES: Final = ("state", "code", "iss", "error")
_FIELDS: Final = 16
_SLOWEST_SECONDS: Final = 5
_BACK = "请回到终端查看结果，此页可以关闭 Go back to the terminal; this page can be closed"
_UNKNOWN = "不是正在等待的登录 Not the sign-on that is waited for"
_HEADERS = {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'",
}


class SignOnTimeoutError(RefusedError):
    """Nobody came back from the provider in time."""

    def __init__(self, seconds: int) -> None:
        self.zh = f"{seconds}秒内没有从统一身份认证返回：未登录，请重新开始（--seconds 可延长）"
        self.en = f"Nobody came back from the unified sign-on within {seconds} seconds: nobody was signed in; begin again (--seconds)"


class PortTakenError(RefusedError):
    """The port at which the browser would come back cannot be listened on."""

    def __init__(self, port: int) -> None:
        self.zh = f"本机端口{port}不能使用，请另选（--port）"
        self.en = f"Port {port} of this machine cannot be used: take another one (--port)"


class LoopbackListener:
    """Listens while the block lasts, for one answer; whatever else is asked there changes nothing. Port 0: any free one."""

    def __init__(self, port: int = 0) -> None:
        self._came: Queue[Returned] = Queue()
        self._state = ""
        try:
            self._server = ThreadingHTTPServer((_HOST, port), self._handler())
        except OSError:
            raise PortTakenError(port) from None
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self) -> Self:
        """Begin to listen at the address."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Listen no more, and leave the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """Where the browser is to come back to."""
        return f"http://{_HOST}:{self._server.server_address[1]}{_PATH}"

    def wait(self, state: str, seconds: int, tell: Callable[[str, str], None]) -> Returned:
        """With what the browser comes back that has this state; raises SignOnTimeoutError."""
        self._state = state
        give_up_at = time.monotonic() + seconds
        while (left := give_up_at - time.monotonic()) > 0:
            tell(
                f"等待统一身份认证，还有{left:.0f}秒（Ctrl-C 取消）",
                f"Waiting for the sign-on, {left:.0f} s left (Ctrl-C stops)",
            )
            with suppress(Empty):
                return self._came.get(timeout=min(1.0, left))
        raise SignOnTimeoutError(seconds)

    def _taken(self, target: str) -> bool:
        """Whether this is the answer that is waited for; it is handed over then."""
        parts = urlsplit(target)
        if parts.path != _PATH:
            return False
        fields = parse_qs(parts.query, max_num_fields=_FIELDS)
        back = Returned(**{name: fields[name][0] for name in _NAMES if name in fields})
        if not (self._state and hmac.compare_digest(self._state.encode(), back.state.encode(errors="replace"))):
            return False
        self._came.put(back)
        return True

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        listener = self

        class LoopbackRequest(BaseHTTPRequestHandler):
            """Answers with one sentence, and writes no line: the address holds a code."""

            timeout = _SLOWEST_SECONDS

            def do_GET(self) -> None:
                """Somebody opened an address here."""
                try:
                    taken = listener._taken(self.path)
                except ValueError:
                    taken = False
                content = (_BACK if taken else _UNKNOWN).encode()
                self.send_response(200 if taken else 400)
                for name, said in _HEADERS.items():
                    self.send_header(name, said)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *arguments: object) -> None:
                """Say nothing, for an address holds a code."""

        return LoopbackRequest
