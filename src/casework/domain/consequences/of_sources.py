"""Rules that name a passage of a document that has no such passage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from casework.domain.consequences.consequence import Consequence
from casework.domain.labels import Label
from casework.domain.policy.policy import Policy
from casework.domain.policy.sections import Rule
from casework.domain.policy.source_words import unknown_sources


def source_consequences(policy: Policy) -> Iterator[Consequence]:
    """Each id that looks like one of the documents' and is none: odd, for what the rule asks is not changed by it."""
    for source in dict.fromkeys(_sources(policy)):
        for name in unknown_sources(source):
            yield Consequence(
                label=Label(
                    f"依据“{name}”不存在，请核对（见 docs/sources.md）",
                    f"There is no source {name}; look at docs/sources.md",
                ),
                harms=False,
            )


def _sources(part: Any) -> Iterator[str]:
    """What the rules of a policy name as their sources, in order."""
    if isinstance(part, Rule):
        yield part.source
    if isinstance(part, Struct):
        for each in asdict(part).values():
            yield from _sources(each)
    elif isinstance(part, tuple):
        for each in part:
            yield from _sources(each)
