"""A household's number is one however two ledgers type it; households kept before there was one form stay findable."""

from __future__ import annotations

from datetime import date

import pytest

from casework.application.commands.moves import MoveHousehold
from casework.application.log.records.groups import CommandKey
from casework.application.log.records.household_ids import household_id
from casework.application.places.listings import Listings
from casework.domain.codes.sources import Source
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.households import Registered
from casework.domain.members import HouseholdPrivate, HouseholdValues, Member, PersonPrivate
from tests.support.ledgers.import_bench import AS_OF, VILLAGE, ImportBench, resident_id, row

FATHER, MOTHER = resident_id("19800515", 1), resident_id("19820615", 2, male=False)


def kept_before(bench: ImportBench, number: str) -> None:
    """A household as it was kept when its number was taken as it was typed."""
    household = household_id(bench.casework.keys.ids, village=VILLAGE, number=number)
    registered = Registered(
        village=VILLAGE,
        number=number,
        values=HouseholdValues(),
        members=(Member(number=1, is_head=True, birth_date=date(1980, 5, 15)),),
        source=Source.LEDGER,
        effective_on=AS_OF,
        private={HOUSEHOLD: HouseholdPrivate(), "1": PersonPrivate(name="禾一亩", relation="户主")},
    )
    key = CommandKey(actor="clerk", command_id=number, request_hash=b"x" * 32)
    bench.casework.append(household, 0, [registered], bench.casework.context("clerk"), key)


@pytest.mark.parametrize("typed", ["a-01", "Ａ－０１", "A—01", " a–01 ", "A ‑ 01"])
def test_two_ledgers_that_type_a_number_differently_list_one_household(bench: ImportBench, typed: str) -> None:
    """Width, case, spaces and the kind of a dash are spelling: in one ledger, in the next, and in one import of both."""
    alone = bench.import_rows(row("A-01", "禾一亩", FATHER), row(typed, "麦两顷", MOTHER, relation="配偶"))
    assert (alone.households, alone.registered, alone.detected) == (1, 1, 1)

    again = bench.import_rows(row(typed, "禾一亩", FATHER), row("A-01", "麦两顷", MOTHER, relation="配偶"))
    assert (again.households, again.unchanged) == (1, 1)
    one = bench.ledger("one.csv", row("B-02", "谷三垄", resident_id("19790101", 5)))
    other = bench.ledger("other.csv", row("ｂ－０２", "谷三垄", resident_id("19790101", 5)))
    assert bench.import_files(one, other).registered == 1


def test_leading_noughts_are_no_spelling(bench: ImportBench) -> None:
    """1 and 001 may be two households: only a form of writing is folded."""
    result = bench.import_rows(row("A1", "禾一亩", FATHER), row("A001", "麦两顷", MOTHER))
    assert result.registered == 2


@pytest.mark.parametrize(("kept", "typed"), [("a7", "A7"), ("a7", "Ａ７"), ("a7", "a7"), ("A7", "a7"), ("c–9", "c–9")])
def test_a_household_that_was_kept_as_it_was_typed_is_found(bench: ImportBench, kept: str, typed: str) -> None:
    """Its id followed from that spelling; it gets no second one."""
    kept_before(bench, kept)

    result = bench.import_rows(row(typed, "禾一亩", FATHER))

    assert (result.registered, result.updated) == (0, 1)
    assert Listings(bench.log, bench.casework.keys).id_of(VILLAGE, typed) == bench.id_of(kept)


def test_two_that_were_kept_apart_stay_apart(bench: ImportBench) -> None:
    """Each is found by its own spelling; nothing of one becomes the other's."""
    kept_before(bench, "a7")
    kept_before(bench, "A7")
    listings = Listings(bench.log, bench.casework.keys)
    assert [listings.id_of(VILLAGE, number) for number in ("a7", "A7")] == [bench.id_of("a7"), bench.id_of("A7")]


def test_a_new_number_is_kept_and_found_in_the_one_form(bench: ImportBench) -> None:
    """Also the one that a household is given later."""
    bench.import_rows(row("12", "禾一亩", FATHER))
    household = bench.id_of("12")

    bench.casework.carry_out(MoveHousehold(number="ｄ—3"), household, by="clerk")

    assert bench.household("12").number == "D-3"
    assert bench.import_rows(row("d–3", "禾一亩", FATHER)).unchanged == 1
    assert Listings(bench.log, bench.casework.keys).taken_by(VILLAGE, "D-3") == household
