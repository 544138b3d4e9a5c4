"""An act that concerns several households reaches no farther in any of them than the right of whoever does it (ADR 0038)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from casework.domain.values.bounds import MOST_MEMBERS
from tests.support.installations.command_line import DIVISIONS, CommandLine, resident_id
from tests.support.installations.staff import TOWNSHIP, Staff

COUNTY = "county-hrss@990101000000"
SISTER = "990101002000"
FAR = "990101002001"


def listed(number: str, name: str, village: str, serial: int, status: str = "务工") -> tuple[str, ...]:
    """The row of a head of household in a village."""
    return (number, "", "户主", name, resident_id("19750101", serial), village, "", "", status)


NEAR_ROW = listed("0201", "豆四垄", "双穗村", 11)
FAR_ROW = listed("0301", "麦五顷", "远穗村", 12)


@pytest.fixture
def staff(any_counter: CommandLine) -> Staff:
    """Two administrators on either database, and a sister township with a village of its own."""
    staff = Staff(any_counter)
    rows = [("区划代码", "名称"), *DIVISIONS, (SISTER, "六镰镇"), (FAR, "远穗村")]
    any_counter.account = staff.active("县局", COUNTY)
    any_counter.say("import", "--divisions", any_counter.table("more.csv", rows))
    return staff


def born_on(nth: int) -> str:
    """The document of the nth of many, each born in a week of their own."""
    return resident_id(f"{date(1950, 1, 1) + timedelta(weeks=nth):%Y%m%d}", 1)


def imported(
    counter: CommandLine, by: str, *rows: Sequence[str], dry: bool = False, words: tuple[str, ...] = ()
) -> Any:
    """The JSON answer to a sheet of these rows, as an account."""
    return counter.import_rows(*rows, words=("--as", by, *(["--dry-run"] if dry else []), *words))


def beyond(answer: Any) -> list[tuple[int, str]]:
    """The refused rows of an import, with their codes."""
    return [(each["row"], each["code"]) for each in answer["refused"]]


def test_a_township_registers_nobody_in_its_sister_township(staff: Staff) -> None:
    """The row is refused in both languages, tried or done; its own village's is taken, and the county takes both."""
    counter, township = staff.counter, staff.active("李娜", TOWNSHIP)
    for dry in (True, False):
        answer = imported(counter, township, NEAR_ROW, FAR_ROW, dry=dry)
        assert (answer["registered"], beyond(answer)) == (1, [(3, "beyond-office")])
        assert "可办理的范围" in answer["refused"][0]["message"]["zh"]
        assert "beyond what this office may" in answer["refused"][0]["message"]["en"]
    assert "没有" in counter.refused("show", "0301")
    answer = imported(counter, counter.account or "", NEAR_ROW, FAR_ROW)
    assert (answer["registered"], answer["unchanged"], beyond(answer)) == (1, 1, [])


def test_people_of_the_sister_township_are_not_changed_from_afar(staff: Staff) -> None:
    """Listed under a number of one's own village they lead home, where the office may nothing: the row is refused."""
    counter, township = staff.counter, staff.active("李娜", TOWNSHIP)
    imported(counter, counter.account or "", FAR_ROW)
    before = counter.facts()
    led_home = (*listed("0202", "麦五顷", "双穗村", 12)[:8], "未就业")
    answer = imported(counter, township, led_home)
    assert (answer["updated"], [code for _, code in beyond(answer)]) == (0, ["beyond-office"])
    assert len(counter.ask("history", "0301")) == 1
    assert counter.facts() == before


def test_a_list_from_elsewhere_begins_no_duty_in_the_sister_township(staff: Staff) -> None:
    """Whom it lists of one's own village is recorded, and for the county whom it lists of all."""
    counter, township = staff.counter, staff.active("李娜", TOWNSHIP)
    imported(counter, counter.account or "", NEAR_ROW, FAR_ROW)
    words = ("--roster", "low-income", "--issuer", "县人社局", "--obtained", "2026-03-01")
    rows = (NEAR_ROW, listed("0203", "麦五顷", "双穗村", 12))
    imported(counter, township, *rows, words=words)
    topics = {number: [each["fact"] for each in counter.ask("history", number)] for number in ("0201", "0301")}
    assert ["roster-listed" in topics[number] for number in ("0201", "0301")] == [True, False]
    counter.later(days=1)
    imported(counter, counter.account or "", NEAR_ROW, FAR_ROW, words=words)
    assert "roster-listed" in [each["fact"] for each in counter.ask("history", "0301")]


def test_a_withdrawal_leaves_the_sister_township_alone(staff: Staff) -> None:
    """Of a household beyond the office nothing is told but that it is kept; whoever reaches both takes back both."""
    counter, township = staff.counter, staff.active("李娜", TOWNSHIP)
    batch = imported(counter, counter.account or "", NEAR_ROW, FAR_ROW)["batch"]
    far = counter.ask("show", "0301")["id"]
    for words in (("--dry-run",), ("--yes",)):
        answer = counter.ask("import", "--withdraw", batch, *words, "--as", township)
        assert (answer["households"], answer["kept"], answer["beyond_office"]) == (1, [], True)
        assert far not in str(answer)
    assert "没有" in counter.refused("show", "0201")
    assert len(counter.ask("history", "0301")) == 1
    answer = counter.ask("import", "--withdraw", batch, "--yes")
    assert (answer["households"], answer["kept"]) == (1, [])
    assert "没有" in counter.refused("show", "0301")


