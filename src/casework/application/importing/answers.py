"""The questions of a dry run as a file, and the file with its answers: what an office says once of its ledgers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from casework.application.ledgers.sheets.headers import column_names
from casework.application.ledgers.understanding.questions import Question
from casework.application.ledgers.understanding.words import EXPLAINED, KEPT
from casework.application.recognition.recognition import CHOICE_WORDS, CHOICES, Key
from casework.application.writing.references.taught_words import answers_of, key_of, refuse_no_meaning
from casework.domain.divisions.codes import full_code
from casework.domain.divisions.tree import Divisions
from casework.domain.errors import InvalidValueError
from casework.domain.labels import Label
from casework.domain.written.code_words import names_meant


class Answer(Struct, frozen=True, kw_only=True):
    """One question with its answer: `meaning` is one of `choices`, None while nobody has said."""

    of: str
    text: str
    meaning: str | None = None
    where: str = ""
    why: str = ""
    samples: tuple[str, ...] = ()
    rows: int = 1
    suggestion: str = ""
    choices: dict[str, str] = {}


class Answers(Struct, frozen=True, kw_only=True):
    """The file of `--answers`: for which division the office answers, and what."""

    division: str
    answers: tuple[Answer, ...] = ()


class GivenAnswers(NamedTuple):
    """What was answered: (of, text, meaning) for a division, and of persons and households by their questions."""

    division: str
    words: tuple[tuple[str, str, str], ...]
    decisions: tuple[tuple[Key, str], ...] = ()


def office_division(divisions: Divisions, village: str | None = None) -> str:
    """The division for which an office answers: the lowest one above all villages, or the one above `village`."""
    if village:
        above = divisions.ancestors(full_code(village))
        return above[0].code if above else full_code(village)
    villages = [code for code in divisions.by_code if not code.endswith("000")] or list(divisions.by_code)
    pairs = zip(min(villages), max(villages), strict=True)
    common = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    known = [code for code in divisions.by_code if common.startswith(divisions.prefix(code))]
    return max(known, key=lambda code: len(divisions.prefix(code)), default=next(iter(divisions.by_code)))


def answers_template(questions: Sequence[Question], division: str) -> bytes:
    """The questions as JSON, to be answered in `meaning`; cells are masked as on the screen."""
    asked = {(question.of, question.text): question for question in questions}
    file = Answers(division=division, answers=tuple(_unanswered(question) for question in asked.values()))
    return msgspec.json.format(msgspec.json.encode(file), indent=2) + b"\n"


def given_answers(path: Path) -> GivenAnswers:
    """
    What stands in a file of answers; questions left open are passed over.

    Raises InvalidValueError when it is no such file or an answer is none of the choices.
    """
    try:
        file = msgspec.json.decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf"), type=Answers)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InvalidValueError(
            "answers",
            zh=f"{path.name}不是回答文件，请先用 casework import --dry-run --answers 文件 写出模板",
            en=f"{path.name} is no file of answers; casework import --dry-run --answers FILE writes the template",
        ) from error
    said = [(a.of, a.text, meaning_meant(a.of, a.meaning)) for a in file.answers if a.meaning]
    for of, text, meaning in said:
        if of not in CHOICES:
            refuse_no_meaning(of, text, meaning)
        elif meaning not in CHOICES[of]:
            raise InvalidValueError(
                "meaning",
                zh=f"“{text}”不能回答“{meaning}”，可用：{'、'.join(CHOICES[of])}",
                en=f"{text} cannot be answered {meaning}; use: {', '.join(CHOICES[of])}",
            )
    words = tuple((of, key_of(of, text), meaning) for of, text, meaning in said if of not in CHOICES)
    decisions = tuple(((of, text), meaning) for of, text, meaning in said if of in CHOICES)
    return GivenAnswers(division=file.division, words=words, decisions=decisions)


def choices_in_words(of: str) -> dict[str, str]:
    """What may be answered, with the words of ledgers for it."""
    if of == "header":
        return {**{code: names[0] for code, names in column_names().items()}, "other": "其他列，只保留"}
    if of in CHOICES:
        return {answer: CHOICE_WORDS[answer] for answer in CHOICES[of]}
    names = {
        "employed": "已就业",
        "not-employed": "未就业",
        "military-service": "服兵役",
        "custody": "服刑",
        "none": "丧失劳动力",
        "full": "有劳动能力",
        "weak": "弱劳动力",
        "half": "半劳动力",
        "willing": "有意愿",
        "unwilling": "无意愿",
        "at-school": "在校",
        "not-at-school": "不在校",
        "blank": "没有说明",
        "not-understood": "暂不认定",
    }
    names |= {code.value: code.zh for kind in (KEPT[column] for column in KEPT if column.value == of) for code in kind}
    return {code: names.get(code, code) for code in answers_of(of)}


def kind_meant(said: str) -> str:
    """The kind of words that is meant by its code or by a usual header (就业状态); what means none is handed on."""
    kinds = {
        "header": ("表头",),
        "table": ("表", "表格"),
        **{str(column): column_names()[column] for column in EXPLAINED},
    }
    return _meant(said, kinds)


def meaning_meant(of: str, said: str) -> str:
    """The code that is meant by a word for it, or by a usual header; what means none is handed on to be refused."""
    names = column_names() if of == "header" else {}
    return _meant(said, {code: (words, *names.get(code, ())) for code, words in choices_in_words(of).items()})


def _meant(said: str, words: Mapping[str, Sequence[str]]) -> str:
    found = names_meant(said, {code: (Label(usual[0], code), tuple(usual)) for code, usual in words.items()})
    return found[0] if len(found) == 1 else said


def _unanswered(question: Question) -> Answer:
    place = "，".join(filter(None, (question.file, question.sheet, f"第{question.row}行", question.column or "")))
    return Answer(
        of=question.of,
        text=question.text,
        where=place,
        why=question.why.zh,
        samples=question.samples,
        rows=question.rows,
        suggestion=question.suggestion,
        choices=choices_in_words(question.of),
    )
