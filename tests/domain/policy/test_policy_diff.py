"""What differs between two policies: every rule by its name, with its value before and after."""

from __future__ import annotations

import json

import msgspec
import pytest

from casework.domain.policy.diff import plain, policy_diff, same_rules
from casework.domain.policy.text import default_policy_text, read_policy
from tests.support.households.stories import POLICY

TEXT = default_policy_text()
LADDER = TEXT[TEXT.index("[[ladder]]") :]
VERIFY = 'value = 15, unit = "calendar-days" }\nduty'


def changed(*changes: tuple[str, str]) -> list[tuple[str, object, object]]:
    """The rules that differ when these words stand in place of others."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return [(each.rule, plain(each.before), plain(each.after)) for each in policy_diff(POLICY, read_policy(text))]


def test_name_and_date_are_no_rules() -> None:
    """A policy with another version, title and day rules the same."""
    other = ('version = "1"', 'version = "2"'), ("默认", "本县"), ("2004-01-01", "2026-05-01")
    assert changed(*other) == []
    assert same_rules(POLICY, POLICY)


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ('"1970"', '"2100"', ("clearing.minimum_wage", "1970", "2100")),
        ('"1970"', '"1970.00"', None),
        ("men = [16, 60]", "men = [16, 65]", ("detection.men", [16, 60], [16, 65])),
        (
            "17:30:00",
            "18:00:00",
            (
                "notices.hours",
                [["08:30:00", "12:00:00"], ["14:00:00", "17:30:00"]],
                [["08:30:00", "12:00:00"], ["14:00:00", "18:00:00"]],
            ),
        ),
        (
            VERIFY,
            VERIFY.replace("15", "20"),
            ("deadline.verify.limit", {"value": 15, "unit": "calendar-days"}, {"value": 20, "unit": "calendar-days"}),
        ),
        (
            "days_before = 60 }",
            "days_before = 90 }",
            (
                "deadline.welfare-post-end.limit",
                {"value": 36, "unit": "months", "days_before": 60},
                {"value": 36, "unit": "months", "days_before": 90},
            ),
        ),
        (
            "special = { value = 7",
            "special = { value = 5",
            (
                "deadline.contact.limit_by_level.special",
                {"value": 7, "unit": "calendar-days"},
                {"value": 5, "unit": "calendar-days"},
            ),
        ),
        (
            'employed = { value = 20, unit = "calendar-days" }\n',
            "",
            ("green_channel.limits.employed", {"value": 20, "unit": "calendar-days"}, None),
        ),
        ('by = "somebody-else"', 'by = "anybody"', ("decision.pause.by", "somebody-else", "anybody")),
        ('source = "OF-15"', 'source = "OF-16"', ("deadline.verify.source", "OF-15", "OF-16")),
        (
            "remind_working_days_before = 2",
            "remind_working_days_before = 1",
            ("ladder.standard.remind_working_days_before", 2, 1),
        ),
    ],
)
def test_a_changed_rule(old: str, new: str, difference: tuple[str, object, object] | None) -> None:
    """Exactly this rule differs, in plain values."""
    assert changed((old, new)) == ([difference] if difference else [])


def test_steps_of_a_ladder_stand_together() -> None:
    """Who is told when is one rule."""
    ((rule, before, after),) = changed(("working_days_late = 6", "working_days_late = 8"))
    assert rule == "ladder.standard.steps"
    assert [step["working_days_late"] for step in before] == [1, 3, 6]  # type: ignore[attr-defined]
    assert [step["working_days_late"] for step in after] == [1, 3, 8]  # type: ignore[attr-defined]


def test_a_new_and_a_removed_rule() -> None:
    """A whole deadline or ladder stands as one, with nothing on the side where it is not."""
    new = LADDER.replace('"standard"', '"quick"')
    ((rule, before, after),) = changed((LADDER, new + LADDER))
    assert (rule, before) == ("ladder.quick", None)
    assert after["name"] == "quick"  # type: ignore[index]
    start, end = TEXT.index('[[deadline]]\nname = "receipt"'), TEXT.index('[[deadline]]\nname = "verify"')
    ((rule, before, after),) = changed((TEXT[start:end], ""))
    assert (rule, after) == ("deadline.receipt", None)
    assert before["limit"] == {"value": 2, "unit": "working-days"}  # type: ignore[index]


def test_values_are_plain_json() -> None:
    """Whatever a policy holds can be written as JSON and read again."""
    value = plain(POLICY)
    assert json.loads(msgspec.json.encode(value)) == value
