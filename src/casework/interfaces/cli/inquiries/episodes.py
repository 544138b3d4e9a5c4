"""The report of episodes: what began and ended, and how long clearances last (GY-13a, GY-11c)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import rich_click as click
from msgspec import to_builtins

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.stages import EpisodeKind, Stage
from casework.domain.codes.work import WorkKind
from casework.domain.columns import ListRow, column
from casework.domain.divisions.codes import DivisionLevel
from casework.domain.labels import Label, same
from casework.domain.statuses import ClearingGround
from casework.domain.written.days import Lies
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import code_option, lists
from casework.interfaces.cli.output import print_json, print_lines, print_list, print_state, print_wanted
from casework.interfaces.cli.parameters import DayType
from casework.interfaces.wording.answers import as_json
from casework.interfaces.wording.filter_words import Wanted, days
from casework.interfaces.workplace.invocation import Asked, Listing
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from projections.lists.episode_list import EpisodeEntry
    from projections.lists.figures.episode_report import Days, EpisodeReport, Lasting, RegionEpisodes, Returned

RULE = Label(
    "反弹：确认稳定就业之后又发现零就业；未稳定：确认稳定就业之前又发现。天数自清零当日起算，至再次发现之日。",
    "Relapse: detected again after stability was confirmed; not retained: before. Days run from the clearance to the "
    "next detection.",
)


class Lasted(ListRow, frozen=True, kw_only=True):
    """What became of the clearances of one group; the days are the fewest, the median and the most until the return."""

    on_screen = (
        "group", "cleared", "stable", "lasting", "relapsed", "relapsed_days", "not_retained", "not_retained_days",
    )  # fmt: skip

    group: Annotated[Label, column("", "")]
    cleared: Annotated[int, column("清零", "cleared")]
    stable: Annotated[int, column("稳定", "stable")]
    lasting: Annotated[int, column("未返零", "lasting")]
    relapsed: Annotated[int, column("反弹", "relapsed")]
    relapsed_days: Annotated[str, column("天数（最短/中位/最长）", "days (min/median/max)")]
    not_retained: Annotated[int, column("未稳定", "not retained")]
    not_retained_days: Annotated[str, column("天数（最短/中位/最长）", "days (min/median/max)")]


class LastedByGround(Lasted, frozen=True, kw_only=True):
    """What became of the clearances on one ground."""

    title = Label("按清零依据", "By ground of clearance")

    group: Annotated[Label, column("依据", "ground")]


class LastedByWork(Lasted, frozen=True, kw_only=True):
    """What became of the clearances that rest on one kind of work."""

    title = Label("按就业方式", "By kind of work")

    group: Annotated[Label, column("就业方式", "work")]


class InStage(ListRow, frozen=True, kw_only=True):
    """How long households stood in one stage; the days are the fewest, the median and the most."""

    title = Label("各阶段用时", "Time in each stage")
    on_screen = ("stage", "next", "episodes", "days")

    stage: Annotated[Stage, column("阶段", "stage")]
    next: Annotated[Stage, column("到", "until")]
    episodes: Annotated[int, column("周期数", "episodes")]
    days: Annotated[str, column("天数（最短/中位/最长）", "days (min/median/max)")]


class InRegion(ListRow, frozen=True, kw_only=True):
    """What began and ended in one region; the days are the fewest, the median and the most from detection to clearing."""

    title = Label("按区划", "By region")
    on_screen = ("region", "detected", "again", "cleared", "closed_otherwise", "open", "days")

    region: Annotated[Label, column("区划", "region")]
    detected: Annotated[int, column("发现", "detected")]
    again: Annotated[int, column("其中再次发现", "of them again")]
    cleared: Annotated[int, column("清零", "cleared")]
    closed_otherwise: Annotated[int, column("其他方式退出", "closed otherwise")]
    open: Annotated[int, column("现在办", "open now")]
    days: Annotated[str, column("清零用时（最短/中位/最长天数）", "days to clear (min/median/max)")]


@click.command(
    "episodes",
    help="处置周期与返零情况：按清零依据和就业方式统计反弹、未稳定及其天数\n\n"
    "Episodes: how many began and ended, and by ground of clearance and kind of work how many lasted, relapsed, or were "
    "not retained, and after how many days (GY-13a).",
)
@click.option("--from", "first", type=DayType(Lies.BEHIND), metavar="DATE", help="自哪一天（含） from this day on")
@click.option(
    "--to", "last", type=DayType(Lies.BEHIND), metavar="DATE", help="至哪一天（含） up to and including this day"
)
@code_option("--by", DivisionLevel, "同时按区划统计", "count by region too", "level")
@click.option("--list", "listed", is_flag=True, help="同时逐个列出处置周期 list the episodes too")
@lists
def episodes_command(
    listing: Listing, first: date | None, last: date | None, level: DivisionLevel | None, listed: bool
) -> None:
    from casework.interfaces.workplace.views import view_of
    from projections.lists.episode_list import EpisodeEntry
    from projections.lists.figures.episode_report import episode_report, episodes_by_region

    with workplace(listing) as place, view_of(place, listing, "episode_list", "deadline_list") as view:
        found = view.models.episodes.list(
            scope=view.scope, region=listing.region, on=shanghai_date(view.now), now=view.now
        )
        report = episode_report(found.rows, first=first, last=last)
        regions = episodes_by_region(found.rows, level, first=first, last=last) if level else ()
        names = {region.region: view.divisions_then().name(region.region) for region in regions}
    shown = [entry for entry in found.rows if _touches(entry, first, last)]
    if listing.json:
        answer = {**view.envelope(), "from": first, "to": last, **_report_answer(report)}
        if level:
            answer["regions"] = [{**to_builtins(region), "name": names[region.region]} for region in regions]
        print_json({**answer, "episodes": [as_json(entry) for entry in shown]} if listed else answer)
        return
    _print(listing, report)
    if level:
        print_rows(listing.language, InRegion, [_in_region(region, names[region.region]) for region in regions])
    if listed:
        from projections.storage.answers import Answer

        rows = Answer(rows=tuple(shown), complete_up_to=found.complete_up_to, parked=found.parked)
        print_list(listing, EpisodeEntry, rows, view, wanted=Wanted(own=days(first, last)))
    else:
        print_wanted(listing, Wanted(own=days(first, last)))
        print_state(listing, found, view)


def _touches(entry: EpisodeEntry, first: date | None, last: date | None) -> bool:
    """Whether the episode began or ended in these days."""
    days = [day for day in (entry.detected_on, entry.ended_on) if day]
    return any((first is None or first <= day) and (last is None or day <= last) for day in days)


def _print(asked: Asked, report: EpisodeReport) -> None:
    say, label = asked.language.say, asked.language.label
    kinds = say("、", ", ").join(f"{label(kind)} {report.detected[kind]}" for kind in EpisodeKind)
    print_lines(
        say(
            f"发现 {sum(report.detected.values())} 个（{kinds}），其中仍在办 {report.open} 个；"
            f"清零 {report.cleared} 个，其他方式退出 {report.closed_otherwise} 个",
            f"{sum(report.detected.values())} detected ({kinds}), {report.open} of them open; "
            f"{report.cleared} cleared, {report.closed_otherwise} closed otherwise",
        )
    )
    stages = [
        InStage(stage=each.stage, next=each.next, episodes=each.episodes, days=_days(each.days))
        for each in report.stages
        if each.episodes
    ]
    if stages:
        print_rows(asked.language, InStage, stages)
    if not report.cleared:
        print_lines(say("没有清零，无从统计返零", "Nothing was cleared, so nothing could come back"))
        return
    print_rows(asked.language, LastedByGround, _rows(LastedByGround, _ground, report.by_ground, report))
    print_rows(asked.language, LastedByWork, _rows(LastedByWork, _work, report.by_work, report))
    if false := report.all.found_false.episodes:
        print_lines(say(f"另有 {false} 个清零经核查不实", f"{false} clearances were found false"))
    print_lines(say(*RULE))


def _rows(
    row: type[Lasted], named: Callable[[str], Label], groups: Sequence[Lasting], report: EpisodeReport
) -> list[Lasted]:
    """A row for each group, and one for all of them."""
    called = [*((named(each.name or ""), each) for each in groups), (Label("合计", "all"), report.all)]
    return [
        row(
            group=label,
            cleared=each.cleared,
            stable=each.stable,
            lasting=each.lasting,
            relapsed=each.relapsed.episodes,
            relapsed_days=_days(each.relapsed),
            not_retained=each.not_retained.episodes,
            not_retained_days=_days(each.not_retained),
        )
        for label, each in called
    ]


def _in_region(region: RegionEpisodes, name: str) -> InRegion:
    return InRegion(
        region=same(name),
        detected=region.detected,
        again=region.again,
        cleared=region.cleared,
        closed_otherwise=region.closed_otherwise,
        open=region.open,
        days=_days(region.days),
    )


def _days(days: Returned | Days) -> str:
    return "" if days.median is None else f"{days.shortest}/{days.median}/{days.longest}"


def _ground(name: str) -> Label:
    return ClearingGround(name).label if name else same("")


def _work(name: str) -> Label:
    return WorkKind(name).label if name else Label("（不详）", "(unknown)")


def _report_answer(report: EpisodeReport) -> dict[str, Any]:
    return {
        "detected": report.detected,
        "open": report.open,
        "cleared": report.cleared,
        "closed_otherwise": report.closed_otherwise,
        "all": _group(report.all),
        "by_ground": [{"ground": each.name, **_group(each)} for each in report.by_ground],
        "by_work": [{"work": each.name, **_group(each)} for each in report.by_work],
        "stages": to_builtins(report.stages),
        "rule": {"zh": RULE.zh, "en": RULE.en},
    }


def _group(lasting: Lasting) -> dict[str, Any]:
    names = ("cleared", "stable", "lasting", "relapsed", "not_retained", "found_false")
    return {name: getattr(lasting, name) for name in names}
