"""The key file: which secrets casework holds outside the database, and how the file is made and read."""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
import stat
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from casework.application.log.encoding.key_command import KEYS_COMMAND, answer_of
from casework.application.log.encoding.suites import Suite, keyed_hash
from casework.application.log.encoding.weak_keys import KEY_BYTES, PUBLISHED, weakness
from casework.application.log.records.errors import KeysError
from casework.domain.persons import name_key, telephone_numbers

DIGEST_BYTES = 16


class DigestKind(StrEnum):
    """By what a person can be looked up; the kind is part of the digest, so digests of two kinds never meet."""

    RESIDENT_ID = "resident-id"
    TELEPHONE = "telephone"
    FULL_NAME = "full-name"
    SIGN_ON = "sign-on"


class KeyRing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    The secrets of one installation, each random and for one use only.

    `keks` wrap data keys, `kek` names the one in use; `ids` makes household ids and is never changed, nor is `digests`,
    which the tables of persons and look-ups are filled with; `requests` hashes commands' requests. `suite` says by which
    ciphers and hashes, from the beginning on, since the tables of look-ups are filled by it.
    """

    format: int = 1
    suite: Suite = Suite.AES_SHA
    kek: str
    keks: dict[str, bytes]
    ids: bytes
    digests: bytes
    requests: bytes

    def __repr__(self) -> str:
        """The name of the key in use alone, so that no log shows a secret."""
        return f"KeyRing(kek={self.kek!r})"

    @classmethod
    def random(cls, suite: Suite = Suite.AES_SHA) -> KeyRing:
        """A ring of new keys that exists in memory only."""
        name = secrets.token_hex(4)
        ids, digests, requests = (secrets.token_bytes(KEY_BYTES) for _ in range(3))
        keks = {name: secrets.token_bytes(KEY_BYTES)}
        return cls(suite=suite, kek=name, keks=keks, ids=ids, digests=digests, requests=requests)

    @classmethod
    def create(cls, path: Path, suite: Suite = Suite.AES_SHA) -> KeyRing:
        """
        New keys in a new file that only its owner can read; the file is complete or not there.

        Raises:
            KeysError: There is such a file already, or it cannot be written; nothing was changed.
        """
        ring = cls.random(suite)
        try:
            with _draft(path, ring._as_file()) as draft:
                os.link(draft, path)  # an existing file is never replaced
        except FileExistsError:
            raise KeysError(zh=f"密钥文件已存在：{path}", en=f"The key file exists already: {path}") from None
        except OSError as error:
            raise _unwritable(path, error) from None
        return ring

    @classmethod
    def load(cls, path: Path) -> KeyRing:
        """
        The keys of the file.

        Raises:
            KeysError: The file is absent, readable by others, no key file, or one with a weak secret.
        """
        try:
            mode = path.stat().st_mode
            content = path.read_bytes()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise KeysError(
                zh=f"无法读取密钥文件 {path}：{reason}", en=f"The key file {path} cannot be read: {reason}"
            ) from None
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise KeysError(
                zh=f"密钥文件 {path} 可被他人读取：请运行 chmod 600 {path}",
                en=f"The key file {path} can be read by others: chmod 600 it",
            )
        return cls._of(content, str(path))

    @classmethod
    def from_command(cls, command: str) -> KeyRing:
        """The keys that the command writes, as they stand in a key file; raises KeysError as `load` does."""
        return cls._of(answer_of(command), KEYS_COMMAND)

    def with_new_kek(self) -> KeyRing:
        """The ring with a new key-encryption key in use, the earlier ones beside it."""
        name = secrets.token_hex(4)
        return replace(self, kek=name, keks={**self.keks, name: secrets.token_bytes(KEY_BYTES)})

    def with_one_kek(self) -> KeyRing:
        """The ring with the key-encryption key in use alone."""
        return replace(self, keks={self.kek: self.keks[self.kek]})

    def put_in_place_of(self, path: Path) -> None:
        """
        Write these keys into a file that is there; whoever reads it meanwhile has the earlier ones or these, whole.

        Raises:
            KeysError: It cannot be written; it is as it was.
        """
        target = path.resolve()
        try:
            with _draft(target, self._as_file()) as draft:
                draft.replace(target)
        except OSError as error:
            raise _unwritable(path, error) from None

    @classmethod
    def load_or_create(cls, path: Path) -> KeyRing:
        """The keys of the file, which is made if it is not there; several processes at once end up with the same."""
        if not path.exists():
            with contextlib.suppress(KeysError):
                return cls.create(path)
        return cls.load(path)

    @property
    def fingerprint(self) -> str:
        """What shows that a database belongs to these keys, without telling anything about them."""
        return hmac.digest(
            self.ids,
            b"casework ids\0" + hmac.digest(self.digests, b"casework digests", "sha256") + self._beside,
            "sha256",
        ).hex()

    @property
    def _beside(self) -> bytes:
        """What else a database is filled by; nothing for the suite that there was before there were two."""
        return b"" if self.suite is Suite.AES_SHA else str(self.suite).encode()

    def digest(self, kind: DigestKind, value: str) -> bytes:
        """
        The keyed hash by which a value is looked up; width, case and spaces of the spelling do not matter.

        Nor do the dots and hyphens of a name; a telephone is one number by its digits.
        """
        spelling = _SPELLING[kind](value)
        return keyed_hash(self.suite, self.digests, f"{kind}\0{spelling}".encode())[:DIGEST_BYTES]

    def request_hash(self, request: bytes) -> bytes:
        """The keyed hash of a command's request, which holds personal data; 32 bytes."""
        return keyed_hash(self.suite, self.requests, request)

    @property
    def is_published(self) -> bool:
        """Whether these keys stand in the source tree, for everybody to read."""
        return self.fingerprint in PUBLISHED

    def _as_file(self) -> bytes:
        content = msgspec.to_builtins(self)
        if self.suite is Suite.AES_SHA:
            del content["suite"]  # an earlier program reads the file too
        return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"

    @classmethod
    def _of(cls, content: bytes, place: str) -> KeyRing:
        try:
            ring = msgspec.json.decode(content, type=cls)
        except (msgspec.MsgspecError, UnicodeDecodeError, ValueError):
            # No cause: it would quote the file.
            raise _unusable(place, "格式不对", "it is malformed") from None
        if ring.format != 1 or ring.kek not in ring.keks:
            raise _unusable(place, "格式不对", "it is malformed")
        uses = {"ids": ring.ids, "digests": ring.digests, "requests": ring.requests}
        if weak := weakness({**{f"keks.{name}": key for name, key in ring.keks.items()}, **uses}):
            raise _unusable(place, weak.zh, weak.en)
        return ring


