"""Members move, households split and merge, people die: one act, told by both histories (GY-2a, GY-11c, CZ-3)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.installations.command_line import CommandLine, resident_id

H, OTHER = "0101", "0102"


def member(command_line: CommandLine, household: str, number: int) -> dict[str, Any]:
    """A present member as `show` has them."""
    found: dict[str, Any] = next(m for m in command_line.ask("show", household)["members"] if m["number"] == number)
    return found


def last_words(command_line: CommandLine, household: str) -> str:
    """What the history says last, in Chinese."""
    words: str = command_line.ask("history", household)[-1]["words"]["zh"]
    return words


def test_a_member_moves_in_one_act_on_both_histories(any_counter: CommandLine) -> None:
    """Number for life and values go along; each history names the other household; said again it changes nothing."""
    command_line = any_counter
    before, home, other = (
        member(command_line, H, 2),
        command_line.ask("show", H)["id"],
        command_line.ask("show", OTHER)["id"],
    )
    moved = ("move-member", H, "--member", "2", "--number", OTHER, "--why", "married")

    preview = command_line.ask(*moved, "--preview")
    assert (preview["facts"], preview["others"]) == (["members-updated"], [other])
    answer = command_line.ask(*moved, "--command-id", "m1")

    assert (answer["facts"], answer["others"]) == (["members-updated"], [other])
    assert [(each["id"], each["zh"]) for each in answer["others_called"]] == [(other, f"禾坪村 {OTHER}号")]
    after = member(command_line, OTHER, 2)
    same = ("person", "sex", "birth_date", "employment", "name", "id")
    assert [after[name] for name in same] == [before[name] for name in same]
    assert [m["number"] for m in command_line.ask("show", H)["members"]] == [1]
    assert f"成员2离户原因：结婚，转入禾坪村 {OTHER}号成员2" in last_words(command_line, H)
    assert f"成员2入户原因：结婚，来自禾坪村 {H}号成员2" in last_words(command_line, OTHER)
    linked = [command_line.ask("history", each)[-1]["movements"][0]["household"] for each in (H, OTHER)]
    assert linked == [other, home]
    facts = command_line.facts()
    assert command_line.ask(*moved, "--command-id", "m1") == answer
    assert command_line.ask(*moved)["facts"] == []
    assert command_line.facts() == facts


@pytest.mark.parametrize("typed", [OTHER, f"禾坪村 {OTHER}号", "990101001001/0102"])
def test_the_other_household_is_meant_however_it_is_typed(command_line: CommandLine, typed: str) -> None:
    """By its number, its village and number, or its id, as the household itself."""
    command_line.do("move-member", H, "--member", "2", "--to", typed)
    assert member(command_line, OTHER, 2)["number"] == 2


def test_what_cannot_be_is_refused_and_changes_neither(any_counter: CommandLine) -> None:
    """Strangers, the household itself, one that is not there, a ground that leads nowhere, a day to come."""
    command_line = any_counter
    facts = command_line.facts()
    for words in (
        ("--member", "9", "--number", OTHER),
        ("--member", "2", "--number", H),
        ("--member", "2", "--number", "9999"),
        ("--member", "2", "--number", OTHER, "--why", "dead"),
        ("--member", "2", "--number", OTHER, "--on", "2026-03-20"),
        ("--member", "2", "--number", OTHER, "--on", "2026-01-01"),
        ("--member", "2", "--to", "9999"),
        ("--member", "2", "--to", H),
        ("--member", "2"),
    ):
        assert command_line.run("move-member", H, *words).exit_code in (1, 2), words
    command_line.refused("split", H, "--member", "2", "--number", OTHER)
    assert command_line.facts() == facts


def test_a_move_is_put_right_by_a_move(any_counter: CommandLine) -> None:
    """One half alone is never taken back; who goes back is the same member as before."""
    command_line = any_counter
    command_line.do("move-member", H, "--member", "2", "--number", OTHER)
    for household in (H, OTHER):
        version = command_line.ask("history", household)[-1]["version"]
        said = command_line.refused("correct", household, str(version), "--withdraw", "--reason", "错了")
        assert "move-member" in said

    command_line.do("move-member", OTHER, "--member", "2", "--number", H, "--why", "mistake")

    assert [m["number"] for m in command_line.ask("show", H)["members"]] == [1, 2]
    assert [m["number"] for m in command_line.ask("show", OTHER)["members"]] == [1]


def test_the_receipt_names_the_other_household_not_its_id(command_line: CommandLine) -> None:
    """By village and number; the new one of a split that is only looked at has none yet."""
    words = ("split", H, "--member", "2", "--number", "0103")
    assert "（同时登记：新立的户）" in command_line.say(*words, "--preview")
    assert "（同时登记：禾坪村 0103号）" in command_line.say(*words)
    assert f"（同时登记：禾坪村 {H}号）" in command_line.say("merge", "0103", "--number", H)


def test_why_somebody_left_for_another_household_is_not_unsaid_in_one_alone(command_line: CommandLine) -> None:
    """Nor emptied: that is a move back."""
    command_line.do("move-member", H, "--member", "2", "--number", OTHER)
    version = str(command_line.ask("history", H)[-1]["version"])
    said = command_line.refused("correct", H, version, "--set", "movements=[]", "--reason", "错了")
    assert "move-member" in said


def test_a_household_splits_and_the_new_one_is_judged(any_counter: CommandLine) -> None:
    """The open episode stays where it was; whoever founds a household without work is found at once."""
    command_line = any_counter
    answer = command_line.ask("split", H, "--member", "2", "--number", "0103")

    new = command_line.ask("show", "0103")
    assert answer["others"] == [new["id"]]
    assert [(m["number"], m["is_head"]) for m in new["members"]] == [(1, True)]
    assert (new["stage"], command_line.ask("show", H)["stage"]) == ("detected", "detected")
    assert "分户" in command_line.ask("history", "0103")[0]["words"]["zh"]


def test_two_households_merge_and_the_emptied_one_ends_by_two(any_counter: CommandLine) -> None:
    """The end of the open episode is proposed at once, and decided by somebody else; nothing runs on for nobody."""
    command_line = any_counter
    facts = command_line.do("merge", H, "--number", OTHER)

    assert facts == ["members-updated", "closing-proposed"]
    assert [m["number"] for m in command_line.ask("show", OTHER)["members"]] == [1, 2, 3]
    open_now = [d["deadline"] for d in command_line.ask("show", H)["deadlines"] if d["status"] != "ended"]
    assert open_now == ["clearance-decision"]
    command_line.later(days=1)
    command_line.refused("close", H, "--decide", "members-none")
    assert command_line.do("close", H, "--decide", "members-none", by="wang.wei") == ["closed-otherwise"]
    shown = command_line.ask("show", H)
    assert (shown["stage"], shown["members"]) == ("members-none", [])
    assert [each["household"] for each in command_line.ask("list", "--stage", "members-none")] == [H]
    command_line.later(days=200)
    assert [each for each in command_line.ask("overdue") if each["household"] == H] == []


def test_whoever_dies_leaves_the_household_and_the_last_one_ends_it(any_counter: CommandLine) -> None:
    """A death is no refusal to work and no move; nobody closes a household in which somebody lives."""
    command_line = any_counter
    command_line.refused("close", H, "--propose", "members-none")
    assert command_line.do("member-left", H, "--member", "1", "--why", "dead") == ["members-updated"]
    assert command_line.do("member-left", H, "--member", "1", "--why", "dead") == []
    assert "成员1离户原因：死亡" in last_words(command_line, H)
    assert command_line.ask("show", H)["stage"] == "detected"
    assert command_line.do("member-left", H, "--member", "2", "--why", "dead") == [
        "members-updated",
        "closing-proposed",
    ]


def test_a_child_is_born_and_somebody_marries_in(any_counter: CommandLine) -> None:
    """From the day of the birth on; the same said again is the same child; a death is no way in."""
    command_line = any_counter
    born = (
        "member-joined",
        H,
        "--why",
        "born",
        "--name",
        "禾小满",
        "--sex",
        "female",
        "--born",
        "2026-02-27",
        "--relation",
        "女",
    )
    assert command_line.do(*born) == ["members-updated"]
    assert command_line.do(*born) == []
    child = member(command_line, H, 3)
    assert (child["birth_date"], child["sex"], len(child["person"])) == ("2026-02-27", "female", 20)
    assert "成员3入户原因：出生" in last_words(command_line, H)
    wife = ("--why", "married", "--name", "稻花香", "--id", resident_id("19800101", 7, male=False))
    assert command_line.do("member-joined", OTHER, *wife) == ["members-updated"]
    assert member(command_line, OTHER, 2)["birth_date"] == "1980-01-01"
    command_line.refused("member-joined", OTHER, "--why", "dead", "--name", "某人")
    command_line.refused("member-joined", H, *wife)


def test_two_records_of_one_person_are_joined(any_counter: CommandLine) -> None:
    """The double leaves, both have one number for life, and nothing is deleted."""
    command_line = any_counter
    command_line.do("member-joined", OTHER, "--why", "other", "--name", "麦两顷")
    number = member(command_line, H, 2)["person"]
    assert member(command_line, OTHER, 2)["person"] != number
    joined = ("same-person", OTHER, "--member", "2", "--same-as", "2", "--number", H)

    answer = command_line.ask(*joined)

    assert answer["others"] == [command_line.ask("show", H)["id"]]
    assert [m["number"] for m in command_line.ask("show", OTHER)["members"]] == [1]
    assert member(command_line, H, 2)["person"] == number
    assert "重复登记" in last_words(command_line, OTHER)
    assert "重复登记" in last_words(command_line, H)
    assert command_line.ask(*joined)["facts"] == []


def test_two_records_of_one_person_in_one_household(any_counter: CommandLine) -> None:
    """By default the other record is of the same household."""
    command_line = any_counter
    command_line.do("member-joined", H, "--why", "other", "--name", "麦二顷")
    assert command_line.do("same-person", H, "--member", "3", "--same-as", "2") == ["members-updated"]
    assert [m["number"] for m in command_line.ask("show", H)["members"]] == [1, 2]
    command_line.refused("same-person", H, "--member", "1", "--same-as", "1")


def test_two_people_are_not_joined_by_a_slip(any_counter: CommandLine) -> None:
    """Husband and wife have another sex and another document: refused, nothing is recorded; both directions."""
    before = any_counter.facts()
    for one, other in (("1", "2"), ("2", "1")):
        said = any_counter.refused("same-person", H, "--member", one, "--same-as", other)
        assert "请先更正有误的一条" in said
    assert any_counter.facts() == before


def test_a_member_goes_to_another_county_and_is_the_same_person(any_counter: CommandLine) -> None:
    """Each side under the rules of its own village; an act entered for an earlier day holds from that day in both."""
    command_line = any_counter
    far = (("990102000000", "谷雨区"), ("990102001000", "惊蛰镇"), ("990102001001", "白露村"))
    divisions = command_line.table("far.csv", [("区划代码", "名称"), *far])
    command_line.say("import", "--divisions", divisions)
    command_line.later(days=3)
    number = member(command_line, H, 2)["person"]

    command_line.do(
        "split",
        H,
        "--member",
        "2",
        "--number",
        "7",
        "--village",
        "990102001001",
        "--why",
        "married",
        "--on",
        "2026-03-03",
    )

    assert command_line.ask("show", H)["members"][0]["number"] == 1
    (page,) = [command_line.ask("show", each["id"]) for each in command_line.ask("list", "--region", "990102")]
    assert [(m["number"], m["person"]) for m in page["members"]] == [(1, number)]
    assert page["village"] == "990102001001"
    home = command_line.ask("show", H)["id"]
    assert f"结婚，来自禾坪村 {H}号成员2" in command_line.ask("history", page["id"])[0]["words"]["zh"]
    back = ("move-member", page["id"], "--member", "1", "--to", home, "--why", "divorced")
    assert "2026-03-02" in command_line.refused(*back, "--on", "2026-03-02")
    assert command_line.do(*back)[0] == "members-updated"
    assert [m["number"] for m in command_line.ask("show", H)["members"]] == [1, 2]
