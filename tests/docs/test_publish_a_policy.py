"""The steps of docs/how-to/publish-a-policy.md, carried out: verification takes 10 days from 1 May."""

from __future__ import annotations

from datetime import date
from functools import reduce

from casework.domain.policy.text import default_policy_text
from casework.domain.rules.policy_cases import check_with_cases, load_proven
from casework.domain.rules.policy_publication import publish_policy
from casework.domain.rules.rule_book import RuleBook
from tests.support.households.stories import RULES, a_detected_household

HEAD = """
# page: head
version = "2026-2"
title = "本县政策（2026年第二版）"
effective_on = 2026-05-01
# page: end
"""
CASE = """
# page: case
[[case]]
name = "国庆节前发现，节后核实"
given = [{ fact = "detected", on = 2026-09-25 }]
due = [{ deadline = "verify", due_on = 2026-10-08 }, { deadline = "clear" }]
# page: end
"""
COUNTY = "532621000000"


def a_policy() -> str:
    """The policy in force under the page's head, with ten days for verification."""
    text = default_policy_text()
    before, rest = text.split('version = "1"', 1)
    usual = 'value = 15, unit = "calendar-days" }\nduty'
    assert usual in rest
    return before + HEAD + rest[rest.index("2004-01-01") + 10 :].replace(usual, usual.replace("15", "10"))


def test_the_policy_holds_from_its_day_on() -> None:
    """What began on 30 April keeps its 15 days, what begins on 1 May has 10: until Monday, the 11th."""
    book = RuleBook(built_in=RULES)
    decided = publish_policy(book, text=a_policy(), division=COUNTY, today=date(2026, 4, 20))
    assert [change.rule for change in decided.changes] == ["deadline.verify.limit"]
    rules = reduce(RuleBook.with_fact, decided.facts, book).of(COUNTY)
    for day, version, due_on in (
        (date(2026, 4, 30), "1", date(2026, 5, 15)),
        (date(2026, 5, 1), "2026-2", date(2026, 5, 11)),
    ):
        verify = a_detected_household(on=day).under(rules).deadline("verify")
        assert (verify.policy, verify.due_on) == (version, due_on)


def test_the_case_of_the_page_comes_out_under_its_policy_alone() -> None:
    """With ten days the verification ends after the holiday, with the fifteen of before two days later."""
    assert load_proven(a_policy() + CASE).case[-1].name == "国庆节前发现，节后核实"
    (fault,) = check_with_cases(default_policy_text() + CASE)[0].faults
    assert fault.zh.endswith("应为截止日2026-10-08，结果是截止日2026-10-10")


def test_sending_it_again_is_quiet() -> None:
    """The page says so."""
    book = RuleBook(built_in=RULES)
    first = publish_policy(book, text=a_policy(), division=COUNTY, today=date(2026, 4, 20))
    again = publish_policy(
        reduce(RuleBook.with_fact, first.facts, book), text=a_policy(), division=COUNTY, today=date(2026, 5, 20)
    )
    assert again.facts == ()
