"""Publishing a policy: what it would change, and when it is refused (GY-17g; ADR 0015)."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from casework.domain.errors import RefusedError
from casework.domain.fact import Fact
from casework.domain.facts.office.rules import PolicyPublished
from casework.domain.policy.diff import RuleChange, policy_diff, same_rules
from casework.domain.policy.policy import Policy
from casework.domain.rules.policy_cases import load_proven
from casework.domain.rules.publications import in_force_on
from casework.domain.rules.rule_book import RuleBook


class VersionTakenError(RefusedError):
    """A version names one set of rules for ever; this one names others already."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.zh = f"第{version}版已用于另一套规则，请改用新的版本号（version）"
        self.en = f"Version {version} names other rules already; choose a new version"


class BackdatedPolicyError(RefusedError):
    """The policy would hold from a day that has passed, and nobody said that this is meant."""

    def __init__(self, effective_on: date, today: date) -> None:
        self.effective_on = effective_on
        self.today = today
        self.zh = f"施行日期{effective_on}早于今天（{today}）；确需更正以前的规则，请加 --correct"
        self.en = (
            f"The policy would hold from {effective_on}, before today ({today}); --correct says that this is meant"
        )


class Publishing(Struct, frozen=True, kw_only=True):
    """
    What publishing a policy comes to: the facts to record, none when nothing would change.

    `replaces` is the policy that would otherwise be in force on its first day, `changes` what it rules otherwise.
    """

    policy: Policy
    replaces: Policy
    changes: tuple[RuleChange, ...]
    facts: tuple[Fact, ...]


def publish_policy(
    book: RuleBook, *, text: str, division: str, today: date, correct: bool = False, proposal: int | None = None
) -> Publishing:
    """
    Publish a policy for a division (12 digits, empty for everywhere) from its `effective_on` on.

    `proposal` is the entry by which another person proposed it.

    Quiet when the rules equal those in force today, whatever the date, unless that date says that a change is meant:
    a later one under which another policy is to be in force, or an earlier one with `correct`.
    Raises PolicyError, VersionTakenError, BackdatedPolicyError.
    """
    policy = load_proven(text)
    policies = book.of(division).policies
    replaces = in_force_on(policies, policy.effective_on)
    _refuse_other_rules(book, policy)
    fact = PolicyPublished(
        version=policy.version, effective_on=policy.effective_on, division=division, text=text, proposal=proposal
    )
    quiet = same_rules(replaces, policy)
    if policy.effective_on < today and not correct:
        quiet = quiet or same_rules(in_force_on(policies, today), policy)
        if not quiet:
            raise BackdatedPolicyError(policy.effective_on, today)
    changes = policy_diff(replaces, policy)
    return Publishing(policy=policy, replaces=replaces, changes=changes, facts=() if quiet else (fact,))


def _refuse_other_rules(book: RuleBook, policy: Policy) -> None:
    known = [*book.built_in.policies.dated, *(each.policy for each in book.policies)]
    if any(each.version == policy.version and not same_rules(each, policy) for each in known):
        raise VersionTakenError(policy.version)
