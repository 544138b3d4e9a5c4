"""Policies: checked, shown, compared and published (ADR 0015)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click as plain_click
import rich_click as click

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.divisions.codes import full_code
from casework.domain.facts.office.rules import EVERYWHERE
from casework.domain.policy.text import read_policy
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts, asks
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import DayType, RegionType
from casework.interfaces.cli.rules.policy.files import text_of
from casework.interfaces.cli.rules.proposals import decide_command, proposals_command
from casework.interfaces.cli.rules.rules_without_database import refuse_unknown, rules_without_database
from casework.interfaces.problems import ExitCode
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.next_steps import after_check, after_publishing
from casework.interfaces.workplace.invocation import Acting, Asked

if TYPE_CHECKING:
    from casework.application.rules.policies import Published
    from casework.application.rules.proposals import Publications
    from casework.domain.divisions.tree import Divisions
    from casework.interfaces.workplace.bootstrap import Workplace

FILE = click.argument(
    "file", type=click.Path(path_type=Path), metavar="FILE.toml", help="政策文件（TOML） the policy's text"
)
REGION = click.option(
    "--region", type=RegionType(), metavar="CODE", help="区划（默认全部） the division; everywhere by default"
)


@click.group(
    "policy",
    help="政策：期限、升级、认定标准；检查、查看、比较、发布\n\n"
    "The policy: deadlines, ladder, rules. Check, show, compare and publish it.",
)
def policy_group() -> None:
    """Group what is done with policies."""


@policy_group.command(
    "check",
    help="检查政策文件，列出每一处错误、会造成的后果和不符的案例\n\nList everything that is wrong with a policy file, what harm it would do and which of its own cases come out otherwise; "
    "exit code 1 if anything is.",
)
@FILE
@asks
def policy_check_command(asked: Asked, file: Path) -> None:
    from casework.domain.rules.policy_cases import check_with_cases

    checked, oddities = check_with_cases(text_of(file))
    policy, faults = checked.policy, checked.faults
    following = after_check(str(file), sound=not faults)
    if asked.json:
        print_json(
            {
                "sound": not faults,
                "version": policy and policy.version,
                "effective": policy and policy.effective_on,
                "faults": [{"zh": fault.zh, "en": fault.en} for fault in faults],
                "warnings": [{"zh": odd.zh, "en": odd.en} for odd in oddities],
            }
            | next_step(following)
        )
    elif faults:
        print_lines(f"有{len(faults)}处错误：", f"{len(faults)} faults:")
        print_lines(*(f"- {fault.zh}\n  {fault.en}" for fault in faults))
    elif policy:
        named = f"{policy.title} {policy.version}"
        print_lines(
            asked.language.say(
                f"{named}：没有错误，自{policy.effective_on}起施行",
                f"{named}: sound, to hold from {policy.effective_on}",
            )
        )
        if oddities:
            print_lines(f"有{len(oddities)}处值得再看：", f"{len(oddities)} to look at again:")
            print_lines(*(f"- {odd.zh}\n  {odd.en}" for odd in oddities))
    if not asked.json:
        print_next(asked.language, following)
    if faults:
        plain_click.get_current_context().exit(ExitCode.REFUSED)


@policy_group.command(
    "show",
    help="列出施行中的政策，每条注明依据，以及各版政策\n\n"
    "The policy in force, each rule with its source, and the policies by date.",
)
@REGION
@click.option("--on", type=DayType(), metavar="DATE", help="哪一天施行的（默认今天） in force on that day")
@click.option("--toml", is_flag=True, help="输出发布时的原文（TOML） the text as it was published")
@asks
def policy_show_command(asked: Asked, region: str | None, on: date | None, toml: bool) -> None:
    from casework.domain.rules.publications import dated, in_force_on

    division = _division(region)
    known = rules_without_database(asked)
    policy = in_force_on(known.book.of(division).policies, on or known.today)
    published = dated(known.book, division)
    if toml:
        click.echo(next(each.text for each in published if each.policy is policy), nl=False)
    elif asked.json:
        print_json(policy)
    else:
        from casework.interfaces.cli.rules.policy.page import print_dated, print_policy

        print_policy(asked, policy)
        print_dated(asked, published, policy, known.divisions)


@policy_group.command(
    "diff",
    help="与施行中的政策（或另一个文件）逐条比较\n\nCompare a file with the policy in force, or with another file.",
)
@FILE
@click.argument(
    "other",
    type=click.Path(path_type=Path),
    required=False,
    metavar="[OTHER.toml]",
    help="另一个文件：从前者到后者 another file: from the first to this one",
)
@REGION
@asks
def policy_diff_command(asked: Asked, file: Path, other: Path | None, region: str | None) -> None:
    from casework.domain.policy.diff import policy_diff
    from casework.domain.rules.publications import in_force_on
    from casework.interfaces.cli.rules.policy.page import changes_as_json, print_changes

    after = read_policy(text_of(other or file))
    if other is not None:
        before = read_policy(text_of(file))
    else:
        known = rules_without_database(asked)
        before = in_force_on(known.book.of(_division(region)).policies, known.today)
    changes = policy_diff(before, after)
    if asked.json:
        print_json(changes_as_json(changes))
    else:
        print_changes(asked.language, changes, before, after)


@policy_group.command(
    "publish",
    help="发布政策：自施行日期起，在该区划及其以下生效；已起算的期限不变\n\n"
    "Publish a policy from its date on, for a division and all below; deadlines that run keep their rules.",
)
@FILE
@REGION
@click.option("--correct", is_flag=True, help="施行日期早于今天也发布 also when its date has passed")
@click.option("--dry-run", is_flag=True, help="只看会有什么变化，不发布 only say what would change")
@acts(at=False)
@COMMAND_ID
def policy_publish_command(
    acting: Acting, file: Path, region: str | None, correct: bool, dry_run: bool, command_id: str | None
) -> None:
    from casework.application.rules.policies import PolicyDesk

    text, division = text_of(file), _division(region)
    with workplace(acting) as place:
        divisions = place.reading.divisions
        if division:
            refuse_unknown(division, divisions)
        desk = PolicyDesk(place.casework)
        moved = None
        if dry_run:
            found = desk.preview(text, division=division, correct=correct)
            moved = _moved_duties(place, found, region)
        else:
            if correct:
                _raise_what_is_due(place)
            found = desk.publish(text, division=division, by=acting.by, correct=correct, command_id=command_id)
    _print_found(acting, found, division, divisions, dry=dry_run, moved=moved)


def _decide(acting: Acting, place: Workplace, number: int, dry_run: bool, command_id: str | None) -> None:
    from casework.application.rules.policies import PolicyDesk

    desk, moved = PolicyDesk(place.casework), None
    if dry_run:
        found = desk.preview_proposed(number)
        moved = _moved_duties(place, found, found.division or None)
    else:
        _raise_what_is_due(place)
        found = desk.decide(number, by=acting.by, command_id=command_id)
    _print_found(acting, found, found.division, place.reading.divisions, dry=dry_run, moved=moved)


def _proposed(place: Workplace) -> Publications:
    from casework.application.rules.policies import PolicyDesk

    return PolicyDesk(place.casework).proposed


def _raise_what_is_due(place: Workplace) -> None:
    """What was missed by the text that governs is recorded before one for days that have passed takes its place."""
    from scheduler.duties.sweep import sweep
    from scheduler.records.tables import ensure_tables

    ensure_tables(place.reading.engine)
    sweep(place.casework, place.reading.engine, catch_up=place.reading.catch_up)


def _print_found(
    acting: Acting, found: Published, division: str, divisions: Divisions, *, dry: bool, moved: int | None
) -> None:
    from casework.interfaces.cli.rules.policy.page import print_published, published_as_json

    following = after_publishing(found, dry_run=dry)
    if acting.json:
        print_json(published_as_json(found, dry=dry, moved=moved) | next_step(following))
    else:
        print_published(acting.language, found, division, divisions, dry=dry, moved=moved)
        print_next(acting.language, following)


def _moved_duties(place: Workplace, found: Published, region: str | None) -> int | None:
    """
    How many duties that have begun would end otherwise, None where divisions below keep texts of their own.

    A duty keeps the policy of its beginning: only a text whose day has come can move any, and what it moves is what a
    what-if from that day on finds.
    """
    from casework.application.inquiries.what_if import what_if
    from casework.domain.what_if.policy_scenario import PolicyScenario

    since = found.policy.effective_on
    if not found.changes_something or since > shanghai_date(place.clock.now()):
        return 0
    if found.own_below:
        return None
    scenario = PolicyScenario(policy=found.policy, first=since)
    until = place.reading.catch_up()
    inside, _, hidden = place.reading.board.whereabouts(scope=place.scope, region=region)
    return what_if(
        place.casework, until=until, scenario=scenario, first=since, inside=inside, hidden=hidden
    ).differences


def _division(region: str | None) -> str:
    return full_code(region) if region else EVERYWHERE


policy_group.add_command(
    proposals_command(
        "待另一人决定的政策；写提请号则输出其原文\n\nPolicies that wait for a second person; with a number, the text of one.",
        _proposed,
    )
)
policy_group.add_command(
    decide_command(
        "policy",
        "发布另一人提请的政策，或以 --refuse 不发布\n\nPublish a policy that somebody else proposed, or do not with --refuse.",
        "只看会有什么变化，不发布 only say what would change",
        _proposed,
        _decide,
    )
)
