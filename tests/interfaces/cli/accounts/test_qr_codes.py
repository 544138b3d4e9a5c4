"""An invitation as a QR code: in the terminal, as a picture, and as cards for many; each says the code and names nobody."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from tests.support.installations.command_line import CommandLine
from tests.support.installations.qr_pictures import read_blocks, read_png, read_svg
from tests.support.installations.staff import Staff

PAGE = "https://office.example/activate"
HEADERS = ("姓名", "联系电话", "职务", "区划")


@pytest.fixture
def staff(command_line: CommandLine) -> Staff:
    """Two administrators."""
    return Staff(command_line)


def blocks_in(said: str) -> list[str]:
    """The lines of the QR code among others."""
    return [line for line in said.splitlines() if re.fullmatch("[█▀▄ ]{20,}", line)]


def test_in_the_terminal_it_says_account_and_code(staff: Staff) -> None:
    """As they are typed: whoever reads it needs nothing else, and what it says activates the account."""
    said = staff.counter.say("account", "invite", "李娜", "--qr", "-", "--as", staff.first)
    account, code = re.findall(r"账号：(\d{8})|：([0-9a-f]{32})", said)[0][0], re.findall(r"[0-9a-f]{32}", said)[0]
    read = read_blocks(blocks_in(said))
    assert read == f"{account} {code}"
    assert account in staff.counter.say("account", "activate", read)


def test_where_no_terminal_is_it_is_shown_when_asked_for(staff: Staff) -> None:
    """A log or a pipe gets lines of text alone."""
    assert blocks_in(staff.counter.say("account", "invite", "李娜", "--as", staff.first)) == []


@pytest.mark.parametrize(("name", "read"), [("li.svg", "svg"), ("li.png", "png")])
def test_a_picture_is_its_owners_alone(staff: Staff, tmp_path: Path, name: str, read: str) -> None:
    """Scanned it says the same as the answer."""
    file = tmp_path / name
    made = staff.counter.ask("account", "invite", "李娜", "--qr", str(file), "--as", staff.first)
    found = read_png(file.read_bytes()) if read == "png" else read_svg(file.read_text())
    assert found == made["qr"] == f"{made['account']} {made['code']}"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_with_a_page_it_is_a_link_and_the_code_is_sent_to_no_server(staff: Staff) -> None:
    """The code stands behind the sign after which nothing is sent; the link answers the invitation here too."""
    staff.counter.environment["CASEWORK_ACTIVATION_PAGE"] = PAGE
    made = staff.counter.ask("account", "invite", "李娜", "--as", staff.first)
    assert (made["link"], made["qr"]) == (f"{PAGE}#code={made['code']}",) * 2
    assert staff.counter.ask("account", "activate", made["link"])["account"] == made["account"]


@pytest.mark.parametrize("page", ["http://office.example/activate", "office.example", "https://a.example/?x=1"])
def test_a_page_without_tls_is_refused(staff: Staff, page: str) -> None:
    """Before anybody is invited."""
    staff.counter.environment["CASEWORK_ACTIVATION_PAGE"] = page
    assert "https://" in staff.counter.refused("account", "invite", "李娜", "--as", staff.first, code=2)


def test_what_cannot_be_written_invites_nobody(staff: Staff, tmp_path: Path) -> None:
    """An ending that says no kind, a file that is there, a folder that is not: the code would be told to nobody."""
    there, before = tmp_path / "there.svg", staff.counter.facts()
    there.write_text("somebody else's")
    for name in ("li.jpg", there.name, "nowhere/li.svg"):
        words = ("account", "invite", "李娜", "--qr", str(tmp_path / name), "--as", staff.first)
        staff.counter.refused(*words, code=2)
    assert (staff.counter.facts(), there.read_text()) == (before, "somebody else's")


def test_a_refused_invitation_leaves_no_file(staff: Staff, tmp_path: Path) -> None:
    """Nor does the same command again, which tells no code a second time."""
    file, other = tmp_path / "li.svg", tmp_path / "again.svg"
    words = ("account", "invite", "李娜", "--command-id", "i-1", "--as", staff.first, "--qr")
    staff.counter.ask(*words, str(file))
    assert staff.counter.ask(*words, str(other))["qr"] is None
    staff.counter.refused("account", "invite", "李娜", "--as", staff.first, "--qr", str(other))
    assert (file.exists(), other.exists()) == (True, False)


def test_a_sheet_comes_to_a_card_for_each(staff: Staff, tmp_path: Path) -> None:
    """With row, account, office and code, for printing; whose name it is stands on no card. A refused row has none."""
    rows = [("李娜", "10012345678", "村", "禾坪村"), ("王伟", "", "", ""), ("赵敏", "", "村", "禾坪村")]
    sheet, page = staff.counter.table("staff.csv", [HEADERS, *rows]), tmp_path / "cards.html"
    listed = staff.counter.ask("account", "import", sheet, "--qr", str(page), "--as", staff.first)["rows"]
    text = page.read_text(encoding="utf-8")
    cards = re.findall(r'<div class="card">.*?</div>', text, flags=re.DOTALL)
    invited = [row for row in listed if row["code"]]
    assert [read_svg(card) for card in cards] == [f"{row['account']} {row['code']}" for row in invited]
    assert len(cards) == 2
    assert all(f"第{row['row']}行" in card for row, card in zip(invited, cards, strict=True))
    assert not any(name in text for name in ("李娜", "赵敏", "10012345678"))
    assert stat.S_IMODE(page.stat().st_mode) == 0o600


def test_a_trial_writes_no_cards(staff: Staff, tmp_path: Path) -> None:
    """No code is made known, so that there is nothing to hand out; and cards are a page of HTML."""
    sheet = staff.counter.table("staff.csv", [HEADERS, ("李娜", "", "村", "禾坪村")])
    words = ("account", "import", sheet, "--as", staff.first, "--qr")
    staff.counter.refused(*words, str(tmp_path / "cards.html"), "--dry-run", code=2)
    staff.counter.refused(*words, str(tmp_path / "cards.pdf"), code=2)
    assert list(tmp_path.glob("cards.*")) == []
