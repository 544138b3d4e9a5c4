"""Facts become rows and rows facts; names outside the table are refused, and so is personal data in clear."""

from __future__ import annotations

import json
import sys
from typing import Any
from uuid import UUID

import pytest
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent
from eventsourcing.utils import TopicError
from msgspec import Struct
from msgspec.structs import replace

from casework.application.log.encoding.mapper import FactMapper
from casework.application.log.encoding.topics import Body, Topics
from casework.application.log.records.errors import (
    ClearTextError,
    UnknownTopicError,
    UnreadableFactError,
    UnstorableFactError,
)
from casework.domain.codes.service.assistance import DifficultyKind, Outcome
from casework.domain.fact import Fact
from casework.domain.facts.assistance import DifficultyRaised, FollowUpLogged, NotePrivate
from casework.domain.facts.catalogue import FACTS
from casework.domain.facts.households import Detected
from casework.domain.facts.responsibility import CadreAssigned, CadreDeclined
from casework.domain.statuses import Employability
from tests.support.households.samples import NOON, a_fact, an_id, recorded, with_private

HOME: UUID = an_id()


class CallLogged(Fact, frozen=True, kw_only=True, tag="call-logged"):
    """A fact whose shape was changed twice since it was first stored."""

    outcome: str
    channel: str


def _name_the_channel(fact: dict[str, Any]) -> dict[str, Any]:
    return {**fact, "channel": "telephone"}


def _spell_the_outcome(fact: dict[str, Any]) -> dict[str, Any]:
    return {**fact, "outcome": {"ok": "reached"}.get(fact["outcome"], fact["outcome"])}


class OlderMapper(FactMapper):
    """The mapper of a release that knows three shapes of a logged call."""

    topics = Topics(
        {"call-logged": CallLogged},
        {("call-logged", 1): _name_the_channel, ("call-logged", 2): _spell_the_outcome},
    )


def a_mapper(kind: type[FactMapper] = FactMapper) -> FactMapper:
    return kind(transcoder=JSONTranscoder())


def stored(topic: str, fact: dict[str, Any], **body: Any) -> StoredEvent:
    envelope = {"at": "2024-01-01T00:00:00Z", "on": "2024-01-01T00:00:00Z", "by": "li.na", "cmd": "c", "fact": fact}
    return StoredEvent(HOME, 1, topic, json.dumps({**envelope, **body}).encode())


@pytest.mark.parametrize("topic", FACTS)
def test_every_fact_comes_back_as_it_was_stored(topic: str) -> None:
    """No kind of fact loses anything on its way into the log and out of it."""
    entry = recorded(HOME, 3, a_fact(topic))

    row = a_mapper().to_stored_event(entry)

    assert row.topic == topic
    assert a_mapper().to_domain_event(row) == entry


def test_the_body_has_short_stable_names() -> None:
    """The stored form is part of every release to come."""
    row = a_mapper().to_stored_event(replace(recorded(HOME, 1), sealed={"1": b"\x00\xff"}))

    assert json.loads(row.state) == {
        "at": "2025-03-03T04:00:00Z",
        "on": "2025-03-03T04:00:00Z",
        "by": "li.na",
        "cmd": "c",
        "fact": {"fact": "cadre-assigned", "cadre": "cadre-1"},
        "sealed": {"1": "AP8="},
    }


@pytest.mark.parametrize(
    "topic", ["os:system", "antigravity", "cadre-assigned@2", "cadre-assigned@1", "cadre-assigned@x", ""]
)
def test_a_name_outside_the_table_is_refused_and_nothing_imported(topic: str) -> None:
    """Whoever can write a row cannot make the program run anything (D20)."""
    modules = set(sys.modules)

    with pytest.raises(UnknownTopicError) as refusal:
        a_mapper().to_domain_event(stored(topic, {"fact": "cadre-assigned", "cadre": "x"}))

    assert (refusal.value.household, refusal.value.version, refusal.value.topic) == (HOME, 1, topic)
    assert set(sys.modules) == modules


def test_no_module_whatsoever_is_imported_by_a_row() -> None:
    """A thousand names of modules that there are: none is imported. The control: the library's own mapper imports one."""
    there = sorted(sys.stdlib_module_names - set(sys.modules) - {"this", "antigravity"})
    modules = set(sys.modules)
    for number in range(1_000):
        with pytest.raises(UnknownTopicError):
            a_mapper().to_domain_event(
                stored(f"{there[number % len(there)]}:Thing{number}", {"fact": "cadre-assigned"})
            )
    assert set(sys.modules) == modules

    library, unheard = Mapper[UUID](transcoder=JSONTranscoder()), "sched"
    sys.modules.pop(unheard, None)
    with pytest.raises(TopicError):
        library.to_domain_event(stored(f"{unheard}:Thing", {"fact": "cadre-assigned"}))
    assert unheard in sys.modules


def test_a_row_under_another_facts_name_is_refused() -> None:
    """The name inside the row repeats the one beside it; exchanging one of them is noticed."""
    row = a_mapper().to_stored_event(recorded(HOME, 1, CadreAssigned(cadre="x")))

    with pytest.raises(UnreadableFactError):
        a_mapper().to_domain_event(StoredEvent(HOME, 1, "cadre-accepted", row.state))


