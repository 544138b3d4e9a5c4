"""Every list that there is, in the order in which people look for them; what does not stand here no way in offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from casework.interfaces.listings import duties, figures, households
from casework.interfaces.listings.declaration import ListQuestion

LISTS: Final[Mapping[str, type[ListQuestion]]] = {
    question.spec.name: question
    for question in (
        households.Households,
        duties.OverdueDuties,
        duties.DecisionsPending,
        figures.CadresLoads,
        households.Workers,
        figures.AssistanceCoverage,
        households.DoubtfulData,
        figures.EnteredLate,
        duties.RaisedNotices,
    )
}
"""The lists by their names."""
