"""Ledgers in: divisions first, then the villages' tables; and a wrong import back out (GY-1b)."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.codes.rounds import RosterKind
from casework.domain.facts.office.rosters import Roster
from casework.domain.written.days import Lies
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.office.batches import list_batches
from casework.interfaces.cli.office.ledger_import import AskedImport, import_asked
from casework.interfaces.cli.office.sheet_questions import ANSWERS
from casework.interfaces.cli.office.withdrawal import withdraw_batch
from casework.interfaces.cli.options import acts, code_option
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import DayType, NameType, RegionType, WrongValueError
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.next_steps import after_divisions
from casework.interfaces.workplace.invocation import Acting

if TYPE_CHECKING:
    from casework.interfaces.workplace.bootstrap import Workplace

PATH = click.Path(path_type=Path)


@click.command(
    "import",
    help="导入：把村级台账导入，逐行校验，发现零就业家庭\n\n"
    "Import ledgers (.xlsx, .xlsm, .xls, .et, .ods, .csv, .txt): the divisions first (--divisions), then the "
    "ledgers; the same file twice changes nothing. --withdraw takes a wrong import back by corrections. Exit code 1 when no row was taken.",
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
@code_option("--roster", RosterKind, "这是从其他部门取得的名单", "it is a list from elsewhere")
@click.option("--issuer", type=NameType(), metavar="TEXT", help="名单的提供单位 who issued the list")
@click.option("--obtained", type=DayType(Lies.BEHIND), metavar="DATE", help="取得名单的日期 when it was obtained")
@click.option("--round", "round_name", type=NameType(), metavar="ROUND", help="名单所属轮次 the round it is for")
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
    roster: RosterKind | None,
    issuer: str | None,
    obtained: date | None,
    round_name: str | None,
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
    named = _roster(roster, issuer, obtained, round_name)
    _check_errors_file(errors, files)
    _refuse_missing((*([divisions] if divisions else []), *(() if keep_going else files)))
    with workplace(acting) as place:
        if divisions is not None:
            _load_divisions(acting, place, divisions, dry_run, alone=not files)
        if files:
            dry = dry_run or explain
            import_asked(acting, place, AskedImport(files, as_of, village, dry, keep_going, answers, errors, named))


def _roster(kind: RosterKind | None, issuer: str | None, on: date | None, round_name: str | None) -> Roster | None:
    """The list from elsewhere that the files are; its kind, issuer and day come together."""
    given = [each is not None for each in (kind, issuer, on)]
    if kind is not None and issuer is not None and on is not None:
        return Roster(kind=kind, issuer=issuer, obtained_on=on, round_name=round_name or "")
    if any(given) or round_name:
        raise WrongValueError(
            zh="--roster、--issuer、--obtained 要么都写，要么都不写",
            en="--roster, --issuer and --obtained go together",
        )
    return None


def _check_errors_file(errors: Path | None, files: tuple[Path, ...]) -> None:
    if errors is None:
        return
    if errors.suffix.lower() != ".xlsx":
        raise WrongValueError(zh="--errors 的文件名须以 .xlsx 结尾", en="The file of --errors ends in .xlsx")
    if not errors.absolute().parent.is_dir():
        raise WrongValueError(
            zh=f"没有文件夹 {errors.parent}，请先建立", en=f"There is no folder {errors.parent}; make it first"
        )
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
    from casework.application.writing.references.reference_streams import load_divisions, preview_divisions

    entries = read_divisions(file, place.settings.limits)
    if dry_run:
        done = preview_divisions(place.casework, entries)
    else:
        done = load_divisions(place.casework, entries, by=acting.by)
        place.reading.catch_up()  # a country takes a while, which whoever loads it expects
    count, added, renamed, warnings = done.divisions, done.added, done.renamed, done.warnings
    if acting.json:
        if alone:
            counts = {"divisions": count, "added": added, "renamed": renamed, "position": done.position}
            odd = {"warnings": [{"zh": each.zh, "en": each.en} for each in warnings]}
            print_json(counts | odd | next_step(after_divisions(dry_run=dry_run)))
        return
    say = acting.language.say
    tried = say("，检查通过，未记录", "; checked, nothing recorded") if dry_run else ""
    print_lines(
        say(f"区划 {count} 条：新增 {added}，更名 {renamed}", f"{count} divisions: {added} new, {renamed} renamed")
        + tried
    )
    if warnings:
        print_lines(say(f"有{len(warnings)}处值得再看：", f"{len(warnings)} to look at again:"))
        print_lines(*(f"- {say(*each)}" for each in warnings))
    if alone:
        print_next(acting.language, after_divisions(dry_run=dry_run))
