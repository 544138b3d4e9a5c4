"""A sheet of people to invite: each row is taken or refused for itself, and says why (doubles, divisions, roles)."""

from __future__ import annotations

from itertools import count

import pytest

from casework.domain.accounts.directory import Directory
from casework.domain.accounts.invitation_sheet import (
    MOST_ROWS,
    RowOutcome,
    Sheet,
    SheetRow,
    SheetTooLongError,
    division_meant,
    invite_rows,
    person_of,
)
from casework.domain.codes.offices import Role
from casework.domain.entries.storability import refuse_out_of_bounds
from casework.domain.errors import InvalidValueError
from casework.domain.fact import ActingOffice, topic_of
from tests.support.households.stories import TUESDAY, context
from tests.support.staff.directory_stories import FIRST, LI, TOWNSHIP, DirectoryStory, an_office

DIVISIONS = {
    "990100000000": "禾穗市",
    "990101000000": "麦浪区",
    "990101001000": "五镰镇",
    "990101002000": "五镰乡",
    "990101001001": "禾坪村",
    "990101002001": "禾坪村",
}
TEL = "10012345678"


def sheet(
    *cells: tuple[str, str, str, str],
    story: DirectoryStory | None = None,
    known: dict[tuple[str, str], str] | None = None,
) -> Sheet:
    """What rows of (name, telephone, role, division) come to, numbered from 2 as in a sheet."""
    numbers = count(30000001)

    def draw(directory: Directory) -> str:
        return str(next(numbers))

    rows = [
        SheetRow(row=at, name=name, telephone=telephone, role=role, division=division)
        for at, (name, telephone, role, division) in enumerate(cells, start=2)
    ]
    return invite_rows(
        (story or an_office()).directory,
        context(TUESDAY, by=FIRST),
        rows=rows,
        known=known or {},
        divisions=DIVISIONS,
        draw=draw,
        codes=[f"{row.row:064d}" for row in rows],
        refuse_unstorable=refuse_out_of_bounds,
    )


def refused(found: Sheet) -> list[str | None]:
    """Why each row was refused, None where it was not."""
    return [each.refused.zh if each.refused else None for each in found.outcomes]


def topics(found: Sheet) -> list[str]:
    """What would be recorded."""
    return [topic_of(fact) for fact in found.facts]


def test_a_row_invites_and_proposes() -> None:
    """By the code of the division, or by a name that only one of that level has."""
    found = sheet(("李娜", TEL, "乡镇", "五镰镇"), ("王伟", "", "cadre", "990101001001"))
    assert found.outcomes == (
        RowOutcome(row=2, account="30000001", fresh=True, office=TOWNSHIP),
        RowOutcome(
            row=3, account="30000002", fresh=True, office=ActingOffice(role=Role.CADRE, division="990101001001")
        ),
    )
    assert topics(found) == ["account-invited", "office-proposed"] * 2


def test_one_person_with_two_offices_is_one_account() -> None:
    """By name and telephone, however they are spelled; somebody who has an account is not invited again."""
    assert person_of("Ａnna Li", "+86 100-1234-5678") == person_of("ANNALI", "１００12345678")
    found = sheet(("李娜", TEL, "乡镇", "990101001"), ("李 娜", "100-1234-5678", "村", "990101001001"))
    assert topics(found) == ["account-invited", "office-proposed", "office-proposed"]
    assert [each.account for each in found.outcomes] == ["30000001", "30000001"]
    known = sheet(("李娜", TEL, "村", "990101001001"), known={person_of("李娜", TEL): LI})
    assert (topics(known), known.outcomes[0].account, known.outcomes[0].fresh) == (["office-proposed"], LI, False)


def test_what_stands_already_is_quiet() -> None:
    """An office that is held is not proposed again."""
    found = sheet(("李娜", TEL, "乡镇", "990101001"), known={person_of("李娜", TEL): LI})
    assert (found.facts, found.outcomes) == ((), (RowOutcome(row=2, account=LI),))


