"""Facts about rounds: opened in divisions, households asked, closed with how many were (GY-1a, CD-5a)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from casework.domain.codes.rounds import RoundKind
from casework.domain.codes.service.contacts import Relation
from casework.domain.fact import Fact
from casework.domain.labels import Label
from casework.domain.values.bounds import Text

RoundName = Annotated[str, Text(signs=40)]
"""What an office calls a round; unique among those of a division."""


class RoundOpened(Fact, frozen=True, kw_only=True, tag="round-opened"):
    """
    A round goes through the households of the division, from a day to a day, both included (GY-1a).

    `region` is the division that ordered it (12 digits), of which this one is a part or which it is.
    """

    label: ClassVar = Label("开展调查轮次", "round opened")
    sentence: ClassVar = Label(
        "开展{kind}“{round_name}”，{first_on}至{last_on}", "Round {round_name} ({kind}) opened, {first_on} to {last_on}"
    )
    also_outside: ClassVar = True
    of_a_ledger: ClassVar = True
    fixed_fields: ClassVar = frozenset({"round_name", "kind", "region", "first_on", "last_on"})
    what_if_shortcut: ClassVar = True

    round_name: RoundName
    kind: RoundKind
    region: str
    first_on: date
    last_on: date


class RoundClosed(Fact, frozen=True, kw_only=True, tag="round-closed"):
    """
    The round ended in the division: so many households were asked, and these were not (`waiting`, by their ids).
    """

    label: ClassVar = Label("结束调查轮次", "round closed")
    sentence: ClassVar = Label(
        "“{round_name}”结束：已询问{asked}户，未询问{waiting:count}户",
        "Round {round_name} closed: {asked} households asked, {waiting:count} not asked",
    )
    also_outside: ClassVar = True
    of_a_ledger: ClassVar = True
    fixed_fields: ClassVar = frozenset({"round_name", "asked", "waiting"})
    what_if_shortcut: ClassVar = True

    round_name: RoundName
    asked: int
    waiting: tuple[UUID, ...] = ()


class HouseholdAsked(Fact, frozen=True, kw_only=True, tag="household-asked"):
    """
    The household was asked in a round, and there was nothing new; what is new is registered beside it (GY-1a).

    `informant` is who said so; a note is sealed beside it.
    """

    label: ClassVar = Label("已询问", "household asked")
    sentence: ClassVar = Label("“{round_name}”中已询问该户", "Asked in the round {round_name}")
    also_outside: ClassVar = True
    of_the_register: ClassVar = True
    kept_in_episode: ClassVar = False
    changes_household: ClassVar = False
    fixed_fields: ClassVar = frozenset({"round_name"})
    what_if_shortcut: ClassVar = True

    round_name: RoundName
    informant: Relation | None = None
