"""Showing in the terminal what the demo came to: found, assigned, overdue, escalated, cleared, and one whole history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated

from rich.console import Console
from rich.panel import Panel
from rich.text import Text
from sqlalchemy import Engine

from casework.application.ledgers.persons.problems import SENTENCES
from casework.application.writing.casework import Casework
from casework.domain.codes.stages import Stage
from casework.domain.columns import ListRow, column
from casework.domain.labels import Label, role_label
from casework.interfaces.demo.office_staff import OfficeStaff, office_staff
from casework.interfaces.demo.story import DAYS, DemoReport, seen_in_demo
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.wording.language import Language
from casework.interfaces.workplace.tables import print_rows
from projections.lists.board import Board, BoardEntry
from projections.lists.division_names import divisions
from projections.lists.entries.history import History, HistoryEntry
from projections.lists.figures.workload import CadreLoad, Workload
from projections.lists.notice_list import Notice, Notices
from projections.lists.overdue_list import Overdue, OverdueDeadline

WORST = 8
"""So many lines of a long list are shown."""

BUSIEST = 6
"""So many cadres are shown."""


class StageCount(ListRow, frozen=True, kw_only=True):
    """How many households stand in a stage."""

    title = Label("各阶段户数", "Households by stage")
    on_screen = ("stage", "households")

    stage: Annotated[Stage, column("阶段", "stage")]
    households: Annotated[int, column("户数", "households")]


def _roles(roles: Sequence[str]) -> Label:
    named = [role_label(role) for role in roles]
    return Label("、".join(each.zh for each in named), ", ".join(each.en for each in named))


def _step(step: int) -> Label:
    return Label(f"第{step}级升级", f"step {step}") if step else Label("提醒", "reminder")


class StepCount(ListRow, frozen=True, kw_only=True):
    """How many notices of a step of the ladder were raised, and to whom; step 0 is the reminder."""

    title = Label("已发出的提醒和升级", "Notices raised")
    on_screen = ("step", "to", "notices")

    step: Annotated[int, column("级次", "step", words=_step)]
    to: Annotated[tuple[str, ...], column("对象", "to", words=_roles)]
    notices: Annotated[int, column("条数", "notices")]


def show(console: Console, casework: Casework, engine: Engine, report: DemoReport, language: Language) -> None:
    """All of it, from the import to one household's history."""
    screen = _Screen(console, casework, engine, language)
    board = Board(engine).households(scope=screen.scope).rows
    screen.imported(report)
    screen.staff()
    screen.stages(board)
    screen.overdue()
    screen.notices()
    screen.reached()
    screen.workload()
    screen.histories(board)


class _Screen:
    """What is shown, table by table, in one language."""

    def __init__(self, console: Console, casework: Casework, engine: Engine, language: Language) -> None:
        self._console = console
        self._casework = casework
        self._engine = engine
        self._book = casework.books.current()
        self._language = language
        self._say = language.say
        self.scope = seen_in_demo(casework)

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
        rows = [StageCount(stage=stage, households=counts[stage]) for stage in Stage if counts[stage]]
        print_rows(self._language, StageCount, rows)

    def staff(self) -> None:
        """Each kind of office with its holders."""
        print_rows(self._language, OfficeStaff, office_staff(self._casework))

    def reached(self) -> None:
        """Two of the notices: one that somebody got who stood in, and one for which an office was vacant."""
        raised = Notices(self._engine, self._book).raised(scope=self.scope).rows
        stood_in = next((each for each in raised if any(to.stands_in_for for to in each.to)), None)
        climbed = next((each for each in raised if any(to.vacant for to in each.to)), None)
        title = Label(
            "发给了谁：代管人、上级（因空缺）", "Whom notices reached: a stand-in, and the office above a vacant one"
        )
        shown = ("raised_at", "household", "deadline", "step", "to")
        words = CellWords(self._language, deadline=self._book.deadline_label, divisions=lambda: divisions(self._engine))
        print_rows(self._language, Notice, list(filter(None, (stood_in, climbed))), words, title=title, on_screen=shown)

    def overdue(self) -> None:
        found = Overdue(self._engine, self._book).list(scope=self.scope, now=self._casework.clock.now()).rows
        title = Label(
            f"逾期清单（共 {len(found)} 项，最久的 {WORST} 项）",
            f"Overdue: the worst {WORST} of {len(found)} deadlines",
        )
        shown = tuple(name for name in OverdueDeadline.on_screen if name != "occurrence")
        words = CellWords(self._language, deadline=self._book.deadline_label)
        print_rows(self._language, OverdueDeadline, found[:WORST], words, title=title, on_screen=shown)

    def notices(self) -> None:
        ladder = self._book.of().policies.dated[-1].ladder[0]
        steps = Counter(notice.step for notice in Notices(self._engine, self._book).raised(scope=self.scope).rows)
        whom = (ladder.remind, *(step.to for step in ladder.steps))
        rows = [StepCount(step=step, to=whom[step], notices=count) for step, count in sorted(steps.items())]
        print_rows(self._language, StepCount, rows)

    def workload(self) -> None:
        loads = Workload(self._engine).per_cadre(scope=self.scope, now=self._casework.clock.now()).rows
        busiest = sorted(loads, key=lambda load: -load.overdue)[:BUSIEST]
        title = Label(f"工作量（逾期最多的前 {BUSIEST} 名）", f"Workload: the {BUSIEST} with most overdue")
        print_rows(self._language, CadreLoad, busiest, title=title)

    def histories(self, board: Iterable[BoardEntry]) -> None:
        """The household that was cleared and fell back, two whole episodes; and one that is served without any."""
        entries = list(board)
        fell_back = next((entry for entry in entries if entry.episode == 2), None)
        served = next((entry for entry in entries if entry.episode is None and entry.cadre), None)
        self._history(fell_back, Label("一户的全程记录", "The history of a household"))
        self._history(
            served, Label("有人就业的一户，同样得到服务", "A household in which somebody works, served as well")
        )

    def _history(self, chosen: BoardEntry | None, heading: Label) -> None:
        if chosen is None:
            return
        title = Label(f"{heading.zh}：{chosen.called.zh}", f"{heading.en}: {chosen.called.en}")
        shown = tuple(name for name in HistoryEntry.on_screen if name != "recorded_at")
        found = History(self._engine, self._book).of(household=chosen.id, scope=self.scope).rows
        print_rows(self._language, HistoryEntry, found, title=title, on_screen=shown)


def _reason(code: str) -> Label:
    return SENTENCES.get(code, Label(code, code))
