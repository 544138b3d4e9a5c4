"""What a fact says of itself where it is declared holds together; docs/facts.md shows it to reviewers."""

from __future__ import annotations

import pytest

from casework.domain.fact import Fact, topic_of
from casework.domain.facts.catalogue import FACTS, HOUSEHOLD_FACTS, KEPT

EVERY = pytest.mark.parametrize("kind", FACTS.values(), ids=topic_of)


class Unseen(Fact, frozen=True, kw_only=True, tag="unseen"):
    """A kind of fact that nobody has looked at yet."""


def test_a_new_fact_takes_the_exact_way() -> None:
    """Only what somebody has looked at is worked out from the last state; all else can be put right and is kept."""
    assert (Unseen.what_if_shortcut, Unseen.only_answered, Unseen.fixed_fields) == (False, False, frozenset())
    assert (Unseen.kept_in_episode, Unseen.changes_household, Unseen.sentence) == (True, True, None)


@EVERY
def test_a_fact_has_a_name_in_both_languages(kind: type[Fact]) -> None:
    """In English it is the stable name with blanks, but for a hyphen that English keeps."""
    assert kind.label.zh
    assert kind.label.en.replace("-", " ") == topic_of(kind).replace("-", " ")


@EVERY
def test_what_no_correction_changes_is_a_field(kind: type[Fact]) -> None:
    """And a fact that is never corrected needs to name none."""
    assert kind.fixed_fields <= set(kind.__struct_fields__)
    assert not (kind.only_answered and kind.fixed_fields)


def test_what_is_said_of_facts_is_not_stored() -> None:
    """The class variables are no fields."""
    said = {name for name in Fact.__annotations__ if name != "private"}
    assert said >= {"label", "sentence", "kept_in_episode", "what_if_shortcut"}
    assert [kind for kind in FACTS.values() if said & set(kind.__struct_fields__)] == []


def test_an_episode_keeps_what_a_household_goes_through() -> None:
    """In the order of its life, and nothing of the register, of corrections or of other streams."""
    kept = [kind for kind in HOUSEHOLD_FACTS if kind.kept_in_episode]
    assert [kind for kind in KEPT if not kind.of_the_register] == kept
    assert {topic_of(kind) for kind in HOUSEHOLD_FACTS} - {topic_of(kind) for kind in kept} == {
        *("stand-in-named", "household-asked", "roster-listed", "difference-raised", "difference-settled"),
        *("registered", "members-updated", "village-changed", "household-moved", "late-entry-allowed"),
        *("correction-proposed", "entry-corrected", "personal-data-shown", "records-shared"),
        *("erasure-proposed", "person-erased", "confidentiality-proposed", "confidentiality-changed"),
    }
