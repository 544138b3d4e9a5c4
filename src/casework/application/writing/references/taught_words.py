"""
What offices said of the headers, words and codes of their ledgers: kept once, inherited downwards, dated by the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from casework.application.ledgers.sheets.headers import normalised
from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.understanding.cells import read_amount
from casework.application.ledgers.understanding.header_meaning import OTHER
from casework.application.ledgers.understanding.office_words import TaughtEntry
from casework.application.ledgers.understanding.words import AMOUNTS, EXPLAINED, PLACES, choices
from casework.application.log.records.errors import ConflictError
from casework.application.log.records.groups import Appended, AppendGroup
from casework.application.log.records.household_ids import reference_id
from casework.application.log.records.retries import retries
from casework.application.writing.casework import Casework
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.columns import ListRow, column
from casework.domain.details.details import PLACE_CODE
from casework.domain.divisions.codes import full_code, is_code
from casework.domain.errors import InvalidValueError
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.office.imports import TaughtWordWithdrawn, WordTaught
from casework.domain.household.context import in_envelopes
from casework.domain.labels import Label, same

_Decide = Callable[[dict[tuple[str, str, str], "TaughtWord"]], list[Fact]]
TABLE_ANSWERS = ("not-employed", "not-understood")


class TaughtWord(ListRow, frozen=True, kw_only=True):
    """A header, word or code with its meaning, of which division, by whom and since when."""

    title = Label("本地用语", "Taught words")
    on_screen = ("division", "of", "text", "meaning", "by", "since")

    division: Annotated[str, column("区划", "division")]
    of: Annotated[str, column("类别", "of")]
    text: Annotated[str, column("用语", "text")]
    meaning: Annotated[str, column("含义", "meaning")]
    by: Annotated[str, column("登记人", "by")]
    since: Annotated[datetime, column("日期", "since", words=_day)]


def taught_words(casework: Casework) -> list[TaughtWord]:
    """What stands now, in order of its recording."""
    found: dict[tuple[str, str, str], TaughtWord] = {}
    for entry in casework.log.entries(_stream(casework)):
        _fold(found, entry)
    return list(found.values())


def taught_entries(casework: Casework, answers: Iterable[tuple[str, str, str]] = ()) -> list[TaughtEntry]:
    """What offices have said of their ledgers, and what is answered (of, text, meaning) for one import alone."""
    kept = [(word.division, word.of, word.text, word.meaning) for word in taught_words(casework)]
    return kept + [("", of, text, meaning) for of, text, meaning in answers]


def teach(casework: Casework, division: str, words: Sequence[tuple[str, str, str]], *, by: str) -> int:
    """
    Record what the words (of, text, meaning) mean in a division; answers how many are new or other than before.

    Raises:
        InvalidValueError: A meaning is none that may be answered; nothing was recorded.
        ConflictError: Somebody else kept teaching.
    """
    code = _division(division)
    said = [(of, key_of(of, text), meaning) for of, text, meaning in words]
    for of, text, meaning in said:
        refuse_no_meaning(of, text, meaning)

    def facts(known: dict[tuple[str, str, str], TaughtWord]) -> list[Fact]:
        return [
            WordTaught(division=code, of=of, text=text, meaning=meaning)
            for of, text, meaning in said
            if (before := known.get((code, of, text))) is None or before.meaning != meaning
        ]

    return _record(casework, facts, by)


def withdraw_word(casework: Casework, division: str, of: str, text: str, *, by: str) -> int:
    """Record that a taught word counts no more; 0 when it did not count."""
    key = (_division(division), of, key_of(of, text))

    def facts(known: dict[tuple[str, str, str], TaughtWord]) -> list[Fact]:
        return [TaughtWordWithdrawn(division=key[0], of=of, text=key[2])] if key in known else []

    return _record(casework, facts, by)


def key_of(of: str, text: str) -> str:
    """The text as questions name it: headers without what is spelling, words without spaces."""
    if of == "header":
        return "/".join(normalised(part) for part in text.split("/"))
    return "".join(text.split())


def refuse_no_meaning(of: str, text: str, meaning: str) -> None:
    """Raise InvalidValueError unless the meaning may be answered to a question of this kind."""
    allowed = answers_of(of)
    if not text or not (meaning in allowed or _is_amount_or_place(of, meaning)):
        raise InvalidValueError(
            "meaning",
            zh=f"“{text}”的含义“{meaning}”不可用，可用：{'、'.join(allowed)}",
            en=f"{text} cannot mean {meaning}; it may mean: {', '.join(allowed)}",
        )


def _is_amount_or_place(of: str, meaning: str) -> bool:
    if of in {column.value for column in AMOUNTS}:
        return read_amount(meaning) is not None
    return of in {column.value for column in PLACES} and PLACE_CODE.fullmatch(meaning) is not None


def answers_of(of: str) -> tuple[str, ...]:
    """What may be answered: columns for a header, codes for a word."""
    if of == "header":
        return (*(column.value for column in Column), OTHER)
    if of == "table":
        return TABLE_ANSWERS
    columns = {column.value: column for column in EXPLAINED}
    if of not in columns:
        raise InvalidValueError(
            "of",
            zh=f"没有“{of}”这种用语，可用：header、table、{'、'.join(columns)}",
            en=f"There are no words of {of}; use header, table, {', '.join(columns)}",
        )
    return choices(columns[of])


def _fold(found: dict[tuple[str, str, str], TaughtWord], entry: Recorded) -> None:
    match entry.fact:
        case WordTaught(division=division, of=of, text=text, meaning=meaning):
            found[division, of, text] = TaughtWord(
                division=division, of=of, text=text, meaning=meaning, by=entry.by, since=entry.timestamp
            )
        case TaughtWordWithdrawn(division=division, of=of, text=text):
            found.pop((division, of, text), None)


def _record(casework: Casework, decide: _Decide, by: str) -> int:
    stream = _stream(casework)
    for _ in retries():
        entries = casework.log.entries(stream)
        known: dict[tuple[str, str, str], TaughtWord] = {}
        for entry in entries:
            _fold(known, entry)
        facts = decide(known)
        if not facts:
            return 0
        version = len(entries)
        envelopes = in_envelopes(stream, version, facts, casework.context(by), f"{by}/{stream}/{version}")
        group = AppendGroup(household=stream, expected_version=version, entries=envelopes)
        if isinstance(casework.log.append_groups([group])[stream], Appended):
            return len(facts)
    raise ConflictError(stream)


def _day(moment: datetime) -> Label:
    return same(shanghai_date(moment).isoformat())


def _division(code: str) -> str:
    if not is_code(code):
        raise InvalidValueError(
            "division",
            zh=f"“{code}”不是区划代码：应为2、4、6、9或12位数字",
            en=f"{code} is no code of a division: use 2, 4, 6, 9 or 12 digits",
        )
    return full_code(code)


def _stream(casework: Casework) -> UUID:
    return reference_id(casework.keys.ids, kind="words", name="taught")
