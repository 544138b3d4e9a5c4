"""One household: registering it, its page and its history, masked, or in full for whoever says why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from casework.application.commands.entries import ShowPersonalData
from casework.application.commands.survey import Register
from casework.application.register.surveys import take_survey
from casework.domain.codes.sources import Shown
from casework.domain.labels import Label
from casework.interfaces.http.endpoints.commands import ActQuery, acting_in, recorded
from casework.interfaces.http.endpoints.listings import ThenQuery, of_when, then
from casework.interfaces.http.exchange import Endpoint, Incoming, Outgoing, read_body, read_query
from casework.interfaces.http.visitors import visitor_at
from casework.interfaces.reception.acts import done, registered_as
from casework.interfaces.reception.pages import history_page, household_page
from casework.interfaces.reception.visits import Errand
from casework.interfaces.wording.answers import shown
from casework.interfaces.workplace.invocation import AskedOfThen, Unmasking
from casework.interfaces.workplace.views import view_of_household

if TYPE_CHECKING:
    from casework.interfaces.http.desk import Desk

_ONE = "/api/households/{household}"


def household_endpoints() -> Iterator[Endpoint]:
    """What is asked of one household beside commands, and what founds one."""
    yield Endpoint(
        method="POST",
        path="/api/households",
        name="register",
        what="register",
        page=Register.page(),
        handle=_register,
        asks=(ActQuery,),
        body=Register,
        writes=True,
    )
    yield Endpoint(
        method="POST",
        path=f"{_ONE}/show-personal-data",
        name="show-personal-data",
        what="show-personal-data",
        page=ShowPersonalData.page(),
        handle=_show_in_full,
        asks=(ThenQuery,),
        body=ShowPersonalData,
        writes=True,
    )
    yield Endpoint(
        method="GET",
        path=_ONE,
        name="show",
        what="show",
        page=Label("一户的现状（姓名和证件号码已遮蔽）", "One household as it stands, names and ids masked."),
        handle=_show,
        asks=(ThenQuery,),
    )
    yield Endpoint(
        method="GET",
        path=f"{_ONE}/history",
        name="history",
        what="history",
        page=Label("全程记录：谁在何时记录了什么", "Everything that was recorded of a household, in order."),
        handle=_history,
        asks=(ThenQuery,),
    )


def _register(desk: Desk, incoming: Incoming) -> Outgoing:
    survey: Register = read_body(incoming.body, Register)
    errand = Errand(what="register", names=("register",))
    with visitor_at(desk, incoming, acting_in(incoming), errand) as (place, acting):
        receipt = take_survey(
            place.casework,
            survey,
            by=acting.by,
            command_id=acting.command_id,
            occurred_at=acting.at,
            preview=acting.preview,
        )
        made = done(place, registered_as(place, survey, receipt.household), receipt)
    return recorded(desk, made)


def _show(desk: Desk, incoming: Incoming) -> Outgoing:
    return _page(desk, incoming, "show", None)


def _history(desk: Desk, incoming: Incoming) -> Outgoing:
    return _page(desk, incoming, "history", None)


def _show_in_full(desk: Desk, incoming: Incoming) -> Outgoing:
    sent: ShowPersonalData = read_body(incoming.body, ShowPersonalData)
    return _page(desk, incoming, "history" if sent.where is Shown.HISTORY else "show", sent)


def _page(desk: Desk, incoming: Incoming, name: str, in_full: ShowPersonalData | None) -> Outgoing:
    said, asked = incoming.path["household"], AskedOfThen(**then(read_query(incoming.query, ThenQuery)))
    errand = Errand(what=name, names=(name,) if in_full is None else (in_full.spec.name,), household=said)
    with (
        visitor_at(desk, incoming, asked, errand) as (place, asked),
        view_of_household(place, asked, said, *(["history"] if name == "history" else [])) as (view, found),
    ):
        unmasking = None if in_full is None else Unmasking(by=asked.by, office=asked.office, reason=in_full.reason)
        if name == "history":
            entries, _ = history_page(place, view, found, unmasking)
            items = [entry.as_json() for entry in entries.rows]
            return Outgoing(content={**of_when(view, entries.complete_up_to), "items": items})
        page = household_page(place, view, found, unmasking)
    return Outgoing(content=shown(page, found.village_name) | view.envelope(), headers={"ETag": f'"{page.version}"'})
