"""Facts about what was returned as insufficient and is to be made good (GY-2d, GY-12f, GY-17d)."""

from __future__ import annotations

from typing import ClassVar

from casework.domain.codes.clearance import Insufficient
from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.codes.sources import Office
from casework.domain.fact import Fact
from casework.domain.labels import Label


class ReportReturned(Fact, frozen=True, kw_only=True, tag="report-returned"):
    """An office sent the report back: the village reports to it again (GY-2d; words sealed beside it)."""

    label: ClassVar = Label("退回上报", "report returned")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("{office}退回上报：{reason}", "Report returned by {office}: {reason}")
    fixed_fields: ClassVar = frozenset({"office"})

    office: Office
    reason: Insufficient


class VerificationReturned(Fact, frozen=True, kw_only=True, tag="verification-returned"):
    """Somebody else sent the verification back: the township verifies again (GY-12c, GY-17d; words sealed beside it)."""

    label: ClassVar = Label("退回核实", "verification returned")
    sentence: ClassVar = Label("退回核实：{reason}", "Verification returned: {reason}")

    reason: Insufficient


class PlacementReturned(Fact, frozen=True, kw_only=True, tag="placement-returned"):
    """Whoever checks a placement sent it back for evidence; it is neither true nor untrue yet (GY-11c; words sealed)."""

    label: ClassVar = Label("退回补正就业材料", "placement returned")
    also_outside: ClassVar = True
    sentence: ClassVar = Label(
        "退回安置编号{placement}补正：{reason}", "Placement {placement} returned to be made good: {reason}"
    )
    fixed_fields: ClassVar = frozenset({"placement"})

    placement: int
    reason: Insufficient


class PlacementSupplemented(Fact, frozen=True, kw_only=True, tag="placement-supplemented"):
    """What was missing of a placement was added: it is checked again (GY-11c; words sealed beside it)."""

    label: ClassVar = Label("补正就业材料", "placement supplemented")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("补正安置编号{placement}的材料", "Placement {placement} supplemented")
    fixed_fields: ClassVar = frozenset({"placement"})

    placement: int


class DifficultyReturned(Fact, frozen=True, kw_only=True, tag="difficulty-returned"):
    """A solution was sent back: the difficulty is open again, its owner's as before (GY-13d, GY-17d; words sealed)."""

    label: ClassVar = Label("退回困难办理结果", "difficulty returned")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("退回“{kind}”的办理结果：{reason}", "Solution of {kind} returned: {reason}")
    fixed_fields: ClassVar = frozenset({"kind", "owner"})

    kind: DifficultyKind
    owner: str
    reason: Insufficient
