"""The server as a process: where it listens, alone or beside follower and scheduler, and how it ends."""

from __future__ import annotations

import http.client
import json
import re
import socket
from typing import Any

import pytest

from tests.interfaces.cli.operating.test_service import end, running
from tests.support.installations.command_line import CommandLine

FREE = "127.0.0.1:0"


def read(address: str, path: str) -> tuple[int, Any]:
    """What stands at a path of a running server."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, json.loads(text) if "json" in answer.headers["content-type"] else text.decode()


def greeted(process: Any) -> str:
    """The address that a process says at its start; blank where it says none."""
    said = ""
    for line in process.stdout:
        said += line
        if "--help" in line:
            break
    found = re.search(r"http://[\w.:]+", said)
    return found[0] if found else ""


@pytest.mark.parametrize("only", [(), ("--only", "web")])
def test_it_listens_where_it_is_told_and_ends_in_time(any_counter: CommandLine, only: tuple[str, ...]) -> None:
    """Alive, ready and described; SIGTERM ends it within five seconds, with nothing on stderr."""
    with running(any_counter, "serve", *only, CASEWORK_HTTP=FREE) as process:
        address = greeted(process)
        assert address.startswith("http://127.0.0.1:")
        assert read(address, "/health") == (200, {"status": "ok"})
        assert read(address, "/ready")[0] == 200
        assert read(address, "/api/openapi.json")[1]["openapi"] == "3.1.0"
        assert "casework_log_position" in read(address, "/metrics")[1]
        assert read(address, "/api/lists/list")[0] == 401
        seconds, said = end(process)
    assert (process.returncode, said) == (0, "")
    assert seconds < 5


def test_it_need_not_listen(command_line: CommandLine) -> None:
    """With `off` nowhere, and a part alone only where that is the web."""
    for words, variables in ((("serve",), {"CASEWORK_HTTP": "off"}), (("serve", "--only", "schedule"), {})):
        with running(command_line, *words, **variables) as process:
            assert greeted(process) == ""
            end(process)
        assert process.returncode == 0


def test_an_address_that_is_taken_or_none_is_said(command_line: CommandLine) -> None:
    """In a sentence, and nothing goes on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = command_line.run("serve", CASEWORK_HTTP=f"127.0.0.1:{port}")
    assert (result.exit_code, result.stdout) == (3, "")
    assert f"127.0.0.1 的 {port} 端口" in result.stderr
    for odd in ("8420", "localhost:", "localhost:99999", ":x"):
        result = command_line.run("serve", CASEWORK_HTTP=odd)
        assert (result.exit_code, result.stdout) == (2, ""), odd
