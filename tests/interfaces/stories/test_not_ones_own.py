"""What is not one's own reads like what is not there, also to whoever registers, takes over or sends again (ADR 0038)."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

import pytest

from tests.support.installations.command_line import DIVISIONS, FATHER, VILLAGE, CommandLine, resident_id
from tests.support.installations.staff import TOWNSHIP, Staff

CADRE = f"cadre@{VILLAGE}"
FAR = "990102001001"
FAR_COUNTY, FAR_CADRE = "county-hrss@990102000000", f"cadre@{FAR}"
FAR_ROW = ("0401", "稻四垅", "户主", "稻四垅", resident_id("19740515", 41), "河湾村", "", "", "务工")
NOBODY = "e686ad95-6900-8b64-a7df-f0cd74abcdef"


class Counties(Staff):
    """Two counties, of which the other one has a household 0401."""

    @cached_property
    def far_county(self) -> str:
        """Somebody of the county in which 0401 stands."""
        return self.active("远县局", FAR_COUNTY)


@pytest.fixture
def staff(any_counter: CommandLine) -> Counties:
    """Two administrators on either database; household 0401 stands in another county."""
    staff = Counties(any_counter)
    far = (("990102000000", "豆浪县"), ("990102001000", "七镰镇"), (FAR, "河湾村"))
    rows = [("区划代码", "名称"), *DIVISIONS, *far]
    any_counter.say("import", "--divisions", any_counter.table("more.csv", rows), "--as", staff.county)
    any_counter.import_rows(FAR_ROW, words=("--as", staff.far_county))
    return staff


def registering(counter: CommandLine, by: str, **said: Any) -> tuple[int, str, str]:
    """What is answered to a survey of somebody unemployed: exit code, JSON, and what stands on stderr."""
    file = counter.folder / "survey.json"
    survey = {"source": "survey", "effective_on": "2026-03-02", "members": [{"number": 1, "employment": "employed"}]}
    file.write_text(json.dumps(survey | said, ensure_ascii=False), encoding="utf-8")
    answer = counter.run("register", str(file), "--as", by, "--json")
    return answer.exit_code, answer.stdout, answer.stderr


HEAD = [{"name": "粟新", "resident_id": resident_id("19690909", 77), "relation": "户主"}]


@pytest.mark.parametrize("members", [[{"number": 1, "employment": "employed"}], HEAD])
def test_whether_a_number_is_somebodys_elsewhere_is_not_told(staff: Counties, members: list[dict[str, Any]]) -> None:
    """To register there is refused in the same words, be the household there or not; so it is by an id."""
    counter = staff.counter
    has_it = counter.ask("show", "0401", "--as", staff.far_county)["id"]
    actors = (staff.active("王伟", CADRE), staff.active("李娜", TOWNSHIP), staff.first)
    before = counter.facts()
    for by in actors:
        there, absent = (registering(counter, by, number=n, village=FAR, members=members) for n in ("0401", "0499"))
        assert there == absent
        assert json.loads(there[2])["code"] in ("not-allowed", "office-not-held")
        there, absent = (registering(counter, by, id=each, members=members) for each in (has_it, NOBODY))
        assert (there[0], there[1], there[2].replace(has_it, NOBODY)) == absent
        assert json.loads(there[2])["code"] == "household-unknown"
    assert counter.facts() == before


def test_a_cadre_founds_in_the_own_village_and_changes_the_own_households(staff: Counties) -> None:
    """A number that a neighbour has is taken, and nothing else is told of it; a new one is registered, one's own updated."""
    counter, wang = staff.counter, staff.active("王伟", CADRE)
    before = counter.facts()
    code, _, told = registering(counter, wang, number="0101", village=VILLAGE)
    assert (code, "请用另一个编号" in told, staff.read("show", "0101")["id"] in told) == (1, True, False)
    assert counter.facts() == before
    assert registering(counter, wang, number="0777", village=VILLAGE, members=HEAD)[0] == 0
    counter.do("assign", "0101", wang, by=staff.active("李娜", TOWNSHIP))
    assert registering(counter, wang, number="0101", village=VILLAGE)[0] == 0


