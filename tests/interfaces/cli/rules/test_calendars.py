"""Work calendars by command line: a year's notice, a division's own days, what they move, and what is refused."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from casework.domain.calendar.work_calendar import SHANGHAI
from tests.support.installations.command_line import VILLAGE, CommandLine

H = "0101"
COUNTY, TOWNSHIP, OTHER_TOWNSHIP = "990101", "990101001", "990102"
DECEMBER = datetime(2026, 12, 29, 9, 0, tzinfo=SHANGHAI)

INVENTED_2027 = """
version = "2027.1"
[[years]]
year = 2027
notice = "虚构的2027年放假通知，仅供测试"
off = [
  { name = "new-year", first = 2027-01-01, last = 2027-01-03 },
  { name = "spring-festival", first = 2027-02-05, last = 2027-02-11 },
  { name = "tomb-sweeping-day", first = 2027-04-05, last = 2027-04-05 },
  { name = "labour-day", first = 2027-05-01, last = 2027-05-05 },
  { name = "dragon-boat-festival", first = 2027-06-09, last = 2027-06-09 },
  { name = "mid-autumn-festival", first = 2027-09-15, last = 2027-09-15 },
  { name = "national-day", first = 2027-10-01, last = 2027-10-07 },
]
work = [{ name = "spring-festival", day = 2027-02-13 }]
"""
"""Nobody has published 2027 yet: this notice is invented."""

FLOOD = """
version = "flood-1"
names = [{ code = "flood", zh = "防汛", en = "flood" }]
[[years]]
year = 2026
notice = "麦浪区防汛指挥部通知"
off = [{ name = "flood", first = 2026-03-03, last = 2026-03-04 }]
work = [{ name = "flood", day = 2026-03-07 }]
"""


def file(command_line: CommandLine, text: str, name: str = "calendar.toml") -> str:
    """The path of a calendar file with this text."""
    path = command_line.folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def load(command_line: CommandLine, text: str, *words: str) -> Any:
    """The JSON answer to loading this text."""
    return command_line.ask("calendar", "load", file(command_line, text), *words)


def ends(command_line: CommandLine) -> dict[tuple[str, str], tuple[str, bool]]:
    """Due date and whether it is provisional, of every running deadline, as `explain` says."""
    running = [
        each for each in command_line.ask("show", H)["deadlines"] if each["status"] in ("open", "overdue", "upcoming")
    ]
    assert running
    found = {}
    for each in running:
        told = command_line.ask("explain", H, each["deadline"], "--occurrence", each["occurrence"])
        found[each["deadline"], each["occurrence"]] = (told["due_on"], told["provisional"])
    return found


def a_cadre_after_christmas(command_line: CommandLine) -> None:
    """0101 is verified and has a cadre in the last days of 2026, so that much is due in 2027."""
    command_line.now = DECEMBER
    command_line.do("verify", H, "--confirm", "--source", "visit", "--member", "1=willing", by="town")
    command_line.do("assign", H, "li.na", by="town")
    command_line.do("accept", H, by="li.na")


def test_loading_a_notice_moves_exactly_what_explain_says(any_counter: CommandLine) -> None:
    """
    Dates of 2027 are provisional until the notice is loaded; then they are not, and the answer names each that moved.
    """
    command_line = any_counter
    a_cadre_after_christmas(command_line)
    before = ends(command_line)
    assert {provisional for (due, provisional) in before.values() if due >= "2027"} == {True}

    tried = load(command_line, INVENTED_2027, "--dry-run")
    assert ends(command_line) == before
    answer = load(command_line, INVENTED_2027)
    after = ends(command_line)

    moved = {(each["deadline"], each["occurrence"]): (each["from"], each["to"]) for each in answer["moved"]}
    assert moved == {key: (before[key][0], after[key][0]) for key in before if before[key][0] != after[key][0]}
    assert {deadline for deadline, _ in moved} >= {"first-visit", "plan"}
    assert {each["household"] for each in answer["moved"]} == {H}
    assert (answer["year"], answer["version"], tried["moved"]) == (2027, "2027.1", answer["moved"])
    assert (tried["position"], answer["position"]) == (None, command_line.facts())
    assert not any(provisional for _, provisional in after.values())
    assert command_line.ask("explain", H, "plan")["calendar"] == "2027.1"


def test_loading_it_again_is_quiet(command_line: CommandLine) -> None:
    """The first time the page lists what moved; the second time there is nothing to do."""
    a_cadre_after_christmas(command_line)
    text = command_line.say("calendar", "load", file(command_line, INVENTED_2027))
    assert "已载入2027年（版本 2027.1" in text
    assert "项期限的截止日变动" in text
    assert "首次入户走访" in text
    facts = command_line.facts()
    again = load(command_line, INVENTED_2027)
    assert (again["moved"], again["position"], again["version"], again["year"]) == ([], None, "2027.1", 2027)
    assert "无须载入" in command_line.say("calendar", "load", file(command_line, INVENTED_2027))
    assert "so already" in command_line.say("calendar", "load", file(command_line, INVENTED_2027), "--lang", "en")
    assert command_line.facts() == facts


def test_the_same_command_is_carried_out_once_and_answered_alike(any_counter: CommandLine) -> None:
    """Who did not hear the answer asks again under the same command id; other words under it are refused."""
    command_line = any_counter
    a_cadre_after_christmas(command_line)
    first = load(command_line, INVENTED_2027, "--command-id", "c-1")
    facts = command_line.facts()
    assert first["moved"]
    assert load(command_line, INVENTED_2027, "--command-id", "c-1") == first
    assert command_line.facts() == facts
    assert command_line.refused("calendar", "load", file(command_line, FLOOD), "--command-id", "c-1")


def test_a_notice_that_moves_nothing_says_so(command_line: CommandLine) -> None:
    """The household's deadlines of March 2026 have nothing to do with 2027."""
    path = file(command_line, INVENTED_2027)
    assert "没有期限变动" in command_line.say("calendar", "load", path, "--dry-run")
    assert "没有写入" in command_line.say("calendar", "load", path, "--dry-run")
    assert "No deadline moves" in command_line.say("calendar", "load", path, "--lang", "en")


