"""The library's application over the log's own mapper and recorders."""

from __future__ import annotations

from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.utils import Environment, EnvType

from casework.application.log.records.addresses import LOG_URL, is_sqlite, sqlite_path
from casework.application.log.records.patience import LOG_PATIENCE, USUAL, Patience

_PACKAGE = "casework.application.log"


class FactStore(Application[UUID]):
    """
    The library's application: its repository loads households, its event store appends facts.

    It is configured by its arguments alone: a setting that happens to stand in the process's environment is not read.
    """

    def __init__(self, url: str, patience: Patience = USUAL) -> None:
        super().__init__(_settings(url, patience))

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """The settings given, under no name, so that tables are called alike on both databases."""
        return Environment("", env)


def _settings(url: str, patience: Patience) -> dict[str, str]:
    common = {
        "MAPPER_TOPIC": f"{_PACKAGE}.encoding.mapper:FactMapper",
        "CREATE_TABLE": "n",
        LOG_PATIENCE: str(patience.seconds),
    }
    if is_sqlite(url):
        return {
            **common,
            "PERSISTENCE_MODULE": f"{_PACKAGE}.sqlite.connections:SQLiteLogFactory",
            "APPLICATION_RECORDER_TOPIC": f"{_PACKAGE}.sqlite.recorder:SQLiteLogRecorder",
            "SQLITE_DBNAME": str(sqlite_path(url)),
        }
    return {
        **common,
        "PERSISTENCE_MODULE": f"{_PACKAGE}.postgres.connections:PostgresLogFactory",
        "APPLICATION_RECORDER_TOPIC": f"{_PACKAGE}.postgres.recorder:PostgresLogRecorder",
        LOG_URL: url,
    }
