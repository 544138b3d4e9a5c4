"""Loading a list that an office keeps of its own: what it would change, and when it is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from casework.domain.codes.offices import ReferenceKind
from casework.domain.errors import InvalidValueError
from casework.domain.facts.office.references import ReferenceEntry, ReferenceListLoaded
from casework.domain.rules.rule_book import RuleBook
from casework.domain.text_values import refuse_blank


class ListChange(Struct, frozen=True, kw_only=True):
    """
    What loading a list comes to: the fact, None when nothing would change, and how many entries come, go and are renamed.
    """

    fact: ReferenceListLoaded | None
    entries: int
    added: tuple[ReferenceEntry, ...]
    removed: tuple[ReferenceEntry, ...]
    renamed: tuple[ReferenceEntry, ...]


def load_list(
    book: RuleBook,
    *,
    kind: ReferenceKind,
    division: str,
    effective_on: date,
    entries: Iterable[ReferenceEntry],
    sha256: str = "",
) -> ListChange:
    """
    The list holds in the division from a day on, whole. Quiet when the list of that day says the same.

    Raises InvalidValueError for an empty list, a blank number, or one that stands twice with different names.
    """
    there: dict[str, ReferenceEntry] = {}
    for entry in entries:
        refuse_blank("code", entry.code)
        if there.setdefault(entry.code, entry) != entry:
            raise InvalidValueError(
                "code",
                zh=f"编号“{entry.code}”出现两次，内容不同，请只留一条",
                en=f"The number {entry.code} stands twice with other words: keep one",
            )
    if not there:
        raise InvalidValueError(
            "entries", zh="清单是空的，请至少写一条", en="The list is empty: give at least one entry"
        )
    own = [each for each in book.references if (each.kind, each.division) == (kind, division)]
    before = max(
        (each for each in own if each.effective_on <= effective_on), key=lambda each: each.effective_on, default=None
    )
    known = {entry.code: entry for entry in before.entries} if before else {}
    same = before is not None and known == there
    loaded = ReferenceListLoaded(
        kind=kind,
        division=division,
        version=len(own) + 1,
        effective_on=effective_on,
        entries=tuple(there.values()),
        sha256=sha256,
    )
    return ListChange(
        fact=None if same else loaded,
        entries=len(there),
        added=tuple(entry for code, entry in there.items() if code not in known),
        removed=tuple(entry for code, entry in known.items() if code not in there),
        renamed=tuple(entry for code, entry in there.items() if code in known and known[code] != entry),
    )
