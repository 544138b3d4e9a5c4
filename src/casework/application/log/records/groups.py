"""What is handed to the log in one piece, and what it answers: groups of facts, command keys, person and index rows."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from msgspec import Struct

from casework.domain.fact import Recorded


class CommandKey(Struct, frozen=True, kw_only=True):
    """A caller's own name for one command: the same key is carried out once (ADR 0002)."""

    actor: str
    command_id: str
    request_hash: bytes


class PersonRow(Struct, frozen=True, kw_only=True):
    """
    A person, by the digest of the resident id, joins the group's household or leaves it; everybody stands in one only.
    """

    digest: bytes
    member: int
    action: Literal["add", "remove"] = "add"


class IndexRow(Struct, frozen=True, kw_only=True):
    """
    A member is found by this digest of one kind from now on, and by no earlier one; None: by none of that kind.

    Several rows of one kind stand beside each other: somebody may have two telephones.
    """

    kind: str
    digest: bytes | None
    member: int


class CarriedKey(Struct, frozen=True, kw_only=True):
    """A member of the group's household is the person who was `from_member` of another one: the same key is theirs."""

    member: int
    household: UUID
    from_member: int


class ErasedKey(Struct, frozen=True, kw_only=True):
    """A data key that was destroyed: of which household, whose, and its id, by which a restored one is known again."""

    household: UUID
    subject: str
    key_id: bytes


class AppendGroup(Struct, frozen=True, kw_only=True):
    """
    The facts of one household that are stored together or not at all.

    `entries` continue at `expected_version` + 1, their personal data still in clear: the log seals it. Who has looked
    already whether every value is within its bound says so with `within_bounds`. `erased` are subjects whose keys are
    destroyed, with all by which a member among them is looked up.
    """

    household: UUID
    expected_version: int
    entries: tuple[Recorded, ...]
    command: CommandKey | None = None
    people: tuple[PersonRow, ...] = ()
    index: tuple[IndexRow, ...] = ()
    carried: tuple[CarriedKey, ...] = ()
    erased: tuple[str, ...] = ()
    within_bounds: bool = False


class Appended(Struct, frozen=True, kw_only=True):
    """Where the facts of a group now stand in the log."""

    first_position: int
    last_position: int


class StoredAnswer(Struct, frozen=True, kw_only=True):
    """
    What a command came to when it was carried out.

    A command that recorded facts names their versions and positions; a quiet one has no positions, and both versions
    are the household's at that moment.
    """

    household: UUID
    first_version: int
    last_version: int
    request_hash: bytes
    positions: tuple[int, ...] = ()


class KeyRow(Struct, frozen=True, kw_only=True):
    """A data key as it is stored: whose it is, and its bytes wrapped by the key-encryption key `kek`."""

    household: UUID
    subject: str
    key_id: bytes
    kek: str
    wrapped: bytes


class WrappedKeys(Struct, frozen=True, kw_only=True):
    """How many data keys of households and of members one key-encryption key wraps; `kek` is its name."""

    kek: str
    households: int
    members: int


class Unreadable(Struct, frozen=True, kw_only=True):
    """A stored fact that this program cannot read; its household is parked, the others go on (ADR 0005)."""

    originator_id: UUID
    originator_version: int
    topic: str
    reason: str


Entry = tuple[int, Recorded | Unreadable]
"""A position in the log and what stands there."""
