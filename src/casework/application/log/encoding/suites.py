"""By which ciphers and hashes an installation seals and looks up: the international suite or the national one."""

from __future__ import annotations

import hmac
from enum import StrEnum
from typing import Final, Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC

TAG_BYTES: Final = 16
_SM4_KEY_BYTES: Final = 16


class Suite(StrEnum):
    """AES-256-GCM and SHA-256, or SM4-GCM and SM3 (GB/T 32907, GB/T 32905) where the office must use national ciphers."""

    AES_SHA = "aes-sha"
    SM4_SM3 = "sm4-sm3"

    @property
    def mark(self) -> bytes:
        """The first byte of what is sealed by it under a key of its own place."""
        return _MARKS[self][:1]

    @property
    def carried_mark(self) -> bytes:
        """The first byte of a block under a key that came with a person from another household (ADR 0033)."""
        return _MARKS[self][1:]


_MARKS: Final = {Suite.AES_SHA: b"\x01\x02", Suite.SM4_SM3: b"\x03\x04"}
SUITE_OF: Final = {bytes([mark]): suite for suite, marks in _MARKS.items() for mark in marks}
"""By the first byte of something sealed, whichever suite the installation uses now."""


class Aead(Protocol):
    """Seals a text so that it opens unaltered, and together with what it is bound to, or not at all."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        """The sealed text, its tag at the end; a nonce of 12 bytes is used once under a key."""

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        """The text in clear. Raises InvalidTag when anything of it was altered."""


def aead(suite: Suite, key: bytes) -> Aead:
    """What seals by a suite under a key of 32 bytes; SM4 takes one of 16, which follows from it by SM3."""
    if suite is Suite.AES_SHA:
        return AESGCM(key)
    return _Sm4Gcm(keyed_hash(suite, key, b"casework sm4")[:_SM4_KEY_BYTES])


def keyed_hash(suite: Suite, key: bytes, text: bytes) -> bytes:
    """The keyed hash (HMAC) of a text, 32 bytes."""
    if suite is Suite.AES_SHA:
        return hmac.digest(key, text, "sha256")
    found = HMAC(key, hashes.SM3())
    found.update(text)
    return found.finalize()


class _Sm4Gcm:
    """SM4 in Galois/Counter mode (GB/T 17964, GM/T 0002), spoken as the library speaks AES-GCM."""

    def __init__(self, key: bytes) -> None:
        self._algorithm = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        encryptor = Cipher(self._algorithm, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated_data)
        sealed = encryptor.update(data) + encryptor.finalize()
        return sealed + encryptor.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        sealed, tag = data[:-TAG_BYTES], data[-TAG_BYTES:]
        decryptor = Cipher(self._algorithm, modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(associated_data)
        return decryptor.update(sealed) + decryptor.finalize()
