"""The cases that a policy text carries, worked out under its rules: one that comes out otherwise is a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec.structs import replace

from casework.domain.calendar.work_calendar import SHANGHAI, seed
from casework.domain.codes.people import Sex
from casework.domain.codes.stages import EpisodeKind
from casework.domain.consequences.policy_check import check_whole, load_harmless
from casework.domain.deadlines.instances import instances
from casework.domain.deadlines.names import deadline_label, is_meant
from casework.domain.errors import CaseworkError
from casework.domain.fact import Fact, Recorded, topic_of
from casework.domain.facts.catalogue import HOUSEHOLD_FACTS
from casework.domain.facts.households import Detected, Registered
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.labels import Label
from casework.domain.members import Member
from casework.domain.policy.cases import ExpectedDue, GivenFact, PolicyCase
from casework.domain.policy.policy import Policies, Policy
from casework.domain.policy.rules import Rules
from casework.domain.policy.text import Checked, PolicyError
from casework.domain.untrusted_text import fit_to_show, format_error

FACTS: Final = {topic_of(kind): kind for kind in HOUSEHOLD_FACTS}
HOUSEHOLD: Final = UUID(int=0)
VILLAGE: Final = "990100000000"
TEN: Final = time(10, tzinfo=SHANGHAI)
FORTY: Final = 40

NO_HISTORY: Final = (LookupError, ValueError, AttributeError, TypeError, OverflowError)
"""What folding runs into when facts follow each other that no decision could have recorded so."""


class _CaseUnreadableError(Exception):
    """A case whose facts are none; what is wrong with them."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en


def check_with_cases(text: str) -> tuple[Checked, tuple[Label, ...]]:
    """Everything that is wrong with a policy text, its harms and its failing cases included; beside it what is only odd."""
    checked, oddities = check_whole(text)
    if checked.policy is None or checked.faults:
        return checked, oddities
    return replace(checked, faults=tuple(failed_cases(checked.policy))), oddities


def load_proven(text: str) -> Policy:
    """The harmless policy of a text whose own cases all come out as it says. Raises PolicyError with the first fault."""
    policy = load_harmless(text)
    if failed := list(failed_cases(policy)):
        raise PolicyError(zh=failed[0].zh, en=failed[0].en, more=len(failed) - 1)
    return policy


def failed_cases(policy: Policy) -> Iterator[Label]:
    """
    The cases that come out otherwise: which one, what was expected, and what came.

    They are worked out under this policy alone and the calendar that comes with the product.
    """
    for number, case in enumerate(policy.case, start=1):
        name = fit_to_show(case.name.strip() or str(number))
        try:
            for zh, en in _differences(case, policy):
                yield Label(f"案例“{name}”不符：{zh}", f"Case “{name}” fails: {en}")
        except _CaseUnreadableError as fault:
            yield Label(f"案例“{name}”读不懂：{fault.zh}", f"Case “{name}” cannot be read: {fault.en}")


def _differences(case: PolicyCase, policy: Policy) -> Iterator[Label]:
    rules = Rules(policies=Policies(dated=(policy,)), calendar=seed())
    try:
        entries = _entries(case)
        last = entries[-1].timestamp
        running = [each for each in instances(fold_history(HOUSEHOLD, entries), rules) if each.unmet]
    except CaseworkError as error:
        raise _CaseUnreadableError(error.zh, error.en) from error
    except NO_HISTORY as error:
        raise _CaseUnreadableError(
            "这些事实连不成一户的经过", "no household can have a history of these facts"
        ) from error
    begun = [each for each in running if each.started_at <= last]
    if not case.due and begun:
        names = dict.fromkeys(deadline_label(each.deadline, rules.policies) for each in begun)
        zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
        yield Label(f"应没有任何进行中的期限，结果有：{zh}", f"nothing was to be due, and this is: {en}")
    for expected in case.due:
        rule = policy.rule(expected.deadline)
        if rule is None:
            raise _CaseUnreadableError(f"没有期限“{expected.deadline}”", f"there is no deadline {expected.deadline}")
        meant = [i for i in running if i.deadline == rule.name and is_meant(expected.occurrence, i.occurrence)]
        days = sorted({"" if each.due_on is None else f"{each.due_on}" for each in meant})
        if days != ([] if expected.due_on is None else [f"{expected.due_on}"]):
            about = f"（{expected.occurrence}）" if expected.occurrence else ""
            of = f" ({expected.occurrence})" if expected.occurrence else ""
            zh, en = _said(expected)
            came_zh = "、".join(f"截止日{day}" if day else "暂停中" for day in days) or "没有进行中的"
            came_en = " and ".join(f"due on {day}" if day else "standing still" for day in days) or "none that runs"
            yield Label(
                f"期限“{rule.zh}”{about}应为{zh}，结果是{came_zh}",
                f"{rule.en}{of} was to be {en}, and came out {came_en}",
            )


def _said(expected: ExpectedDue) -> Label:
    if expected.due_on is None:
        return Label("没有进行中的", "none that runs")
    return Label(f"截止日{expected.due_on}", f"due on {expected.due_on}")


def _entries(case: PolicyCase) -> list[Recorded]:
    """The history of the case: the register's entry, then the facts in the order of recording."""
    given = sorted(case.given, key=_recorded_on)
    if not given:
        raise _CaseUnreadableError("没有给出事实", "no facts are given")
    first = min(each.on for each in given)
    man = Member(number=1, is_head=True, sex=Sex.MALE, birth_date=first.replace(year=first.year - FORTY, day=1))
    registered = Registered(village=VILLAGE, number="1", members=(man,), effective_on=first)
    facts: list[tuple[Fact, date, date]] = [(registered, first, first)]
    for place, each in enumerate(given, start=1):
        facts.append((_fact(each, place), each.on, _recorded_on(each)))
    return [
        Recorded(
            originator_id=HOUSEHOLD,
            originator_version=version,
            timestamp=datetime.combine(recorded_on, TEN),
            occurred_at=datetime.combine(on, TEN),
            by="case",
            command_id=f"case-{version}",
            fact=fact,
        )
        for version, (fact, on, recorded_on) in enumerate(facts, start=1)
    ]


def _recorded_on(given: GivenFact) -> date:
    return given.recorded_on or given.on


def _fact(given: GivenFact, place: int) -> Fact:
    kind, values = FACTS.get(given.fact), dict(given.values)
    if kind is None:
        raise _CaseUnreadableError(
            f"第{place}条：没有事实“{given.fact}”", f"no. {place}: there is no fact {given.fact}"
        )
    if _recorded_on(given) < given.on:
        raise _CaseUnreadableError(f"第{place}条：先记录后发生", f"no. {place}: it was recorded before it happened")
    if kind is Detected:
        values = {"episode": 1, "kind": EpisodeKind.FIRST, "rule": "case", "as_of": given.on} | values
    for name in values:
        if name == "private" or name not in kind.__struct_fields__:
            raise _CaseUnreadableError(
                f"第{place}条：事实 {given.fact} 没有字段“{name}”", f"no. {place}: {given.fact} has no field {name}"
            )
    try:
        return _made(kind, values)
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        wrong = format_error(error)
        raise _CaseUnreadableError(f"第{place}条：{wrong.zh}", f"no. {place}: {wrong.en}") from error


def _made(kind: type[Fact], values: dict[str, Any]) -> Fact:
    return msgspec.convert(values, kind)
