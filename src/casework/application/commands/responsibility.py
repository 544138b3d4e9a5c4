"""Who is responsible for a household, and how closely it is looked after (GY-12d, GY-12e, BJ-3.1b)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from casework.application.commands.declaration import Command, CommandWord, Right, Spec
from casework.application.commands.parameters import Reason
from casework.domain.codes import Level
from casework.domain.decisions.responsibility import (
    accept_household,
    assign_cadre,
    close_green_channel,
    decline_household,
    open_green_channel,
    release_cadre,
    set_level,
)
from casework.domain.errors import InvalidValueError, NoOpenEpisodeError, NotNowError
from casework.domain.labels import Label
from casework.domain.words import Text, words

RESPONSIBILITY = Label("责任", "Responsibility")


class AssignCadre(Command, frozen=True, kw_only=True):
    """Offer the household to a cadre; the first one is responsible at once (GY-12d)."""

    spec: ClassVar = Spec(
        name="assign",
        says=Label(
            "指派：把该户交给一名帮扶干部", "Assign a cadre to the household; the first one is responsible at once"
        ),
        panel=RESPONSIBILITY,
        decide=assign_cadre,
        right=Right.ASSIGN,
        source="GY-12d",
        refuses=(NoOpenEpisodeError, NotNowError, InvalidValueError),
    )
    cadre: Annotated[str, words("帮扶干部", "the cadre's account", "CADRE", text=Text.ACCOUNT)]
    stands_in_for: Annotated[
        str | None,
        words(
            "为现任帮扶干部临时代管，解除后交还",
            "stands in for the responsible cadre, who gets the household back on release",
            text=Text.ACCOUNT,
        ),
    ] = None


class AcceptHousehold(Command, frozen=True, kw_only=True):
    """Take over a household that was assigned to whoever says so (GY-12d)."""

    spec: ClassVar = Spec(
        name="accept",
        says=Label("接手：本人接手该户", "Accept a household that was assigned"),
        panel=RESPONSIBILITY,
        decide=accept_household,
        right=Right.RECORD,
        source="GY-12d",
        refuses=(NoOpenEpisodeError, NotNowError),
    )


class DeclineHousehold(Command, frozen=True, kw_only=True):
    """Say no to a household that was assigned to whoever says so (GY-12d)."""

    spec: ClassVar = Spec(
        name="decline",
        says=Label("不接手：本人不接手该户", "Decline a household that was assigned"),
        panel=RESPONSIBILITY,
        decide=decline_household,
        right=Right.RECORD,
        source="GY-12d",
        refuses=(NoOpenEpisodeError, NotNowError, InvalidValueError),
    )
    reason: Reason


class ReleaseCadre(Command, frozen=True, kw_only=True):
    """Release the responsible cadre from the household (GY-12d)."""

    spec: ClassVar = Spec(
        name="release",
        says=Label("解除：解除现任帮扶干部", "Release the cadre from the household"),
        panel=RESPONSIBILITY,
        decide=release_cadre,
        right=Right.ASSIGN,
        source="GY-12d",
        refuses=(NoOpenEpisodeError, NotNowError, InvalidValueError),
    )
    reason: Reason


class SetLevel(Command, frozen=True, kw_only=True):
    """Set the assistance level; it says how often the household is contacted (BJ-3.1b)."""

    spec: ClassVar = Spec(
        name="level",
        says=Label("帮扶级别：确定该户的帮扶级别", "Set the assistance level"),
        panel=RESPONSIBILITY,
        decide=set_level,
        right=Right.ASSIGN,
        source="BJ-3.1b",
        refuses=(NoOpenEpisodeError,),
    )
    level: Annotated[Level, words("帮扶级别", "the level", "LEVEL")]


class OpenGreenChannel(Command, frozen=True, kw_only=True):
    """Take the household into the green channel (GY-12e)."""

    spec: ClassVar = Spec(
        name="open-green-channel",
        says=Label(
            "绿色通道：此后起算的期限按绿色通道的时限计算",
            "Take the household into the green channel: what begins from now on has shorter limits",
        ),
        panel=RESPONSIBILITY,
        decide=open_green_channel,
        right=Right.ASSIGN,
        source="GY-12e",
        refuses=(NoOpenEpisodeError,),
        called=CommandWord("green-channel"),
    )


class CloseGreenChannel(Command, frozen=True, kw_only=True):
    """Take the household out of the green channel (GY-12e)."""

    spec: ClassVar = Spec(
        name="close-green-channel",
        says=Label("绿色通道：关闭", "Take the household out of the green channel"),
        panel=RESPONSIBILITY,
        decide=close_green_channel,
        right=Right.ASSIGN,
        source="GY-12e",
        refuses=(NoOpenEpisodeError,),
        called=CommandWord("green-channel", "--close", Label("关闭", "take it out again")),
    )
