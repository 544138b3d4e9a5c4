"""The lists: every household, what is overdue, who carries how much, what was raised (GY-12f, GY-17c)."""

from __future__ import annotations

import rich_click as click

from casework.domain.codes.people import LedgerGroup
from casework.domain.codes.service.figures import Doubt, Grouping
from casework.domain.labels import Label
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.inquiries.list_filters import columns_asked_for, filters, sorts
from casework.interfaces.cli.options import code_option, lists
from casework.interfaces.cli.output import answer_list
from casework.interfaces.wording.filter_words import Said, Wanted
from casework.interfaces.workplace.invocation import Listing
from projections.lists.filters import HouseholdFilter, Order


@click.command(
    "list",
    help="户一览：阶段、帮扶干部、下一期限\n\nEvery household: stage, cadre, next deadline.",
)
@filters
@sorts
@lists
def list_command(listing: Listing, wanted: HouseholdFilter, order: Order | None) -> None:
    from casework.interfaces.workplace.views import view_of
    from projections.lists.board import BoardEntry

    with workplace(listing) as place, view_of(place, listing, "board", "deadline_list") as view:
        board, by = view.models.board, order or Order.PLACE
        found = board.households(wanted, scope=view.scope, region=listing.region, order=by, now=view.now)
        shown = columns_asked_for(BoardEntry.on_screen, wanted, order)
        answer_list(listing, BoardEntry, found, view, wanted=Wanted(wanted, order), on_screen=shown)


@click.command(
    "overdue",
    help="逾期清单：最严重的在前\n\nEvery overdue deadline, worst first (GY-17c).",
)
@click.option(
    "--missed-law",
    is_flag=True,
    help="曾经逾期的法定期限，逾期完成或已终止的也永久列出 every deadline set by law that was ever missed",
)
@filters
@lists
def overdue_command(listing: Listing, wanted: HouseholdFilter, missed_law: bool) -> None:
    from casework.interfaces.workplace.views import view_of
    from projections.lists.overdue_list import MissedDeadline, OverdueDeadline

    with workplace(listing) as place, view_of(place, listing, "board", "deadline_list") as view:
        if missed_law:
            missed = view.models.overdue.missed_by_law(wanted, scope=view.scope, now=view.now, region=listing.region)
            own = (Said("missed_law", Label("曾经逾期的法定期限", "missed deadlines set by law"), True),)
            answer_list(listing, MissedDeadline, missed, view, wanted=Wanted(wanted, own=own))
            return
        found = view.models.overdue.list(wanted, scope=view.scope, now=view.now, region=listing.region)
        answer_list(listing, OverdueDeadline, found, view, wanted=Wanted(wanted))


@click.command(
    "pending",
    help="待审核：已提请、须由另一人办理的清零、退出和更正\n\n"
    "What somebody asked for and a second person has to decide: clearances, closings, corrections (GY-12f).",
)
@lists
def pending_command(listing: Listing) -> None:
    from casework.interfaces.workplace.views import view_of
    from projections.lists.entries.second_person import PendingDecision

    with workplace(listing) as place, view_of(place, listing, "board", "deadline_list", "history") as view:
        found = view.models.pending_decisions.waiting(scope=view.scope, now=view.now, region=listing.region)
        answer_list(listing, PendingDecision, found, view)


@click.command(
    "workload",
    help="每名帮扶干部的工作量：在办户数、阶段、逾期期限\n\nWhat each cadre carries: open households, stages, overdue deadlines.",
)
@lists
def workload_command(listing: Listing) -> None:
    from casework.interfaces.workplace.views import view_of
    from projections.lists.figures.workload import CadreLoad

    with workplace(listing) as place, view_of(place, listing, "board", "deadline_list") as view:
        answer_list(
            listing,
            CadreLoad,
            view.models.workload.per_cadre(scope=view.scope, now=view.now, region=listing.region),
            view,
        )


@click.command(
    "notices",
    help="已发出的提醒和升级：新的在前\n\nReminders and escalations that were raised, newest first (GY-17c).",
)
@click.option(
    "--digest",
    is_flag=True,
    help="按对象和日期汇总：每个对象每天一份 in one piece for each recipient and day",
)
@lists
def notices_command(listing: Listing, digest: bool) -> None:
    from casework.interfaces.workplace.views import view_of
    from projections.lists.notice_list import Notice, NoticeDigest

    with workplace(listing) as place, view_of(place, listing, "board", "deadline_list", "notice_list") as view:
        if digest:
            digests = view.models.notices.digests(scope=view.scope, region=listing.region, now=view.now)
            own = (Said("digest", Label("按对象和日期汇总", "for each recipient and day"), True),)
            answer_list(listing, NoticeDigest, digests, view, wanted=Wanted(own=own))
        else:
            answer_list(
                listing, Notice, view.models.notices.raised(scope=view.scope, region=listing.region, now=view.now), view
            )


@click.command(
    "workers",
    help="劳动力台账：每人一行，含返乡回流、有意愿未就业、零就业三类专门台账\n\n"
    "Workers, one line each: work, pay, wish, last contact and what comes next; also the ledgers of returnees, of the "
    "willing without a job, and of households with nobody in work (GY-1b, GY-2c, GY-14c).",
)
@code_option("--group", LedgerGroup, "专门台账", "ledger")
@lists
def workers_command(listing: Listing, group: LedgerGroup | None) -> None:
    from casework.interfaces.workplace.views import view_of
    from projections.lists.worker_list import WorkerLine

    with workplace(listing) as place, view_of(place, listing, "board", "household_state") as view:
        found = view.models.workers.lines(scope=view.scope, now=view.now, region=listing.region, group=group)
        own = (Said("group", Label("专门台账", "ledger"), group),)
        answer_list(listing, WorkerLine, found, view, wanted=Wanted(own=own))


@click.command(
    "coverage",
    help="帮扶覆盖：按户类型、帮扶级别、是否搬迁或区划统计户数、在办、联系和逾期情况\n\n"
    "Whom assistance reaches: households by category, level, relocation or region, with how many are open, have a cadre, "
    "were contacted, and have something overdue (BT-2e, CZ-5).",
)
@code_option("--by", Grouping, "分组", "by what", "grouping", default=Grouping.CATEGORY, show_default=False)
@lists
def coverage_command(listing: Listing, grouping: Grouping) -> None:
    from casework.interfaces.workplace.views import view_of
    from projections.lists.figures.coverage import Coverage, Covered

    with workplace(listing) as place, view_of(place, listing, "board", "deadline_list") as view:
        found = Coverage(view.models.engine).by(grouping, scope=view.scope, now=view.now, region=listing.region)
        own = (Said("by", Label("分组", "by"), grouping),)
        answer_list(listing, Covered, found, view, wanted=Wanted(own=own))


@click.command(
    "quality",
    help="数据质量：缺项、一个季度以上未更新、前后不一致的人员\n\n"
    "Whose data have to be looked at again: something is missing, was not said for more than a quarter, or is said in two "
    "ways (BT-10b).",
)
@code_option("--doubt", Doubt, "待核对", "what")
@lists
def quality_command(listing: Listing, doubt: Doubt | None) -> None:
    from casework.interfaces.workplace.views import view_of
    from projections.lists.figures.quality import DoubtfulLine, Quality

    with workplace(listing) as place, view_of(place, listing, "board", "household_state") as view:
        found = Quality(view.models.engine, view.book).lines(
            scope=view.scope, now=view.now, region=listing.region, doubt=doubt
        )
        own = (Said("doubt", Label("待核对", "to be looked at"), doubt),)
        answer_list(listing, DoubtfulLine, found, view, wanted=Wanted(own=own))
