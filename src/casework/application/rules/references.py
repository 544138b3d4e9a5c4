"""Where the lists are loaded that an office keeps of its own, and what stands on them (GY-17g, CD-5a)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Struct
from msgspec.structs import asdict

from casework.application.log.records.errors import ConflictError
from casework.application.log.records.groups import Appended, AppendGroup
from casework.application.log.records.retries import retries
from casework.application.writing.casework import Casework
from casework.domain.codes.offices import ReferenceKind
from casework.domain.columns import ListRow, column
from casework.domain.facts.office.references import ReferenceEntry
from casework.domain.household.context import in_envelopes
from casework.domain.labels import Label
from casework.domain.rules.reference_changes import ListChange, load_list
from casework.domain.text_values import refuse_no_account


class GivenList(Struct, frozen=True, kw_only=True):
    """A list as it was given: of which kind, whose (12 digits), from which day on, and the SHA-256 of its file."""

    kind: ReferenceKind
    division: str
    effective_on: date
    entries: tuple[ReferenceEntry, ...]
    sha256: str = ""


class ListedReference(ListRow, frozen=True, kw_only=True):
    """An entry that may be named on a day, with the list that it is on: whose, which version, since when, its file."""

    title = Label("共 {} 条", "{} entries")
    on_screen = ("code", "name", "group", "division", "version", "effective_on")

    code: Annotated[str, column("编号", "number")]
    name: Annotated[str, column("名称", "name")]
    group: Annotated[str, column("类别", "class")]
    division: Annotated[str, column("区划", "division")]
    version: Annotated[int, column("版本", "version")]
    effective_on: Annotated[date, column("自", "from")]
    sha256: Annotated[str, column("文件 SHA-256", "SHA-256 of the file")]


def preview_list(casework: Casework, given: GivenList) -> ListChange:
    """What loading the list would come to; nothing is recorded. Raises InvalidValueError."""
    return load_list(casework.books.current(), **asdict(given))


def load_reference_list(casework: Casework, given: GivenList, *, by: str) -> ListChange:
    """
    The list holds in the division from a day on, whole; quiet when it says what is in force.

    Raises InvalidValueError: nothing was recorded. Raises ConflictError.
    """
    refuse_no_account("by", by)
    stream = casework.books.references
    for _ in retries():
        version = len(casework.log.entries(stream))
        change = preview_list(casework, given)
        if change.fact is None:
            return change
        envelopes = in_envelopes(stream, version, [change.fact], casework.context(by), f"{by}/{stream}/{version}")
        group = AppendGroup(household=stream, expected_version=version, entries=envelopes)
        if isinstance(casework.log.append_groups([group])[stream], Appended):
            return change
    raise ConflictError(stream)


def listed_references(casework: Casework, kind: ReferenceKind, division: str, on: date) -> list[ListedReference]:
    """What may be named in a division on a day, by number."""
    lists = casework.books.current().of(division).references
    return [
        ListedReference(
            code=code,
            name=each.entry.name,
            group=each.entry.group,
            division=each.of.division,
            version=each.of.version,
            effective_on=each.of.effective_on,
            sha256=each.of.sha256,
        )
        for code, each in sorted(lists.standing(kind, on).items())
    ]
