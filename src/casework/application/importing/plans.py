"""What a listed household comes to against what is stored: facts to record, rows refused, warnings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.application.importing import remarks
from casework.application.importing.matching import Match, match
from casework.application.importing.stored import Stored
from casework.application.ledgers.persons.ledger import (
    LedgerHousehold,
    LedgerPerson,
    RefusedPerson,
    RowPlace,
    RowProblem,
)
from casework.application.log.records.groups import AppendGroup
from casework.application.people.identities import identities
from casework.application.writing.casework import Casework
from casework.domain.codes import Capacity, Employment, Willingness
from casework.domain.decisions.registering import register, update_members
from casework.domain.entries.storability import refuse_out_of_bounds
from casework.domain.errors import InvalidValueError
from casework.domain.fact import Fact
from casework.domain.facts.households import Detected, MembersUpdated
from casework.domain.household.context import DecisionContext, household_after, in_envelopes
from casework.domain.household.detection import detection, withheld
from casework.domain.household.state import Household
from casework.domain.members import Member
from casework.domain.statuses import EpisodeState


class Pending(Struct, frozen=True, kw_only=True):
    """
    A listed household on its way in; who is not listed has left.

    `digests` are the keyed hashes of the listed persons' ids, None for who has none.
    """

    id: UUID
    number: str
    listed: LedgerHousehold
    digests: tuple[bytes | None, ...]
    last_chance: bool = False


class Plan(Struct, frozen=True, kw_only=True):
    """
    What a listed household comes to.

    `group` is None when nothing changes. `waits`: somebody still stands in another household, which may let them go.
    `freed` are the persons that this plan lets go, `movers` those that another plan of the same call has to let go.
    """

    pending: Pending
    group: AppendGroup | None = None
    problems: tuple[RowProblem, ...] = ()
    accepted: int = 0
    new: bool = False
    updates: bool = False
    detects: bool = False
    withheld: bool = False
    waits: bool = False
    freed: tuple[bytes, ...] = ()
    movers: frozenset[bytes] = frozenset()


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
    ) -> None:
        self._casework = casework
        self._context = context
        self._book = casework.books.current()
        self._assessed_on = assessed_on
        self._stored = stored
        self._owners = owners
        self._unplaced = unplaced

    def plan_all(self, pending: Collection[Pending]) -> list[Plan]:
        """
        What the households come to; nothing is recorded by planning.

        Persons of a household of the same call that lists them no more move, if that plan lets them go; else they are
        looked at as somebody who stands elsewhere.
        """
        listed = {p.id: set(p.digests) for p in pending}
        kept: set[bytes] = set()
        while True:
            plans = [self._plan(p, listed, kept) for p in pending]
            freed = {digest for plan in plans for digest in plan.freed}
            missed = {digest for plan in plans for digest in plan.movers - freed}
            if not missed:
                return plans
            kept |= missed

    def _plan(self, pending: Pending, listed: Mapping[UUID, Collection[bytes | None]], kept: Collection[bytes]) -> Plan:
        stored = self._stored[pending.id]
        if not stored.readable:
            return Plan(pending=pending, problems=tuple(map(remarks.parked, pending.listed.persons)))
        elsewhere = self._elsewhere(pending)
        going = {digest for digest, owner in elsewhere.items() if owner in listed and digest not in listed[owner]}
        movers = going - set(kept)
        staying = set(elsewhere) - movers
        if staying and not pending.last_chance:
            return Plan(pending=pending, waits=True)
        rows = list(zip(pending.listed.persons, pending.digests, strict=True))
        persons = [person for person, digest in rows if digest not in staying]
        strangers = [person for person, digest in rows if digest in staying]
        refused = tuple(map(remarks.duplicate, strangers))
        if not persons:
            return Plan(pending=pending, problems=refused)
        withheld_by = _employed_but_refused(pending.listed, strangers)
        matched = match(
            pending.listed,
            persons,
            stored.household,
            stored.known,
            assessed_on=self._assessed_on,
            unplaced=self._unplaced,
            withhold=withheld_by is not None,
        )
        facts = self._decide(pending, stored.household, matched)
        if (beyond := _beyond_bounds(facts)) is not None:
            return Plan(pending=pending, problems=tuple(remarks.out_of_bounds(person, beyond) for person in persons))
        problems = [*refused, *self._warnings(withheld_by, stored.household, matched, facts)]
        waits = self._waits_for_an_answer(stored.household, matched, facts)
        problems += [waits] if waits else []
        planned = self._planned(pending, stored, matched, facts, tuple(problems))
        return replace(planned, movers=frozenset(movers), withheld=waits is not None)

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

    def _waits_for_an_answer(self, household: Household, matched: Match, facts: list[Fact]) -> RowProblem | None:
        """The one question of a household that may be at risk, if only it were understood."""
        unclear = [person for person, stated in matched.rows if _unclear(stated.member)]
        in_part = matched.statement.values.listed_in_full is False
        if not (unclear or in_part):
            return None
        after = household_after(household, facts, self._context)
        if not withheld(after, on=self._assessed_on, policy=self._under(after.village).policy):
            return None
        return remarks.not_understood(unclear[0]) if unclear else remarks.listed_in_part(matched.rows[0][0])

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
            entries = in_envelopes(pending.id, version, facts, self._context, self._context.by)
            group = AppendGroup(
                household=pending.id,
                expected_version=version,
                entries=entries,
                people=people,
                index=index,
                within_bounds=True,
            )
        return Plan(
            pending=pending,
            group=group,
            problems=problems,
            accepted=len(matched.rows),
            new=not stored.household.known,
            updates=any(isinstance(fact, MembersUpdated) for fact in facts),
            detects=any(isinstance(fact, Detected) for fact in facts),
            freed=freed,
        )

    def _warnings(
        self, withheld_by: RowPlace | None, household: Household, matched: Match, facts: list[Fact]
    ) -> Iterator[RowProblem]:
        newest = household.ledger_on()
        if newest is not None and self._assessed_on < newest:
            yield remarks.older_ledger(matched.rows[0][0])
        episode = household.episode
        if episode is not None and episode.state is EpisodeState.OPEN:
            for person, stated in matched.rows:
                works = stated.member.employment is Employment.EMPLOYED
                if works and not household.holding_placements(stated.member.number):
                    yield remarks.employed_in_open_episode(person)
        if withheld_by is not None:
            after = household_after(household, facts, self._context)
            if detection(after, on=self._assessed_on, policy=self._under(after.village).policy) is not None:
                yield remarks.detection_withheld(withheld_by)


def _beyond_bounds(facts: Sequence[Fact]) -> InvalidValueError | None:
    """Why the facts cannot be kept; None when they can."""
    try:
        for fact in facts:
            refuse_out_of_bounds(fact)
    except InvalidValueError as beyond:
        return beyond
    return None


def _unclear(member: Member) -> bool:
    return (
        member.employment is Employment.NOT_UNDERSTOOD
        or member.capacity is Capacity.NOT_UNDERSTOOD
        or member.in_school is None
        or member.willingness is Willingness.NOT_UNDERSTOOD
    )


def _employed_but_refused(listed: LedgerHousehold, strangers: Collection[LedgerPerson]) -> RowPlace | None:
    """The first refused row that says its person is employed, be it refused by the file or for what is stored."""
    refused = [person.place for person in listed.refused if person.employed]
    refused += [person.place for person in strangers if person.member.employment is Employment.EMPLOYED]
    return refused[0] if refused else None
