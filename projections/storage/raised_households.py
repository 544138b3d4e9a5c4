"""The households of a raised level of confidentiality, few among all: what is seen leaves them out by this table (ADR 0052)."""

from __future__ import annotations

from typing import NamedTuple

from casework.application.log.records.household_ids import village_of
from casework.domain.codes.rights import Confidentiality
from projections.storage.columns import IdCell
from projections.storage.kept_states import Folded
from projections.storage.tables import read_table


class RaisedRow(NamedTuple):
    """A raised household as it is stored: its level, where it is or was registered, and to whom it is offered."""

    household: IdCell
    level: str
    village: str
    offered_to: str | None


RAISED_HOUSEHOLDS = read_table("rm_raised", RaisedRow)


def raised_rows(folded: Folded) -> list[RaisedRow]:
    """The row of a raised household, also of one whose registration is withdrawn; an ordinary one has none."""
    household, standing = folded.household, folded.household.standing
    if household.confidentiality is Confidentiality.ORDINARY:
        return []
    village = household.village or village_of(household.id)
    offered_to = standing.offered_to if standing else None
    return [RaisedRow(household.id.bytes, str(household.confidentiality), village, offered_to)]
