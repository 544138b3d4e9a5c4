"""The door of every way in: who asks or acts, in which office, how far they see, and that it is on record first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.fact import ActingOffice
from casework.domain.rights.table import rights_table
from casework.interfaces.workplace.invocation import Acting, Asked
from casework.interfaces.workplace.shown_token import refuse_without_token

if TYPE_CHECKING:
    from casework.interfaces.workplace.bootstrap import Workplace


class Errand(Struct, frozen=True, kw_only=True):
    """
    What somebody comes for: `what` in the table of rights, and the `names` there for which a token may be.

    `household` is one as it was said, `region` the full code of a division, both blank for none. Who `tries` an act only
    looks at what it would come to.
    """

    what: str
    names: tuple[str, ...]
    household: str = ""
    region: str = ""
    tries: bool = False


@contextmanager
def visit(place: Workplace, asked: Asked, errand: Errand, *, proven: bool = False) -> Iterator[None]:
    """
    Whoever acts or reads is asked for their right, and from here on the workplace shows as much as they may see.

    `proven`: the way in has seen their token already. Raises as `_act_in`, `Actors.refuse_without_right` and `Readers.reading`, in production as `refuse_without_token`, and
    AccessUnrecordedError.
    """
    if not proven:
        _refuse_without_token(place, asked, errand)
    if isinstance(asked, Acting):
        with place.casework.access.of_denials(errand.what, by=asked.by, office=asked.office):
            act_in(place, asked.by, asked.office, errand.what)
            place.casework.actors.refuse_without_right(errand.what, asked.by, place.casework.office, errand.region)
        if errand.tries:
            _note_trial(place, asked, errand)
        yield
    else:
        with _reading(place, asked, errand):
            yield


def act_in(place: Workplace, by: str, office: ActingOffice | None, what: str) -> None:
    """From here on somebody acts in this office, an account in the one it holds. Raises as `actor_in`, UnknownOfficeError."""
    today = shanghai_date(place.clock.now())
    place.reading.refuse_unknown_office(office, today)
    actor = place.casework.actors.actor(by, office, today)
    place.casework = place.casework.in_office(office if actor is None else actor.office)
    place.scope = place.casework.readers.sight(what, "show", by=by, office=place.casework.office, on=today)


def _refuse_without_token(place: Workplace, asked: Asked, errand: Errand) -> None:
    """
    In production whoever says who they are shows a token for what they come for; raises as `refuse_without_token` does.

    While nobody has an account there is no token: then nobody acts, and readings are as they were.
    """
    reads = not isinstance(asked, Acting)
    if reads and not place.casework.directories.current().kept:
        return
    with place.casework.access.of_denials(errand.what, by=asked.by, office=asked.office, reads=reads):
        refuse_without_token(place, asked.by, errand.names)


def _note_trial(place: Workplace, acting: Acting, errand: Errand) -> None:
    """
    Whoever only tries an act is told of people and records no fact: it is recorded as a reading.

    Of one household as soon as it is found. Raises AccessUnrecordedError.
    """
    place.note_reading = partial(
        place.casework.access.note, errand.what, by=acting.by, office=place.casework.office, region=errand.region
    )
    if not errand.household:
        place.note_reading()


@contextmanager
def _reading(place: Workplace, asked: Asked, errand: Errand) -> Iterator[None]:
    """
    Whoever reads sees as far as their right reaches, and it is recorded that they do.

    It is before they see anything; of one household as soon as it is found. Raises as `Readers.reading`, and
    AccessUnrecordedError.
    """
    what, on, access = errand.what, shanghai_date(place.clock.now()), place.casework.access
    of = errand.household or errand.region or None
    with (
        access.of_denials(what, by=asked.by, office=asked.office, region=errand.region, reads=True),
        place.casework.readers.reading(what, by=asked.by, office=asked.office, on=on, of=of) as reader,
    ):
        place.scope = reader.scope
        if is_recorded(what) or errand.household:
            place.note_reading = partial(
                access.note,
                what,
                by=reader.account or asked.by,
                office=reader.offices or asked.office,
                region=errand.region,
            )
        if not errand.household:
            place.note_reading()
        yield


def is_recorded(what: str) -> bool:
    """Whether it is recorded who reads this: not what every account may, nor what the installation looks at."""
    line = rights_table().lines[what]
    return not (line.everybody or line.installation)
