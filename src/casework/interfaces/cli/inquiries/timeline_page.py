"""The responsibility timeline as JSON and as a page: each stretch, then how much falls to whom, then the rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import accumulate, pairwise
from typing import Annotated, Any

from msgspec import field

from casework.domain.accountability.holders import Party
from casework.domain.accountability.responsibility_timeline import Stretch, Timeline
from casework.domain.columns import ListRow, column
from casework.domain.divisions.tree import Divisions
from casework.domain.fact import Moment
from casework.domain.labels import Label, role_label, same
from casework.interfaces.cli.output import print_lines
from casework.interfaces.wording.answers import as_json
from casework.interfaces.wording.moments import minute
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.tables import print_rows

HUNDREDTH = timedelta(hours=1) / 100

RULE = (
    Label(
        "责任人：帮扶干部，首名自指派起，后来的（包括临时代管的）自接手起，在此之前仍是前一名；没有帮扶干部时是乡镇。",
        "Held by: the cadre, the first one from assignment, a later one (a stand-in too) from acceptance, until then "
        "the earlier one; the township while there is none.",
    ),
    Label(
        "等待对象，按先后取第一项：待审核的清零或退出提请等审核部门；未核实等乡镇；没有帮扶干部等乡镇；移交未接手等接手人；"
        "指派未接手等该帮扶干部；待答复的岗位推介等该成员；未核查的就业安置等核查部门；其余等帮扶干部。",
        "Waiting for, the first that holds: a proposed clearance or closing, the office that decides it; not verified, "
        "the township; no cadre, the township; a hand-over not accepted, the successor; an assignment not accepted, "
        "that cadre; an open offer, the member; a placement to be checked, the office that checks; else the cadre.",
    ),
    Label(
        "只计政策规定的办公时间（工作日）；补录按发生时间计，没有办公时间的时段不列出。",
        "Only the policy's office hours on working days count; late entries stand where they happened, and stretches "
        "without an office hour are left out.",
    ),
)


class HeldStretch(ListRow, frozen=True, kw_only=True):
    """From when to when who held the household and who was waited for; `hours` of offices, to two places."""

    on_screen = ("since", "until", "holder", "awaited", "hours")

    since: Annotated[Moment, column("起", "from")] = field(name="from")
    until: Annotated[Moment, column("止", "to")] = field(name="to")
    by: Annotated[str, column("责任人代码", "code of the holder")]
    waiting_for: Annotated[str, column("等待对象代码", "code of who is awaited")]
    hours: Annotated[float, column("小时", "hours")]
    holder: Annotated[Label, column("责任人", "held by", in_json=False)]
    awaited: Annotated[Label, column("等待对象", "waiting for", in_json=False)]


def _per_cent(share: float) -> Label:
    return same(f"{share:.0%}")


class HolderTotal(ListRow, frozen=True, kw_only=True):
    """How much of an episode one party held."""

    on_screen = ("party", "hours", "share")

    party: Annotated[Label, column("责任人", "held by")]
    hours: Annotated[float, column("小时", "hours")]
    share: Annotated[float, column("占比", "share", words=_per_cent)]


class AwaitedTotal(HolderTotal, frozen=True, kw_only=True):
    """How much of an episode waited for one party."""

    party: Annotated[Label, column("等待对象", "waiting for")]


def held(responsibility: Timeline, divisions: Divisions) -> list[HeldStretch]:
    """The stretches in their order; hours to two places, so rounded that they add up."""
    return [
        HeldStretch(
            since=stretch.since,
            until=stretch.until,
            by=party(stretch.by, divisions),
            waiting_for=party(stretch.waiting_for, divisions),
            hours=hours,
            holder=party_label(stretch.by, divisions),
            awaited=party_label(stretch.waiting_for, divisions),
        )
        for stretch, hours in zip(responsibility.held, rounded(responsibility.held), strict=True)
    ]


def timeline_answer(responsibility: Timeline, divisions: Divisions) -> dict[str, Any]:
    """The answer as JSON: the hours altogether, and each stretch."""
    rows = held(responsibility, divisions)
    return {"open_hours": _hundredths(responsibility.open_time) / 100, "held": [as_json(row) for row in rows]}


def print_timeline(asked: Asked, called: Label, responsibility: Timeline, divisions: Divisions) -> None:
    """The stretches, the totals by who held and by who was waited for, and the rule."""
    say = asked.language.say
    opened, hours = (
        f"{minute(responsibility.since)} - {minute(responsibility.until)}",
        f"{_hundredths(responsibility.open_time) / 100:.2f}",
    )
    number = responsibility.episode
    which = Label(f"第{number}个处置周期", f"episode {number}") if number else Label("处置周期之外", "outside episodes")
    print_lines(
        say(
            f"{called.zh}，{which.zh}，{opened}，共{hours}个办公小时",
            f"{called.en}, {which.en}, {opened}, {hours} office hours",
        )
    )
    if responsibility.held:
        print_rows(asked.language, HeldStretch, held(responsibility, divisions))
        holders = _totals(HolderTotal, responsibility, lambda stretch: party_label(stretch.by, divisions))
        print_rows(asked.language, HolderTotal, holders)
        awaited = _totals(AwaitedTotal, responsibility, lambda stretch: party_label(stretch.waiting_for, divisions))
        print_rows(asked.language, AwaitedTotal, awaited)
    else:
        print_lines(say("这段时间还没有办公时间。", "There has been no office hour in it yet."))
    print_lines(*(say(*line) for line in RULE))


def party(found: Party, divisions: Divisions) -> str:
    """A party as JSON has it: an account, `member 2`, or the office's role and the name of its division."""
    if found.account is not None:
        return found.account
    return f"member {found.member}" if found.member is not None else f"{found.role} {divisions.name(found.division)}"


def party_label(found: Party, divisions: Divisions) -> Label:
    """A party as screens show it."""
    if found.account is not None:
        return same(found.account)
    if found.member is not None:
        return Label(f"成员{found.member}", f"member {found.member}")
    role, name = role_label(found.role), divisions.name(found.division)
    return Label(f"{role.zh}：{name}", f"{role.en}: {name}")


def rounded(stretches: Sequence[Stretch]) -> list[float]:
    """The hours of each stretch to two places: what is rounded off one is added to the next, so that they add up."""
    ends = [0, *map(_hundredths, accumulate(stretch.open_time for stretch in stretches))]
    return [(after - before) / 100 for before, after in pairwise(ends)]


def _hundredths(time: timedelta) -> int:
    return (2 * time + HUNDREDTH) // (2 * HUNDREDTH)


def _totals(row: type[HolderTotal], responsibility: Timeline, of: Callable[[Stretch], Label]) -> Sequence[HolderTotal]:
    """How much falls to each, the most first."""
    totals: dict[Label, timedelta] = {}
    for stretch in responsibility.held:
        totals[of(stretch)] = totals.get(of(stretch), timedelta()) + stretch.open_time
    return [
        row(party=name, hours=_hundredths(time) / 100, share=time / responsibility.open_time)
        for name, time in sorted(totals.items(), key=lambda each: (-each[1], each[0]))
    ]
