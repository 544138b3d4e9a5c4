"""What a policy of the right shape would do to a household, to an office, to everybody."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from casework.domain.consequences.consequence import Consequence, Judged
from casework.domain.consequences.of_deadlines import deadline_consequences
from casework.domain.consequences.of_ladders import ladder_consequences
from casework.domain.consequences.of_sections import section_consequences
from casework.domain.consequences.of_sources import source_consequences
from casework.domain.labels import Label
from casework.domain.policy.policy import Policy
from casework.domain.policy.text import Checked, PolicyError, check_policy, load_policy


def judge(policy: Policy) -> Judged:
    """Everything that the policy would bring about and nobody can have meant; its names and numbers are sound."""
    return Judged.of(_consequences(policy))


def check_whole(text: str) -> tuple[Checked, tuple[Label, ...]]:
    """Everything that is wrong with a policy text, its harms included, and beside it what is only odd."""
    checked = check_policy(text)
    if checked.policy is None or checked.faults:
        return checked, ()
    judged = judge(checked.policy)
    return replace(checked, faults=judged.harms), judged.oddities


def load_harmless(text: str) -> Policy:
    """The policy that a TOML text describes. Raises PolicyError with the first thing that is wrong, or that harms."""
    policy = load_policy(text)
    if harms := judge(policy).harms:
        raise PolicyError(zh=harms[0].zh, en=harms[0].en, more=len(harms) - 1)
    return policy


def _consequences(policy: Policy) -> Iterator[Consequence]:
    yield from deadline_consequences(policy)
    yield from ladder_consequences(policy)
    yield from section_consequences(policy)
    yield from source_consequences(policy)
