"""Ledgers in: divisions first, then the villages' tables; and a wrong import back out (GY-1b, design 8)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import rich_click as click
from click.exceptions import Exit
from msgspec.structs import replace

from casework.domain.accountability.next_duty import first_duty
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.divisions.tree import Divisions
from casework.domain.labels import Label
from casework.domain.written.days import Lies
from casework.interfaces.cli.answers import imported
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.office.batches import list_batches
from casework.interfaces.cli.office.sheet_questions import (
    ANSWERS,
    answers_from,
    ask_at_terminal,
    keep_answers,
    print_questions,
    print_tables,
    write_template,
)
from casework.interfaces.cli.office.withdrawal import withdraw_batch
from casework.interfaces.cli.options import acts
from casework.interfaces.cli.output import print_json, print_lines
from casework.interfaces.cli.parameters import DayType, NameType, RegionType, WrongValueError
from casework.interfaces.problems import ExitCode
from casework.interfaces.wording.duty_words import first_duty_in_words
from casework.interfaces.workplace.console import console
from casework.interfaces.workplace.invocation import Acting
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from casework.application.importing.result import ImportResult
    from casework.application.ledgers.persons.ledger import Progress, RowProblem
    from casework.application.ledgers.understanding.questions import Question
    from casework.interfaces.workplace.bootstrap import Workplace

SHOWN = 20
"""So many refused rows and warnings are printed; JSON and the workbook of --errors have all."""

PATH = click.Path(path_type=Path)


@click.command(
    "import",
    help="导入：把村级台账导入，逐行校验，发现零就业家庭\n\n"
    "Import ledgers (.xlsx, .xlsm, .xls, .et, .ods, .csv, .txt): the divisions first (--divisions), then the "
    "ledgers; the same file twice "
    "changes nothing. --withdraw takes a wrong import back by corrections. Exit code 1 when no row was taken.",
)
@click.argument("files", nargs=-1, type=PATH, metavar="[FILE]...", help="台账文件 ledgers")
@click.option(
    "--as-of",
    type=DayType(Lies.BEHIND),
    metavar="DATE",
    help="按哪一天计算年龄和就业（默认今天） the day on which ages and employment are judged",
)
@click.option(
    "--village", type=RegionType(), metavar="CODE", help="没有村列的表属于哪个村 the village of sheets without one"
)
@click.option("--dry-run", is_flag=True, help="只检查，不记录 check only, record nothing")
@click.option(
    "--explain",
    is_flag=True,
    help="逐表逐列说明理解成什么、有哪些问题，不记录 what was taken for what; records nothing",
)
@click.option(
    "--answers",
    "--decide",
    "answers",
    type=ANSWERS,
    metavar="FILE.json",
    help="对问题的回答（试运行时写出模板），登记为本地用语 answers to the questions; a dry run writes the template",
)
@click.option(
    "--errors", type=PATH, metavar="OUT.xlsx", help="把原表连同错误原因写回 the same sheets back with the reasons"
)
@click.option("--divisions", type=PATH, metavar="FILE", help="导入区划表 load this table of divisions first")
@click.option(
    "--keep-going",
    is_flag=True,
    help="有文件不能读时，先导入其余文件 leave out files that cannot be read, import the others",
)
@click.option("--list", "listing", is_flag=True, help="历次导入及其结果 the imports so far and what became of them")
@click.option("--withdraw", type=NameType(), metavar="BATCH", help="撤回这次导入 take this import back")
@click.option("--yes", is_flag=True, help="撤回时不再询问 withdraw without asking")
@acts(at=False, looks="listing")
def import_command(
    acting: Acting,
    files: tuple[Path, ...],
    as_of: date | None,
    village: str | None,
    dry_run: bool,
    explain: bool,
    answers: Path | None,
    errors: Path | None,
    divisions: Path | None,
    keep_going: bool,
    listing: bool,
    withdraw: str | None,
    yes: bool,
) -> None:
    if listing:
        if files or divisions or errors or withdraw:
            raise WrongValueError(zh="--list 不能与文件一起用", en="--list does not go with files")
        list_batches(acting)
        return
    if withdraw is not None:
        if files or divisions or errors or as_of or village:
            raise WrongValueError(zh="--withdraw 不能与文件一起用", en="--withdraw does not go with files")
        if not (dry_run or yes or sys.stdin.isatty()):
            raise WrongValueError(
                zh="撤回请加 --yes；想先看结果请加 --dry-run", en="Withdrawing needs --yes, or --dry-run to look first"
            )
        withdraw_batch(acting, withdraw, dry_run=dry_run, asks=not yes)
        return
    if not files and divisions is None:
        raise WrongValueError(zh="请写明台账文件，或用 --divisions 导入区划", en="Name a ledger, or --divisions FILE")
    _check_errors_file(errors, files)
    _refuse_missing((*([divisions] if divisions else []), *(() if keep_going else files)))
    with workplace(acting) as place:
        if divisions is not None:
            _load_divisions(acting, place, divisions, dry_run, alone=not files)
        if files:
            _import(acting, place, _Asked(files, as_of, village, dry_run or explain, keep_going, answers, errors))


def _check_errors_file(errors: Path | None, files: tuple[Path, ...]) -> None:
    if errors is None:
        return
    if errors.suffix.lower() != ".xlsx":
        raise WrongValueError(zh="--errors 的文件名须以 .xlsx 结尾", en="The file of --errors ends in .xlsx")
    if not errors.absolute().parent.is_dir():
        raise WrongValueError(zh=f"没有文件夹 {errors.parent}", en=f"There is no folder {errors.parent}")
    if errors.absolute() in {file.absolute() for file in files}:
        raise WrongValueError(zh="--errors 不能覆盖台账", en="--errors would overwrite the ledger")


def _refuse_missing(files: tuple[Path, ...]) -> None:
    """An absent file is noticed before the first one is taken in."""
    from casework.application.ledgers.files.file_errors import LedgerFileError

    for file in files:
        if not file.exists():
            missing = LedgerFileError("missing", file.name)
            raise missing.of_several(len(files) - 1) if len(files) > 1 else missing


def _load_divisions(acting: Acting, place: Workplace, file: Path, dry_run: bool, *, alone: bool) -> None:
    from casework.application.ledgers.process.ledger_reader import read_divisions
    from casework.application.writing.reference_streams import load_divisions

    entries = read_divisions(file, place.settings.limits)
    added = renamed = position = None
    if dry_run:
        count = len(Divisions.of(entries))
    else:
        done = load_divisions(place.casework, entries, by=acting.by)
        count, added, renamed, position = done.divisions, done.added, done.renamed, done.position
        place.reading.catch_up()  # a country takes a while, which whoever loads it expects
    if acting.json:
        if alone:
            print_json({"divisions": count, "added": added, "renamed": renamed, "position": position})
        return
    say = acting.language.say
    print_lines(
        say(f"区划 {count} 条，检查通过，未记录", f"{count} divisions checked, nothing recorded")
        if dry_run
        else say(f"区划 {count} 条：新增 {added}，更名 {renamed}", f"{count} divisions: {added} new, {renamed} renamed")
    )


class _Asked(NamedTuple):
    """What is to be imported, and how."""

    files: tuple[Path, ...]
    as_of: date | None
    village: str | None
    dry_run: bool
    keep_going: bool
    answers: Path | None
    errors: Path | None


def _import(acting: Acting, place: Workplace, asked: _Asked) -> None:
    from casework.application.importing.run import LedgerAheadError, taught_entries
    from casework.application.ledgers.process.error_sheet import write_errors

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
        print_json(imported(result, explained=asked.dry_run) | _next_duty(place, result))
    else:
        if asked.dry_run:
            print_tables(acting, result.tables)
        _print_result(acting, result)
        _print_next_duty(acting, place, result)
        print_questions(acting, result.questions)
    if errors is not None:
        # Last, so that the answer is not lost when this file cannot be written.
        left_out = [file.path for file in result.refused_files]
        problems = [*result.refused, *result.warnings]
        copied = [file for file in files if file not in left_out]
        write_errors(copied, problems, errors, limits, taught_entries(place.casework))
        if not acting.json:
            print_lines(acting.language.say(f"错误原因已写入 {errors}", f"The reasons stand in {errors}"))
    if result.took_nothing and not (asked.dry_run and result.questions):
        raise Exit(ExitCode.REFUSED)


def _today(place: Workplace) -> date:
    return shanghai_date(place.clock.now())


def _taken(acting: Acting, place: Workplace, asked: _Asked) -> ImportResult:
    """Import, with the answers of a file; at a terminal headers and words that nobody knows are asked one by one."""
    from casework.application.importing.answers import GivenAnswers, office_division
    from casework.application.importing.run import ImportRequest, import_ledgers
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


def _print_result(acting: Acting, result: ImportResult) -> None:
    say = acting.language.say
    batch = result.batch or say("试运行，未记录", "dry run, nothing recorded")
    print_lines(
        say(f"导入编号：{batch}", f"Batch: {batch}"),
        say(
            f"{result.files} 个文件，{result.rows} 行：收录 {result.persons} 人，拒绝 {len(result.refused)} 行，"
            f"提示 {len(result.warnings)} 条",
            f"{result.files} files, {result.rows} rows: {result.persons} persons taken, {len(result.refused)} "
            "rows refused,"
            f" {len(result.warnings)} warnings",
        ),
        say(
            f"{result.households} 户：新登记 {result.registered}，更新 {result.updated}，无变化 {result.unchanged}",
            f"{result.households} households: {result.registered} registered, {result.updated} updated, "
            f"{result.unchanged} unchanged",
        ),
        say(
            f"新发现零就业家庭 {result.detected} 户，待弄清暂不认定 {result.withheld} 户",
            f"{result.detected} households newly detected, {result.withheld} wait for an answer",
        ),
    )
    for file in result.refused_files:
        print_lines(say(f"未导入的文件：{file.message.zh}", f"Left out: {file.message.en}"))
    if result.unknown_columns:
        columns = "、".join(result.unknown_columns)
        print_lines(say(f"未识别的列（已加密保留）：{columns}", f"Unknown columns (kept, sealed): {columns}"))
    _print_outcomes(acting, result)
    _print_rows(acting, Label("拒绝的行", "Refused rows"), result.refused)
    _print_rows(acting, Label("提示", "Warnings"), result.warnings)


def _next_duty(place: Workplace, result: ImportResult) -> dict[str, Any]:
    """What the households newly found ask for first, as JSON has it."""
    found = first_duty(place.rules, place.clock.now()) if result.detected else None
    if found is None:
        return {"next_duty": None}
    rule, due_on = found
    label = {"zh": rule.zh, "en": rule.en}
    return {"next_duty": {"deadline": rule.name, "label": label, "due_on": due_on, "role": rule.duty}}


def _print_next_duty(acting: Acting, place: Workplace, result: ImportResult) -> None:
    found = first_duty(place.rules, place.clock.now()) if result.detected else None
    if found is not None:
        print_lines(acting.language.say(*first_duty_in_words(*found, result.detected)))


def _print_outcomes(acting: Acting, result: ImportResult) -> None:
    """Everybody who leaves, ends or changes: nobody goes without a line."""
    from casework.application.importing.result import MemberOutcome

    if result.outcomes:
        print_rows(acting.language, MemberOutcome, result.outcomes)


def _print_rows(acting: Acting, title: Label, rows: list[RowProblem]) -> None:
    from casework.application.ledgers.persons.ledger import RowProblem

    if not rows:
        return
    if len(rows) > SHOWN:
        title = Label(
            f"{title.zh}（前 {SHOWN} 条，共 {len(rows)} 条）", f"{title.en} (the first {SHOWN} of {len(rows)})"
        )
    print_rows(acting.language, RowProblem, rows[:SHOWN], title=title)
