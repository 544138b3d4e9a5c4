"""What one policy says otherwise than another, rule by rule; their names and dates are no rules."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from msgspec import Struct

from casework.domain.calendar.due_dates import Limit
from casework.domain.policy.policy import Policy
from casework.domain.policy.sections import SECTIONS

LISTS: Final = ("decision", "deadline", "ladder")
"""The parts of a policy that hold rules with names."""


class RuleChange(Struct, frozen=True, kw_only=True):
    """
    One rule that differs, by its dotted name (`deadline.verify.limit`); None where there is no such rule.

    A whole deadline, ladder or decision that is new or gone stands as one (`deadline.needs`).
    """

    rule: str
    before: Any
    after: Any


def policy_diff(before: Policy, after: Policy) -> tuple[RuleChange, ...]:
    """Every rule that differs, in the order of the policy; nothing when the rules are the same."""
    earlier, later = _by_name(before), _by_name(after)
    changes: list[RuleChange] = []
    for name in dict.fromkeys((*earlier, *later)):
        if name in earlier and name in later:
            changes += _within(name, earlier[name], later[name])
        else:
            changes.append(RuleChange(rule=name, before=earlier.get(name), after=later.get(name)))
    return tuple(changes)


def same_rules(one: Policy, other: Policy) -> bool:
    """Whether two policies rule the same, whatever they are called and from when on they hold."""
    return not policy_diff(one, other)


def plain(value: Any) -> Any:
    """A rule's value as plain JSON; a limit always says value and unit."""
    if isinstance(value, Limit):
        own = {"days_before": value.days_before} if value.days_before else {}
        return {"value": value.value, "unit": str(value.unit), **own}
    if isinstance(value, Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return msgspec.to_builtins(value)


def _by_name(policy: Policy) -> dict[str, Struct]:
    found: dict[str, Struct] = {name: getattr(policy, name) for name in SECTIONS}
    for part in LISTS:
        found |= {f"{part}.{rule.name}": rule for rule in getattr(policy, part)}
    return found


def _within(name: str, before: Struct, after: Struct) -> list[RuleChange]:
    earlier, later = _fields(name, before), _fields(name, after)
    return [
        RuleChange(rule=rule, before=earlier.get(rule), after=later.get(rule))
        for rule in dict.fromkeys((*earlier, *later))
        if earlier.get(rule) != later.get(rule)
    ]


def _fields(name: str, rule: Struct) -> dict[str, Any]:
    """The values of a rule by dotted name; limits by level or by deadline each stand for themselves."""
    found: dict[str, Any] = {}
    for field in rule.__struct_fields__:
        value = getattr(rule, field)
        if isinstance(value, dict):
            found |= {f"{name}.{field}.{key}": item for key, item in value.items()}
        else:
            found[f"{name}.{field}"] = value
    return found
