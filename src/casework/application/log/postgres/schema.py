"""The log's tables on PostgreSQL, with a trigger that lets facts only be added."""

from __future__ import annotations

from typing import LiteralString

TABLES: tuple[LiteralString, ...] = (
    # An identity column draws its numbers in the INSERT alone, with CACHE 1: the reader's hole rule needs both.
    """
    CREATE TABLE public.stored_events (
        originator_id uuid NOT NULL,
        originator_version bigint NOT NULL,
        topic text NOT NULL,
        state bytea NOT NULL,
        notification_id bigint GENERATED ALWAYS AS IDENTITY (CACHE 1),
        PRIMARY KEY (originator_id, originator_version)
    )
    """,
    "CREATE UNIQUE INDEX stored_events_notification_id ON public.stored_events (notification_id)",
    """
    CREATE TABLE public.commands (
        actor text NOT NULL,
        command_id text NOT NULL,
        request_hash bytea NOT NULL,
        household uuid NOT NULL,
        first_version bigint NOT NULL,
        last_version bigint NOT NULL,
        facts integer NOT NULL,
        PRIMARY KEY (actor, command_id)
    )
    """,
    """
    CREATE TABLE public.person (
        digest bytea NOT NULL PRIMARY KEY,
        household uuid NOT NULL,
        member integer NOT NULL
    )
    """,
    """
    CREATE TABLE public.data_keys (
        household uuid NOT NULL,
        subject text NOT NULL,
        key_id bytea NOT NULL,
        kek text NOT NULL,
        wrapped bytea NOT NULL,
        PRIMARY KEY (household, subject)
    )
    """,
    """
    CREATE TABLE public.blind_index (
        household uuid NOT NULL,
        member integer NOT NULL,
        kind text NOT NULL,
        digest bytea NOT NULL,
        PRIMARY KEY (household, member, kind)
    )
    """,
    "CREATE INDEX blind_index_digest ON public.blind_index (kind, digest)",
)

TRIGGER = "facts_append_only"
TRIGGERS: tuple[LiteralString, ...] = (
    """
    CREATE FUNCTION public.refuse_to_rewrite_facts() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'facts are append-only' USING ERRCODE = 'restrict_violation'; END
    $$
    """,
    """
    CREATE TRIGGER facts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.stored_events
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_rewrite_facts()
    """,
    # Fires even for sessions that replay as a replica.
    "ALTER TABLE public.stored_events ENABLE ALWAYS TRIGGER facts_append_only",
)

KEYS_UNDER_ONE_KEK: tuple[LiteralString, ...] = (
    """
    CREATE OR REPLACE FUNCTION public.refuse_retired_keys() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.kek <> (SELECT value FROM public.log_settings WHERE name = 'kek') THEN
            RAISE EXCEPTION 'wrapped by a retired key' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END
    $$
    """,
    """
    CREATE OR REPLACE TRIGGER keys_under_one_kek BEFORE INSERT ON public.data_keys
    FOR EACH ROW EXECUTE FUNCTION public.refuse_retired_keys()
    """,
)
"""From the first rotation on: a program that still holds a retired key-encryption key makes no data key with it."""

SEVERAL_TELEPHONES: tuple[LiteralString, ...] = (
    # Not dropped: who may write to the table stays as it was.
    "DELETE FROM public.blind_index",
    "ALTER TABLE public.blind_index DROP CONSTRAINT blind_index_pkey",
    "ALTER TABLE public.blind_index ADD PRIMARY KEY (household, member, kind, digest)",
)
"""Somebody is found by each telephone of theirs; `casework migrate` fills the table anew from the facts."""

ACCESS_RECORDS: tuple[LiteralString, ...] = (
    """
    CREATE TABLE public.access_records (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL,
        kind text NOT NULL,
        what text NOT NULL,
        account text NOT NULL,
        office text NOT NULL,
        channel text NOT NULL,
        outcome text NOT NULL,
        household uuid,
        region text NOT NULL,
        why text NOT NULL,
        position bigint,
        retention text NOT NULL,
        keep_until timestamptz NOT NULL CHECK (keep_until >= at + interval '184 days')
    )
    """,
    "CREATE INDEX access_records_account ON public.access_records (account, at)",
    "CREATE INDEX access_records_household ON public.access_records (household, at)",
    """
    CREATE FUNCTION public.refuse_to_rewrite_access() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'access records are append-only' USING ERRCODE = 'restrict_violation'; END
    $$
    """,
    """
    CREATE FUNCTION public.keep_access() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.keep_until > clock_timestamp() THEN
            RAISE EXCEPTION 'access records are kept' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END
    $$
    """,
    """
    CREATE TRIGGER access_append_only BEFORE UPDATE OR TRUNCATE ON public.access_records
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_rewrite_access()
    """,
    """
    CREATE TRIGGER access_kept BEFORE DELETE ON public.access_records
    FOR EACH ROW EXECUTE FUNCTION public.keep_access()
    """,
    # Fire even for sessions that replay as a replica.
    "ALTER TABLE public.access_records ENABLE ALWAYS TRIGGER access_append_only",
    "ALTER TABLE public.access_records ENABLE ALWAYS TRIGGER access_kept",
)
"""Who saw or was refused what; a row goes only when its time is over (A13)."""

ERASURES: tuple[LiteralString, ...] = (
    """
    CREATE TABLE public.erasures (
        household uuid NOT NULL,
        subject text NOT NULL,
        key_id bytea NOT NULL,
        PRIMARY KEY (household, subject, key_id)
    )
    """,
)
"""Which data keys were destroyed: a restored backup must not bring one back (ADR 0046)."""

STEPS: tuple[tuple[LiteralString, ...], ...] = ((*TABLES, *TRIGGERS), SEVERAL_TELEPHONES, ACCESS_RECORDS, ERASURES)
"""The statements that lead from schema n to n + 1; an empty database has schema 0."""
