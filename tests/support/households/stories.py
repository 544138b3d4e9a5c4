"""Given / when / then for the domain: households with a history, made by the real decisions wherever one exists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec import Struct
from msgspec.structs import replace

from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.codes.clearance import Milestone
from casework.domain.codes.people import Employment, Sex
from casework.domain.codes.sources import Source, VerificationSource
from casework.domain.codes.verification import NotEligible
from casework.domain.codes.work import Channel, WorkKind
from casework.domain.deadlines.instances import Instance, find, instances
from casework.domain.decisions.cadres.responsibility import accept_household, assign_cadre
from casework.domain.decisions.clearance import decide_clearance, propose_clearance
from casework.domain.decisions.exits.not_eligible import decide_not_eligible, propose_not_eligible
from casework.domain.decisions.findings.reports import report_household
from casework.domain.decisions.findings.signatures import SignedRecord
from casework.domain.decisions.offers import offer_job
from casework.domain.decisions.placements import confirm_placement, place
from casework.domain.decisions.registration import SourceStatement, StatedMember, register
from casework.domain.decisions.retention import check_retention, confirm_stability
from casework.domain.decisions.verification import verify
from casework.domain.errors import CaseworkError
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.households import Registered
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.members import Member, PersonPrivate
from casework.domain.policy.policy import Policies
from casework.domain.policy.rules import Rules
from casework.domain.policy.text import default_policies
from casework.domain.rules.built_in import built_in_rules

TUESDAY = date(2026, 3, 3)
"""The day on which the households of these stories are detected, at ten in the morning."""

HOUSEHOLD_ID = UUID("01980000-0000-8000-8000-000000000001")
VILLAGE = "532621101203"
TOWNSHIP = "532621101000"
COUNTY = "532621000000"
CITY = "532600000000"

CLERK = "zhao.lei"
CADRE = "li.na"
SUCCESSOR = "wang.wei"
TOWNSHIP_OFFICIAL = "chen.jing"
COUNTY_OFFICIAL = "sun.yan"
SUPERVISOR = "he.ping"

FATHER = Member(number=1, is_head=True, sex=Sex.MALE, birth_date=date(1985, 5, 5))
GRANDMOTHER = Member(number=2, sex=Sex.FEMALE, birth_date=date(1955, 2, 2))
CHILD = Member(number=3, sex=Sex.FEMALE, birth_date=date(2012, 6, 1))
WIFE = Member(number=4, sex=Sex.FEMALE, birth_date=date(1988, 8, 8))
FAMILY = (FATHER, GRANDMOTHER, CHILD)

POLICY = default_policies().dated[0]
RULES = built_in_rules()
SIGNED = SignedRecord(name="王强", relation="本人", signed_on=date(2026, 3, 2))

Decision = Callable[..., list[Fact]]


class Story(Struct, frozen=True, kw_only=True):
    """A household's history so far, and the rules and the day on which it goes on."""

    entries: tuple[Recorded, ...] = ()
    rules: Rules = RULES
    day: date = TUESDAY

    def __repr__(self) -> str:
        """The facts and their days, for a failing example; the rules would drown them."""
        return f"Story({', '.join(f'{e.occurred_at:%Y-%m-%d} {e.fact}' for e in self.entries)})"

    @property
    def household(self) -> Household:
        """The household as its history leaves it."""
        return fold_history(HOUSEHOLD_ID, self.entries)

    @property
    def version(self) -> int:
        """The version of the last fact."""
        return len(self.entries)

    def happened(self, *facts: Fact, at: date | None = None, by: str = CLERK, recorded_at: date | None = None) -> Story:
        """The story with these facts in it, as they stand."""
        day = at or self.day
        entries = list(self.entries)
        for fact in facts:
            entries.append(
                Recorded(
                    originator_id=HOUSEHOLD_ID,
                    originator_version=len(entries) + 1,
                    timestamp=ten_o_clock(recorded_at or day),
                    occurred_at=ten_o_clock(day),
                    by=by,
                    command_id=f"c{len(entries) + 1}",
                    fact=fact,
                )
            )
        return replace(self, entries=tuple(entries), day=recorded_at or day)

    def did(self, decide: Decision, *, at: date | None = None, by: str = CLERK, **intention: Any) -> Story:
        """The story after somebody decided this; what the decision records is part of it."""
        day = at or self.day
        facts = decide(self.household, context(day, by=by, rules=self.rules), **intention)
        return self.happened(*facts, at=day, by=by)

    def under(self, rules: Rules) -> Story:
        """The same story under other rules."""
        return replace(self, rules=rules)

    def deadline(self, name: str, occurrence: str | None = None) -> Instance:
        """The instance of a deadline; the test fails when there is none."""
        found = find(self.household, self.rules, name, occurrence)
        assert found is not None, f"no deadline {name} {occurrence}"
        return found

    def occurrences(self, name: str) -> list[str]:
        """The occurrences of a deadline."""
        return [i.occurrence for i in instances(self.household, self.rules) if i.deadline == name]


