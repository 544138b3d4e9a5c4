"""Who is responsible for a household, and how closely it is looked after (GY-12d, GY-12e, BJ-3.1b)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from casework.application.commands.declarations.declaration import Command, CommandWord, Right, Spec
from casework.application.commands.declarations.parameters import Reason
from casework.domain.codes.service.assistance import Level
from casework.domain.decisions.cadres.capacity import CapacityReachedError
from casework.domain.decisions.cadres.responsibility import (
    accept_household,
    assign_cadre,
    decline_household,
    release_cadre,
)
from casework.domain.decisions.cadres.stand_ins import LeaveOfAccountError, LeaveOverlapsError, name_stand_in
from casework.domain.decisions.service.levels import close_green_channel, open_green_channel, set_level
from casework.domain.details.level import LevelDetails
from casework.domain.errors import InvalidValueError, MemberUnknownError, NoOpenEpisodeError, NotNowError
from casework.domain.labels import Label
from casework.domain.words import Text, words

RESPONSIBILITY = Label("责任", "Responsibility")


class AssignCadre(Command, frozen=True, kw_only=True):
    """Assign a cadre to the household; the first one is responsible at once (GY-12d)."""

    spec: ClassVar = Spec("assign", "指派：把该户交给一名帮扶干部", RESPONSIBILITY, assign_cadre, Right.ASSIGN)
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError, InvalidValueError, CapacityReachedError)
    cadre: Annotated[str, words("帮扶干部", "the cadre's account", "CADRE", text=Text.ACCOUNT)]
    stands_in_for: Annotated[
        str | None,
        words(
            "为现任帮扶干部临时代管，解除后交还",
            "stands in for the responsible cadre, who gets the household back on release",
            text=Text.ACCOUNT,
        ),
    ] = None
    beyond_capacity: Annotated[
        bool, words("虽超出承担上限，仍要指派", "though the cadre carries as many as was said, it is meant")
    ] = False


class AcceptHousehold(Command, frozen=True, kw_only=True):
    """Accept a household that was assigned (GY-12d)."""

    spec: ClassVar = Spec("accept", "接手：本人接手该户", RESPONSIBILITY, accept_household)
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError)


class DeclineHousehold(Command, frozen=True, kw_only=True):
    """Decline a household that was assigned (GY-12d)."""

    spec: ClassVar = Spec("decline", "不接手：本人不接手该户", RESPONSIBILITY, decline_household)
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError, InvalidValueError)
    reason: Reason


class ReleaseCadre(Command, frozen=True, kw_only=True):
    """Release the cadre from the household (GY-12d)."""

    spec: ClassVar = Spec("release", "解除：解除现任帮扶干部", RESPONSIBILITY, release_cadre, Right.ASSIGN)
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError, InvalidValueError)
    reason: Reason


class NameStandIn(Command, frozen=True, kw_only=True):
    """Give the cadre's duties to a stand-in from day to day; they come back by themselves (GY-12d)."""

    spec: ClassVar = Spec(
        "stand-in",
        "离岗代管：帮扶干部离岗期间由他人代管该户，期满自动交还",
        RESPONSIBILITY,
        name_stand_in,
        Right.ASSIGN,
    )
    refuses: ClassVar = (LeaveOfAccountError, LeaveOverlapsError, NotNowError, InvalidValueError)
    stand_in: Annotated[str, words("代管人", "who stands in", "STAND_IN", text=Text.ACCOUNT)]
    first_on: Annotated[date, words("起始日", "the first day", "--from", ahead=True)]
    last_on: Annotated[date, words("截止日（含）", "the last day", "--to", ahead=True)]


class SetLevel(Command, frozen=True, kw_only=True):
    """Set the assistance level (BJ-3.1b)."""

    spec: ClassVar = Spec("level", "帮扶级别：确定该户的帮扶级别", RESPONSIBILITY, set_level, Right.ASSIGN)
    refuses: ClassVar = (MemberUnknownError, InvalidValueError)
    level: Annotated[Level, words("帮扶级别", "the level", "LEVEL")]
    details: Annotated[LevelDetails | None, words("定级依据", "what it rests on")] = None


class OpenGreenChannel(Command, frozen=True, kw_only=True):
    """Take the household into the green channel: what begins from now on has shorter limits (GY-12e)."""

    spec: ClassVar = Spec(
        "open-green-channel",
        "绿色通道：此后起算的期限按绿色通道的时限计算",
        RESPONSIBILITY,
        open_green_channel,
        Right.ASSIGN,
    )
    called: ClassVar = CommandWord("green-channel")
    refuses: ClassVar = (NoOpenEpisodeError,)


class CloseGreenChannel(Command, frozen=True, kw_only=True):
    """Take the household out of the green channel (GY-12e)."""

    spec: ClassVar = Spec("close-green-channel", "绿色通道：关闭", RESPONSIBILITY, close_green_channel, Right.ASSIGN)
    called: ClassVar = CommandWord("green-channel", "--close", Label("关闭", "take it out again"))
    refuses: ClassVar = (NoOpenEpisodeError,)
