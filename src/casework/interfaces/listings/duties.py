"""What is due of households: overdue duties, what waits for a second person, and what was raised."""

from __future__ import annotations

from typing import Annotated

from casework.domain.labels import Label
from casework.domain.words import words
from casework.interfaces.listings.declaration import Listed, ListQuestion, ListSpec
from casework.interfaces.listings.households import Which
from casework.interfaces.wording.filter_words import Said, Wanted
from casework.interfaces.workplace.views import View
from projections.lists.entries.second_person import PendingDecision
from projections.lists.filters import EVERY
from projections.lists.notice_list import Notice, NoticeDigest
from projections.lists.overdue_list import MissedDeadline, OverdueDeadline


class OverdueDuties(ListQuestion, frozen=True, kw_only=True):
    """Every overdue deadline, worst first (GY-17c)."""

    spec = ListSpec("overdue", "逾期清单：最严重的在前")

    missed_law: Annotated[
        bool,
        words(
            "曾经逾期的法定期限", "every deadline set by law that was ever missed", hint="逾期完成或已终止的也永久列出"
        ),
    ] = False
    which: Which = EVERY

    def answer(self, view: View, region: str | None) -> Listed:
        """What is overdue now, or what of the law was ever missed."""
        if self.missed_law:
            missed = view.models.overdue.missed_by_law(self.which, scope=view.scope, now=view.now, region=region)
            own = (Said("missed_law", Label("曾经逾期的法定期限", "missed deadlines set by law"), True),)
            return Listed(MissedDeadline, missed, Wanted(self.which, own=own))
        found = view.models.overdue.list(self.which, scope=view.scope, now=view.now, region=region)
        return Listed(OverdueDeadline, found, Wanted(self.which))


class DecisionsPending(ListQuestion, frozen=True, kw_only=True):
    """What somebody asked for and a second person has to decide: clearances, closings, corrections (GY-12f)."""

    spec = ListSpec(
        "pending",
        "待审核：已提请、须由另一人办理的清零、退出和更正",
        ("board", "deadline_list", "history"),
    )

    def answer(self, view: View, region: str | None) -> Listed:
        """What waits to be decided."""
        found = view.models.pending_decisions.waiting(scope=view.scope, now=view.now, region=region)
        return Listed(PendingDecision, found)


class RaisedNotices(ListQuestion, frozen=True, kw_only=True):
    """Reminders and escalations that were raised, newest first (GY-17c)."""

    spec = ListSpec("notices", "已发出的提醒和升级：新的在前", ("board", "deadline_list", "notice_list"))

    digest: Annotated[
        bool, words("按对象和日期汇总", "in one piece for each recipient and day", hint="每个对象每天一份")
    ] = False

    def answer(self, view: View, region: str | None) -> Listed:
        """The notices one by one, or in one piece for each recipient and day."""
        if self.digest:
            digests = view.models.notices.digests(scope=view.scope, region=region, now=view.now)
            own = (Said("digest", Label("按对象和日期汇总", "for each recipient and day"), True),)
            return Listed(NoticeDigest, digests, Wanted(own=own))
        return Listed(Notice, view.models.notices.raised(scope=view.scope, region=region, now=view.now))
