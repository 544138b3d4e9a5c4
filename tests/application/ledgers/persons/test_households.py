"""Rows grouped into households."""

from casework.application.ledgers.persons.ledger import FileSummary, LedgerHousehold, RowProblem
from casework.application.ledgers.sheets.raw import Cell, Column, RawRow
from casework.domain.codes.people import HouseholdCategory
from casework.domain.members import HouseholdPrivate, HouseholdValues
from tests.support.ledgers.small_ledgers import (
    EAST_WIND,
    HEADERS,
    OTHER_EAST_WIND,
    RED_STAR,
    WHERE,
    WILLOW,
    Understood,
    a_row,
    a_sheet,
    an_id,
)

NUMBER, HEAD, RELATION, NAME, ID = (
    Column.HOUSEHOLD_NUMBER,
    Column.HEAD_NAME,
    Column.RELATION,
    Column.NAME,
    Column.RESIDENT_ID,
)
NO_NUMBER = a_sheet(Column.HOUSEHOLD_NUMBER)


def person(row: int, name: str, cells: dict[Column, Cell] | None = None) -> RawRow:
    """A row in 东风村 with a valid id of its own."""
    return a_row(row, {NAME: name, ID: an_id(row), **WHERE, **(cells or {})})


def test_blank_household_cells_belong_to_the_household_above() -> None:
    """Merged or not, the rows below a number are its members, also across a subtotal."""
    found = Understood(
        (
            a_sheet(),
            [
                person(2, "张一", {NUMBER: 1.0, HEAD: "张一", RELATION: "户主"}),
                person(3, "张二", {RELATION: "妻"}),
                a_row(4, {Column.SERIAL: "小计"}),
                person(5, "张三", {HEAD: "张一", RELATION: "子"}),
                person(6, "李一", {NUMBER: "2"}),
                person(7, "李二"),
            ],
        )
    )
    assert found.names == {"1": ["张一", "张二", "张三"], "2": ["李一", "李二"]}
    assert found.refused == []
    assert found.summary == FileSummary(file="台账.xlsx", rows=5)


def test_a_member_without_a_household_above_is_refused() -> None:
    """Nothing above, in the file or in this sheet, is missing-household."""
    sheet = a_sheet()
    found = Understood(
        (sheet, [person(2, "张二", {RELATION: "妻"}), person(3, "张一", {NUMBER: 1})]), (sheet, [person(4, "张三")])
    )
    assert found.refused == [(2, "missing-household"), (4, "missing-household")]
    assert found.names == {"1": ["张一"]}


def test_a_head_without_a_number_is_refused_with_those_below_him() -> None:
    """Nobody is put into the family above because a number is missing."""
    found = Understood(
        (
            a_sheet(),
            [
                person(2, "张一", {NUMBER: 1, RELATION: "户主"}),
                person(3, "李一", {RELATION: "户主"}),
                person(4, "李二", {RELATION: "妻"}),
                person(5, "王一", {NUMBER: 3, HEAD: "王一"}),
                person(6, "赵二", {HEAD: "赵一", RELATION: "妻"}),
                person(7, "赵三"),
            ],
        )
    )
    assert found.refused == [(row, "missing-household") for row in (3, 4, 6, 7)]
    assert found.problems[0].column == "户编号"
    assert found.names == {"1": ["张一"], "3": ["王一"]}


def test_a_head_may_stand_below_the_first_row_of_his_household() -> None:
    """A 户主 under blank cells starts no household while the one above has no head."""
    found = Understood(
        (a_sheet(), [person(2, "张二", {NUMBER: 1, RELATION: "妻"}), person(3, "张一", {RELATION: "户主"})])
    )
    assert (found.names, found.refused) == ({"1": ["张二", "张一"]}, [])


def test_a_blank_head_name_never_refuses() -> None:
    """A number alone is a household."""
    found = Understood((a_sheet(), [person(2, "张一", {NUMBER: 1}), person(3, "张二", {NUMBER: 1})]))
    assert (found.names, found.refused) == ({"1": ["张一", "张二"]}, [])


