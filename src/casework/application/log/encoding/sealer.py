"""Sealing of personal data: one key per household and per member, wrapped by a key outside the database (ADR 0003)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Union, cast
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from msgspec import UNSET, Struct
from msgspec.structs import replace

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.encoding.suites import SUITE_OF, TAG_BYTES, Aead, Suite, aead
from casework.application.log.encoding.weak_keys import KEY_BYTES
from casework.application.log.records.errors import KeysError, SealBrokenError, UnstorableFactError
from casework.application.log.records.groups import KeyRow
from casework.domain.fact import HOUSEHOLD, Private, Recorded, topic_of
from casework.domain.facts.catalogue import PRIVATE_BLOCKS

_MARK_BYTES = 1
_KEY_ID_BYTES = 8
_CHANCE_BYTES = 4
_NONCE_BYTES = 12
_PLACE_BYTES = _KEY_ID_BYTES - _CHANCE_BYTES
_UNMARKED_KEY_BYTES = _NONCE_BYTES + KEY_BYTES + TAG_BYTES
"""A key that was wrapped before the suite stood in front of it: by AES-256-GCM."""


class Erased(Struct, frozen=True, kw_only=True):
    """Stands where personal data was: the person's key was destroyed, nobody can read it any more (ADR 0003)."""


ERASED = Erased()


class Sealer:
    """
    Seals and unseals the private blocks of facts; holds the key ring and no other state.

    `again` reads the ring anew, for a process that runs on while another one rotates the keys; those known before are
    kept, since rows that were read before may still come.
    """

    def __init__(self, ring: KeyRing, again: Callable[[], KeyRing] | None = None) -> None:
        self._ring = ring
        self._again = again
        self._wrappers: dict[tuple[str, Suite], Aead] = {}
        self._keks = dict(ring.keks)
        self._encoder = msgspec.json.Encoder()
        # A union over the table of blocks: what is sealed can only be one of these.
        self._decoder = msgspec.json.Decoder(Union[PRIVATE_BLOCKS])  # noqa: UP007

    def seal(
        self, entries: Sequence[Recorded], known: Iterable[KeyRow] = ()
    ) -> tuple[tuple[Recorded, ...], list[KeyRow]]:
        """
        The entries of one household with nothing in clear, and the rows of the keys made for it.

        `known` are the household's keys so far. A block is bound to household, version, fact and subject: moved anywhere
        else it does not open.
        """
        rows = {row.subject: row for row in known}
        ciphers: dict[str, tuple[bytes, Aead]] = {}
        made: list[KeyRow] = []
        sealed_entries = []
        for entry in entries:
            if entry.fact.private is UNSET:
                sealed_entries.append(entry)
                continue
            sealed = dict(entry.sealed or {})
            for subject, block in cast("dict[str, Private]", entry.fact.private).items():
                _check(subject, block)
                if subject not in ciphers:
                    ciphers[subject] = self._cipher_for(entry.household, subject, rows, made)
                head, cipher = ciphers[subject]
                nonce = os.urandom(_NONCE_BYTES)
                text = cipher.encrypt(nonce, self._readable(entry, block), _bound_to(entry, subject))
                sealed[subject] = head + nonce + text
            sealed_entries.append(replace(entry, fact=replace(entry.fact, private=UNSET), sealed=sealed or None))
        return tuple(sealed_entries), made

    def _readable(self, entry: Recorded, block: Private) -> bytes:
        """The block as it is sealed, known to open as the same; the reason would quote it and is not told."""
        try:
            clear = self._encoder.encode(block)
            if self._decoder.decode(clear) == block:
                return clear
        except (msgspec.MsgspecError, TypeError, ValueError):
            pass
        raise UnstorableFactError(topic_of(entry.fact))

    def unseal(self, entry: Recorded, known: Iterable[KeyRow]) -> dict[str, Private | Erased]:
        """
        The entry's personal data by subject; `ERASED` where the key is gone.

        Raises:
            SealBrokenError: A block was altered or moved here from elsewhere.
            KeysError: The keys were wrapped by a key-encryption key that the ring does not hold.
        """
        if not entry.sealed:
            return {}
        rows = {row.key_id: row for row in known if row.household == entry.household}
        return {subject: self._open(entry, subject, block, rows) for subject, block in entry.sealed.items()}

    def sealed_beside(self, row: KeyRow, use: str, clear: bytes) -> bytes:
        """A text that is kept beside the facts, under a subject's key and bound to its place and `use`; raises as `carried`."""
        suite, nonce = self._ring.suite, os.urandom(_NONCE_BYTES)
        return suite.mark + nonce + self._cipher_of(row, suite).encrypt(nonce, clear, _beside(row, use))

    def unsealed_beside(self, row: KeyRow, use: str, sealed: bytes) -> bytes:
        """The text that was sealed for this use; raises SealBrokenError when it was altered or moved, and as `carried`."""
        suite, start = SUITE_OF.get(sealed[:_MARK_BYTES]), _MARK_BYTES + _NONCE_BYTES
        try:
            if suite is not None:
                return self._cipher_of(row, suite).decrypt(sealed[_MARK_BYTES:start], sealed[start:], _beside(row, use))
        except InvalidTag:
            pass
        raise SealBrokenError(row.household, 0, row.subject)

    def renew(self) -> bool:
        """Read the ring anew; whether another key-encryption key is in use than before. One that is gone changes nothing."""
        if self._again is None:
            return False
        try:
            ring, before = self._again(), self._ring.kek
        except KeysError:
            return False
        if ring.fingerprint != self._ring.fingerprint:
            return False
        self._keks |= ring.keks
        self._ring = ring
        return ring.kek != before

    def rewrapped(self, row: KeyRow) -> KeyRow:
        """The same key, wrapped by the key-encryption key in use; raises as `carried` does."""
        return self.carried(row, row.household, row.subject)

    def carried(self, row: KeyRow, household: UUID, subject: str) -> KeyRow:
        """
        The key of a person for a further household: the same key under the same id, wrapped for its new place.

        Raises:
            SealBrokenError: The row was altered or moved here from elsewhere.
            KeysError: It was wrapped by a key-encryption key that the ring does not hold.
        """
        try:
            key = self._unwrapped(row)
        except InvalidTag:
            raise SealBrokenError(row.household, 0, row.subject) from None
        return self._wrapped(household, subject, row.key_id, key)

    def _open(self, entry: Recorded, subject: str, block: bytes, rows: dict[bytes, KeyRow]) -> Private | Erased:
        broken = SealBrokenError(entry.household, entry.version, subject)
        suite = SUITE_OF.get(block[:_MARK_BYTES])
        if suite is None:
            raise broken
        key_id = block[_MARK_BYTES : _MARK_BYTES + _KEY_ID_BYTES]
        start = _MARK_BYTES + _KEY_ID_BYTES + (_PLACE_BYTES if block[:_MARK_BYTES] == suite.carried_mark else 0)
        if len(block) <= start + _NONCE_BYTES or block[:start] != _head(suite, entry.household, subject, key_id):
            raise broken
        row = rows.get(key_id)
        if row is None:
            return ERASED
        try:
            nonce, text = block[start : start + _NONCE_BYTES], block[start + _NONCE_BYTES :]
            clear = aead(suite, self._unwrapped(row)).decrypt(nonce, text, _bound_to(entry, subject))
        except InvalidTag:
            raise broken from None
        return cast("Private", self._decoder.decode(clear))

    def _cipher_for(
        self, household: UUID, subject: str, rows: dict[str, KeyRow], made: list[KeyRow]
    ) -> tuple[bytes, Aead]:
        suite = self._ring.suite
        if row := rows.get(subject):
            return _head(suite, household, subject, row.key_id), self._cipher_of(row, suite)
        key_id, key = _key_id(household, subject, os.urandom(_CHANCE_BYTES)), os.urandom(KEY_BYTES)
        made.append(self._wrapped(household, subject, key_id, key))
        return suite.mark + key_id, aead(suite, key)

    def _wrapped(self, household: UUID, subject: str, key_id: bytes, key: bytes) -> KeyRow:
        suite, nonce = self._ring.suite, os.urandom(_NONCE_BYTES)
        sealed = self._wrapper(self._ring.kek, suite).encrypt(nonce, key, household.bytes + key_id)
        wrapped = suite.mark + nonce + sealed
        return KeyRow(household=household, subject=subject, key_id=key_id, kek=self._ring.kek, wrapped=wrapped)

    def _cipher_of(self, row: KeyRow, suite: Suite) -> Aead:
        try:
            return aead(suite, self._unwrapped(row))
        except InvalidTag:
            raise SealBrokenError(row.household, 0, row.subject) from None

    def _unwrapped(self, row: KeyRow) -> bytes:
        if row.kek not in self._keks:
            self.renew()
        if row.kek not in self._keks:
            raise KeysError(
                zh=f"密钥文件中没有主密钥 {row.kek}", en=f"The key file does not hold the key-encryption key {row.kek}"
            )
        suite, sealed = Suite.AES_SHA, row.wrapped
        if len(sealed) != _UNMARKED_KEY_BYTES:
            suite, sealed = SUITE_OF.get(sealed[:_MARK_BYTES], suite), sealed[_MARK_BYTES:]
        nonce, text = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        return self._wrapper(row.kek, suite).decrypt(nonce, text, row.household.bytes + row.key_id)

    def _wrapper(self, kek: str, suite: Suite) -> Aead:
        if (kek, suite) not in self._wrappers:
            self._wrappers[kek, suite] = aead(suite, self._keks[kek])
        return self._wrappers[kek, suite]