def test_an_import_of_which_nothing_is_within_reach_is_none(staff: Staff) -> None:
    """Its number is refused like one that was never given, tried or done, and also once somebody took it back."""
    counter, township = staff.counter, staff.active("李娜", TOWNSHIP)
    batch = imported(counter, counter.account or "", FAR_ROW)["batch"]
    absent = batch[:-8] + "00000000"
    for taken_back in (False, True):
        if taken_back:
            counter.ask("import", "--withdraw", batch, "--yes")
        for words in (("--dry-run",), ("--yes",)):
            told = [
                counter.run("import", "--withdraw", each, *words, "--as", township, "--json")
                for each in (batch, absent)
            ]
            assert told[0].stderr.replace(batch, absent) == told[1].stderr
            assert (told[0].exit_code, told[0].stdout) == (told[1].exit_code, told[1].stdout) == (1, "")


def test_who_came_from_a_household_beyond_the_office_stays(staff: Staff) -> None:
    """Both households go back together, or none: the one within reach is kept as well."""
    counter, township = staff.counter, staff.active("李娜", TOWNSHIP)
    county = counter.account or ""
    son = ("0301", "", "子", "麦小顷", resident_id("20000101", 13), "远穗村", "", "", "务工")
    imported(counter, county, FAR_ROW, son)
    counter.later(days=1)
    moved = ("0204", "", "户主", *son[3:5], "双穗村", *son[6:])
    batch = imported(counter, county, FAR_ROW, moved)["batch"]
    answer = counter.ask("import", "--withdraw", batch, "--yes", "--as", township)
    assert [each["why"] for each in answer["kept"]] == ["moved"]
    assert answer["beyond_office"]
    assert counter.ask("import", "--withdraw", batch, "--yes")["households"] == 2


@pytest.mark.parametrize("act", [("merge", "0201"), ("same-person", "0201", "--member", "1", "--same-as", "1")])
def test_the_other_household_is_asked_for_too(staff: Staff, act: tuple[str, ...]) -> None:
    """One beyond the office reads like one that is not there, however it is named; the county may, and so may a neighbour."""
    counter, township = staff.counter, staff.active("李娜", TOWNSHIP)
    imported(counter, counter.account or "", NEAR_ROW, FAR_ROW)
    before = counter.facts()
    for way, there, absent in (("--number", "0301", "0999"), ("--to", "0301", "0999")):
        village = ("--village", FAR) if way == "--number" else ()
        told = [counter.refused(*act, way, each, *village, "--as", township) for each in (there, absent)]
        assert told[0].replace("0301", "0999") == told[1]
        assert "没有这一户：0999" in told[1]
    assert counter.facts() == before
    may = (*act, "--number", "0301", "--village", FAR, "--preview")
    assert counter.run(*may).stderr.count("没有这一户") == 0
    near = (*act, "--number", "0102", "--village", "990101001001", "--preview", "--as", township)
    assert counter.run(*near).stderr.count("没有这一户") == 0


def test_nobody_founds_a_household_where_the_office_has_no_right(staff: Staff) -> None:
    """Whether the number is taken there is not told; in one's own village, and by the county, it is done."""
    counter, township = staff.counter, staff.active("李娜", TOWNSHIP)
    imported(counter, counter.account or "", FAR_ROW)
    split = ("split", "0101", "--member", "2")
    told = [counter.refused(*split, "--number", each, "--village", FAR, "--as", township) for each in ("0301", "0399")]
    assert told[0] == told[1]
    assert "无权办理“split”" in told[0]
    assert counter.do(*split, "--number", "0399", "--village", FAR, "--preview", by=counter.account or "")
    assert counter.do(*split, "--number", "0103", by=township) == ["members-updated"]


def test_a_member_may_go_to_where_the_office_has_no_right_and_no_more_is_told(staff: Staff) -> None:
    """Marrying into the sister township is one act; why that household cannot take somebody in is for those who see it."""
    counter, township = staff.counter, staff.active("李娜", TOWNSHIP)
    imported(counter, counter.account or "", FAR_ROW)
    there = ("--number", "0301", "--village", FAR)
    assert counter.do("move-member", "0101", "--member", "2", *there, "--why", "married", by=township)
    full = [
        ("0302", "", "户主" if nth == 0 else "其他", f"禾{nth}", born_on(nth), "远穗村", "", "", "务工")
        for nth in range(MOST_MEMBERS)
    ]
    imported(counter, counter.account or "", *full)
    one_more = ("move-member", "0102", "--member", "1", "--number", "0302", "--village", FAR)
    before = counter.facts()
    assert f"一户最多登记{MOST_MEMBERS}人" in counter.refused(*one_more)
    told = counter.refused(*one_more, "--as", township)
    assert "迁入户目前不能接收" in told
    assert str(MOST_MEMBERS) not in told
    assert counter.facts() == before


def test_a_household_moves_to_where_the_office_has_no_right_and_no_more_is_told(staff: Staff) -> None:
    """That its number is taken there the act has to tell; which household has it is for those who see it."""
    counter, township = staff.counter, staff.active("李娜", TOWNSHIP)
    imported(counter, counter.account or "", FAR_ROW)
    has_it = counter.ask("show", "0301")["id"]
    move = ("move", "0102", "--village", FAR, "--number")
    for by, seen in ((township, False), (counter.account or "", True)):
        told = counter.refused(*move, "0301", "--as", by)
        assert ("请用另一个编号" in told, has_it in told) == (True, seen)
    assert counter.do(*move, "0302", by=township) == ["household-moved"]
