"""Changes of divisions: recorded once with their day, and followed by the households when it has come (ADR 0019)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.application.log.records.errors import ConflictError
from casework.application.log.records.groups import Appended, AppendGroup
from casework.application.log.records.retries import retries
from casework.application.places.villages import change_entries, changes_stream, changes_until, numbered_changes
from casework.application.writing.batch_decisions import decide_batch
from casework.application.writing.casework import Casework
from casework.domain.calendar.work_calendar import shanghai_date, start_of
from casework.domain.decisions.village_change import change_village
from casework.domain.divisions.changes import NumberedChange, VillageChanges, in_order
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.office.divisions import DivisionsChanged
from casework.domain.household.context import in_envelopes
from casework.domain.household.state import Household
from casework.domain.signer import DIVISION_CHANGE
from casework.domain.text_values import refuse_no_account

CHUNK = 500
"""So many households are carried over together."""


class ChangeReceipt(Struct, frozen=True, kw_only=True):
    """The change as it stands recorded; without a position it stood there before."""

    change: NumberedChange
    position: int | None


class VillageChangesDone(Struct, frozen=True, kw_only=True):
    """Households that belong to another village now, and those left to the next time."""

    households: int = 0
    left: int = 0


def recorded_changes(casework: Casework) -> tuple[NumberedChange, ...]:
    """
    Every change of divisions so far, by the days from which they count.

    Raises UnreadableFactError: nothing is carried over by changes that are not known whole.
    """
    return in_order(numbered_changes(casework.log, casework.keys))


def recorded_changes_with_envelopes(casework: Casework) -> list[Recorded]:
    """Every change of divisions with its envelope, as recorded; raises as `recorded_changes` does."""
    return list(change_entries(casework.log, casework.keys))


def village_changes(casework: Casework) -> VillageChanges:
    """The changes of divisions whose day has come."""
    return changes_until(casework.log, casework.keys, shanghai_date(casework.clock.now()))


def record_change(
    casework: Casework, plan: Callable[[Sequence[NumberedChange]], DivisionsChanged], *, by: str
) -> ChangeReceipt:
    """
    Record a change of divisions; quiet when exactly this one is recorded already.

    Args:
        plan: What is to be recorded, given every change so far; it may refuse. It is asked again after a rival's change.

    Raises:
        CaseworkError: The plan refused; nothing was recorded.
        ConflictError: Others kept changing divisions.
    """
    refuse_no_account("by", by)
    stream = changes_stream(casework.keys)
    for _ in retries():
        known = list(numbered_changes(casework.log, casework.keys))
        fact = plan(known)
        same = next((change for change in known if change.fact == fact), None)
        if same is not None:
            return ChangeReceipt(change=same, position=None)
        context = casework.context(by)
        # A change that is told late held from its day on.
        context = replace(context, occurred_at=min(context.now, start_of(fact.effective_on)))
        entries = in_envelopes(stream, len(known), [fact], context, f"{by}/{stream}/{len(known)}")
        group = AppendGroup(household=stream, expected_version=len(known), entries=entries)
        answer = casework.log.append_groups([group])[stream]
        if isinstance(answer, Appended):
            change = NumberedChange(number=len(known) + 1, fact=fact)
            return ChangeReceipt(change=change, position=answer.last_position)
    raise ConflictError(stream)


def change_villages(
    casework: Casework,
    change: NumberedChange,
    households: Sequence[UUID],
    *,
    progress: Callable[[int], object] = lambda _: None,
) -> VillageChangesDone:
    """
    These households follow the change, chunk by chunk; whoever has followed it is left out, so it can be repeated.

    It is recorded as having happened at the beginning of the change's day, however late that is.
    """
    carried = left = 0
    for first in range(0, len(households), CHUNK):
        chunk = households[first : first + CHUNK]
        outcome = decide_batch(
            casework,
            chunk,
            partial(change_village, change=change),
            by=str(DIVISION_CHANGE),
            key_of=_key,
            occurred_at=start_of(change.effective_on),
        )
        carried += len(outcome.recorded)
        left += len(outcome.postponed)
        progress(first + len(chunk))
    return VillageChangesDone(households=carried, left=left)


def _key(household: Household, fact: Fact) -> str:
    return f"{household.id}/village-changed/{getattr(fact, 'change', '')}"