def _bound_to(entry: Recorded, subject: str) -> bytes:
    place = entry.household.bytes + entry.version.to_bytes(8, "big")
    return place + f"{topic_of(entry.fact)}\0{subject}".encode()


def _beside(row: KeyRow, use: str) -> bytes:
    return b"beside\0" + row.household.bytes + f"{row.subject}\0{use}".encode()


def _key_id(household: UUID, subject: str, chance: bytes) -> bytes:
    # The second half tells a block whose key was destroyed from one that came from another household or person.
    return chance + sha256(household.bytes + subject.encode() + chance).digest()[:_PLACE_BYTES]


def _head(suite: Suite, household: UUID, subject: str, key_id: bytes) -> bytes:
    """How a block of this place begins under this key; one that came from another household does not name the place."""
    if key_id == _key_id(household, subject, key_id[:_CHANCE_BYTES]):
        return suite.mark + key_id
    return suite.carried_mark + key_id + sha256(household.bytes + subject.encode() + key_id).digest()[:_PLACE_BYTES]


def _check(subject: str, block: object) -> None:
    if subject != HOUSEHOLD and not (subject.isascii() and subject.isdigit()):
        raise ValueError("personal data belongs to the household or to a member's number")
    if type(block) not in PRIVATE_BLOCKS:
        raise ValueError("personal data stands in one of the blocks of the catalogue")
