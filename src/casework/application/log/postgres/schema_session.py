"""A connection to PostgreSQL on which the schema is looked at and changed, one process at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import psycopg

from casework.application.log.postgres import schema as postgres_schema
from casework.application.log.postgres.connections import PatientConnection, lock_limit
from casework.application.log.records.errors import DatabaseUnusableError
from casework.application.log.records.groups import KeyRow, WrappedKeys
from casework.application.log.records.patience import Patience

_CONNECT_SECONDS = 5
_COUNT_KEYS = """
    SELECT kek, count(*) FILTER (WHERE subject = 'household'), count(*) FILTER (WHERE subject <> 'household')
    FROM public.data_keys GROUP BY kek ORDER BY kek
"""
_WRAPPED_BY_OTHERS = "SELECT household, subject, key_id, kek, wrapped FROM public.data_keys WHERE kek <> %s LIMIT %s"
_REWRAP = """
    UPDATE public.data_keys SET kek = n.kek, wrapped = n.wrapped
    FROM unnest(%s::text[], %s::bytea[], %s::uuid[], %s::text[]) AS n (kek, wrapped, household, subject)
    WHERE data_keys.household = n.household AND data_keys.subject = n.subject
"""
_REWRAPPED_AT_ONCE = 10_000
_LOCK = 0x63617365  # "case": any number that nobody else takes an advisory lock on


class PostgresSession:
    """A connection to a PostgreSQL database."""

    def __init__(self, url: str, patience: Patience) -> None:
        self._patience = patience
        try:
            self._connection = PatientConnection.connect(
                url, autocommit=True, connect_timeout=_CONNECT_SECONDS, prepare_threshold=None
            )
            self._connection.patience = patience.answer_seconds
        except psycopg.Error as error:
            reason = str(error).splitlines()[0]
            raise DatabaseUnusableError(
                zh=f"无法连接 PostgreSQL：{reason}", en=f"PostgreSQL cannot be reached: {reason}"
            ) from None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """A transaction behind an advisory lock."""
        with self._connection.transaction():
            # No limit on the statements: leading a large database on may take its time.
            self._connection.patience = None
            self._connection.execute(lock_limit(self._patience.answer_seconds))
            self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            yield

    def setting(self, name: str) -> str | None:
        """A remembered value; None when there is none, or no table for it yet."""
        # Not to_regclass: under the lock it may still answer from a cache filled before (seen with eight processes).
        exists = self._connection.execute(
            "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = 'public' AND tablename = 'log_settings'"
        ).fetchone()
        if exists is None:
            return None
        row = self._connection.execute("SELECT value FROM public.log_settings WHERE name = %s", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, name: str, value: str) -> None:
        """Remember a value, in a locked transaction."""
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS public.log_settings (name text PRIMARY KEY, value text NOT NULL)"
        )
        statement = (
            "INSERT INTO public.log_settings VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        )
        self._connection.execute(statement, (name, value))

    def run(self, step: int) -> None:
        """Lead the schema from `step` to the next, in a locked transaction."""
        for statement in postgres_schema.STEPS[step]:
            self._connection.execute(statement)

    def make(self, tables: Sequence[str]) -> None:
        """Run the statements that make tables beside the log, in a locked transaction."""
        for statement in tables:
            self._connection.execute(statement.replace("main.", "public.").encode())

    def wrapped_keys(self) -> Sequence[WrappedKeys]:
        """How many data keys each key-encryption key wraps, by the names of these; none without a schema."""
        if self.setting("schema") is None:
            return ()
        rows = self._connection.execute(_COUNT_KEYS)
        return [WrappedKeys(kek=kek, households=households, members=members) for kek, households, members in rows]

    def rewrap(self, kek: str, rewrapped: Callable[[KeyRow], KeyRow]) -> int:
        """Every data key is wrapped by this key-encryption key, and no other is taken from now on."""
        run = self._connection.execute
        run("LOCK TABLE public.data_keys IN SHARE ROW EXCLUSIVE MODE")  # readers go on, writers wait
        done = 0
        while rows := run(_WRAPPED_BY_OTHERS, (kek, _REWRAPPED_AT_ONCE)).fetchall():
            anew = [
                rewrapped(KeyRow(household=household, subject=subject, key_id=key_id, kek=old, wrapped=wrapped))
                for household, subject, key_id, old, wrapped in rows
            ]
            columns = zip(*((row.kek, row.wrapped, row.household, row.subject) for row in anew), strict=True)
            run(_REWRAP, [list(column) for column in columns])
            done += len(rows)
        self.set("kek", kek)
        for statement in postgres_schema.KEYS_UNDER_ONE_KEK:
            run(statement)
        return done

    def close(self) -> None:
        """End the connection; what was not committed is undone."""
        self._connection.close()
