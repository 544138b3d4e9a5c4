"""The imports so far: who brought what in, and what became of it (GY-1b)."""

from __future__ import annotations

from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.output import answer_list
from casework.interfaces.workplace.invocation import Acting, Listing


def list_batches(acting: Acting) -> None:
    """List them, newest first."""
    from casework.interfaces.workplace.views import view_of
    from projections.lists.entries.import_batches import Batch

    listing = Listing(
        database=acting.database, language=acting.language, json=acting.json, by=acting.by, office=acting.office
    )
    with workplace(listing) as place, view_of(place, listing) as view:
        answer_list(listing, Batch, view.models.batches.all(scope=view.scope), view)
