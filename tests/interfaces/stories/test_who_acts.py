"""Once there are accounts only they act, in an office held now, where the table of rights lets them (ADR 0037, 0038)."""

from __future__ import annotations

import json

import pytest

from tests.support.installations.command_line import FATHER, HEADER, VILLAGE, CommandLine, resident_id
from tests.support.installations.staff import TOWNSHIP, Staff

CADRE, OTHER_VILLAGE = f"cadre@{VILLAGE}", "village@990101001002"
LOG = ("log", "0101", "--kind", "visit", "--outcome", "reached")


@pytest.fixture
def staff(any_counter: CommandLine) -> Staff:
    """Two administrators on either database; 0101 of the village has nobody in work."""
    return Staff(any_counter)


def test_an_entry_says_which_account_in_which_office(staff: Staff) -> None:
    """Without --office: the one that is held; the bare name that signed before is nobody's."""
    li = staff.active("李娜", TOWNSHIP)
    assert "没有这个账号：clerk" in staff.counter.refused(*LOG)
    assert staff.counter.do(*LOG, by=li) == ["follow-up-logged"]
    last = staff.read("history", "0101")[-1]
    assert (last["by"], last["acting_office"]["role"], last["acting_office"]["division"]) == (
        li,
        "township",
        "990101001000",
    )


def test_an_office_that_is_not_held_is_refused(staff: Staff) -> None:
    """Named, or none at all, or after it was left, or by who is disabled; nothing is recorded."""
    counter = staff.counter
    li, idle = staff.active("李娜", TOWNSHIP), staff.active("赵六")
    before = counter.facts()
    assert "目前未任该职" in counter.refused(*LOG, "--as", li, "--office", "县区人社部门@990101")
    assert "现任：无" in counter.refused(*LOG, "--as", idle)
    assert counter.facts() == before
    counter.ask("account", "disable", li, "--reason", "left", "--as", staff.first)
    assert "已停用，不能办理" in counter.refused(*LOG, "--as", li)


def test_what_is_not_ones_own_is_not_there(staff: Staff) -> None:
    """A cadre's neighbour, another village's coordinator and the administrator hear that there is no such household."""
    counter = staff.counter
    others = [staff.active("王伟", CADRE), staff.active("赵六", OTHER_VILLAGE), staff.first]
    before = counter.facts()
    absent = counter.refused(LOG[0], "0999", *LOG[2:], "--as", staff.first).replace("0999", "0101")
    for each in others:
        assert counter.refused(*LOG, "--as", each) == absent
    assert counter.facts() == before


def test_who_may_see_hears_who_may_do(staff: Staff) -> None:
    """The township decides no clearance, and is told whose that is."""
    li = staff.active("李娜", TOWNSHIP)
    assert "可办理的：县区人社部门" in staff.counter.refused("clear", "0101", "--decide", "--as", li)


def test_a_cadre_is_an_account(staff: Staff) -> None:
    """Somebody without an account cannot be assigned; by number or adopted name it is one person, who may then log."""
    counter = staff.counter
    li, wang = staff.active("李娜", TOWNSHIP), staff.active("王伟", CADRE)
    assert "没有这个账号：wang" in counter.refused("assign", "0101", "wang", "--as", li)
    counter.ask("account", "adopt", "wang.wei", wang, "--as", staff.first)
    counter.do("assign", "0101", wang, by=li)
    assert staff.read("show", "0101")["cadre"] == "wang.wei"
    assert counter.do("accept", "0101", by=wang) == ["cadre-accepted"]
    assert counter.do(*LOG, by=wang) == ["follow-up-logged"]
    assert staff.read("history", "0101")[-1]["by"] == "wang.wei"


def test_a_stand_in_acts_in_the_others_office(staff: Staff) -> None:
    """For the days, and not after."""
    counter = staff.counter
    li, wang = staff.active("李娜", TOWNSHIP), staff.active("王伟")
    counter.ask("office", "away", li, "--until", "2026-03-03", "--stand-in", wang, "--as", li)
    assert counter.do(*LOG, by=wang) == ["follow-up-logged"]
    counter.later(days=2)
    assert "现任：无" in counter.refused(*LOG, "--as", wang)


def test_sealed_data_are_not_the_administrators(staff: Staff) -> None:
    """Nor anything else of a household: the right is asked before the household is looked for, there or not."""
    counter = staff.counter
    shown = counter.run("show", "0101", "--unmask", "--reason", "核对", "--as", staff.first, "--json")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert json.loads(shown.stderr)["code"] == "not-allowed"


