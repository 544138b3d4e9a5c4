"""What the import asks about a sheet: shown header by header, answered from a file or at a terminal one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.errors import InvalidValueError
from casework.domain.labels import same
from casework.interfaces.cli.output import print_lines
from casework.interfaces.workplace.invocation import Acting
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.application.importing.answers import GivenAnswers
    from casework.application.importing.result import ImportResult
    from casework.application.ledgers.understanding.questions import Question, SheetAccount
    from casework.domain.divisions.tree import Divisions
    from casework.interfaces.workplace.bootstrap import Workplace

ANSWERS = click.Path(path_type=Path, dir_okay=False)


def answers_from(file: Path | None, *, dry_run: bool) -> GivenAnswers | None:
    """The answers of a file; None when there is none, or when the dry run is to write it."""
    from casework.application.importing.answers import given_answers

    if file is None or (dry_run and not file.exists()):
        return None
    return given_answers(file)


def keep_answers(place: Workplace, answers: GivenAnswers, by: str) -> int:
    """Record what was answered as words of the division; answers how many are new."""
    from casework.application.writing.references.taught_words import teach

    return teach(place.casework, answers.division, answers.words, by=by)


def write_template(file: Path, result: ImportResult, divisions: Divisions, village: str | None) -> None:
    """Write the open questions of a dry run as a file of answers."""
    from casework.application.importing.answers import answers_template, office_division

    file.write_bytes(answers_template(result.questions, office_division(divisions, village)))


def print_tables(acting: Acting, tables: Sequence[SheetAccount]) -> None:
    """Sheet by sheet, header by header, what was taken for what."""
    from casework.application.ledgers.understanding.questions import ColumnAccount

    say = acting.language.say
    for table in tables:
        taken = "" if table.taken else say("（须先回答问题）", " (to be answered first)")
        title = f"{table.file} {table.sheet} {say(f'第{table.row}行', f'row {table.row}')}{taken}"
        print_rows(acting.language, ColumnAccount, table.columns, title=same(title))


def print_questions(acting: Acting, questions: Sequence[Question]) -> None:
    """Every open question, with what may be answered."""
    from casework.application.ledgers.understanding.questions import Question

    if questions:
        print_rows(acting.language, Question, _blocking_first(questions))


def ask_at_terminal(acting: Acting, questions: Sequence[Question]) -> tuple[tuple[str, str, str], ...]:
    """Ask one by one; an empty answer leaves a question open."""
    from casework.application.importing.answers import choices_in_words, meaning_meant
    from casework.application.writing.references.taught_words import refuse_no_meaning

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
            meaning = meaning_meant(question.of, said.strip())
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
