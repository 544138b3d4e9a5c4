"""Nothing is appended that cannot be read back, whichever way it comes (ADR 0021)."""

from __future__ import annotations

from datetime import date

import pytest

from casework.application.commands.assistance import LogFollowUp, RaiseDifficulty
from casework.application.log.records.errors import UnstorableFactError
from casework.application.writing.batch_decisions import decide_batch
from casework.domain.codes.clearance import Closing
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.decisions.closing import propose_closing
from casework.domain.errors import InvalidValueError
from casework.domain.fact import Fact
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household
from tests.support.installations.installations import open_office


def test_a_wrong_code_stores_nothing_and_the_household_stays_readable(database_url: str) -> None:
    """Stored, it would refuse every later command on the household, its own correction included."""
    with open_office(database_url) as office:
        (household,) = office.at_risk(1)
        before = office.log.last_position()
        wrong = RaiseDifficulty(kind="no-such-code", owner="a", due_on=date(2026, 4, 1))  # type: ignore[arg-type]
        with pytest.raises(InvalidValueError) as refused:
            office.casework.carry_out(wrong, household, by="li.na")
        assert (refused.value.field, office.log.last_position()) == ("kind", before)
        office.casework.carry_out(LogFollowUp(kind=FollowUpKind.CALL, outcome=Outcome.AWAY), household, by="li.na")
        assert office.casework.household(household).version == before + 1


def test_a_batch_with_a_wrong_code_stores_nothing_of_it(database_url: str) -> None:
    """Neither the household that it was for nor the others of the call."""

    def odd_for_one(household: Household, context: DecisionContext) -> list[Fact]:
        reason = "no-such-code" if household.id == households[1] else Closing.MOVED
        return propose_closing(household, context, reason=reason)  # type: ignore[arg-type]

    with open_office(database_url) as office:
        households = office.at_risk(2)
        before = office.log.last_position()
        with pytest.raises(UnstorableFactError):
            decide_batch(office.casework, households, odd_for_one, by="li.na", key_of=lambda h, f: f"{h.id}/odd")
        assert office.log.last_position() == before
