"""Taking a wrong import back by corrections: what it wrote stays visible and counts no more (ADR 0011)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Annotated
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.application.log.records.errors import ConflictError
from casework.application.log.records.groups import Appended, AppendGroup, Unreadable
from casework.application.people.corrected_rows import rows_after
from casework.application.writing.casework import Casework
from casework.application.writing.references.reference_streams import batch_facts, record_batch
from casework.domain.codes.code import Code
from casework.domain.columns import Cell, ListRow, column
from casework.domain.decisions.detection import with_detection
from casework.domain.entries.correction.corrections import correct_entry
from casework.domain.entries.second_person import (
    leaves_mechanism,
    proposed_by_himself,
    proposed_by_others,
    relieves_overdue,
)
from casework.domain.errors import NotFoundError
from casework.domain.fact import HOUSEHOLD, Fact, Recorded
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.corrections import CorrectionProposed, EntryCorrected
from casework.domain.facts.deadlines import Escalated, Reminded
from casework.domain.facts.households import MembersUpdated, Registered, VillageChanged
from casework.domain.facts.office.imports import ImportWithdrawn
from casework.domain.household.context import DecisionContext, in_envelopes
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.signer import import_signer
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


class WhyKept(Code):
    """Why a withdrawal leaves a household alone."""

    BUILT_ON = "built-on", "之后已有办理", "others have built on it"
    PERSON_ELSEWHERE = "person-elsewhere", "成员已登记在另一户", "a person stands in another household"
    UNREADABLE = "unreadable", "全程记录无法读取", "its history cannot be read"
    MOVED = (
        "moved",
        "有人由他户迁入，须与那一户一并撤回",
        "somebody came from a household that is kept: both go back or none",
    )
    CHANGING = "changing", "他人正在记录", "others keep changing it"
    SECOND_PERSON = (
        "second-person",
        "有未结周期或逾期期限，须由另一人同样撤回",
        "an episode is open or duties are overdue: a second person has to do the same",
    )


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
    """

    batch: str
    households: int
    entries: int
    unregistered: int
    kept: tuple[Kept, ...] = ()


class _Found(Struct, frozen=True, kw_only=True):
    """
    A household that the import wrote to: what is to be withdrawn, or why it is kept.

    Where it `takes_two`, the withdrawal is asked for, and made when somebody else asks for the same.
    """

    state: Household
    entries: tuple[Recorded, ...]
    versions: tuple[int, ...] = ()
    why: WhyKept | None = None
    takes_two: bool = False


def preview_withdrawal(casework: Casework, batch: str, written: Iterable[UUID]) -> Withdrawal:
    """
    What `withdraw_import` would do; nothing is recorded. `written` are the households that the import wrote to.

    Raises BatchUnknownError.
    """
    _refuse_unknown(casework, batch)
    tally, context = _Tally(), casework.context("")
    for households in _chunks(written):
        for found in _together(_looked_up(casework, batch, households, context)).values():
            tally.take(found)
    return tally.result(batch)


