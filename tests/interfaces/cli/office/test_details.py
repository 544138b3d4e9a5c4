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
    assert [each["reason"] for each in corrected] == ["记错人"]
    shown = "".join(command_line.say("history", H).replace("│", "").split())
    assert "细目由“涉及成员：1”改为“涉及成员：2；服务内容：权益保障”" in shown


def test_a_member_that_cannot_be_is_a_sentence_and_no_fault(command_line: CommandLine) -> None:
    """Whatever number is typed: the last one a household may have, the next, and one that is none."""
    visit = ("log", H, "--kind", "visit", "--outcome", "reached", "--member")
    for number in ("999", "1000", "99999"):
        assert f"没有编号为{number}的成员" in command_line.refused(*visit, number)
    command_line.refused(*visit, "0", code=2)


TERMS = ("--kind", "contract", "--since", "2026-03-02", "--pay", "2800", "--contract-months", "12")


def test_a_job_says_where_for_whom_and_through_whom(any_counter: CommandLine) -> None:
    """Place by its code, kind of employer, insurance; the employer's name sealed and read again."""
    where = ("--place", "440300", "--trade", "进厂", "--employer-kind", "工厂", "--broker", "政府组织")
    any_counter.do("place", H, "--member", "1", *TERMS, *where, "--insurance", "工伤", "--employer", "示例电子厂")
    entry = any_counter.ask("history", H)[-1]
    assert entry["words"]["zh"].endswith(
        "；务工地（区划代码）：440300；行业：制造加工；单位类型：企业；组织方式：政府组织；保险：工伤保险"
    )
    assert [(word["of"], word["field"], word["text"]) for word in entry["sealed"]] == [("1", "employer", "示例电子厂")]


def test_a_job_that_is_there_is_not_placed_again_with_more(command_line: CommandLine) -> None:
    """The same terms again are quiet; what more is said of it goes to `change-job`, which keeps it one job."""
    command_line.do("place", H, "--member", "1", *TERMS)
    assert command_line.do("place", H, "--member", "1", *TERMS) == []
    assert "change-job" in command_line.refused("place", H, "--member", "1", *TERMS, "--place", "440300")
    change = ("change-job", H, "1", "--on", "2026-03-02", "--place", "440300", "--post", "质检")
    assert command_line.do(*change) == ["employment-changed"]
    assert len(command_line.ask("show", H)["placements"]) == 1


def test_a_return_says_why_and_whether_one_goes_again(command_line: CommandLine) -> None:
    """Coded reason, place left, day of going again."""
    more = ("--because", "过年", "--place-left", "440300", "--goes-again-on", "2026-03-20")
    command_line.do("return", "0102", "--member", "1", "--on", "2026-03-01", *more)
    returned = next(e for e in command_line.ask("history", "0102") if e["fact"] == "member-returned")
    assert returned["words"]["zh"] == (
        "成员1于2026-03-01返乡；返乡原因：过节探亲；原务工地（区划代码）：440300；计划再次外出日期：2026-03-20"
    )


def test_an_offer_says_what_is_offered(command_line: CommandLine) -> None:
    """Kind of work, pay, until when."""
    more = ("--work", "签订合同", "--pay", "3200", "--valid-until", "2026-03-10", "--employer", "甲厂")
    command_line.do("offer", H, "--member", "1", "--post", "缝纫工", "--channel", "workshop", *more)
    entry = command_line.ask("history", H)[-1]
    assert entry["words"]["zh"].endswith("；就业形式：签订合同；月收入（元）：3200；有效期至：2026-03-10")
    assert [word["text"] for word in entry["sealed"]] == ["缝纫工", "甲厂"]
