"""Personal data is sealed for one place in the log and one person, and opens nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import UNSET, Struct
from msgspec.structs import replace

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.encoding.sealer import ERASED, Sealer
from casework.application.log.records.errors import KeysError, SealBrokenError, UnstorableFactError
from casework.application.log.records.groups import KeyRow
from casework.domain.fact import Recorded
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.catalogue import PRIVATE_BLOCKS
from casework.domain.facts.responsibility import CadreAccepted, CadreAssigned
from casework.domain.members import PersonPrivate
from tests.support.households.samples import a_block, an_id, recorded, with_private

RING = KeyRing.random()
HOME, OTHER = an_id(1), an_id(2)
NOTE = NotePrivate(text="canary")


def sealed_note(household: Any = HOME, version: int = 1, subject: str = "1") -> tuple[Recorded, list[KeyRow]]:
    fact = with_private(CadreAssigned(cadre="x"), **{f"m{subject}": NOTE})
    entries, keys = Sealer(RING).seal([recorded(household, version, fact)])
    return entries[0], keys


@pytest.mark.parametrize("kind", PRIVATE_BLOCKS)
def test_every_block_opens_as_it_was_sealed(kind: type[Struct]) -> None:
    """No kind of personal data loses anything."""
    block = a_block(kind)
    fact = with_private(CadreAssigned(cadre="x"), household=block, m2=block)

    entries, keys = Sealer(RING).seal([recorded(HOME, 1, fact)])

    assert entries[0].fact == CadreAssigned(cadre="x")
    assert Sealer(RING).unseal(entries[0], keys) == {"household": block, "2": block}
    assert {key.subject for key in keys} == {"household", "2"}


@pytest.mark.parametrize("text", [7, None, b"canary", "canary\ud800"])
def test_what_could_not_be_opened_again_is_not_sealed(text: Any) -> None:
    """Sealed, it would make the household's personal data unreadable for good; the fault does not quote it."""
    fact = with_private(CadreAssigned(cadre="x"), household=NotePrivate(text=text))

    with pytest.raises(UnstorableFactError) as fault:
        Sealer(RING).seal([recorded(HOME, 1, fact)])

    assert "canary" not in fault.value.zh + fault.value.en


def test_nothing_in_clear_is_left() -> None:
    """Neither the name nor its bytes can be seen in what is stored."""
    entry, keys = sealed_note()

    assert entry.fact.private is UNSET
    assert b"canary" not in entry.sealed["1"] + keys[0].wrapped  # type: ignore[index]


def test_a_subject_keeps_its_key_from_fact_to_fact() -> None:
    """One key a person: destroying it erases all that was ever sealed of him."""
    _, keys = sealed_note()
    fact = with_private(CadreAssigned(cadre="x"), m1=NOTE, m2=NOTE)

    entries, made = Sealer(RING).seal([recorded(HOME, 2, fact)], keys)

    assert [key.subject for key in made] == ["2"]
    assert Sealer(RING).unseal(entries[0], keys) == {"1": NOTE, "2": ERASED}


def test_without_its_key_a_block_is_erased_and_the_others_stay() -> None:
    """Erasing a member leaves the rest of the household readable."""
    fact = with_private(CadreAssigned(cadre="x"), m1=NOTE, household=NOTE)
    entries, keys = Sealer(RING).seal([recorded(HOME, 1, fact)])

    left = [key for key in keys if key.subject != "1"]

    assert Sealer(RING).unseal(entries[0], left) == {"1": ERASED, "household": NOTE}


@pytest.mark.parametrize(
    "move",
    [
        lambda e: replace(e, originator_version=2),
        lambda e: replace(e, originator_id=OTHER),
        lambda e: replace(e, fact=CadreAccepted(cadre="x")),
        lambda e: replace(e, sealed={"2": e.sealed["1"]}),
        lambda e: replace(e, sealed={"1": e.sealed["1"][:-1] + bytes([e.sealed["1"][-1] ^ 1])}),
        lambda e: replace(e, sealed={"1": b"\x02" + e.sealed["1"][1:]}),
        lambda e: replace(e, sealed={"1": e.sealed["1"][:15]}),
    ],
)
def test_a_block_that_was_moved_or_altered_does_not_open(move: Any) -> None:
    """One household's data cannot be shown as another's (A6)."""
    entry, keys = sealed_note()
    _, others = sealed_note(OTHER)

    with pytest.raises(SealBrokenError):
        Sealer(RING).unseal(move(entry), [*keys, *others])


def test_a_key_that_was_moved_does_not_open() -> None:
    """A wrapped key belongs to its household."""
    entry, keys = sealed_note()
    _, others = sealed_note(OTHER)

    with pytest.raises(SealBrokenError):
        Sealer(RING).unseal(entry, [replace(keys[0], wrapped=others[0].wrapped)])


def test_keys_of_an_earlier_main_key_still_open() -> None:
    """The main key can be changed without sealing everything anew."""
    entry, keys = sealed_note()
    rotated = replace(RING, kek="new", keks={**RING.keks, "new": b"n" * 32})

    assert Sealer(rotated).unseal(entry, keys) == {"1": NOTE}


def test_another_main_key_is_named_as_the_reason() -> None:
    """With the wrong key file the sentence says so."""
    entry, keys = sealed_note()

    with pytest.raises(KeysError, match=RING.kek):
        Sealer(KeyRing.random()).unseal(entry, keys)


@pytest.mark.parametrize(("subject", "block"), [("wang", NOTE), ("1", "text"), ("", NOTE), ("²", NOTE)])
def test_only_catalogued_blocks_of_household_or_members_are_sealed(subject: str, block: object) -> None:
    """What could not be opened again is not sealed."""
    fact = replace(CadreAssigned(cadre="x"), private={subject: block})

    with pytest.raises(ValueError, match="personal data"):
        Sealer(RING).seal([recorded(HOME, 1, fact)])


def test_blocks_and_markers_show_nothing() -> None:
    """Printing them is harmless."""
    assert "canary" not in repr(PersonPrivate(name="canary"))
    assert repr(ERASED) == "Erased()"