def withdraw_import(casework: Casework, batch: str, written: Iterable[UUID], *, by: str) -> Withdrawal:
    """
    Withdraw what the import recorded, newest entry first, each household in one piece; then say that it was withdrawn.

    Households that others have built on are left as they are. Where a household would leave the mechanism, or duties of
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

    def take(self, found: _Found) -> None:
        if found.why or found.takes_two:
            self.keep(found, found.why or WhyKept.SECOND_PERSON)
        elif found.versions:
            self.households += 1
            self.entries += len(found.versions)
            self.unregistered += 1 in found.versions

    def keep(self, found: _Found, why: WhyKept) -> None:
        state = found.state
        self.kept.append(Kept(id=state.id, household=state.number, village=state.village, why=why))

    def result(self, batch: str) -> Withdrawal:
        return Withdrawal(
            batch=batch,
            households=self.households,
            entries=self.entries,
            unregistered=self.unregistered,
            kept=tuple(self.kept),
        )


def _refuse_unknown(casework: Casework, batch: str) -> None:
    if not batch_facts(casework, batch):
        raise BatchUnknownError(batch)


def _chunks(written: Iterable[UUID]) -> Iterator[list[UUID]]:
    households = iter(dict.fromkeys(written))
    while chunk := list(islice(households, CHUNK)):
        yield chunk


def _withdraw_chunk(casework: Casework, batch: str, households: list[UUID], by: str, tally: _Tally) -> None:
    todo = households
    for last in (False,) * (ROUNDS - 1) + (True,):
        context = casework.context(by)
        looked_up = _together(_looked_up(casework, batch, todo, context))
        made = (_group(casework, found, context, batch) for found in looked_up.values() if found.versions)
        groups = [group for group in made if group.entries]
        answers = casework.log.append_groups(groups)
        todo = []
        for household, found in looked_up.items():
            answer = answers.get(household)
            if answer is None or isinstance(answer, Appended):
                tally.take(found)
            elif not last:
                todo.append(household)
            else:
                tally.keep(found, WhyKept.CHANGING if isinstance(answer, ConflictError) else WhyKept.PERSON_ELSEWHERE)
        if not todo:
            return


def _looked_up(
    casework: Casework, batch: str, households: Sequence[UUID], context: DecisionContext
) -> Iterator[_Found]:
    for household, stream in casework.log.streams(households).items():
        entries = tuple(entry for _, entry in stream if isinstance(entry, Recorded))
        if any(isinstance(entry, Unreadable) for _, entry in stream):
            yield _Found(state=Household(id=household), entries=entries, why=WhyKept.UNREADABLE)
            continue
        versions = _standing(entries, str(import_signer(batch)))
        why = WhyKept.BUILT_ON if versions and _built_on(entries, versions) else None
        found = _Found(
            state=fold_history(household, entries), entries=entries, versions=() if why else versions, why=why
        )
        yield replace(found, takes_two=_takes_two(found, context))


def _together(looked_up: Iterable[_Found]) -> dict[UUID, _Found]:
    """Whoever came by the import goes back with it or stays: nobody is left in no household where the old one is kept."""
    found = {each.state.id: each for each in looked_up}
    while kept := [each for each in found.values() if each.versions and any(_is_kept(found, h) for h in _whence(each))]:
        found |= {each.state.id: replace(each, versions=(), why=WhyKept.MOVED, takes_two=False) for each in kept}
    return found


def _is_kept(found: Mapping[UUID, _Found], household: UUID) -> bool:
    other = found.get(household)
    return other is None or other.why is not None or other.takes_two


def _whence(found: _Found) -> Iterator[UUID]:
    """The households from which the entries that are to be withdrawn took somebody in."""
    for entry in found.entries:
        fact = entry.fact
        if entry.version not in found.versions or not isinstance(fact, Registered | MembersUpdated):
            continue
        came = fact.members if isinstance(fact, Registered) else fact.joined
        numbers = {member.number for member in came}
        yield from (each.household for each in fact.movements if each.household and each.member in numbers)


def _takes_two(found: _Found, context: DecisionContext) -> bool:
    """Whether an open episode or an overdue duty goes with the import, and nobody else has asked for that yet."""
    withdrawn = [EntryCorrected(version=version, withdrawn=True) for version in found.versions]
    if all(proposed_by_others(found.entries, each, context) for each in withdrawn):
        return False
    later = in_envelopes(found.state.id, found.state.version, withdrawn, context)
    after = fold_history(found.state.id, [*found.entries, *later])
    leaves = leaves_mechanism(found.state, after) and not with_detection(after, [], context)
    return leaves or relieves_overdue(found.state, after, context)


def _standing(entries: Sequence[Recorded], signed: str) -> tuple[int, ...]:
    """The versions that the import wrote and nobody has withdrawn, oldest first."""
    withdrawn: dict[int, bool] = {}
    for entry in entries:
        if isinstance(entry.fact, EntryCorrected):
            withdrawn[entry.fact.version] = entry.fact.withdrawn
    return tuple(e.version for e in entries if e.by == signed and not withdrawn.get(e.version, False))


def _built_on(entries: Sequence[Recorded], versions: Sequence[int]) -> bool:
    """Something else was recorded after the import; what a sweep raised, or a change of divisions did, builds nothing."""
    later = (entry for entry in entries if entry.version > versions[0] and entry.version not in versions)
    return any(
        not isinstance(entry.fact, Reminded | Escalated | VillageChanged | CorrectionProposed) for entry in later
    )


def _group(casework: Casework, found: _Found, context: DecisionContext, batch: str) -> AppendGroup:
    facts = _asked(found, context) if found.takes_two else _withdrawn(found, context)
    version = found.state.version
    entries = in_envelopes(found.state.id, version, facts, context, f"withdraw/{batch}/{version}")
    people, index = rows_after(casework.log, casework.keys, found.entries, entries, context.today)
    return AppendGroup(household=found.state.id, expected_version=version, entries=entries, people=people, index=index)


def _asked(found: _Found, context: DecisionContext) -> list[Fact]:
    """The proposals to withdraw, newest entry first, as far as the same person has not made them already."""
    private = {HOUSEHOLD: NotePrivate(text=REASON)}
    return [
        CorrectionProposed(version=version, withdrawn=True, private=private)
        for version in reversed(found.versions)
        if not proposed_by_himself(found.entries, EntryCorrected(version=version, withdrawn=True), context)
    ]


def _withdrawn(found: _Found, context: DecisionContext) -> list[Fact]:
    """The corrections, and what follows for the household once all of them stand."""
    entries, facts = list(found.entries), list[Fact]()
    for version in reversed(found.versions):
        state = fold_history(found.state.id, entries)
        correction = correct_entry(state, context, entries=entries, version=version, reason=REASON, by_one=True)[0]
        facts.append(correction)
        entries.append(context.entry(correction, stream=state.id, version=state.version + 1))
    return [*facts, *with_detection(fold_history(found.state.id, entries), [], context)]