def test_the_household_is_village_and_number() -> None:
    """The same number in another village is another household."""
    found = Understood(
        (a_sheet(), [person(2, "张一", {NUMBER: 1}), person(3, "李一", {NUMBER: 1, Column.VILLAGE: "红星村"})])
    )
    assert [(household.village, household.number) for household in found.households] == [
        (EAST_WIND, "1"),
        (RED_STAR, "1"),
    ]


def test_rows_of_one_household_may_stand_apart_and_on_several_sheets() -> None:
    """They are one household, where its first row stands, and 3.0, 3 and "3" are one number."""
    found = Understood(
        (a_sheet(), [person(2, "张一", {NUMBER: 3.0}), person(3, "李一", {NUMBER: 4})]),
        (a_sheet(name="补充"), [person(4, "张二", {NUMBER: "3"})]),
    )
    assert found.names == {"3": ["张一", "张二"], "4": ["李一"]}
    assert [person.place.sheet for person in found.households[0].persons] == ["东风村", "补充"]


def test_a_household_number_that_excel_rounded_is_refused() -> None:
    """The number is lost, and with it the household of those below."""
    found = Understood(
        (a_sheet(), [person(2, "张一", {NUMBER: 5.1e17}), person(3, "张二"), person(4, "李一", {NUMBER: "5.1E+17"})])
    )
    assert found.refused == [(2, "id-digits-lost"), (3, "id-digits-lost"), (4, "id-digits-lost")]
    assert {problem.column for problem in found.problems} == {"户编号"}


def test_without_a_number_column_a_household_starts_at_each_head() -> None:
    """It is keyed by the head's id."""
    found = Understood(
        (
            NO_NUMBER,
            [
                person(2, "张一", {RELATION: "户主"}),
                person(3, "张二", {RELATION: "妻"}),
                person(4, "李一", {RELATION: "本人"}),
            ],
        )
    )
    assert found.names == {an_id(2): ["张一", "张二"], an_id(4): ["李一"]}
    assert all(household.number is None for household in found.households)


def test_without_a_number_column_a_head_without_a_good_id_is_no_household() -> None:
    """His own reason refuses him, and those below him have no household."""
    found = Understood(
        (
            NO_NUMBER,
            [
                person(2, "张二", {RELATION: "妻"}),
                person(3, "李一", {RELATION: "户主", ID: "110105194912310021"}),
                person(4, "李二", {RELATION: "妻"}),
                person(5, "王一", {RELATION: "户主", ID: None, Column.BIRTH_DATE: "1990-01-01"}),
                person(6, "", {RELATION: "户主"}),
                person(7, "赵二", {RELATION: "妻"}),
            ],
        )
    )
    assert found.refused == [
        *((2, "missing-household"), (3, "id-checksum"), (4, "missing-household"), (5, "missing-household")),
        (6, "missing-name"),
    ]
    assert found.names == {an_id(6): ["赵二"]}


def test_without_a_village_column_the_sheets_name_or_the_named_village_counts() -> None:
    """A sheet named after a village is that village; others take the one named for the import."""
    without_village = (Column.VILLAGE, Column.TOWNSHIP)
    one = a_row(2, {NUMBER: 1, NAME: "张一", ID: an_id(2)})
    two = a_row(2, {NUMBER: 1, NAME: "李一", ID: an_id(3)})
    red_star, sheet1 = a_sheet(*without_village, name="红星村"), a_sheet(*without_village, name="Sheet1")
    found = Understood((red_star, [one]), (sheet1, [two]), village=WILLOW)
    assert [household.village for household in found.households] == [RED_STAR, WILLOW]
    assert Understood((sheet1, [two])).refused == [(2, "unknown-village")]
    twice = a_sheet(*without_village, name="东风村")
    assert Understood((twice, [one])).refused == [(2, "ambiguous-village")]
    assert Understood((twice, [one]), village=OTHER_EAST_WIND).households[0].village == OTHER_EAST_WIND


