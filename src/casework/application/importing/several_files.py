"""Several files in one import: which can be read, and households that more than one lists, taken in as all together do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.application.importing.result import RefusedFile
from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.persons.ledger import LedgerHousehold, LedgerItem, LedgerPerson
from casework.application.register.household_lookup import ListedHouseholds, digests_of, number_of
from casework.application.writing.casework import Casework
from casework.domain.labels import Label

T = TypeVar("T", bound=Struct)

_SEVERAL = 2


class FirstReading(NamedTuple):
    """Which of several files can be read, by how many of them each household is listed, and which are left out."""

    paths: tuple[Path, ...]
    listed: Counter[UUID] | None = None
    refused: Sequence[RefusedFile] = ()


def first_reading(
    casework: Casework,
    paths: Sequence[Path],
    read: Callable[[Path], Iterator[LedgerItem]],
    *,
    keep_going: bool,
) -> FirstReading:
    """
    Read every file for the households it lists, where there are several; with `keep_going` a refused one is left out.

    Raises LedgerFileError: one is refused, and the others are not to be taken without it; or all are.
    """
    if len(paths) < _SEVERAL:
        return FirstReading(paths=tuple(paths))
    listed: Counter[UUID] = Counter()
    refused: list[RefusedFile] = []
    for path in paths:
        try:
            listed += times_listed([_households(casework, read(path))])
        except LedgerFileError as error:
            if not keep_going or len(refused) + 1 == len(paths):
                raise error.of_several(len(paths) - 1) from error
            refused.append(RefusedFile(path=path, code=error.code, message=Label(error.zh, error.en)))
    left_out = [file.path for file in refused]
    return FirstReading(tuple(path for path in paths if path not in left_out), listed, refused)


class SharedHouseholds:
    """Holds back a household until the last file that lists it has been read."""

    def __init__(self, listed: Mapping[UUID, int] | None = None) -> None:
        """`listed`: by how many files each household is listed; none are shared when there is one file only."""
        self._files = {household: files for household, files in (listed or {}).items() if files > 1}
        self._held: dict[UUID, list[LedgerHousehold]] = {}

    def whole(self, household: UUID, listed: LedgerHousehold) -> LedgerHousehold | None:
        """The household as all files list it, once the last of them has come; None before."""
        if household not in self._files:
            return listed
        parts = self._held.setdefault(household, [])
        parts.append(listed)
        return together(self._held.pop(household)) if len(parts) == self._files[household] else None


class FirstListing:
    """In which household each person was listed first; a later row in another household is refused, as in one file."""

    def __init__(self) -> None:
        """No file has been read yet."""
        self._first: dict[bytes, UUID] = {}

    def judge(
        self, household: UUID, listed: LedgerHousehold, digests: Sequence[bytes | None]
    ) -> tuple[LedgerHousehold, list[LedgerPerson]]:
        """The household without the persons that another one has listed before, and those persons."""
        late = [
            person
            for person, digest in zip(listed.persons, digests, strict=True)
            if digest is not None and self._first.setdefault(digest, household) != household
        ]
        if not late:
            return listed, late
        persons = tuple(person for person in listed.persons if person not in late)
        return replace(
            listed, persons=persons, refused=(*listed.refused, *(person.as_refused() for person in late))
        ), late


def times_listed(files: Iterable[Iterable[UUID]]) -> Counter[UUID]:
    """How many of the files list each household."""
    return Counter(household for file in files for household in file)


def together(parts: Sequence[LedgerHousehold]) -> LedgerHousehold:
    """
    One household of its parts in order: each value from the first file that fills it, each person as listed last.

    As within one file, only the columns that all of them have say something of who is known already.
    """
    first = parts[0]
    values, private = first.values, first.private
    for part in parts[1:]:
        values, private = _filled(values, part.values), _filled(private, part.private)
    return replace(
        first,
        values=values,
        private=private,
        persons=tuple(_persons(person for part in parts for person in part.persons)),
        refused=tuple(person for part in parts for person in part.refused),
        columns=tuple(column for column in first.columns if all(column in part.columns for part in parts)),
    )


def _households(casework: Casework, items: Iterator[LedgerItem]) -> Iterator[UUID]:
    addresses = ListedHouseholds(casework)
    for item in items:
        if isinstance(item, LedgerHousehold):
            found = addresses.find(item.village, number_of(casework, item), digests_of(casework, item))
            if not found.others:
                yield found.id


def _persons(persons: Iterable[LedgerPerson]) -> list[LedgerPerson]:
    """The persons in order of first appearance; a row without the id that another one gives says nothing against it."""
    found: list[LedgerPerson] = []
    for person in persons:
        place = next((place for place, other in enumerate(found) if _same(other, person)), None)
        if place is None:
            found.append(person)
        else:
            known = found[place].private.resident_id
            found[place] = person if person.private.resident_id or not known else found[place]
    return found


def _same(one: LedgerPerson, other: LedgerPerson) -> bool:
    if one.private.resident_id and other.private.resident_id:
        return one.private.resident_id == other.private.resident_id
    return _named(one) == _named(other)


def _named(person: LedgerPerson) -> tuple[str, date | None]:
    return person.private.name, person.member.birth_date


def _filled(before: T, later: T) -> T:
    blank = [name for name in before.__struct_fields__ if getattr(before, name) in (None, "")]
    return replace(before, **{name: getattr(later, name) for name in blank})
