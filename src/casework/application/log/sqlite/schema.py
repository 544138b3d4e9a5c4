"""The log's tables on SQLite, with triggers that let facts only be added."""

from __future__ import annotations

TABLES = (
    # AUTOINCREMENT: a bare rowid is used again after a deletion and renumbered by a dump (ADR 0004).
    """
    CREATE TABLE stored_events (
        notification_id INTEGER PRIMARY KEY AUTOINCREMENT,
        originator_id TEXT NOT NULL,
        originator_version INTEGER NOT NULL,
        topic TEXT NOT NULL,
        state BLOB NOT NULL,
        UNIQUE (originator_id, originator_version)
    )
    """,
    """
    CREATE TABLE commands (
        actor TEXT NOT NULL,
        command_id TEXT NOT NULL,
        request_hash BLOB NOT NULL,
        household TEXT NOT NULL,
        first_version INTEGER NOT NULL,
        last_version INTEGER NOT NULL,
        facts INTEGER NOT NULL,
        PRIMARY KEY (actor, command_id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE person (
        digest BLOB NOT NULL PRIMARY KEY,
        household TEXT NOT NULL,
        member INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE data_keys (
        household TEXT NOT NULL,
        subject TEXT NOT NULL,
        key_id BLOB NOT NULL,
        kek TEXT NOT NULL,
        wrapped BLOB NOT NULL,
        PRIMARY KEY (household, subject)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE blind_index (
        household TEXT NOT NULL,
        member INTEGER NOT NULL,
        kind TEXT NOT NULL,
        digest BLOB NOT NULL,
        PRIMARY KEY (household, member, kind)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX blind_index_digest ON blind_index (kind, digest)",
)

TRIGGERS = {
    "facts_not_changed": """
        CREATE TRIGGER facts_not_changed BEFORE UPDATE ON stored_events
        BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END
    """,
    "facts_not_removed": """
        CREATE TRIGGER facts_not_removed BEFORE DELETE ON stored_events
        BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END
    """,
    # INSERT OR REPLACE removes the old row without firing the trigger above.
    "facts_not_replaced": """
        CREATE TRIGGER facts_not_replaced BEFORE INSERT ON stored_events
        WHEN EXISTS (
            SELECT 1 FROM stored_events WHERE notification_id = NEW.notification_id
            OR originator_id = NEW.originator_id AND originator_version = NEW.originator_version
        )
        BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END
    """,
}

KEYS_UNDER_ONE_KEK = """
    CREATE TRIGGER IF NOT EXISTS keys_under_one_kek BEFORE INSERT ON data_keys
    WHEN NEW.kek <> (SELECT value FROM log_settings WHERE name = 'kek')
    BEGIN SELECT RAISE(ABORT, 'wrapped by a retired key'); END
"""
"""From the first rotation on: a program that still holds a retired key-encryption key makes no data key with it."""

SEVERAL_TELEPHONES = (
    "DROP TABLE blind_index",
    """
    CREATE TABLE blind_index (
        household TEXT NOT NULL,
        member INTEGER NOT NULL,
        kind TEXT NOT NULL,
        digest BLOB NOT NULL,
        PRIMARY KEY (household, member, kind, digest)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX blind_index_digest ON blind_index (kind, digest)",
)
"""Somebody is found by each telephone of theirs; `casework migrate` fills the table anew from the facts."""

ACCESS_TRIGGERS = {
    "access_not_changed": """
        CREATE TRIGGER access_not_changed BEFORE UPDATE ON access_records
        BEGIN SELECT RAISE(ABORT, 'access records are append-only'); END
    """,
    "access_kept": """
        CREATE TRIGGER access_kept BEFORE DELETE ON access_records
        WHEN OLD.keep_until > strftime('%Y-%m-%dT%H:%M:%f', 'now')
        BEGIN SELECT RAISE(ABORT, 'access records are kept'); END
    """,
    # INSERT OR REPLACE removes the old row without firing the trigger above.
    "access_not_replaced": """
        CREATE TRIGGER access_not_replaced BEFORE INSERT ON access_records
        WHEN EXISTS (SELECT 1 FROM access_records WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'access records are append-only'); END
    """,
}

ACCESS_RECORDS = (
    """
    CREATE TABLE access_records (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        what TEXT NOT NULL,
        account TEXT NOT NULL,
        office TEXT NOT NULL,
        channel TEXT NOT NULL,
        outcome TEXT NOT NULL,
        household TEXT,
        region TEXT NOT NULL,
        why TEXT NOT NULL,
        position INTEGER,
        retention TEXT NOT NULL,
        keep_until TEXT NOT NULL CHECK (julianday(keep_until) >= julianday(at) + 184)
    )
    """,
    "CREATE INDEX access_records_account ON access_records (account, at)",
    "CREATE INDEX access_records_household ON access_records (household, at)",
    *ACCESS_TRIGGERS.values(),
)
"""Who saw or was refused what; a row goes only when its time is over (A13)."""

ERASURES = (
    """
    CREATE TABLE erasures (
        household TEXT NOT NULL,
        subject TEXT NOT NULL,
        key_id BLOB NOT NULL,
        PRIMARY KEY (household, subject, key_id)
    ) WITHOUT ROWID
    """,
)
"""Which data keys were destroyed: a restored backup must not bring one back (ADR 0046)."""

STEPS = ((*TABLES, *TRIGGERS.values()), SEVERAL_TELEPHONES, ACCESS_RECORDS, ERASURES)
"""The statements that lead from schema n to n + 1; an empty database has schema 0."""
