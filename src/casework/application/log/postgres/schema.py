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

STEPS: tuple[tuple[LiteralString, ...], ...] = ((*TABLES, *TRIGGERS), SEVERAL_TELEPHONES)
"""The statements that lead from schema n to n + 1; an empty database has schema 0."""
