"""Everything that can be asked or done has its line of rights, and the command line shows, tries and explains them (ADR 0038)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casework.application.accounts.actors import FOUNDING, Actors
from casework.application.accounts.directories import Directories
from casework.application.accounts.readers import ASKED_INSIDE
from casework.application.commands.catalogue import CATALOGUE
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.store import Log
from casework.domain.rights.permission import NotAllowedError
from casework.domain.rights.table import rights_table
from casework.interfaces.cli.first_page import COMMANDS, command_beside_catalogue
from casework.interfaces.problems import ExitCode
from tests.interfaces.cli.words_below import words_below
from tests.support.installations.command_line import CommandLine
from tests.support.installations.staff import TOWNSHIP, Staff

LOG = ("log", "0101", "--kind", "visit", "--outcome", "reached")


def words() -> Iterator[str]:
    """Every command of the catalogue by its name, and every other word of the command line, with those below it."""
    yield from (command.spec.name for command in CATALOGUE)
    for word in (word for panel in COMMANDS.values() for word in panel):
        yield from words_below(word, command_beside_catalogue(word))
    yield from (*ASKED_INSIDE, FOUNDING)


@pytest.mark.parametrize("what", sorted(set(words())))
def test_everything_has_its_line(what: str) -> None:
    """A command or a reading without one is nobody's, and this fails."""
    assert what in rights_table().lines


def test_the_table_has_no_line_of_nothing() -> None:
    """The control, and no line is left of what is no more."""
    assert rights_table().lines.keys() - set(words()) == set()


def test_what_has_no_line_is_refused(any_counter: CommandLine) -> None:
    """At the door of the command line; what has one is asked by it, and the catalogue's words with their household."""
    li, keys = Staff(any_counter).active("李娜", TOWNSHIP), KeyRing.load(any_counter.folder / "command_line.keys")
    with Log.open(any_counter.url, keys) as log:
        actors = Actors(Directories(log, keys.ids))
        actor = actors.actor(li, None, any_counter.now.date())
        assert actor is not None
        for what in ("no-such-thing", "account", "policy publish"):
            with pytest.raises(NotAllowedError):
                actors.refuse_without_right(what, li, actor.office, "")
        for what in ("import", "clear", "log", "whoami"):
            actors.refuse_without_right(what, li, actor.office, "")


def test_nothing_begins_while_something_has_no_line(command_line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word of the first page without one stops every other word; whatever it is, it is named."""
    command_line.say("list")
    monkeypatch.setitem(COMMANDS["查询 Reading"], "overview", COMMANDS["查询 Reading"]["list"])
    for words in (("list",), LOG, ("overview",)):
        assert "权限表中没有：overview" in command_line.refused(*words, code=ExitCode.FAULT)


def test_the_table_is_shown_and_tried(command_line: CommandLine) -> None:
    """Whole or for one role, with the data class; every case beside it holds."""
    shown = command_line.ask("rights", "show")
    assert {each["what"] for each in shown} == set(words())
    auditors = {each["what"] for each in command_line.ask("rights", "show", "--role", "审计员")}
    assert "history" in auditors
    assert "log" not in auditors
    tried = command_line.ask("rights", "test")
    assert (tried["wrong"], tried["cases"] > 20) == ([], True)
    assert "不符0条" in command_line.say("rights", "test")
    assert "县区人社部门（本区划及下级）" in command_line.say("rights", "show")


def test_a_right_is_explained(any_counter: CommandLine) -> None:
    """Yes by which office; no with why and who may: other work, another place, no office, no account."""
    staff = Staff(any_counter)
    li = staff.active("李娜", TOWNSHIP)
    other = staff.active("王伟", "village@990101001002")
    any_counter.account, explain = staff.county, ("rights", "explain")
    assert "可以：任乡镇" in any_counter.say(*explain, li, "confirm-household", "0101")
    assert "该户不在权限范围内" in any_counter.say(*explain, other, "show", "0101")
    assert "没有“decide-clearance”的权限；可办理的：县区人社部门" in any_counter.say(*explain, li, "decide-clearance")
    idle = staff.active("赵六")
    assert any_counter.ask(*explain, idle, "log")["sentence"]["zh"].startswith("不可以：目前没有任职")
    assert "权限表中没有" in any_counter.refused(*explain, li, "fly")
    assert "没有这个账号" in any_counter.refused(*explain, "nobody", "log")


def test_ones_own_household_is_near(any_counter: CommandLine) -> None:
    """The cadre who is responsible may log there, another one of the village may not."""
    staff = Staff(any_counter)
    li, wang = (staff.active(name, "cadre@990101001001") for name in ("李娜", "王伟"))
    any_counter.do("assign", "0101", li, by=staff.active("赵六", TOWNSHIP))
    answers = [staff.read("rights", "explain", each, "log", "0101") for each in (li, wang)]
    assert [each["may"] for each in answers] == [True, False]
    assert answers[0]["offices"] == [
        {
            "office": {"role": "cadre", "division": "990101001001"},
            "reach": "own",
            "near": "own",
            "opens": True,
            "may": True,
        }
    ]


def test_accounts_are_kept_by_administrators_alone(any_counter: CommandLine) -> None:
    """Who has a right of their own has it for themselves: one's own absence, nobody else's."""
    staff = Staff(any_counter)
    li, wang = staff.active("李娜", TOWNSHIP), staff.active("王伟", TOWNSHIP)
    assert "乡镇无权办理“account invite”，可办理的：系统管理员" in any_counter.refused(
        "account", "invite", "赵六", "--as", li
    )
    away = ("office", "away", li, "--until", "2026-03-06")
    assert "无权办理" in any_counter.refused(*away, "--as", wang)
    assert any_counter.ask(*away, "--as", li)["facts"] == ["away-announced"]
