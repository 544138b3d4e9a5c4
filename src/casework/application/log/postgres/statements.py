"""What the recorder says to PostgreSQL: bulk statements over arrays, one array a column."""

from __future__ import annotations

from typing import LiteralString

SELECT_FACTS: LiteralString = (
    "SELECT notification_id, originator_id, originator_version, topic, state FROM public.stored_events "
)
SELECT_HEAD: LiteralString = """
    SELECT ARRAY(SELECT COALESCE((SELECT MAX(e.originator_version) FROM public.stored_events e
            WHERE e.originator_id = s.id), 0) FROM unnest(%s::uuid[]) WITH ORDINALITY AS s (id, place) ORDER BY s.place),
        (SELECT state FROM public.stored_events ORDER BY notification_id DESC LIMIT 1)
"""
INSERT_FACTS: LiteralString = """
    INSERT INTO public.stored_events (originator_id, originator_version, topic, state)
    SELECT * FROM unnest(%b::uuid[], %b::bigint[], %b::text[], %b::bytea[]) RETURNING notification_id
"""
SELECT_ANSWERS: LiteralString = """
    SELECT c.actor, c.command_id, c.household, c.first_version, c.last_version, c.request_hash,
        ARRAY(SELECT e.notification_id FROM public.stored_events e WHERE c.facts > 0 AND e.originator_id = c.household
            AND e.originator_version BETWEEN c.first_version AND c.last_version ORDER BY e.originator_version)
    FROM public.commands c JOIN unnest(%s::text[], %s::text[]) AS k (actor, command_id) USING (actor, command_id)
"""
CLAIM_COMMAND: LiteralString = """
    INSERT INTO public.commands VALUES (%s, %s, '', '00000000-0000-0000-0000-000000000000', 0, 0, 0)
    ON CONFLICT DO NOTHING
"""
"""Taken back at once: it says whether the key is free, after waiting for whoever is about to take it."""
WRITE_SIDE_ROWS: dict[str, LiteralString] = {
    # First: a repeat fails on its key.
    "commands": """
        INSERT INTO public.commands SELECT * FROM unnest(
            %b::text[], %b::text[], %b::bytea[], %b::uuid[], %b::bigint[], %b::bigint[], %b::integer[])
    """,
    "erasures": """
        INSERT INTO public.erasures SELECT * FROM unnest(%b::uuid[], %b::text[], %b::bytea[]) ON CONFLICT DO NOTHING
    """,
    "keys_gone": """
        DELETE FROM public.data_keys USING unnest(%b::uuid[], %b::text[]) AS gone (household, subject)
        WHERE data_keys.household = gone.household AND data_keys.subject = gone.subject
    """,
    "person_forgotten": """
        DELETE FROM public.person USING unnest(%b::uuid[], %b::integer[]) AS gone (household, member)
        WHERE person.household = gone.household AND person.member = gone.member
    """,
    "index_forgotten": """
        DELETE FROM public.blind_index USING unnest(%b::uuid[], %b::integer[]) AS gone (household, member)
        WHERE blind_index.household = gone.household AND blind_index.member = gone.member
    """,
    "people_gone": """
        DELETE FROM public.person USING unnest(%b::uuid[], %b::bytea[]) AS gone (household, digest)
        WHERE person.household = gone.household AND person.digest = gone.digest
    """,
    "people": "INSERT INTO public.person SELECT * FROM unnest(%b::bytea[], %b::uuid[], %b::integer[])",
    "keys": """
        INSERT INTO public.data_keys SELECT * FROM unnest(
            %b::uuid[], %b::text[], %b::bytea[], %b::text[], %b::bytea[])
    """,
    "index_gone": """
        DELETE FROM public.blind_index
        USING unnest(%b::uuid[], %b::integer[], %b::text[]) AS gone (household, member, kind)
        WHERE blind_index.household = gone.household AND blind_index.member = gone.member
            AND blind_index.kind = gone.kind
    """,
    "index": """
        INSERT INTO public.blind_index SELECT * FROM unnest(%b::uuid[], %b::integer[], %b::text[], %b::bytea[])
    """,
}
