"""What a command answers: which household, where its facts stand, and what they are."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from msgspec import Struct

from casework.domain.errors import RefusedError


class Receipt(Struct, frozen=True, kw_only=True):
    """
    The answer to a command. A quiet one, with nothing to do, has no position and no facts.

    `position` is where its last fact stands in the log: a reader that is complete up to there shows the command.
    """

    household: UUID
    position: int | None = None
    facts: tuple[str, ...] = ()


class CommandReusedError(RefusedError):
    """The command id was used for another request; nothing was recorded."""

    zh = "该操作编号已用于另一项操作"
    en = "This command id was used for another request"


class OccurredAheadError(RefusedError):
    """What happened cannot lie in the future; nothing was recorded."""

    zh = "发生时间不能晚于现在"
    en = "What happened cannot lie in the future"


class TooLateError(RefusedError):
    """The entry comes later than the policy allows, and no supervisor has allowed it; nothing was recorded."""

    def __init__(self, limit_days: int, on: date) -> None:
        self.limit_days = limit_days
        self.on = on
        self.zh = f"补录超过规定的{limit_days}天：请先由上级准许补录该户{on}的事（casework allow-late 户编号 --from 日期 --to 日期）"
        self.en = (
            f"The entry is more than {limit_days} days late: ask a supervisor to allow what happened on {on} first "
            "(casework allow-late HOUSEHOLD --from DATE --to DATE)"
        )
