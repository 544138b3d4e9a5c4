"""
Corrections told at the entries that they speak of: what stood there, what stands there now, by whom (GY-17b; ADR 0011).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from casework.domain.codes.code import Code
from casework.domain.details.details import Details, said
from casework.domain.details.findings import ConfirmedGround, MemberFinding
from casework.domain.entries.field_words import field_label
from casework.domain.fact import HOUSEHOLD, Fact, Moment
from casework.domain.facts.catalogue import PRIVATE_BLOCKS
from casework.domain.facts.corrections import CorrectedWord, CorrectionProposed, EntryCorrected
from casework.domain.household.evolution.corrections import corrected_fact
from casework.domain.labels import Label, same
from casework.domain.masks import declared
from casework.domain.words import words_of


class StatedEntry(NamedTuple):
    """An entry of a history as it was stated."""

    version: int
    fact: Fact
    recorded_at: Moment
    by: str


class CorrectedField(Struct, frozen=True, kw_only=True):
    """A field of an entry with its value before a correction and after it."""

    field: str
    before: Any = msgspec.field(name="from")
    after: Any = msgspec.field(name="to")


class EntryCorrection(Struct, frozen=True, kw_only=True):
    """
    A correction told at the entry `of` that it speaks of; `version` is its own.

    One that is `proposed` holds when a second person asks for it too. `reason` is sealed beside the correction and blank
    until somebody who may see it fills it in.
    """

    version: int
    of: int
    recorded_at: Moment
    by: str
    withdrawn: bool
    proposed: bool
    changes: tuple[CorrectedField, ...]
    words: Label
    reason: str = ""

    @property
    def sentence(self) -> Label:
        """What the correction itself says in the history."""
        if self.withdrawn:
            zh, en = f"撤回第{self.of}条记录", f"Entry {self.of} withdrawn"
        else:
            zh, en = f"更正第{self.of}条：{self.words.zh}", f"Entry {self.of} corrected: {self.words.en}"
        if not self.proposed:
            return Label(zh, en)
        return Label(f"提请{zh}，须由另一人同样办理", f"Asked for: {en}; a second person has to ask for the same")

    @property
    def at_the_entry(self) -> Label:
        """What stands at the entry: the change, who made it, why."""
        zh, en = ("提请更正，尚未生效", "asked for, not in force") if self.proposed else ("更正", "corrected")
        if self.withdrawn and not self.proposed:
            zh, en = "已撤回", "withdrawn"
        said = same("") if self.withdrawn else Label(f"：{self.words.zh}", f": {self.words.en}")
        why = Label(f"；原因：{self.reason}", f"; why: {self.reason}") if self.reason else same("")
        return Label(
            f"〔{zh}（第{self.version}条，{self.by}）{said.zh}{why.zh}〕",
            f"[{en} (entry {self.version}, {self.by}){said.en}{why.en}]",
        )


def corrections_by_entry(entries: Iterable[StatedEntry]) -> dict[int, list[EntryCorrection]]:
    """The corrections by the entry they speak of, in order, each with the values before it and after it."""
    stated: dict[int, Fact] = {}
    kept: dict[int, dict[str, Any]] = {}
    found: defaultdict[int, list[EntryCorrection]] = defaultdict(list)
    for entry in entries:
        fact = stated[entry.version] = entry.fact
        if not isinstance(fact, EntryCorrected | CorrectionProposed) or fact.version not in stated:
            continue
        earlier = kept.get(fact.version, {})
        later = {} if fact.withdrawn else {**earlier, **fact.changes}
        found[fact.version].append(_laid_over(entry, fact, stated[fact.version], earlier, later))
        if isinstance(fact, EntryCorrected):
            kept[fact.version] = later
    return found


def _laid_over(
    entry: StatedEntry,
    correction: EntryCorrected | CorrectionProposed,
    stated: Fact,
    earlier: dict[str, Any],
    later: dict[str, Any],
) -> EntryCorrection:
    before, after = corrected_fact(stated, earlier), corrected_fact(stated, later)
    changes = tuple(
        CorrectedField(field=name, before=getattr(before, name), after=getattr(after, name))
        for name in correction.changes
    )
    return EntryCorrection(
        version=entry.version,
        of=correction.version,
        recorded_at=entry.recorded_at,
        by=entry.by,
        withdrawn=correction.withdrawn,
        proposed=isinstance(correction, CorrectionProposed),
        changes=changes,
        words=_in_words(correction, stated, changes),
    )


def _in_words(
    correction: EntryCorrected | CorrectionProposed, stated: Fact, changes: tuple[CorrectedField, ...]
) -> Label:
    if correction.withdrawn:
        return Label("撤回整条记录", "taken back")
    if isinstance(correction, EntryCorrected) and correction.words:
        named = [_sealed_label(word) for word in correction.words]
        return Label("、".join(word.zh for word in named), ", ".join(word.en for word in named))
    return _changes_in_words(stated, changes)


def _sealed_label(word: CorrectedWord) -> Label:
    """What the sealed words are called; whose they are where they are a member's."""
    label = declared(_BLOCKS[word.block])[word.field].label
    return label if word.of == HOUSEHOLD else Label(f"成员{word.of}{label.zh}", f"member {word.of}'s {label.en}")


