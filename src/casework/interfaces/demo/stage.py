"""Showing in the terminal what the demo came to: found, assigned, overdue, escalated, cleared, and one whole history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from sqlalchemy import Engine

from casework.application.ledgers.persons.problems import SENTENCES
from casework.application.writing.casework import Casework
from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.codes import Stage
from casework.domain.deadlines.names import deadline_label
from casework.domain.labels import Label, role_label
from casework.interfaces.demo.story import DAYS, DemoReport
from casework.interfaces.wording.labels import responsible, signer
from casework.interfaces.wording.language import Language
from projections.lists.board import Board, BoardEntry
from projections.lists.history import History
from projections.lists.notice_list import Notices
from projections.lists.overdue_list import Overdue
from projections.lists.workload import Workload

WORST = 8
"""So many lines of a long list are shown."""

BUSIEST = 6
"""So many cadres are shown."""


def show(console: Console, casework: Casework, engine: Engine, report: DemoReport, language: Language) -> None:
    """All of it, from the import to one household's history."""
    screen = _Screen(console, casework, engine, language)
    board = Board(engine).households().rows
    screen.imported(report)
    screen.stages(board)
    screen.overdue()
    screen.notices()
    screen.workload()
    screen.history(board)


class _Screen:
    """What is shown, table by table, in one language."""

    def __init__(self, console: Console, casework: Casework, engine: Engine, language: Language) -> None:
        self._console = console
        self._casework = casework
        self._engine = engine
        self._language = language
        self._say = language.say

    def imported(self, report: DemoReport) -> None:
        result, say = report.imported, self._say
        reasons = Counter(say(*_reason(problem.code)) for problem in result.refused)
        counted = say("；", "; ").join(f"{reason}{say('', ':')} {count}" for reason, count in reasons.most_common())
        lines = (
            say(
                f"台账共 {result.rows} 行：收录 {result.persons} 人、{result.households} 户",
                f"{result.rows} rows of the ledger: {result.persons} persons in {result.households} households taken",
            ),
            say(f"拒绝 {len(result.refused)} 行：{counted}", f"{len(result.refused)} rows refused: {counted}"),
            say(f"发现零就业家庭 {result.detected} 户", f"{result.detected} zero-employment households found"),
            say(
                f"随后 {DAYS} 天：办理 {report.commands} 次，提醒 {report.reminded} 次，升级 {report.escalated} 次",
                f"In the next {DAYS} days: {report.commands} commands, {report.reminded} reminders, "
                f"{report.escalated} escalations",
            ),
        )
        title = say("导入与处置", "Import and response")
        self._console.print(Panel(Text("\n".join(lines)), title=title, title_align="left"))

    def stages(self, board: Iterable[BoardEntry]) -> None:
        counts = Counter(entry.stage for entry in board)
        rows = ((self._language.label(stage), counts[stage]) for stage in Stage if counts[stage])
        headers = (Label("阶段", "stage"), Label("户数", "households"))
        self._print(Label("各阶段户数", "Households by stage"), headers, rows)

    def overdue(self) -> None:
        book = self._casework.books.current()
        found = Overdue(self._engine, book).list(now=self._casework.clock.now()).rows
        title = Label(
            f"逾期清单（共 {len(found)} 项，最久的 {WORST} 项）",
            f"Overdue: the worst {WORST} of {len(found)} deadlines",
        )
        headers = (
            Label("户编号", "household"),
            Label("村", "village"),
            Label("期限", "deadline"),
            Label("截止日", "due"),
            Label("逾期工作日", "working days late"),
            Label("级次", "step"),
            Label("责任人", "responsible"),
        )
        rows = (
            (
                row.household,
                row.village_name,
                self._say(*deadline_label(row.deadline, book.of(row.village).policies)),
                row.due_on,
                row.working_days_late,
                row.step,
                self._say(*responsible(row)),
            )
            for row in found[:WORST]
        )
        self._print(title, headers, rows)

    def notices(self) -> None:
        say, book = self._say, self._casework.books.current()
        ladder = book.of().policies.dated[-1].ladder[0]
        steps = Counter(notice.step for notice in Notices(self._engine, book).raised().rows)
        whom = (ladder.remind, *(step.to for step in ladder.steps))
        rows = (
            (
                say(f"第{step}级升级", f"step {step}") if step else say("提醒", "reminder"),
                say("、", ", ").join(say(*role_label(role)) for role in whom[step]),
                count,
            )
            for step, count in sorted(steps.items())
        )
        headers = (Label("级次", "step"), Label("对象", "to"), Label("条数", "notices"))
        self._print(Label("已发出的提醒和升级", "Notices raised"), headers, rows)

    def workload(self) -> None:
        loads = Workload(self._engine).per_cadre(now=self._casework.clock.now()).rows
        rows = (
            (
                load.cadre or self._say("（尚无帮扶干部）", "(nobody)"),
                load.open,
                load.overdue,
                load.by_stage.get(Stage.CLEARED, 0),
            )
            for load in sorted(loads, key=lambda load: -load.overdue)[:BUSIEST]
        )
        headers = (
            Label("帮扶干部", "cadre"),
            Label("在办户数", "open households"),
            Label("逾期期限", "overdue deadlines"),
            Label("已清零", "cleared"),
        )
        title = Label(f"工作量（逾期最多的前 {BUSIEST} 名）", f"Workload: the {BUSIEST} with most overdue")
        self._print(title, headers, rows)

    def history(self, board: Iterable[BoardEntry]) -> None:
        """The household that was cleared and fell back: two whole episodes."""
        chosen = next((entry for entry in board if entry.episode == 2), None)
        if chosen is None:
            return
        rows = (
            (
                entry.version,
                f"{entry.occurred_at.astimezone(SHANGHAI):%m-%d %H:%M}",
                self._say(*signer(entry.by)),
                self._say(entry.words.zh, entry.words.en),
            )
            for entry in History(self._engine, self._casework.books.current()).of(household=chosen.id).rows
        )
        title = Label(
            f"一户的全程记录：{chosen.village_name}，户{chosen.household}",
            f"The history of household {chosen.household}, {chosen.village_name}",
        )
        headers = (Label("条次", "#"), Label("发生时间", "occurred"), Label("办理人", "by"), Label("内容", "what"))
        self._print(title, headers, rows)

    def _print(self, title: Label, headers: Sequence[Label], rows: Iterable[Sequence[object]]) -> None:
        table = Table(title=self._say(*title), title_justify="left")
        cells = [[str(cell) for cell in row] for row in rows]
        for place, header in enumerate(headers):
            numbers = all(row[place].isdigit() for row in cells) and place > 0
            table.add_column(self._say(*header), justify="right" if numbers else "left")
        for row in cells:
            table.add_row(*row)
        self._console.print(table)


def _reason(code: str) -> Label:
    return SENTENCES.get(code, Label(code, code))
