"""Who signs an entry: a person's account, a rule under a policy, or an import by its batch."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace


class SignerKind(StrEnum):
    """A person by account, a rule of the program, or an import by its batch."""

    ACCOUNT = "account"
    RULE = "rule"
    IMPORT = "import"

    @property
    def prefix(self) -> str:
        """What the stored name begins with; nothing for an account, which is stored as it is."""
        return "" if self is SignerKind.ACCOUNT else f"{self}:"


class Signer(Struct, frozen=True):
    """
    The signer of an entry, stored as text: `li.na`, `rule:escalation@1`, `import:20260302-1`.

    `name` is the account, the rule's name or the batch; `version` the policy under which a rule signs, empty where
    that is not said yet.
    """

    kind: SignerKind
    name: str
    version: str = ""

    @classmethod
    def of(cls, stored: str) -> Signer:
        """The signer of a stored name."""
        for kind in (SignerKind.RULE, SignerKind.IMPORT):
            if stored.startswith(kind.prefix):
                name = stored.removeprefix(kind.prefix)
                name, _, version = name.partition("@") if kind is SignerKind.RULE else (name, "", "")
                return cls(kind, name, version)
        return cls(SignerKind.ACCOUNT, stored)

    @property
    def is_rule(self) -> bool:
        """Whether a rule signs, and nobody in person."""
        return self.kind is SignerKind.RULE

    def under(self, version: str) -> Signer:
        """A rule signs under this version of its policy; anybody else as before."""
        return replace(self, version=version) if self.is_rule else self

    def __str__(self) -> str:
        """The name as it is stored."""
        return f"{self.kind.prefix}{self.name}{'@' if self.version else ''}{self.version}"


@lru_cache(maxsize=4096)
def account_of(typed: str) -> str:
    """
    The account however it was typed: width, case and spaces are spelling, so that nobody is two persons.

    What a rule or an import signs with stays as it is.
    """
    if Signer.of(typed).kind is not SignerKind.ACCOUNT:
        return typed
    return "".join(unicodedata.normalize("NFKC", typed).casefold().split())


def maker_of(by: str, in_stead_of: Sequence[str] = ()) -> str:
    """Who took a step: an account, and the accounts in whose stead it acted, as `20000002（代20000001）`."""
    return f"{account_of(by)}（代{'、'.join(in_stead_of)}）" if in_stead_of else account_of(by)


def persons_of(maker: str) -> tuple[str, ...]:
    """Everybody whose step it was: who took it, and in whose stead."""
    by, stands_in, numbers = maker.removesuffix("）").rpartition("（代")
    accounts = numbers.split("、")
    return (by, *accounts) if stands_in and all(each.isdecimal() for each in accounts) else (maker,)


ESCALATION = Signer(SignerKind.RULE, "escalation")
"""The sweep, which reminds and escalates."""

DETECTION = Signer(SignerKind.RULE, "detection")
"""The daily detection."""

DIVISION_CHANGE = Signer(SignerKind.RULE, "divisions")
"""A change of divisions, which moves households to the successors of their villages."""


DIVISION_LEDGER = Signer(SignerKind.RULE, "ledgers")
"""What opens the ledgers of divisions of which a policy asks something."""

INSTALLATION = Signer(SignerKind.RULE, "installation")
"""Whoever runs the installation and holds its keys; makes the first administrators and signs nothing else."""


def import_signer(batch: str) -> Signer:
    """The import of a batch."""
    return Signer(SignerKind.IMPORT, batch)