def test_a_blank_village_cell_is_that_of_the_same_number_above() -> None:
    """A village merged over its household counts for every row that repeats the number."""
    below = a_row(3, {NUMBER: 1, NAME: "张二", ID: an_id(3)})
    found = Understood((a_sheet(name="Sheet1"), [person(2, "张一", {NUMBER: 1.0}), below]))
    assert (found.names, found.refused) == ({"1": ["张一", "张二"]}, [])
    other = a_row(3, {NUMBER: 2, NAME: "张二", ID: an_id(3)})
    assert Understood((a_sheet(name="Sheet1"), [person(2, "张一", {NUMBER: 1}), other])).refused == [
        (3, "unknown-village")
    ]


def test_an_unknown_or_ambiguous_village_refuses_its_rows_and_names_the_candidates() -> None:
    """The clerk reads township, name and code; the rows below lean on nothing."""
    found = Understood(
        (
            a_sheet(),
            [
                person(2, "张一", {NUMBER: 1, Column.TOWNSHIP: None}),
                person(3, "张二"),
                person(4, "李一", {NUMBER: 2, Column.TOWNSHIP: "白云镇"}),
                person(5, "王一", {NUMBER: 3, Column.VILLAGE: "白云村"}),
            ],
        )
    )
    assert found.refused == [
        (2, "ambiguous-village"),
        (3, "ambiguous-village"),
        (4, "unknown-village"),
        (5, "unknown-village"),
    ]
    for problem in found.problems[:3]:
        assert f"青山镇东风村村民委员会({OTHER_EAST_WIND})" in problem.message.zh
        assert f"大石镇东风村村民委员会({EAST_WIND})" in problem.message.en
        assert problem.column == "行政村"
    assert found.households == []
    assert found.summary.rows == 4


def test_a_household_knows_the_columns_that_every_sheet_listing_it_has() -> None:
    """Of a column that one of its sheets lacks the ledger does not speak for the whole household."""
    found = Understood(
        (a_sheet(), [person(2, "张一", {NUMBER: 1}), person(3, "李一", {NUMBER: 2})]),
        (a_sheet(Column.PHONE, Column.EMPLOYMENT, name="补充"), [person(4, "张二", {NUMBER: 1, ID: "1"})]),
    )
    one, two = ({*household.columns} for household in found.households)
    assert two == {*HEADERS}
    assert one == {*HEADERS} - {Column.PHONE, Column.EMPLOYMENT}


def test_values_of_the_household_come_from_the_first_row_that_fills_them() -> None:
    """Category, relocation, group and head are the household's, whoever's row they stand in, refused ones included."""
    found = Understood(
        (
            a_sheet(),
            [
                person(2, "张二", {NUMBER: 1, ID: "1", Column.GROUP: "3组"}),
                person(
                    3, "张一", {RELATION: "户主", Column.CATEGORY: "脱贫不稳定户", Column.RELOCATED: "幸福家园安置点"}
                ),
                person(4, "张三", {Column.CATEGORY: "脱贫户", Column.RELOCATED: "否", Column.GROUP: "4组"}),
            ],
        )
    )
    [household] = found.households
    assert household.values == HouseholdValues(category=HouseholdCategory.UNSTABLE, relocated=True)
    assert household.private == HouseholdPrivate(
        head_name="张一", group="3组", resettlement_site="幸福家园安置点", category_text="脱贫不稳定户"
    )


def test_relocation_and_category_are_known_words_or_kept_as_text() -> None:
    """否 is not relocated; a category outside the list is other, with its text; blank says nothing."""
    found = Understood(
        (
            a_sheet(),
            [
                person(2, "张一", {NUMBER: 1, Column.RELOCATED: "否", Column.CATEGORY: "一般农户"}),
                person(3, "李一", {NUMBER: 2}),
                person(4, "王一", {NUMBER: 3, Column.RELOCATED: "√", Column.CATEGORY: "低收入农户"}),
            ],
        )
    )
    assert [household.values for household in found.households] == [
        HouseholdValues(category=HouseholdCategory.OTHER, relocated=False),
        HouseholdValues(),
        HouseholdValues(category=HouseholdCategory.LOW_INCOME, relocated=True),
    ]
    assert [household.private.category_text for household in found.households] == ["一般农户", "", "低收入农户"]
    assert {household.private.resettlement_site for household in found.households} == {""}