_BLOCKS = {kind.__struct_config__.tag: kind for kind in PRIVATE_BLOCKS}


def _changes_in_words(stated: Fact, changes: tuple[CorrectedField, ...]) -> Label:
    each = [(field_label(stated, c.field), value_in_words(c.before), value_in_words(c.after)) for c in changes]
    return Label(
        "；".join(f"{field.zh}由“{was.zh}”改为“{now.zh}”" for field, was, now in each),
        "; ".join(f"{field.en} from {was.en} to {now.en}" for field, was, now in each),
    )


def value_in_words(value: Any) -> Label:
    """A value of a fact: codes by their labels, lists joined, details each after its name, nothing as blank."""
    match value:
        case None | () | "":
            return Label("空", "blank")
        case Code():
            return value.label
        case Label():
            return value
        case bool():
            return Label("是", "yes") if value else Label("否", "no")
        case MemberFinding():
            zh, en = _more_of(value)
            return Label(f"成员{value.member}{value.finding.zh}{zh}", f"member {value.member} {value.finding.en}{en}")
        case tuple():
            return _joined(value)
        case Details():
            each = [(words, value_in_words(part)) for _, words, part in said(value)]
            return Label(
                "；".join(f"{words.zh}：{part.zh}" for words, part in each),
                "; ".join(f"{words.en}: {part.en}" for words, part in each),
            )
        case ConfirmedGround():
            span = Label(f"{value.since or ''}至{value.until or ''}", f"{value.since or ''} to {value.until or ''}")
            return _joined((value.ground, span if value.since or value.until else None, value.office))
        case Struct():
            return _joined(getattr(value, name) for name in value.__struct_fields__)
    return same(str(value))


def _more_of(found: MemberFinding) -> Label:
    """What a finding says beside, in brackets; nothing where it says no more."""
    hidden = ("member", "finding", "hard_to_employ" if found.grounds else "grounds")
    said = [
        (words, value_in_words(value))
        for name, words in words_of(MemberFinding).items()
        if name not in hidden and (value := getattr(found, name)) not in (None, ())
    ]
    if not said:
        return same("")
    zh, en = "；".join(f"{w.zh}：{v.zh}" for w, v in said), "; ".join(f"{w.en}: {v.en}" for w, v in said)
    return Label(f"（{zh}）", f" ({en})")


def _joined(values: Iterable[Any]) -> Label:
    words = [value_in_words(each) for each in values if each not in (None, (), "")]
    return Label("、".join(word.zh for word in words), ", ".join(word.en for word in words))