class When(Struct, frozen=True, kw_only=True):
    """What a decision came to: facts, or a refusal."""

    facts: Sequence[Fact] | None
    refusal: CaseworkError | None

    def then(self, *facts: Fact) -> None:
        """Exactly these facts were recorded."""
        if self.refusal is not None:
            raise AssertionError(f"refused: {self.refusal}")
        assert list(self.facts or ()) == list(facts)

    def then_quiet(self) -> None:
        """There was nothing to do."""
        self.then()

    def then_refuses(self, kind: type[CaseworkError], saying: str = "", **attributes: object) -> None:
        """It was refused by exactly this kind of refusal, in both languages, with these attributes."""
        if self.refusal is None:
            pytest.fail(f"not refused: {self.facts}")
        assert type(self.refusal) is kind
        assert saying in self.refusal.en
        assert self.refusal.zh
        assert self.refusal.zh != self.refusal.en
        assert {name: getattr(self.refusal, name) for name in attributes} == attributes


class Given(Struct, frozen=True, kw_only=True):
    """A story that a decision is taken in."""

    story: Story

    def when(self, decide: Decision, *, at: date | None = None, by: str = CLERK, **intention: Any) -> When:
        """Somebody decides."""
        moment = context(at or self.story.day, by=by, rules=self.story.rules)
        try:
            return When(facts=decide(self.story.household, moment, **intention), refusal=None)
        except CaseworkError as refusal:
            return When(facts=None, refusal=refusal)


def given(story: Story) -> Given:
    """A household with this history."""
    return Given(story=story)


def ten_o_clock(day: date) -> datetime:
    """Ten in the morning in Asia/Shanghai."""
    return datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)


def midnight(day: date) -> datetime:
    """The end of a day: 00:00 of the next in Asia/Shanghai."""
    following = day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=SHANGHAI)


def context(day: date, *, by: str = CLERK, rules: Rules = RULES, now: datetime | None = None) -> DecisionContext:
    """A decision at ten in the morning of a day, recorded at once unless `now` says later."""
    return DecisionContext(by=by, occurred_at=ten_o_clock(day), now=now or ten_o_clock(day), rules=rules)


def stated(*members: Member, private_fields: tuple[str, ...] = ()) -> tuple[StatedMember, ...]:
    """The members as a source states them."""
    return tuple(
        StatedMember(member=member, private=PersonPrivate(name=f"成员{member.number}"), private_fields=private_fields)
        for member in members
    )


def a_statement(*members: Member, source: Source = Source.LEDGER, on: date = TUESDAY, **values: Any) -> SourceStatement:
    """What a source says of the household's members on a day."""
    return SourceStatement(source=source, effective_on=on, assessed_on=on, stated=stated(*members), **values)


def working(member: Member, **values: Any) -> Member:
    """The member in work."""
    return replace(member, employment=Employment.EMPLOYED, **values)


def nobody() -> Story:
    """A household of which nothing is known."""
    return Story()


def a_registered_household(*members: Member, on: date = TUESDAY) -> Story:
    """A household in which somebody works, so that it is registered and not detected."""
    members = members or (working(FATHER), GRANDMOTHER, CHILD)
    return nobody().did(register, at=on, village=VILLAGE, number="0012", statement=a_statement(*members, on=on))


