"""Whether a value can be is asked at the one door, whichever way it comes in; nothing is stored of what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from msgspec.msgpack import encode
from msgspec.structs import replace

from casework.application.commands.assistance import AgreePlan, LogFollowUp, RaiseDifficulty
from casework.application.commands.declarations.declaration import Command
from casework.application.commands.detection import ConfirmHousehold
from casework.application.commands.entries import AllowLateEntry, CorrectEntry, PauseDeadline, WithdrawEntry
from casework.application.commands.responsibility import AssignCadre, DeclineHousehold, ReleaseCadre
from casework.application.commands.survey import Register, SurveyedMember
from casework.application.commands.work import ConfirmPlacement, OfferJob, Place
from casework.application.importing.withdrawals import withdraw_import
from casework.application.log.records.groups import CommandKey
from casework.application.log.records.household_ids import household_id
from casework.application.register.surveys import take_survey
from casework.application.rules.calendars import CalendarDesk
from casework.application.rules.divisions import record_change
from casework.application.rules.policies import PolicyDesk
from casework.application.writing.receipts import CommandReusedError
from casework.application.writing.references.reference_streams import load_divisions, record_batch
from casework.domain.codes.offices import ChangeKind
from casework.domain.codes.service.assistance import DifficultyKind, FollowUpKind, Measure, Outcome
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.work import Channel, WorkKind
from casework.domain.decisions.findings.signatures import SignedRecord
from casework.domain.errors import InvalidValueError
from casework.domain.facts.households import Registered
from casework.domain.facts.office.divisions import DivisionChange, DivisionEntry, DivisionsChanged
from casework.domain.facts.office.imports import ImportStarted
from casework.domain.policy.text import PolicyError, load_policy
from tests.support.installations.installations import Office, open_office

DAY = date(2026, 4, 1)
VISIT = LogFollowUp(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED)
ESCAPE = "li\x1b[31mna"

ABOVE = (("990101000000", "麦浪区"), ("990101001000", "五镰镇"))
"""A village stands in a township of a county."""


def placed(pay: Decimal | None = None, months: int | None = None) -> Place:
    return Place(member=1, kind=WorkKind.CONTRACT, since=date(2026, 3, 2), monthly_pay=pay, contract_months=months)


def verified(name: str, relation: str = "本人") -> ConfirmHousehold:
    signed = SignedRecord(name=name, relation=relation, signed_on=date(2026, 3, 2))
    return ConfirmHousehold(source=VerificationSource.VISIT, signed=signed)


def found(finding: dict[str, Any]) -> ConfirmHousehold:
    return ConfirmHousehold(source=VerificationSource.VISIT, findings=(finding,))  # type: ignore[arg-type]


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """An office with one household that nobody looks after yet."""
    with open_office(database_url) as opened:
        opened.at_risk(1)
        yield opened


IMPOSSIBLE: list[tuple[Command, str]] = [
    (RaiseDifficulty(kind=DifficultyKind.CARE, owner="  ", due_on=DAY), "owner"),
    (RaiseDifficulty(kind=DifficultyKind.CARE, owner=ESCAPE, due_on=DAY), "owner"),
    (RaiseDifficulty(kind=DifficultyKind.CARE, owner="li.na", due_on=date(2200, 1, 1)), "due_on"),
    (RaiseDifficulty(kind="no-such-code", owner="li.na", due_on=DAY), "kind"),  # type: ignore[arg-type]
    (OfferJob(member=0, post="保洁", channel=Channel.SOCIAL), "member"),
    (found({"member": 1, "finding": "no-such-code"}), "findings[0].finding"),
    (found({"member": 1, "finding": "willing", "hard_to_employ": "x"}), "findings[0].hard_to_employ"),
    (CorrectEntry(version=1, changes={"number": 10**40}, reason="错"), "correct"),
    (AgreePlan(member=1, measure=Measure.LOAN, owner="rule:escalation@1", due_on=DAY), "owner"),
    (AssignCadre(cadre=" "), "cadre"),
    (AssignCadre(cadre="import:1"), "cadre"),
    (AssignCadre(cadre="li.na", stands_in_for=""), "stands-in-for"),
    (DeclineHousehold(reason="\t"), "reason"),
    (ReleaseCadre(reason=""), "reason"),
    (OfferJob(member=1, post=" ", channel=Channel.SOCIAL), "post"),
    (ConfirmPlacement(placement=1, document=" "), "document"),
    (PauseDeadline(deadline="report", reason=" "), "reason"),
    (AllowLateEntry(first_on=DAY, last_on=DAY, reason=ESCAPE), "reason"),
    (AllowLateEntry(first_on=DAY, last_on=DAY, reason="山区", account="rule:x"), "account"),
    (WithdrawEntry(version=1, reason=" "), "reason"),
    (verified(" "), "signed-by"),
    (verified("禾一亩", "\n"), "relation"),
    (placed(pay=Decimal(10_000_000)), "pay"),
    (placed(pay=Decimal(10**12)), "pay"),
    (placed(pay=Decimal(-1)), "pay"),
    (placed(pay=Decimal("NaN")), "pay"),
    (placed(months=1201), "contract_months"),
    (placed(months=0), "contract_months"),
]


@pytest.mark.parametrize(
    ("command", "field"), IMPOSSIBLE, ids=lambda value: getattr(value, "spec", None) and value.spec.name
)
def test_what_cannot_be_is_refused_by_its_field(office: Office, command: Command, field: str) -> None:
    """Before these rules stood in the domain such values were recorded for good."""
    before, (household,) = office.log.last_position(), ids(office)
    with pytest.raises(InvalidValueError) as refused:
        office.casework.carry_out(command, household, by="li.na")
    assert (refused.value.field, office.log.last_position()) == (field, before)


def test_what_can_just_be_is_taken(office: Office) -> None:
    """The other side of each limit."""
    (household,) = ids(office)
    for command in (placed(Decimal("9999999.99"), 1200), placed(Decimal(0), 1), AssignCadre(cadre="ruler")):
        assert office.casework.carry_out(command, household, by="li.na").position is not None


@pytest.mark.parametrize("by", ["", " ", "rule:escalation@1", "import:1", ESCAPE])
def test_nobody_signs_as_a_rule_or_as_nobody(office: Office, by: str) -> None:
    """Who acts is an account; a blank command id is none either."""
    before, (household,) = office.log.last_position(), ids(office)
    with pytest.raises(InvalidValueError):
        office.casework.carry_out(VISIT, household, by=by)
    with pytest.raises(InvalidValueError):
        office.casework.carry_out(VISIT, household, by="li.na", command_id=" ")
    assert office.log.last_position() == before


def test_a_command_of_an_earlier_version_is_never_carried_out_twice(office: Office) -> None:
    """Its request was hashed with the name of a function: sent again, its id is one that was used."""
    (household,) = ids(office)
    asked = (str(household), "log_follow_up", None, [("kind", "visit"), ("note", ""), ("outcome", "reached")])
    earlier = CommandKey(actor="li.na", command_id="c1", request_hash=office.casework.keys.request_hash(encode(asked)))
    state, context = office.casework.household(household), office.casework.context("li.na")
    facts = VISIT.spec.decide(state, context, kind=VISIT.kind, outcome=VISIT.outcome)
    receipt = office.casework.append(household, state.version, facts, context, earlier)
    with pytest.raises(CommandReusedError):
        office.casework.carry_out(VISIT, household, by="li.na", command_id="c1")
    assert office.log.last_position() == receipt.position


def test_the_same_command_twice_is_one_however_its_codes_were_given(office: Office) -> None:
    """What counts is what is said, not how Python holds it."""
    (household,) = ids(office)
    first = office.casework.carry_out(VISIT, household, by="li.na", command_id="c1")
    as_text = LogFollowUp(kind="visit", outcome="reached")  # type: ignore[arg-type]
    assert office.casework.carry_out(as_text, household, by="li.na", command_id="c1") == first
    assert office.log.last_position() == first.position


@pytest.mark.parametrize("by", [" ", "import:1", "rule:x"])
def test_nobody_signs_so_beside_the_households_either(office: Office, by: str) -> None:
    """Divisions, changes of them, imports and publications are an account's too."""
    casework, before = office.casework, office.log.last_position()
    for write in (
        lambda: load_divisions(casework, [("990100000000", "禾穗市")], by=by),
        lambda: record_batch(casework, "b", ImportStarted(batch="b", account=by, as_of=DAY, files=1), by=by),
        lambda: record_change(casework, lambda known: pytest.fail("asked"), by=by),
        lambda: withdraw_import(casework, "b", [], by=by),
        lambda: PolicyDesk(casework).publish("", division="", by=by),
        lambda: CalendarDesk(casework).load("", by=by),
    ):
        with pytest.raises(InvalidValueError):
            write()
    assert office.log.last_position() == before


