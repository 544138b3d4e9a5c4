"""Which of several groups may be written now: whole groups only, each still at its expected version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from msgspec import Struct

from casework.application.log.records.errors import CommandKnownError, ConflictError, PersonElsewhereError
from casework.application.log.records.groups import Appended, AppendGroup, CommandKey, KeyRow, StoredAnswer
from casework.domain.fact import HOUSEHOLD

Refusal = ConflictError | CommandKnownError | PersonElsewhereError


class SideRows(Struct, kw_only=True):
    """The rows that are written beside facts, in their transaction, as columns in the tables' order."""

    commands: list[tuple[str, str, bytes, UUID, int, int, int]] = []
    erasures: list[tuple[UUID, str, bytes]] = []
    keys_gone: list[tuple[UUID, str]] = []
    person_forgotten: list[tuple[UUID, int]] = []
    index_forgotten: list[tuple[UUID, int]] = []
    people_gone: list[tuple[UUID, bytes]] = []
    people: list[tuple[bytes, UUID, int]] = []
    keys: list[tuple[UUID, str, bytes, str, bytes]] = []
    index_gone: list[tuple[UUID, int, str]] = []
    index: list[tuple[UUID, int, str, bytes]] = []


class Prepared(Struct, frozen=True, kw_only=True):
    """A group ready to be written: its facts sealed and encoded, and the keys that were made for it."""

    group: AppendGroup
    stored: tuple[StoredEvent, ...] = ()
    keys: tuple[KeyRow, ...] = ()
    erased: tuple[KeyRow, ...] = ()


class DatabaseState(Struct, frozen=True, kw_only=True):
    """What the database holds of the groups' households, persons and commands at this moment."""

    versions: Mapping[UUID, int]
    owners: Mapping[bytes, UUID]
    answers: Mapping[tuple[str, str], StoredAnswer]


def admit(
    prepared: Sequence[Prepared], found: DatabaseState, *, together: bool = False
) -> tuple[list[Prepared], dict[UUID, Refusal]]:
    """
    The groups that may be written together, and why the others may not.

    A group is written whole or not at all, and a refused one must not spoil the rest of the call. Two of the three
    grounds are about the group alone: its command is known already, or its household has a newer version.

    The third is about persons, each of whom stands in one household, and ties groups to each other: somebody may come in
    with one group because another of the same call lets go. If that other group is refused, the person has not been let
    go, so the first is refused as well, and that may undo a third. Therefore the search for a clash begins again after
    each refusal, with what is left, until there is none; the order of the call decides who is first. In the worst case
    that is a walk for each group, but a clash is rare and a call holds some hundred groups.

    `together`: one act on several households, of which none is written unless all are.
    """
    refused: dict[UUID, Refusal] = {}
    fresh = []
    for item in prepared:
        group = item.group
        answer = group.command and found.answers.get((group.command.actor, group.command.command_id))
        if answer:
            refused[group.household] = CommandKnownError(answer)
        elif found.versions.get(group.household, 0) != group.expected_version:
            refused[group.household] = ConflictError(group.household)
        else:
            fresh.append(item)
    while clash := _first_clash(fresh, found.owners):
        position, error = clash
        refused[fresh.pop(position).group.household] = error
    return ([] if together and refused else fresh), refused


def _first_clash(fresh: Sequence[Prepared], owners: Mapping[bytes, UUID]) -> tuple[int, PersonElsewhereError] | None:
    freed = {
        (row.digest, item.group.household) for item in fresh for row in item.group.people if row.action == "remove"
    }
    taken: dict[bytes, UUID] = {}
    for position, item in enumerate(fresh):
        household = item.group.household
        for row in item.group.people:
            if row.action != "add":
                continue
            owner = owners.get(row.digest)
            if owner is not None and owner != household and (row.digest, owner) not in freed:
                return position, PersonElsewhereError(row.digest, owner)
            if taken.setdefault(row.digest, household) != household:
                return position, PersonElsewhereError(row.digest, taken[row.digest])
    return None


def side_rows(prepared: Iterable[Prepared]) -> SideRows:
    """The rows that go with these groups."""
    rows = SideRows()
    for item in prepared:
        group, household = item.group, item.group.household
        if group.command:
            last = group.expected_version + len(group.entries)
            rows.commands.append(
                command_row(group.command, household, group.expected_version + 1, last, len(group.entries))
            )
        rows.erasures += [(household, key.subject, key.key_id) for key in item.erased]
        rows.keys_gone += [(household, key.subject) for key in item.erased]
        forgotten = [(household, int(subject)) for subject in group.erased if subject != HOUSEHOLD]
        rows.person_forgotten += forgotten
        rows.index_forgotten += forgotten
        rows.keys += [(key.household, key.subject, key.key_id, key.kek, key.wrapped) for key in item.keys]
        rows.people += [(row.digest, household, row.member) for row in group.people if row.action == "add"]
        rows.index += [(household, row.member, row.kind, row.digest) for row in group.index if row.digest is not None]
        if group.expected_version:
            # What the household itself has stored before is replaced; a new one has nothing.
            rows.people_gone += [(household, row.digest) for row in group.people]
            rows.index_gone += [(household, row.member, row.kind) for row in group.index]
    return rows


def command_row(
    command: CommandKey, household: UUID, first: int, last: int, facts: int
) -> tuple[str, str, bytes, UUID, int, int, int]:
    """The row that remembers a command and what it came to."""
    return command.actor, command.command_id, command.request_hash, household, first, last, facts


def placed(admitted: Sequence[Prepared], positions: Sequence[int]) -> dict[UUID, Appended]:
    """Where the facts of each written group stand; `positions` run on over all groups in order."""
    places, start = {}, 0
    for item in admitted:
        end = start + len(item.stored)
        places[item.group.household] = Appended(first_position=positions[start], last_position=positions[end - 1])
        start = end
    return places
