"""Nothing is recorded that an index, a page or a year could not hold, whatever way it came in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.codes.sources import Source
from casework.domain.codes.work import WorkKind
from casework.domain.entries.storability import refuse_out_of_bounds
from casework.domain.errors import InvalidValueError
from casework.domain.fact import Fact
from casework.domain.facts.assistance import DifficultyRaised, NeedsAssessed, NotePrivate
from casework.domain.facts.catalogue import FACTS
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.households import Registered
from casework.domain.facts.responsibility import CadreAssigned
from casework.domain.facts.work import Placed
from casework.domain.members import Member, PersonPrivate
from casework.domain.values.bounds import CLEAR
from tests.support.households.samples import a_fact, an_id, recorded, with_private

DAY = date(2026, 3, 2)
NUL, TAB, HALF_A_PAIR = "a\0b", "a\tb", "a\ud800b"


def placed(pay: Decimal | None = None, months: int | None = None) -> Placed:
    return Placed(placement=1, member=1, kind=WorkKind.CONTRACT, since=DAY, monthly_pay=pay, contract_months=months)


def registered(number: str = "1", **member: object) -> Registered:
    return Registered(
        village="990121200201",
        number=number,
        members=(replace(Member(number=1), **member),),
        source=Source.LEDGER,
        effective_on=DAY,
    )


def raised(owner: str = "li.na", due_on: date = DAY) -> DifficultyRaised:
    return DifficultyRaised(kind=DifficultyKind.CARE, owner=owner, due_on=due_on)


@pytest.mark.parametrize("topic", FACTS)
def test_what_is_usual_is_taken(topic: str) -> None:
    """Every kind of fact with every field filled."""
    refuse_out_of_bounds(recorded(an_id(), 1, a_fact(topic)))


@pytest.mark.parametrize(
    ("taken", "refused"),
    [
        (CadreAssigned(cadre="李" * CLEAR.signs), CadreAssigned(cadre="李" * (CLEAR.signs + 1))),
        (CadreAssigned(cadre="ab"), CadreAssigned(cadre=NUL)),
        (CadreAssigned(cadre="a b"), CadreAssigned(cadre=TAB)),
        (CadreAssigned(cadre="𠮷田"), CadreAssigned(cadre=HALF_A_PAIR)),
        (registered(number="[/]"), registered(number="7" * 3_000)),
        (raised(owner="王五"), raised(owner="x" * 5_000)),
        (raised(due_on=date(2199, 12, 31)), raised(due_on=date(2200, 1, 1))),
        (registered(birth_date=date(1900, 1, 1)), registered(birth_date=date(1899, 12, 31))),
        (registered(graduates_in=2199), registered(graduates_in=2200)),
        (registered(work_months=12), registered(work_months=13)),
        (registered(number="1"), registered(number="1\u2028")),
        (NeedsAssessed(member=1), NeedsAssessed(member=2**70)),
        (placed(Decimal("10000000")), placed(Decimal("10000000.01"))),
        (placed(Decimal("0.01")), placed(Decimal("0.001"))),
        (placed(Decimal(0)), placed(Decimal("-0.01"))),
        (placed(Decimal("1E+3")), placed(Decimal("1E+400000"))),
        (placed(Decimal("1")), placed(Decimal("NaN"))),
        (placed(Decimal("1")), placed(Decimal(10**30))),
        (placed(months=1200), placed(months=1201)),
        (EntryCorrected(version=1, changes={"cadre": "li"}), EntryCorrected(version=1, changes={"cadre": NUL})),
        (
            EntryCorrected(version=1, changes={"findings": [{"member": 1}]}),
            EntryCorrected(version=1, changes={"findings": [{"member": 2**70}]}),
        ),
    ],
)
def test_up_to_the_bound_and_no_further(taken: Fact, refused: Fact) -> None:
    """The last value that fits is recorded; the next one is refused in a sentence that does not repeat it."""
    refuse_out_of_bounds(taken)

    with pytest.raises(InvalidValueError) as error:
        refuse_out_of_bounds(refused)

    assert len(error.value.zh) < 80
    assert error.value.zh != error.value.en


def test_personal_data_have_bounds_too() -> None:
    """A name is short, a note may be long and have lines, and neither holds what no page shows."""
    long = "长" * 10_000
    refuse_out_of_bounds(with_private(NeedsAssessed(member=1), m1=NotePrivate(text=f"{long[:-1]}\n")))
    for private in (NotePrivate(text=long + "长"), NotePrivate(text=NUL), PersonPrivate(name="名" * 300_000)):
        with pytest.raises(InvalidValueError) as error:
            refuse_out_of_bounds(with_private(NeedsAssessed(member=1), m1=private))
        assert "长" not in error.value.zh


def test_who_acts_has_a_bound() -> None:
    """An actor or a command id that no index takes is refused before anything is stored."""
    entry = recorded(an_id(), 1)
    for beyond in (replace(entry, by="x" * 5_000), replace(entry, command_id="x" * 5_000), replace(entry, by=NUL)):
        with pytest.raises(InvalidValueError):
            refuse_out_of_bounds(beyond)