def test_days_of_a_divisions_own_hold_below_it_only(any_counter: CommandLine) -> None:
    """A flood in the county on 3 and 4 March 2026: the report due on the 3rd is due on the 5th there."""
    command_line = any_counter
    assert command_line.ask("explain", H, "report")["due_on"] == "2026-03-03"
    answer = load(command_line, FLOOD, "--region", COUNTY)
    assert [(each["deadline"], each["from"], each["to"]) for each in answer["moved"]] == [
        ("report", "2026-03-03", "2026-03-05")
    ]
    assert (answer["year"], answer["version"]) == (2026, "flood-1")
    told = command_line.ask("explain", H, "report")
    assert (told["due_on"], told["calendar"]) == ("2026-03-05", "2026.1+flood-1")
    shown = command_line.ask("calendar", "show", "2026", "--region", VILLAGE)
    assert [(own["division"], own["version"]) for own in shown["own"]] == [("990101000000", "flood-1")]
    assert command_line.ask("calendar", "show", "2026")["own"] == []
    page = command_line.say("calendar", "show", "2026", "--region", TOWNSHIP)
    assert "麦浪区自定" in page
    assert "防汛" in page


def test_own_days_of_another_village_move_nothing_here(command_line: CommandLine) -> None:
    """0101 stands in 禾坪村; a festival of 双穗村 is not its own."""
    assert load(command_line, FLOOD, "--region", "990101001002")["moved"] == []
    assert command_line.ask("explain", H, "report")["due_on"] == "2026-03-03"


def test_what_show_prints_is_taken_back_as_it_is(any_counter: CommandLine) -> None:
    """The whole calendar, a year, a division's own days and the inherited ones: nothing changes, nothing is recorded."""
    command_line = any_counter
    for loaded in (None, (INVENTED_2027,), (FLOOD, "--region", COUNTY)):
        if loaded:
            load(command_line, *loaded)
        facts = command_line.facts()
        for show in ((), ("2026",), ("--region", COUNTY), ("2026", "--region", COUNTY), ("--region", VILLAGE)):
            text = command_line.say("calendar", "show", *show, "--toml")
            where = show[-2:] if "--region" in show else ()
            answer = load(command_line, text, *where)
            assert (answer["moved"], answer["position"]) == ([], None), show
            assert command_line.say("calendar", "show", *show, "--toml") == text
        assert command_line.facts() == facts
    assert command_line.ask("calendar", "show")["year"] == 2027
    assert "flood" in command_line.say("calendar", "show", "2026", "--region", COUNTY, "--toml")


