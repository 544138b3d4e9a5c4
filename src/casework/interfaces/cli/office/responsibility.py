"""Who is responsible for a household, and how closely it is looked after (GY-12d, BJ-3.1b)."""

from __future__ import annotations

import rich_click as click

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
from casework.interfaces.cli.household_command import Deed, deed, household_command
from casework.interfaces.cli.options import code_argument
from casework.interfaces.cli.parameters import AccountType, NameType

REASON = click.option(
    "--reason", required=True, type=NameType(), metavar="TEXT", help="原因（加密保存） why; kept sealed"
)


@household_command(
    "assign",
    "指派：把该户交给一名帮扶干部",
    "Assign a cadre to the household; the first one is responsible at once (GY-12d).",
    click.argument("cadre", type=AccountType(), metavar="CADRE", help="帮扶干部 the cadre's account"),
    click.option(
        "--stands-in-for",
        type=AccountType(),
        metavar="NAME",
        help="为现任帮扶干部临时代管，解除后交还 stands in for the responsible cadre, who gets the household back on release",
    ),
)
def assign_command(cadre: str, stands_in_for: str | None) -> Deed:
    """Assign it."""
    if stands_in_for is None:
        return deed(assign_cadre, cadre=cadre)
    return deed(assign_cadre, cadre=cadre, stands_in_for=stands_in_for)


@household_command("accept", "接手：本人接手该户", "Accept a household that was assigned (GY-12d).")
def accept_command() -> Deed:
    """Accept it."""
    return deed(accept_household)


@household_command("decline", "不接手：本人不接手该户", "Decline a household that was assigned (GY-12d).", REASON)
def decline_command(reason: str) -> Deed:
    """Decline it."""
    return deed(decline_household, reason=reason)


@household_command("release", "解除：解除现任帮扶干部", "Release the cadre from the household (GY-12d).", REASON)
def release_command(reason: str) -> Deed:
    """Release him."""
    return deed(release_cadre, reason=reason)


@household_command(
    "level", "帮扶级别：确定该户的帮扶级别", "Set the assistance level (BJ-3.1b).", code_argument("level", Level)
)
def level_command(level: Level) -> Deed:
    """Set it."""
    return deed(set_level, level=level)


@household_command(
    "green-channel",
    "绿色通道：此后起算的期限按绿色通道的时限计算",
    "Take the household into the green channel: what begins from now on has shorter limits (GY-12e).",
    click.option("--close", is_flag=True, help="关闭 take it out again"),
)
def green_channel_command(close: bool) -> Deed:
    """Open or close it."""
    return deed(close_green_channel if close else open_green_channel)
