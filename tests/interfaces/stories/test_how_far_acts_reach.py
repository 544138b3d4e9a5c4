"""An act that concerns several households reaches no farther in any of them than the right of whoever does it (P1, ADR 0038)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

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
        assert "管辖范围" in answer["refused"][0]["message"]["zh"]
        assert "beyond this office" in answer["refused"][0]["message"]["en"]
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
    for words in (("--dry-run",), ("--yes",)):
        answer = counter.ask("import", "--withdraw", batch, *words, "--as", township)
        (kept,) = answer["kept"]
        assert (answer["households"], kept["why"], kept["household"], kept["village"]) == (1, "beyond-office", "", "")
    assert "没有" in counter.refused("show", "0201")
    assert len(counter.ask("history", "0301")) == 1
    answer = counter.ask("import", "--withdraw", batch, "--yes")
    assert (answer["households"], answer["kept"]) == (1, [])
    assert "没有" in counter.refused("show", "0301")


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
    assert sorted(each["why"] for each in answer["kept"]) == ["beyond-office", "moved"]
    assert counter.ask("import", "--withdraw", batch, "--yes")["households"] == 2
