"""The responsibility timeline as JSON and as a page: each stretch, then how much falls to whom, then the rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import accumulate, pairwise
from typing import Any

from casework.domain.accountability.holders import Party
from casework.domain.accountability.responsibility_timeline import Stretch, Timeline
from casework.domain.divisions.tree import Divisions
from casework.domain.labels import Label, role_label
from casework.interfaces.cli.answers import moment
from casework.interfaces.cli.printing import print_lines, print_table
from casework.interfaces.wording.moments import minute
from casework.interfaces.workplace.asking import Asked

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


def timeline_answer(responsibility: Timeline, divisions: Divisions) -> dict[str, Any]:
    """The contract's answer; hours to two places, so rounded that they add up."""
    return {
        "open_hours": _hundredths(responsibility.open_time) / 100,
        "held": [
            {
                "from": moment(stretch.since),
                "to": moment(stretch.until),
                "by": party(stretch.by, divisions),
                "waiting_for": party(stretch.waiting_for, divisions),
                "hours": hours,
            }
            for stretch, hours in zip(responsibility.held, rounded(responsibility.held), strict=True)
        ],
    }


def print_timeline(asked: Asked, number: str, responsibility: Timeline, divisions: Divisions) -> None:
    """The stretches, the totals by who held and by who was waited for, and the rule."""
    say = asked.language.say
    opened, hours = (
        f"{minute(responsibility.since)} - {minute(responsibility.until)}",
        f"{_hundredths(responsibility.open_time) / 100:.2f}",
    )
    print_lines(
        say(
            f"户{number}，第{responsibility.episode}个处置周期，{opened}，共{hours}个办公小时",
            f"Household {number}, episode {responsibility.episode}, {opened}, {hours} office hours",
        )
    )
    if responsibility.held:
        holder, awaited = Label("责任人", "held by"), Label("等待对象", "waiting for")
        headers = (Label("起", "from"), Label("止", "to"), holder, awaited, Label("小时", "hours"))
        rows = [
            (
                minute(stretch.since),
                minute(stretch.until),
                say(*party_label(stretch.by, divisions)),
                say(*party_label(stretch.waiting_for, divisions)),
                f"{hours:.2f}",
            )
            for stretch, hours in zip(responsibility.held, rounded(responsibility.held), strict=True)
        ]
        print_table("", [say(*header) for header in headers], rows)
        _print_totals(asked, holder, responsibility, lambda stretch: stretch.by, divisions)
        _print_totals(asked, awaited, responsibility, lambda stretch: stretch.waiting_for, divisions)
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
        return Label(found.account, found.account)
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


def _print_totals(
    asked: Asked, title: Label, responsibility: Timeline, of: Callable[[Stretch], Party], divisions: Divisions
) -> None:
    """How much falls to each, the most first."""
    say, totals = asked.language.say, dict[Label, timedelta]()
    for stretch in responsibility.held:
        name = party_label(of(stretch), divisions)
        totals[name] = totals.get(name, timedelta()) + stretch.open_time
    rows = [
        (say(*name), f"{_hundredths(time) / 100:.2f}", f"{time / responsibility.open_time:.0%}")
        for name, time in sorted(totals.items(), key=lambda each: (-each[1], each[0]))
    ]
    print_table("", (say(*title), say("小时", "hours"), say("占比", "share")), rows)
