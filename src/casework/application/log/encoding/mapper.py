"""Between a recorded fact and its stored row; refuses unknown names and personal data in clear."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from casework.application.log.encoding.topics import TOPICS, Body, Topics
from casework.application.log.records.errors import (
    ClearTextError,
    UnknownTopicError,
    UnreadableFactError,
    UnstorableFactError,
)
from casework.domain.fact import Fact, Moment, Recorded, topic_of


class FactMapper(Mapper[UUID]):
    """The library's mapper, named by MAPPER_TOPIC: JSON bodies under the names of the fixed table."""

    topics: Topics = TOPICS
    _encoder = msgspec.json.Encoder()

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """
        The row to store.

        What is written is read again first: the log is append-only, so a value that cannot be read back would set the
        household aside for good (ADR 0021).

        Raises:
            ClearTextError: The fact still carries personal data in clear.
            UnstorableFactError: It could not be read back as it is.
        """
        if not isinstance(domain_event, Recorded):
            raise TypeError(f"only Recorded facts are stored, not {type(domain_event).__name__}")
        if domain_event.fact.private is not msgspec.UNSET:
            raise ClearTextError(topic_of(domain_event.fact))
        body = Body(
            at=_in_utc(domain_event.timestamp),
            on=_in_utc(domain_event.occurred_at),
            by=domain_event.by,
            cmd=domain_event.command_id,
            fact=domain_event.fact,
            office=domain_event.office,
            under=domain_event.under,
            sealed=domain_event.sealed,
            stead=domain_event.in_stead_of,
        )
        topic = self.topics.name_of(domain_event.fact)
        return StoredEvent(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=topic,
            state=self._readable(topic, body),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Recorded:
        """
        The recorded fact of a row, in today's shape.

        Raises:
            UnknownTopicError: The row's name is not in the table; nothing was imported.
            UnreadableFactError: The row does not hold what its name promises.
        """
        household = _as_uuid(stored_event.originator_id)
        version, topic = stored_event.originator_version, stored_event.topic
        try:
            body = self.topics.decode(topic, stored_event.state)
        except (msgspec.MsgspecError, KeyError, TypeError, ValueError, UnicodeDecodeError) as error:
            # The decoder's message could quote the row; its kind alone is safe to show.
            raise UnreadableFactError(household, version, topic, type(error).__name__) from error
        if body is None:
            raise UnknownTopicError(household, version, topic)
        if body.fact.private is not msgspec.UNSET:
            raise UnreadableFactError(household, version, topic, "personal data in clear")
        return Recorded(
            originator_id=household,
            originator_version=version,
            timestamp=body.at,
            occurred_at=body.on,
            by=body.by,
            command_id=body.cmd,
            fact=body.fact,
            office=body.office,
            under=body.under,
            sealed=body.sealed,
            in_stead_of=body.stead,
        )

    def _readable(self, topic: str, body: Body[Fact]) -> bytes:
        """The body as it is stored, known to come back as the same."""
        try:
            state = self._encoder.encode(body)
            same = self._encoder.encode(self.topics.decode(topic, state)) == state
        except (msgspec.MsgspecError, TypeError, ValueError, OverflowError) as error:
            raise UnstorableFactError(topic) from error
        if not same:
            raise UnstorableFactError(topic)
        return state


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def _as_uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


class _Times(msgspec.Struct):
    at: Moment


_TIMES = msgspec.json.Decoder(_Times)


def recorded_at(body: bytes) -> datetime | None:
    """When a stored fact was recorded, without reading the rest of it; None when that cannot be read."""
    try:
        return _TIMES.decode(body).at
    except msgspec.MsgspecError:
        return None
