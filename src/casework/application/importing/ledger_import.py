"""Taking ledgers in: household by household, chunk by chunk, safe to break off and to repeat (GY-1b, GY-2a)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from msgspec.structs import replace

from casework.application.accounts.actors import Reaches
from casework.application.importing.dry_run import DryRunRegister
from casework.application.importing.result import ImportResult
from casework.application.importing.several_files import FirstListing, SharedHouseholds
from casework.application.ledgers.persons.ledger import (
    FileSummary,
    LedgerHousehold,
    LedgerItem,
    Progress,
    RefusedPerson,
    RowProblem,
    UnplacedPersons,
)
from casework.application.ledgers.understanding.questions import Question, SheetAccount
from casework.application.log.records.errors import ConflictError
from casework.application.log.records.groups import Appended, AppendGroup
from casework.application.people.life_numbers import known_persons
from casework.application.recognition import remarks
from casework.application.recognition.homes import Homes
from casework.application.recognition.moves import held_back
from casework.application.recognition.planner import Planner
from casework.application.recognition.plans import Pending, Plan
from casework.application.recognition.recognition import Decisions, household_key, question
from casework.application.recognition.stored_households import stored_households
from casework.application.register.household_lookup import ListedHouseholds, digests_of, number_of
from casework.application.writing.casework import Casework
from casework.domain.signer import import_signer

CHUNK_PERSONS = 5_000
"""So many persons are decided and appended together."""

ROUNDS = 5
"""So often a household that others keep changing is decided again before the import gives up."""


class LedgerImport:
    """
    One import of ledgers. Each chunk is appended whole; what is stored already is found unchanged when it is repeated.

    `reaches` says in which villages whoever imports may: households of others are refused, by those that their rows
    name and by those in which they stand. With `dry` everything is decided and nothing recorded. `listed` says by how many files each household is listed,
    for an import of several. `begin` is called before the first facts are appended; an import that changes nothing
    never begins.
    """

    def __init__(
        self,
        casework: Casework,
        *,
        batch: str,
        assessed_on: date,
        reaches: Reaches,
        dry: bool = False,
        listed: Mapping[UUID, int] | None = None,
        begin: Callable[[], object] = lambda: None,
        decisions: Decisions | None = None,
    ) -> None:
        self.result = ImportResult(batch=None if dry else batch)
        self._casework = casework
        self._by = str(import_signer(batch))
        self._assessed_on = assessed_on
        self.reaches = reaches
        self._dry = dry
        self._begin = begin
        self._addresses = ListedHouseholds(casework)
        self._chunk: dict[UUID, Pending] = {}
        self._persons = 0
        self._waiting: list[Pending] = []
        self._shared = SharedHouseholds(listed)
        self._first_listing = None if listed is None else FirstListing()
        self._dry_run = DryRunRegister()
        self._unplaced: list[RefusedPerson] = []
        self._decisions = decisions or {}
        self._listed: set[bytes] = set()
        self._members: dict[UUID, set[int]] = {}
        self._claimed: set[UUID] = set()
        self._strangers: set[UUID] = set()

    @property
    def listed(self) -> frozenset[bytes]:
        """The digests of everybody whom the files list with a document."""
        return frozenset(self._listed)

    @property
    def members(self) -> dict[UUID, set[int]]:
        """The members whom the rows taken in are, with a document or without one; nobody who is still asked about."""
        return self._members

    def take(self, items: Iterable[LedgerItem], *, same_name_index: int = 0) -> Iterator[Progress]:
        """
        Take in what reading one file yields, the `same_name_index`-th of its base name from 0; passes its progress on.
        """
        for item in items:
            if isinstance(item, Progress):
                yield item
            elif isinstance(item, RowProblem):
                self.result.note(replace(item, same_name_index=same_name_index) if same_name_index else item)
            elif isinstance(item, UnplacedPersons):
                self._unplaced += item.persons
            elif isinstance(item, Question):
                self.result.questions.append(item)
            elif isinstance(item, SheetAccount):
                self.result.tables.append(item)
            elif isinstance(item, FileSummary):
                self.result.add_file(item)
            else:
                self._household(_of_same_name(item, same_name_index) if same_name_index else item)

    def finish(self) -> ImportResult:
        """
        Append what is left, then the households of persons whom another one had to let go first.

        Raises:
            ConflictError: Others kept changing a household; the rest is recorded, and a repeat takes it up.
        """
        self._flush()
        waiting, self._waiting = self._waiting, []
        self._chunk = {pending.id: pending for pending in self._led_home(waiting)}
        self._flush(last=True)
        self.result.persons = self.result.rows - len(self.result.refused)
        return self.result

    def _household(self, listed: LedgerHousehold) -> None:
        persons, digests = listed.persons, digests_of(self._casework, listed)
        number = number_of(self._casework, listed)
        found = self._addresses.find(listed.village, number, digests)
        household = found.id
        if found.others:
            for person in listed.persons:
                self.result.note(remarks.several_households(person))
            return
        if not self.reaches(found.village):
            for person in listed.persons:
                self.result.note(remarks.beyond_office(person))
            return
        listed = listed if listed.village == found.village else replace(listed, village=found.village)
        if self._first_listing is not None:
            listed, late = self._first_listing.judge(household, listed, digests)
            for person in late:
                self.result.note(remarks.listed_before(person))
        whole = self._shared.whole(household, listed)
        if whole is None:
            return
        if self._persons >= CHUNK_PERSONS:
            self._flush(more=True)
        digests = digests if whole.persons is persons else digests_of(self._casework, whole)
        self._chunk[household] = Pending(id=household, number=number, listed=whole, digests=digests)
        self._persons += len(whole.persons)
        self._listed |= {digest for digest in self._chunk[household].digests if digest}

    def _flush(self, *, last: bool = False, more: bool = False) -> None:
        """Take the chunk in; `more` of the files is to come, or these are the `last`, which wait for nobody."""
        todo, self._chunk, self._persons = self._chunk, {}, 0
        for _ in range(ROUNDS):
            if not todo:
                return
            todo = self._round(todo, last=last, more=more)
        if todo:
            raise ConflictError(next(iter(todo)))

    def _round(self, todo: dict[UUID, Pending], *, last: bool, more: bool) -> dict[UUID, Pending]:
        """Decide and append; returns the households that somebody changed meanwhile."""
        plans = self._planner(todo).plan_all(todo.values())
        if not last:
            plans = held_back(plans, more=more, waiting={d for each in self._waiting for d in each.digests if d})
        self._waiting += [plan.pending for plan in plans if plan.waits]
        self._strangers |= {plan.pending.id for plan in plans if plan.strangers}
        self._claimed |= {plan.pending.id for plan in plans if not plan.strangers}
        groups = [plan.group for plan in plans if plan.group is not None]
        taken = self._dry_run.take(groups) if self._dry else self._append(groups)
        again = {}
        for plan in plans:
            if plan.waits:
                continue
            if plan.group is None or plan.pending.id in taken:
                self._count(plan)
            else:
                again[plan.pending.id] = plan.pending
        return again

    def _led_home(self, waiting: Sequence[Pending]) -> list[Pending]:
        """The waiting households, for the last time; where nothing tells whose number it is, the rows are refused."""
        digests = [digest for pending in waiting for digest in pending.digests if digest]
        owners = self._casework.log.persons(digests)
        owners = self._dry_run.owners(owners, digests) if self._dry else owners
        stored = stored_households(self._casework.log, list({p.id for p in waiting} | {h for h, _ in owners.values()}))
        homes = Homes(owners=owners, stored=stored, decisions=self._decisions, strangers=self._strangers)
        led = homes.lead(waiting, taken=self._claimed - self._strangers)
        for pending in led.strangers:
            self._refuse_strangers(pending)
        return led.pending

    def _refuse_strangers(self, pending: Pending) -> None:
        for person in pending.listed.persons:
            self.result.note(remarks.another_family(person, pending.number))
        first = pending.listed.persons[0]
        key = household_key(pending.listed, pending.number)
        self.result.questions.append(question(key, first.place, remarks.another_family(first, pending.number).message))

    def _append(self, groups: list[AppendGroup]) -> set[UUID]:
        """Append; answers the households whose facts stand in the log now."""
        if groups:
            self._begin()
        answers = self._casework.log.append_groups(groups)
        return {household for household, answer in answers.items() if isinstance(answer, Appended)}

    def _planner(self, todo: dict[UUID, Pending]) -> Planner:
        digests = [digest for pending in todo.values() for digest in pending.digests if digest]
        owners = self._casework.log.persons(digests)
        return Planner(
            self._casework,
            self._casework.context(self._by),
            assessed_on=self._assessed_on,
            stored=stored_households(self._casework.log, list(todo)),
            owners=self._dry_run.owners(owners, digests) if self._dry else owners,
            unplaced=self._unplaced,
            decisions=self._decisions,
            listed=self._listed,
            known=known_persons(self._casework.log, _newcomers(todo, owners), owners),
            reaches=self.reaches,
        )

    def _count(self, plan: Plan) -> None:
        self.result.add_plan(plan)
        if plan.accepted:
            self._members.setdefault(plan.pending.id, set()).update(plan.members)


def _newcomers(todo: Mapping[UUID, Pending], owners: Mapping[bytes, tuple[UUID, int]]) -> dict[bytes, None]:
    """The digests of who is no member yet of the household that lists them."""
    return {
        digest: None
        for household, pending in todo.items()
        for digest in pending.digests
        if digest and (digest not in owners or owners[digest][0] != household)
    }


def _of_same_name(listed: LedgerHousehold, same_name_index: int) -> LedgerHousehold:
    persons = tuple(
        replace(person, place=replace(person.place, same_name_index=same_name_index)) for person in listed.persons
    )
    return replace(listed, persons=persons)
