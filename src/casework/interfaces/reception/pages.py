"""What is shown of one household: its page, and its whole history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from casework.application.inquiries.correction_reasons import correction_reasons
from casework.application.inquiries.entry_contents import entry_contents
from casework.application.register.household_page import show_household
from casework.domain.accountability.missed_duties import MissedLegalDuty, missed_legal_duties
from casework.domain.codes.sources import Shown
from casework.domain.fact import Recorded
from casework.domain.household.evolution.evolve import fold_history
from casework.interfaces.reception.acts import unmask
from casework.interfaces.workplace.invocation import Unmasking
from casework.interfaces.workplace.views import View, entries_in
from projections.lists.household_finder import Candidate

if TYPE_CHECKING:
    from casework.application.register.household_view import HouseholdView
    from casework.interfaces.workplace.bootstrap import Workplace
    from projections.lists.entries.history import HistoryEntry
    from projections.storage.answers import Answer


def household_page(place: Workplace, view: View, found: Candidate, unmasking: Unmasking | None) -> HouseholdView:
    """One household as it stands in the view, in full for whoever says why. Raises UnreadableFactError, and as `unmask`."""
    recorded = entries_in(place, view, found.id)
    unmasked = unmask(place, found.id, Shown.HOUSEHOLD, unmasking)
    return show_household(place.casework, found.id, recorded, view.book, now=view.now, unmasked=unmasked)


def history_page(
    place: Workplace, view: View, found: Candidate, unmasking: Unmasking | None
) -> tuple[Answer[HistoryEntry], tuple[MissedLegalDuty, ...]]:
    """
    Everything that was recorded of a household, in order, and the deadlines set by law that were missed.

    Raises UnreadableFactError, and as `unmask`.
    """
    listed = view.models.history.of(household=found.id, scope=view.scope)
    recorded = entries_in(place, view, found.id)
    unmasked = unmask(place, found.id, Shown.HISTORY, unmasking)
    contents = entry_contents(place.casework, found.id, recorded, unmasked=unmasked)
    missed = missed_in(recorded, view)
    reasons, by_version = correction_reasons(place.casework, recorded), {each.version: each for each in recorded}
    rows = (
        entry.with_reasons(reasons).in_full(by_version[entry.version], contents[entry.version]).marked(missed)
        for entry in listed.rows
    )
    return replace(listed, rows=tuple(rows)), missed


def missed_in(recorded: Sequence[Recorded], view: View) -> tuple[MissedLegalDuty, ...]:
    """The missed ones of the household whose entries these are, from its first, by the rules and the moment asked of."""
    if not recorded:
        return ()
    household = fold_history(recorded[0].household, recorded)
    return missed_legal_duties(household, view.book.of_household(household), now=view.now)
