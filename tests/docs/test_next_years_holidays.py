"""The steps of docs/how-to/load-next-years-holidays.md, carried out with a notice that nobody published."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from casework.domain.calendar.work_calendar import SHANGHAI
from tests.support.installations.command_line import CommandLine

NOTICE = """
# page: notice
version = "2027.1"

[[years]]
year = 2027
notice = "（虚构）2027年部分节假日安排的通知"
off = [
  { name = "new-year", first = 2027-01-01, last = 2027-01-03 },
  { name = "spring-festival", first = 2027-02-05, last = 2027-02-11 },
  { name = "tomb-sweeping-day", first = 2027-04-05, last = 2027-04-05 },
  { name = "labour-day", first = 2027-05-01, last = 2027-05-05 },
  { name = "dragon-boat-festival", first = 2027-06-09, last = 2027-06-09 },
  { name = "mid-autumn-festival", first = 2027-09-15, last = 2027-09-15 },
  { name = "national-day", first = 2027-10-01, last = 2027-10-07 },
]
work = [
  { name = "spring-festival", day = 2027-02-13 },
]
# page: end
"""

FLOOD = """
# page: flood
version = "2027-flood-1"
names = [{ code = "flood", zh = "防汛", en = "flood" }]

[[years]]
year = 2027
notice = "麦浪区防汛指挥部通知（虚构）"
off = [{ name = "flood", first = 2027-01-05, last = 2027-01-06 }]
work = [{ name = "flood", day = 2027-01-09 }]
# page: end
"""


# page: test
def test_what_a_county_clerk_does_each_november(database_url: str, tmp_path: Path) -> None:
    """Three working days from Tuesday, 29 December: 1 January until the notice is there, then Monday the 4th."""
    command_line = a_county_with_a_cadre(database_url, tmp_path)
    assert command_line.ask("explain", "0101", "first-visit")["due_on"] == "2027-01-01"
    assert command_line.ask("explain", "0101", "first-visit")["provisional"]

    moved = command_line.ask("calendar", "load", file(command_line, NOTICE))["moved"]
    visit = {"deadline": "first-visit", "from": "2027-01-01", "to": "2027-01-04"}
    assert any(visit.items() <= each.items() for each in moved)
    assert not command_line.ask("explain", "0101", "first-visit")["provisional"]

    moved = command_line.ask("calendar", "load", file(command_line, FLOOD), "--region", "990101")["moved"]
    assert {"plan", "first-offer"} == {each["deadline"] for each in moved}
    # page: end


def a_county_with_a_cadre(database_url: str, tmp_path: Path) -> CommandLine:
    """0101 is verified and has a cadre in the last days of 2026."""
    command_line = CommandLine(database_url, tmp_path, datetime(2026, 12, 29, 9, 0, tzinfo=SHANGHAI))
    command_line.open_with_ledger()
    command_line.do("verify", "0101", "--confirm", "--source", "visit", "--member", "1=willing", by="town")
    command_line.do("assign", "0101", "li.na", by="town")
    command_line.do("accept", "0101", by="li.na")
    return command_line


def file(command_line: CommandLine, text: str) -> str:
    """The path of a file with this text."""
    path = command_line.folder / "calendar.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)
