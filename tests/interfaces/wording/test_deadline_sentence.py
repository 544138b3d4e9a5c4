"""What a cadre who is told "overdue" can read: one plain sentence, the days, the rule, the pauses, the notices."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.support.installations.command_line import MONDAY, VILLAGE, CommandLine, resident_id

TOWNSHIP = "990101001000"


THIRD = ("0103", "", "户主", "谷三斗", resident_id("19710101", 4), "禾坪村", "", "", "未就业")
FOURTH = ("0104", "", "户主", "稻四升", resident_id("19720101", 5), "禾坪村", "", "", "未就业")


def sentence(command_line: CommandLine, deadline: str, *words: str, household: str = "0101") -> tuple[str, str]:
    """The sentence in Chinese and in English; both are what the page begins with."""
    asked = ("explain", household, deadline, *words)
    told: dict[str, str] = command_line.ask(*asked)["sentence"]
    assert command_line.say(*asked).splitlines()[0] == told["zh"]
    assert command_line.say(*asked, "--lang", "en").splitlines()[0] == told["en"]
    return told["zh"], told["en"]


def test_overdue_says_since_when_and_by_how_much(any_counter: CommandLine) -> None:
    """Due on Tuesday, asked on Wednesday of the week after."""
    any_counter.later(days=9)
    assert sentence(any_counter, "report") == (
        "“上报”已逾期6个工作日：自2026-03-02 09:00起算，时限为1个工作日，截止日2026-03-03，至今没有完成的记录。",
        (
            "Report to the offices is overdue by 6 working days: it runs from 2026-03-02 09:00 for 1 working day, "
            "due by the end of 2026-03-03, and nothing recorded until now meets it."
        ),
    )


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [
        (0, "还有11个工作日。", ", leaving 11 working days."),
        (14, "还有1个工作日。", ", leaving 1 working day."),
        (15, "今天是最后一天。", "; today is the last day."),
    ],
)
def test_an_open_deadline_says_why_it_is_not_overdue(command_line: CommandLine, days: int, zh: str, en: str) -> None:
    """How many working days are left, down to the last."""
    command_line.later(days=days)
    said = sentence(command_line, "verify")
    assert said[0].startswith("“核实”没有逾期：")
    assert said[0].endswith(zh)
    assert "is not overdue" in said[1]
    assert said[1].endswith(en)


def test_met_in_time_met_late_and_logged_late_are_told_apart(any_counter: CommandLine) -> None:
    """Two households do the same in time; one writes it down after the deadline, and a third does it too late."""
    any_counter.later(days=2)
    any_counter.do("report", "0101", "--at", "2026-03-03T10:00")
    zh, en = sentence(any_counter, "report")
    assert zh.endswith("截止日2026-03-03，2026-03-03 10:00按时完成，只是2026-03-04 09:00才补录。")
    assert en.endswith("met in time on 2026-03-03 10:00; it was only recorded late, on 2026-03-04 09:00.")
    assert any_counter.ask("explain", "0101", "report")["logged_late"] is True
    any_counter.later(days=20)
    any_counter.do("verify", "0101", "--confirm", "--source", "visit")
    zh, en = sentence(any_counter, "verify")
    assert zh.startswith("“核实”已完成，但逾期5个工作日：")
    assert "5 working days late" in en
    assert any_counter.ask("explain", "0101", "verify")["logged_late"] is False
    any_counter.later(hours=2)
    any_counter.do("assign", "0101", "li.na")
    any_counter.do("accept", "0101", by="li.na")
    zh, en = sentence(any_counter, "assign")
    assert zh.startswith("“落实责任人”没有逾期：")
    assert zh.endswith("2026-03-24 11:00已完成。")
    assert en.endswith("and was met on 2026-03-24 11:00.")


def test_late_before_the_next_working_day_is_late_all_the_same(command_line: CommandLine) -> None:
    """Due on Friday: on Friday it is not overdue; on Saturday it is, and what is done on Sunday is done late."""
    command_line.later(days=3)
    command_line.import_rows(THIRD, FOURTH, name="thursday.csv")
    command_line.later(days=1)
    assert "没有逾期" in sentence(command_line, "report", household="0103")[0]
    command_line.later(days=1)
    zh, en = sentence(command_line, "report", household="0103")
    assert zh.startswith("“上报”已逾期不满1个工作日：")
    assert "is overdue by less than 1 working day:" in en
    command_line.do("verify", "0104", "--not-eligible", "moved", "--source", "visit")
    command_line.do("verify", "0104", "--decide", by="county")
    zh, en = sentence(command_line, "report", household="0104")
    assert zh.endswith("不再要求完成（终止时已逾期不满1个工作日）。")
    assert en.endswith("(it was less than 1 working day overdue by then).")
    command_line.later(days=1)
    command_line.do("report", "0103")
    zh, en = sentence(command_line, "report", household="0103")
    assert zh.startswith("“上报”已完成，但逾期不满1个工作日：")
    assert "is met, but less than 1 working day late:" in en


def test_what_is_settled_before_it_begins_says_so(command_line: CommandLine) -> None:
    """Somebody was in work before the verification; a job lost after clearance ends the checks still to come."""
    command_line.do("place", "0101", "--member", "1", "--kind", "public-welfare", "--since", "2026-03-02")
    command_line.later(days=1)
    command_line.do("verify", "0101", "--confirm", "--source", "visit")
    zh, en = sentence(command_line, "employed")
    assert zh.endswith("，起算之前2026-03-02 09:00已完成。")
    assert en.endswith("and had been met before, on 2026-03-02 09:00.")
    command_line.do("confirm", "0101", "1", by="town")
    command_line.do("clear", "0101", "--propose")
    command_line.do("clear", "0101", "--decide", by="county")
    command_line.later(days=3)
    command_line.do("end-job", "0101", "1", "--on", "2026-03-05", "--reason", "quit")
    zh, en = sentence(command_line, "retention", "--occurrence", "3m")
    assert "没有逾期：原定自2026-06-03 00:00起算" in zh
    assert zh.endswith("起算之前2026-03-06 09:00已终止，不再要求完成。")
    assert "it was to run from 2026-06-03 00:00" in en
    assert "but ended before it began, on 2026-03-06 09:00" in en


def test_a_last_day_later_than_the_limit_says_why(command_line: CommandLine) -> None:
    """A verification of Tuesday that is entered a week later: the days since are not held against anybody."""
    command_line.later(days=8)
    command_line.do("verify", "0101", "--confirm", "--source", "visit", "--at", "2026-03-03T10:00")
    zh, en = sentence(command_line, "assign")
    assert "时限为2个工作日，截止日2026-03-11（2026-03-10 09:00录入，至少留到下一个工作日），还有1个工作日。" in zh
    assert "(recorded on 2026-03-10 09:00, and not due before the next working day)" in en


def test_a_post_runs_from_the_day_it_began(command_line: CommandLine) -> None:
    """The sentence counts from the day of the post, as the day table does; the days counted back are there too."""
    command_line.later(days=7)
    command_line.do("place", "0101", "--member", "1", "--kind", "public-welfare", "--since", "2026-03-03")
    answer = command_line.ask("explain", "0101", "welfare-post-end")
    assert (answer["counted_from"], answer["days"][0]["date"]) == ("2026-03-03", "2026-03-04")
    assert (answer["rule"]["limit"]["value"], answer["rule"]["days_before"]) == (36, 60)
    zh, en = sentence(command_line, "welfare-post-end")
    assert "自2026-03-03起算，时限为36个月，提前60天，截止日2029-01-02" in zh
    assert "from 2026-03-03 for 36 months less 60 days" in en


def test_a_post_of_a_year_is_explained_by_its_own_term(command_line: CommandLine) -> None:
    """The months are those of the post, and it is said so."""
    command_line.later(days=7)
    command_line.do(
        "place", "0101", "--member", "1", "--kind", "public-welfare", "--since", "2026-03-03", "--contract-months", "12"
    )
    answer = command_line.ask("explain", "0101", "welfare-post-end")
    assert (answer["rule"]["limit_by"], answer["rule"]["limit"]["value"]) == ("term", 12)
    zh, en = sentence(command_line, "welfare-post-end")
    assert "时限为12个月，提前60天（岗位自身的期限），截止日2027-01-02" in zh
    assert "for 12 months less 60 days (the post's own term)" in en


@pytest.mark.parametrize("later", [0, 20, 200])
def test_what_is_done_while_it_stands_still_stays_as_it_was_then(any_counter: CommandLine, later: int) -> None:
    """Verified during the flood: no last day, and the pause ended then, also when its limit would be used up."""
    any_counter.later(days=1)
    any_counter.do("pause", "0101", "verify", "--reason", "全村转移避险", by="town.head")
    any_counter.later(days=17)
    any_counter.do("verify", "0101", "--confirm", "--source", "visit")
    any_counter.later(days=later)
    answer = any_counter.ask("explain", "0101", "verify")
    assert (answer["status"], answer["due_on"], len(answer["days"])) == ("met", None, 32)
    assert answer["pauses"][0]["to"] == "2026-03-20T09:00:00+08:00"
    zh, en = sentence(any_counter, "verify")
    assert "暂停的17天不计入，暂停中，没有截止日，2026-03-20 09:00已完成。" in zh
    assert "not counting 17 days of pause, had no last day because it stood still, and was met on" in en


def test_a_pause_is_told_with_who_and_why(any_counter: CommandLine) -> None:
    """While it stands the end is open; once it runs again both ends are known, and its days count nothing."""
    any_counter.later(days=1)
    any_counter.do("pause", "0101", "verify", "--reason", "全村转移避险", by="town.head")
    any_counter.later(days=3)
    answer = any_counter.ask("explain", "0101", "verify")
    assert (answer["status"], answer["due_on"]) == ("paused", None)
    pause = {
        "from": "2026-03-03T09:00:00+08:00",
        "to": None,
        "lapses_at": "2026-05-02T00:00:00+08:00",
        "by": "town.head",
        "reason": "全村转移避险",
    }
    assert answer["pauses"] == [pause]
    zh, en = sentence(any_counter, "verify")
    assert zh.startswith("“核实”没有逾期：")
    assert "2026-03-03 09:00起暂停" in zh
    assert zh.endswith(f"截止日是{answer['days'][-1]['date']}。")
    assert "stands still since 2026-03-03 09:00" in en
    any_counter.do("resume", "0101", "verify", by="town.head")
    answer = any_counter.ask("explain", "0101", "verify")
    assert answer["pauses"] == [pause | {"to": "2026-03-06T09:00:00+08:00"}]
    assert [day["date"] for day in answer["days"] if day["why"] == "paused"] == [
        "2026-03-03",
        "2026-03-04",
        "2026-03-05",
    ]
    assert (answer["due_on"], answer["days"][-1]["date"]) == ("2026-03-20", "2026-03-20")
    zh, en = sentence(any_counter, "verify")
    assert "时限为15天，暂停的3天不计入，截止日2026-03-20" in zh
    assert "for 15 days, not counting 3 days of pause, due by the end of 2026-03-20" in en
    assert "暂停：2026-03-03 09:00至2026-03-06 09:00，办理人town.head，原因：全村转移避险" in any_counter.say(
        "explain", "0101", "verify"
    )


def test_a_pause_that_has_used_up_its_limit_is_told_so(command_line: CommandLine) -> None:
    """Sixty days and no more: then the days count again, whether or not anybody resumed it."""
    command_line.later(days=1)
    command_line.do("pause", "0101", "verify", "--reason", "全村转移避险", by="town.head")
    command_line.later(days=100)
    answer = command_line.ask("explain", "0101", "verify")
    assert (answer["status"], answer["pauses"][0]["to"]) == ("overdue", "2026-05-02T00:00:00+08:00")
    assert sum(day["why"] == "paused" for day in answer["days"]) == 60
    assert "至2026-05-02 00:00（暂停天数用满，自动恢复计算）" in command_line.say("explain", "0101", "verify")


def test_an_upcoming_deadline_is_not_overdue(command_line: CommandLine) -> None:
    """It says from when it will run."""
    command_line.do("verify", "0101", "--confirm", "--source", "visit")
    command_line.do("place", "0101", "--member", "1", "--kind", "public-welfare", "--since", "2026-03-02")
    command_line.do("confirm", "0101", "1", by="town")
    command_line.do("clear", "0101", "--propose")
    command_line.do("clear", "0101", "--decide", by="county")
    zh, en = sentence(command_line, "retention", "--occurrence", "3m")
    assert "没有逾期：尚未起算，自2026-06-02 00:00起算" in zh
    assert "is not overdue: it has not begun, it runs from 2026-06-02 00:00" in en


def test_an_ended_deadline_is_not_overdue(command_line: CommandLine) -> None:
    """Nothing is asked any more; whether it was late by then is said."""
    command_line.later(days=4)
    command_line.do("verify", "0101", "--not-eligible", "moved", "--source", "visit")
    command_line.do("verify", "0101", "--decide", by="county")
    zh, en = sentence(command_line, "report")
    assert zh.endswith("2026-03-06 09:00起终止，不再要求完成（终止时已逾期3个工作日）。")
    assert en.endswith("nothing is asked any more (it was 3 working days overdue by then).")


def test_notices_so_far_stay_when_a_late_entry_meets_the_deadline(any_counter: CommandLine) -> None:
    """Raised on Thursday, rightly; on Friday the report of Tuesday is entered. Both can be seen."""
    any_counter.later(days=3)
    any_counter.ask("sweep")
    before = any_counter.ask("explain", "0101", "report")
    assert (before["status"], [notice["step"] for notice in before["notices"]]) == ("overdue", [1])
    any_counter.later(days=1)
    any_counter.do("report", "0101", "--at", "2026-03-03T10:00")
    after = any_counter.ask("explain", "0101", "report")
    assert (after["status"], after["logged_late"]) == ("met", True)
    assert after["notices"] == before["notices"]
    (notice,) = after["notices"]
    assert (notice["recorded_at"], notice["due_on"]) == ("2026-03-05T09:00:00+08:00", "2026-03-03")
    assert {"role": "village", "division": VILLAGE, "account": None} in notice["to"]
    page = any_counter.say("explain", "0101", "report")
    assert "当时截止日2026-03-03；当时无误：完成情况2026-03-06 09:00才补录" in page


def test_the_rule_is_named_with_version_and_source(any_counter: CommandLine) -> None:
    """And what there is nothing of is said, not left out."""
    page = any_counter.say("explain", "0101", "verify")
    assert "政策：版本1（默认政策），2004-01-01起施行，各地适用" in page
    assert (
        "时限：15天，出自该期限的一般规定；依据：公开网页：甘肃秦安：从发现风险线索到认定一般不超过15天（OF-15）"
        in page
    )
    assert "没有暂停过。" in page
    assert "还没有提醒，也没有升级。" in page
    english = any_counter.say("explain", "0101", "verify", "--lang", "en")
    assert "Policy: version 1, in force since 2004-01-01, for everywhere" in english
    assert "Limit: 15 days, set by the rule; ground: a public page (OF-15)" in english


def test_a_limit_set_by_the_assistance_level_says_which(command_line: CommandLine) -> None:
    """Every fifteen days for a household of the key level."""
    command_line.do("verify", "0101", "--confirm", "--source", "visit")
    command_line.do("assign", "0101", "li.na")
    command_line.do("level", "0101", "key")
    command_line.do("accept", "0101", by="li.na")
    rule = contact(command_line)["rule"]
    assert (rule["limit"], rule["limit_by"], rule["level"]) == ({"value": 15, "unit": "calendar-days"}, "level", "key")
    assert "时限为15天（帮扶级别：重点帮扶）" in sentence(command_line, "contact")[0]


def contact(command_line: CommandLine) -> dict[str, Any]:
    """The explanation of the contact with the household, begun by the first visit."""
    command_line.do("log", "0101", "--kind", "visit", "--outcome", "reached", by="li.na")
    answer: dict[str, Any] = command_line.ask("explain", "0101", "contact")
    return answer


FLOOD = """
version = "flood-1"
names = [{ code = "flood", zh = "防汛", en = "flood" }]
[[years]]
year = 2026
notice = "麦浪区防汛指挥部通知"
off = [{ name = "flood", first = 2026-03-03, last = 2026-03-04 }]
work = []
"""


def test_a_deadline_that_a_calendar_moved_says_so(any_counter: CommandLine) -> None:
    """From which day to which, when, and by which calendar; the days of the flood stand in the list."""
    path = any_counter.folder / "flood.toml"
    path.write_text(FLOOD, encoding="utf-8")
    any_counter.later(hours=1)
    any_counter.ask("calendar", "load", str(path), "--region", "990101")
    answer = any_counter.ask("explain", "0101", "report")
    assert [(day["date"], day["counts"], day["why"]) for day in answer["days"]] == [
        ("2026-03-03", False, "holiday:flood"),
        ("2026-03-04", False, "holiday:flood"),
        ("2026-03-05", True, "working-day"),
    ]
    (moved,) = answer["moved"]
    assert (moved["from"], moved["to"], moved["at"]) == ("2026-03-03", "2026-03-05", "2026-03-02T10:00:00+08:00")
    assert f"（版本{moved['calendar']}）后，由2026-03-03变为2026-03-05" in any_counter.say("explain", "0101", "report")
    assert any_counter.ask("explain", "0101", "verify")["moved"] == []


def test_a_limit_of_the_green_channel_says_so(any_counter: CommandLine) -> None:
    """What begins while the household is in it has the shorter limit; what ran before does not."""
    any_counter.do("green-channel", "0101", by="town")
    any_counter.later(hours=1)
    any_counter.do("verify", "0101", "--confirm", "--source", "visit")
    rule = any_counter.ask("explain", "0101", "assign")["rule"]
    assert (rule["limit"], rule["limit_by"]) == ({"value": 1, "unit": "working-days"}, "green-channel")
    assert "GY-12e" in rule["limit_source"]
    assert "时限为1个工作日（绿色通道）" in sentence(any_counter, "assign")[0]
    assert any_counter.ask("explain", "0101", "report")["rule"]["limit_by"] == "rule"


def test_the_policy_of_a_division_is_named_with_it(any_counter: CommandLine) -> None:
    """The county's own policy from Tuesday on: what begins then is under it, what began on Monday is not."""
    text = any_counter.say("policy", "show", "--toml")
    for old, new in (
        ('version = "1"', 'version = "麦浪-1"'),
        ("2004-01-01", "2026-03-03"),
        ("limit_days = 60", "limit_days = 30"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path = any_counter.folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    any_counter.ask("policy", "publish", str(path), "--region", "990101")
    any_counter.later(days=1)
    any_counter.do("verify", "0101", "--confirm", "--source", "visit")
    before, after = (any_counter.ask("explain", "0101", name)["rule"] for name in ("report", "assign"))
    assert (before["version"], before["division"]) == ("1", "")
    assert (after["version"], after["division"], after["effective_on"]) == ("麦浪-1", "990101000000", "2026-03-03")
    assert "政策：版本麦浪-1（默认政策），2026-03-03起施行，适用于麦浪区" in any_counter.say(
        "explain", "0101", "assign"
    )


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("0101", "assign"), "没有已起算的期限“落实责任人”", "No deadline assign has begun"),
        (("0101", "report", "--occurrence", "77"), "（针对：77）", "occurrence 77"),
        (("0102", "report"), "没有已起算的期限“上报”", "No deadline report has begun"),
        (("9999", "report"), "没有这一户", "There is no household"),
    ],
)
def test_what_cannot_be_explained_is_refused_in_a_sentence(
    any_counter: CommandLine, words: tuple[str, ...], zh: str, en: str
) -> None:
    """Not started, no such occurrence, a household that was never at risk, no such household."""
    said = any_counter.refused("explain", *words)
    assert zh in said
    assert en in said


def test_an_unknown_deadline_is_refused_with_the_whole_list(command_line: CommandLine) -> None:
    """So that nobody has to guess."""
    said = command_line.refused("explain", "0101", "visit", code=2)
    assert "没有期限“visit”" in said
    assert "first-visit" in said


def test_a_page_fits_a_narrow_terminal(command_line: CommandLine) -> None:
    """The table of days is no wider than sixty letters."""
    command_line.now = MONDAY + timedelta(days=1)
    rows = [line for line in command_line.say("explain", "0101", "verify", "--lang", "en").splitlines() if "│" in line]
    assert len(rows) == 15
    assert max(map(len, rows)) <= 60