def test_an_office_sees_in_full_what_it_needs(staff: Staff) -> None:
    """Whoever visits the name and the telephone, whoever keeps the register the number too; what stays masked is said."""
    counter = staff.counter
    li, wang = staff.active("李娜", TOWNSHIP), staff.active("王伟", CADRE)
    counter.ask("assign", "0101", wang, "--as", li)
    words = ("show", "0101", "--unmask", "--reason", "核对")
    seen = {each: counter.ask(*words, "--as", each) for each in (li, wang)}
    name, number, telephone = FATHER[3], FATHER[4], FATHER[6]
    assert [seen[each]["members"][0]["name"] for each in (li, wang)] == [name, name]
    assert [seen[each]["members"][0]["id"] == number for each in (li, wang)] == [True, False]
    assert all(telephone in str(seen[each]) for each in (li, wang))
    assert number not in str(counter.ask("history", *words[1:], "--as", wang))
    assert "按本职务的权限仍遮蔽：证件号码和编号" in counter.say(*words, "--as", wang)
    assert "仍遮蔽" not in counter.say(*words, "--as", li)


def test_an_import_is_made_by_an_office(staff: Staff) -> None:
    """A cadre imports no ledger; the township does, and its entries say so."""
    counter = staff.counter
    li, wang = staff.active("李娜", TOWNSHIP), staff.active("王伟", CADRE)
    file = counter.table("more.csv", [HEADER, ("0103", *FATHER[1:4], resident_id("19711111", 4), *FATHER[5:])])
    before = counter.facts()
    assert "帮扶干部无权办理“import”" in counter.refused("import", file, "--as", wang)
    assert "没有这个账号：clerk" in counter.refused("import", file)
    assert counter.facts() == before
    counter.ask("import", file, "--as", li)
    entry = staff.read("history", "0103")[0]
    assert (entry["by"].startswith("import:"), entry["acting_office"]["role"]) == (True, "township")


def test_rules_are_published_by_who_may(staff: Staff) -> None:
    """Not by a cadre, and by a county not for another one."""
    counter = staff.counter
    wang, county = staff.active("王伟", CADRE), staff.active("县局", "county-hrss@990101000000")
    outage = ("calendar", "outage", "--from", "2026-03-02", "--to", "2026-03-02", "--kind", "system")
    for each in (wang, county):
        assert "可办理的：系统管理员" in counter.refused(*outage, "--as", each)
    text = counter.folder / "policy.toml"
    text.write_text("", encoding="utf-8")
    refused = counter.refused("policy", "publish", str(text), "--region", "990102", "--as", county)
    assert "county HRSS may not do policy publish" in refused


def test_everybodys_rules_are_not_a_countys(staff: Staff) -> None:
    """Without a region a text is for everywhere: a county is refused it, the city may."""
    counter = staff.counter
    county, city = staff.active("县局", "county-hrss@990101000000"), staff.active("市局", "city@990100000000")
    text = counter.folder / "policy.toml"
    text.write_text("", encoding="utf-8")
    assert "may not do policy publish" in counter.refused("policy", "publish", str(text), "--as", county)
    assert "may not do policy publish" not in counter.refused("policy", "publish", str(text), "--as", city)


def test_an_absence_gives_nobody_what_two_have_to_grant(staff: Staff) -> None:
    """One administrator alone makes no second one, and nobody a holder, by an absence."""
    counter = staff.counter
    county, other = staff.active("县局", "county-hrss@990101000000"), staff.active("新人")
    away = ("office", "away", staff.first, "--until", "2026-03-06", "--stand-in", other)
    assert "由另一人同意" in counter.refused(*away, "--as", staff.first)
    away = ("office", "away", county, "--until", "2026-03-06", "--stand-in", other)
    assert "由另一人同意" in counter.refused(*away, "--as", staff.first)
    assert counter.ask(*away, "--as", county)["facts"] == ["away-announced"]