def test_a_refused_row_stays_with_its_household() -> None:
    """Its person is known as refused, and says whether he is employed; a household of refused rows alone is there."""
    found = Understood(
        (
            a_sheet(),
            [
                person(2, "张一", {NUMBER: 1, ID: "110105194912310021", Column.EMPLOYMENT: "务工"}),
                person(3, "张二", {NUMBER: 1, NAME: None}),
            ],
        )
    )
    [household] = found.households
    assert household.persons == ()
    assert [(gone.name, gone.resident_id, gone.employed) for gone in household.refused] == [
        ("张一", "110105194912310021", True),
        ("", an_id(3), False),
    ]
    assert found.refused == [(2, "id-checksum"), (3, "missing-name")]
    assert found.summary.rows == 2


def test_the_same_id_again_is_a_duplicate_wherever_it_stands() -> None:
    """The later row is refused: in the household, in another one, on another sheet, in 15 digits."""
    old_form = {ID: "999999900101002"}
    found = Understood(
        (
            a_sheet(),
            [
                person(2, "张一", {NUMBER: 1}),
                person(3, "张一", {ID: an_id(2)}),
                person(4, "李一", {NUMBER: 2, ID: an_id(2)}),
            ],
        ),
        (a_sheet(name="补充"), [person(5, "张一", {NUMBER: 3, **old_form})]),
    )
    assert found.refused == [(row, "duplicate-person") for row in (3, 4, 5)]
    assert {problem.column for problem in found.problems} == {"身份证号"}
    assert [(len(household.persons), len(household.refused)) for household in found.households] == [
        (1, 1),
        (0, 1),
        (0, 1),
    ]


def test_a_row_after_a_refused_one_of_the_same_id_is_no_duplicate() -> None:
    """Who corrected a wrong row by a new one below has said it once."""
    found = Understood((a_sheet(), [person(2, "", {NUMBER: 1}), person(3, "张一", {ID: an_id(2)})]))
    assert (found.refused, found.names) == ([(2, "missing-name")], {"1": ["张一"]})


def test_without_an_id_name_and_birth_date_make_a_duplicate_within_the_household() -> None:
    """It counts when one of the two rows has no id; in another household, or born another day, it is another person."""
    nameless: dict[Column, Cell] = {ID: None, Column.BIRTH_DATE: "1990-01-01"}
    found = Understood(
        (
            a_sheet(),
            [
                person(2, "张一", {NUMBER: 1, **nameless}),
                person(3, "张一", nameless),
                person(4, "张一", {**nameless, Column.BIRTH_DATE: "1990-01-02"}),
                person(5, "李一", {NUMBER: 2}),
                person(6, "李一", nameless),
                person(7, "李一"),
                person(8, "张一", {NUMBER: 3, **nameless}),
            ],
        )
    )
    assert found.refused == [(3, "duplicate-person"), (6, "duplicate-person")]
    assert found.names == {"1": ["张一", "张一"], "2": ["李一", "李一"], "3": ["张一"]}


def test_problems_and_households_come_in_order_and_the_summary_last() -> None:
    """Warnings stand at their rows; unknown columns of all sheets are named once."""
    found = Understood(
        (
            a_sheet(unknown=("民族", "打卡")),
            [person(2, "张一", {NUMBER: 1, Column.MONTHLY_PAY: "面议"}), person(3, "李一", {NUMBER: 2})],
        ),
        (a_sheet(unknown=("打卡", "学校")), []),
    )
    kinds = [type(item) for item in found.items]
    assert kinds == [LedgerHousehold, RowProblem, LedgerHousehold]
    assert found.warned == [(2, "unreadable-pay", "月收入(元)")]
    assert found.summary == FileSummary(file="台账.xlsx", rows=2, unknown_columns=("民族", "打卡", "学校"))


def test_a_file_without_rows_is_a_summary_of_nothing() -> None:
    """A header alone gives zero counts."""
    assert Understood((a_sheet(), [])).items == []
    assert Understood().summary == FileSummary(file="台账.xlsx", rows=0)
