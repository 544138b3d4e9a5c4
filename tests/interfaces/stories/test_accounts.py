"""Accounts at the command line, on both databases: made, invited, given offices by two, away, and gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.store import Log
from tests.support.installations.command_line import CommandLine
from tests.support.installations.staff import TOWNSHIP, VILLAGE, Staff


@pytest.fixture
def staff(any_counter: CommandLine) -> Staff:
    """Two administrators on either database."""
    return Staff(any_counter)


def test_from_invitation_to_leaving(staff: Staff) -> None:
    """Each step as it is typed, with what the lists say after it."""
    counter = staff.counter
    li = staff.active("李娜", TOWNSHIP)
    assert counter.ask("whoami", "--as", li) == {
        "name": li,
        "account": li,
        "status": "active",
        "offices": [TOWNSHIP],
    }
    found = counter.ask("office", "holders", VILLAGE, "--as", staff.first)
    assert found == {
        "office": VILLAGE,
        "on": "2026-03-02",
        "found_at": TOWNSHIP,
        "holders": [{"account": li, "office": TOWNSHIP, "stands_in_for": ""}],
        "vacant": [VILLAGE],
    }
    wang = staff.active("王伟")
    counter.ask("office", "away", li, "--until", "2026-03-06", "--stand-in", wang, "--as", li)
    assert counter.ask("office", "holders", TOWNSHIP, "--as", staff.first)["holders"] == [
        {"account": wang, "office": TOWNSHIP, "stands_in_for": li}
    ]
    assert counter.ask("whoami", "--as", wang)["offices"] == [TOWNSHIP]
    counter.ask("office", "leave", li, TOWNSHIP, "--last", "2026-03-04", "--as", staff.first)
    assert counter.ask("office", "holders", TOWNSHIP, "--on", "2026-03-05", "--as", staff.first)["holders"] == []
    gone = counter.ask("account", "disable", li, "--reason", "离职", "--as", staff.first)
    assert gone["facts"] == ["account-disabled"]
    listed = {each["account"]: each for each in counter.ask("account", "list", "--as", staff.first)}
    assert (listed[li]["status"], listed[li]["name"], listed[li]["offices"]) == ("disabled", "李*", "")
    assert list(listed) == sorted(listed)


def waiting(staff: Staff, kind: str) -> list[dict[str, Any]]:
    """What waits of a kind."""
    rows = staff.counter.ask("office", "proposals", "--as", staff.first)
    return [row for row in rows if row["kind"] == kind]


def test_one_alone_gives_nobody_an_office(staff: Staff) -> None:
    """Neither by deciding what they proposed nor for themselves; what waits is listed and can be refused."""
    counter = staff.counter
    li, _ = staff.invited("李娜")
    number = str(counter.ask("office", "take", li, TOWNSHIP, "--as", staff.first)["proposal"])
    assert "须由另一人办理" in counter.refused("office", "decide", number, "--as", staff.first)
    assert "不能给自己授权" in counter.refused("office", "take", staff.first, TOWNSHIP, "--as", staff.first)
    assert [each["office"] for each in waiting(staff, "office")] == [TOWNSHIP]
    assert counter.ask("office", "decide", number, "--refuse", "--as", staff.second)["facts"] == ["office-refused"]
    assert waiting(staff, "office") == []


def test_only_an_account_in_an_office_acts_here(staff: Staff) -> None:
    """A bare name, somebody who has not answered, and somebody without an office are refused in words."""
    counter = staff.counter
    assert "没有这个账号：clerk" in counter.refused("account", "invite", "李娜")
    li, code = staff.invited("李娜")
    assert "已邀请，不能办理" in counter.refused("account", "invite", "王伟", "--as", li)
    counter.ask("account", "activate", code)
    assert "邀请码无效" in counter.refused("account", "activate", code)
    assert "目前未任该职，现任：无" in counter.refused("account", "invite", "王伟", "--as", li)
    assert "已有两名系统管理员" in counter.refused("account", "init", "管三", "--region", "990101")


def test_an_older_name_goes_on(staff: Staff) -> None:
    """Whoever acted as li.na before is this account, and signs so; a disabled one is let in again without offices."""
    counter = staff.counter
    li = staff.active("李娜", TOWNSHIP)
    assert counter.ask("account", "adopt", "li.na", li, "--as", staff.first)["facts"] == ["name-adopted"]
    assert counter.ask("whoami", "--as", "Li.Na")["name"] == "li.na"
    counter.ask("account", "disable", "li.na", "--reason", "lost-device", "--as", staff.first)
    assert counter.ask("account", "activate", li, "--again", "--as", staff.first)["facts"] == ["account-reactivated"]
    assert counter.ask("whoami", "--as", li)["offices"] == []
    assert "--as" in counter.run("account", "activate", li, "--again", CASEWORK_AS=None).stderr


def test_an_invitation_is_made_once(staff: Staff) -> None:
    """The same command id answers with the same account and tells the code no more; another code can be asked for."""
    counter = staff.counter
    asked = ("account", "invite", "李娜", "--as", staff.first, "--command-id", "i1")
    made, again = counter.ask(*asked), counter.ask(*asked)
    assert (again["account"], again["code"]) == (made["account"], None)
    fresh = counter.ask("account", "invite", made["account"], "--again", "--as", staff.first)
    assert "邀请码无效" in counter.refused("account", "activate", made["code"])
    assert counter.ask("account", "activate", fresh["code"])["account"] == made["account"]


def test_names_and_telephones_are_sealed(staff: Staff) -> None:
    """No row of the log has them in clear, nor the code."""
    made = staff.counter.ask("account", "invite", "李娜娜", "--telephone", "10099887766", "--as", staff.first)
    keys = KeyRing.load(staff.counter.folder / "command_line.keys")
    with Log.open(staff.counter.url, keys) as log:
        bodies = b"".join(stored.state for _, stored in log._recorder.select_page(0, 10_000))
    for secret in ("李娜娜", "10099887766", made["code"], "管一"):
        assert secret.encode() not in bodies
    assert made["account"].encode() in bodies


def test_before_there_are_accounts_nothing_is_asked(any_counter: CommandLine) -> None:
    """Bare names act as ever; only accounts themselves need one."""
    assert any_counter.ask("whoami")["account"] is None
    assert "account init" in any_counter.refused("account", "invite", "李娜")
    assert any_counter.ask("account", "list") == []
    assert "查看账号" not in any_counter.say("account", "list")


def test_a_sheet_invites_many(staff: Staff) -> None:
    """Tried first, then recorded with a result for each row; once all have answered, a second administrator grants at once."""
    counter = staff.counter
    header = ("姓名", "联系电话", "职务", "区划")
    rows = [("李娜", "10012345678", "乡镇", "五镰镇"), ("王伟", "", "村", "禾坪村"), ("赵六", "", "镇长", "五镰镇")]
    file, before = counter.table("staff.csv", [header, *rows]), counter.facts()
    tried = counter.ask("account", "import", file, "--dry-run", "--as", staff.first)
    assert ([each["code"] for each in tried["rows"]], tried["refused"], counter.facts()) == (["", "", ""], 1, before)
    made = counter.ask("account", "import", file, "--as", staff.first, "--command-id", "s1")
    assert [bool(each["code"]) for each in made["rows"]] == [True, True, False]
    assert made["rows"][2]["refused"]["zh"].startswith("没有代码“镇长”")
    assert counter.ask("account", "import", file, "--as", staff.first, "--command-id", "s1")["rows"] == []
    again = counter.ask("account", "import", file, "--as", staff.first)
    assert [(each["account"], each["code"]) for each in again["rows"][:2]] == [
        (each["account"], "") for each in made["rows"][:2]
    ]
    proposed = [str(each["proposal"]) for each in waiting(staff, "office")]
    assert "尚未启用" in counter.refused("office", "decide", *proposed, "--as", staff.second)
    for each in made["rows"][:2]:
        counter.ask("account", "activate", each["code"])
    assert counter.ask("office", "decide", *proposed, "--as", staff.second)["facts"] == ["office-granted"] * 2
    assert (
        counter.ask("office", "holders", VILLAGE, "--as", staff.first)["holders"][0]["account"]
        == made["rows"][1]["account"]
    )


def test_a_sheet_of_which_nothing_is_taken_says_so(staff: Staff) -> None:
    """By its exit code; a file without the columns is refused whole."""
    counter = staff.counter
    wrong = counter.table("wrong.csv", [("姓名", "职务", "区划"), ("赵六", "镇长", "五镰镇")])
    assert counter.run("account", "import", wrong, "--as", staff.first).exit_code == 1
    none = counter.table("none.csv", [("甲", "乙"), ("1", "2")])
    assert "需要“姓名”" in counter.refused("account", "import", none, "--as", staff.first)


def test_two_sheets_of_a_workbook_give_each_a_code_of_their_own(staff: Staff, tmp_path: Path) -> None:
    """The same row of two sheets is two people; a cell whose formula has no result is refused with its row."""
    counter = staff.counter
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("二")
    for sheet, rows in (
        (first, [("李娜", "", "村", "禾坪村"), ("=A1&A2", "", "村", "禾坪村")]),
        (second, [("王伟", "", "村", "禾坪村")]),
    ):
        for row in (("姓名", "电话", "职务", "区划"), *rows):
            sheet.append(row)
    book.save(tmp_path / "staff.xlsx")
    made = counter.ask("account", "import", str(tmp_path / "staff.xlsx"), "--as", staff.first)["rows"]
    assert [(each["sheet"], each["row"], bool(each["code"])) for each in made] == [
        ("Sheet", 2, True),
        ("Sheet", 3, False),
        ("二", 2, True),
    ]
    assert "公式" in made[1]["refused"]["zh"]
    assert made[0]["code"] != made[2]["code"]
    for at in (2, 0):
        assert counter.ask("account", "activate", made[at]["code"])["account"] == made[at]["account"]
    assert counter.run("account", "activate", made[0]["code"]).exit_code == 1


def test_a_number_that_no_proposal_can_have_is_refused(staff: Staff) -> None:
    """However long it is: a usage fault, and no fault of the program."""
    for number in ("9" * 23, "99999999999999999999", "1000000"):
        assert staff.counter.run("office", "decide", number, "--as", staff.second).exit_code == 2
