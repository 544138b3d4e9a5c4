"""The deadlines set by law that a household's offices missed, below its history and its timeline (GY-17c)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casework.domain.accountability.missed_duties import MissedLegalDuty
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.interfaces.workplace.views import View


def print_missed(asked: Asked, missed: Sequence[MissedLegalDuty], view: View) -> None:
    """Them as a table; nothing where there are none."""
    if missed:
        words = CellWords(asked.language, deadline=view.book.deadline_label)
        print_rows(asked.language, MissedLegalDuty, missed, words)
