"""Who is a member, who may be, and who is missing without having left."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from casework.domain.decisions.who_is_who import Likable, Likeness, are_the_same_people, likeness

BORN = date(1985, 5, 5)
KNOWN = Likable(name="禾·一亩", number="990121198505050014", birth_date=BORN, relation="户主")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (replace(KNOWN, name="禾小亩", relation="子"), Likeness.SAME),
        (replace(KNOWN, number="990121198505050119"), Likeness.ASKED),
        (replace(KNOWN, number="990121198505060010", birth_date=date(1985, 5, 6)), Likeness.ASKED),
        (replace(KNOWN, number="990121196001010011", birth_date=date(1960, 1, 1), relation="父"), Likeness.OTHER),
        (replace(KNOWN, name="麦两顷", number="990121198505050119"), Likeness.OTHER),
        (replace(KNOWN, number="", name="禾•一亩"), Likeness.SAME),
        (replace(KNOWN, number="", birth_date=date(1985, 5, 1)), Likeness.SAME),
        (replace(KNOWN, number="", birth_date=None), Likeness.SAME),
        (replace(KNOWN, number="", birth_date=None, relation=""), Likeness.ASKED),
        (replace(KNOWN, number="", birth_date=None, relation="子"), Likeness.ASKED),
        (replace(KNOWN, number="", birth_date=date(1985, 6, 5)), Likeness.ASKED),
        (replace(KNOWN, number="", birth_date=date(1985, 6, 5), relation="子"), Likeness.OTHER),
        (replace(KNOWN, number="", name="麦两顷"), Likeness.OTHER),
    ],
)
def test_a_person_is_known_by_id_then_by_name_birth_date_and_relation(stated: Likable, expected: Likeness) -> None:
    """Two ids under one name are a question, never a conclusion."""
    assert likeness(stated, KNOWN) is expected


@pytest.mark.parametrize(
    ("known_as", "now", "expected"),
    [
        ("户主", "户主", Likeness.SAME),
        ("", "", Likeness.SAME),
        ("", "户主", Likeness.ASKED),
        ("父亲", "户主", Likeness.ASKED),
    ],
)
def test_who_was_known_by_his_name_alone_is_found_when_his_number_comes(
    known_as: str, now: str, expected: Likeness
) -> None:
    """Never a second person without a word, never silently another one; the same list twice says nothing new."""
    known = Likable(name="禾一亩", relation=known_as)
    assert likeness(Likable(name="禾一亩", relation=known_as), known) is Likeness.SAME
    assert likeness(replace(KNOWN, name="麦两顷", relation=now), known) is Likeness.OTHER
    assert likeness(replace(KNOWN, name="禾 一亩", relation=now), known) is expected


@pytest.mark.parametrize(
    ("listed", "known", "members", "same"),
    [(2, 2, 3, True), (1, 1, 2, True), (1, 1, 3, False), (2, 1, 1, False), (3, 2, 2, True), (2, 0, 0, False)],
)
def test_most_of_the_people_make_the_household(listed: int, known: int, members: int, same: bool) -> None:
    """A daughter who founds a household of her own takes the old one's history nowhere."""
    assert are_the_same_people(listed=listed, known=known, members=members) is same
