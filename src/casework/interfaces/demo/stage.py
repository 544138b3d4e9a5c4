"""Showing in the terminal what the demo came to: found, assigned, overdue, escalated, cleared, and one whole history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from sqlalchemy import Engine

from casework.application.casework import Casework
from casework.domain.codes import Stage
from casework.domain.work_calendar import SHANGHAI
from casework.interfaces.demo.story import DAYS, Told
from projections.board import Board, BoardEntry
from projections.deadline_list import Overdue, OverdueDeadline
from projections.history import History
from projections.notice_list import Notices
from projections.workload import Workload

WORST = 8
"""So many lines of a long list are shown."""


def show(console: Console, casework: Casework, engine: Engine, told: Told) -> None:
    """All of it, from the import to one household's history."""
    _imported(console, told)
    board = Board(engine).households().rows
    _stages(console, board)
    now = casework.clock.now()
    overdue = Overdue(engine, casework.rules.calendar).list(now=now).rows
    _overdue(console, casework, overdue)
    _notices(console, engine)
    _workload(console, casework, engine)
    _history(console, casework, engine, board)


def _imported(console: Console, told: Told) -> None:
    result = told.imported
    codes = Counter(problem.code for problem in result.refused)
    lines = [
        f"台账共 {result.rows} 行：收录 {result.persons} 人、{result.households} 户",
        f"拒绝 {len(result.refused)} 行：{_counted(codes)}",
        f"发现零就业家庭 {result.detected} 户",
        f"随后 {DAYS} 天：办理 {told.commands} 次，提醒 {told.reminded} 次，逐级升级 {told.escalated} 次",
    ]
    console.print(Panel(Text("\n".join(lines)), title="导入与处置 Import and response", title_align="left"))


def _stages(console: Console, board: Iterable[BoardEntry]) -> None:
    counts = Counter(entry.stage for entry in board)
    table = Table(title="各阶段户数 Households by stage", title_justify="left")
    table.add_column("阶段 Stage")
    table.add_column("户数", justify="right")
    for stage in Stage:
        if counts[stage]:
            table.add_row(f"{stage.zh} {stage}", str(counts[stage]))
    console.print(table)


def _overdue(console: Console, casework: Casework, overdue: tuple[OverdueDeadline, ...]) -> None:
    names = {rule.name: rule.zh for rule in casework.rules.policies.dated[-1].deadline}
    table = Table(title=f"逾期清单（共 {len(overdue)} 项，最久的 {WORST} 项） Overdue", title_justify="left")
    for header in ("户编号", "村", "事项", "期限", "逾期工作日", "已升级", "责任方"):
        table.add_column(header)
    for row in overdue[:WORST]:
        table.add_row(
            row.household,
            row.village_name,
            names.get(row.deadline, row.deadline),
            str(row.due_on),
            str(row.working_days_late),
            str(row.step),
            row.responsible,
        )
    console.print(table)


def _notices(console: Console, engine: Engine) -> None:
    notices = Notices(engine).raised().rows
    steps = Counter(notice.step for notice in notices)
    table = Table(title="已发出的提醒和升级 Notices raised", title_justify="left")
    for header in ("级次 Step", "对象", "次数"):
        table.add_column(header, justify="right" if header == "次数" else "left")
    whom = {0: "责任方（提醒）", 1: "责任方、乡镇", 2: "县区", 3: "市"}
    for step, count in sorted(steps.items()):
        table.add_row(str(step), whom.get(step, ""), str(count))
    console.print(table)


def _workload(console: Console, casework: Casework, engine: Engine) -> None:
    loads = Workload(engine).per_cadre(now=casework.clock.now()).rows
    table = Table(title="干部负担（前 6 名） Workload", title_justify="left")
    for header in ("干部", "在办", "逾期", "已清零"):
        table.add_column(header, justify="left" if header == "干部" else "right")
    for load in sorted(loads, key=lambda load: -load.overdue)[:6]:
        cleared = load.by_stage.get(Stage.CLEARED, 0)
        table.add_row(load.cadre or "（尚无责任人）", str(load.open), str(load.overdue), str(cleared))
    console.print(table)


def _history(console: Console, casework: Casework, engine: Engine, board: Iterable[BoardEntry]) -> None:
    """The household that was cleared and fell back: two whole episodes."""
    chosen = next((entry for entry in board if entry.episode == 2), None)
    if chosen is None:
        return
    table = Table(
        title=f"一户的完整历史：{chosen.village_name} {chosen.household}号 One household's history",
        title_justify="left",
    )
    for header in ("#", "发生时间", "办理人", "记录"):
        table.add_column(header)
    for entry in History(engine, casework.rules).of(household=chosen.id).rows:
        occurred = entry.occurred_at.astimezone(SHANGHAI)
        table.add_row(str(entry.version), f"{occurred:%m-%d %H:%M}", entry.by, entry.words.zh)
    console.print(table)


def _counted(codes: Counter[str]) -> str:
    return "、".join(f"{code} {count}" for code, count in codes.most_common())
