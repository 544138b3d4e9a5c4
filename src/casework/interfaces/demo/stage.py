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
from casework.application.ledgers.problems import SENTENCES
from casework.domain.codes import Stage
from casework.domain.labels import deadline_label, role_label
from casework.domain.work_calendar import SHANGHAI
from casework.interfaces.demo.story import DAYS, Told
from casework.interfaces.labels import responsible, signer
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
    _notices(console, casework, engine)
    _workload(console, casework, engine)
    _history(console, casework, engine, board)


def _imported(console: Console, told: Told) -> None:
    result = told.imported
    codes = Counter(
        SENTENCES[problem.code].zh if problem.code in SENTENCES else problem.code for problem in result.refused
    )
    lines = [
        f"台账共 {result.rows} 行：收录 {result.persons} 人、{result.households} 户",
        f"拒绝 {len(result.refused)} 行：{_counted(codes)}",
        f"发现零就业家庭 {result.detected} 户",
        f"随后 {DAYS} 天：办理 {told.commands} 次，提醒 {told.reminded} 次，升级 {told.escalated} 次",
    ]
    console.print(Panel(Text("\n".join(lines)), title="导入与处置 Import and response", title_align="left"))


def _stages(console: Console, board: Iterable[BoardEntry]) -> None:
    counts = Counter(entry.stage for entry in board)
    table = Table(title="各阶段户数 Households by stage", title_justify="left")
    table.add_column("阶段 Stage")
    table.add_column("户数", justify="right")
    for stage in Stage:
        if counts[stage]:
            table.add_row(stage.zh, str(counts[stage]))
    console.print(table)


def _overdue(console: Console, casework: Casework, overdue: tuple[OverdueDeadline, ...]) -> None:
    policies = casework.rules.policies
    table = Table(title=f"逾期清单（共 {len(overdue)} 项，最久的 {WORST} 项） Overdue", title_justify="left")
    for header in ("户编号", "村", "期限", "截止日", "逾期工作日", "级次", "责任人"):
        table.add_column(header)
    for row in overdue[:WORST]:
        table.add_row(
            row.household,
            row.village_name,
            deadline_label(row.deadline, policies).zh,
            str(row.due_on),
            str(row.working_days_late),
            str(row.step),
            responsible(row).zh,
        )
    console.print(table)


def _notices(console: Console, casework: Casework, engine: Engine) -> None:
    notices = Notices(engine).raised().rows
    steps = Counter(notice.step for notice in notices)
    table = Table(title="已发出的提醒和升级 Notices", title_justify="left")
    for header in ("级次", "对象", "条数"):
        table.add_column(header, justify="right" if header == "条数" else "left")
    ladder = casework.rules.policies.dated[-1].ladder[0]
    whom = (ladder.remind, *(step.to for step in ladder.steps))
    for step, count in sorted(steps.items()):
        roles = "、".join(role_label(role).zh for role in whom[step])
        table.add_row(f"第{step}级升级" if step else "提醒", roles, str(count))
    console.print(table)


def _workload(console: Console, casework: Casework, engine: Engine) -> None:
    loads = Workload(engine).per_cadre(now=casework.clock.now()).rows
    table = Table(title="工作量（逾期最多的 6 名帮扶干部） Workload", title_justify="left")
    for header in ("帮扶干部", "在办户数", "逾期期限", "已清零"):
        table.add_column(header, justify="left" if header == "帮扶干部" else "right")
    for load in sorted(loads, key=lambda load: -load.overdue)[:6]:
        cleared = load.by_stage.get(Stage.CLEARED, 0)
        table.add_row(load.cadre or "（尚无）", str(load.open), str(load.overdue), str(cleared))
    console.print(table)


def _history(console: Console, casework: Casework, engine: Engine, board: Iterable[BoardEntry]) -> None:
    """The household that was cleared and fell back: two whole episodes."""
    chosen = next((entry for entry in board if entry.episode == 2), None)
    if chosen is None:
        return
    table = Table(
        title=f"全程记录：{chosen.village_name}，户{chosen.household} One household's history",
        title_justify="left",
    )
    for header in ("条次", "发生时间", "办理人", "内容"):
        table.add_column(header)
    for entry in History(engine, casework.rules).of(household=chosen.id).rows:
        occurred = entry.occurred_at.astimezone(SHANGHAI)
        table.add_row(str(entry.version), f"{occurred:%m-%d %H:%M}", signer(entry.by).zh, entry.words.zh)
    console.print(table)


def _counted(codes: Counter[str]) -> str:
    return "；".join(f"{code} {count} 行" for code, count in codes.most_common())