def test_an_absence_gives_nobody_another_office_of_the_same_role(staff: Staff) -> None:
    """A cadre of another village, and who was administrator for a day: refused, and nothing is recorded."""
    counter = staff.counter
    cadre, other = staff.active("王伟", CADRE), staff.active("赵六", "cadre@990101001002")
    before = counter.facts()
    away = ("office", "away", cadre, "--until", "2026-12-31", "--stand-in", other)
    assert "由另一人同意" in counter.refused(*away, "--as", staff.first)
    assert counter.facts() == before
    role = "system-administrator@990100000000"
    someone = staff.active("新人")
    taken = counter.ask("office", "take", someone, role, "--until", "2026-03-02", "--as", staff.first)
    counter.ask("office", "decide", str(taken["proposal"]), "--as", staff.second)
    away = ("office", "away", staff.first, "--until", "2027-12-31", "--stand-in", someone)
    assert "由另一人同意" in counter.refused(*away, "--as", staff.first)


def test_whoever_adopted_a_name_is_no_second_person_to_it(staff: Staff) -> None:
    """The step was signed with the number, the decision would be with the adopted name: it is the same person."""
    counter = staff.counter
    county = staff.active("县局", "county-hrss@990101000000")
    counter.do("verify", "0101", "--not-eligible", "moved", "--source", "visit", by=county)
    counter.ask("account", "adopt", "xian.ju", county, "--as", staff.first)
    before = counter.facts()
    assert "须由另一人办理" in counter.refused("verify", "0101", "--decide", "--as", county)
    assert counter.facts() == before


def test_a_cadres_households_stay_near(staff: Staff) -> None:
    """To the stand-in for the days, and to the cadre who has adopted an older name since."""
    counter = staff.counter
    cadre, stand_in = staff.active("王伟", CADRE), staff.active("赵六")
    town = staff.active("李娜", TOWNSHIP)
    counter.do("verify", "0101", "--confirm", "--source", "visit", by=town)
    counter.do("assign", "0101", cadre, by=town)
    counter.do("accept", "0101", by=cadre)
    counter.ask("office", "away", cadre, "--until", "2026-03-03", "--stand-in", stand_in, "--as", cadre)
    assert counter.do(*LOG, by=stand_in) == ["follow-up-logged"]
    counter.later(days=3)
    counter.ask("account", "adopt", "gan.bu", cadre, "--as", staff.first)
    assert counter.do(*LOG, by=cadre) == ["follow-up-logged"]


def test_own_is_what_is_ones_own_on_the_day_of_the_act(staff: Staff) -> None:
    """A stand-in whose days are over enters nothing of them afterwards; the cadre, who is back, does."""
    counter = staff.counter
    cadre, neighbour = staff.active("王伟", CADRE), staff.active("赵六", CADRE)
    town = staff.active("李娜", TOWNSHIP)
    counter.do("verify", "0101", "--confirm", "--source", "visit", by=town)
    counter.do("assign", "0101", cadre, by=town)
    counter.do("accept", "0101", by=cadre)
    counter.ask("office", "away", cadre, "--until", "2026-03-03", "--stand-in", neighbour, "--as", cadre)
    counter.later(days=1)
    assert counter.do(*LOG, "--at", "2026-03-03", by=neighbour) == ["follow-up-logged"]
    counter.later(days=1)
    then = (*LOG, "--at", "2026-03-03T08:00")
    assert "没有这一户" in counter.refused(*then, "--as", neighbour)
    assert counter.do(*then, "--again", by=cadre) == ["follow-up-logged"]


def test_a_number_and_an_adopted_name_are_one_actor(staff: Staff) -> None:
    """A command sent again is carried out once, under whichever of them; another one's same id is another command."""
    counter = staff.counter
    li, wang = staff.active("李娜", TOWNSHIP), staff.active("王伟", TOWNSHIP)
    sent = (*LOG, "--at", "2026-03-02T08:00", "--command-id", "k1")
    answer = counter.ask(*sent, "--as", li)
    counter.ask("account", "adopt", "li.na", li, "--as", staff.first)
    before = counter.facts()
    for name in (li, "li.na"):
        assert counter.ask(*sent, "--as", name) == answer
    assert counter.facts() == before
    assert counter.ask(*sent, "--again", "--as", wang)["facts"] == ["follow-up-logged"]


def test_an_activation_sent_again_is_answered_alike(staff: Staff) -> None:
    """Under the same command id; the code itself works once."""
    counter = staff.counter
    _, code = staff.invited("李娜")
    answer = counter.ask("account", "activate", code, "--command-id", "k1")
    before = counter.facts()
    assert counter.ask("account", "activate", code, "--command-id", "k1") == answer
    for words in ((), ("--command-id", "k2")):
        assert "邀请码无效" in counter.refused("account", "activate", code, *words)
    assert counter.facts() == before
