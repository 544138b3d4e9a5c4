"""What an entry says is given on the command line by words, and read again in the history (CZ-12c, BJ-1.3)."""

from __future__ import annotations

from tests.support.installations.command_line import CommandLine

H = "0101"


def words_of_the_last(command_line: CommandLine) -> str:
    """What the newest entry says, in Chinese."""
    said = command_line.ask("history", H)[-1]["words"]["zh"]
    assert isinstance(said, str)
    return said


def test_a_contact_is_read_again_as_it_was_said(any_counter: CommandLine) -> None:
    """Of whom, who was met, what was done, what comes next: by Chinese words, several values each."""
    words = ("log", H, "--kind", "上门", "--outcome", "见到", "--member", "1", "--member", "2", "--met", "配偶")
    more = ("--service", "岗位信息", "--service", "政策宣传", "--next-action", "打电话", "--next-on", "2026-03-09")
    any_counter.do(*words, *more, "--campaign", "就业援助月")
    assert words_of_the_last(any_counter) == (
        "跟踪服务（入户走访）：已联系到；涉及成员：1、2；见到或通话的人：配偶；服务内容：岗位信息、政策宣传；"
        "活动：就业援助月；下一步：电话联系；计划日期：2026-03-09"
    )
    details = any_counter.ask("history", H)[-1]["details"]
    assert details["members"] == [1, 2]
    assert details["services"] == ["post-information", "policy-briefing"]


def test_needs_are_read_again(command_line: CommandLine) -> None:
    """Wish, trade, distance, pay, need, barriers."""
    wish = ("--wish", "求职", "--trade", "进厂", "--distance", "县内", "--least-pay", "3000")
    command_line.do("needs", H, "--member", "1", *wish, "--need", "培训", "--family-barrier", "带孩子")
    assert words_of_the_last(command_line) == (
        "了解成员1的帮扶需求；意愿：求职；意向行业：制造加工；意向地点：本县区；期望月收入（元）：3000；"
        "需求：技能培训；家庭困难：照看子女"
    )


def test_a_contact_with_other_details_is_no_double(command_line: CommandLine) -> None:
    """The same visit twice is asked about; one that says something else is another one."""
    visit = ("log", H, "--kind", "visit", "--outcome", "reached")
    command_line.do(*visit, "--member", "1")
    assert "--again" in command_line.refused(*visit, "--member", "1")
    command_line.do(*visit, "--member", "2")


def test_details_can_be_put_right(command_line: CommandLine) -> None:
    """A correction says the details anew, by their codes."""
    command_line.do("log", H, "--kind", "visit", "--outcome", "reached", "--member", "1")
    version = str(command_line.ask("history", H)[-1]["version"])
    change = 'details={"members":[2],"services":["rights"]}'
    command_line.do("correct", H, version, "--set", change, "--reason", "记错人")
    corrected = command_line.ask("history", H)[int(version) - 1]["corrected_by"]
    assert len(corrected) == 1
