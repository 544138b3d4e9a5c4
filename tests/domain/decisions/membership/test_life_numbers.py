"""Everybody has a number for life; who was registered before there were any gets it when something is said of them."""

from __future__ import annotations

from datetime import date

from casework.domain.codes.sources import Source
from casework.domain.decisions.membership.life_numbers import with_life_numbers
from casework.domain.facts.households import MemberChange, MembersUpdated
from casework.domain.members import Member
from tests.support.households.stories import a_registered_household

DAY = date(2026, 3, 3)


def updated(**said: object) -> MembersUpdated:
    """A survey of the household."""
    return MembersUpdated(source=Source.SURVEY, effective_on=DAY, **said)  # type: ignore[arg-type]


def numbered(fact: MembersUpdated, known: dict[int, str] | None = None) -> MembersUpdated:
    """The fact with numbers drawn one after the other, of a household that was registered without any."""
    drawn = iter(["n1", "n2", "n3"])
    (found,) = with_life_numbers(
        a_registered_household().household, [fact], known=known or {}, draw=lambda: next(drawn)
    )
    assert isinstance(found, MembersUpdated)
    return found


def test_who_joins_brings_a_number_or_is_given_one() -> None:
    """Known elsewhere or not."""
    fact = numbered(updated(joined=(Member(number=8), Member(number=9))), {8: "elsewhere"})
    assert fact == updated(joined=(Member(number=8, person="elsewhere"), Member(number=9, person="n1")))


def test_an_older_member_is_given_one_with_the_next_entry() -> None:
    """Beside what the entry says; and once."""
    change = MemberChange(fields=("willingness",), member=Member(number=1))
    fact = numbered(updated(changed=(change,)))
    given_it = MemberChange(fields=("willingness", "person"), member=Member(number=1, person="n1"))
    assert fact == updated(changed=(given_it,))

    state = a_registered_household().happened(fact).household
    assert state.member(1).now.person == "n1"
    assert with_life_numbers(state, [updated(changed=(change,))], known={}, draw=lambda: "other") == [
        updated(changed=(change,))
    ]
