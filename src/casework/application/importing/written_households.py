"""What an import wrote to households, and why some of it stays when the import is taken back (ADR 0011, 0041)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.application.log.records.groups import Unreadable
from casework.application.log.records.household_ids import village_of
from casework.application.writing.casework import Casework
from casework.domain.codes.code import Code
from casework.domain.decisions.detection import with_detection
from casework.domain.entries.second_person import leaves_mechanism, proposed_by_others, relieves_overdue
from casework.domain.fact import Recorded
from casework.domain.facts.corrections import CorrectionProposed, EntryCorrected
from casework.domain.facts.deadlines import Escalated, Reminded
from casework.domain.facts.households import MembersUpdated, Registered, VillageChanged
from casework.domain.household.context import DecisionContext, in_envelopes
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.signer import import_signer


class WhyKept(Code):
    """Why a withdrawal leaves a household alone."""

    BUILT_ON = "built-on", "之后已有办理", "others have built on it"
    PERSON_ELSEWHERE = "person-elsewhere", "成员已登记在另一户", "a person stands in another household"
    BEYOND_OFFICE = "beyond-office", "不在本部门的管辖范围内", "it lies beyond this office"
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


class WrittenHousehold(Struct, frozen=True, kw_only=True):
    """
    A household that the import wrote to: what is to be withdrawn, or why it is kept.

    Where it `takes_two`, the withdrawal is asked for, and made when somebody else asks for the same.
    """

    state: Household
    entries: tuple[Recorded, ...]
    versions: tuple[int, ...] = ()
    why: WhyKept | None = None
    takes_two: bool = False


def written_by(
    casework: Casework, batch: str, households: Sequence[UUID], context: DecisionContext, by: str
) -> dict[UUID, WrittenHousehold]:
    """What the import wrote to these households: what goes back together when `by` asks, and what is kept."""
    return _together(_looked_up(casework, batch, households, context, by))


def _looked_up(
    casework: Casework, batch: str, households: Sequence[UUID], context: DecisionContext, by: str
) -> Iterator[WrittenHousehold]:
    """The households as they stand; of one that lies beyond the office of whoever asks nothing is told but that."""
    reaches = casework.actors.reach("import", by, casework.office)
    for household, stream in casework.log.streams(households).items():
        entries = tuple(entry for _, entry in stream if isinstance(entry, Recorded))
        state = fold_history(household, entries)
        if not reaches(state if state.known else replace(state, village=village_of(household))):
            yield WrittenHousehold(state=Household(id=household), entries=entries, why=WhyKept.BEYOND_OFFICE)
            continue
        if any(isinstance(entry, Unreadable) for _, entry in stream):
            yield WrittenHousehold(state=Household(id=household), entries=entries, why=WhyKept.UNREADABLE)
            continue
        versions = _standing(entries, str(import_signer(batch)))
        why = WhyKept.BUILT_ON if versions and _built_on(entries, versions) else None
        found = WrittenHousehold(state=state, entries=entries, versions=() if why else versions, why=why)
        yield replace(found, takes_two=_takes_two(found, context))


def _together(looked_up: Iterable[WrittenHousehold]) -> dict[UUID, WrittenHousehold]:
    """Whoever came by the import goes back with it or stays: nobody is left in no household where the old one is kept."""
    found = {each.state.id: each for each in looked_up}
    while kept := [each for each in found.values() if each.versions and any(_is_kept(found, h) for h in _whence(each))]:
        found |= {each.state.id: replace(each, versions=(), why=WhyKept.MOVED, takes_two=False) for each in kept}
    return found


def _is_kept(found: Mapping[UUID, WrittenHousehold], household: UUID) -> bool:
    other = found.get(household)
    return other is None or other.why is not None or other.takes_two


def _whence(found: WrittenHousehold) -> Iterator[UUID]:
    """The households from which the entries that are to be withdrawn took somebody in."""
    for entry in found.entries:
        fact = entry.fact
        if entry.version not in found.versions or not isinstance(fact, Registered | MembersUpdated):
            continue
        came = fact.members if isinstance(fact, Registered) else fact.joined
        numbers = {member.number for member in came}
        yield from (each.household for each in fact.movements if each.household and each.member in numbers)


def _takes_two(found: WrittenHousehold, context: DecisionContext) -> bool:
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
