"""Which codes a ledger's words for education, health and skills say: exact words alone (fields 19; GY-1a)."""

from __future__ import annotations

import pytest

from casework.domain.codes.code import Code
from casework.domain.codes.persons.abilities import Disability, Education, Health, Skill
from casework.domain.written.ability_words import code_said, codes_said


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("初中", Education.JUNIOR),
        ("大学专科", Education.COLLEGE),
        ("文盲", Education.NONE),
        ("初中毕业后学了厨师", None),
        ("中", None),
        ("", None),
    ],
)
def test_education_is_read_by_exact_words_alone(word: str, code: Education | None) -> None:
    """A part of a label, or a sentence that holds it, says nothing."""
    assert code_said(Education, word) is code


@pytest.mark.parametrize(
    ("kind", "word", "codes"),
    [
        (Health, "长期慢性病、残疾", (Health.CHRONIC, Health.DISABLED)),
        (Health, "健康,健康", (Health.HEALTHY,)),
        (Health, "残疾、一般", ()),
        (Health, "", ()),
        (Skill, "电焊，厨师", (Skill.WELDING, Skill.COOKING)),
        (Skill, "电焊，会一点", ()),
        (Skill, "普通劳动力", ()),
    ],
)
def test_a_list_is_understood_as_a_whole_or_not_at_all(kind: type[Code], word: str, codes: tuple[Code, ...]) -> None:
    """What is not understood stays words only: half a list would read like all of it."""
    assert codes_said(kind, word) == codes


def test_a_disability_is_named_by_its_kind() -> None:
    """The bare word says that there is one, and not which."""
    assert (code_said(Disability, "肢体残疾"), code_said(Disability, "残疾")) == (Disability.LIMB, None)
    assert codes_said(Health, "肢体残疾") == (Health.DISABLED,)


@pytest.mark.parametrize("kind", [Education, Health, Disability, Skill])
def test_no_word_means_two_things(kind: type[Code]) -> None:
    """Each spelling stands with one code."""
    words = [word for code in kind for word in (code.zh, *code.usual)]
    assert len(set(words)) == len(words)