def test_a_village_that_does_not_stand_takes_no_household(office: Office) -> None:
    """It is a code of the divisions that were loaded; before they are, there is none, whichever way a survey comes in."""
    said = Register(number="9", village="990101001001", members=(SurveyedMember(name="禾新"),))
    its_id = household_id(office.casework.keys.ids, village=said.village, number=said.number)
    for code in (said.village, "99010100100", "990101001", "x"):
        other = replace(said, village=code)
        with pytest.raises(InvalidValueError) as refused:
            take_survey(office.casework, other, by="li.na")
        with pytest.raises(InvalidValueError) as refused_at_the_door:
            office.casework.carry_out(other, its_id, by="li.na")
        assert (refused.value.field, refused_at_the_door.value.field) == ("village", "village")
    load_divisions(office.casework, [*ABOVE, ("990101001001", "禾坪村")], by="li.na")
    assert take_survey(office.casework, said, by="li.na").position is not None


def test_a_village_that_was_split_takes_no_household_until_it_is_said_which(office: Office) -> None:
    """One that was merged stands for its successor, at the door as everywhere."""
    one, two, whole, other = (f"99010100100{number}" for number in range(1, 5))
    casework = office.casework
    load_divisions(casework, [*ABOVE, (one, "禾坪村"), (two, "双穗村"), (whole, "麦浪村")], by="li.na")
    split = DivisionChange(
        kind=ChangeKind.SPLIT,
        codes=(whole,),
        into=(DivisionEntry(code=two, name="双穗村"), DivisionEntry(code=other, name="新麦村")),
    )
    merged = DivisionChange(kind=ChangeKind.MERGED, codes=(one, two), into=(DivisionEntry(code=two, name="双穗村"),))
    for change in (split, merged):
        fact = DivisionsChanged(effective_on=casework.context("li.na").today, changes=(change,))
        record_change(casework, partial(_planned, fact), by="li.na")
    said = Register(number="9", village=whole, members=(SurveyedMember(name="禾新"),))
    with pytest.raises(InvalidValueError):
        casework.carry_out(said, household_id(casework.keys.ids, village=whole, number="9"), by="li.na")
    its_id = household_id(casework.keys.ids, village=one, number="9")
    casework.carry_out(replace(said, village=one), its_id, by="li.na")
    assert casework.household(its_id).village == two


def _planned(fact: DivisionsChanged, known: object) -> DivisionsChanged:
    return fact


def test_a_household_is_registered_under_the_id_of_its_village_and_number(office: Office) -> None:
    """Another one would be another household at the next import."""
    said = Register(number="9", village="990101001001", members=(SurveyedMember(name="禾新"),))
    load_divisions(office.casework, [*ABOVE, ("990101001001", "禾坪村")], by="li.na")
    with pytest.raises(InvalidValueError) as refused:
        office.casework.carry_out(said, UUID(int=7 << 88), by="li.na")
    assert refused.value.field == "id"


def test_a_request_beyond_all_measure_is_refused(office: Office) -> None:
    """Nobody writes a note of four million letters."""
    (household,), before = ids(office), office.log.last_position()
    with pytest.raises(InvalidValueError):
        office.casework.carry_out(replace(VISIT, note="x" * 4_000_000), household, by="li.na")
    with pytest.raises(PolicyError):
        load_policy("#" * 1_000_001)
    assert office.log.last_position() == before


def ids(office: Office) -> list[UUID]:
    """The households of the office."""
    return sorted({entry.household for entry in office.facts(Registered)})
