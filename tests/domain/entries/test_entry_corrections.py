"""
Corrections are told at the entry: what stood there, what stands there now, and whether it was taken back (newcomer S2).
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from casework.domain.codes.verification import Finding, HardToEmployGround
from casework.domain.details.findings import MemberFinding
from casework.domain.entries.correction.corrections import correct_entry
from casework.domain.entries.correction.entry_corrections import (
    EntryCorrection,
    StatedEntry,
    corrections_by_entry,
    value_in_words,
)
from casework.domain.entries.field_words import field_label
from casework.domain.fact import Fact, clear_fields, topic_of
from casework.domain.facts.catalogue import HOUSEHOLD_FACTS
from casework.domain.labels import Label
from tests.support.households.stories import Story, a_placed_household

CORRECTABLE = [kind for kind in HOUSEHOLD_FACTS if not kind.only_answered]


def laid_over(story: Story) -> dict[int, list[EntryCorrection]]:
    """The corrections of a story by the entry they speak of."""
    return corrections_by_entry(StatedEntry(e.version, e.fact, e.timestamp, e.by) for e in story.entries)


def corrected(story: Story, version: int, **changes: object) -> Story:
    """The story with a correction of an entry, by one; without changes it is taken back."""
    return story.did(
        correct_entry, entries=story.entries, version=version, changes=changes or None, reason="写错", by_one=True
    )


def test_each_correction_says_what_stood_there_before_it() -> None:
    """The second one starts from what the first one put right."""
    story = a_placed_household(monthly_pay=Decimal(3200), contract_months=3)
    placement = len(story.entries)
    story = corrected(corrected(story, placement, contract_months=12), placement, contract_months=6, kind="灵活就业")
    (first, second) = laid_over(story)[placement]
    assert first.words == Label("合同月数由“3”改为“12”", "contract months from 3 to 12")
    assert second.words == Label(
        "合同月数由“12”改为“6”；就业形式由“签订合同”改为“灵活就业”",
        "contract months from 12 to 6; kind of work from contract to flexible",
    )
    assert [(c.field, c.before, c.after) for c in first.changes] == [("contract_months", 3, 12)]
    assert first.sentence == Label(
        f"更正第{placement}条：合同月数由“3”改为“12”", f"Entry {placement} corrected: contract months from 3 to 12"
    )


def test_a_withdrawn_entry_says_so_and_may_stand_again() -> None:
    """A later correction makes it stand; what was corrected before it was taken back is gone."""
    story = a_placed_household(contract_months=3)
    placement = len(story.entries)
    story = corrected(
        corrected(corrected(story, placement, contract_months=9), placement), placement, contract_months=12
    )
    (_, withdrawn, again) = laid_over(story)[placement]
    assert withdrawn.withdrawn
    assert withdrawn.sentence.zh == f"撤回第{placement}条记录"
    assert withdrawn.at_the_entry.zh == f"〔已撤回（第{withdrawn.version}条，{withdrawn.by}）〕"
    assert again.words.zh == "合同月数由“3”改为“12”"


def test_what_is_only_asked_for_is_marked_and_changes_nothing() -> None:
    """The household is confirmed by another person: a second one has to ask for the same."""
    story = a_placed_household(contract_months=3)
    placement = len(story.entries)
    proposal = EntryCorrection(
        version=9, of=placement, recorded_at=story.entries[-1].timestamp, by="li.na", withdrawn=False, proposed=True,
        changes=(), words=Label("合同月数由“3”改为“12”", "contract months from 3 to 12"), reason="写错",
    )  # fmt: skip
    assert "须由另一人同样办理" in proposal.sentence.zh
    assert proposal.at_the_entry.zh == "〔提请更正，尚未生效（第9条，li.na）：合同月数由“3”改为“12”；原因：写错〕"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "空"),
        ((), "空"),
        (True, "是"),
        (Decimal("2070.5"), "2070.5"),
        (
            (
                MemberFinding(member=1, finding=Finding.WILLING, hard_to_employ=HardToEmployGround.OLDER),
                MemberFinding(member=2, finding=Finding.UNWILLING),
            ),
            "成员1有就业意愿（就业困难人员：大龄）、成员2暂无就业意愿",
        ),
    ],
)
def test_values_are_told_in_words(value: object, words: str) -> None:
    """Codes by their labels, nothing as blank."""
    assert value_in_words(value).zh == words


@pytest.mark.parametrize("kind", CORRECTABLE, ids=topic_of)
def test_every_field_that_can_be_corrected_has_words(kind: type[Fact]) -> None:
    """In both languages, and no two of one fact the same."""
    names = [name for name in kind.__struct_fields__ if name != "private" and name not in kind.fixed_fields]
    words = [field_label(kind, name) for name in names]
    assert [name for name, label in zip(names, words, strict=True) if label == Label(name, name)] == []
    assert len({label.zh for label in words}) == len(words)


def test_a_fact_says_its_clear_fields() -> None:
    """The control: what the check above leaves out is sealed or fixed."""
    fact = a_placed_household().entries[-1].fact
    assert set(clear_fields(fact)) >= {"contract_months", "monthly_pay"}
