"""The small aggregates beside the households: divisions and import batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.application.log.records.errors import ConflictError
from casework.application.log.records.groups import Appended, AppendGroup
from casework.application.log.records.household_ids import reference_id
from casework.application.log.records.retries import retries
from casework.application.places.villages import COUNTY_DIGITS, changes_until, names_loaded
from casework.application.writing.casework import Casework
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.consequences.of_divisions import DivisionsHarmError, TableOfDivisions, judge_table
from casework.domain.divisions.tree import Divisions
from casework.domain.fact import Fact
from casework.domain.facts.office.divisions import DivisionEntry, DivisionsLoaded
from casework.domain.household.context import in_envelopes
from casework.domain.labels import Label
from casework.domain.text_values import refuse_no_account


class DivisionsResult(Struct, frozen=True, kw_only=True):
    """
    What loading divisions came to: rows read, new names, changed names, and the position of the last fact.

    `warnings` say what is odd about the table and hurts nobody.
    """

    divisions: int
    added: int
    renamed: int
    position: int | None
    warnings: tuple[Label, ...] = ()


class _Decided(NamedTuple):
    """A table as it would be recorded: a fact for each county with the version before it, and what comes of it."""

    facts: dict[str, tuple[int, DivisionsLoaded]]
    result: DivisionsResult


def preview_divisions(casework: Casework, entries: Iterable[tuple[str, str]]) -> DivisionsResult:
    """What loading the table would come to; nothing is recorded. Raises as `load_divisions` does."""
    return _decided(casework, Divisions.of(entries)).result


def load_divisions(casework: Casework, entries: Iterable[tuple[str, str]], *, by: str) -> DivisionsResult:
    """
    Record new and renamed divisions, one stream a county; loading the same table again is quiet.

    Raises:
        DivisionCodeError, DivisionNameError, DivisionTwoNamesError, InvalidValueError: A row cannot be taken; nothing
            was recorded.
        DivisionsHarmError: It would leave divisions without an office above them, or households in the wrong village.
        UnreadableFactError: The changes of divisions so far cannot be read.
        ConflictError: Somebody else kept loading divisions.
    """
    refuse_no_account("by", by)
    divisions = Divisions.of(entries)
    for _ in retries():
        decided = _decided(casework, divisions)
        groups = [
            _group(casework, _stream(casework, "divisions", county), version, [fact], by)
            for county, (version, fact) in decided.facts.items()
        ]
        answers = casework.log.append_groups(groups)
        positions = [answer.last_position for answer in answers.values() if isinstance(answer, Appended)]
        if len(positions) == len(groups):
            return replace(decided.result, position=max(positions, default=None))
    raise ConflictError(_stream(casework, "divisions", next(iter(divisions.by_code))[:COUNTY_DIGITS]))


def _decided(casework: Casework, divisions: Divisions) -> _Decided:
    rows = sorted(divisions.entries())
    by_county = {county: list(group) for county, group in groupby(rows, key=lambda row: row[0][:COUNTY_DIGITS])}
    known = _known(casework, by_county)
    facts, added, renamed = {}, 0, 0
    for county, group in by_county.items():
        version, names = known[county]
        fresh = [(code, name) for code, name in group if names.get(code) != name]
        added += sum(code not in names for code, _ in fresh)
        renamed += sum(code in names for code, _ in fresh)
        if fresh:
            loaded = tuple(DivisionEntry(code=code, name=name) for code, name in fresh)
            facts[county] = (version, DivisionsLoaded(county=county, divisions=loaded))
    changes = changes_until(casework.log, casework.keys, shanghai_date(casework.clock.now()))
    before = {code: name for _, names in known.values() for code, name in names.items()}
    before |= {code: name for code, name in changes.names().items() if code[:COUNTY_DIGITS] in by_county}
    judged = judge_table(TableOfDivisions(before, dict(rows), changes.stands))
    if facts and judged.harms:
        raise DivisionsHarmError(judged.harms[0], len(judged.harms) - 1)
    result = DivisionsResult(
        divisions=len(rows),
        added=added,
        renamed=renamed,
        position=None,
        warnings=judged.oddities if facts else (),
    )
    return _Decided(facts, result)


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
