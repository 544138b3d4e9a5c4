"""Refusing a number or word that the office's own list does not hold on the day (GY-17g)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from msgspec import Struct

from casework.domain.codes.offices import ReferenceKind
from casework.domain.errors import RefusedError
from casework.domain.fact import Fact
from casework.domain.facts.office.references import ReferenceEntry
from casework.domain.household.context import DecisionContext
from casework.domain.policy.reference_lists import ReferenceLists

NAMES: Final[dict[str, tuple[ReferenceKind, ...]]] = {
    "clause": (ReferenceKind.CLAUSES, ReferenceKind.MEASURES),
    "campaign": (ReferenceKind.CAMPAIGNS,),
    "employer_id": (ReferenceKind.EMPLOYERS,),
    "employer_class": (ReferenceKind.EMPLOYER_KINDS,),
    "site_code": (ReferenceKind.SITES,),
}
"""On which lists what stands in a field of this name has to be, where one is kept."""


class NotListedError(RefusedError):
    """The office keeps such a list, and this is not on it on the day; what is nearest is named."""

    def __init__(self, field: str, said: str, kind: ReferenceKind, near: Iterable[ReferenceEntry]) -> None:
        self.field = field
        self.said = said
        names = [f"{each.code} {each.name}".strip() for each in near]
        zh, en = ("，相近的有：" + "、".join(names), f"; near: {', '.join(names)}") if names else ("", "")
        self.zh = f"“{said}”当日不在{kind.zh}清单中{zh}"
        self.en = f"{said} is not on the list of {kind.en} on that day{en}"


def refuse_unlisted(facts: Iterable[Fact], context: DecisionContext) -> None:
    """Refuse what a list that is kept does not hold on the day of the act. Raises NotListedError."""
    lists = context.rules.references
    for fact in facts if lists.loaded else ():
        for refused in unlisted(fact, lists, context.today):
            raise refused


def unlisted(part: Struct, lists: ReferenceLists, on: date) -> Iterator[NotListedError]:
    """What the part names that no list in force on the day holds, where one is kept."""
    for field, said in _named(part):
        near = lists.near(NAMES[field], said, on)
        if near is not None:
            yield NotListedError(field, said, NAMES[field][0], near)


def _named(part: Struct) -> Iterator[tuple[str, str]]:
    for name in part.__struct_fields__:
        value: Any = getattr(part, name)
        if name in NAMES and isinstance(value, str) and value:
            yield name, value
        elif name in ("details", "values") and isinstance(value, Struct):
            yield from _named(value)
