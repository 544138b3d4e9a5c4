"""How far a round has come: in each village, and which households nobody has asked yet (GY-1a, CD-5a)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Annotated
from uuid import UUID

from casework.application.writing.casework import Casework
from casework.application.writing.references.rounds import households_by_village, ledgers_of
from casework.domain.codes.offices import ReferenceKind
from casework.domain.codes.rounds import RoundKind
from casework.domain.columns import HouseholdRow, ListRow, column
from casework.domain.decisions.ledgers.rounds import named_round, was_asked
from casework.domain.household.parts import RoundState
from casework.domain.household.state import Household
from casework.domain.labels import Label


class RoundInVillage(ListRow, frozen=True, kw_only=True):
    """A round in a village: how many households it has, how many were asked, and how many were not yet."""

    title = Label("共 {} 个村", "{} villages")
    on_screen = ("village_name", "round", "kind", "first_on", "last_on", "households", "asked", "waiting", "closed")

    village: Annotated[str, column("村代码", "village code")]
    village_name: Annotated[str, column("村", "village")]
    round: Annotated[str, column("轮次", "round")]
    kind: Annotated[RoundKind, column("类型", "kind")]
    first_on: Annotated[date, column("自", "from")]
    last_on: Annotated[date, column("至", "to")]
    households: Annotated[int, column("户数", "households")]
    asked: Annotated[int, column("已询问", "asked")]
    waiting: Annotated[int, column("未询问", "not yet asked")]
    closed: Annotated[bool, column("已结束", "closed")]


class RoundAtSite(ListRow, frozen=True, kw_only=True):
    """A round at a resettlement site: how many households live there, and how many of them were asked (CD-5a)."""

    title = Label("按安置点 {} 行", "{} lines, by resettlement site")
    on_screen = ("site", "site_name", "round", "kind", "households", "asked", "waiting")

    site: Annotated[str | None, column("安置点编号", "number of the site", nothing=Label("（未写明）", "(not said)"))]
    site_name: Annotated[str, column("安置点", "resettlement site")]
    round: Annotated[str, column("轮次", "round")]
    kind: Annotated[RoundKind, column("类型", "kind")]
    households: Annotated[int, column("户数", "households")]
    asked: Annotated[int, column("已询问", "asked")]
    waiting: Annotated[int, column("未询问", "not yet asked")]


class NotYetAsked(HouseholdRow, frozen=True, kw_only=True):
    """A household that nobody has asked in a round yet."""

    title = Label("未询问 {} 户", "{} households not yet asked")
    on_screen = ("household", "round", "last_on")

    round: Annotated[str, column("轮次", "round")]
    last_on: Annotated[date, column("至", "to")]


def rounds_in(
    casework: Casework,
    villages: Collection[str],
    name: Callable[[str], str],
    *,
    hidden: Collection[UUID] = (),
    round_name: str | None = None,
) -> list[RoundInVillage]:
    """Every round, or the one of this name, in these villages, by village and first day; without those that are `hidden`."""
    found = []
    for village, wanted, here in _each(casework, villages, hidden, round_name):
        asked = sum(was_asked(each, wanted) for each in here)
        found.append(
            RoundInVillage(
                village=village,
                village_name=name(village),
                round=wanted.name,
                kind=wanted.kind,
                first_on=wanted.first_on,
                last_on=wanted.last_on,
                households=len(here),
                asked=asked,
                waiting=len(here) - asked,
                closed=wanted.closed,
            )
        )
    return found


def rounds_at_sites(
    casework: Casework,
    villages: Collection[str],
    *,
    on: date,
    hidden: Collection[UUID] = (),
    round_name: str | None = None,
) -> list[RoundAtSite]:
    """
    Every round, or the one of this name, at the resettlement sites of these villages, by first day, name and site.

    Relocated households of which nobody said the site stand in a line of their own; the names are those of the county's
    list of sites on the day. Those that are `hidden` do not count.
    """
    there: dict[tuple[date, str, str, RoundKind], list[tuple[Household, bool]]] = {}
    names: dict[str, str] = {}
    book = casework.books.current()
    for village, wanted, here in _each(casework, villages, hidden, round_name):
        names |= {
            code: each.entry.name
            for code, each in book.of(village).references.standing(ReferenceKind.SITES, on).items()
        }
        for each in here:
            if each.values.relocated or each.values.site_code:
                key = (wanted.first_on, wanted.name, each.values.site_code or "", wanted.kind)
                there.setdefault(key, []).append((each, was_asked(each, wanted)))
    return [
        RoundAtSite(
            site=site or None,
            site_name=names.get(site, ""),
            round=name,
            kind=kind,
            households=len(found),
            asked=sum(asked for _, asked in found),
            waiting=sum(not asked for _, asked in found),
        )
        for (_, name, site, kind), found in sorted(there.items(), key=lambda each: each[0][:3])
    ]


def not_yet_asked(
    casework: Casework,
    villages: Collection[str],
    name: Callable[[str], str],
    *,
    hidden: Collection[UUID] = (),
    round_name: str | None = None,
) -> list[NotYetAsked]:
    """The households of these villages that nobody has asked in a round, by village and number; without those that are `hidden`."""
    return [
        NotYetAsked(
            household=each.number,
            id=each.id,
            village=village,
            village_name=name(village),
            round=wanted.name,
            last_on=wanted.last_on,
        )
        for village, wanted, here in _each(casework, villages, hidden, round_name)
        for each in here
        if not was_asked(each, wanted)
    ]


def _each(
    casework: Casework, villages: Collection[str], hidden: Collection[UUID], name: str | None
) -> Iterator[tuple[str, RoundState, list[Household]]]:
    ledgers, there = ledgers_of(casework, villages), households_by_village(casework, villages)
    for village, state in sorted(ledgers.items()):
        assert state.ledger is not None
        named = named_round(state.ledger, name) if name else None
        for each in state.ledger.rounds if name is None else filter(None, (named,)):
            yield village, each, [one for one in there[village] if one.id not in hidden]
