"""
The example city lives through its eight weeks and is replayed: under the recorded rules nothing may differ (ADR 0020).
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from casework.application.inquiries.what_if import FIRST_DIGITS, recorded_passes, what_if
from casework.application.inquiries.what_if_answer import WhatIf
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.store import Log
from casework.application.writing.casework import Casework
from casework.application.writing.clock import GivenClock
from casework.domain.codes.offices import Role
from casework.domain.codes.stages import EpisodeKind
from casework.domain.fact import Recorded, topic_of
from casework.domain.facts.deadlines import Escalated, Reminded
from casework.domain.facts.households import Detected, Registered
from casework.domain.policy.text import default_policy_text, load_policy
from casework.domain.rules.built_in import built_in_rules
from casework.domain.signer import Signer, SignerKind
from casework.domain.what_if.policy_scenario import PolicyScenario
from casework.interfaces.demo.story import BEGAN, DAYS, DemoReport, Story
from projections.storage.engine import read_engine
from tests.architecture.tree import ROOT

RING = KeyRing.random()


class City(Struct, frozen=True, kw_only=True):
    """The example city after its story, on SQLite."""

    file: Path
    told: DemoReport
    casework: Casework

    @property
    def decided(self) -> list[Recorded]:
        """Every reminder and every step up in its log."""
        log = self.casework.log
        entries = (e for digit in FIRST_DIGITS for _, e in log.stream_range(digit) if isinstance(e, Recorded))
        return [entry for entry in entries if isinstance(entry.fact, Reminded | Escalated)]

    def replayed(self, scenario: PolicyScenario | None = None) -> WhatIf:
        """The whole city, the day after."""
        return what_if(self.casework, until=self.casework.log.last_position(), scenario=scenario, inside=("",))


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The city with its sweeps, each working day's at nine."""
    file = tmp_path_factory.mktemp("city") / "city.sqlite"
    clock = GivenClock(BEGAN, runs_on=False)
    with Log.open(f"sqlite:///{file}", RING) as log:
        rules = built_in_rules()
        casework = Casework(log, keys=RING, clock=clock, rules=rules)
        engine = read_engine(f"sqlite:///{file}")
        told = Story(casework, engine, clock, ROOT / "examples").tell()
        engine.dispose()
        clock.set(BEGAN + timedelta(days=DAYS + 1))
        yield City(file=file, told=told, casework=casework)


def test_every_recorded_decision_comes_out_again(city: City) -> None:
    """Under the recorded policies: no difference, as many notices as the log holds, each the same in every field."""
    found = city.replayed()
    raised = city.told.reminded + city.told.escalated
    assert raised == len(city.decided) > 500
    assert (found.differences, found.unlike, found.unreadable, found.undecided) == (0, 0, 0, 0)
    assert (found.notices.recorded, found.notices.simulated) == (raised, raised)
    assert all(pair.recorded == pair.simulated for pair in found.by_day.values())
    assert all(pair.recorded == pair.simulated for pair in found.by_recipient.values())
    assert found.considered > 1_000


def test_the_city_meets_what_a_county_meets(city: City) -> None:
    """Households served without an episode, a county that rules for itself, two villages that merge, work lost again."""
    log = city.casework.log
    entries = [e for digit in "0123456789" for _, e in log.stream_range(digit) if isinstance(e, Recorded)]
    facts = Counter(topic_of(entry.fact) for entry in entries)
    assert (facts["policy-published"], facts["divisions-changed"]) == (1, 1)
    assert facts["village-changed"] > 10
    assert city.told.refused <= 1  # whoever of the drawn households has nobody left who can work when it is visited
    detected = {entry.originator_id for entry in entries if topic_of(entry.fact) == "detected"}
    served = Counter(topic_of(e.fact) for e in entries if e.originator_id not in detected)
    assert {name: served[name] for name in ("member-returned", "employment-changed", "benefit-recorded")} == {
        "member-returned": 4,
        "employment-changed": 4,
        "benefit-recorded": 4,
    }
    assert (facts["extension-granted"], facts["extension-refused"]) == (4, 4)
    assert len([e for e in entries if isinstance(e.fact, Registered) and e.fact.movements]) == 4
    kinds = Counter(entry.fact.kind for entry in entries if isinstance(entry.fact, Detected))
    assert kinds[EpisodeKind.NOT_RETAINED] > 0