def test_a_calendar_of_many_layers_is_taken_back_too(command_line: CommandLine) -> None:
    """Its version is a long one, made of theirs; it is the one in force, so nothing is recorded."""
    for number in range(12):
        more = FLOOD.replace("flood-1", f"flood-{number}").replace("2026-03-03", f"2026-02-{27 - number}")
        assert load(command_line, more, "--region", COUNTY)["position"]
    text = command_line.say("calendar", "show", "--region", VILLAGE, "--toml")
    assert load(command_line, text, "--region", VILLAGE)["position"] is None


def test_a_later_file_puts_days_right(command_line: CommandLine) -> None:
    """A year's notice is replaced by a corrected one; a division's day off is taken back by naming it as worked."""
    a_cadre_after_christmas(command_line)
    original = load(command_line, INVENTED_2027)["moved"]
    assert original
    empty = 'version = "2027.2"\n[[years]]\nyear = 2027\nnotice = "虚构"\noff = []\nwork = []\n'
    back = load(command_line, empty, "--without-holidays")
    assert [(each["from"], each["to"]) for each in back["moved"]] == [(each["to"], each["from"]) for each in original]
    taken_back = (
        FLOOD.replace("flood-1", "flood-2")
        .replace("2026-03-07", "2026-03-03")
        .replace("first = 2026-03-03", "first = 2026-03-04")
    )
    load(command_line, FLOOD, "--region", COUNTY)
    load(command_line, taken_back, "--region", COUNTY)
    assert command_line.ask("explain", H, "report")["due_on"] == "2026-03-03"


def test_what_is_met_or_paused_does_not_move(command_line: CommandLine) -> None:
    """The report is made and the verification stands still: a flood until the 18th moves only the receipts."""
    flood = FLOOD.replace("last = 2026-03-04", "last = 2026-03-18").replace("2026-03-07", "2026-03-21")
    path = file(command_line, flood)
    both = command_line.ask("calendar", "load", path, "--region", COUNTY, "--dry-run")
    assert {each["deadline"] for each in both["moved"]} == {"report", "verify"}
    command_line.do("report", H)
    command_line.do("pause", H, "verify", "--reason", "洪水", by="town")
    moved = command_line.ask("calendar", "load", path, "--region", COUNTY)
    assert {each["deadline"] for each in moved["moved"]} == {"receipt"}


def test_dates_that_a_notice_may_still_move_are_marked(command_line: CommandLine) -> None:
    """After 2026 Monday to Friday count, and every list says so."""
    assert "2026年以后尚无通知" in command_line.say("calendar", "show")
    assert "provisionally" in command_line.say("calendar", "show", "--lang", "en")
    assert "2026年以后暂按" in command_line.refused("calendar", "show", "2027")


