"""Facts about who is responsible for a household and how closely it is looked after (GY-12d, BJ-3.1b)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from casework.domain.codes.service.assistance import Level
from casework.domain.details.level import LevelDetails
from casework.domain.fact import Fact
from casework.domain.labels import Label


class CadreAssigned(Fact, frozen=True, kw_only=True, tag="cadre-assigned"):
    """
    The household was offered to a cadre; the first one is responsible from here on (GY-12d).

    `stands_in_for` is the cadre in whose place this one looks after it for a time; `beyond_capacity`: it was said that the
    cadre carries enough, and this was meant all the same.
    """

    label: ClassVar = Label("指派帮扶干部", "cadre assigned")
    also_outside: ClassVar = True
    fixed_fields: ClassVar = frozenset({"cadre", "beyond_capacity"})
    what_if_shortcut: ClassVar = True

    cadre: str
    stands_in_for: str | None = None
    beyond_capacity: bool = False


class CadreAccepted(Fact, frozen=True, kw_only=True, tag="cadre-accepted"):
    """The cadre took the household over; `willing` are the members who then counted as willing (GY-12d, CZ-7c)."""

    label: ClassVar = Label("帮扶干部接手", "cadre accepted")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("{cadre}接手该户", "{cadre} accepted the household")
    fixed_fields: ClassVar = frozenset({"cadre"})
    what_if_shortcut: ClassVar = True

    cadre: str
    willing: tuple[int, ...] = ()


class CadreDeclined(Fact, frozen=True, kw_only=True, tag="cadre-declined"):
    """The cadre did not take the household; `leaves_nobody` says that nobody who accepted is responsible now (GY-12d)."""

    label: ClassVar = Label("帮扶干部不接手", "cadre declined")
    also_outside: ClassVar = True
    fixed_fields: ClassVar = frozenset({"cadre"})
    what_if_shortcut: ClassVar = True

    cadre: str
    leaves_nobody: bool = False


class CadreReleased(Fact, frozen=True, kw_only=True, tag="cadre-released"):
    """The cadre is no longer responsible; `leaves_nobody` says that no successor has accepted (GY-12d)."""

    label: ClassVar = Label("解除帮扶干部", "cadre released")
    also_outside: ClassVar = True
    fixed_fields: ClassVar = frozenset({"cadre"})
    what_if_shortcut: ClassVar = True

    cadre: str
    leaves_nobody: bool = False


class StandInNamed(Fact, frozen=True, kw_only=True, tag="stand-in-named"):
    """
    The household's cadre is on leave from day to day, both included, and somebody else has all the cadre's duties (GY-12d).

    Said again of the same first day it stands as it was said last: a leave may end sooner or later than planned.
    """

    label: ClassVar = Label("离岗代管", "stand-in named")
    sentence: ClassVar = Label(
        "{cadre}自{first_on}至{last_on}离岗，由{stand_in}代管",
        "{stand_in} stands in for {cadre} from {first_on} to {last_on}",
    )
    kept_in_episode: ClassVar = False
    fixed_fields: ClassVar = frozenset({"cadre"})

    cadre: str
    stand_in: str
    first_on: date
    last_on: date


class LevelSet(Fact, frozen=True, kw_only=True, tag="level-set"):
    """The assistance level was set; it drives how often the household is contacted (BJ-3.1b)."""

    label: ClassVar = Label("确定帮扶级别", "level set")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("帮扶级别：{level}", "Assistance level: {level}")
    what_if_shortcut: ClassVar = True

    level: Level
    details: LevelDetails | None = None


class GreenChannelOpened(Fact, frozen=True, kw_only=True, tag="green-channel-opened"):
    """The household came into the green channel: what begins from here on has shorter limits (GY-12e)."""

    label: ClassVar = Label("开通绿色通道", "green channel opened")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("开通绿色通道", "Green channel opened")
    what_if_shortcut: ClassVar = True


class GreenChannelClosed(Fact, frozen=True, kw_only=True, tag="green-channel-closed"):
    """The household left the green channel: what begins from here on has its usual limits (GY-12e)."""

    label: ClassVar = Label("关闭绿色通道", "green channel closed")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("关闭绿色通道", "Green channel closed")
    what_if_shortcut: ClassVar = True
