"""Which two records may be taken as one person's."""

from __future__ import annotations

from datetime import date

import pytest

from casework.domain.decisions.who_is_who import Likable, contradicts

ONE = "99010119800101001X"


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (Likable(), Likable(), False),
        (Likable(number=ONE), Likable(), False),
        (Likable(number=ONE), Likable(number=ONE.lower()), False),
        (Likable(number=ONE), Likable(number="990101198001010120"), False),
        (Likable(number=ONE), Likable(number="990101197512310310"), True),
        (Likable(birth_date=date(1980, 1, 1)), Likable(birth_date=date(1980, 1, 20)), False),
        (Likable(birth_date=date(1980, 1, 2)), Likable(birth_date=date(1980, 1, 20)), True),
        (Likable(birth_date=date(1980, 1, 1)), Likable(), False),
    ],
)
def test_records_contradict_each_other_by_what_both_say(one: Likable, other: Likable, answer: bool) -> None:
    """A mistyped digit and a month alone contradict nothing; what one of them does not say neither; in both orders."""
    assert (contradicts(one, other), contradicts(other, one)) == (answer, answer)