def wrong(old: str, new: str) -> str:
    """The invented notice with one thing changed."""
    assert old in INVENTED_2027
    return INVENTED_2027.replace(old, new)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("version = = 1", "不是有效的 TOML", "no valid TOML"),
        ('version = "1"\nyears = []', "没有任何年份", "no year is given"),
        (wrong("year = 2027", "year = 2029").replace("2027-", "2029-"), "年份不连续", "2029 follows 2026"),
        (wrong("year = 2027", "year = 2003").replace("2027-", "2003-"), "没有2003年", "it begins in 2004"),
        (wrong("day = 2027-02-13", "day = 2027-02-11"), "不能调休上班", "no free weekend day"),
        (wrong("day = 2027-02-13", "day = 2027-02-15"), "不能调休上班", "no free weekend day"),
        (wrong("last = 2027-02-11", "last = 2027-02-01"), "首尾颠倒", "the wrong way round"),
        (wrong("last = 2027-02-11", "last = 2028-02-01"), "2027年的通知写有2028", "names 2028-02-01"),
        (wrong('{ name = "new-year"', '{ name = "lantern"'), "“lantern”没有名称", "lantern (2027) has no name"),
        (wrong("2027.1", "2026.1"), "已用于另一份日历", "already names other days"),
        (wrong("2027.1", " "), "不能为空", "the version is empty"),
        (wrong("2027.1", "\\u0007"), "一行", "no line of"),
        (wrong('notice = "', 'notices = "'), "没有字段“notices”", "there is no field notices"),
        (wrong("[[years]]", "[[years]]\nyear = 2027\nnotice = ''\noff = []\nwork = []\n[[years]]"), "两次", "twice"),
        (wrong('notice = "', 'notice = "\\u001b[31m'), "一行文字", "in one line"),
        (wrong("[[years]]", '[[names]]\ncode = "x"\nzh = " "\nen = "x"\n[[years]]'), "“x”的代码和名称", "names of x"),
        (wrong("[[years]]", 2 * '[[names]]\ncode = "x"\nzh = "节"\nen = "x"\n' + "[[years]]"), "两次", "named twice"),
        ("years = " + "[" * 100_000, "嵌套过深", "nested too deeply"),
        ("#" * 1_000_001, "过大", "too large"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused(command_line: CommandLine, text: str, zh: str, en: str) -> None:
    """The sentence says what is wrong in both languages; nothing is recorded."""
    facts = command_line.facts()
    said = command_line.refused("calendar", "load", file(command_line, text))
    assert zh in said
    assert en in said
    assert command_line.facts() == facts


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        (FLOOD.replace("2026", "2027"), "2027年的放假通知尚未载入", "the notice for 2027 is not loaded"),
        (FLOOD.replace("day = 2026-03-07", "day = 2026-03-04"), "既放假又上班", "both off and worked"),
        (FLOOD.replace('code = "flood"', 'code = "rain"'), "“flood”没有名称", "flood (2026) has no name"),
    ],
)
def test_own_days_that_contradict_themselves_are_refused(
    command_line: CommandLine, text: str, zh: str, en: str
) -> None:
    """A year that is not loaded, a day off that is worked, a name nobody knows."""
    said = command_line.refused("calendar", "load", file(command_line, text), "--region", COUNTY)
    assert zh in said
    assert en in said


def test_a_division_that_is_not_there_and_a_file_that_is_not_are_refused(
    command_line: CommandLine, tmp_path: Path
) -> None:
    """A mistyped code would otherwise load days that hold nowhere."""
    assert "没有载入区划" in command_line.refused(
        "calendar", "load", file(command_line, FLOOD), "--region", OTHER_TOWNSHIP
    )
    assert "没有载入区划" in command_line.refused("calendar", "show", "--region", OTHER_TOWNSHIP)
    assert "没有这个文件" in command_line.refused("calendar", "load", str(tmp_path / "absent.toml"))
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    assert "UTF-8" in command_line.refused("calendar", "load", str(tmp_path / "bytes.toml"))


def test_a_version_stays_with_its_division(command_line: CommandLine) -> None:
    """Other days under a division's own version are refused; another division may use the same word."""
    load(command_line, FLOOD, "--region", COUNTY)
    other_days = FLOOD.replace("2026-03-07", "2026-03-08")
    refused = command_line.refused("calendar", "load", file(command_line, other_days), "--region", COUNTY)
    assert "“flood-1”已用于另一份日历" in refused
    assert load(command_line, other_days, "--region", TOWNSHIP)["version"] == "flood-1"


def going_out(command_line: CommandLine) -> set[tuple[int, str]]:
    """The steps that were raised, with the moments at which they go out."""
    return {(each["step"], each["goes_out_at"]) for each in command_line.ask("notices")}


def test_a_notice_waits_for_office_hours(any_counter: CommandLine) -> None:
    """
    Raised on Friday evening it goes out on Monday; where the county works on Saturday, on Saturday.

    The step above it, raised with it, waits a working day longer.
    """
    command_line = any_counter
    command_line.now = datetime(2026, 3, 6, 19, 0, tzinfo=SHANGHAI)
    assert command_line.ask("sweep")["escalated"]
    assert going_out(command_line) == {(1, "2026-03-09T08:30:00+08:00"), (2, "2026-03-10T08:30:00+08:00")}
    load(command_line, FLOOD, "--region", COUNTY)
    assert going_out(command_line) == {(1, "2026-03-07T08:30:00+08:00"), (2, "2026-03-09T08:30:00+08:00")}
    assert "2026-03-07 08:30" in command_line.say("notices")


