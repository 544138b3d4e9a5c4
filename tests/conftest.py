"""Databases for the tests: a fresh one each, on SQLite and on a real PostgreSQL."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql

from tests.postgres_server import URL_VARIABLE, PostgresServer, running_postgres

if TYPE_CHECKING:
    from tests.support.sign_on.provider import Provider

# Their failing then-steps show what differs, as assertions in the tests themselves do; several folders import them.
pytest.register_assert_rewrite("tests.support.households.stories", "tests.support.households.deadline_stories")

DATABASES = ("sqlite", "postgresql")

# Rows and files make an example slow on a busy machine; a deadline would report the machine, not the rule.
settings.register_profile(
    "default", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", settings.get_profile("default"), derandomize=False)
settings.register_profile("long", settings.get_profile("search"), max_examples=2000)
settings.load_profile(os.environ.get("CASEWORK_TEST_PROFILE", "default"))

_left_running: list[PostgresServer] = []


@pytest.fixture(scope="session")
def postgres_server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The superuser URL of one PostgreSQL for the whole run, shared by all its workers; started at first use."""
    if "PYTEST_XDIST_WORKER" not in os.environ or URL_VARIABLE in os.environ:
        with running_postgres() as url:
            yield url
        return
    shared = tmp_path_factory.getbasetemp().parent / "postgres-url"
    with shared.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            # Other workers may need it longer than this one: it goes when the process that started them all ends.
            server = PostgresServer(owner=os.getppid())
            server.leave_running()
            _left_running.append(server)
            shared.touch(mode=0o600)
            shared.write_text(server.url)
    yield shared.read_text()


@pytest.fixture
def postgres_url(postgres_server_url: str) -> Iterator[str]:
    """The URL of a fresh, empty PostgreSQL database; gone after the test with whoever is still connected."""
    with fresh_postgres(postgres_server_url) as url:
        yield url


@contextmanager
def fresh_postgres(server_url: str, *, like: str = "") -> Iterator[str]:
    """The URL of a database of this server, for as long as it is held: empty, or a copy of one that nobody is connected to."""
    name = f"casework_test_{secrets.token_hex(6)}"
    parts = urlsplit(server_url)
    template = urlsplit(like).path.lstrip("/") or "template0"
    _run(server_url, sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'"), name, template)
    try:
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        _run(server_url, sql.SQL("DROP DATABASE {} WITH (FORCE)"), name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'casework.sqlite'}"


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, empty database, once on each kind: the same scenario holds on both."""
    url: str = request.getfixturevalue(f"{'sqlite' if request.param == 'sqlite' else 'postgres'}_url")
    return url


@pytest.fixture(scope="session")
def sign_on_provider() -> "Iterator[Provider]":
    """A real unified sign-on on loopback, one for each process that runs tests; started at first use."""
    from tests.support.sign_on.provider import running_provider

    with running_provider() as provider:
        yield provider


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what passing tests want somebody to look at, from every worker."""
    for report in terminalreporter.getreports("passed"):
        for text in (value for name, value in report.user_properties if name == "notice"):
            terminalreporter.write_line(f"notice: {text}")


def _run(url: str, statement: sql.SQL, *databases: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.format(*map(sql.Identifier, databases)))
