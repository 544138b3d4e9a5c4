"""What a policy changes, as a table and as JSON, and the answer to publishing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from casework.domain.divisions.tree import Divisions
from casework.domain.policy.diff import RuleChange, plain
from casework.domain.policy.policy import Policy
from casework.interfaces.cli.printing import print_lines, print_table
from casework.interfaces.wording.language import Language
from casework.interfaces.wording.policy_words import place_in_words, rule_in_words, value_in_words

if TYPE_CHECKING:
    from casework.application.rules.publishing_policies import Published


def changes_as_json(changes: Sequence[RuleChange]) -> list[dict[str, Any]]:
    """The changed rules."""
    return [{"rule": each.rule, "from": plain(each.before), "to": plain(each.after)} for each in changes]


def print_changes(language: Language, changes: Sequence[RuleChange], before: Policy, after: Policy) -> None:
    """The changed rules as a table, or that there are none."""
    say = language.say
    if not changes:
        print_lines(say("规则没有变化", "The rules are the same"))
        return
    rows = (
        (
            each.rule,
            rule_in_words(language, each.rule, after, before),
            value_in_words(language, before, each.before),
            value_in_words(language, after, each.after),
        )
        for each in changes
    )
    title = say(
        f"从{before.title} 第{before.version}版到{after.title} 第{after.version}版，{len(changes)}处变化",
        f"From {before.title}, version {before.version}, to {after.title}, version {after.version}: {len(changes)} changes",
    )
    headers = (say("规则", "rule"), say("名称", "what"), say("原为", "from"), say("改为", "to"))
    print_table(title, headers, rows)


def published_as_json(found: Published, *, dry: bool) -> dict[str, Any]:
    """The answer to publishing; a trial run also says what would change."""
    answer = {"version": found.policy.version, "effective": found.policy.effective_on, "position": found.position}
    if not dry:
        return answer
    return {**answer, "dry_run": True, "changes": changes_as_json(found.changes)}


def print_published(language: Language, found: Published, division: str, divisions: Divisions, *, dry: bool) -> None:
    """What was published, or would be, and what it changes."""
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
    zh = f"{since}以前起算的期限不变，以后起算的按新政策计算"
    en = f"Deadlines that began before {since} keep their rules; those that begin later follow this policy"
    print_lines(say(zh, en))
