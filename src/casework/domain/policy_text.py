"""The policy as a commented text that people write and read: taken in, or refused with the place that is wrong."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import msgspec

from casework.domain.errors import CaseworkError
from casework.domain.misfits import misfit
from casework.domain.policy import Policies, Policy
from casework.domain.policy_faults import policy_faults


class PolicyError(CaseworkError):
    """A policy file that cannot be taken, with the place in it that is wrong."""

    def __init__(self, *, zh: str, en: str) -> None:
        self.zh = zh
        self.en = en


def load_policy(text: str) -> Policy:
    """The sound policy that a TOML text describes. Raises PolicyError with the first thing that is wrong."""
    policy = read_policy(text)
    for fault in policy_faults(policy):
        raise PolicyError(zh=fault.zh, en=fault.en)
    return policy


def read_policy(text: str) -> Policy:
    """
    The policy that a TOML text describes, whatever else is wrong with it: how published ones are read again.

    Raises PolicyError with the place that has not the shape of a policy.
    """
    try:
        return msgspec.convert(tomllib.loads(text), Policy)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, ValueError) as error:
        wrong = misfit(error)
        raise PolicyError(zh=f"政策文件有误：{wrong.zh}", en=f"The policy file is wrong: {wrong.en}") from error


@cache
def default_policies() -> Policies:
    """The policy that casework starts with, in force until a county publishes its own."""
    return Policies(dated=(load_policy(default_policy_text()),))


def default_policy_text() -> str:
    """The default policy as commented TOML."""
    return resources.files("casework.domain").joinpath("data/policy.toml").read_text(encoding="utf-8")
