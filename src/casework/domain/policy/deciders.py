"""Which decisions are not everybody's, and who may take them (GY-12f)."""

from __future__ import annotations

from typing import Final

from casework.domain.codes.code import Code


class DecisionKind(Code):
    """A decision that is not everybody's."""

    PAUSE = "pause", "暂停期限"
    EXTENSION = "extension", "延期审核"
    LATE_ENTRY = "late-entry", "准许补录"
    PLACEMENT_CHECK = "placement-check", "就业核查"
    NOT_ELIGIBLE = "not-eligible", "不符合认定审核"
    RETURN = "return", "退回补正"
    CLEARANCE = "clearance", "清零审核"
    CLOSING = "closing", "退出审核"
    STABILITY = "stability", "稳定认定"


BY_TWO: Final = {
    DecisionKind.NOT_ELIGIBLE: "BJ-1.2c, GY-12f",
    DecisionKind.CLEARANCE: "GY-12f",
    DecisionKind.CLOSING: "BJ-1.2c",
    DecisionKind.EXTENSION: "default: nobody extends their own deadline",
}
"""Decisions that no county may give to one person alone, with the source that asks for a second one."""


class Decider(Code):
    """Who may take a decision."""

    ANYBODY = "anybody", "任何人"
    SOMEBODY_ELSE = "somebody-else", "须由他人"