@pytest.mark.parametrize("state", [b"", b"{", b"null", b"[]", b"\xff\xfe"])
def test_bytes_that_are_no_fact_are_refused(state: bytes) -> None:
    """A damaged row parks its household and stops nobody else."""
    with pytest.raises(UnreadableFactError):
        a_mapper().to_domain_event(StoredEvent(HOME, 1, "cadre-assigned", state))


def test_a_fact_with_personal_data_in_clear_is_not_stored() -> None:
    """Nothing personal can reach the database unsealed."""
    fact = with_private(CadreDeclined(cadre="x"), household=NotePrivate(text="canary"))

    with pytest.raises(ClearTextError) as refusal:
        a_mapper().to_stored_event(recorded(HOME, 1, fact))

    assert "canary" not in str(refusal.value) + refusal.value.zh


@pytest.mark.parametrize(
    "fact",
    [
        FollowUpLogged(kind="letter", outcome=Outcome.REACHED),  # type: ignore[arg-type]
        DifficultyRaised(kind=DifficultyKind.CARE, owner="li.na", due_on="2026-03-31T09:00"),  # type: ignore[arg-type]
        CadreAssigned(cadre=None),  # type: ignore[arg-type]
        CadreAssigned(cadre=object()),  # type: ignore[arg-type]
        CadreAssigned(cadre="\ud800"),
    ],
    ids=["no code", "no day", "no text", "no value", "no character"],
)
def test_what_could_not_be_read_back_is_not_stored(fact: Fact) -> None:
    """The log is append-only: such a row would set its household aside for good."""
    with pytest.raises(UnstorableFactError) as fault:
        a_mapper().to_stored_event(recorded(HOME, 1, fact))

    assert fault.value.topic in fault.value.zh
    assert "letter" not in fault.value.zh + fault.value.en


def test_what_would_be_read_as_something_else_is_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a table that reads a fact as another one is found out before anything is written."""
    strayed = Body(at=NOON, on=NOON, by="li.na", cmd="c", fact=CadreAssigned(cadre="wang.wei"))
    monkeypatch.setattr(Topics, "decode", lambda *_: strayed)

    with pytest.raises(UnstorableFactError):
        a_mapper().to_stored_event(recorded(HOME, 1, CadreAssigned(cadre="li.na")))


def test_a_row_with_personal_data_in_clear_is_not_read() -> None:
    """A row that was planted with clear data is not taken for a fact."""
    planted = {"fact": "cadre-assigned", "cadre": "x", "private": {"1": {"block": "note", "text": "canary"}}}

    with pytest.raises(UnreadableFactError) as refusal:
        a_mapper().to_domain_event(stored("cadre-assigned", planted))

    assert "canary" not in str(refusal.value)


@pytest.mark.parametrize(
    ("topic", "fact"),
    [
        ("call-logged", {"fact": "call-logged", "outcome": "ok"}),
        ("call-logged@2", {"fact": "call-logged", "outcome": "ok", "channel": "telephone"}),
        ("call-logged@3", {"fact": "call-logged", "outcome": "reached", "channel": "telephone"}),
    ],
)
def test_old_shapes_are_read_as_todays(topic: str, fact: dict[str, Any]) -> None:
    """Whatever was ever recorded stays readable after its shape changed."""
    entry = a_mapper(OlderMapper).to_domain_event(stored(topic, fact))

    assert entry.fact == CallLogged(outcome="reached", channel="telephone")
    assert a_mapper(OlderMapper).to_stored_event(entry).topic == "call-logged@3"


WHY_ONCE = (
    *("employable", "left", "unwilling-signed", "found-incapable", "found-excluded", "military-service", "custody"),
    *("no-capacity", "in-school", "too-young", "too-old"),
)
"""
Every word that was stored while why a member counts was a text; no other was ever written, and none stood for blank.
"""


@pytest.mark.parametrize("why", WHY_ONCE)
def test_why_a_member_counts_reads_as_it_was_stored_before_it_was_a_code(why: str) -> None:
    """The texts are the codes: no step leads from one shape to the other, and none is needed."""
    evidence = [{"member": 1, "age": 40, "why": why}, {"member": 2}]
    old = {"fact": "detected", "episode": 1, "kind": "first", "rule": "detection@1", "as_of": "2026-03-03"}
    entry = a_mapper().to_domain_event(stored("detected", old | {"evidence": evidence}))
    assert isinstance(entry.fact, Detected)
    assert [each.why for each in entry.fact.evidence] == [Employability(why), None]


@pytest.mark.parametrize("topic", ["call-logged@4", "call-logged@0", "call-logged@1", "call-logged@02"])
def test_a_version_this_release_does_not_know_is_refused(topic: str) -> None:
    """A row of a later release is left alone, not guessed at."""
    with pytest.raises(UnknownTopicError):
        a_mapper(OlderMapper).to_domain_event(stored(topic, {"fact": "call-logged", "outcome": "ok"}))


def test_only_facts_in_their_envelope_are_stored() -> None:
    """The log holds nothing but recorded facts."""

    class Stranger(Struct):
        originator_id: UUID
        originator_version: int

    with pytest.raises(TypeError):
        a_mapper().to_stored_event(Stranger(originator_id=HOME, originator_version=1))
