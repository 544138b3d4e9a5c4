"""The shape of a policy text: every place where it is not that of a policy, and what of it can still be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import fields, replace

from casework.domain.labels import Label
from casework.domain.policy.deadline_rules import DeadlineRule, Ladder
from casework.domain.policy.policy import Policy
from casework.domain.policy.sections import SECTIONS, DecisionRule
from casework.domain.untrusted_text import format_error

R = TypeVar("R", DeadlineRule, Ladder)


def shape_faults(value: Any, kind: Any = Policy, place: str = "") -> Iterator[Label]:
    """Every field that is missing, unknown or of another kind, with its place (`deadline[2].limit`)."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, dict):
        yield from _of_struct(value, kind, place)
    elif get_origin(kind) is tuple and get_args(kind)[1:] == (...,) and isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield from shape_faults(item, get_args(kind)[0], f"{place}[{_name(item) or number}]")
    elif get_origin(kind) is dict and isinstance(value, dict):
        for name, item in value.items():
            yield from shape_faults(item, get_args(kind)[1], f"{place}.{name}")
    else:
        yield from _of_value(value, kind, place)


def mended(raw: dict[str, Any], sound: Policy) -> Policy:
    """
    The policy with what does not read put aside, so that everything else can be looked at.

    In its place stands something of the `sound` policy that has the same name and no faults.
    """
    found: dict[str, Any] = {name: _or(raw.get(name), kind, getattr(sound, name)) for name, kind in _kinds().items()}
    ladders = [_rule(item, sound.ladder[0]) for item in _items(raw, "ladder")]
    sample = replace(sound.deadline[0], ladder=ladders[0].name if ladders else sound.deadline[0].ladder)
    found["ladder"] = tuple(ladders)
    found["deadline"] = tuple(_rule(item, sample) for item in _items(raw, "deadline"))
    found["decision"] = tuple(
        rule for item in _items(raw, "decision") if (rule := _or(item, DecisionRule, None)) is not None
    )
    return replace(sound, **found)


def _of_struct(value: dict[str, Any], kind: type[msgspec.Struct], place: str) -> Iterator[Label]:
    hints, found = get_type_hints(kind), False
    known = {field.name: field for field in fields(kind)}
    for name in (name for name in value if name not in known):
        found = True
        yield _at(place, f"没有字段“{name}”", f"there is no field {name}")
    for name, field in known.items():
        if name in value:
            for fault in shape_faults(value[name], hints[name], f"{place}.{name}".lstrip(".")):
                found = True
                yield fault
        elif field.required:
            found = True
            yield _at(place, f"缺少字段“{name}”", f"the field {name} is missing")
    if not found:
        yield from _of_value(value, kind, place)


def _of_value(value: Any, kind: Any, place: str) -> Iterator[Label]:
    try:
        msgspec.convert(value, kind)
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        text, _, within = str(error).partition(" - at `$")
        wrong = format_error(ValueError(text))
        yield _at(place + within.rstrip("`"), wrong.zh, wrong.en)


def _at(place: str, zh: str, en: str) -> Label:
    return Label(f"{zh}（位置：{place}）", f"{en} (at {place})") if place else Label(zh, en)


def _kinds() -> dict[str, Any]:
    hints = get_type_hints(Policy)
    return {name: hints[name] for name in ("version", "title", "effective_on", *SECTIONS)}


def _items(raw: dict[str, Any], name: str) -> list[Any]:
    """The rules of a list that have a name, or read."""
    items = raw.get(name)
    return [item for item in items if _name(item)] if isinstance(items, list) else []


def _rule(item: Any, sample: R) -> R:
    return cast("R", _or(item, type(sample), replace(sample, name=_name(item))))


def _or(value: Any, kind: Any, otherwise: Any) -> Any:
    try:
        return msgspec.convert(value, kind)
    except (msgspec.ValidationError, ValueError, OverflowError):
        return otherwise


def _name(item: Any) -> str:
    name = item.get("name") if isinstance(item, dict) else None
    return name if isinstance(name, str) else ""
