"""Nobody acts on the household of their own relatives: declared by oneself, ended by somebody else, asked at the door."""

from __future__ import annotations

from tests.support.installations.command_line import VILLAGE, CommandLine
from tests.support.installations.staff import TOWNSHIP, Staff

H, OTHER = "0101", "0102"
LOG = ("--kind", "visit", "--outcome", "reached")


def test_a_household_of_relatives_is_somebody_elses(any_counter: CommandLine) -> None:
    """Refused with who may, for that household alone and for whoever declared it; read it is as before."""
    staff = Staff(any_counter)
    li, wang = staff.active("李娜", TOWNSHIP), staff.active("王伟", TOWNSHIP)
    assert any_counter.ask("account", "relative", H, "--as", li)["facts"] == ["relative-declared"]
    assert any_counter.ask("account", "relative", H, "--as", li)["facts"] == []

    refusal = any_counter.refused("log", H, *LOG, "--as", li)
    assert "该户是本人或亲属的户，须回避" in refusal
    assert wang in refusal
    assert li not in refusal
    assert any_counter.do("log", OTHER, *LOG, by=li) == any_counter.do("log", H, *LOG, by=wang) == ["follow-up-logged"]
    assert any_counter.ask("show", H, "--as", li)["number"] == H
    assert "须回避" in any_counter.refused("show", H, "--unmask", "--reason", "核对", "--as", li)


def test_the_office_above_has_it_where_nobody_else_is(any_counter: CommandLine) -> None:
    """And when nobody is there at all, that is said."""
    staff = Staff(any_counter)
    li = staff.active("李娜", TOWNSHIP)
    any_counter.say("account", "relative", H, "--as", li)
    assert "上级部门（目前无人任职）" in any_counter.refused("log", H, *LOG, "--as", li)
    county = staff.active("马局", "county-hrss@990101000000")
    assert county in any_counter.refused("log", H, *LOG, "--as", li)


def test_it_is_ended_by_somebody_else(any_counter: CommandLine) -> None:
    """Not by oneself, and not where nothing was declared; a household out of sight is declared without being told of."""
    staff = Staff(any_counter)
    li = staff.active("李娜", "village@990101001002")
    home = f"{VILLAGE}/{H}"
    any_counter.say("account", "relative", home, "--as", li)
    assert any_counter.ask("account", "relative", f"{VILLAGE}/9999", "--as", li)["facts"] == ["relative-declared"]
    end = ("account", "relative-end", li, home, "--as")
    assert "无权办理" in any_counter.refused(*end, li)
    assert any_counter.ask(*end, staff.first)["facts"] == ["relative-ended"]
    assert "没有申报过这一户" in any_counter.refused(*end, staff.first)


def test_it_is_not_given_to_a_relative(any_counter: CommandLine) -> None:
    """Neither as cadre nor as stand-in, nor with all households of a colleague; somebody else can have it."""
    staff = Staff(any_counter)
    li, wang = (staff.active(name, f"cadre@{VILLAGE}") for name in ("李娜", "王伟"))
    town = staff.active("赵六", TOWNSHIP)
    any_counter.say("account", "relative", f"{VILLAGE}/{H}", "--as", li)
    assert f"账号{li}与该户有亲属关系" in any_counter.refused("assign", H, li, "--as", town)
    assert any_counter.do("assign", H, wang, by=town) == ["cadre-assigned"]
    stand_in = ("stand-in", H, li, "--from", "2026-03-02", "--to", "2026-03-06", "--as", town)
    assert "须回避" in any_counter.refused(*stand_in)
    result = any_counter.run("hand-over", wang, li, "--as", town)
    assert "须回避" in result.stdout + result.stderr
    assert any_counter.ask("show", H, "--as", town)["cadre"] == wang


def test_the_same_surname_at_the_same_address_is_asked_about_once(any_counter: CommandLine) -> None:
    """Only at the address that was declared; answered no one goes on, and both the question and the answer are on record."""
    staff = Staff(any_counter)
    he, wang, auditor = (
        staff.active("禾大田", TOWNSHIP),
        staff.active("王伟", TOWNSHIP),
        staff.active("查账", "auditor@990100000000"),
    )
    act = ("log", H, *LOG, "--as")
    assert any_counter.ask(*act, he)["facts"] == ["follow-up-logged"]
    for account in (he, wang):
        assert any_counter.ask("account", "home", VILLAGE, "--as", account)["facts"] == ["home-declared"]
    any_counter.later(days=1)
    refusal = any_counter.refused(*act, he)
    assert "是否本人或亲属的户" in refusal
    assert "禾" not in refusal
    assert any_counter.ask(*act, wang)["facts"] == ["follow-up-logged"]
    assert any_counter.do("log", OTHER, *LOG, by=he) == ["follow-up-logged"]
    no = ("account", "not-relative", H, "--as", he)
    assert any_counter.ask(*no)["facts"] == ["not-relative-declared"]
    assert any_counter.ask(*no)["facts"] == []
    any_counter.later(days=1)
    assert any_counter.ask(*act, he)["facts"] == ["follow-up-logged"]
    seen = any_counter.ask("access", "list", "--account", he, "--as", auditor)
    whats = [(each["what"], each["outcome"], each["why"]) for each in seen]
    assert ("log", "denied", "family-unanswered") in whats
    assert ("account not-relative", "allowed", "") in whats


def test_answering_yes_is_a_declaration(any_counter: CommandLine) -> None:
    """From then on somebody else acts; whoever declared does not take it back."""
    staff = Staff(any_counter)
    he = staff.active("禾大田", TOWNSHIP)
    any_counter.ask("account", "home", VILLAGE, "--as", he)
    any_counter.say("account", "relative", H, "--as", he)
    assert "须回避" in any_counter.refused("log", H, *LOG, "--as", he)
    assert "须由他人解除" in any_counter.refused("account", "not-relative", H, "--as", he)


def test_who_may_not_see_it_is_not_asked(any_counter: CommandLine) -> None:
    """To somebody of another village the household is not there, whatever their surname and wherever they live."""
    staff = Staff(any_counter)
    he = staff.active("禾大田", "village@990101001002")
    any_counter.ask("account", "home", VILLAGE, "--as", he)
    there, absent = (any_counter.refused("log", each, *LOG, "--as", he) for each in (H, "0199"))
    assert there.replace(H, "0199") == absent
