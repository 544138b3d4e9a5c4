"""Sealed values in words: every block has its words, and what identifies a person is masked (coverage of sealed data)."""

from __future__ import annotations

from typing import Annotated

import pytest

from casework.application.log.encoding.sealer import ERASED
from casework.application.people.sealed_words import sealed_words, shown
from casework.domain.fact import Private
from casework.domain.facts.assistance import ContactPrivate
from casework.domain.facts.catalogue import PRIVATE_BLOCKS
from casework.domain.masks import EVERYTHING, Mask, declared, sealed
from casework.domain.members import PersonPrivate


@pytest.mark.parametrize("kind", PRIVATE_BLOCKS)
def test_every_sealed_field_is_called_something(kind: type[Private]) -> None:
    """Whatever is sealed can be shown to whoever may see it."""
    assert list(declared(kind)) == list(kind.__struct_fields__)
    assert all(words.label.zh and words.label.en for words in declared(kind).values())


def test_a_sealed_field_without_words_is_found() -> None:
    """The control."""

    class Wordless(Private, frozen=True, kw_only=True, tag="wordless"):
        spoken: Annotated[str, sealed("话", "speech")] = ""
        silent: str = ""

    with pytest.raises(TypeError, match="silent"):
        declared(Wordless)


@pytest.mark.parametrize(
    ("mask", "said", "seen"),
    [
        (Mask.NAME, "禾一亩", "禾**"),
        (Mask.NAME, "禾一亩、麦两顷", "禾**、麦**"),
        (Mask.NUMBER, "990100197501010319", "9****************9"),
        (Mask.TELEPHONE, "13800138000", "138******00"),
        (Mask.TELEPHONE, "13800138000/13900139000", "138******00/139******00"),
        (Mask.TELEPHONE, "138-0013-8000", "138********00"),
        (Mask.WORDS, "愿意去县城，电话13800138000", "愿意去县城，电话138******00"),
        (Mask.WORDS, "证件990100197501010319", "证件990*************19"),
        (Mask.WORDS, "2026年3月5日，工资3500", "2026年3月5日，工资3500"),
    ],
)
def test_what_identifies_a_person_is_masked(mask: Mask, said: str, seen: str) -> None:
    """Names to their first sign, numbers to their ends; words stay, but for long numbers in them."""
    assert shown(said, mask) == seen


def test_words_stand_in_the_order_of_the_fields_and_blanks_are_left_out() -> None:
    """Of whom, what it is called, what is shown; unmasked in full; a column of the ledger by its header."""
    block = PersonPrivate(name="禾一亩", phone="13800138000", extra={"银行卡": "6222000011112222"})
    found = sealed_words({"1": block})
    assert [(word.of, word.field, word.text) for word in found] == [
        ("1", "name", "禾**"),
        ("1", "phone", "138******00"),
        ("1", "extra.银行卡", "622***********22"),
    ]
    assert found[2].label.zh == "其他列：银行卡"
    assert [word.text for word in sealed_words({"1": block}, unmasked=EVERYTHING)] == [
        "禾一亩",
        "13800138000",
        "6222000011112222",
    ]


def test_what_was_erased_says_so() -> None:
    """Nothing is left, and nobody takes that for silence."""
    assert [word.label.zh for word in sealed_words({"1": ERASED, "household": ContactPrivate(text="好")})] == [
        "已删除",
        "备注",
    ]
