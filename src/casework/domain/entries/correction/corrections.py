"""Putting an earlier entry right, or taking it back, without touching it (ADR 0011)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import ValidationError
from msgspec.structs import fields, replace

from casework.domain.codes.sources import Source
from casework.domain.decisions.closing import FOUND_OF_ALL
from casework.domain.decisions.detection import with_detection
from casework.domain.entries.computability import refuse_uncomputable
from casework.domain.entries.correction.corrected_values import refuse_odd_values, refuse_unknown_fields
from casework.domain.entries.field_words import field_label
from casework.domain.entries.second_person import (
    DECISIONS,
    drops_a_reason,
    leaves_mechanism,
    missed_by,
    needs_second_person,
    proposed_by_himself,
    proposed_by_others,
)
from casework.domain.errors import InvalidValueError, NotNowError, RefusedError
from casework.domain.fact import HOUSEHOLD, Fact, Recorded, clear_fields, topic_of
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.clearance import ClosedOtherwise
from casework.domain.facts.corrections import CorrectionProposed, EntryCorrected
from casework.domain.facts.households import Detected, MembersUpdated, Registered
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.corrections import corrected_fact, standing_corrections, with_corrections
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.text_values import refuse_blank
from casework.domain.untrusted_text import format_error
from casework.domain.written.values import as_meant


class NotCorrectableError(RefusedError):
    """Entries of this kind cannot be corrected, only answered."""

    def __init__(self, fact: Fact) -> None:
        self.topic = topic = topic_of(fact)
        self.zh = f"“{fact.label.zh}”记录不能更正，请按现在的情况另行记录"
        self.en = f"An entry of kind {topic} cannot be corrected, only answered by a new one"


def correct_entry(
    household: Household,
    context: DecisionContext,
    *,
    entries: Sequence[Recorded],
    version: int,
    reason: str,
    changes: dict[str, Any] | None = None,
    by_one: bool = False,
) -> list[Fact]:
    """
    Lay a correction over an earlier entry: changed clear values, or without `changes` the entry withdrawn.

    `entries` is the whole history. The household is judged as it then stands. Quiet when the entry says so already.
    What somebody else's decision rests on, such a decision itself, what an overdue duty began with, and whatever would
    leave a household at risk without an open episode are corrected by two persons: the first one asks, and the second one asks for the same; `by_one` for a whole import that is taken
    back before anybody built on it.
    Raises NotNowError for a version there is not, NotCorrectableError, InvalidValueError for an unknown
    field, a value that does not fit or one that the entry itself would have been refused for.
    """
    refuse_blank("reason", reason)
    entry = next((entry for entry in entries if entry.version == version), None)
    if entry is None:
        raise NotNowError(
            zh=f"没有第{version}条记录，最后一条是第{len(entries)}条",
            en=f"There is no entry {version}; the last one is {len(entries)}",
        )
    if entry.fact.only_answered:
        raise NotCorrectableError(entry.fact)
    if not by_one:
        _refuse_half_of_a_move(entry.fact, withdrawn=changes is None)
    fitting = _fitting(entry.fact, changes or {}, context)
    if "movements" in fitting:
        _refuse_half_of_a_move(entry.fact, withdrawn=True)
    fact = EntryCorrected(version=version, withdrawn=changes is None, changes=fitting)
    standing = standing_corrections(entries).get(version, EntryCorrected(version=version))
    if _stands(entry.fact, fact, standing):
        return []
    if not fact.withdrawn:
        refuse_odd_values(household, entry, _as_corrected(entry.fact, fact, standing), context)
    _refuse_after_it(entries, entry, fact)
    private = {HOUSEHOLD: NotePrivate(text=reason)}
    after = _household_after(entries, fact, context)
    detected = with_detection(after, [], context)
    leaves = leaves_mechanism(household, after) and not detected
    leaves = leaves or (not fact.withdrawn and drops_a_reason(entry.fact, _as_corrected(entry.fact, fact, standing)))
    takes_two = not by_one and (leaves or needs_second_person(household, after, entry, context))
    if not takes_two or proposed_by_others(entries, fact, context):
        missed = missed_by(household, after, context)
        return [replace(fact, missed=missed, private=private), *detected]
    if proposed_by_himself(entries, fact, context):
        return []
    return [CorrectionProposed(version=version, withdrawn=fact.withdrawn, changes=fact.changes, private=private)]


def _refuse_half_of_a_move(fact: Fact, *, withdrawn: bool) -> None:
    """
    What was recorded of two households in one act is put right in both by another one. Raises NotNowError.

    A ledger by which somebody moved says much else, which can be corrected; it is only not withdrawn of one alone.
    """
    if not isinstance(fact, Registered | MembersUpdated) or (fact.source is Source.LEDGER and not withdrawn):
        return
    if any(each.household for each in fact.movements):
        raise NotNowError(
            zh="该记录与另一户同时登记，不能只改一户：请用成员迁移迁回（原因：登记有误）",
            en="This was recorded of two households in one act: move the members back instead (why: mistake)",
            helps=("move-member",),
        )


def _fitting(fact: Fact, changes: dict[str, Any], context: DecisionContext) -> dict[str, Any]:
    known = sorted(set(clear_fields(fact)) - fact.fixed_fields)
    names = {word: name for name in known for word in (name, *field_label(fact, name))}
    for said in changes:
        if said not in names:
            listed = "、".join(f"{name} {field_label(fact, name).zh}" for name in known)
            raise InvalidValueError(
                said,
                zh=f"字段“{said}”不能更正，可更正的有：{listed or '无'}",
                en=f"The field {said} cannot be corrected; these can: {', '.join(known) or 'none'}",
            )
    changes = _as_meant(fact, {names[said]: value for said, value in changes.items()}, context)
    try:
        understood = corrected_fact(fact, changes)
    except ValidationError as error:
        name = next(iter(changes))
        wrong = format_error(error)
        raise InvalidValueError(
            name, zh=f"更正的值不对：{wrong.zh}", en=f"The value does not fit: {wrong.en}"
        ) from error
    for name, said in changes.items():
        refuse_unknown_fields(name, said, getattr(understood, name))
    return changes


def _as_meant(fact: Fact, changes: dict[str, Any], context: DecisionContext) -> dict[str, Any]:
    """The changes with words for codes and days put as they are stored."""
    types = {field.name: field.type for field in fields(type(fact))}
    found = {}
    for name, said in changes.items():
        try:
            found[name] = as_meant(types[name], said, today=context.today)
        except RefusedError as error:
            raise InvalidValueError(name, zh=error.zh, en=error.en) from error
    return found


def _stands(stated: Fact, fact: EntryCorrected, standing: EntryCorrected) -> bool:
    if fact.withdrawn or standing.withdrawn:
        return fact.withdrawn and standing.withdrawn
    return _as_corrected(stated, fact, standing) == corrected_fact(stated, standing.changes)


def _as_corrected(stated: Fact, fact: EntryCorrected, standing: EntryCorrected) -> Fact:
    kept = {} if standing.withdrawn else standing.changes
    return corrected_fact(stated, {**kept, **fact.changes})


def _refuse_after_it(entries: Sequence[Recorded], entry: Recorded, fact: EntryCorrected) -> None:
    """
    Refuse to take the end of an episode back once the next one began, or to give it a reason that found other things.
    """
    if not isinstance(entry.fact, DECISIONS):
        return
    if any(isinstance(e.fact, Detected) and e.version > entry.version for e in with_corrections(entries)):
        raise NotNowError(
            zh="此后已有新的处置周期，不能再更正",
            en="A new episode has begun since, so this cannot be corrected any more",
        )
    if isinstance(entry.fact, ClosedOtherwise) and not fact.withdrawn:
        now = _as_corrected(entry.fact, fact, EntryCorrected(version=entry.version))
        if isinstance(now, ClosedOtherwise) and FOUND_OF_ALL.get(now.reason) != FOUND_OF_ALL.get(entry.fact.reason):
            raise InvalidValueError(
                "reason",
                zh="该原因对成员的认定不同：请先撤回，再按该原因提请退出",
                en="That reason finds something else of the members: take the closing back and propose it anew",
            )


def _household_after(entries: Sequence[Recorded], fact: Fact, context: DecisionContext) -> Household:
    last = entries[-1]
    correction = context.entry(fact, stream=last.originator_id, version=last.version + 1)
    household = fold_history(last.originator_id, [*entries, correction])
    refuse_uncomputable(household, context)
    return household
