"""A cadre who can carry no more: asked about, meant, or not allowed by the policy; nobody sets their own (GY-12d)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from casework.domain.accounts.capacity import set_capacity
from casework.domain.accounts.invitations import disable
from casework.domain.accounts.named_holders import NamedHolders
from casework.domain.accounts.offices import OwnRightError
from casework.domain.codes.accounts import DisabledReason
from casework.domain.decisions.cadres.capacity import CapacityReachedError, is_beyond_capacity
from casework.domain.errors import NotNowError
from casework.domain.facts.accounts.offices import CapacitySet
from casework.domain.household.context import DecisionContext
from casework.domain.policy.policy import Policies
from tests.support.households.stories import TUESDAY, context
from tests.support.staff.directory_stories import LI, WANG, an_office

WITH_TWO = an_office().did(set_capacity, account=WANG, households=2)


def assigning(carried: int, *, binds: bool = False) -> DecisionContext:
    """The circumstances in which Wang, who can carry two, carries so many."""
    holders = NamedHolders(directory=WITH_TWO.directory)
    given = replace(context(TUESDAY), holders=holders, carried=lambda _: carried)
    policy = replace(given.policy, accounts=replace(given.policy.accounts, capacity_binds=binds))
    return replace(given, rules=replace(given.rules, policies=Policies(dated=(policy,))))


@pytest.mark.parametrize("binds", [False, True])
def test_up_to_the_number_nothing_is_asked(binds: bool) -> None:
    """The second of two is within it; of somebody without a number nobody asks."""
    assert not is_beyond_capacity(assigning(1, binds=binds), WANG, meant=False)
    assert not is_beyond_capacity(assigning(99, binds=binds), LI, meant=False)


def test_beyond_it_has_to_be_meant() -> None:
    """The third of two is asked about; meant, it is recorded as such."""
    with pytest.raises(CapacityReachedError, match="carries 2 of 2"):
        is_beyond_capacity(assigning(2), WANG, meant=False)
    assert is_beyond_capacity(assigning(2), WANG, meant=True)


def test_a_policy_may_allow_no_more() -> None:
    """Meaning it does not help, and the sentence does not say that it would."""
    with pytest.raises(CapacityReachedError) as caught:
        is_beyond_capacity(assigning(2, binds=True), WANG, meant=True)
    assert "--beyond-capacity" not in caught.value.zh


def test_somebody_else_says_it_and_once() -> None:
    """Quiet when it is so; taken back without a number; not of oneself, nor of who is disabled."""
    assert WITH_TWO.decided(set_capacity, account=WANG, households=2) == []
    assert WITH_TWO.decided(set_capacity, account=WANG, households=None) == [CapacitySet(account=WANG)]
    WITH_TWO.refuses(OwnRightError, set_capacity, account="10000001", households=9)
    gone = WITH_TWO.did(disable, account=LI, reason=DisabledReason.LEFT)
    gone.refuses(NotNowError, set_capacity, account=LI, households=9)
