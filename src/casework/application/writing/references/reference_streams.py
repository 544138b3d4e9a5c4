"""The small aggregates beside the households: divisions and import batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from uuid import UUID

from msgspec import Struct

from casework.application.log.records.errors import ConflictError
from casework.application.log.records.groups import Appended, AppendGroup
from casework.application.log.records.household_ids import reference_id
from casework.application.log.records.retries import retries
from casework.application.places.villages import COUNTY_DIGITS, names_loaded
from casework.application.writing.casework import Casework
from casework.domain.divisions.tree import Divisions
from casework.domain.fact import Fact
from casework.domain.facts.office.divisions import DivisionEntry, DivisionsLoaded
from casework.domain.household.context import in_envelopes
from casework.domain.text_values import refuse_no_account


class DivisionsResult(Struct, frozen=True, kw_only=True):
    """What loading divisions came to: rows read, new names, changed names, and the position of the last fact."""

    divisions: int
    added: int
    renamed: int
    position: int | None


def load_divisions(casework: Casework, entries: Iterable[tuple[str, str]], *, by: str) -> DivisionsResult:
    """
    Record new and renamed divisions, one stream a county; loading the same table again is quiet.

    Raises:
        DivisionCodeError, DivisionNameError, DivisionTwoNamesError, InvalidValueError: A row cannot be taken; nothing
            was recorded.
        ConflictError: Somebody else kept loading divisions.
    """
    refuse_no_account("by", by)
    divisions = Divisions.of(entries)
    rows = sorted(divisions.entries())
    by_county = {county: list(group) for county, group in groupby(rows, key=lambda row: row[0][:COUNTY_DIGITS])}
    for _ in retries():
        known = _known(casework, by_county)
        groups, added, renamed = [], 0, 0
        for county, group in by_county.items():
            version, names = known[county]
            fresh = [(code, name) for code, name in group if names.get(code) != name]
            added += sum(code not in names for code, _ in fresh)
            renamed += sum(code in names for code, _ in fresh)
            if fresh:
                loaded = tuple(DivisionEntry(code=code, name=name) for code, name in fresh)
                fact = DivisionsLoaded(county=county, divisions=loaded)
                groups.append(_group(casework, _stream(casework, "divisions", county), version, [fact], by))
        answers = casework.log.append_groups(groups)
        positions = [answer.last_position for answer in answers.values() if isinstance(answer, Appended)]
        if len(positions) == len(groups):
            return DivisionsResult(
                divisions=len(rows), added=added, renamed=renamed, position=max(positions, default=None)
            )
    raise ConflictError(_stream(casework, "divisions", next(iter(by_county))))


def record_batch(casework: Casework, batch: str, fact: Fact, *, by: str) -> int | None:
    """Record a fact of an import batch; quiet when the batch holds it already. Answers its position."""
    refuse_no_account("by", by)
    stream = _stream(casework, "import", batch)
    for _ in retries():
        entries = casework.log.entries(stream)
        if any(entry.fact == fact for entry in entries):
            return None
        group = _group(casework, stream, len(entries), [fact], by)
        answer = casework.log.append_groups([group])[stream]
        if isinstance(answer, Appended):
            return answer.last_position
    raise ConflictError(stream)


def batch_facts(casework: Casework, batch: str) -> list[Fact]:
    """The facts of an import batch; none when there is no such batch."""
    return [entry.fact for entry in casework.log.entries(_stream(casework, "import", batch))]


def _stream(casework: Casework, kind: str, name: str) -> UUID:
    return reference_id(casework.keys.ids, kind=kind, name=name)


def _known(casework: Casework, counties: Iterable[str]) -> dict[str, tuple[int, dict[str, str]]]:
    streams = {county: _stream(casework, "divisions", county) for county in counties}
    found = casework.log.streams(list(streams.values()))
    return {county: (len(found[stream]), names_loaded(found[stream])) for county, stream in streams.items()}


def _group(casework: Casework, stream: UUID, version: int, facts: Sequence[Fact], by: str) -> AppendGroup:
    context = casework.context(by)
    entries = in_envelopes(stream, version, facts, context, f"{by}/{stream}/{version}")
    return AppendGroup(household=stream, expected_version=version, entries=entries)
