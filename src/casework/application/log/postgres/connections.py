"""Connections to PostgreSQL as the log needs them: they notice a dead line, never wait for ever, and leave no trace."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, cast

from eventsourcing.postgres import PostgresDatastore, PostgresFactory
from eventsourcing.utils import Environment, EnvType
from psycopg import Connection, OperationalError
from psycopg.abc import RV, PQGen
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import ProgrammingError
from psycopg.rows import dict_row
from psycopg.sql import SQL, Composed

from casework.application.log.records.addresses import LOG_URL
from casework.application.log.records.errors import DatabaseUnusableError
from casework.application.log.records.patience import LOG_PATIENCE, Patience, time_left

LIMITS: dict[str, str] = {
    "connect_timeout": "2",
    "keepalives": "1",
    "keepalives_idle": "2",
    "keepalives_interval": "1",
    "keepalives_count": "3",
    "tcp_user_timeout": "5000",
    "application_name": "casework-log",
}
"""What the library has no setting for; a parameter of the URL goes first."""

_CANCELS = 2 / 15
"""So large a part of the time for an answer is spent on calling off what did not answer."""

_SHORTEST = 0.05
"""A statement that begins at the very end of the time has these seconds."""

_NOT_USED = dict.fromkeys(("POSTGRES_DBNAME", "POSTGRES_HOST", "POSTGRES_USER", "POSTGRES_PASSWORD"), "-")
"""The library's factory asks for them; the URL says it all."""


class NoAnswerError(OperationalError):
    """The database did not answer in time; the connection was given up."""


class PatientConnection(Connection[Any]):
    """
    A connection that never waits for ever, and that may lead through PgBouncer in transaction mode.

    So it has no prepared statements and sets nothing for a session: whoever begins a transaction sets `limits_of` it.
    An answer that takes longer than `patience` seconds (None: however long) ends the connection, whether a lock or the
    line is to blame; what it asked for is cancelled where that is possible.
    """

    patience: float | None = None

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """As the driver does, for so long as `patience` and the time limit of the command allow."""
        if timeout is not None or self.patience is None:
            return super().wait(gen, interval, timeout)
        began, longest = time.monotonic(), max(time_left(self.patience), _SHORTEST)
        try:
            return super().wait(gen, interval, longest)
        except OperationalError as error:
            if time.monotonic() - began >= longest and not self.closed:
                self._try_cancel(timeout=max(time_left(self.patience * _CANCELS), _SHORTEST))
                self.pgconn.finish()
                raise NoAnswerError(f"no answer within {longest:g} seconds") from error
            raise


def limits_of(patience: Patience, given: str = "") -> Composed:
    """The statement that limits a transaction; `given` are the URL's own options, which go first."""
    limits = {
        "lock_timeout": patience.lock_seconds,
        "statement_timeout": patience.answer_seconds,
        "idle_in_transaction_session_timeout": patience.lock_seconds,
    }
    return _set({name: seconds for name, seconds in limits.items() if name not in given})


def lock_limit(seconds: float) -> Composed:
    """The statement by which a transaction waits so long for each lock, and takes all the time it needs otherwise."""
    return _set({"lock_timeout": seconds})


def _set(limits: Mapping[str, float]) -> Composed:
    settings = (
        SQL("set_config({}, {}, true)").format(name, f"{seconds * 1000:.0f}ms") for name, seconds in limits.items()
    )
    return SQL("SELECT {}").format(SQL(", ").join(settings))


class LogDatastore(PostgresDatastore):
    """The library's datastore over such connections."""

    def __init__(self, parameters: Mapping[str, str], patience: Patience) -> None:
        self._patience = patience
        self.limits = limits_of(patience, parameters.get("options", ""))
        super().__init__("", "", "", "", "", connect_timeout=patience.connect_seconds, pool_size=1, max_overflow=14)
        self.pool.connection_class = PatientConnection
        # The pool tries again at ever longer intervals; soon given up, it tries anew with the next caller.
        self.pool.reconnect_timeout = patience.connect_seconds
        self.pool.kwargs = {
            **LIMITS,
            "prepare_threshold": None,
            "row_factory": dict_row,
            **parameters,
        }

    def after_connect_func(self) -> Callable[[Connection[Any]], None]:
        """Each statement is a transaction of its own; nothing is set for the session."""
        seconds = self._patience.answer_seconds

        def after_connect(connection: Connection[Any]) -> None:
            connection.autocommit = True
            cast("PatientConnection", connection).patience = seconds

        return after_connect


class PostgresLogFactory(PostgresFactory):
    """The library's factory, named by PERSISTENCE_MODULE, for the URL in LOG_URL."""

    def __init__(self, env: Environment | EnvType | None) -> None:
        given = dict(env or {})
        super().__init__(Environment("", {**_NOT_USED, **given}))
        self.datastore.close()
        patience = Patience(seconds=float(given[LOG_PATIENCE]))
        self.datastore = LogDatastore(postgres_parameters(given[LOG_URL]), patience)


def postgres_parameters(url: str) -> dict[str, str]:
    """
    The URL taken apart into libpq's parameters.

    Raises:
        DatabaseUnusableError: It cannot be read; the sentence does not repeat it, because it may hold a password.
    """
    try:
        return {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except ProgrammingError:
        raise DatabaseUnusableError(zh="PostgreSQL 地址格式不正确", en="The PostgreSQL URL cannot be read") from None
