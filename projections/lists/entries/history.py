"""The audit trail: every fact of a household in order, its clear values, and what it says in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Annotated, Any, NamedTuple
from uuid import UUID

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, select

from casework.application.inquiries.entry_contents import EntryContents, ValueChange
from casework.application.people.sealed_words import SealedWord
from casework.domain.accountability.missed_duties import MissedLegalDuty
from casework.domain.columns import Cell, ListRow, column, json_fields
from casework.domain.entries.correction.entry_corrections import EntryCorrection, StatedEntry, corrections_by_entry
from casework.domain.fact import ActingOffice, Fact, Moment, Recorded, RuleText, topic_of
from casework.domain.facts.catalogue import FACTS
from casework.domain.facts.deadlines import Escalated
from casework.domain.facts.office.rules import EVERYWHERE
from casework.domain.labels import Label, household_name
from casework.domain.policy.policy import Policies
from casework.domain.rights.scope import Scope
from casework.domain.rules.rule_book import RuleBook
from projections.lists.board import BOARD
from projections.lists.division_names import names_of
from projections.storage.answers import Answer, answer
from projections.storage.columns import IdCell, LongCell, MomentCell, moment_number
from projections.storage.engine import reading
from projections.storage.sight import Sight
from projections.storage.tables import Lookup, read_table
from projections.wording.movements import Called, by_its_id, movements_of
from projections.wording.places import codes_in, with_names_of_places
from projections.wording.sentences import sentence

# ---- Table


class HistoryRow(NamedTuple):
    """A row of the history as it is stored."""

    position: LongCell
    household: IdCell
    version: LongCell
    topic: str
    occurred_at: MomentCell
    recorded_at: MomentCell
    by: str
    fields: str


HISTORY = read_table(
    "rm_history",
    HistoryRow,
    lookups=(
        Lookup(columns=("household", "version")),
        Lookup(columns=('"by"', "position"), where="\"by\" >= 'import:' AND \"by\" < 'import;'"),
        Lookup(columns=("household",), where="topic = 'correction-proposed'"),
    ),
)

# ---- Follower

_ENCODER = msgspec.json.Encoder()


def history_row(position: int, entry: Recorded) -> HistoryRow:
    """The fact's one row; personal data is not in it."""
    return HistoryRow(
        position=position,
        household=entry.originator_id.bytes,
        version=entry.version,
        topic=topic_of(entry.fact),
        occurred_at=moment_number(entry.occurred_at),
        recorded_at=moment_number(entry.timestamp),
        by=entry.by,
        fields=_ENCODER.encode(_stated(entry.fact)).decode(),
    )


def _stated(fact: Fact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in fact.__struct_fields__ if name != "private"}


# ---- Queries

RENAMED = {
    ("entry-corrected", "version"): "corrects",
    ("entry-corrected", "words"): "corrected_words",
    ("correction-proposed", "version"): "corrects",
    ("reference-list-loaded", "version"): "list_version",
    ("policy-published", "version"): "policy",
    ("publication-proposed", "version"): "policy",
    ("publication-refused", "version"): "policy",
    ("calendar-loaded", "version"): "calendar",
}
"""Clear fields whose name the envelope has taken already."""


RAISED = topic_of(Escalated)

NOT_RECORDED = Label("未记录", "not recorded")
"""What stands where an entry does not say what later ones do."""


def text_words(text: RuleText) -> Label:
    """By which text a rule decided, with the beginnings of the SHA-256."""
    policy, calendar = text.policy_sha256[:12] or "-", text.calendar_sha256[:12] or "-"
    zh, en = ("", "") if text.directory is None else (f"，账号簿第{text.directory}版", f", directory {text.directory}")
    return Label(
        f"政策{text.policy}（{policy}），工作日历{text.calendar}（{calendar}），程序{text.release}{zh}",
        f"policy {text.policy} ({policy}), calendar {text.calendar} ({calendar}), release {text.release}{en}",
    )


