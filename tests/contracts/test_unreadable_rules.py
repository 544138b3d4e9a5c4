"""A publication that this release cannot read: what stands before it is answered, nothing after it is decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import replace

from casework.application.commands.responsibility import AssignCadre
from casework.application.log.records.groups import AppendGroup
from casework.application.writing.rule_books import RulesUnreadableError
from casework.domain.fact import Recorded
from casework.domain.facts.office.rules import PolicyPublished
from casework.domain.rights.everywhere import EVERYWHERE
from projections.following.catch_up import catch_up
from projections.following.follower import FollowerStoppedError
from projections.following.rebuild import rebuild
from projections.lists.board import Board
from tests.support.households.rule_changes import A_CALL, published
from tests.support.installations.installations import Office, open_office


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """An office with one household, in which one readable policy and then an unreadable one were published."""
    with open_office(database_url) as opened:
        opened.at_risk(1)
        opened.catch_up()
        good = published("2", date(2026, 3, 1), A_CALL)
        store(opened, good, replace(good, version="3", text="no policy"))
        yield opened


def store(office: Office, *facts: PolicyPublished) -> None:
    """Append them to the publications."""
    stream, now = office.casework.books.policies, office.clock.now()
    entries = tuple(
        Recorded(
            originator_id=stream,
            originator_version=version,
            timestamp=now,
            occurred_at=now,
            by="county",
            command_id="",
            fact=fact,
        )
        for version, fact in enumerate(facts, start=1)
    )
    office.log.append(AppendGroup(household=stream, expected_version=0, entries=entries))


def test_nothing_is_decided_under_rules_that_are_not_known_whole(office: Office) -> None:
    """A command is refused with a sentence that names the entry; the books before it stand."""
    last = office.log.last_position()
    household = office.log.tail().page(1)[0][1].originator_id
    with pytest.raises(RulesUnreadableError) as refused:
        office.casework.carry_out(AssignCadre(cadre="li.na"), household, by="township")
    assert refused.value.position == last
    assert refused.value.zh.startswith(f"第{last}条记录（policy-published）无法读取")
    assert refused.value.en.startswith(f"Entry {last} (policy-published) cannot be read")
    assert office.log.last_position() == last

    books = office.casework.books
    assert [policy.version for policy in books.at(last - 1).of().policies.dated] == ["1", "2"]
    with pytest.raises(RulesUnreadableError):
        books.at(last)


def test_the_read_models_stop_before_them(office: Office) -> None:
    """The readable policy is followed, the other one stops follower and rebuild; boards say how far they go."""
    last = office.log.last_position()
    books = office.casework.books
    for work in (catch_up, rebuild):
        with pytest.raises(FollowerStoppedError) as stopped:
            work(office.log, office.engine, books)
        assert stopped.value.position == last
    assert Board(office.engine).households(scope=EVERYWHERE).complete_up_to == last - 1