def _unusable(place: str, zh: str, en: str) -> KeysError:
    return KeysError(
        zh=f"{place} 不是有效的密钥文件：{zh}；请从备份中恢复（全新开始可用 casework keys init 文件 生成）",
        en=f"{place} is not a valid key file: {en}; bring it back from its backup (casework keys init FILE makes one for "
        "new work)",
    )


def _unwritable(path: Path, error: OSError) -> KeysError:
    reason = error.strerror or type(error).__name__
    return KeysError(zh=f"无法写入密钥文件 {path}：{reason}", en=f"The key file {path} cannot be written: {reason}")


def _compact(value: str) -> str:
    return "".join(unicodedata.normalize("NFKC", value).split()).upper()


def _one_telephone(value: str) -> str:
    return next(iter(telephone_numbers(value)), _compact(value))


_SPELLING: dict[DigestKind, Callable[[str], str]] = {
    DigestKind.RESIDENT_ID: _compact,
    DigestKind.TELEPHONE: _one_telephone,
    DigestKind.FULL_NAME: name_key,
    DigestKind.SIGN_ON: str,  # two spellings are two persons there
}


@contextlib.contextmanager
def _draft(path: Path, content: bytes) -> Iterator[Path]:
    """A whole file beside the path, to be put there in the block; afterwards it stays there or was never begun."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
