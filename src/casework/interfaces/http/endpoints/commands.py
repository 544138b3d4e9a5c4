"""Every command of the catalogue at an address of its own: what is sent is the command, strictly as it is declared."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Struct

from casework.application.commands.catalogue import CATALOGUE
from casework.application.commands.declarations.declaration import Command
from casework.application.inquiries.next_duties import what_comes
from casework.domain.errors import CaseworkError
from casework.domain.household.stages import stage_of
from casework.domain.labels import Label
from casework.domain.words import words
from casework.interfaces.http.exchange import (
    Endpoint,
    Incoming,
    Instant,
    NotAsDescribedError,
    Outgoing,
    read_body,
    read_query,
)
from casework.interfaces.http.problems import answer_to
from casework.interfaces.http.visitors import office_of, visitor_at
from casework.interfaces.reception.acts import Done, carried_out, done
from casework.interfaces.reception.visits import Errand
from casework.interfaces.wording.answers import plain, receipt
from casework.interfaces.wording.language import Language
from casework.interfaces.workplace.invocation import Acting

if TYPE_CHECKING:
    from casework.interfaces.http.desk import Desk
    from casework.interfaces.workplace.bootstrap import Workplace

OWN_WAY = frozenset({"register", "show-personal-data"})
"""A registration founds a household and has an address of its own; sealed data is seen in full where it is shown."""

POSITION = "Casework-Position"
"""Where what was recorded stands: a reading that waits for it shows it."""


class ActQuery(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a command is sent, beside what it says."""

    office: Annotated[str | None, words("以哪个职务办理", "in which office", hint="如 township@990101001000")] = None
    occurred_at: Annotated[Instant | None, words("发生时间", "when it happened; now where it is not said")] = None
    again: Annotated[bool, words("当日确又办了一次", "the very same was done once more on that day")] = False
    preview: Annotated[bool, words("预览，不记录", "only say what it would record and move; nothing is stored")] = False


def command_endpoints() -> Iterator[Endpoint]:
    """An endpoint for each command of the catalogue."""
    for command in CATALOGUE:
        name = command.spec.name
        if name not in OWN_WAY:
            yield Endpoint(
                method="POST",
                path=f"/api/households/{{household}}/{name}",
                name=name,
                what=name,
                page=command.page(),
                handle=partial(_carry_out, command),
                asks=(ActQuery,),
                body=command,
                writes=True,
            )


def acting_in(incoming: Incoming) -> Acting:
    """How a command was sent, all but by whom. Raises NotAsDescribedError."""
    asked: ActQuery = read_query(incoming.query, ActQuery)
    return Acting(
        database=None,
        language=Language.ZH,
        json=True,
        office=office_of(asked.office),
        at=asked.occurred_at,
        command_id=incoming.headers.get("idempotency-key"),
        again=asked.again,
        preview=asked.preview,
    )


def expected_version(incoming: Incoming) -> int | None:
    """The version of the household that somebody acts upon, None where they do not say. Raises NotAsDescribedError."""
    said = incoming.headers.get("if-match")
    if said is None:
        return None
    number = said.strip().removeprefix("W/").strip('"')
    if not (number.isascii() and number.isdigit()):
        raise NotAsDescribedError(Label("If-Match 应为 ETag 所示版本", "If-Match is a version as ETag says it"))
    return int(number)


def recorded(desk: Desk, made: Done) -> Outgoing:
    """The answer to what was carried out, with the position at which the lists show it."""
    position = made.receipt.position
    if position is not None:
        desk.news.set()
    content = receipt(
        made.household.number, made.receipt, made.policies, made.comes.duty, made.comes.waits, made.others
    )
    return Outgoing(content=content, headers={} if position is None else {POSITION: str(position)})


def _carry_out(command: type[Command], desk: Desk, incoming: Incoming) -> Outgoing:
    name, said, expected = command.spec.name, incoming.path["household"], expected_version(incoming)
    sent: Command = read_body(incoming.body, command)
    acting = acting_in(incoming)
    errand = Errand(what=name, names=(name,), household=said, tries=acting.preview)
    with visitor_at(desk, incoming, acting, errand) as (place, acting):
        try:
            made = done(place, *carried_out(place, acting, said, sent, expected=expected))
        except CaseworkError as refused:
            return answer_to(refused, _as_it_stands(place, said))
    return recorded(desk, made)


def _as_it_stands(place: Workplace, said: str) -> dict[str, Any] | None:
    """What is allowed now: the stage and the next duty of the household, for whoever sees it; None for everybody else."""
    try:
        found = place.reading.find(said, scope=place.scope)
        state = place.casework.household(found.id)
    except CaseworkError:
        return None
    comes = what_comes(place.casework, found.id)
    duty = None if comes.duty is None else plain(comes.duty)
    return {"stage": stage_of(state), "version": state.version, "next_duty": duty}
