"""Screens speak Chinese first: where a word of the field exists, no English code stands in its place."""

from __future__ import annotations

import re

import pytest

from casework.domain.divisions.tree import Divisions
from casework.domain.facts.catalogue import FACTS
from casework.domain.facts.deadlines import Recipient
from casework.domain.labels import ROLES, Label, in_number
from casework.domain.policy.faults.policy_faults import ROLES as KNOWN_ROLES
from casework.domain.policy.text import default_policies
from casework.domain.signer import DIVISION_CHANGE
from casework.domain.statuses import DeadlineStatus, OfferStatus, PlacementStatus
from casework.interfaces.wording.labels import POLICY_WORDS, recipient, signer
from tests.support.installations.command_line import CommandLine

CODES = {
    *FACTS,
    *ROLES,
    *OfferStatus,
    *PlacementStatus,
    *DeadlineStatus,
    *POLICY_WORDS,
    *(rule.name for policy in default_policies().dated for rule in policy.deadline),
}
TABLES = (
    ("show", "0101"),
    ("list",),
    ("overdue",),
    ("notices",),
    ("workload",),
    ("history", "0101"),
    ("explain", "0101", "verify"),
)


def a_busy_counter(command_line: CommandLine) -> CommandLine:
    """Household 0101 with a cadre, an offer, a placement, reminders, escalations and a clearance."""
    command_line.do("report", "0101")
    command_line.do("verify", "0101", "--confirm", "--source", "visit")
    command_line.do("assign", "0101", "李娜", by="张敏")
    command_line.do("accept", "0101", by="李娜")
    command_line.do("offer", "0101", "--member", "1", "--post", "包装工", "--channel", "social", by="李娜")
    command_line.later(days=30)
    command_line.ask("sweep")
    placed = ("--member", "1", "--kind", "contract", "--since", "2026-03-30", "--contract-months", "12")
    command_line.do("place", "0101", *placed, by="李娜")
    command_line.do("confirm", "0101", "1", "--document", "合同", by="张敏")
    command_line.do("clear", "0101", "--propose", by="张敏")
    command_line.do("clear", "0101", "--decide", by="王伟")
    return command_line


def codes_in(page: str) -> set[str]:
    """The codes that stand in what was printed, as whole words; an occurrence (`3/township`) is typed as it stands."""
    return set(re.findall(r"(?<![/\w])[a-z][a-z0-9_-]+", page)) & CODES


@pytest.mark.parametrize("words", TABLES, ids=lambda words: words[0])
def test_no_code_stands_on_a_chinese_screen(command_line: CommandLine, words: tuple[str, ...]) -> None:
    """Deadlines, offices, facts and states are named in Chinese, and no half-width mark stands beside a Chinese word."""
    page = a_busy_counter(command_line).say(*words)
    assert codes_in(page) == set()
    assert re.findall(r"[一-鿿][,:;?!(]|[,;?!)][一-鿿]", page) == []


@pytest.mark.parametrize("words", TABLES, ids=lambda words: words[0])
def test_an_english_screen_is_english(command_line: CommandLine, words: tuple[str, ...]) -> None:
    """But for what people and places are called, and for words shown as they were written."""
    page = a_busy_counter(command_line).say(*words, "--lang", "en")
    for name in (
        "合同",
        "户主",
        "配偶",
        "未就业",
        "李娜",
        "张敏",
        "王伟",
        "禾坪村",
        "双穗村",
        "五镰镇",
        "麦浪区",
        "禾穗市",
        "包装工",
        "禾",
        "麦",
        "豆",
    ):
        page = page.replace(name, "")
    assert re.findall(r"[一-鿿]+", page) == []


def test_what_is_looked_for_would_be_found() -> None:
    """The check above sees a code between Chinese words."""
    assert codes_in("│ 首次 │ first-visit │ village 禾坪村 │") == {"first-visit", "village"}


def test_a_receipt_names_its_facts(command_line: CommandLine) -> None:
    """In Chinese by the names of the glossary, in English in plain words."""
    assert "禾坪村 0101号：已记录上报\n" in command_line.say("report", "0101")
    assert "recorded report receipted\n" in command_line.say("receipt", "0101", "township", "--lang", "en")


def test_policy_words_cover_the_policy(command_line: CommandLine) -> None:
    """Every part and every value has its name in both languages."""
    page = command_line.say("policy", "show")
    assert [word for word in ("not_employed_up_to_months", "county-hrss", "special", "own-date") if word in page] == []
    assert "清零条件" in page
    assert "duty holder, township" in command_line.say("policy", "show", "--lang", "en")


def test_signers_are_readable() -> None:
    """A rule and an import sign in words, a person with his account."""
    assert signer("rule:escalation@1") == Label("系统规则：升级（政策1）", "rule: escalation (policy 1)")
    assert signer(f"{DIVISION_CHANGE}@1") == Label(
        "系统规则：区划变更（政策1）", "rule: change of divisions (policy 1)"
    )
    assert signer("import:20260302-1") == Label("导入 20260302-1", "import batch 20260302-1")
    assert signer("li.na") == Label("li.na", "li.na")


def test_a_notice_names_the_office_or_the_person() -> None:
    """An office by its kind and its division, a cadre by his account."""
    divisions = Divisions.of([("990101001000", "五镰镇")])
    office = Recipient(role="township", division="990101001000", account=None)
    assert recipient(office, divisions) == Label("乡镇：五镰镇", "township: 五镰镇")
    cadre = Recipient(role="cadre", division="990101001001", account="li.na")
    assert recipient(cadre, divisions).zh == "li.na"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("for 1 working days", "for 1 working day"),
        ("for 11 working days", "for 11 working days"),
        ("for 2 months", "for 2 months"),
        ("for 1 months less 1 days", "for 1 month less 1 day"),
        ("on 2026-03-01 days", "on 2026-03-01 days"),
    ],
)
def test_one_day_is_no_days(words: str, said: str) -> None:
    """English counts in the singular after one."""
    assert in_number(words) == said


def test_every_name_has_its_label() -> None:
    """Roles; facts and codes have theirs by declaring it."""
    assert set(ROLES) >= KNOWN_ROLES
