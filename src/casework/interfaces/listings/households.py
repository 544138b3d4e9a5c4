"""Households and their members, as they stand."""

from __future__ import annotations

from typing import Annotated

from casework.domain.codes.people import LedgerGroup
from casework.domain.codes.service.figures import Doubt
from casework.domain.labels import Label
from casework.domain.words import words
from casework.interfaces.listings.declaration import Listed, ListQuestion, ListSpec
from casework.interfaces.wording.filter_words import Said, Wanted
from casework.interfaces.workplace.views import View
from projections.lists.board import BoardEntry
from projections.lists.figures.quality import DoubtfulLine, Quality
from projections.lists.filters import EVERY, HouseholdFilter, Order
from projections.lists.worker_list import WorkerLine

Which = Annotated[HouseholdFilter, words("哪些户", "which households")]
"""Which households a list is narrowed to."""

_NARROWED_BY = {
    "never_contacted": "last_contact_on",
    "no_contact_for": "last_contact_on",
    "no_entry_for": "last_entry_on",
}
"""In which column that stands by which households are narrowed, where that is not its own name."""

_SORTED_BY = {
    Order.LAST_CONTACT: "last_contact_on",
    Order.LAST_ENTRY: "last_entry_on",
    Order.LEVEL: "level",
    Order.CATEGORY: "category",
}
"""In which column that stands by which households are sorted, where the list does not show it anyway."""


class Households(ListQuestion, frozen=True, kw_only=True):
    """Every household: stage, cadre, next deadline."""

    spec = ListSpec("list", "户一览：阶段、帮扶干部、下一期限")

    which: Which = EVERY
    sort: Annotated[Order | None, words("排序", "order")] = None

    def answer(self, view: View, region: str | None) -> Listed:
        """The households, in the order asked for."""
        found = view.models.board.households(
            self.which, scope=view.scope, region=region, order=self.sort or Order.PLACE, now=view.now
        )
        return Listed(BoardEntry, found, Wanted(self.which, self.sort), self._columns())

    def _columns(self) -> tuple[str, ...]:
        """Those of the list, with what households were narrowed or sorted by before the counts."""
        asked = {_NARROWED_BY.get(name, name) for name, _, _ in self.which.said()}
        asked |= {_SORTED_BY.get(self.sort or Order.PLACE, "")}
        beside = (*_NARROWED_BY.values(), "stand_in", "category", "level", "green_channel", "relocated")
        more = dict.fromkeys(name for name in beside if name in asked)
        return (*BoardEntry.on_screen[:4], *more, *BoardEntry.on_screen[4:])


class Workers(ListQuestion, frozen=True, kw_only=True):
    """
    Workers, one line each: work, pay, wish, last contact and what comes next; also the ledgers of returnees, of the
    willing without a job, and of households with nobody in work (GY-1b, GY-2c, GY-14c).
    """

    spec = ListSpec(
        "workers", "劳动力台账：每人一行，含返乡回流、有意愿未就业、零就业三类专门台账", ("board", "household_state")
    )

    group: Annotated[LedgerGroup | None, words("专门台账", "ledger")] = None

    def answer(self, view: View, region: str | None) -> Listed:
        """The workers of the ledger asked for."""
        found = view.models.workers.lines(scope=view.scope, now=view.now, region=region, group=self.group)
        return Listed(WorkerLine, found, Wanted(own=(Said("group", Label("专门台账", "ledger"), self.group),)))


class DoubtfulData(ListQuestion, frozen=True, kw_only=True):
    """
    Whose data have to be looked at again: something is missing, was not said for more than a quarter, or is said in two
    ways (BT-10b).
    """

    spec = ListSpec("quality", "数据质量：缺项、一个季度以上未更新、前后不一致的人员", ("board", "household_state"))

    doubt: Annotated[Doubt | None, words("待核对", "what is doubtful")] = None

    def answer(self, view: View, region: str | None) -> Listed:
        """The members whose data are doubtful."""
        quality = Quality(view.models.engine, view.book)
        found = quality.lines(scope=view.scope, now=view.now, region=region, doubt=self.doubt)
        return Listed(DoubtfulLine, found, Wanted(own=(Said("doubt", Label("待核对", "to be looked at"), self.doubt),)))
