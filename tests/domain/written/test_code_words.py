"""Words for codes: every label in both languages means its code, and no part of a label turns its sense round."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from casework.domain.codes.clearance import ProposalReturn
from casework.domain.codes.code import Code
from casework.domain.codes.service.assistance import FollowUpKind, Level, Outcome
from casework.domain.codes.sources import Office
from casework.domain.codes.verification import Finding, NotEligible
from casework.domain.written.code_words import AmbiguousWordError, UnknownWordError, code_meant
from tests.support.code_lists import code_lists

LISTS = list(code_lists().values())


@pytest.mark.parametrize("kind", LISTS)
def test_a_code_is_known_by_all_its_words(kind: type[Code]) -> None:
    """Itself, its labels with and without what stands in brackets, its usual words."""
    for code in kind:
        for word in (code, code.zh, code.en, re.sub("（.*?）", "", code.zh), f" {code.zh} ", *code.usual):
            assert code_meant(kind, word) is code


@pytest.mark.parametrize("kind", LISTS)
def test_no_word_stands_for_two_codes_of_a_list(kind: type[Code]) -> None:
    """So that none of them is ambiguous by declaration."""
    words = [{str(code), code.zh, code.en, *code.usual} for code in kind]
    assert [one & other for one, other in combinations(words, 2) if one & other] == []


@pytest.mark.parametrize(
    ("kind", "word", "code"),
    [
        (Office, "乡镇", Office.TOWNSHIP),
        (Office, "人社局", Office.COUNTY_HRSS),
        (FollowUpKind, "入户", FollowUpKind.VISIT),
        (FollowUpKind, "打电话", FollowUpKind.CALL),
        (ProposalReturn, "佐证不足", ProposalReturn.EVIDENCE_MISSING),
        (NotEligible, "无就业意愿", NotEligible.UNWILLING),
        (Level, "重点", Level.KEY),
        (Outcome, "联系到", Outcome.REACHED),
        (Outcome, "AWAY", Outcome.AWAY),
    ],
)
def test_what_people_write_is_understood(kind: type[Code], word: str, code: Code) -> None:
    """A usual word, or a part of the label that means nothing else."""
    assert code_meant(kind, word) is code


@pytest.mark.parametrize(
    ("kind", "word"), [(ProposalReturn, "就业"), (Finding, "劳动能力"), (Office, "乡镇村"), (Level, "")]
)
def test_a_word_without_its_no_means_nothing(kind: type[Code], word: str) -> None:
    """就业 is not 未就业; what would do is named."""
    with pytest.raises(UnknownWordError) as refused:
        code_meant(kind, word)
    assert refused.value.choices == tuple(kind)
    assert [code for code in kind if f"{code} {code.zh}" not in refused.value.zh] == []


@pytest.mark.parametrize(
    ("kind", "word", "choices"),
    [(Office, "县区", ("county-hrss", "county-rural-revitalisation")), (Finding, "就业意愿", ("willing", "unwilling"))],
)
def test_an_ambiguous_word_is_refused_with_its_choices(kind: type[Code], word: str, choices: tuple[str, ...]) -> None:
    """Nothing is guessed."""
    with pytest.raises(AmbiguousWordError) as refused:
        code_meant(kind, word)
    assert refused.value.choices == choices
