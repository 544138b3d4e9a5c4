"""Who may decide on what he did himself: the policy says so for each kind of decision (GY-12f)."""

from __future__ import annotations

from casework.domain.deciders import Decider, DecisionKind
from casework.domain.errors import SamePersonError
from casework.domain.occasion import Occasion


def refuse_own_case(occasion: Occasion, kind: DecisionKind, *makers: str | None) -> None:
    """Refuse whoever took the step before, unless the policy lets anybody decide. Raises SamePersonError."""
    if occasion.by in makers and occasion.policy.decider(kind) is not Decider.ANYBODY:
        raise SamePersonError(occasion.by)
