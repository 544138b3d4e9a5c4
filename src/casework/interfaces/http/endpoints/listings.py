"""Every list of the catalogue at an address of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from operator import getitem
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Meta, Struct, defstruct, inspect

from casework.application.commands.declarations.fields import Field, fields_of
from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.words import words
from casework.interfaces.http.exchange import Endpoint, Incoming, Instant, Outgoing, Position, read_query
from casework.interfaces.http.visitors import office_of, region_of, visitor_at
from casework.interfaces.listings.catalogue import LISTS
from casework.interfaces.listings.declaration import ListQuestion, asked_as, question_of
from casework.interfaces.reception.visits import Errand
from casework.interfaces.wording.answers import as_json
from casework.interfaces.wording.filter_words import said_as_json
from casework.interfaces.wording.language import Language
from casework.interfaces.workplace.invocation import Listing
from casework.interfaces.workplace.views import View, view_of

if TYPE_CHECKING:
    from casework.interfaces.http.desk import Desk


class ThenQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of which moment something is asked, and in which office; a reading may wait for a position."""

    office: Annotated[
        str | None, words("以哪个职务查询", "in which office; in all that one holds where it is not said")
    ] = None
    as_of: Annotated[Instant | None, words("截至该时间已有的记录", "as recorded by then")] = None
    as_of_position: Annotated[Position | None, words("截至该序号的记录", "as of this position of the log")] = None
    true_at: Annotated[
        Instant | None, words("按现在所知当时的实际情况", "what is now known to have held then, late entries included")
    ] = None
    wait_for: Annotated[Position | None, words("等到清单含该序号", "wait until the answer holds this position")] = None


class ListQuery(ThenQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of which division and moment a list is asked."""

    region: Annotated[
        str | None, words("只列该区划", "only below this division (2 to 12 digits)", hint="2至12位代码")
    ] = None


def list_endpoints() -> Iterator[Endpoint]:
    """An endpoint for each list, and those of one household."""
    for name, question in LISTS.items():
        asks = _asked_of(question)
        yield Endpoint(
            method="GET",
            path=f"/api/lists/{name}",
            name=name,
            what=name,
            page=question.page(),
            handle=partial(_list, question, asks),
            asks=(asks,),
        )


def _asked_of(question: type[ListQuestion]) -> type[Struct]:
    """What a list may be asked for at its address: its own fields by their names, and those that every list has."""
    own = [_parameter(field) for field in fields_of(question)]
    return defstruct(
        f"{question.__name__}Query", own, bases=(ListQuery,), frozen=True, kw_only=True, forbid_unknown_fields=True
    )


def _parameter(field: Field) -> tuple[str, Any] | tuple[str, Any, Any]:
    said = field.words
    kind: Any = getitem(
        Annotated, (_sent(field.type), words(said.zh, said.en, hint=said.hint))
    )  # a type made at run time
    return (asked_as(field), kind) if field.required else (asked_as(field), kind | None, None)


def _sent(kind: inspect.Type) -> Any:
    """The type of a value as it is sent."""
    match kind:
        case inspect.EnumType():
            return kind.cls
        case inspect.BoolType():
            return bool
        case inspect.DateType():
            return date
        case inspect.IntType(ge=lowest, le=highest):
            return Annotated[int, Meta(ge=lowest, le=highest)]
        case inspect.StrType():
            return str
    raise TypeError(f"no list is asked by a {kind}")


def _list(question: type[ListQuestion], asks: type[Struct], desk: Desk, incoming: Incoming) -> Outgoing:
    asked = read_query(incoming.query, asks)
    wanted = question_of(question, {asked_as(field): getattr(asked, asked_as(field)) for field in fields_of(question)})
    name, region = question.spec.name, asked.region
    listing = Listing(**then(asked), region=region)
    errand = Errand(what=name, names=(name,), region=region_of(region))
    with (
        visitor_at(desk, incoming, listing, errand) as (place, listing),
        view_of(place, listing, *wanted.spec.tables) as view,
    ):
        listed = wanted.answer(view, region)
        items = [as_json(row) for row in listed.found.rows]
    return Outgoing(
        content={
            **of_when(view, listed.found.complete_up_to),
            "parked": listed.found.parked,
            "filter": said_as_json(region, listed.wanted),
            "items": items,
        }
    )


def then(asked: ThenQuery) -> Mapping[str, Any]:
    """How a reading is asked, all but by whom. Raises CaseworkError for a word that names no office."""
    return {
        "database": None,
        "language": Language.ZH,
        "json": True,
        "office": office_of(asked.office),
        "as_of": asked.as_of,
        "as_of_position": asked.as_of_position,
        "true_at": asked.true_at,
    }


def of_when(view: View, complete_up_to: int) -> dict[str, Any]:
    """Of which moment an answer is, and up to which position it is complete."""
    return {"as_of": view.as_of.astimezone(SHANGHAI), "complete_up_to": complete_up_to, **view.envelope()}
