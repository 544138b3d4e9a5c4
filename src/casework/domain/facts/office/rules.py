"""Facts about the rules themselves: policies and work calendars, published from a day on (ADR 0016)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from msgspec import Struct

from casework.domain.codes.offices import OutageKind
from casework.domain.fact import Fact
from casework.domain.labels import Label
from casework.domain.values.bounds import Text

EVERYWHERE = ""
"""The division of what holds everywhere."""


class PolicyPublished(Fact, frozen=True, kw_only=True, tag="policy-published"):
    """
    A policy holds from a day on, in a division and all below it (GY-17g).

    `text` is its TOML as it was published, comments included; `division` is a 12-digit code, empty for everywhere.
    `proposal` is the entry of this stream by which it was proposed, None where one person published it.
    """

    label: ClassVar = Label("发布政策", "policy published")
    sentence: ClassVar = Label(
        "发布第{version}版政策，自{effective_on}起施行", "Policy {version} published, in force from {effective_on}"
    )

    version: str
    effective_on: date
    division: str = EVERYWHERE
    text: Annotated[str, Text(signs=1_000_000, lines=True)]
    proposal: int | None = None


class PublicationProposed(Fact, frozen=True, kw_only=True, tag="publication-proposed"):
    """
    Somebody proposed a policy, or years of a work calendar; it holds once a second person has agreed.

    Which of both it is follows from the stream. `confirmed`: its warning was answered (a date that has passed, legal
    holidays left out). `division` is a 12-digit code, empty for everywhere.
    """

    label: ClassVar = Label("提请发布规则", "publication proposed")
    sentence: ClassVar = Label(
        "提请发布第{version}版，须由另一人决定", "Version {version} proposed; a second person decides"
    )

    version: str
    division: str = EVERYWHERE
    text: Annotated[str, Text(signs=1_000_000, lines=True)]
    confirmed: bool = False


class PublicationRefused(Fact, frozen=True, kw_only=True, tag="publication-refused"):
    """A proposed policy or calendar is not published. `proposal` is that entry's version in its stream."""

    label: ClassVar = Label("不同意发布规则", "publication refused")
    sentence: ClassVar = Label("不同意发布第{version}版", "Version {version} not published")

    version: str
    proposal: int


class RescheduledDeadline(Struct, frozen=True, kw_only=True):
    """A running deadline whose last day a calendar moved; `household` is its id."""

    household: UUID
    deadline: str
    occurrence: str
    moved_from: date
    moved_to: date


class OutageDeclared(Fact, frozen=True, kw_only=True, tag="outage-declared"):
    """
    On these days, both included, nobody could work in the system, in a division and all below it: they do not count.

    `division` is a 12-digit code, empty for everywhere. `moved` are the running deadlines it moved, as known then.
    """

    label: ClassVar = Label("声明停机", "outage declared")

    kind: OutageKind
    first_on: date
    last_on: date
    division: str = EVERYWHERE
    moved: tuple[RescheduledDeadline, ...] = ()


class OutageWithdrawn(Fact, frozen=True, kw_only=True, tag="outage-withdrawn"):
    """
    The outage of these days is withdrawn there by somebody who did not declare it: they count again (ADR 0040).

    `moved` are the running deadlines that it moved back, as known then.
    """

    label: ClassVar = Label("撤回停机声明", "outage withdrawn")

    kind: OutageKind
    first_on: date
    last_on: date
    division: str = EVERYWHERE
    moved: tuple[RescheduledDeadline, ...] = ()


OutageFact = OutageDeclared | OutageWithdrawn
"""What is said of an outage: that it was, or that it was not."""


def is_same_outage(one: OutageFact, other: OutageFact) -> bool:
    """Whether both speak of one outage: of the same kind, days and division."""
    return (one.kind, one.first_on, one.last_on, one.division) == (
        other.kind,
        other.first_on,
        other.last_on,
        other.division,
    )


class LeftOutHoliday(Struct, frozen=True, kw_only=True):
    """A legal holiday, by its code, on which people work in a year."""

    year: int
    name: str


class CalendarLoaded(Fact, frozen=True, kw_only=True, tag="calendar-loaded"):
    """
    Years of a work calendar were loaded: official notices for everywhere, or days of its own for a division.

    `text` is the TOML as it was loaded. `moved` are the running deadlines it moved, as known at the moment of loading.
    `left_out` are legal holidays on which people work by it; whoever loaded it said that this is meant.
    `proposal` is the entry of this stream by which it was proposed, None where one person loaded it.
    """

    label: ClassVar = Label("载入工作日历", "calendar loaded")

    version: str
    years: tuple[int, ...]
    division: str = EVERYWHERE
    text: Annotated[str, Text(signs=1_000_000, lines=True)]
    moved: tuple[RescheduledDeadline, ...] = ()
    left_out: tuple[LeftOutHoliday, ...] = ()
    proposal: int | None = None
