"""Which decisions are not everybody's, and who may take them (GY-12f)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class DecisionKind(Code):
    """A decision that is not everybody's."""

    PAUSE = "pause", "暂停期限"
    EXTENSION = "extension", "延期审核"
    LATE_ENTRY = "late-entry", "准许补录"
    PLACEMENT_CHECK = "placement-check", "就业核查"
    CLEARANCE = "clearance", "清零审核"
    CLOSING = "closing", "退出审核"
    STABILITY = "stability", "稳定认定"


class Decider(Code):
    """Who may take a decision."""

    ANYBODY = "anybody", "任何人"
    SOMEBODY_ELSE = "somebody-else", "须由他人"