def test_a_double_is_refused_and_named() -> None:
    """The second of two rows that say the same; the first is taken."""
    found = sheet(("李娜", TEL, "乡镇", "五镰镇"), ("李娜", TEL, "乡镇", "五镰镇"))
    assert refused(found) == [None, "与第2行重复"]
    assert topics(found) == ["account-invited", "office-proposed"]


def test_two_of_one_name_need_a_telephone() -> None:
    """Within the sheet, and beside somebody who has an account."""
    assert refused(sheet(("李娜", "", "乡镇", "五镰镇"), ("李娜", TEL, "村", "990101001001"))) == [
        "有同名人员，请填电话以便区分",
        None,
    ]
    found = sheet(("李娜", "", "乡镇", "五镰镇"), known={person_of("李娜", TEL): LI})
    assert refused(found) == ["有同名人员，请填电话以便区分"]
    both = sheet(("李娜", "", "乡镇", "五镰镇"), ("李娜", "", "村", "990101001001"))
    assert refused(both) == ["有同名人员，请填电话以便区分"] * 2


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("", TEL, "乡镇", "五镰镇"), "姓名不能为空"),
        (("李\u202e娜", TEL, "乡镇", "五镰镇"), "看不见的控制字符"),
        (("李" * 1_001, TEL, "乡镇", "五镰镇"), "超过1000个字"),
        (("李娜", "1" * 1_001, "乡镇", "五镰镇"), "超过1000个字"),
        (("李娜", TEL, "镇长", "五镰镇"), "没有代码“镇长”"),
        (("李娜", TEL, "乡镇", "七镰镇"), "没有这个区划：七镰镇"),
        (("李娜", TEL, "乡镇", "990101009"), "没有代码为990101009000的区划"),
        (("李娜", TEL, "村", "禾坪村"), "可能是其中几个，请写代码：990101001001 禾坪村、990101002001 禾坪村"),
        (("李娜", TEL, "乡镇", "990101001001"), "9位区划代码"),
    ],
)
def test_a_row_that_cannot_be_is_refused_alone(row: tuple[str, str, str, str], why: str) -> None:
    """With the reason in words; the next row is taken, and of the refused one nothing is recorded."""
    found = sheet(row, ("王伟", "", "乡镇", "五镰镇"))
    first, second = refused(found)
    assert why in (first or "")
    assert (second, topics(found)) == (None, ["account-invited", "office-proposed"])


def test_roles_that_may_not_meet_are_refused_in_the_sheet() -> None:
    """The second office of one person; and nobody is proposed by themselves."""
    found = sheet(("李娜", TEL, "审计员", "9901"), ("李娜", TEL, "乡镇", "五镰镇"))
    assert ["不能同时任乡镇" in (each or "") for each in refused(found)] == [False, True]
    own = sheet(("管一", "", "乡镇", "五镰镇"), known={person_of("管一", ""): FIRST})
    assert "不能给自己授权" in (refused(own)[0] or "")
    own = sheet(("管一", TEL, "乡镇", "五镰镇"), known={person_of("管一", TEL): FIRST})
    assert "不能给自己授权" in (refused(own)[0] or "")


def test_names_of_divisions_are_found_on_the_roles_level() -> None:
    """五镰 is a town and a township, so its ending tells; without any division loaded only codes are understood."""
    assert division_meant("五镰镇", Role.TOWNSHIP, DIVISIONS) == "990101001000"
    assert division_meant("禾穗", Role.CITY, DIVISIONS) == "990100000000"
    for said in ("五镰", "麦浪区"):
        with pytest.raises(InvalidValueError):
            division_meant(said, Role.TOWNSHIP, DIVISIONS)
    assert division_meant("990101001", Role.TOWNSHIP, {}) == "990101001"


def test_a_sheet_has_so_many_rows_at_most() -> None:
    """The limit is named, and nobody is invited; one row less is taken."""
    row = ("李娜", TEL, "乡镇", "990101001")
    with pytest.raises(SheetTooLongError, match=str(MOST_ROWS)):
        sheet(*[row] * (MOST_ROWS + 1))
    assert len(sheet(*[row] * MOST_ROWS).outcomes) == MOST_ROWS
