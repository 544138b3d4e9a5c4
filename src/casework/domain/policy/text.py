"""The policy as a commented text that people write and read: taken in, or refused with the places that are wrong."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import msgspec
from msgspec import Struct

from casework.domain.errors import RefusedError
from casework.domain.labels import Label
from casework.domain.policy.faults.policy_faults import policy_faults
from casework.domain.policy.faults.shape import mended, shape_faults
from casework.domain.policy.policy import Policies, Policy
from casework.domain.untrusted_text import fit_to_show, format_error, read_toml


class PolicyError(RefusedError):
    """A policy file that cannot be taken, with the place in it that is wrong; `more` places are wrong beside it."""

    def __init__(self, *, zh: str, en: str, more: int = 0) -> None:
        self.zh = fit_to_show(zh) + (f"；另有{more}处有误，见 casework policy check" if more else "")
        self.en = fit_to_show(en) + (f"; {more} more, see casework policy check" if more else "")


class Checked(Struct, frozen=True, kw_only=True):
    """What a text came to: the policy when it has the shape of one, and everything wrong with it."""

    policy: Policy | None
    faults: tuple[Label, ...]


def check_policy(text: str) -> Checked:
    """Everything that is wrong with a policy text; a text that is no TOML has that one fault."""
    try:
        raw = _toml(text)
    except PolicyError as error:
        return Checked(policy=None, faults=(Label(error.zh, error.en),))
    faults = list(shape_faults(raw))
    policy = None if faults else msgspec.convert(raw, Policy)
    faults += policy_faults(policy or mended(raw, default_policies().dated[0]))
    shown = (Label(fit_to_show(fault.zh), fit_to_show(fault.en)) for fault in faults)
    return Checked(policy=policy, faults=tuple(dict.fromkeys(shown)))


def load_policy(text: str) -> Policy:
    """The sound policy that a TOML text describes. Raises PolicyError with the first thing that is wrong."""
    policy = read_policy(text)
    faults = list(policy_faults(policy))
    if faults:
        raise PolicyError(zh=faults[0].zh, en=faults[0].en, more=len(faults) - 1)
    return policy


def read_policy(text: str) -> Policy:
    """
    The policy that a TOML text describes, whatever else is wrong with it: how published ones are read again.

    Raises PolicyError with the place that has not the shape of a policy.
    """
    raw = _toml(text)
    for fault in shape_faults(raw):
        raise PolicyError(zh=f"政策文件有误：{fault.zh}", en=f"The policy file is wrong: {fault.en}")
    return msgspec.convert(raw, Policy)


@cache
def default_policies() -> Policies:
    """The policy that casework starts with, in force until a county publishes its own."""
    return Policies(dated=(load_policy(default_policy_text()),))


def default_policy_text() -> str:
    """The default policy as commented TOML."""
    return resources.files("casework.domain.policy").joinpath("policy.toml").read_text(encoding="utf-8")


def _toml(text: str) -> dict[str, Any]:
    try:
        return read_toml(text)
    except ValueError as error:
        wrong = format_error(error)
        raise PolicyError(zh=f"政策文件有误：{wrong.zh}", en=f"The policy file is wrong: {wrong.en}") from error
