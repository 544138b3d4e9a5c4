"""Households are listed by what a supervisor asks for, sorted by the database, and every list says its filter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.support.installations.command_line import CommandLine


def at(place: CommandLine, moment: str) -> CommandLine:
    """The same installation at this moment in Asia/Shanghai."""
    place.now = datetime.fromisoformat(f"{moment}+08:00")
    return place


def numbers(answer: Any) -> list[str]:
    """The households of a list, whether or not it says its filter beside them."""
    rows = answer["items"] if isinstance(answer, dict) else answer
    return [row["household"] for row in rows]


@pytest.fixture
def served(any_counter: CommandLine) -> CommandLine:
    """0101 of li.na, reached on 5 March; 0102 of wang.wei, whom nobody ever reached: both in the year 2026."""
    any_counter.do("assign", "0101", "li.na")
    any_counter.do("assign", "0102", "wang.wei")
    at(any_counter, "2026-03-05T10:00").do("log", "0101", "--kind", "visit", "--outcome", "reached")
    return any_counter


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--cadre", "Li.Na "), ["0101"]),
        (("--cadre", "nobody"), []),
        (("--stage", "assigned", "--cadre", "li.na"), ["0101"]),
        (("--green-channel",), []),
        (("--no-green-channel",), ["0101", "0102"]),
        (("--relocated",), []),
        (("--not-relocated",), ["0101", "0102"]),
        (("--never-contacted",), ["0102"]),
        (("--category", "marginal"), []),
        (("--level", "special"), []),
    ],
)
def test_a_list_is_narrowed_by_what_the_households_are(
    served: CommandLine, words: tuple[str, ...], found: list[str]
) -> None:
    """By cadre however the account is typed, by codes, by yes and no; what was never said counts as no."""
    assert numbers(served.ask("list", *words)) == found


def test_a_household_is_listed_from_the_day_on_which_the_silence_is_so_long(served: CommandLine) -> None:
    """Reached on 5 March: on 4 April that is 30 days ago, the day before it is not. Never reached counts always."""
    words = ("list", "--no-contact-for", "30")
    assert numbers(at(served, "2026-04-03T12:00").ask(*words)) == ["0102"]
    assert numbers(at(served, "2026-04-04T00:00").ask(*words)) == ["0101", "0102"]


def test_silence_is_counted_in_working_days(served: CommandLine) -> None:
    """The last entry is of Thursday 5 March; the second working day after it is Monday 9, Sunday 8 does not count."""
    words = ("list", "--cadre", "li.na", "--no-entry-for", "2")
    assert numbers(at(served, "2026-03-08T12:00").ask(*words)) == []
    assert numbers(at(served, "2026-03-09T00:00").ask(*words)) == ["0101"]


def test_what_the_program_raises_breaks_no_silence(served: CommandLine) -> None:
    """Reminders and escalations are recorded; the household is listed all the same, for nobody did anything."""
    before = at(served, "2026-05-06T12:00").facts()
    served.say("sweep")
    assert served.facts() > before
    rows = served.ask("list", "--no-entry-for", "30")["items"]
    assert [(row["household"], row["last_entry_on"]) for row in rows] == [
        ("0101", "2026-03-05"),
        ("0102", "2026-03-02"),
    ]


def test_a_list_is_sorted_and_says_how(served: CommandLine) -> None:
    """Who was never reached stands before who was reached longest ago; answer and page say what was asked."""
    answer = served.ask("list", "--sort", "last-contact", "--region", "9901")
    assert numbers(answer) == ["0102", "0101"]
    assert [row["last_contact_on"] for row in answer["items"]] == [None, "2026-03-05"]
    assert answer["filter"] == {"region": "9901", "sort": "last-contact"}
    page = at(served, "2026-03-09T00:00").say("list", "--cadre", "li.na", "--no-contact-for", "2")
    assert "帮扶干部：li.na；未联系到的天数：2" in page
    assert "最近联系" in page
    assert "cadre: li.na" in served.say("list", "--lang", "en", "--cadre", "li.na")


def test_a_list_of_then_takes_the_same_filters(served: CommandLine) -> None:
    """Before the visit nobody had been reached; the answer says of when it is and what was asked."""
    answer = served.ask("list", "--never-contacted", "--as-of", "2026-03-04")
    assert (numbers(answer), answer["filter"]) == (["0101", "0102"], {"never_contacted": True})


def test_what_is_overdue_is_narrowed_alike(served: CommandLine) -> None:
    """Each cadre's own overdue duties; 0102, whom nobody reached, owes nothing."""
    at(served, "2026-05-06T12:00")
    assert set(numbers(served.ask("overdue", "--cadre", "li.na"))) == {"0101"}
    assert set(numbers(served.ask("overdue", "--never-contacted"))) == set()


def test_numbers_of_days_that_cannot_be_are_refused(served: CommandLine) -> None:
    """Neither none nor more than ten years."""
    for days in ("0", "3661", "viele"):
        assert served.run("list", "--no-entry-for", days).exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("workers", "--group", "returnees"), "专门台账：外出返乡回流人员"),
        (("coverage", "--by", "level"), "分组：帮扶级别"),
        (("quality", "--doubt", "no-birth-date"), "待核对：缺出生日期"),
        (("overdue", "--missed-law"), "曾经逾期的法定期限：是"),
        (("late", "--from", "2026-03-01"), "自：2026-03-01"),
        (("episodes", "--to", "2026-03-02"), "至（含）：2026-03-02"),
        (("episodes", "--list", "--from", "2026-03-01", "--to", "2026-03-02"), "自：2026-03-01；至（含）：2026-03-02"),
        (("episodes", "--region", "990101"), "区划：990101"),
        (("notices", "--digest"), "按对象和日期汇总：是"),
        (("divisions", "list", "--on", "2026-03-02"), "日期：2026-03-02"),
        (("to-share", "national", "--region", "990101"), "区划：990101；系统：全国防返贫"),
        (("rounds", "list", "990101", "--round", "春季"), "区划：990101；轮次：春季"),
        (("references", "list", "campaigns", "--region", "990101"), "区划：990101；清单：活动"),
    ],
)
def test_a_list_says_its_own_choice(command_line: CommandLine, words: tuple[str, ...], said: str) -> None:
    """On the page; as JSON of an earlier moment too, while that of now stays a bare list."""
    page = command_line.say(*words)
    assert "列出条件" in page
    assert said in page


def test_the_choice_of_a_list_stands_in_its_json_of_then(command_line: CommandLine) -> None:
    """Beside when it is of."""
    assert isinstance(command_line.ask("workers", "--group", "returnees"), list)
    then = command_line.ask("workers", "--group", "returnees", "--as-of", "2026-03-02T09:00")
    assert then["filter"] == {"group": "returnees"}
