"""A policy on the screen: its rules with their sources, the policies by date, what another one changes, as JSON too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from casework.domain.divisions.tree import Divisions
from casework.domain.labels import Label, in_number, same
from casework.domain.policy.deadline_rules import DeadlineRule, Ladder
from casework.domain.policy.diff import RuleChange, plain
from casework.domain.policy.policy import Policy
from casework.domain.policy.sections import SECTIONS
from casework.domain.policy.source_words import source_in_words
from casework.domain.rules.rule_book import Publication
from casework.interfaces.cli.output import print_lines
from casework.interfaces.cli.rules.policy.rows import ChangedRule, DatedPolicy, DeadlineLine, LadderLine, OtherRule
from casework.interfaces.cli.rules.proposals import print_proposed
from casework.interfaces.wording.labels import POLICY_WORDS
from casework.interfaces.wording.language import Language
from casework.interfaces.wording.policy_words import place_in_words, roles_in_words, rule_in_words, value_in_words
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.application.rules.policies import Published


def print_policy(asked: Asked, policy: Policy) -> None:
    """All of a policy."""
    say = asked.language.say
    print_lines(
        say(
            f"{policy.title} 第{policy.version}版，自{policy.effective_on}起施行",
            f"{policy.title}, version {policy.version}, in force from {policy.effective_on}",
        )
    )
    deadlines = [_deadline(asked.language, policy, rule) for rule in policy.deadline]
    print_rows(asked.language, DeadlineLine, deadlines)
    for ladder in policy.ladder:
        _print_ladder(asked.language, ladder)
    print_rows(asked.language, OtherRule, list(_other_rules(asked.language, policy)))


def print_dated(asked: Asked, publications: Sequence[Publication], in_force: Policy, divisions: Divisions) -> None:
    """Which policies the division has, from when on, and where each was published."""
    rows = [
        DatedPolicy(
            version=each.policy.version,
            title_of_policy=each.policy.title,
            effective_on=each.policy.effective_on,
            published_for=place_in_words(asked.language, each.division, divisions),
            in_force=each.policy is in_force,
        )
        for each in publications
    ]
    print_rows(asked.language, DatedPolicy, rows)


def _deadline(language: Language, policy: Policy, rule: DeadlineRule) -> DeadlineLine:
    limit = value_in_words(language, policy, rule.limit)
    if rule.limit_by_level:
        limit += language.say("（{}）", " ({})").format(value_in_words(language, policy, rule.limit_by_level))
    return DeadlineLine(
        name=rule.name,
        what=Label(rule.zh, rule.en),
        limit=limit,
        force=rule.force,
        duty=roles_in_words(language, [rule.duty]),
        ladder=rule.ladder,
        source=source_in_words(rule.source),
    )


def _print_ladder(language: Language, ladder: Ladder) -> None:
    reminder, ground = ladder.remind_working_days_before, source_in_words(ladder.source)
    first = Label(f"提前{reminder}个工作日", in_number(f"{reminder} working days before"))
    steps = [LadderLine(step=Label("提醒", "reminder"), when=first, to=roles_in_words(language, ladder.remind))]
    for number, step in enumerate(ladder.steps, start=1):
        late = step.working_days_late
        when = Label(f"逾期{late}个工作日", in_number(f"{late} working days late"))
        steps.append(LadderLine(step=same(str(number)), when=when, to=roles_in_words(language, step.to)))
    print_rows(language, LadderLine, steps, title=Label(f"升级阶梯 {ladder.name}", f"Ladder {ladder.name}"))
    print_lines(language.say(f"依据：{ground.zh}", f"Ground: {ground.en}"))


def _other_rules(language: Language, policy: Policy) -> Iterator[OtherRule]:
    for part in SECTIONS:
        rule = getattr(policy, part)
        for first, field in _first(_fields(rule.__struct_fields__)):
            yield OtherRule(
                part=POLICY_WORDS[part],
                field=POLICY_WORDS[field],
                value=value_in_words(language, policy, getattr(rule, field)),
                source=source_in_words(rule.source) if first else same(""),
            )
    for decision in policy.decision:
        office = roles_in_words(language, [decision.office])
        yield OtherRule(
            part=POLICY_WORDS["decision"],
            field=decision.name.label,
            value=language.say("{}（{}）", "{} ({})").format(language.label(decision.by), office),
            source=source_in_words(decision.source),
        )


def _fields(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if name != "source")


def changes_as_json(changes: Sequence[RuleChange]) -> list[dict[str, Any]]:
    """The rules that differ, each with what it was and what it becomes."""
    return [{"rule": each.rule, "from": plain(each.before), "to": plain(each.after)} for each in changes]


def print_changes(language: Language, changes: Sequence[RuleChange], before: Policy, after: Policy) -> None:
    """The changed rules as a table, or that there are none."""
    say = language.say
    if not changes:
        print_lines(say("规则没有变化", "The rules are the same"))
        return
    rows = [
        ChangedRule(
            rule=each.rule,
            what=rule_in_words(language, each.rule, after, before),
            before=value_in_words(language, before, each.before),
            after=value_in_words(language, after, each.after),
        )
        for each in changes
    ]
    title = Label(
        f"从{before.title} 第{before.version}版到{after.title} 第{after.version}版，{len(changes)}处变化",
        f"From {before.title}, version {before.version}, to {after.title}, version {after.version}: "
        f"{len(changes)} changes",
    )
    print_rows(language, ChangedRule, rows, title=title)


def published_as_json(found: Published, *, dry: bool, moved: int | None = None) -> dict[str, Any]:
    """The answer to publishing or proposing; a trial run also says what would change, and how many duties it would move."""
    answer = {
        "version": found.policy.version,
        "effective": found.policy.effective_on,
        "position": found.position,
        "proposal": found.proposal,
        "own_below": found.own_below,
    }
    if not dry:
        return answer
    return {**answer, "dry_run": True, "changes": changes_as_json(found.changes), "moves": {"duties": moved}}


def print_published(
    language: Language,
    found: Published,
    division: str,
    divisions: Divisions,
    *,
    dry: bool,
    moved: int | None = None,
) -> None:
    """What was published, or would be, what it changes and, of a trial run, how many duties it would move."""
    say, policy = language.say, found.policy
    where = place_in_words(language, division, divisions)
    zh, en = f"{policy.title} 第{policy.version}版", f"{policy.title}, version {policy.version}"
    since = policy.effective_on
    if not found.changes_something:
        print_lines(say(f"{where}：已是如此，无须发布：{zh}", f"{where}: nothing to publish, it is so already: {en}"))
        return
    if dry:
        print_lines(
            say(
                f"试运行，未发布：{zh}，{where}，自{since}起",
                f"A trial, nothing was published: {en}, {where}, from {since}",
            )
        )
    elif found.proposal is not None:
        print_proposed(language, found.proposal, policy.version)
    else:
        at = found.position
        print_lines(
            say(
                f"已发布{zh}，{where}，自{since}起施行（序号{at}）",
                f"Published {en}, {where}, to hold from {since} (position {at})",
            )
        )
    if found.replaces is not None:
        print_changes(language, found.changes, found.replaces, policy)
    if dry:
        print_lines(say(*_moved_in_words(moved)))
    _print_own_below(language, found, divisions)
    zh = f"{since}以前起算的期限不变，以后起算的按新政策计算"
    en = f"Deadlines that began before {since} keep their rules; those that begin later follow this policy"
    print_lines(say(zh, en))


def _moved_in_words(moved: int | None) -> Label:
    if moved is None:
        return Label(
            "下级有自己的政策，变动的期限未计算（casework what-if 文件 --region 区划）",
            "Divisions below keep texts of their own: how many duties move was not worked out (casework what-if FILE "
            "--region CODE)",
        )
    zh, en = f"已起算的期限变动 {moved} 项", in_number(f"{moved} duties that have begun move")
    return (
        Label(f"{zh}（逐项：casework what-if 文件）", f"{en} (each: casework what-if FILE)") if moved else Label(zh, en)
    )


def _print_own_below(language: Language, found: Published, divisions: Divisions) -> None:
    """Say which divisions below the policy does not reach: they would otherwise be taken to follow it."""
    if not found.own_below:
        return
    say = language.say
    own = say("、", ", ").join(
        say(
            f"{place_in_words(language, each.division, divisions)}第{each.version}版，自{each.since}起",
            f"{place_in_words(language, each.division, divisions)} version {each.version} from {each.since}",
        )
        for each in found.own_below
    )
    print_lines(
        say(f"以下区划有自己的政策，不随本次发布变化：{own}", f"These divisions keep policies of their own: {own}")
    )


def _first(names: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """The names, and whether each is the first one: what is true of all of them is said once."""
    return ((place == 0, name) for place, name in enumerate(names))
