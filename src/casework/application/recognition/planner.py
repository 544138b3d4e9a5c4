"""Decides what listed households come to against what is stored, those of a chunk together (GY-2a)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from msgspec.structs import replace

from casework.application.accounts.actors import Reaches
from casework.application.ledgers.persons.ledger import (
    LedgerPerson,
    RefusedPerson,
    RowProblem,
)
from casework.application.ledgers.understanding.questions import Question
from casework.application.log.records.groups import AppendGroup
from casework.application.people.identities import document_of, id_digest, identities
from casework.application.people.life_numbers import KnownPerson, number_all
from casework.application.recognition import remarks
from casework.application.recognition.doubts import Doubts, employed_but_refused
from casework.application.recognition.household_match import Match, match
from casework.application.recognition.listed_sites import by_the_lists
from casework.application.recognition.member_outcomes import outcomes_of
from casework.application.recognition.moved_duties import moved_by
from casework.application.recognition.moves import linked
from casework.application.recognition.plans import Pending, Plan
from casework.application.recognition.recognition import (
    LEFT,
    SAME_PERSON,
    STAYS,
    Decisions,
    Recognition,
    member_key,
    person_key,
    question,
    recognise,
)
from casework.application.recognition.stored_households import Stored
from casework.application.writing.casework import Casework
from casework.domain.decisions.registration import register, update_members
from casework.domain.decisions.who_is_who import WhyAsked, why_asked
from casework.domain.entries.storability import refuse_out_of_bounds
from casework.domain.errors import InvalidValueError
from casework.domain.fact import Fact
from casework.domain.facts.households import Detected, MembersUpdated
from casework.domain.household.context import DecisionContext, in_envelopes
from casework.domain.household.state import Household
from casework.domain.members import PersonPrivate


class Planner:
    """Decides households together, against one reading of what is stored."""

    def __init__(
        self,
        casework: Casework,
        context: DecisionContext,
        *,
        assessed_on: date,
        stored: Mapping[UUID, Stored],
        owners: Mapping[bytes, tuple[UUID, int]],
        unplaced: Collection[RefusedPerson],
        decisions: Decisions,
        listed: Collection[bytes],
        known: Mapping[bytes, KnownPerson],
        reaches: Reaches,
    ) -> None:
        self._casework = casework
        self._context = context
        self._book = casework.books.current()
        self._assessed_on = assessed_on
        self._stored = stored
        self._owners = owners
        self._unplaced = unplaced
        self._decisions = decisions
        self._listed = listed
        self._known = known
        self._reaches = reaches
        self._who: dict[UUID, Recognition] = {}

    def plan_all(self, pending: Collection[Pending]) -> list[Plan]:
        """
        What the households come to; nothing is recorded by planning.

        Persons of a household of the same call that lists them no more move, if that plan lets them go; else they are
        looked at as somebody who stands elsewhere.
        """
        self._who = {p.id: self._recognised(p, p.listed.persons) for p in pending}
        listed = {p.id: set(p.digests) for p in pending if not self._are_strangers(p)}
        kept: set[bytes] = set()
        while True:
            plans = [self._plan(p, listed, kept) for p in pending]
            freed = {digest for plan in plans for digest in plan.freed}
            missed = {digest for plan in plans for digest in plan.movers - freed}
            if not missed:
                return self._linked(plans)
            kept |= missed

    def _linked(self, plans: Sequence[Plan]) -> list[Plan]:
        """The plans, in which each who goes from one household to another is said to have moved in both."""
        groups = linked([plan.group for plan in plans if plan.group is not None], self._owners)
        of = {group.household: group for group in groups}
        return [replace(plan, group=of[plan.pending.id]) if plan.group else plan for plan in plans]

    def _plan(self, pending: Pending, listed: Mapping[UUID, Collection[bytes | None]], kept: Collection[bytes]) -> Plan:
        stored = self._stored[pending.id]
        if not stored.readable:
            return Plan(pending=pending, problems=tuple(map(remarks.parked, pending.listed.persons)))
        if stored.household.known and not self._reaches(stored.household):
            return Plan(pending=pending, problems=tuple(map(remarks.beyond_office, pending.listed.persons)))
        if self._are_strangers(pending):
            return Plan(pending=pending, waits=True, strangers=True)
        elsewhere = self._elsewhere(pending)
        going = {digest for digest, owner in elsewhere.items() if owner in listed and digest not in listed[owner]}
        movers = going - set(kept)
        staying = set(elsewhere) - movers
        if staying and not pending.last_chance:
            return Plan(pending=pending, waits=True)
        plan = self._plan_those(pending, stored, staying)
        return replace(plan, movers=frozenset(movers))

    def _plan_those(self, pending: Pending, stored: Stored, staying: Collection[bytes]) -> Plan:
        """What the listed persons come to who do not stand in another household."""
        lists = self._under(pending.listed.village).rules.references
        by_lists, unlisted = by_the_lists(pending.listed, lists, self._assessed_on)
        pending = replace(pending, listed=by_lists)
        rows = list(zip(pending.listed.persons, pending.digests, strict=True))
        strangers = [person for person, digest in rows if digest in staying]
        persons = [person for person, digest in rows if digest not in staying]
        who = self._recognised(pending, persons) if strangers else self._who[pending.id]
        refused = [*unlisted, *map(remarks.duplicate, strangers), *(remarks.another_id(*asked) for asked in who.asked)]
        questions = [self._about_person(stored.household, *asked) for asked in who.asked]
        if not who.found:
            return Plan(pending=pending, problems=tuple(refused), questions=tuple(questions))
        doubtful = [person for person, _ in who.asked]
        withheld_by = employed_but_refused(pending.listed, [*strangers, *doubtful])
        matched = match(
            replace(pending.listed, refused=(*pending.listed.refused, *(person.as_refused() for person in doubtful))),
            [person for person, _ in who.found],
            [number for _, number in who.found],
            stored.household,
            stored.known,
            assessed_on=self._assessed_on,
            unplaced=self._unplaced,
            withhold=withheld_by is not None,
        )
        missing = self._missing(stored, matched)
        if missing and not pending.last_chance:
            return Plan(pending=pending, waits=True)
        matched = _without(matched, missing)
        try:
            facts = self._decide(pending, stored.household, matched)
            for fact in facts:
                refuse_out_of_bounds(fact)
        except InvalidValueError as beyond:
            beyond_them = tuple(remarks.out_of_bounds(person, beyond) for person, _ in who.found)
            return Plan(pending=pending, problems=beyond_them)
        place = who.found[0][0].place
        doubts = Doubts(
            household=stored.household,
            matched=matched,
            facts=facts,
            context=self._context,
            under=self._under,
            on=self._assessed_on,
        )
        problems = [*refused, *doubts.warnings(withheld_by)]
        if pending.listed_as:
            problems.append(remarks.recognised(who.found[0][0], pending.listed_as, pending.number))
        for number, why in missing.items():
            if why is not None:
                problems.append(remarks.member_missing(place, number, why.label))
                key = member_key(stored.household, number)
                questions.append(question(key, place, problems[-1].message))
        waits = doubts.waits_for_an_answer()
        problems += [waits] if waits else []
        planned = self._planned(pending, stored, matched, facts, tuple(problems))
        return replace(planned, withheld=waits is not None, questions=tuple(questions))

    def _recognised(self, pending: Pending, persons: Sequence[LedgerPerson]) -> Recognition:
        stored = self._stored[pending.id]
        return recognise(persons, stored.household, stored.known, self._decisions)

    def _are_strangers(self, pending: Pending) -> bool:
        """Whether other people stand under the number of a known household, and nobody has said that they are meant."""
        known = self._stored[pending.id].household.known
        return known and self._who[pending.id].strangers and not (pending.meant or pending.listed_as)

    def _about_person(self, household: Household, person: LedgerPerson, member: int) -> Question:
        remark = remarks.another_id(person, member)
        return question(person_key(household, member), person.place, remark.message, suggestion=SAME_PERSON)

    def _missing(self, stored: Stored, matched: Match) -> dict[int, WhyAsked | None]:
        """
        Who is not listed and stays all the same: because of why they are asked about, or None because somebody said so.
        """
        household = stored.household
        newest = household.ledger_on()
        if not household.known or (newest is not None and self._assessed_on < newest):
            return {}
        rule = self._under(household.village).policy.detection
        heads = [stated.member.number for _, stated in matched.rows if stated.member.is_head]
        found: dict[int, WhyAsked | None] = {}
        erased = {state.number for state in household.members if state.erased}
        for number in matched.statement.left:
            if number in erased:
                continue  # whoever it is, they are not recognised on any list again
            answer = self._decisions.get(member_key(household, number))
            if answer == LEFT or self._is_listed_elsewhere(stored, number):
                continue
            new_head = bool(heads) and number not in heads
            why = why_asked(household, number, on=self._assessed_on, rule=rule, new_head=new_head)
            if answer == STAYS:
                found[number] = None
            elif why is not None:
                found[number] = why
        return found

    def _is_listed_elsewhere(self, stored: Stored, number: int) -> bool:
        private = stored.known.now.get(number, PersonPrivate())
        return bool(private.resident_id) and id_digest(self._casework.keys, document_of(private)) in self._listed

    def _elsewhere(self, pending: Pending) -> dict[bytes, UUID]:
        """The persons who stand in another household, with it."""
        owners = {}
        for digest in pending.digests:
            owner = self._owners.get(digest) if digest else None
            if digest and owner and owner[0] != pending.id:
                owners[digest] = owner[0]
        return owners

    def _decide(self, pending: Pending, household: Household, matched: Match) -> list[Fact]:
        if household.known:
            return update_members(household, self._under(household.village), statement=matched.statement)
        village = pending.listed.village
        return register(
            household, self._under(village), village=village, number=pending.number, statement=matched.statement
        )

    def _under(self, village: str) -> DecisionContext:
        """The context under the rules of a village."""
        return replace(self._context, rules=self._book.of(village))

    def _planned(
        self,
        pending: Pending,
        stored: Stored,
        matched: Match,
        facts: list[Fact],
        problems: tuple[RowProblem, ...],
    ) -> Plan:
        group: AppendGroup | None = None
        freed: tuple[bytes, ...] = ()
        if facts:
            version = stored.household.version
            left = [state.number for state in stored.household.members if state.left]
            before = stored.known.identities(left)
            people, index = identities(facts, before, self._casework.keys, on=self._context.today)
            freed = tuple(row.digest for row in people if row.action == "remove")
            known = {row.member: self._known[row.digest] for row in people if row.digest in self._known}
            numbered = number_all(stored.household, facts, known, self._casework.draw)
            entries = in_envelopes(pending.id, version, numbered.facts, self._context, self._context.by)
            group = AppendGroup(
                household=pending.id,
                expected_version=version,
                entries=entries,
                people=people,
                index=index,
                carried=numbered.carried,
                within_bounds=True,
            )
        return Plan(
            pending=pending,
            group=group,
            problems=problems,
            accepted=len(matched.rows),
            members=tuple(stated.member.number for _, stated in matched.rows),
            new=not stored.household.known,
            updates=any(isinstance(fact, MembersUpdated) for fact in facts),
            detects=any(isinstance(fact, Detected) for fact in facts),
            outcomes=tuple(outcomes_of(stored, facts)),
            moved=moved_by(stored.household, facts, self._under(stored.household.village)) if facts else None,
            freed=freed,
        )


def _without(matched: Match, missing: Collection[int]) -> Match:
    """The match without those who left the ledger and are not taken for gone."""
    statement = matched.statement
    left = tuple(number for number in statement.left if number not in missing)
    return replace(matched, statement=replace(statement, left=left))
