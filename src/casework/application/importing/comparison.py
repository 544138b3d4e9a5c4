"""An outside list held against the register: who is only there, only here, who differs, and who may be whom (CZ-3, F-14)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated, NamedTuple
from uuid import UUID

from casework.application.ledgers.persons.ledger import LedgerHousehold, LedgerItem, RefusedPerson, UnplacedPersons
from casework.application.people.identities import document_of, id_digest
from casework.application.people.sealed_words import shown
from casework.application.recognition.stored_households import Stored, stored_households
from casework.application.writing.casework import Casework
from casework.application.writing.references.rounds import households_by_village
from casework.domain.codes.people import Employment
from casework.domain.codes.rounds import Difference
from casework.domain.columns import ListRow, column
from casework.domain.decisions.who_is_who import Likable, Likeness, likeness
from casework.domain.household.detection import is_of_working_age
from casework.domain.household.state import Household
from casework.domain.labels import Label, same
from casework.domain.masks import Mask
from casework.domain.members import PersonPrivate
from casework.domain.persons import name_key

_NOTHING = Label("", "")
_UNREADABLE = Label("姓名或证件未能识别", "neither name nor number could be read")


class ComparedPerson(ListRow, frozen=True, kw_only=True):
    """
    What a list says otherwise than the register, of one person: nothing is recorded before somebody says so.

    `household` with `member` is who is meant in the register, None for who stands on the list alone; `row` is the line of
    the list, None for who is not on it. The name is masked.
    """

    title = Label("比对差异 {} 条", "{} differences")
    empty = Label("名单与台账一致", "The list and the register agree")
    on_screen = ("difference", "village_name", "household", "member", "name", "sheet", "row", "by_list", "by_records")

    difference: Annotated[Difference, column("差异", "difference")]
    household: Annotated[str | None, column("户编号", "household")] = None
    id: Annotated[UUID | None, column("系统编号", "id")] = None
    village: Annotated[str | None, column("村代码", "village code")] = None
    village_name: Annotated[str | None, column("村", "village")] = None
    member: Annotated[int | None, column("成员", "member")] = None
    name: Annotated[str, column("姓名", "name")] = ""
    sheet: Annotated[str | None, column("工作表", "sheet")] = None
    row: Annotated[int | None, column("行", "row")] = None
    by_list: Annotated[Label, column("名单", "by the list")] = _NOTHING
    by_records: Annotated[Label, column("台账", "by the register")] = _NOTHING


class _Listed(NamedTuple):
    person: RefusedPerson
    village: str | None


class _Known(NamedTuple):
    household: Household
    member: int
    private: PersonPrivate


def compare_list(
    casework: Casework,
    items: Iterable[LedgerItem],
    villages: Collection[str],
    called: Callable[[str], str],
    *,
    seen: Callable[[Sequence[UUID]], Sequence[UUID]],
    hidden: Collection[UUID] = (),
    on: date,
) -> list[ComparedPerson]:
    """
    The differences between a list as it was read and the members who live in these villages on a day.

    A person is known by the number of the document wherever they are registered and `seen`; without one by name with birth date and
    sex within the village that the list names, or within all of these. Who may be somebody, and is not sure to be, is
    asked about. Of members of working age alone it is said that they are not listed. Households that are `hidden` are none of these villages'.
    """
    return list(
        _Comparison(casework, villages, called, seen, hidden, on).rows(
            [each for item in items for each in _listed(item)]
        )
    )


def _listed(item: LedgerItem) -> Iterator[_Listed]:
    if isinstance(item, UnplacedPersons):
        yield from (_Listed(person, None) for person in item.persons)
    elif isinstance(item, LedgerHousehold):
        persons = (*(person.as_refused() for person in item.persons), *item.refused)
        yield from (_Listed(person, item.village) for person in persons)


class _Comparison:
    def __init__(
        self,
        casework: Casework,
        villages: Collection[str],
        called: Callable[[str], str],
        seen: Callable[[Sequence[UUID]], Sequence[UUID]],
        hidden: Collection[UUID],
        on: date,
    ) -> None:
        self._casework = casework
        self._seen = seen
        self._called = called
        self._on = on
        there = (each.id for here in households_by_village(casework, villages).values() for each in here)
        ids = [each for each in there if each not in hidden]
        self._stored = stored_households(casework.log, ids)
        self._here = [known for stored in self._stored.values() for known in _members(stored)]
        self._by_name: dict[str, list[_Known]] = {}
        for known in self._here:
            self._by_name.setdefault(name_key(known.private.name), []).append(known)
        self._met: set[tuple[UUID, int]] = set()

    def rows(self, listed: list[_Listed]) -> Iterator[ComparedPerson]:
        """In the order of the list, then who is not on it by household and number."""
        owners = self._owners(listed)
        for each in listed:
            yield from self._compared(each, owners)
        book, now = self._casework.books.current(), self._casework.clock.now()
        for known in sorted(self._here, key=lambda k: (k.household.village, k.household.number, k.member)):
            rule = book.of_household(known.household).policies.in_force(now).detection
            state = known.household.member(known.member)
            if (known.household.id, known.member) not in self._met and is_of_working_age(state, self._on, rule):
                yield self._row(Difference.NOT_LISTED, known, None, by_records=_work(known).label)

    def _owners(self, listed: list[_Listed]) -> dict[bytes, _Known]:
        """The members whose documents the list names, wherever they live."""
        digests = {self._digest(each.person) for each in listed} - {None}
        found = self._casework.log.persons(sorted(digest for digest in digests if digest is not None))
        elsewhere = {household for household, _ in found.values()} - self._stored.keys()
        stored = self._stored | stored_households(self._casework.log, self._seen(sorted(elsewhere)))
        known = {(k.household.id, k.member): k for each in stored.values() for k in _members(each)}
        return {digest: known[owner] for digest, owner in found.items() if owner in known}

    def _digest(self, person: RefusedPerson) -> bytes | None:
        document = document_of(PersonPrivate(name=person.name, resident_id=person.resident_id))
        return id_digest(self._casework.keys, document) if document else None

    def _compared(self, listed: _Listed, owners: dict[bytes, _Known]) -> Iterator[ComparedPerson]:
        digest = self._digest(listed.person)
        if digest in owners:
            yield from self._differences(listed, owners[digest])
            return
        sure, asked = self._alike(listed)
        if len(sure) == 1:
            yield from self._differences(listed, sure[0])
            return
        for known in (*sure, *asked):
            self._met.add((known.household.id, known.member))
            yield self._row(Difference.MAYBE_SAME, known, listed)
        if not (sure or asked):
            readable = bool(listed.person.name or digest)
            by_list = _said(listed.person).label if readable else _UNREADABLE
            yield self._row(Difference.ONLY_LISTED, None, listed, by_list=by_list)

    def _alike(self, listed: _Listed) -> tuple[list[_Known], list[_Known]]:
        """Who the person is sure to be, and who they may be."""
        sure, asked = list[_Known](), list[_Known]()
        for known in self._by_name.get(name_key(listed.person.name), ()) if listed.person.name else ():
            if listed.village in (None, known.household.village):
                found = _likeness(listed.person, known)
                (sure if found is Likeness.SAME else asked if found is Likeness.ASKED else []).append(known)
        return sure, asked

    def _differences(self, listed: _Listed, known: _Known) -> Iterator[ComparedPerson]:
        self._met.add((known.household.id, known.member))
        said, work = _said(listed.person), _work(known)
        if Employment.NOT_UNDERSTOOD not in (said, work) and said is not work:
            kind = (
                Difference.IN_WORK
                if said is Employment.EMPLOYED
                else Difference.NOT_IN_WORK
                if work is Employment.EMPLOYED
                else Difference.OTHER_DATA
            )
            yield self._row(kind, known, listed, by_list=said.label, by_records=work.label)
        if name_key(listed.person.name) != name_key(known.private.name):
            yield self._row(
                Difference.OTHER_DATA,
                known,
                listed,
                by_list=same(shown(listed.person.name, Mask.NAME)),
                by_records=same(shown(known.private.name, Mask.NAME)),
            )
        if listed.village not in (None, known.household.village):
            yield self._row(
                Difference.OTHER_DATA,
                known,
                listed,
                by_list=same(self._called(listed.village or "")),
                by_records=same(self._called(known.household.village)),
            )

    def _row(
        self,
        difference: Difference,
        known: _Known | None,
        listed: _Listed | None,
        *,
        by_list: Label = _NOTHING,
        by_records: Label = _NOTHING,
    ) -> ComparedPerson:
        village = known.household.village if known else listed.village if listed else None
        return ComparedPerson(
            difference=difference,
            household=known.household.number if known else None,
            id=known.household.id if known else None,
            village=village,
            village_name=self._called(village) if village else None,
            member=known.member if known else None,
            name=shown(listed.person.name if listed else known.private.name if known else "", Mask.NAME),
            sheet=listed.person.place.sheet if listed else None,
            row=listed.person.place.row if listed else None,
            by_list=by_list,
            by_records=by_records,
        )


def _members(stored: Stored) -> Iterator[_Known]:
    for state in stored.household.present():
        yield _Known(stored.household, state.number, stored.known.now.get(state.number, PersonPrivate()))


def _likeness(person: RefusedPerson, known: _Known) -> Likeness:
    """Without two numbers only name and birth date together are sure, and not against the sex."""
    member = known.household.member(known.member).now
    found = likeness(
        Likable(name=person.name, number=person.resident_id, birth_date=person.birth_date),
        Likable(name=known.private.name, number=known.private.resident_id, birth_date=member.birth_date),
    )
    if found is not Likeness.SAME:
        return found
    other_sex = None not in (person.sex, member.sex) and person.sex is not member.sex
    return Likeness.ASKED if other_sex or None in (person.birth_date, member.birth_date) else found


def _said(person: RefusedPerson) -> Employment:
    return person.employment


def _work(known: _Known) -> Employment:
    held = known.household.holding_placements(known.member)
    return Employment.EMPLOYED if held else known.household.member(known.member).now.employment
