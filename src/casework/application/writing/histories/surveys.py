"""
Taking in what a survey or a visit says of one household: a new one is registered, a known one updated (GY-1a, GY-2a).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import UNSET
from msgspec.structs import asdict, replace

from casework.application.commands.contacts.appointments import CheckTelephone
from casework.application.commands.survey import (
    HOUSEHOLD_WORDS,
    PERSON_WORDS,
    Register,
    SurveyedMember,
    stated_fields,
)
from casework.application.log.records.groups import PersonRow
from casework.application.people.identities import identities
from casework.application.people.life_numbers import KnownPerson, known_persons, newcomers, number_all
from casework.application.people.person_columns import person_differences
from casework.application.people.personal_data import PersonalData
from casework.application.places.listings import Listings
from casework.application.places.villages import village_named
from casework.application.writing.histories.history import Decided, History
from casework.application.writing.histories.moves import look_ups_of, moved
from casework.domain.codes.sources import Source
from casework.domain.decisions.contacts.telephones import check_telephone
from casework.domain.decisions.placements import refuse_odd_terms
from casework.domain.decisions.registration import SourceStatement, StatedMember, register, update_members
from casework.domain.decisions.who_is_who import Likable, Likeness, likeness
from casework.domain.entries.refusals import refuse_what_cannot_be
from casework.domain.errors import HouseholdUnknownError, InvalidValueError
from casework.domain.fact import Fact
from casework.domain.household.context import DecisionContext, household_after, refuse_ahead
from casework.domain.household.state import Household
from casework.domain.members import HouseholdPrivate, HouseholdValues, Member, PersonPrivate
from casework.domain.persons import ResidentId, normal_resident_id, other_document, read_resident_id
from casework.domain.text_values import one_form


def decide_survey(history: History, survey: Register, context: DecisionContext) -> Decided:
    """
    Record what a survey newly says; an unknown household is registered; quiet when it says nothing new.

    Raises:
        InvalidValueError: A value cannot be right.
        MemberUnknownError: A member's number is not the household's.
        HouseholdUnknownError: No household has this id.
    """
    state, known = history.state, history.personal_data()
    if survey.id is not None and not state.known:
        raise HouseholdUnknownError(survey.id)
    moves = _moved(history, context, survey)
    after = household_after(state, moves, context)
    facts = [*moves, *_facts(replace(history, state=after), context, survey, known)]
    refuse_what_cannot_be(state, facts, context)
    before = known.identities([member.number for member in state.members if member.left])
    people, index = identities(facts, before, history.keys, on=context.today)
    numbered = number_all(state, facts, known_before(history, facts, people), history.draw)
    index = (*index, *look_ups_of(history, moves))
    return Decided(facts=numbered.facts, people=people, index=index, carried=numbered.carried)


def decide_telephone(history: History, command: CheckTelephone, context: DecisionContext) -> Decided:
    """
    Record what was found out of a member's telephone; the right number stands from now on like one from a visit.

    Raises as `check_telephone` and `decide_survey` do.
    """
    checked = check_telephone(history.state, context, **asdict(command))
    refuse_what_cannot_be(history.state, checked, context)
    if not command.telephone:
        return Decided(facts=checked)
    said = SurveyedMember(number=command.member, phone=command.telephone)
    survey = Register(id=history.state.id, source=Source.VISIT, members=(said,))
    made = decide_survey(history, survey, context)
    return replace(made, facts=(*made.facts, *checked))


def known_before(history: History, facts: list[Fact], people: Sequence[PersonRow]) -> dict[int, KnownPerson]:
    """Those who join and were known before, by their number here."""
    joined = {member.number for member in newcomers(facts)}
    digests = {row.digest: row.member for row in people if row.action == "add" and row.member in joined}
    found = known_persons(history.log, digests, history.log.persons(list(digests))) if digests else {}
    return {digests[digest]: person for digest, person in found.items()}


def _moved(history: History, context: DecisionContext, survey: Register) -> list[Fact]:
    """What village and number beside an id say: where the household is listed from now on."""
    number, village = one_form(survey.number), survey.village.strip()
    if survey.id is None or not (number or village):
        return []
    on = survey.effective_on
    return moved(history, context, village=village or None, number=number or None, on=on)


def _facts(history: History, context: DecisionContext, survey: Register, known: PersonalData) -> list[Fact]:
    state = history.state
    if survey.source is Source.LEDGER:
        raise InvalidValueError(
            "source", zh="来源应为 survey 或 visit", en="The source is survey or visit; ledgers are imported"
        )
    effective_on = survey.effective_on or context.today
    refuse_ahead("effective_on", effective_on, context)
    values, private, fields = _household(state, survey, known)
    statement = SourceStatement(
        source=survey.source,
        effective_on=effective_on,
        assessed_on=context.today,
        stated=tuple(_stated(state, survey, known, context)),
        left=_left(state, survey),
        values=values,
        private=private,
        household_fields=fields,
    )
    if state.known:
        return update_members(state, context, statement=statement)
    if not survey.members:
        raise InvalidValueError("members", zh="新登记的户至少有一名成员", en="A new household has at least one member")
    number = one_form(survey.number)
    village = village_named(history.log, history.keys, survey.village, context.today)
    if Listings(history.log, history.keys).id_of(survey.village, number) != state.id:
        raise InvalidValueError("id", zh="系统编号与村和户编号不符", en="The id is not that of this village and number")
    return register(state, context, village=village, number=number, statement=statement)


def _left(state: Household, survey: Register) -> tuple[int, ...]:
    numbers = {member.number for member in state.members}
    for number in survey.left:
        if number not in numbers:
            state.member(number)
        if number in {member.number for member in survey.members}:
            raise InvalidValueError(
                "left", zh=f"成员{number}既在户又离户", en=f"Member {number} cannot both be there and have left"
            )
    return survey.left


def _stated(
    state: Household, survey: Register, known: PersonalData, context: DecisionContext
) -> Iterator[StatedMember]:
    following = max((member.number for member in state.members), default=0)
    seen = set[int]()
    for said in survey.members:
        clear, words = _values(said, context)
        number = said.number if said.number is not None else known_as(clear, words, state, known)
        if number is None:
            following += 1
            yield _newcomer(following, clear, words)
            continue
        if number in seen:
            raise InvalidValueError("members", zh=f"成员{number}重复", en=f"Member {number} is named more than once")
        seen.add(number)
        before = state.member(number)
        was = known.now.get(number, PersonPrivate())
        private = replace(was, **words)
        yield StatedMember(
            member=replace(before.now, **clear),
            private=private,
            private_fields=person_differences(was, private),
            says=tuple(clear),
        )


def _newcomer(number: int, clear: dict[str, Any], words: dict[str, Any]) -> StatedMember:
    if not words.get("name"):
        raise InvalidValueError("name", zh="新成员须有姓名", en="A new member needs a name")
    return StatedMember(member=Member(number=number, **clear), private=PersonPrivate(**words))


def known_as(clear: Mapping[str, Any], words: Mapping[str, Any], state: Household, known: PersonalData) -> int | None:
    """The member who is meant without a number: somebody who is sure to be one of the household is no second person."""
    said = Likable(
        name=words.get("name", ""),
        number=words.get("resident_id", ""),
        birth_date=clear.get("birth_date"),
        relation=words.get("relation", ""),
    )
    for member in state.present():
        private = known.now.get(member.number, PersonPrivate())
        one = Likable(
            name=private.name,
            number=private.resident_id,
            birth_date=member.now.birth_date,
            relation=private.relation,
        )
        if likeness(said, one) is Likeness.SAME:
            return member.number
    return None


def _values(said: SurveyedMember, context: DecisionContext) -> tuple[dict[str, Any], dict[str, Any]]:
    stated = {name: getattr(said, name) for name in stated_fields(said)}
    words = {name: stated.pop(name).strip() for name in PERSON_WORDS if name in stated}
    if words.get("name") == "":
        raise InvalidValueError("name", zh="姓名不能为空", en="The name must not be blank")
    named = stated.pop("document", None)
    if words.get("resident_id"):
        kind = other_document(words["resident_id"], named=named)
        words |= {"resident_id": normal_resident_id(words["resident_id"]), "document": kind}
        if kind is None:
            found = _resident_id(words["resident_id"], context)
            words["resident_id"] = found.number
            stated |= {"birth_date": found.birth_date, "sex": found.sex}
    elif named is not None:
        raise InvalidValueError("document", zh="须同时写明证件号码", en="State the document's number as well")
    refuse_odd_terms(stated.get("monthly_pay"), None)
    born = stated.get("birth_date")
    if born is not None:
        refuse_ahead("birth_date", born, context)
    return stated, words


def _resident_id(text: str, context: DecisionContext) -> ResidentId:
    found = read_resident_id(text, assessed_on=context.today)
    if isinstance(found, ResidentId):
        return found
    raise InvalidValueError("resident_id", zh=f"{found.zh}({found})", en=f"The resident id cannot be right: {found}")


def _household(
    state: Household, survey: Register, known: PersonalData
) -> tuple[HouseholdValues, HouseholdPrivate, tuple[str, ...]]:
    stated = {name: value for name, value in asdict(survey.household).items() if value is not UNSET}
    words = {name: stated.pop(name).strip() for name in HOUSEHOLD_WORDS if name in stated}
    values, private = replace(state.values, **stated), replace(known.household, **words)
    fields = tuple(name for name in stated if getattr(values, name) != getattr(state.values, name))
    fields += tuple(name for name in words if getattr(private, name) != getattr(known.household, name))
    return values, replace(private, informant=survey.informant.strip()), fields
