"""A wrong import taken back: its households go, what others built on stays, and the right ledger can come in."""

from __future__ import annotations

from uuid import UUID

import pytest

from casework.application.commands.detection import ReportHousehold
from casework.application.commands.entries import WithdrawEntry
from casework.application.importing.withdrawals import (
    BatchUnknownError,
    Withdrawal,
    preview_withdrawal,
    withdraw_import,
)
from casework.application.importing.written_households import WhyKept
from casework.application.people.identities import id_digest
from casework.application.writing.batch_decisions import decide_batch
from casework.application.writing.references.reference_streams import batch_facts
from casework.application.writing.references.taught_words import teach
from casework.domain.codes.people import Employment
from casework.domain.deadlines.escalation import escalate, step_key
from casework.domain.errors import HouseholdUnknownError
from casework.domain.fact import topic_of
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.office.imports import ImportWithdrawn
from tests.support.ledgers.import_bench import VILLAGE, ImportBench, resident_id, row

FATHER = resident_id("19700515", 1)
MOTHER = resident_id("19800620", 2, male=False)
SON = resident_id("20000101", 3)


def imported(bench: ImportBench, *rows: list[str]) -> str:
    """The batch of an import of these rows."""
    batch = bench.import_rows(*rows).batch
    assert batch is not None
    return batch


def written(bench: ImportBench, *numbers: str) -> list[UUID]:
    """The ids of these households."""
    return [bench.id_of(number) for number in numbers]


def topics(bench: ImportBench, number: str) -> list[str]:
    """The household's history by name."""
    return [topic_of(fact) for fact in bench.facts(number)]


def withdrawn(bench: ImportBench, batch: str, households: list[UUID]) -> Withdrawal:
    """What it comes to when two persons withdraw the import, as it takes where somebody is at risk."""
    withdraw_import(bench.casework, batch, households, by="clerk")
    return withdraw_import(bench.casework, batch, households, by="boss")


def test_households_that_the_import_brought_are_gone(bench: ImportBench) -> None:
    """Newest entry first, in one piece; their persons are free; the batch says that it was withdrawn."""
    batch = imported(bench, row("1", "禾一亩", FATHER), row("2", "麦两顷", MOTHER))
    done = withdrawn(bench, batch, written(bench, "1", "2"))

    assert done == Withdrawal(batch=batch, households=2, entries=4, unregistered=2)
    corrections = [fact for fact in bench.facts("1") if isinstance(fact, EntryCorrected)]
    assert [(fact.version, fact.withdrawn) for fact in corrections] == [(2, True), (1, True)]
    with pytest.raises(HouseholdUnknownError):
        bench.household("1")
    assert bench.log.persons([id_digest(bench.casework.keys, number) for number in (FATHER, MOTHER)]) == {}
    assert batch_facts(bench.casework, batch)[-1] == ImportWithdrawn(batch=batch, account="boss", entries=4)


def test_a_preview_records_nothing(bench: ImportBench) -> None:
    """It says what would be done."""
    batch = imported(bench, row("1", "禾一亩", FATHER, status="务工"))
    before = bench.log.last_position()
    preview = preview_withdrawal(bench.casework, batch, written(bench, "1"))
    assert bench.log.last_position() == before
    assert withdraw_import(bench.casework, batch, written(bench, "1"), by="boss") == preview


def test_what_the_import_changed_is_as_before(bench: ImportBench) -> None:
    """A known household keeps its earlier values, and its persons their place."""
    imported(bench, row("1", "禾一亩", FATHER, status="务工"), row("1", "禾二亩", SON, relation="子"))
    bench.later(days=1)
    batch = imported(bench, row("1", "禾一亩", FATHER, status="失业"))
    assert topics(bench, "1") == ["registered", "members-updated", "detected"]
    bench.later(days=1)
    done = withdrawn(bench, batch, written(bench, "1"))
    household = bench.household("1")
    assert (done.households, done.unregistered) == (1, 0)
    assert household.episode is None
    assert [member.now.employment for member in household.present()] == [Employment.EMPLOYED, Employment.NOT_EMPLOYED]
    assert bench.log.person(id_digest(bench.casework.keys, SON)) == (bench.id_of("1"), 2)


def test_a_household_at_risk_leaves_by_two_and_one_that_is_not_by_one(bench: ImportBench) -> None:
    """Whoever asks twice has asked once; the other household goes at once (GY-12f, BJ-1.2c)."""
    batch = imported(bench, row("1", "禾一亩", FATHER), row("2", "麦两顷", MOTHER, status="务工"))
    both = written(bench, "1", "2")
    for households in (1, 0):
        done = withdraw_import(bench.casework, batch, both, by="boss")
        assert (done.households, [(each.household, each.why) for each in done.kept]) == (
            households,
            [("1", WhyKept.SECOND_PERSON)],
        )
    assert topics(bench, "1") == ["registered", "detected", "correction-proposed", "correction-proposed"]
    assert bench.household("1").episode is not None
    assert withdraw_import(bench.casework, batch, both, by="clerk").households == 1
    with pytest.raises(HouseholdUnknownError):
        bench.household("1")