class HistoryEntry(ListRow, frozen=True, kw_only=True):
    """
    One entry of a history; `fields` are the fact's clear values, `words` what they say.

    `missed_law`: it raises a deadline set by law that was missed and stays marked so.
    """

    on_screen = ("version", "occurred_at", "recorded_at", "by", "words")

    position: Annotated[int, column("序号", "position")]
    version: Annotated[int, column("第几条", "#")]
    fact: Annotated[str, column("记录", "fact")]
    occurred_at: Annotated[Moment, column("发生时间", "occurred")]
    recorded_at: Annotated[Moment, column("记录时间", "recorded", cell=Cell.RECORDED)]
    by: Annotated[str, column("办理人", "by", cell=Cell.SIGNER)]
    fields: Annotated[dict[str, Any], column("各项", "values", in_json=False)]
    words: Annotated[Label, column("内容", "what", cell=Cell.CORRECTED)]
    corrected_by: Annotated[tuple[EntryCorrection, ...], column("更正情况", "corrected by")] = ()
    acting_office: Annotated[
        ActingOffice | None, column("办理部门", "office", cell=Cell.OFFICE, nothing=NOT_RECORDED)
    ] = None
    under: Annotated[RuleText | None, column("依据文本", "by which text", words=text_words)] = None
    sealed: Annotated[tuple[SealedWord, ...], column("加密内容", "sealed words")] = ()
    before_and_after: Annotated[tuple[ValueChange, ...], column("变更前后", "before and after")] = ()
    missed_law: Annotated[bool, column("法定期限逾期", "missed, set by law")] = False

    def in_full(self, entry: Recorded, contents: EntryContents) -> HistoryEntry:
        """The entry with its office, the text by which a rule decided, its sealed words and what it changed."""
        return replace(
            self,
            acting_office=entry.office,
            under=entry.under,
            sealed=contents.sealed,
            before_and_after=contents.changes,
        )

    def marked(self, missed: Collection[MissedLegalDuty]) -> HistoryEntry:
        """The entry, marked where it raises one of these duties."""
        if self.fact != RAISED:
            return self
        named = (self.fields.get("deadline"), self.fields.get("occurrence"), self.fields.get("episode"))
        return replace(self, missed_law=any((each.deadline, each.occurrence, each.episode) == named for each in missed))

    def with_reasons(self, reasons: Mapping[int, str]) -> HistoryEntry:
        """The entry with why it was corrected, by the version of each correction."""
        explained = tuple(replace(each, reason=reasons.get(each.version, "")) for each in self.corrected_by)
        return replace(self, corrected_by=explained) if explained else self

    def as_json(self) -> dict[str, Any]:
        """The entry with its clear values at top level, as the contract of `history --json` has it."""
        envelope = {key: msgspec.to_builtins(getattr(self, name)) for name, key in json_fields(HistoryEntry).items()}
        return envelope | {RENAMED.get((self.fact, name), name): value for name, value in self.fields.items()}


class History:
    """What happened to a household and who did it."""

    def __init__(self, engine: Engine, book: RuleBook) -> None:
        self._engine = engine
        self._book = book

    def of(self, *, household: UUID, scope: Scope) -> Answer[HistoryEntry]:
        """
        Every entry by version; none for a household that is unknown or not seen.

        Other households that are not seen are called by no name.
        """
        query = select(HISTORY).where(HISTORY.c.household == household).order_by(HISTORY.c.version)
        with reading(self._engine) as connection:
            village = connection.scalar(select(BOARD.c.village).where(BOARD.c.household == household))
            policies = self._book.of(village or EVERYWHERE).policies
            sight = Sight(connection, scope)
            rows = list(connection.execute(query)) if sight.among([household]) else []
            return answer(connection, self._entries(connection, sight, rows, policies), sight)

    def _entries(
        self, connection: Connection, sight: Sight, stored: Sequence[Any], policies: Policies
    ) -> list[HistoryEntry]:
        facts = {row.version: fact_of(row.topic, row.fields) for row in stored}
        corrected = corrections_by_entry(
            StatedEntry(row.version, facts[row.version], row.recorded_at, row.by) for row in stored
        )
        called = _names_of_others(connection, sight, facts.values())
        names = names_of(connection, codes_in(facts.values())).name
        sentences = {each.version: each.sentence for corrections in corrected.values() for each in corrections}
        return [
            HistoryEntry(
                position=row.position,
                version=row.version,
                fact=row.topic,
                occurred_at=row.occurred_at,
                recorded_at=row.recorded_at,
                by=row.by,
                fields=msgspec.json.decode(row.fields),
                words=sentences.get(row.version)
                or sentence(with_names_of_places(facts[row.version], names), policies, called),
                corrected_by=tuple(corrected.get(row.version, ())),
            )
            for row in stored
        ]


def _names_of_others(connection: Connection, sight: Sight, facts: Iterable[Fact]) -> Called:
    """
    What the other households are called from which members came or to which they went: village and number, as of now.

    One that is not seen is called as one of which nothing is known.
    """
    others = {each.household for fact in facts for each in movements_of(fact) if each.household is not None}
    if not others:
        return by_its_id
    board = BOARD.c
    query = select(board.household, board.number, board.village).where(board.household.in_(others))
    rows = list(sight.each(query, BOARD))
    names = names_of(connection, {row.village for row in rows})
    known = {row.household: household_name(row.number, names.name(row.village)) for row in rows}
    return lambda household: known.get(household) or by_its_id(household)


def fact_of(topic: str, fields: str) -> Fact:
    """The fact that a row's clear values tell of."""
    return msgspec.convert({"fact": topic} | msgspec.json.decode(fields), FACTS[topic])