@pytest.mark.parametrize(
    "act",
    [
        ("accept",),
        ("decline", "--reason", "远"),
        ("member-left", "--member", "1", "--why", "dead"),
        ("asked",),
        ("log", "--kind", "visit", "--outcome", "reached"),
    ],
)
def test_a_neighbours_household_is_not_there(staff: Counties, act: tuple[str, ...]) -> None:
    """Whatever a cadre means to do with it: the words, the code and what stands where are those of no household."""
    counter, wang = staff.counter, staff.active("王伟", CADRE)
    before = counter.facts()
    told = []
    for number in ("0101", "0999"):
        for more in ((), ("--json",), ("--preview",)):
            answer = counter.run(act[0], number, *act[1:], *more, "--as", wang)
            told.append((answer.exit_code, answer.stdout, answer.stderr.replace(number, "N")))
    assert told[:3] == told[3:]
    assert counter.facts() == before


def test_whoever_was_offered_a_household_takes_it_over(staff: Counties) -> None:
    """A second cadre, to whom it is not there before, and to whom it is their own afterwards."""
    counter, li = staff.counter, staff.active("李娜", TOWNSHIP)
    wang, zhao = staff.active("王伟", CADRE), staff.active("赵六", CADRE)
    counter.do("assign", "0101", wang, by=li)
    counter.do("accept", "0101", by=wang)
    assert "没有这一户：0101" in counter.refused("accept", "0101", "--as", zhao)
    counter.do("assign", "0101", zhao, by=li)
    assert counter.do("accept", "0101", by=zhao) == ["cadre-released", "cadre-accepted"]
    assert "没有这一户：0101" in counter.refused("show", "0101", "--as", wang)


def test_where_somebody_stands_elsewhere_is_told_to_whoever_may_see_it(staff: Counties) -> None:
    """By village and number in one's own division; of another county's neither those nor the id, and it is on record."""
    counter, li = staff.counter, staff.active("李娜", TOWNSHIP)
    auditor = staff.active("郑一", "auditor@990100000000")
    ids = [counter.ask("show", *each)["id"] for each in (("0101", "--as", li), ("0401", "--as", staff.far_county))]
    joins = ("member-joined", "0102", "--name", "稻四垅", "--why", "married", "--relation", "女婿", "--as", li, "--id")
    told = [counter.refused(*joins, document) for document in (FAR_ROW[4], FATHER[4])]
    assert ["此人已登记在另一户（禾坪村 0101号）" in each for each in told] == [False, True]
    for hidden in (*ids, FAR, "河湾村", "0401"):
        assert hidden not in told[0]
    assert not any(each in told[1] for each in ids)
    records = counter.ask("access", "list", "--as", auditor)
    found = [
        each["outcome"] for each in records if each["what"] == "join-household" or each.get("why") == "person-elsewhere"
    ]
    assert found == ["denied", "denied"]


@pytest.mark.parametrize("words", [("--dry-run",), ("--command-id", "k1")])
def test_the_deadlines_that_an_outage_moves_are_told_to_whoever_sees_their_households(
    staff: Counties, words: tuple[str, ...]
) -> None:
    """The administrator hears how many there are; the city is told which, also sent again; without accounts so was everybody."""
    counter, city = staff.counter, staff.active("周一", "city@990100000000")
    counter.later(days=3)
    outage = ("calendar", "outage", "--from", "2026-03-03", "--to", "2026-03-04", "--kind", "system", *words)
    shown = staff.read("show", "0101")
    answer = counter.ask(*outage, "--as", staff.first)
    assert (answer["moved"], answer["moved_beyond_reach"] > 0) == ([], True)
    told = counter.say(*outage[:-1], outage[-1], "--as", staff.first)
    assert "户不在可查看的范围内" in told
    for hidden in (shown["id"], "0101", "禾坪村"):
        assert hidden not in told
    if words == ("--dry-run",):
        seen = counter.ask(*outage, "--as", city)
        assert ({each["household"] for each in seen["moved"]}, "moved_beyond_reach" in seen) == ({"0101"}, False)


def test_sent_again_after_the_household_went_to_somebody_else(staff: Counties) -> None:
    """The answer is that it was recorded, where and as what; nothing of what comes next, which the first answer told."""
    counter, li = staff.counter, staff.active("李娜", TOWNSHIP)
    wang, zhao = staff.active("王伟", CADRE), staff.active("赵六", CADRE)
    counter.do("assign", "0101", wang, by=li)
    log = ("log", "0101", "--kind", "visit", "--outcome", "reached", "--command-id", "k1", "--as", wang)
    first = counter.ask(*log)
    assert first == counter.ask(*log)
    assert first["next_duty"] is not None
    counter.do("release", "0101", "--reason", "transferred", by=li)
    counter.do("assign", "0101", zhao, by=li)
    again = counter.ask(*log)
    assert again == first | {"next_duty": None}
    assert len(counter.say(*log).splitlines()) == 1
