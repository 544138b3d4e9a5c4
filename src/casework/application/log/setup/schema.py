"""Sets a database up once, under a lock, and keeps programs away from a schema that is not theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from casework.application.log.records.addresses import is_sqlite
from casework.application.log.records.errors import (
    KeysError,
    MixedTimeError,
    RecordedTime,
    SchemaNewerError,
    SchemaOutdatedError,
)
from casework.application.log.records.groups import WrappedKeys
from casework.application.log.records.patience import USUAL, Patience
from casework.application.log.setup.schema_sessions import Session, SQLiteSession
from casework.application.log.sqlite import schema as sqlite_schema

SCHEMA_VERSION = len(sqlite_schema.STEPS)
"""The schema of this release, on both databases."""


_LOOK_UPS = "look-ups"


def ensure_schema(
    url: str,
    fingerprint: str | None = None,
    patience: Patience = USUAL,
    *,
    time: RecordedTime | None = None,
) -> str | None:
    """
    An empty database is set up, by one of the processes that come at once; a database of this release is left as it is.

    With a fingerprint, the database belongs to the keys that have it from its first use on; with a `time`, it is
    recorded by that from its first use on. Answers the key-encryption key that the database takes, None before the first
    rotation (ADR 0043).

    Raises:
        MixedTimeError: It was begun under a given clock and this is the real time, or the other way round.
        KeysError: It was filled with other keys: nothing in it could be found or read with these.
        SchemaOutdatedError: It was set up by an earlier release; `migrate` leads it on.
        SchemaNewerError: It was set up by a later release.
        DatabaseUnusableError: It cannot be opened.
    """
    with _session(url, patience) as session:
        found = _version(session)
        if found is None:
            with session.locked():
                found = _version(session)
                if found is None:
                    _lead_on(session, 0)
                    found = SCHEMA_VERSION
        if found < SCHEMA_VERSION:
            raise SchemaOutdatedError(found, SCHEMA_VERSION)
        if found > SCHEMA_VERSION:
            raise SchemaNewerError(found, SCHEMA_VERSION)
        if fingerprint is not None:
            _claim_keys(session, fingerprint)
        if time is not None and (begun := _claimed(session, "time", time)) != time:
            raise MixedTimeError(RecordedTime(begun))
        return session.setting("kek")


def migrate(url: str) -> int:
    """
    The database has this release's schema afterwards; returns the one it had (0 for an empty one).

    Raises:
        SchemaNewerError: It was set up by a later release; nothing was changed.
        DatabaseUnusableError: It cannot be opened.
    """
    with _session(url) as session, session.locked():
        found = _version(session) or 0
        if found > SCHEMA_VERSION:
            raise SchemaNewerError(found, SCHEMA_VERSION)
        _lead_on(session, found)
        return found


def schema_of(url: str) -> int | None:
    """The schema that the database has; None for an empty one. Raises DatabaseUnusableError when it cannot be opened."""
    with _session(url) as session:
        return _version(session)


def stored_keys(url: str) -> tuple[Sequence[WrappedKeys], str | None]:
    """How many data keys each key-encryption key wraps, and the fingerprint of the keys the database was filled with."""
    with _session(url) as session:
        return session.wrapped_keys(), session.setting("keys")


def ensure_tables_beside(url: str, name: str, tables: Sequence[str], patience: Patience = USUAL) -> None:
    """
    The tables that these statements make stand beside the log; of several processes that come at once one makes them.

    They belong to nobody's schema: neither a rebuild of the read models nor leading the log on touches them.
    """
    with _session(url, patience) as session:
        if session.setting(name) is None:
            with session.locked():
                if session.setting(name) is None:
                    session.make(tables)
                    session.set(name, "1")


def kek_in_use(url: str, patience: Patience = USUAL) -> str | None:
    """The key-encryption key that the database takes; None before the first rotation."""
    with _session(url, patience) as session:
        return session.setting("kek")


@contextmanager
def locked_session(url: str) -> Iterator[Session]:
    """A transaction on the database that only one process is in; what was done in it stays, or nothing of it."""
    with _session(url) as session, session.locked():
        yield session


def look_ups_are_filled(url: str, form: str) -> bool:
    """Whether persons can be looked up by spellings folded in this form."""
    with _session(url) as session:
        return session.setting(_LOOK_UPS) == form


def look_ups_were_filled(url: str, form: str) -> None:
    """Remember that persons can be looked up by spellings folded in this form."""
    with _session(url) as session, session.locked():
        session.set(_LOOK_UPS, form)


@contextmanager
def _session(url: str, patience: Patience = USUAL) -> Iterator[Session]:
    session = SQLiteSession(url, patience) if is_sqlite(url) else _postgres_session(url, patience)
    try:
        yield session
    finally:
        session.close()


def _postgres_session(url: str, patience: Patience) -> Session:
    # Its driver is a third of what starting on a SQLite file would cost.
    from casework.application.log.postgres.schema_session import PostgresSession

    return PostgresSession(url, patience)


def _version(session: Session) -> int | None:
    found = session.setting("schema")
    return None if found is None else int(found)


def _lead_on(session: Session, found: int) -> None:
    for step in range(found, SCHEMA_VERSION):
        session.run(step)
    session.set("schema", str(SCHEMA_VERSION))


def _claim_keys(session: Session, fingerprint: str) -> None:
    if _claimed(session, "keys", fingerprint) != fingerprint:
        raise KeysError(
            zh="密钥文件与该数据库不匹配：数据库是用另一套密钥建立的",
            en="The key file does not belong to this database, which was filled with other keys",
        )


def _claimed(session: Session, name: str, value: str) -> str:
    """What the database remembers under the name; the value, from now on, when it remembers nothing yet."""
    owner = session.setting(name)
    if owner is None:
        with session.locked():
            owner = session.setting(name) or value
            session.set(name, owner)
    return owner
