"""Ledgers taken in as they were asked for: with answers of a file or of who sits there, under a bar of progress."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from click.exceptions import Exit
from msgspec.structs import replace

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.facts.office.rosters import Roster
from casework.interfaces.cli.office.import_page import print_result
from casework.interfaces.cli.office.next_duties import next_duty_answer, print_next_duty
from casework.interfaces.cli.office.sheet_questions import (
    answers_from,
    ask_at_terminal,
    keep_answers,
    print_questions,
    print_tables,
    write_template,
)
from casework.interfaces.cli.output import print_json, print_lines
from casework.interfaces.problems import ExitCode
from casework.interfaces.wording.answers import imported
from casework.interfaces.workplace.console import console
from casework.interfaces.workplace.invocation import Acting

if TYPE_CHECKING:
    from collections.abc import Callable

    from casework.application.importing.result import ImportResult
    from casework.application.ledgers.persons.ledger import Progress
    from casework.application.ledgers.understanding.questions import Question
    from casework.interfaces.workplace.bootstrap import Workplace


class AskedImport(NamedTuple):
    """What is to be imported, and how."""

    files: tuple[Path, ...]
    as_of: date | None
    village: str | None
    dry_run: bool
    keep_going: bool
    answers: Path | None
    errors: Path | None
    roster: Roster | None = None


def import_asked(acting: Acting, place: Workplace, asked: AskedImport) -> None:
    """
    Take the ledgers in and say what came of it; the reasons go into the workbook that was asked for.

    Raises LedgerAheadError and LedgerFileError, and exits with the code of a refusal when no row was taken in.
    """
    from casework.application.importing.run import LedgerAheadError
    from casework.application.ledgers.process.error_sheet import write_errors
    from casework.application.writing.references.taught_words import taught_entries

    place.reading.catch_up()
    files, errors, limits = asked.files, asked.errors, place.settings.limits
    try:
        result = _taken(acting, place, asked)
    except LedgerAheadError as refusal:
        if acting.json:  # an answer that is read by a program says so itself: nothing was taken
            print_json({"code": "ledger-ahead", "persons": 0, "households": 0, "message": refusal.en})
        raise
    if asked.dry_run and asked.answers is not None and not asked.answers.exists():
        write_template(asked.answers, result, place.reading.divisions_on(_today(place)), asked.village)
    if acting.json:
        following = next_duty_answer(place, result, dry_run=asked.dry_run)
        print_json(imported(result, explained=asked.dry_run) | following)
    else:
        if asked.dry_run:
            print_tables(acting, result.tables)
        print_result(acting, result)
        print_questions(acting, result.questions)
    if errors is not None:
        # Last, so that the answer is not lost when this file cannot be written.
        left_out = [file.path for file in result.refused_files]
        problems = [*result.refused, *result.warnings]
        copied = [file for file in files if file not in left_out]
        write_errors(copied, problems, errors, limits, taught_entries(place.casework))
        if not acting.json:
            print_lines(acting.language.say(f"错误原因已写入 {errors}", f"The reasons stand in {errors}"))
    if not acting.json:
        print_next_duty(acting, place, result, dry_run=asked.dry_run)
    if result.took_nothing and not (asked.dry_run and result.questions):
        raise Exit(ExitCode.REFUSED)


def _today(place: Workplace) -> date:
    return shanghai_date(place.clock.now())


def _taken(acting: Acting, place: Workplace, asked: AskedImport) -> ImportResult:
    """Import, with the answers of a file; at a terminal headers and words that nobody knows are asked one by one."""
    from casework.application.importing.answers import GivenAnswers, office_division
    from casework.application.importing.batches import ImportRequest
    from casework.application.importing.run import import_ledgers
    from casework.application.ledgers.files.file_errors import LedgerFileError
    from casework.application.ledgers.understanding.words import DECIDING

    given = answers_from(asked.answers, dry_run=asked.dry_run)
    if given is not None and not asked.dry_run:
        keep_answers(place, given, acting.by)
    request = ImportRequest(
        paths=asked.files,
        assessed_on=asked.as_of or _today(place),
        account=acting.by,
        village=asked.village,
        dry=asked.dry_run,
        keep_going=asked.keep_going,
        answers=given.words if given else (),
        decisions=dict(given.decisions) if given else {},
        roster=asked.roster,
    )

    def run(request: ImportRequest) -> ImportResult:
        with _progress(acting) as progress:
            return import_ledgers(
                place.casework,
                request,
                divisions=place.reading.known_divisions(_today(place)),
                limits=place.settings.limits,
                progress=progress,
            )

    def answer(questions: list[Question]) -> bool:
        said = ask_at_terminal(acting, questions)
        division = office_division(place.reading.divisions_on(_today(place)), asked.village)
        return bool(said) and keep_answers(place, GivenAnswers(division, said), acting.by) > 0

    asks = sys.stdin.isatty() and not (acting.json or asked.dry_run)
    try:
        result = run(request)
    except LedgerFileError as refusal:
        if refusal.code != "questions" or not asks:
            raise
        answer([question for question in run(replace(request, dry=True)).questions if question.blocks])
        result = run(request)
    words = [question for question in result.questions if question.of in DECIDING]
    return run(request) if asks and words and answer(words) else result


@contextmanager
def _progress(acting: Acting) -> Iterator[Callable[[Progress], None]]:
    """A bar on stderr where somebody looks at it."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield lambda _: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=screen, transient=True) as bars:
        tasks = {}

        def show(step: Progress) -> None:
            file, done, total = step.file, step.done, step.total
            if file not in tasks:
                tasks[file] = bars.add_task(file, total=total)
            bars.update(tasks[file], completed=done, total=total)

        yield show
