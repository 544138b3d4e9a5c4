"""The audit trail in words: every kind of fact says something in both languages, and nothing sealed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from string import Formatter

import pytest

from casework.domain.codes.clearance import Milestone
from casework.domain.codes.work import Channel, WorkKind
from casework.domain.fact import Fact, topic_of
from casework.domain.facts.catalogue import FACTS
from casework.domain.facts.clearance import RetentionChecked
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.deadlines import Escalated
from casework.domain.facts.work import JobOffered, Placed
from projections.lists.entries.history import RENAMED
from projections.wording.fact_sentences import wording
from projections.wording.sentences import sentence
from tests.support.households.life_stories import RULES
from tests.support.households.samples import a_fact

POLICIES = RULES.policies

ENVELOPE = {"position", "version", "fact", "occurred_at", "recorded_at", "by", "words"}


@pytest.mark.parametrize("topic", sorted(FACTS))
def test_every_kind_of_fact_has_a_sentence_in_both_languages(topic: str) -> None:
    """Each fact of the catalogue is told in Chinese and in English, not by its technical name."""
    words = sentence(a_fact(topic), POLICIES)
    assert re.search(r"[一-鿿]", words.zh)
    assert not re.search(r"[一-鿿]", words.en.replace("值", ""))
    assert words.en != topic


@pytest.mark.parametrize("topic", sorted(FACTS))
def test_a_sentence_is_declared_or_worded(topic: str) -> None:
    """One of the two, and a declared one has the same fields in both languages."""
    kind = FACTS[topic]
    worded = wording.dispatch(kind) is not wording.dispatch(Fact)
    assert worded is (kind.sentence is None)
    if kind.sentence is not None:
        zh, en = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in kind.sentence)
        assert zh == en <= set(kind.__struct_fields__)


@pytest.mark.parametrize("topic", sorted(FACTS))
def test_no_clear_field_hides_behind_the_envelope(topic: str) -> None:
    """Every clear value of a fact keeps a name of its own in a history entry."""
    names = [name for name in FACTS[topic].__struct_fields__ if name != "private"]
    shown = [RENAMED.get((topic, name), name) for name in names]
    assert not ENVELOPE & set(shown)
    assert len(set(shown)) == len(shown)


def test_codes_are_told_in_the_words_of_the_field() -> None:
    """A code is shown by its Chinese label, and in English without hyphens."""
    offered = sentence(JobOffered(offer=2, member=1, channel=Channel.WORK_RELIEF), POLICIES)
    assert offered.zh == "向成员1推介岗位（推介编号2）：以工代赈"
    assert offered.en == "Offer 2 made to member 1: work relief"


def test_deadlines_are_named_as_the_policy_names_them() -> None:
    """An escalation names the duty, how late it is and the step."""
    fact = Escalated(
        episode=1,
        deadline="first-visit",
        occurrence="9",
        step=2,
        due_on=date(2026, 3, 5),
        due_at=datetime(2026, 3, 5, 16, tzinfo=UTC),
        working_days_late=3,
        policy="1",
        calendar="1",
    )
    assert sentence(fact, POLICIES).zh == "升级到第2级：“首次入户走访”逾期3个工作日（截止日2026-03-05）"
    assert sentence(fact, POLICIES).en == "Escalated to step 2: first visit was due on 2026-03-05, 3 working days late"


def test_what_is_not_known_is_left_out() -> None:
    """A placement without pay and term says neither."""
    fact = Placed(placement=1, member=2, kind=WorkKind.ODD_JOBS, since=date(2026, 4, 1))
    assert sentence(fact, POLICIES).en == "Member 2 took up work (placement 1): odd jobs since 2026-04-01"


@pytest.mark.parametrize(
    ("employed", "zh"), [(True, "稳岗回访（满3个月）：在岗"), (False, "稳岗回访（满3个月）：不在岗")]
)
def test_a_retention_check_says_what_was_found(employed: bool, zh: str) -> None:
    """In work or not, in so many words."""
    assert sentence(RetentionChecked(milestone=Milestone.THREE_MONTHS, employed=employed), POLICIES).zh == zh


def test_a_correction_names_the_entry_and_the_fields_alone() -> None:
    """What was wrong is named by its field; the values stand in the entry's own fields."""
    fact = EntryCorrected(version=3, changes={"level": "special"})
    assert sentence(fact, POLICIES).zh == "更正第3条记录：level"
    assert sentence(EntryCorrected(version=3, withdrawn=True), POLICIES).en == "Entry 3 withdrawn"
    assert topic_of(fact) == "entry-corrected"
