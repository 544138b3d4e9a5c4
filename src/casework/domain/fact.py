"""What a fact is, the personal data it may carry, and the envelope it is recorded in."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import fields

from casework.domain.codes.offices import Role
from casework.domain.labels import Label
from casework.domain.signer import maker_of
from casework.domain.values.bounds import Text

Moment = Annotated[datetime, Meta(tz=True)]
"""An instant with its time zone; stored in UTC."""

HOUSEHOLD = "household"
"""The key subject of what belongs to the whole household; a member's subject is the member's number as text."""


class Private(Struct, frozen=True, kw_only=True, tag_field="block", omit_defaults=True):
    """Personal data in clear: exists in memory only and is sealed before it is stored (ADR 0003)."""

    def __repr__(self) -> str:
        """The kind of the block alone, so that no log or assertion shows a person."""
        return f"{type(self).__name__}(…)"


class Fact(Struct, frozen=True, kw_only=True, tag_field="fact", omit_defaults=True):
    """
    Something that happened to a household, in past tense; never edited once recorded.

    What is true of every fact of a kind stands as a class variable where the kind is declared; none of it is stored.
    """

    label: ClassVar[Label]
    """What screens call it."""

    sentence: ClassVar[Label | None] = None
    """What the history says of it, with fields in braces; None where the wording depends on more than that."""

    kept_in_episode: ClassVar[bool] = True
    """The open episode keeps it, and a deadline rule may name it."""

    also_outside: ClassVar[bool] = False
    """It happens outside episodes too; one that happens in an episode alone changes nothing where none is (ADR 0031)."""

    of_the_register: ClassVar[bool] = False
    """It speaks of who lives there, in an episode or not: always outside, and a deadline rule may name it."""

    of_a_ledger: ClassVar[bool] = False
    """It speaks of a division's ledger, never of a household (ADR 0034)."""

    changes_household: ClassVar[bool] = True
    """Folding it changes the household itself; else it leaves its entry in the episode, or nothing."""

    only_answered: ClassVar[bool] = False
    """It is answered by a new fact and never corrected, like a decision of the sweep or of a second person."""

    decided_by_rule: ClassVar[bool] = False
    """The program's rules decide it, whoever acted before it: its envelope says by which text."""

    fixed_fields: ClassVar[frozenset[str]] = frozenset()
    """What no correction changes: which thing it speaks of, or what only a second side may say."""

    what_if_shortcut: ClassVar[bool] = False
    """
    It starts, meets or ends deadlines and leaves those before as they were, so that a what-if may take the last state.

    An allow-list on purpose: a new kind of fact takes the exact way until somebody has looked at it.
    """

    private: dict[str, Any] | UnsetType = UNSET
    """Personal data by key subject (`household` or a member's number): `Private` blocks, in memory only."""


class RuleText(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    By which text the program decided by itself: the policy and the work calendar by version, and its own release.

    The SHA-256 are those of the texts as they were published, in hexadecimal; of a calendar in several layers that of
    the layers' SHA-256 in order. Empty where the rules were handed over without a text. `directory` is the version of the
    directory of accounts by which holders of offices were named (ADR 0037), None where none were.
    """

    policy: str
    policy_sha256: str
    calendar: str
    calendar_sha256: str
    release: str
    directory: int | None = None


class ActingOffice(Struct, frozen=True, kw_only=True):
    """In which office somebody acts: a role, and the 12-digit code of its division; empty until it is known which."""

    role: Role
    division: str = ""

    def __str__(self) -> str:
        """As it is written: `township@990101001000`."""
        return f"{self.role}@{self.division}"


class Recorded(Struct, frozen=True, kw_only=True):
    """
    A fact with its envelope: where it stands, when it happened, when it was recorded, and who said so.

    `originator_id` and `originator_version` are the library's words for the stream and the place in it (versions
    count from 1); `timestamp` is the recording moment and `occurred_at` when it happened, both in UTC; `by` is an
    account, `rule:<name>@<version>` or `import:<batch>`; `office` is the office in which the account acted, None where
    that was not said, for what a rule decided and for entries older than this field; `under` is the text by which a
    rule decided, None for what a person decided and for entries older than this field; `sealed` holds the sealed blocks
    by key subject. `in_stead_of` are the accounts of those who were away and in whose stead the account acted, in an office of
    theirs; empty in an office of its own, and for entries older than this field.
    """

    originator_id: UUID
    originator_version: int
    timestamp: Moment
    occurred_at: Moment
    by: str
    command_id: Annotated[str, Text(signs=300)]
    fact: Fact
    office: ActingOffice | None = None
    under: RuleText | None = None
    sealed: dict[str, bytes] | None = None
    in_stead_of: tuple[str, ...] = ()

    @property
    def maker(self) -> str:
        """Who took the step, and in whose stead: what every rule about a second person compares."""
        return maker_of(self.by, self.in_stead_of)

    @property
    def household(self) -> UUID:
        """The household whose history this is."""
        return self.originator_id

    @property
    def version(self) -> int:
        """The place in the household's history, from 1."""
        return self.originator_version


def topic_of(fact: Fact | type[Fact]) -> str:
    """The short stable name of a fact (`cadre-assigned`)."""
    return _tag_of(fact if isinstance(fact, type) else type(fact))


@cache
def _tag_of(kind: type[Fact]) -> str:
    return str(kind.__struct_config__.tag)


def clear_fields(fact: Fact) -> dict[str, Any]:
    """The fact's clear values by field name; personal data is not among them."""
    return {field.name: getattr(fact, field.name) for field in fields(fact) if field.name != "private"}
