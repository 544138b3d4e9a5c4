"""Taking a wrong import back by corrections: what it wrote stays visible and counts no more (ADR 0011)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Annotated
from uuid import UUID

from msgspec import Struct

from casework.application.importing.written_households import WhyKept, WrittenHousehold, written_by
from casework.application.log.records.errors import ConflictError
from casework.application.log.records.groups import Appended, AppendGroup
from casework.application.people.corrected_rows import rows_after
from casework.application.writing.casework import Casework
from casework.application.writing.references.reference_streams import batch_facts, record_batch
from casework.domain.columns import Cell, ListRow, column
from casework.domain.decisions.detection import with_detection
from casework.domain.entries.correction.corrections import correct_entry
from casework.domain.entries.second_person import (
    proposed_by_himself,
)
from casework.domain.errors import NotFoundError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.corrections import CorrectionProposed, EntryCorrected
from casework.domain.facts.office.imports import ImportWithdrawn
from casework.domain.household.context import DecisionContext, in_envelopes
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.labels import Label
from casework.domain.text_values import refuse_no_account

CHUNK = 500
"""So many households are taken back together."""

ROUNDS = 3
"""So often households that others keep changing are looked at again; then they are kept."""

REASON = "import withdrawn"


class BatchUnknownError(NotFoundError):
    """There is no such import."""

    def __init__(self, batch: str) -> None:
        self.batch = batch
        self.zh = f"没有导入编号{batch}，请核对（casework import --list）"
        self.en = f"There is no import {batch}; check it (casework import --list)"


class Kept(ListRow, frozen=True, kw_only=True):
    """A household that the withdrawal leaves alone, and why."""

    title = Label("保留 {} 户", "{} households are kept")
    on_screen = ("household", "id", "why")

    household: Annotated[str, column("户", "household", cell=Cell.HOUSEHOLD)]
    id: Annotated[UUID, column("系统编号", "id")]
    village: Annotated[str, column("村", "village", cell=Cell.DIVISION, nothing=Label("", ""))]
    why: Annotated[WhyKept, column("原因", "why")]


class Withdrawal(Struct, frozen=True, kw_only=True):
    """
    What a withdrawal comes to: households and entries taken back, households whose whole registration goes, and kept.

    `beyond`: it wrote to households beyond the office of whoever asks as well; nothing else is told of them.
    """

    batch: str
    households: int
    entries: int
    unregistered: int
    kept: tuple[Kept, ...] = ()
    beyond: bool = False


def preview_withdrawal(casework: Casework, batch: str, written: Iterable[UUID], *, by: str = "") -> Withdrawal:
    """
    What `withdraw_import` would do when `by` asks (blank: anybody); nothing is recorded.

    `written` are the households that the import wrote to.

    Raises BatchUnknownError, also where all of them are beyond the office of `by`.
    """
    _refuse_unknown(casework, batch)
    tally, context = _Tally(), casework.context("")
    for households in _chunks(written):
        for found in written_by(casework, batch, households, context, by).values():
            tally.take(found)
    return tally.result(batch)


def withdraw_import(casework: Casework, batch: str, written: Iterable[UUID], *, by: str) -> Withdrawal:
    """
    Withdraw what the import recorded, newest entry first, each household in one piece; then say that it was withdrawn.

    Households that others have built on, and those beyond the office of whoever asks, are left as they are. Where a household would leave the mechanism, or duties of
    the import's making are overdue, it takes two persons, as with a single entry: the first one asks, the second one
    does the same (GY-12f, BJ-1.2c). Safe to break off and to repeat: what is withdrawn already is left out. Raises
    BatchUnknownError.
    """
    refuse_no_account("by", by)
    _refuse_unknown(casework, batch)
    tally = _Tally()
    for households in _chunks(written):
        _withdraw_chunk(casework, batch, households, by, tally)
    result = tally.result(batch)
    if result.entries:
        record_batch(casework, batch, ImportWithdrawn(batch=batch, account=by, entries=result.entries), by=by)
    return result


class _Tally:
    def __init__(self) -> None:
        self.households = self.entries = self.unregistered = 0
        self.kept: list[Kept] = []
        self.reached = self.beyond = False

    def take(self, found: WrittenHousehold) -> None:
        if found.why is WhyKept.BEYOND_OFFICE:
            self.beyond = True
            return
        self.reached = True
        if found.why or found.takes_two:
            self.keep(found, found.why or WhyKept.SECOND_PERSON)
        elif found.versions:
            self.households += 1
            self.entries += len(found.versions)
            self.unregistered += 1 in found.versions

    def keep(self, found: WrittenHousehold, why: WhyKept) -> None:
        self.reached = True
        state = found.state
        self.kept.append(Kept(id=state.id, household=state.number, village=state.village, why=why))

    def result(self, batch: str) -> Withdrawal:
        """What it comes to; an import of which nothing is within reach is none at all. Raises BatchUnknownError."""
        if self.beyond and not self.reached:
            raise BatchUnknownError(batch)
        return Withdrawal(
            batch=batch,
            households=self.households,
            entries=self.entries,
            unregistered=self.unregistered,
            kept=tuple(self.kept),
            beyond=self.beyond,
        )


def _refuse_unknown(casework: Casework, batch: str) -> None:
    if not batch_facts(casework, batch):
        raise BatchUnknownError(batch)


def _chunks(written: Iterable[UUID]) -> Iterator[list[UUID]]:
    households = iter(dict.fromkeys(written))
    while chunk := list(islice(households, CHUNK)):
        yield chunk


def _withdraw_chunk(casework: Casework, batch: str, households: list[UUID], by: str, tally: _Tally) -> None:
    again = households
    for last in (False,) * (ROUNDS - 1) + (True,):
        context = casework.context(by)
        looked_up = written_by(casework, batch, again, context, by)
        made = (_group(casework, found, context, batch) for found in looked_up.values() if found.versions)
        groups = [group for group in made if group.entries]
        answers = casework.log.append_groups(groups)
        again = []
        for household, found in looked_up.items():
            answer = answers.get(household)
            if answer is None or isinstance(answer, Appended):
                tally.take(found)
            elif not last:
                again.append(household)
            else:
                tally.keep(found, WhyKept.CHANGING if isinstance(answer, ConflictError) else WhyKept.PERSON_ELSEWHERE)
        if not again:
            return


def _group(casework: Casework, found: WrittenHousehold, context: DecisionContext, batch: str) -> AppendGroup:
    facts = _asked(found, context) if found.takes_two else _withdrawn(found, context)
    version = found.state.version
    entries = in_envelopes(found.state.id, version, facts, context, f"withdraw/{batch}/{version}")
    people, index = rows_after(casework.log, casework.keys, found.entries, entries, context.today)
    return AppendGroup(household=found.state.id, expected_version=version, entries=entries, people=people, index=index)


def _asked(found: WrittenHousehold, context: DecisionContext) -> list[Fact]:
    """The proposals to withdraw, newest entry first, as far as the same person has not made them already."""
    private = {HOUSEHOLD: NotePrivate(text=REASON)}
    return [
        CorrectionProposed(version=version, withdrawn=True, private=private)
        for version in reversed(found.versions)
        if not proposed_by_himself(found.entries, EntryCorrected(version=version, withdrawn=True), context)
    ]


def _withdrawn(found: WrittenHousehold, context: DecisionContext) -> list[Fact]:
    """The corrections, and what follows for the household once all of them stand."""
    entries, facts = list(found.entries), list[Fact]()
    for version in reversed(found.versions):
        state = fold_history(found.state.id, entries)
        correction = correct_entry(state, context, entries=entries, version=version, reason=REASON, by_one=True)[0]
        facts.append(correction)
        entries.append(context.entry(correction, stream=state.id, version=state.version + 1))
    return [*facts, *with_detection(fold_history(found.state.id, entries), [], context)]
