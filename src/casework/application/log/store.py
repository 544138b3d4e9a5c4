"""The log: every fact ever recorded, with what must be stored in the same moment; one door for both databases."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self, TypeVar
from uuid import UUID

from eventsourcing.persistence import IntegrityError, PersistenceError
from msgspec import UNSET
from msgspec.structs import replace

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.encoding.sealer import Sealer
from casework.application.log.fact_store import FactStore
from casework.application.log.reader import LogReader
from casework.application.log.records.addresses import is_sqlite
from casework.application.log.records.admission import Prepared, Refusal, SideRows, command_row, side_rows
from casework.application.log.records.errors import CommandKnownError, ConflictError, PersonElsewhereError, RecordedTime
from casework.application.log.records.groups import (
    Appended,
    AppendGroup,
    CommandKey,
    IndexRow,
    KeyRow,
    StoredAnswer,
)
from casework.application.log.records.patience import USUAL, Patience, time_left
from casework.application.log.records.recorder import Run
from casework.application.log.setup.schema import ensure_schema, kek_in_use
from casework.domain.entries.storability import refuse_out_of_bounds
from casework.domain.fact import Recorded

T = TypeVar("T")

_PAUSE_SECONDS = 0.2
_KEY_OF = "SELECT key_id, kek, wrapped FROM main.data_keys WHERE household = ? AND subject = ?"


class Log(LogReader):
    """
    The append-only log of one installation.

    Facts go in with their personal data in clear and are sealed here, where their versions are known; they come out
    sealed. Safe for several threads and processes.
    """

    @classmethod
    def open(
        cls,
        url: str,
        keys: KeyRing,
        patience: Patience = USUAL,
        *,
        time: RecordedTime | None = None,
        keys_again: Callable[[], KeyRing] | None = None,
    ) -> Self:
        """
        The log at the URL; an empty database is set up first. It answers within `patience`.

        With a `time` the database is recorded by that from its first use on, and by no other. `keys_again` reads the
        keys anew when somebody has rotated them meanwhile.

        Raises:
            SchemaOutdatedError, SchemaNewerError: It belongs to another release.
            KeysError: It was filled with other keys.
            MixedTimeError: It is recorded by another time.
            DatabaseUnusableError: It cannot be opened.
        """
        kek = ensure_schema(url, keys.fingerprint, patience, time=time)
        again = None if keys_again is None else lambda: _sealing_with(keys_again(), kek_in_use(url, patience))
        sealer = Sealer(_sealing_with(keys, kek), again)
        return cls(FactStore(url, patience), sealer, waits_at_holes=not is_sqlite(url), patience=patience)

    def close(self) -> None:
        """End the connections of this log; it cannot be used afterwards."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(self, group: AppendGroup) -> Appended:
        """
        Store the facts of one household with everything beside them, in one transaction.

        Raises:
            ConflictError: The household moved on; nothing was stored.
            CommandKnownError: This actor's command was carried out before, perhaps by this very call whose answer was
                lost on the line; nothing more was stored.
            PersonElsewhereError: A person stands in another household; nothing was stored.
            eventsourcing.persistence.PersistenceError: A fault of the database; the outcome may be unknown.
        """
        _check(group)
        try:
            return self._retry_until_known(lambda: self._append_once(group), group.command)
        except IntegrityError as error:
            raise self._reason(group) from error

    def append_groups(self, groups: Sequence[AppendGroup]) -> dict[UUID, Appended | Refusal]:
        """
        Store whole households in one transaction, leaving out those that may not be written; says which and why.

        One group a household. A person may move between two groups of the same call. When the answer was lost on the
        line, groups that turn out to be stored are reported as known or as conflicts, like those of a rival.
        """
        for group in groups:
            _check(group)
        if len({group.household for group in groups}) != len(groups):
            raise ValueError("one group a household")
        if not groups:
            return {}
        return self._retry_until_known(lambda: self._append_all(groups), None)

    def append_together(self, groups: Sequence[AppendGroup]) -> dict[UUID, Appended]:
        """
        Store the facts of several households, one group each, in one transaction: all of them or none.

        The first group's command is that of all. Raises as `append` does, for whichever may not be written; nothing was
        stored then.
        """
        for group in groups:
            _check(group)
        outcome = self._retry_until_known(lambda: self._append_all(groups, together=True), groups[0].command)
        for answer in outcome.values():
            if not isinstance(answer, Appended):
                raise answer
        return {household: answer for household, answer in outcome.items() if isinstance(answer, Appended)}

    def record_no_op(self, command: CommandKey, household: UUID, version: int) -> None:
        """
        Keep the key of a command that found nothing to do, with the household's version at that moment.

        Raises:
            CommandKnownError: This actor's command was carried out before.
        """
        side = SideRows(commands=[command_row(command, household, version, version, 0)])
        try:
            self._retry_until_known(lambda: self._store.events.put([], side=side), command)
        except IntegrityError as error:
            answer = self.find_command(command.actor, command.command_id)
            raise (CommandKnownError(answer) if answer else ConflictError(household)) from error

    def replace_index(self, household: UUID, rows: Sequence[IndexRow]) -> None:
        """By these rows the members named in them are found from now on, and by no earlier ones of the same kinds."""
        side = SideRows(
            index_gone=[(household, row.member, row.kind) for row in rows],
            index=[(household, row.member, row.kind, row.digest) for row in rows if row.digest is not None],
        )
        self._retry_until_known(lambda: self._store.events.put([], side=side), None)

    def beside(self, work: Callable[[Run], T], *, writes: bool = True) -> T:
        """Do some work on the tables beside the log in one transaction, which holds whole or not at all; one attempt."""
        return self._recorder.beside(work, writes=writes)

    def sealed_beside(self, stream: UUID, subject: str, use: str, clear: bytes) -> bytes | None:
        """A text sealed under a subject's key and for one use, to be kept beside the log; None where the key is gone."""
        row = self._key_of(stream, subject)
        return None if row is None else self._sealer.sealed_beside(row, use, clear)

    def unsealed_beside(self, stream: UUID, subject: str, use: str, sealed: bytes) -> bytes | None:
        """
        The text that was sealed so; None where the key is gone, or there is no text: that takes as long.

        Raises SealBrokenError, KeysError.
        """
        row = self._key_of(stream, subject)
        return None if row is None or not sealed else self._sealer.unsealed_beside(row, use, sealed)

    def _key_of(self, stream: UUID, subject: str) -> KeyRow | None:
        found = self.beside(lambda run: run(_KEY_OF, (stream.hex, subject)), writes=False)
        for key_id, kek, wrapped in found:
            return KeyRow(household=stream, subject=subject, key_id=key_id, kek=kek, wrapped=wrapped)
        return None

    def scrub(self) -> None:
        """After an erasure: what was deleted leaves the database's files, as far as others let it."""
        self._recorder.scrub()

    def _append_once(self, group: AppendGroup) -> Appended:
        (item, entries), *_ = self._seal([group])
        recordings = self._store.events.put(entries, side=side_rows([item]))
        return Appended(first_position=recordings[0].notification.id, last_position=recordings[-1].notification.id)

    def _append_all(self, groups: Sequence[AppendGroup], *, together: bool = False) -> dict[UUID, Appended | Refusal]:
        encode = self._store.mapper.to_stored_event
        while True:
            prepared = [replace(item, stored=tuple(map(encode, entries))) for item, entries in self._seal(groups)]
            outcome = self._recorder.insert_groups(prepared, together=together)
            # A key wrapped by a key-encryption key that was retired meanwhile is refused like a rival's.
            if not any(isinstance(answer, ConflictError) for answer in outcome.values()) or not self._sealer.renew():
                return outcome

    def _seal(self, groups: Sequence[AppendGroup]) -> list[tuple[Prepared, tuple[Recorded, ...]]]:
        """Seal; the keys are read first, so a rival who makes one in between also moves the version."""
        known = {
            group.household for group in groups if group.expected_version and (group.erased or _has_private(group))
        }
        keys = self._keys_of(known | {key.household for group in groups for key in group.carried})
        sealed = []
        for group in groups:
            stored = keys.get(group.household, [])
            theirs = [row for row in stored if row.subject not in group.erased]
            carried = self._carried(group, theirs, keys) if group.carried else []
            entries, made = self._sealer.seal(group.entries, [*theirs, *carried])
            erased = tuple(row for row in stored if row.subject in group.erased)
            sealed.append((Prepared(group=group, keys=(*carried, *made), erased=erased), entries))
        return sealed

    def _carried(
        self, group: AppendGroup, theirs: Sequence[KeyRow], keys: Mapping[UUID, Sequence[KeyRow]]
    ) -> list[KeyRow]:
        """The keys of persons who come from another household, for this one; none for who has one here already."""
        has_one = {row.subject for row in theirs}
        return [
            self._sealer.carried(row, group.household, str(key.member))
            for key in group.carried
            if str(key.member) not in has_one
            for row in keys.get(key.household, ())
            if row.subject == str(key.from_member)
        ]

    def _retry_until_known(self, write: Callable[[], T], command: CommandKey | None) -> T:
        """Write; while the line is broken, look the command up before trying again."""
        give_up_at = time.monotonic() + self.patience.settle_seconds
        while True:
            try:
                return write()
            except IntegrityError:
                if not self._sealer.renew():
                    raise
            except PersistenceError as error:
                if not self._recorder.lost_contact(error):
                    raise
                if answer := self._answer_if_reachable(command):
                    raise CommandKnownError(answer) from error
                if time.monotonic() > give_up_at or not time_left(_PAUSE_SECONDS):
                    raise
                time.sleep(_PAUSE_SECONDS)

    def _answer_if_reachable(self, command: CommandKey | None) -> StoredAnswer | None:
        try:
            return self.find_command(command.actor, command.command_id) if command else None
        except PersistenceError:
            return None

    def _reason(self, group: AppendGroup) -> Refusal:
        """Why the database refused the group: its command is known, a person stands elsewhere, or it moved on."""
        command = group.command
        if command and (answer := self.find_command(command.actor, command.command_id)):
            return CommandKnownError(answer)
        for digest, (owner, _) in self.persons([row.digest for row in group.people if row.action == "add"]).items():
            if owner != group.household:
                return PersonElsewhereError(digest, owner)
        return ConflictError(group.household)


def _check(group: AppendGroup) -> None:
    """
    The facts continue the household's history, one version after the other, and hold nothing beyond its bound.

    Raises InvalidValueError for a value beyond its bound.
    """
    if not group.entries:
        raise ValueError("a group has facts; a command without any is `quiet`")
    for version, entry in enumerate(group.entries, start=group.expected_version + 1):
        if (entry.household, entry.version) != (group.household, version):
            raise ValueError(f"the fact at {entry.version} does not continue the household at {version - 1}")
        if not group.within_bounds:
            refuse_out_of_bounds(entry)


def _has_private(group: AppendGroup) -> bool:
    return any(entry.fact.private is not UNSET for entry in group.entries)


def _sealing_with(ring: KeyRing, kek: str | None) -> KeyRing:
    """The keys with that key-encryption key in use which the database takes: a rotation may have broken off."""
    return replace(ring, kek=kek) if kek in ring.keks else ring
