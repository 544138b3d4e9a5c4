"""Who goes from one household to another by an import is linked in both (GY-2a, ADR 0036)."""

from __future__ import annotations

import pytest

from casework.application.commands.entries import CorrectEntry, WithdrawEntry
from casework.application.importing.withdrawals import withdraw_import
from casework.application.importing.written_households import WhyKept
from casework.application.people.identities import id_digest
from casework.domain.codes.people import MembershipGround
from casework.domain.errors import NotNowError
from casework.domain.facts.households import MembersUpdated, Registered
from casework.domain.members import Movement
from tests.support.ledgers.import_bench import ImportBench, resident_id, row

FATHER = resident_id("19700515", 1)
MOTHER = resident_id("19750620", 2, male=False)
SON = resident_id("20000101", 3)


def movements(bench: ImportBench, number: str) -> list[Movement]:
    """Who came or went by the household's newest ledger, as it says."""
    facts = [fact for fact in bench.facts(number) if isinstance(fact, Registered | MembersUpdated)]
    return list(facts[-1].movements)


@pytest.mark.parametrize("order", [1, -1])
def test_somebody_who_changed_household_in_the_file_has_moved(bench: ImportBench, order: int) -> None:
    """The son left household 1 and stands in household 2, whichever is listed first."""
    bench.import_rows(row("1", "禾一亩", FATHER), row("1", "稻三垄", SON, relation="子"), row("2", "麦两顷", MOTHER))
    listed = [
        [row("1", "禾一亩", FATHER)],
        [row("2", "麦两顷", MOTHER), row("2", "稻三垄", SON, relation="子")],
    ][::order]

    result = bench.import_rows(*listed[0], *listed[1])

    assert (result.refused, result.updated) == ([], 2)
    assert [state.number for state in bench.household("1").present()] == [1]
    assert [state.number for state in bench.household("2").present()] == [1, 2]
    assert movements(bench, "1") == [
        Movement(member=2, ground=MembershipGround.MOVED, household=bench.id_of("2"), other_member=2)
    ]
    assert movements(bench, "2") == [
        Movement(member=2, ground=MembershipGround.MOVED, household=bench.id_of("1"), other_member=2)
    ]
    assert bench.import_rows(*listed[0], *listed[1]).unchanged == 2


@pytest.mark.parametrize("order", [1, -1])
def test_who_moves_across_chunks_is_linked_too(bench: ImportBench, order: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every household is a chunk of its own; who is listed nowhere any more has only left, without a link."""
    bench.import_rows(
        row("1", "禾一亩", FATHER),
        row("1", "稻三垄", SON, relation="子"),
        row("2", "麦两顷", MOTHER),
        row("4", "谷一", resident_id("19800101", 7), status="务工"),
        row("4", "谷二", resident_id("19810101", 8), relation="配偶"),
    )
    monkeypatch.setattr("casework.application.importing.ledger_import.CHUNK_PERSONS", 1)
    listed = [
        [row("1", "禾一亩", FATHER)],
        [row("4", "谷一", resident_id("19800101", 7), status="务工")],
        [row("2", "麦两顷", MOTHER), row("2", "稻三垄", SON, relation="子")],
    ][::order]

    result = bench.import_rows(*listed[0], *listed[1], *listed[2])

    assert (result.refused, result.updated) == ([], 3)
    assert [state.number for state in bench.household("2").present()] == [1, 2]
    assert movements(bench, "1") == [
        Movement(member=2, ground=MembershipGround.MOVED, household=bench.id_of("2"), other_member=2)
    ]
    assert movements(bench, "2") == [
        Movement(member=2, ground=MembershipGround.MOVED, household=bench.id_of("1"), other_member=2)
    ]
    assert (movements(bench, "4"), len(bench.household("4").present())) == ([], 1)
    assert bench.import_rows(*listed[0], *listed[1], *listed[2]).unchanged == 3


def test_somebody_who_founds_a_household_in_the_file_has_moved_and_a_stranger_has_not(bench: ImportBench) -> None:
    """The son stands in a household that is new; the mother comes from nowhere in the register."""
    bench.import_rows(row("1", "禾一亩", FATHER), row("1", "稻三垄", SON, relation="子"))
    bench.import_rows(row("1", "禾一亩", FATHER), row("3", "稻三垄", SON), row("3", "麦两顷", MOTHER, relation="配偶"))
    assert movements(bench, "1") == [
        Movement(member=2, ground=MembershipGround.MOVED, household=bench.id_of("3"), other_member=1)
    ]
    assert movements(bench, "3") == [
        Movement(member=1, ground=MembershipGround.MOVED, household=bench.id_of("1"), other_member=2)
    ]


def test_an_entry_by_which_somebody_moved_is_corrected_but_not_withdrawn_alone(bench: ImportBench) -> None:
    """The household's own data can be put right; the move is undone by a move; the whole import goes back in both."""
    bench.import_rows(row("1", "禾一亩", FATHER, status="务工"), row("1", "稻三垄", SON, relation="子"))
    bench.later(days=1)
    batch = bench.import_rows(row("1", "禾一亩", FATHER, status="务工"), row("3", "稻三垄", SON, status="务工")).batch
    moved = len(bench.facts("1"))
    with pytest.raises(NotNowError, match="two households"):
        bench.casework.carry_out(WithdrawEntry(version=moved, reason="错"), bench.id_of("1"), by="clerk")
    done = bench.casework.carry_out(
        CorrectEntry(version=moved, changes={"effective_on": "2026-03-03"}, reason="错"), bench.id_of("1"), by="clerk"
    )
    assert done.facts == ("entry-corrected",)
    assert batch is not None
    written = [bench.id_of("1"), bench.id_of("3")]
    for by in ("clerk", "boss"):
        kept = withdraw_import(bench.casework, batch, written, by=by).kept
        assert [(each.household, each.why) for each in kept] == [("1", WhyKept.BUILT_ON), ("3", WhyKept.MOVED)]
    assert bench.household("3").known


@pytest.mark.parametrize("beside", [False, True])
def test_who_came_by_an_import_goes_back_with_it_or_stays(bench: ImportBench, beside: bool) -> None:
    """Withdrawn in both households, the son is at home again; in the new one alone it is refused, and he is there."""
    bench.import_rows(row("1", "禾一亩", FATHER, status="务工"), row("1", "稻三垄", SON, relation="子", status="务工"))
    bench.later(days=1)
    batch = bench.import_rows(row("1", "禾一亩", FATHER, status="务工"), row("3", "稻三垄", SON, status="务工")).batch
    assert batch is not None
    written = [bench.id_of("3"), bench.id_of("1")] if beside else [bench.id_of("3")]
    for by in ("clerk", "boss"):
        withdraw_import(bench.casework, batch, written, by=by)
    at_home = [state.number for state in bench.household("1").present()]
    assert at_home == ([1, 2] if beside else [1])
    place = bench.log.person(id_digest(bench.casework.keys, SON))
    assert place is not None
    assert place[0] == bench.id_of("1" if beside else "3")