def a_bare_household(*members: Member, on: date = TUESDAY) -> Story:
    """A household as registered, before anybody judges it."""
    return nobody().happened(
        Registered(village=VILLAGE, number="0012", members=members or FAMILY, effective_on=on), at=on
    )


def a_detected_household(*members: Member, on: date = TUESDAY) -> Story:
    """Version 1 registered, version 2 detected: a father of 40 out of work, his mother and his daughter."""
    return a_registered_household(*(members or FAMILY), on=on)


def a_reported_household(on: date = TUESDAY) -> Story:
    """Version 3: the village reported it."""
    return a_detected_household(on=on).did(report_household, at=on)


def a_verified_household(*members: Member, on: date = TUESDAY, **found: Any) -> Story:
    """Version 3: the township confirmed it."""
    story = a_detected_household(*members, on=on)
    return story.did(verify, at=on, by=TOWNSHIP_OFFICIAL, source=VerificationSource.VISIT, **found)


def found_not_eligible(
    reason: NotEligible, *, story: Story | None = None, on: date | None = None, **found: Any
) -> Story:
    """Two versions later: the township proposed that it is not eligible, and the county decided so."""
    story = story or a_detected_household()
    words = {"source": VerificationSource.VISIT} | found
    story = story.did(propose_not_eligible, at=on, by=TOWNSHIP_OFFICIAL, reason=reason, **words)
    return story.did(decide_not_eligible, at=on, by=COUNTY_OFFICIAL)


def a_household_assigned_to(cadre: str = CADRE, on: date = TUESDAY) -> Story:
    """Version 4: a first cadre is responsible and has not accepted yet."""
    return a_verified_household(on=on).did(assign_cadre, at=on, cadre=cadre)


def a_household_with_cadre(cadre: str = CADRE, *, on: date = TUESDAY, offered_to: str | None = None) -> Story:
    """Version 5: the cadre accepted; version 6 when a successor is offered the household."""
    story = a_household_assigned_to(cadre, on=on).did(accept_household, at=on, by=cadre)
    return story.did(assign_cadre, at=on, cadre=offered_to) if offered_to else story


def a_household_with_offer(on: date = TUESDAY) -> Story:
    """Version 6: a post is open to the father."""
    story = a_household_with_cadre(on=on)
    return story.did(offer_job, at=on, by=CADRE, member=1, post="缝纫工", channel=Channel.LOCAL_INDUSTRY)


def a_placed_household(on: date = TUESDAY, **work: Any) -> Story:
    """Version 6: the father works under a contract of twelve months, recorded by the cadre."""
    terms: dict[str, Any] = {"kind": WorkKind.CONTRACT, "since": on, "contract_months": 12} | work
    return a_household_with_cadre(on=on).did(place, at=on, by=CADRE, member=1, **terms)


def a_confirmed_household(on: date = TUESDAY, document: str | None = None, **work: Any) -> Story:
    """Version 7: the township confirmed that he works there."""
    story = a_placed_household(on=on, **work)
    return story.did(confirm_placement, at=on, by=TOWNSHIP_OFFICIAL, placement=1, document=document)


def a_proposed_household(on: date = TUESDAY, **work: Any) -> Story:
    """Version 8: the township proposed to clear it."""
    return a_confirmed_household(on=on, **work).did(propose_clearance, at=on, by=TOWNSHIP_OFFICIAL)


def a_cleared_household(on: date = TUESDAY, **work: Any) -> Story:
    """Version 9: the county cleared it."""
    return a_proposed_household(on=on, **work).did(decide_clearance, at=on, by=COUNTY_OFFICIAL)


def a_stable_household() -> Story:
    """Version 12: checked after three and six months by the cadre, and confirmed by the supervisor."""
    story = a_cleared_household()
    story = story.did(
        check_retention, at=date(2026, 6, 3), by=CADRE, milestone=Milestone.THREE_MONTHS, still_employed=True
    )
    story = story.did(
        check_retention, at=date(2026, 9, 3), by=CADRE, milestone=Milestone.SIX_MONTHS, still_employed=True
    )
    return story.did(confirm_stability, at=date(2026, 9, 4), by=SUPERVISOR)


def policies(*texts_in_force: Any) -> Policies:
    """These policies, the earliest first."""
    return Policies(dated=tuple(texts_in_force))
