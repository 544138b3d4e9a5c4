"""The options that narrow and sort a list of households."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import rich_click as click

from casework.domain.codes.people import HouseholdCategory
from casework.domain.codes.service.assistance import Level
from casework.domain.codes.sources import ExternalSystem
from casework.domain.codes.stages import Stage
from casework.domain.signer import account_of
from casework.interfaces.cli.options import code_option
from casework.interfaces.cli.parameters import CodeType, NameType, labels
from projections.lists.filters import HouseholdFilter, Order

Function = Callable[..., Any]

FILTERS = (
    "cadre", "stand_in", "stage", "category", "level", "green_channel", "relocated", "never_contacted", "no_contact_for",
    "no_entry_for", "not_shared_with",
)  # fmt: skip


_COLUMNS = {
    "never_contacted": "last_contact_on",
    "no_contact_for": "last_contact_on",
    "no_entry_for": "last_entry_on",
}
"""In which column that stands by which households are narrowed, where that is not its own name."""

_SORTED_BY = {
    Order.LAST_CONTACT: "last_contact_on",
    Order.LAST_ENTRY: "last_entry_on",
    Order.LEVEL: "level",
    Order.CATEGORY: "category",
}
"""In which column that stands by which households are sorted, where the list does not show it anyway."""


def filters(function: Function) -> Function:
    """A list of households that can be narrowed: the function gets `wanted`, a `HouseholdFilter`."""

    @functools.wraps(function)
    def run(*given: Any, **values: Any) -> None:
        asked = {name: values.pop(name) for name in FILTERS}
        asked["cadre"] = asked["cadre"] and account_of(asked["cadre"])
        asked["stand_in"] = asked["stand_in"] and account_of(asked["stand_in"])
        asked["never_contacted"] = asked["never_contacted"] or None
        function(*given, wanted=HouseholdFilter(**asked), **values)

    command: Function = run
    for option in reversed(_options()):
        command = option(command)
    return command


def sorts(function: Function) -> Function:
    """A list of households that can be sorted: the function gets `order`."""
    return click.option("--sort", "order", type=CodeType(Order), metavar="CODE", help=f"排序 order: {labels(Order)}")(
        function
    )


def _options() -> list[Callable[[Function], Function]]:
    days = click.IntRange(1, 3660)
    return [
        click.option(
            "--cadre", type=NameType(), metavar="NAME", help="只列该帮扶干部的户 only this cadre's households"
        ),
        click.option(
            "--stand-in", type=NameType(), metavar="NAME", help="只列当日由其代管的户 only where this one stands in"
        ),
        code_option("--stage", Stage, "阶段", "stage"),
        code_option("--category", HouseholdCategory, "户类型", "category"),
        code_option("--level", Level, "帮扶级别", "level"),
        click.option(
            "--green-channel/--no-green-channel", default=None, help="在（不在）绿色通道 in the green channel, or not"
        ),
        click.option("--relocated/--not-relocated", default=None, help="易地搬迁户（或非搬迁户） relocated, or not"),
        click.option("--never-contacted", is_flag=True, help="从未联系到的户 only who was never reached"),
        click.option(
            "--no-contact-for",
            type=days,
            metavar="DAYS",
            help="至少这么多天没有联系到（含从未联系到） nobody reached for so many days, or ever",
        ),
        click.option(
            "--no-entry-for",
            type=days,
            metavar="DAYS",
            help="至少这么多个工作日没有任何记录（按该户所在地的工作日历） nothing recorded for so many working days",
        ),
        code_option(
            "--not-shared-with", ExternalSystem, "有记录尚未录入该系统", "with entries not yet shared with the system"
        ),
    ]


def columns_asked_for(on_screen: tuple[str, ...], wanted: HouseholdFilter, order: Order | None) -> tuple[str, ...]:
    """The columns of a list with those by which it was narrowed or sorted, before its counts."""
    asked = {_COLUMNS.get(name, name) for name, _, _ in wanted.said()} | {_SORTED_BY.get(order or Order.PLACE, "")}
    more = tuple(
        name
        for name in (*_COLUMNS.values(), "stand_in", "category", "level", "green_channel", "relocated")
        if name in asked
    )
    return (*on_screen[:4], *dict.fromkeys(more), *on_screen[4:])
