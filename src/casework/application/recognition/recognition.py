"""Who is who: which member each person of a ledger is, and what somebody has to say before that is concluded (GY-2a)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from casework.application.ledgers.persons.ledger import LedgerHousehold, LedgerPerson, RowPlace
from casework.application.ledgers.understanding.questions import Question
from casework.application.people.personal_data import PersonalData
from casework.domain.decisions.who_is_who import Likable, Likeness, likeness
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.members import PersonPrivate
from casework.domain.persons import normal_resident_id

SAME_PERSON, ANOTHER_PERSON = "same-person", "another-person"
LEFT, STAYS = "left", "stays"
SAME_HOUSEHOLD, ANOTHER_HOUSEHOLD = "same-household", "another-household"
CHOICES = {
    "person": (SAME_PERSON, ANOTHER_PERSON),
    "member": (LEFT, STAYS),
    "household": (SAME_HOUSEHOLD, ANOTHER_HOUSEHOLD),
}
"""What may be answered, by what is asked about."""

CHOICE_WORDS = {
    SAME_PERSON: "同一人",
    ANOTHER_PERSON: "另一人",
    LEFT: "已离户",
    STAYS: "仍在户",
    SAME_HOUSEHOLD: "是这一户",
    ANOTHER_HOUSEHOLD: "是另一户",
}
Key = tuple[str, str]
"""What a question is of, and the text that names it: village, household number and, of a person, the member's number."""

Decisions = Mapping[Key, str]
"""The answers, by the questions' keys."""


class Recognition(Struct, frozen=True, kw_only=True):
    """
    The persons of a listed household with their numbers, and those who wait for an answer with the members they may be.

    `strangers`: nobody of them is a member, though the household has some.
    """

    found: tuple[tuple[LedgerPerson, int], ...]
    asked: tuple[tuple[LedgerPerson, int], ...] = ()
    strangers: bool = False


def recognise(
    persons: Sequence[LedgerPerson], household: Household, known: PersonalData, decisions: Decisions
) -> Recognition:
    """Who is who: by id, else as `likeness` says or somebody has decided; new persons get the next numbers."""
    if not household.members:
        return Recognition(found=tuple((person, number) for number, person in enumerate(persons, start=1)))
    numbers = _by_id(persons, known)
    members = {number: _likable(number, household, known) for number in known.now}
    asked: dict[int, int] = {}
    for place, person in enumerate(persons):
        if place in numbers:
            continue
        free = [number for number in members if number not in {*numbers.values(), *asked.values()}]
        number, is_sure = _most_alike(person, free, members, household, decisions)
        if number is not None:
            (numbers if is_sure else asked)[place] = number
    is_new = not numbers and not asked
    following = max((state.number for state in household.members), default=0) + 1
    for place in range(len(persons)):
        if place not in numbers and place not in asked:
            numbers[place], following = following, following + 1
    return Recognition(
        found=tuple((person, numbers[place]) for place, person in enumerate(persons) if place in numbers),
        asked=tuple((persons[place], number) for place, number in asked.items()),
        # Whoever was erased is recognised by nobody, so their absence says nothing.
        strangers=is_new and bool(persons) and any(not state.erased for state in household.present()),
    )


def _by_id(persons: Sequence[LedgerPerson], known: PersonalData) -> dict[int, int]:
    by_id = {normal_resident_id(p.resident_id): n for n, p in known.now.items() if p.resident_id}
    found: dict[int, int] = {}
    for place, person in enumerate(persons):
        said = person.private.resident_id
        number = by_id.get(normal_resident_id(said)) if said else None
        if number is not None and number not in found.values():
            found[place] = number
    return found


def _most_alike(
    person: LedgerPerson,
    free: Collection[int],
    members: Mapping[int, Likable],
    household: Household,
    decisions: Decisions,
) -> tuple[int | None, bool]:
    """The member who the person is, and whether that is sure; present ones before those who left."""
    left = {state.number for state in household.members if state.left}
    private = person.private
    said = Likable(
        name=private.name,
        number=private.resident_id,
        birth_date=person.member.birth_date,
        relation=private.relation,
    )
    alike = {number: likeness(said, members[number]) for number in sorted(free, key=lambda n: (n in left, n))}
    same = [number for number, how in alike.items() if how is Likeness.SAME]
    if same:
        return same[0], True
    for number, how in alike.items():
        if how is Likeness.ASKED and number not in left:
            answer = decisions.get(person_key(household, number))
            if answer is None:
                return number, False
            if answer == SAME_PERSON:
                return number, True
    return None, True


def _likable(number: int, household: Household, known: PersonalData) -> Likable:
    private = known.now.get(number, PersonPrivate())
    birth = next((state.now.birth_date for state in household.members if state.number == number), None)
    return Likable(name=private.name, number=private.resident_id, birth_date=birth, relation=private.relation)


def person_key(household: Household, member: int) -> Key:
    """Is a person with another id this member?"""
    return "person", f"{household.village}/{household.number}/{member}"


def member_key(household: Household, member: int) -> Key:
    """Has this member, who is not listed, left?"""
    return "member", f"{household.village}/{household.number}/{member}"


def household_key(listed: LedgerHousehold, number: str) -> Key:
    """Are the people listed under this number the household that is meant?"""
    return "household", f"{listed.village}/{number}"


def question(key: Key, place: RowPlace, why: Label, *, suggestion: str = "") -> Question:
    """The question as a preview shows it; until it is answered nothing of what it asks is concluded."""
    of, text = key
    return Question(
        of=of,
        text=text,
        file=place.file,
        sheet=place.sheet,
        row=place.row,
        column=None,
        why=why,
        choices=CHOICES[of],
        suggestion=suggestion,
    )
