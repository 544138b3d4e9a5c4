"""What the import asks about a sheet: shown header by header, answered from a file or at a terminal one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.errors import InvalidValueError
from casework.interfaces.cli.output import print_lines
from casework.interfaces.workplace.invocation import Acting
from casework.interfaces.workplace.tables import print_table

if TYPE_CHECKING:
    from casework.application.importing.answers import GivenAnswers
    from casework.application.importing.result import ImportResult
    from casework.application.ledgers.understanding.questions import ColumnAccount, Question, SheetAccount
    from casework.domain.divisions.tree import Divisions
    from casework.interfaces.workplace.bootstrap import Workplace

ANSWERS = click.Path(path_type=Path, dir_okay=False)

_WHY = {
    "wish": ("意愿，不作现状", "a wish, not what is"),
    "past": ("以前的情况", "what was"),
    "person": ("别人的内容", "somebody else's"),
    "unknown": ("不认识，只保留", "not known, kept"),
    "hidden": ("隐藏，且有同义的可见列", "hidden beside a visible one"),
    "cells": ("按内容判断", "by its cells"),
    "codes": ("代码", "codes"),
    "legend": ("按表头说明的代码", "codes by the header's legend"),
}


def answers_from(file: Path | None, *, dry_run: bool) -> GivenAnswers | None:
    """The answers of a file; None when there is none, or when the dry run is to write it."""
    from casework.application.importing.answers import given_answers

    if file is None or (dry_run and not file.exists()):
        return None
    return given_answers(file)


def keep_answers(place: Workplace, answers: GivenAnswers, by: str) -> int:
    """Record what was answered as words of the division; answers how many are new."""
    from casework.application.writing.taught_words import teach

    return teach(place.casework, answers.division, answers.words, by=by)


def write_template(file: Path, result: ImportResult, divisions: Divisions, village: str | None) -> None:
    """Write the open questions of a dry run as a file of answers."""
    from casework.application.importing.answers import answers_template, office_division

    file.write_bytes(answers_template(result.questions, office_division(divisions, village)))


def print_tables(acting: Acting, tables: Sequence[SheetAccount]) -> None:
    """Sheet by sheet, header by header, what was taken for what."""
    say = acting.language.say
    for table in tables:
        taken = "" if table.taken else say("（须先回答问题）", " (to be answered first)")
        title = f"{table.file} {table.sheet} {say(f'第{table.row}行', f'row {table.row}')}{taken}"
        headers = (say("表头", "header"), say("作为", "taken for"), say("说明", "why"), say("示例", "samples"))
        print_table(title, headers, (_account(acting, column) for column in table.columns))


def print_questions(acting: Acting, questions: Sequence[Question]) -> None:
    """Every open question, with what may be answered."""
    if not questions:
        return
    say = acting.language.say
    headers = (say("问题", "question"), say("列", "column"), say("行数", "rows"), say("示例", "samples"))
    rows = ((say(q.why.zh, q.why.en), q.column or "", q.rows, "、".join(q.samples)) for q in _blocking_first(questions))
    print_table(say("待回答的问题", "Open questions"), headers, rows)


def ask_at_terminal(acting: Acting, questions: Sequence[Question]) -> tuple[tuple[str, str, str], ...]:
    """Ask one by one; an empty answer leaves a question open."""
    from casework.application.importing.answers import choices_in_words
    from casework.application.writing.taught_words import refuse_no_meaning

    say = acting.language.say
    given: dict[tuple[str, str], str] = {}
    for question in _blocking_first(questions):
        if (question.of, question.text) in given:
            continue
        choices = choices_in_words(question.of)
        print_lines(
            say(question.why.zh, question.why.en),
            "  " + "  ".join(f"{code} {words}" for code, words in choices.items()),
            *(["  " + "、".join(question.samples)] if question.samples else []),
        )
        while said := click.prompt(say("回答（回车跳过）", "answer (Enter to skip)"), default="", show_default=False):
            meaning = next((code for code, words in choices.items() if said.strip() in (code, words)), said.strip())
            try:
                refuse_no_meaning(question.of, question.text, meaning)
            except InvalidValueError as error:
                print_lines(say(error.zh, error.en))
                continue
            given[question.of, question.text] = meaning
            break
    return tuple((of, text, meaning) for (of, text), meaning in given.items())


def _blocking_first(questions: Sequence[Question]) -> list[Question]:
    return sorted(questions, key=lambda question: not question.blocks)


def _account(acting: Acting, column: ColumnAccount) -> tuple[str, str, str, str]:
    from casework.application.ledgers.sheets.headers import column_names
    from casework.application.ledgers.sheets.raw import Column

    say = acting.language.say
    meaning = column_names()[Column(column.meaning)][0] if column.meaning else say("（只保留）", "(kept)")
    kind, _, word = column.why.partition(":")
    why = f"√={word}" if kind == "answer" else say(*_WHY[column.why]) if column.why in _WHY else column.why
    return column.header, meaning, why, "、".join(column.samples)