def test_everybody_acts_by_an_account_in_an_office(city: City) -> None:
    """From the second day on no bare name signs; what two decide two accounts decide; one stood in, one office was vacant."""
    log = city.casework.log
    entries = [e for digit in FIRST_DIGITS for _, e in log.stream_range(digit) if isinstance(e, Recorded)]
    people = [entry for entry in entries if Signer.of(entry.by).kind is SignerKind.ACCOUNT]
    directory = city.casework.directories.current()
    assert len(people) > 1_000
    assert {entry.office.role for entry in people if entry.office} == set(Role) - {
        Role.CITY, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR, Role.DATA_PROTECTION,
    }  # fmt: skip
    assert all(entry.office is not None and directory.account(entry.by).active for entry in people)
    proposed = {(e.household, e.by) for e in people if topic_of(e.fact) == "clearance-proposed"}
    decided = {(e.household, e.by) for e in people if topic_of(e.fact) == "cleared"}
    assert decided
    assert not proposed & decided
    reached = [to for entry in city.decided for to in entry.fact.to]  # type: ignore[attr-defined]
    assert all(to.account for to in reached)
    assert any(to.stands_in_for for to in reached)
    assert {(each.role, each.division) for to in reached for each in to.vacant} == {("county", "990122000000")}


def test_the_policy_as_it_is_printed_changes_nothing(city: City) -> None:
    """What `policy show --toml` prints is the policy in force: household_after it finds no difference either."""
    found = city.replayed(PolicyScenario(policy=load_policy(default_policy_text())))
    assert (found.differences, found.notices.recorded - found.notices.simulated) == (0, 0)


def test_another_policy_is_not_quiet(city: City) -> None:
    """The control: one working day more to report makes every report in time or late by a day less."""
    text = default_policy_text()
    at = text.index("limit = ", text.index('name = "report"'))
    longer = load_policy(text[:at] + text[at:].replace("value = 1", "value = 2", 1))
    found = city.replayed(PolicyScenario(policy=longer))
    assert {changed.deadline for changed in found.changes} == {"report"}
    assert found.differences == sum(sum(counts.values()) for counts in found.by_township.values()) > 100
    assert found.notices.simulated != found.notices.recorded
    assert all(c.simulated_due_on > c.recorded_due_on for c in found.changes)  # type: ignore[operator]


def test_a_tampered_decision_is_found(city: City, tmp_path: Path) -> None:
    """The control of the first test: one due date altered in the database file, and it does not hold any more."""
    copy = tmp_path / "tampered.sqlite"
    with sqlite3.connect(city.file) as source, sqlite3.connect(copy) as target:
        source.backup(target)
        for [trigger] in target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            target.execute(f"DROP TRIGGER {trigger}")
        [number, state] = target.execute(
            "SELECT notification_id, state FROM stored_events WHERE topic = 'escalated' ORDER BY 1 LIMIT 1"
        ).fetchone()
        fact = next(entry for entry in city.decided if entry.timestamp == min(e.timestamp for e in city.decided)).fact
        assert isinstance(fact, Escalated)
        was, forged = f'"due_on":"{fact.due_on}"', f'"due_on":"{fact.due_on - timedelta(days=1)}"'
        assert was.encode() in state
        target.execute(
            "UPDATE stored_events SET state = ? WHERE notification_id = ?",
            (state.replace(was.encode(), forged.encode()), number),
        )
    with Log.open(f"sqlite:///{copy}", RING) as log:
        office = Casework(log, keys=RING, clock=city.casework.clock, rules=city.casework.rules)
        found = replace(city, casework=office).replayed()
    # A step names the last day it was for: the forged one is unknown to the rules, and the true one is missing.
    assert (found.differences, found.unlike) == (1, 2)
    [changed] = found.changes
    assert changed.recorded_due_on == fact.due_on - timedelta(days=1)
    assert changed.simulated_due_on == fact.due_on


def test_the_passes_are_the_days_on_which_something_was_raised(city: City) -> None:
    """One pass a day, at nine."""
    passes = recorded_passes(city.casework.log, city.casework.log.last_position())
    assert set(passes.moments) == {entry.timestamp for entry in city.decided}
    assert len(passes.moments) == len(city.replayed().by_day)


def test_a_region_alone_says_what_it_says_among_all(city: City) -> None:
    """The townships of one county, asked for alone, are those of the whole city's answer."""
    county = "990121"
    policy = load_policy(default_policy_text().replace("value = 15, unit", "value = 10, unit"))
    whole = city.replayed(PolicyScenario(policy=policy))
    until = city.casework.log.last_position()
    alone = what_if(city.casework, until=until, scenario=PolicyScenario(policy=policy), inside=(county,))
    assert alone.by_township == {c: n for c, n in whole.by_township.items() if c.startswith(county)} != {}
    assert alone.changes == tuple(c for c in whole.changes if c.village.startswith(county))
    assert alone.considered < whole.considered
