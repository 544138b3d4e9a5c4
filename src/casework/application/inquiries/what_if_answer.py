"""What a what-if comes to: totals, townships, days, recipients, and every deadline that would have differed."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import asdict

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.columns import Cell, ListRow, column
from casework.domain.deadlines.names import DeadlineColumn, OccurrenceColumn
from casework.domain.facts.deadlines import Recipient
from casework.domain.labels import Label
from casework.domain.what_if.comparison import Difference
from casework.domain.what_if.replay import Replayed

TOWNSHIP_DIGITS, CODE_DIGITS = 9, 12


class Pair(Struct, frozen=True, kw_only=True):
    """So many notices as recorded, and so many as simulated."""

    recorded: int = 0
    simulated: int = 0


class ChangedDeadline(ListRow, frozen=True, kw_only=True):
    """
    A deadline that would have differed: of which household, by its ledger number, in which village.

    A due date is None where there is no such deadline, or it stands still.
    """

    title = Label("不同的期限", "Deadlines")
    on_screen = ("household", "deadline", "occurrence", "kind", "recorded_due_on", "simulated_due_on")

    household: Annotated[str, column("户", "household", cell=Cell.HOUSEHOLD)]
    id: Annotated[UUID, column("系统编号", "id")]
    village: Annotated[str, column("村代码", "village code")]
    episode: Annotated[int, column("处置周期", "episode")]
    deadline: DeadlineColumn
    occurrence: OccurrenceColumn
    kind: Annotated[Difference, column("变化", "change")]
    recorded_due_on: Annotated[date | None, column("实际截止日", "recorded due date")]
    simulated_due_on: Annotated[date | None, column("推演截止日", "simulated due date")]


class WhatIf(Struct, frozen=True, kw_only=True):
    """
    The answer.

    `considered` deadlines started from `first` to `last`; `notices` counts each reminder and each step up once, whoever
    it was for, `by_recipient` once for each whom it was for. `unlike`: steps in which what is recorded and what the
    recorded rules give are not the same. Left out: households that cannot be read, and those whose days under the
    supposed rules no calendar holds (`undecided`).
    """

    first: date | None
    last: date | None
    complete_up_to: int
    considered: int
    notices: Pair
    by_township: dict[str, dict[Difference, int]]
    by_day: dict[date, Pair]
    by_recipient: dict[Recipient, Pair]
    changes: tuple[ChangedDeadline, ...]
    unlike: int
    unreadable: int
    undecided: int

    @property
    def differences(self) -> int:
        """How many deadlines would have differed."""
        return len(self.changes)


class Tally:
    """The answer while it is being counted."""

    def __init__(self, *, first: date | None, last: date | None, complete_up_to: int) -> None:
        self.unreadable = 0
        self.undecided = 0
        self._bounds = (first, last, complete_up_to)
        self._considered = 0
        self._unlike = 0
        self._changes: list[ChangedDeadline] = []
        self._townships: defaultdict[str, Counter[Difference]] = defaultdict(Counter)
        self._total: Counter[bool] = Counter()
        self._days: Counter[tuple[date, bool]] = Counter()
        self._recipients: Counter[tuple[Recipient, bool]] = Counter()

    def add(self, household: UUID, replayed: Replayed) -> None:
        """Count what a household comes to under the other policy."""
        self._considered += replayed.considered
        self._unlike += replayed.unlike
        township = replayed.village[:TOWNSHIP_DIGITS].ljust(CODE_DIGITS, "0")
        for change in replayed.changes:
            self._townships[township][change.kind] += 1
            of: dict[str, Any] = {"household": replayed.number, "id": household, "village": replayed.village}
            self._changes.append(ChangedDeadline(**of, **asdict(change)))
        for simulated, steps in ((False, replayed.recorded), (True, replayed.simulated)):
            self._total[simulated] += len(steps)
            for moment, fact in steps:
                self._days[shanghai_date(moment), simulated] += 1
                for to in fact.to:
                    self._recipients[to.in_office, simulated] += 1

    def answer(self) -> WhatIf:
        """Everything counted so far, in order."""
        first, last, complete_up_to = self._bounds
        days = sorted({day for day, _ in self._days})
        recipients = sorted({to for to, _ in self._recipients}, key=_order)
        return WhatIf(
            first=first,
            last=last,
            complete_up_to=complete_up_to,
            considered=self._considered,
            notices=Pair(recorded=self._total[False], simulated=self._total[True]),
            by_township={
                code: {kind: counts[kind] for kind in Difference} for code, counts in sorted(self._townships.items())
            },
            by_day={d: Pair(recorded=self._days[d, False], simulated=self._days[d, True]) for d in days},
            by_recipient={
                to: Pair(recorded=self._recipients[to, False], simulated=self._recipients[to, True])
                for to in recipients
            },
            changes=tuple(sorted(self._changes, key=_place)),
            unlike=self._unlike,
            unreadable=self.unreadable,
            undecided=self.undecided,
        )


def _order(to: Recipient) -> tuple[str, str, str]:
    return to.division, to.role, to.account or ""


def _place(changed: ChangedDeadline) -> tuple[str, str, str, int]:
    return changed.village, changed.household, str(changed.id), changed.episode