def test_a_notice_in_office_hours_goes_out_at_once(command_line: CommandLine) -> None:
    """Friday at eleven is inside them, noon is not; the step above it waits for its turn."""
    command_line.now = datetime(2026, 3, 6, 11, 59, 59, tzinfo=SHANGHAI)
    command_line.ask("sweep")
    assert {each["raised_at"] for each in command_line.ask("notices")} == {"2026-03-06T11:59:59+08:00"}
    assert going_out(command_line) == {(1, "2026-03-06T11:59:59+08:00"), (2, "2026-03-09T11:59:59+08:00")}


def test_before_there_is_a_database_the_built_in_calendar_is_shown(tmp_path: Path) -> None:
    """Looking at it makes no database."""
    command_line = CommandLine(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path)
    assert json.loads(command_line.say("calendar", "show", "--json"))["year"] == 2026
    assert not (tmp_path / "none.sqlite").exists()


DRAGON_BOAT = '  { name = "dragon-boat-festival", first = 2027-06-09, last = 2027-06-09 },\n'


def test_a_notice_that_leaves_out_a_legal_holiday_must_be_confirmed(any_counter: CommandLine) -> None:
    """
    The dry run warns, loading is refused and records nothing, and with the word it is loaded and stands in the fact.
    """
    text = INVENTED_2027.replace(DRAGON_BOAT, "")
    path = file(any_counter, text)
    left_out = [{"year": 2027, "name": "dragon-boat-festival"}]
    before = any_counter.facts()
    assert "警告：按该日历，法定节日2027年端午节仍要上班" in any_counter.say("calendar", "load", path, "--dry-run")
    assert load(any_counter, text, "--dry-run")["left_out"] == left_out
    refused = any_counter.refused("calendar", "load", path)
    assert "端午节" in refused
    assert "--without-holidays" in refused
    assert any_counter.facts() == before
    loaded = load(any_counter, text, "--without-holidays", "--command-id", "c-1")
    assert (loaded["left_out"], loaded["position"]) == (left_out, before + 1)
    assert load(any_counter, text, "--without-holidays", "--command-id", "c-1") == loaded
    whole = load(any_counter, INVENTED_2027.replace("2027.1", "2027.2"))
    assert (whole["left_out"], whole["position"]) == ([], before + 2)


def test_own_days_that_take_a_legal_holiday_away_must_be_confirmed(command_line: CommandLine) -> None:
    """A district that works on National Day; that a notice above leaves one out is not asked again below."""
    on_national_day = FLOOD.replace("2026-03-07", "2026-10-02")
    path = file(command_line, on_national_day)
    assert "国庆节" in command_line.refused("calendar", "load", path, "--region", COUNTY)
    assert load(command_line, on_national_day, "--region", COUNTY, "--without-holidays")["left_out"] == [
        {"year": 2026, "name": "national-day"}
    ]
    below = FLOOD.replace("flood-1", "flood-2")
    assert load(command_line, below, "--region", TOWNSHIP)["left_out"] == []


def test_a_notice_that_would_close_every_office_is_refused_and_an_odd_one_is_warned_of(
    any_counter: CommandLine,
) -> None:
    """A slip of the month in Spring Festival, tried or loaded, records nothing; sixteen days of it are loaded."""
    before = any_counter.facts()
    slip = file(
        any_counter, INVENTED_2027.replace("last = 2027-02-11", "last = 2027-07-11").replace("2027-02-13", "2027-07-17")
    )
    for words in ((), ("--dry-run",)):
        refused = any_counter.refused("calendar", "load", slip, *words)
        assert "2027-02-05至2027-07-11连续157天没有工作日" in refused
        assert "for 157 days" in refused
    assert any_counter.facts() == before
    odd = INVENTED_2027.replace("last = 2027-02-11", "last = 2027-02-20").replace(
        "day = 2027-02-13", "day = 2027-02-28"
    )
    tried = load(any_counter, odd, "--dry-run")
    assert any("连续17天没有工作日" in each["zh"] for each in tried["warnings"])
    said = any_counter.say("calendar", "load", file(any_counter, odd))
    assert "处值得再看" in said
    assert "2027-02-05至2027-02-21连续17天没有工作日" in said
    assert any_counter.facts() == before + 1
