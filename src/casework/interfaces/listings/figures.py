"""Figures of the work: what each cadre carries, whom assistance reaches, what is entered late. Nobody is ranked by them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from casework.domain.codes.service.figures import Grouping
from casework.domain.errors import InvalidValueError
from casework.domain.labels import Label
from casework.domain.words import words
from casework.interfaces.listings.declaration import Listed, ListQuestion, ListSpec
from casework.interfaces.wording.filter_words import Said, Wanted, days
from casework.interfaces.workplace.views import View
from projections.lists.entries.late_entries import Days, LateEntries, LateLogging
from projections.lists.figures.coverage import Coverage, Covered
from projections.lists.figures.workload import CadreLoad


class CadresLoads(ListQuestion, frozen=True, kw_only=True):
    """What each cadre carries: open households, stages, overdue deadlines."""

    spec = ListSpec("workload", "每名帮扶干部的工作量：在办户数、阶段、逾期期限")

    def answer(self, view: View, region: str | None) -> Listed:
        """A line for each cadre, by name."""
        return Listed(CadreLoad, view.models.workload.per_cadre(scope=view.scope, now=view.now, region=region))


class AssistanceCoverage(ListQuestion, frozen=True, kw_only=True):
    """
    Whom assistance reaches: households by category, level, relocation or region, with how many are open, have a cadre,
    were contacted, and have something overdue (BT-2e, CZ-5).
    """

    spec = ListSpec("coverage", "帮扶覆盖：按户类型、帮扶级别、是否搬迁或区划统计户数、在办、联系和逾期情况")

    grouping: Annotated[Grouping, words("分组", "by what", "--by")] = Grouping.CATEGORY

    def answer(self, view: View, region: str | None) -> Listed:
        """A line for each group of households."""
        coverage = Coverage(view.models.engine)
        found = coverage.by(self.grouping, scope=view.scope, now=view.now, region=region)
        return Listed(Covered, found, Wanted(own=(Said("by", Label("分组", "by"), self.grouping),)))


class EnteredLate(ListQuestion, frozen=True, kw_only=True):
    """
    Who enters late, by township and account, and what came of the duties: done in time, done in time but logged late,
    done late, overdue with nothing done now, or ended while overdue, and by what. The days are those of recording, for
    what was missed those in which it became overdue (GY-17b).
    """

    spec = ListSpec(
        "late",
        "补录情况：每个乡镇每名办理人的补录，以及其期限的办理结果",
        ("board", "history", "deadline_list"),
    )

    first: Annotated[date | None, words("记录日期自", "recorded on or after this day", "--from")] = None
    last: Annotated[date | None, words("记录日期至（含）", "recorded on or before this day", "--to")] = None

    def refuse_odd(self) -> None:
        """Raise InvalidValueError where the days end before they begin."""
        if self.first is not None and self.last is not None and self.first > self.last:
            raise InvalidValueError(
                "from", zh="起始日不能晚于截止日，请核对", en="The first day cannot be after the last one; check both"
            )

    def answer(self, view: View, region: str | None) -> Listed:
        """A line for each account and township, by name."""
        report = LateEntries(view.models.engine, view.book)
        within = Days(first=self.first, last=self.last)
        found = report.per_account(scope=view.scope, now=view.now, region=region, days=within)
        return Listed(LateLogging, found, Wanted(own=days(self.first, self.last)))
