"""What an import came to, on the screen: counts, who leaves or changes, and the rows refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.domain.entries.effects import totals
from casework.domain.labels import Label
from casework.interfaces.cli.output import print_lines
from casework.interfaces.wording.effect_words import total_lines
from casework.interfaces.workplace.invocation import Acting
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.application.importing.result import ImportResult
    from casework.application.ledgers.persons.ledger import RowProblem

SHOWN = 20
"""So many refused rows and warnings are printed; JSON and the workbook of --errors have all."""


def print_result(acting: Acting, result: ImportResult) -> None:
    """What was taken in, refused and found; the reasons of the first rows."""
    say = acting.language.say
    batch = result.batch or say("试运行，未记录", "dry run, nothing recorded")
    print_lines(
        say(f"导入编号：{batch}", f"Batch: {batch}"),
        say(
            f"{result.files} 个文件，{result.rows} 行：收录 {result.persons} 人，拒绝 {len(result.refused)} 行，"
            f"提示 {len(result.warnings)} 条",
            f"{result.files} files, {result.rows} rows: {result.persons} persons taken, "
            f"{len(result.refused)} rows refused, {len(result.warnings)} warnings",
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
    print_lines(*(say(*line) for line in total_lines(totals([each.moves for each in result.moved]))))
    _print_recognised(acting, result)
    _print_outcomes(acting, result)
    _print_rows(acting, Label("拒绝的行", "Refused rows"), result.refused)
    _print_rows(acting, Label("提示", "Warnings"), result.warnings)


def _print_recognised(acting: Acting, result: ImportResult) -> None:
    """That households stand under other numbers, in one sentence, and how to say that it is so or is not."""
    count = sum(warning.code == "household-recognised" for warning in result.warnings)
    if count:
        sentence = Label(
            f"{count} 户列在别的编号下，已按人员归入原户，编号不变。确已改号：casework move 户 --number 新编号；"
            "不是同一户：在 --decide 文件中写“是另一户”",
            f"{count} households are listed under other numbers: taken for those of their people, which keep theirs. If "
            "they were renumbered: casework move HOUSEHOLD --number NEW; if it is another household, say so with --decide",
        )
        print_lines(acting.language.say(*sentence))


def _print_outcomes(acting: Acting, result: ImportResult) -> None:
    """Everybody who leaves, ends or changes: nobody goes without a line."""
    from casework.application.recognition.member_outcomes import MemberOutcome

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