def test_a_household_that_others_built_on_is_kept(bench: ImportBench) -> None:
    """It is named; what a sweep raised alone is nothing to build on, though overdue duties go by two persons only."""
    batch = imported(bench, row("1", "禾一亩", FATHER), row("2", "麦两顷", MOTHER))
    bench.casework.carry_out(ReportHousehold(), bench.id_of("1"), by="clerk")
    bench.later(days=10)
    decide_batch(bench.casework, [bench.id_of("2")], escalate, by="rule:escalation", key_of=step_key)  # type: ignore[arg-type]
    before = topics(bench, "1")
    for by, households, why in (
        ("boss", 0, {"1": WhyKept.BUILT_ON, "2": WhyKept.SECOND_PERSON}),
        ("Boss", 0, {"1": WhyKept.BUILT_ON, "2": WhyKept.SECOND_PERSON}),
        ("he.ping", 1, {"1": WhyKept.BUILT_ON}),
    ):
        done = withdraw_import(bench.casework, batch, written(bench, "1", "2"), by=by)
        assert (done.households, {kept.household: kept.why for kept in done.kept}) == (households, why)
    assert topics(bench, "1") == before
    assert topics(bench, "2").count("correction-proposed") == 2
    with pytest.raises(HouseholdUnknownError):
        bench.household("2")


def test_withdrawing_twice_is_withdrawing_once(bench: ImportBench) -> None:
    """Also after a break in the middle: what is withdrawn already is left out."""
    batch = imported(bench, row("1", "禾一亩", FATHER), row("2", "麦两顷", MOTHER))
    withdrawn(bench, batch, written(bench, "1"))
    rest = withdrawn(bench, batch, written(bench, "1", "2"))
    assert (rest.households, rest.entries) == (1, 2)
    before = bench.log.last_position()
    assert withdrawn(bench, batch, written(bench, "1", "2")).entries == 0
    assert bench.log.last_position() == before


def test_the_same_ledger_can_come_in_again_and_be_withdrawn_again(bench: ImportBench) -> None:
    """On the same day it is the same batch."""
    rows = (row("1", "禾一亩", FATHER),)
    batch = imported(bench, *rows)
    withdrawn(bench, batch, written(bench, "1"))
    assert imported(bench, *rows) == batch
    assert bench.household("1").episode is not None
    assert withdrawn(bench, batch, written(bench, "1")).entries == 2
    with pytest.raises(HouseholdUnknownError):
        bench.household("1")


def test_a_word_taught_since_makes_another_batch_which_goes_back_alone(bench: ImportBench) -> None:
    """What the first reading of a file brought stays; only what the word changed is taken back."""
    rows = (row("1", "禾一亩", FATHER, status="溜达"),)
    first = imported(bench, *rows)
    assert bench.household("1").episode is None
    teach(bench.casework, VILLAGE, [("employment", "溜达", "not-employed")], by="clerk")

    second = imported(bench, *rows)

    assert second != first
    assert bench.household("1").episode is not None
    withdrawn(bench, second, written(bench, "1"))
    assert bench.household("1").known
    assert bench.household("1").episode is None
    assert imported(bench, *rows) == second


def test_a_person_registered_elsewhere_meanwhile_stays_there(bench: ImportBench) -> None:
    """The household that would get him back is kept as it is."""
    imported(bench, row("1", "禾一亩", FATHER, status="务工"), row("1", "禾二亩", SON, relation="子"))
    bench.later(days=1)
    batch = imported(bench, row("1", "禾一亩", FATHER, status="务工"))
    imported(bench, row("2", "禾二亩", SON))
    done = withdraw_import(bench.casework, batch, written(bench, "1"), by="boss")
    assert (done.households, [kept.why for kept in done.kept]) == (0, ["person-elsewhere"])
    assert bench.log.person(id_digest(bench.casework.keys, SON)) == (bench.id_of("2"), 1)


def test_an_entry_withdrawn_by_hand_is_not_withdrawn_again(bench: ImportBench) -> None:
    """The household is one that somebody worked on, so it is kept."""
    batch = imported(bench, row("1", "禾一亩", FATHER))
    for account in ("clerk", "boss"):  # a registration is not taken back by one
        bench.casework.carry_out(WithdrawEntry(version=1, reason="错户"), bench.id_of("1"), by=account)
    done = preview_withdrawal(bench.casework, batch, written(bench, "1"))
    assert [kept.why for kept in done.kept] == ["built-on"]


def test_an_unknown_batch_is_refused(bench: ImportBench) -> None:
    """Nothing is guessed."""
    with pytest.raises(BatchUnknownError):
        withdraw_import(bench.casework, "20260302-00000000", [], by="boss")
