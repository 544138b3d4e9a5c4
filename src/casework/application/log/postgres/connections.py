"""Connections to PostgreSQL as the log needs them: they notice a dead line and never wait for ever."""

from __future__ import annotations

from eventsourcing.postgres import PostgresFactory
from eventsourcing.utils import Environment, EnvType
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import ProgrammingError

from casework.application.log.records.addresses import LOG_URL
from casework.application.log.records.errors import DatabaseUnusableError

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

SESSION = "-c lock_timeout=5s -c statement_timeout=10s -c TimeZone=UTC"
_NAMED = {
    "dbname": "POSTGRES_DBNAME",
    "host": "POSTGRES_HOST",
    "port": "POSTGRES_PORT",
    "user": "POSTGRES_USER",
    "password": "POSTGRES_PASSWORD",
}
_ALWAYS = {
    "POSTGRES_CONNECT_TIMEOUT": "3",  # how long the pool looks for a connection
    "POSTGRES_IDLE_IN_TRANSACTION_SESSION_TIMEOUT": "5",
    "POSTGRES_LOCK_TIMEOUT": "5",
    "POSTGRES_POOL_SIZE": "1",
    "POSTGRES_MAX_OVERFLOW": "14",
    "POSTGRES_SCHEMA": "public",
    "POSTGRES_ENABLE_DB_FUNCTIONS": "n",  # inserts without an order that readers can trust (ADR 0004)
}


class PostgresLogFactory(PostgresFactory):
    """The library's factory, named by PERSISTENCE_MODULE, for the URL in LOG_URL."""

    def __init__(self, env: Environment | EnvType | None) -> None:
        given = dict(env or {})
        parameters = postgres_parameters(given[LOG_URL])
        named = {setting: parameters.pop(name, "") for name, setting in _NAMED.items()}
        super().__init__(Environment("", {**given, **named, **_ALWAYS}))
        options = " ".join(filter(None, (SESSION, parameters.pop("options", ""))))
        pool = self.datastore.pool
        pool.kwargs = {**_plain(pool.kwargs), **LIMITS, **parameters, "options": options}


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


def _plain(kwargs: object) -> dict[str, object]:
    # An empty value would override libpq's own default, the service file or PGPASSFILE.
    if not isinstance(kwargs, dict):
        raise TypeError("the library's pool keeps its connection parameters in a dictionary")
    return {name: value for name, value in kwargs.items() if value != ""}
