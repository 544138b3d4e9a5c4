"""Who in the register is meant by a document, a telephone or a name; names, ids and telephones are shown masked (ADR 0003)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated, Final
from uuid import UUID

from casework.application.log.encoding.keys import DigestKind
from casework.application.people.identities import document_of, id_digest
from casework.application.people.personal_data import PersonalData
from casework.application.people.sealed_words import ERASED_WORDS, shown
from casework.application.register.household_data import opened_households
from casework.application.writing.casework import Casework
from casework.domain.codes.stages import Stage
from casework.domain.columns import HouseholdRow, column
from casework.domain.errors import RefusedError
from casework.domain.household.stages import stage_of
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.masks import Mask
from casework.domain.members import PersonPrivate
from casework.domain.persons import mask_id, mask_name, name_key, one_persons_document, telephone_numbers

MOST_SEARCHED: Final = 20_000
"""So many households are opened at most when part of a name is looked for; a county has fewer."""

Matches = Callable[[PersonPrivate], bool]
"""Whether a person's own data is what is looked for."""


class FoundMember(HouseholdRow, frozen=True, kw_only=True):
    """A member who was found; `left` says that the person no longer belongs to the household."""

    title = Label("找到 {} 人", "Found: {}")
    empty = Label(
        "没有找到。按姓名全称、电话只找成年人；未成年人请按证件号码，或在辖区内按姓名的一部分查找",
        "Nobody was found. By full name and telephone only adults are; look for minors by id, or by part of the name in a "
        "region",
    )
    on_screen = ("household", "member", "name", "resident_id", "telephone", "stage", "cadre", "left")

    member: Annotated[int, column("成员", "member")]
    name: Annotated[str, column("姓名", "name")]
    resident_id: Annotated[str, column("证件号码", "id")]
    telephone: Annotated[str, column("联系电话", "telephone")]
    stage: Annotated[Stage, column("阶段", "stage")]
    cadre: Annotated[str | None, column("帮扶干部", "cadre")]
    left: Annotated[bool, column("已不在户内", "has left")]


class TooManyHouseholdsError(RefusedError):
    """Part of a name is looked for in a region that has too many households to be opened one by one."""

    def __init__(self, households: int) -> None:
        super().__init__(households)
        self.zh = f"该辖区有{households}户，按姓名的一部分最多查{MOST_SEARCHED}户，请写更小的辖区"
        self.en = f"The region has {households} households; part of a name is looked for in {MOST_SEARCHED} at most"


class MemberSearch:
    """
    Looks members up; what is looked for is compared by keyed hash or in memory, and is written nowhere.

    A search is no disclosure of personal data: its rows are masked as in every list, whatever was typed.
    """

    def __init__(
        self,
        casework: Casework,
        village_name: Callable[[str], str],
        *,
        seen: Callable[[Sequence[UUID]], Sequence[UUID]],
    ) -> None:
        """`seen` are those of some households that whoever asks may see: the others are not opened, and not told of."""
        self._casework = casework
        self._village_name = village_name
        self._seen = seen

    def by_document(self, number: str, name: str = "") -> Iterator[FoundMember]:
        """Whoever has this resident id, or this document in this name: two countries may give one number to two people."""
        document = one_persons_document(number, name)
        owner = self._casework.log.person(id_digest(self._casework.keys, document))
        digest = id_digest(self._casework.keys, document)
        return self._members(
            [owner[0]] if owner else [],
            lambda person: bool(person.resident_id) and id_digest(self._casework.keys, document_of(person)) == digest,
        )

    def by_telephone(self, text: str) -> Iterator[FoundMember]:
        """The adults who have this telephone, however it is written."""
        wanted = telephone_numbers(text)
        return self._members(
            self._found_by(DigestKind.TELEPHONE, wanted),
            lambda person: bool(set(wanted).intersection(telephone_numbers(person.phone))),
        )

    def by_name(self, name: str) -> Iterator[FoundMember]:
        """The adults of this full name; width, case and the dots within a name do not matter."""
        return self._members(
            self._found_by(DigestKind.FULL_NAME, (name,)), lambda person: name_key(person.name) == name_key(name)
        )

    def by_part_of_name(
        self, part: str, households: Sequence[UUID], progress: Callable[[int], None] = lambda _: None
    ) -> Iterator[FoundMember]:
        """
        Everybody in these households in whose name the part stands; the households are opened one by one.

        Raises TooManyHouseholdsError.
        """
        if len(households) > MOST_SEARCHED:
            raise TooManyHouseholdsError(len(households))
        wanted = name_key(part)
        return self._members(households, lambda person: bool(wanted) and wanted in name_key(person.name), progress)

    def of_households(self, households: Sequence[UUID]) -> Iterator[FoundMember]:
        """All members of these households."""
        return self._members(households, lambda _: True)

    def _found_by(self, kind: DigestKind, values: Iterable[str]) -> list[UUID]:
        log, keys = self._casework.log, self._casework.keys
        found = (household for each in values for household, _ in log.lookup(kind, keys.digest(kind, each)))
        return list(dict.fromkeys(found))

    def _members(
        self, households: Sequence[UUID], matches: Matches, progress: Callable[[int], None] = lambda _: None
    ) -> Iterator[FoundMember]:
        for state, known in opened_households(self._casework.log, self._seen(households), progress):
            yield from self._rows(state, known, matches)

    def _rows(self, state: Household, known: PersonalData, matches: Matches) -> Iterator[FoundMember]:
        for member in state.members:
            person = known.now.get(member.number, PersonPrivate())
            if matches(person):
                yield FoundMember(
                    household=state.number,
                    id=state.id,
                    village=state.village,
                    village_name=self._village_name(state.village),
                    member=member.number,
                    name=ERASED_WORDS.zh if member.erased else mask_name(person.name),
                    resident_id=mask_id(person.resident_id),
                    telephone=shown(person.phone, Mask.TELEPHONE),
                    stage=stage_of(state),
                    cadre=state.cadre,
                    left=member.left,
                )
