"""Corrections take everything along that was stored beside the entry: who a person is, and by what he is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from casework.application.log.encoding.keys import DigestKind
from casework.application.register.corrections import correct
from casework.application.register.identities import id_digest
from casework.application.writing.receipts import CommandReusedError
from casework.domain.decisions.verifying import report_household
from casework.domain.errors import HouseholdUnknownError, NotNowError
from casework.domain.fact import topic_of
from tests.support.ledgers.import_bench import Desk, resident_id, row

FATHER = resident_id("19700515", 1)
SON = resident_id("20000101", 3)


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk with household 1: a father of 55 out of work; the son joined by a second ledger."""
    desk = Desk(database_url, tmp_path)
    desk.import_rows(row("1", "禾一亩", FATHER))
    desk.later(days=1)
    desk.import_rows(row("1", "禾一亩", FATHER), row("1", "禾二亩", SON, relation="子"))
    yield desk
    desk.log.close()


def owner(desk: Desk, id_number: str) -> tuple[UUID, int] | None:
    """Household and number under which the person is stored; None when he is free."""
    return desk.log.person(id_digest(desk.casework.keys, id_number))


def found(desk: Desk, name: str) -> list[int]:
    """The numbers of the members found by name."""
    digest = desk.casework.keys.digest(DigestKind.FULL_NAME, name)
    return [member for _, member in desk.log.lookup(DigestKind.FULL_NAME, digest)]


def topics(desk: Desk) -> list[str]:
    """The household's history by name."""
    return [topic_of(fact) for fact in desk.facts("1")]


def test_a_withdrawn_update_lets_the_newcomer_go(desk: Desk) -> None:
    """He stands nowhere, and is found by nothing; the father stays."""
    household = desk.id_of("1")
    assert owner(desk, SON) == (household, 2)
    correct(desk.casework, household, by="clerk", version=3, reason="错户")
    assert owner(desk, SON) is None
    assert owner(desk, FATHER) == (household, 1)
    assert (found(desk, "禾二亩"), found(desk, "禾一亩")) == ([], [1])
    assert [member.number for member in desk.household("1").present()] == [1]


def test_a_withdrawn_registration_lets_everybody_go(desk: Desk) -> None:
    """The household is unknown until it is registered again, by whoever."""
    household = desk.id_of("1")
    correct(desk.casework, household, by="clerk", version=1, reason="错户")
    assert (owner(desk, FATHER), owner(desk, SON)) == (None, None)
    assert (found(desk, "禾一亩"), found(desk, "禾二亩")) == ([], [])
    with pytest.raises(HouseholdUnknownError):
        desk.household("1")
    desk.import_rows(row("1", "禾一亩", FATHER))
    stands = owner(desk, FATHER)
    assert stands is not None
    assert stands[0] == household


def test_a_member_whom_a_ledger_let_go_by_mistake_is_back(desk: Desk) -> None:
    """Withdrawing the entry that let him go gives him back his place."""
    desk.later(days=1)
    desk.import_rows(row("1", "禾一亩", FATHER))
    assert owner(desk, SON) is None
    correct(desk.casework, desk.id_of("1"), by="clerk", version=len(topics(desk)), reason="漏行")
    assert owner(desk, SON) == (desk.id_of("1"), 2)


def test_the_same_command_twice_is_one(desk: Desk) -> None:
    """A repeat is answered alike; another request under its id is refused."""
    household = desk.id_of("1")
    first = correct(desk.casework, household, by="clerk", version=3, reason="错户", command_id="c")
    assert correct(desk.casework, household, by="clerk", version=3, reason="错户", command_id="c") == first
    assert topics(desk).count("entry-corrected") == 1
    with pytest.raises(CommandReusedError):
        correct(desk.casework, household, by="clerk", version=2, reason="错户", command_id="c")


def test_a_quiet_correction_keeps_its_key(desk: Desk) -> None:
    """What stands already is not recorded again."""
    household = desk.id_of("1")
    correct(desk.casework, household, by="clerk", version=3, reason="错户")
    again = correct(desk.casework, household, by="clerk", version=3, reason="错户", command_id="c")
    assert (again.position, again.facts) == (None, ())
    assert correct(desk.casework, household, by="clerk", version=3, reason="错户", command_id="c") == again


def test_a_refused_correction_records_nothing(desk: Desk) -> None:
    """There is no such entry, or no such household."""
    before = desk.log.last_position()
    with pytest.raises(NotNowError):
        correct(desk.casework, desk.id_of("1"), by="clerk", version=99, reason="错")
    with pytest.raises(HouseholdUnknownError):
        correct(desk.casework, desk.id_of("7"), by="clerk", version=1, reason="错")
    assert desk.log.last_position() == before


def test_what_follows_from_a_correction_is_recorded_with_it(desk: Desk) -> None:
    """The detection was withdrawn by mistake: the household is judged as it then stands, and detected again."""
    desk.casework.do(desk.id_of("1"), report_household, by="clerk")
    receipt = correct(desk.casework, desk.id_of("1"), by="clerk", version=2, reason="错")
    assert receipt.facts == ("entry-corrected", "detected")
