"""The cases that a policy text carries: the default's come out, and one that does not is a refusal that says how."""

from __future__ import annotations

from datetime import date

import pytest

from casework.domain.policy.text import PolicyError, default_policies, default_policy_text
from casework.domain.rules.policy_cases import check_with_cases, load_proven

TEXT = default_policy_text()


def case(given: str, due: str, name: str = "节后核实") -> str:
    """The default policy with one case more."""
    return f'{TEXT}\n[[case]]\nname = "{name}"\ngiven = [{given}]\ndue = [{due}]\n'


DETECTED = '{ fact = "detected", on = 2026-09-21 }'
CONFIRMED = '{ fact = "verified", on = 2026-09-30, values = { confirmed = true, source = "visit" } }'


def faults(text: str) -> list[tuple[str, str]]:
    """What is wrong with a text, in both languages."""
    return [(fault.zh, fault.en) for fault in check_with_cases(text)[0].faults]


def test_the_default_policy_carries_cases_that_come_out() -> None:
    """At least three, over holidays and for an entry made late."""
    assert len(default_policies().dated[0].case) >= 3
    assert faults(TEXT) == []


@pytest.mark.parametrize(
    ("given", "due"),
    [
        (DETECTED, '{ deadline = "verify", due_on = 2026-10-08 }'),
        (f"{DETECTED}, {CONFIRMED}", '{ deadline = "verify" }, { deadline = "clear", due_on = 2026-12-29 }'),
        (f"{DETECTED}, {CONFIRMED}", '{ deadline = "assign", occurrence = "3", due_on = 2026-10-09 }'),
        (DETECTED, '{ deadline = "clear" }'),
    ],
)
def test_a_case_that_comes_out_is_no_fault(given: str, due: str) -> None:
    """Due on its day, met meanwhile, of one occurrence, not begun."""
    assert faults(case(given, due)) == []
    assert load_proven(case(given, due)).case[-1].name == "节后核实"


@pytest.mark.parametrize(
    ("given", "due", "zh", "en"),
    [
        (
            DETECTED,
            '{ deadline = "verify", due_on = 2026-10-06 }',
            "案例“节后核实”不符：期限“核实”应为截止日2026-10-06，结果是截止日2026-10-08",
            "Case “节后核实” fails: verification was to be due on 2026-10-06, and came out due on 2026-10-08",
        ),
        (
            DETECTED,
            '{ deadline = "verify" }',
            "案例“节后核实”不符：期限“核实”应为没有进行中的，结果是截止日2026-10-08",
            "Case “节后核实” fails: verification was to be none that runs, and came out due on 2026-10-08",
        ),
        (
            DETECTED,
            '{ deadline = "clear", due_on = 2026-12-29 }',
            "案例“节后核实”不符：期限“清零”应为截止日2026-12-29，结果是没有进行中的",
            "Case “节后核实” fails: clearance was to be due on 2026-12-29, and came out none that runs",
        ),
        (
            DETECTED,
            '{ deadline = "needs", due_on = 2026-10-08 }',
            "案例“节后核实”读不懂：没有期限“needs”",
            "Case “节后核实” cannot be read: there is no deadline needs",
        ),
        (
            '{ fact = "found", on = 2026-09-21 }',
            '{ deadline = "verify" }',
            "案例“节后核实”读不懂：第1条：没有事实“found”",
            "Case “节后核实” cannot be read: no. 1: there is no fact found",
        ),
        (
            '{ fact = "detected", on = 2026-09-21, values = { day = 1 } }',
            '{ deadline = "verify" }',
            "案例“节后核实”读不懂：第1条：事实 detected 没有字段“day”",
            "Case “节后核实” cannot be read: no. 1: detected has no field day",
        ),
        (
            "",
            '{ deadline = "verify" }',
            "案例“节后核实”读不懂：没有给出事实",
            "Case “节后核实” cannot be read: no facts are given",
        ),
    ],
)
def test_one_that_does_not_is_refused_and_says_how(given: str, due: str, zh: str, en: str) -> None:
    """Which case, what was expected, what came: by the check, and by whoever would publish it."""
    text = case(given, due)
    assert faults(text) == [(zh, en)]
    with pytest.raises(PolicyError) as refused:
        load_proven(text)
    assert (refused.value.zh, refused.value.en) == (zh, en)


CLOSED = '{ fact = "closed-otherwise", on = 2026-10-01, values = { reason = "deceased" } }'


def test_an_empty_list_says_that_nothing_is_due() -> None:
    """After the end nothing is; while a verification is due the case fails, and names what runs."""
    assert faults(case(f"{DETECTED}, {CLOSED}", "")) == []
    ((zh, en),) = faults(case(DETECTED, ""))
    assert zh.startswith("案例“节后核实”不符：应没有任何进行中的期限，结果有：上报、核实")
    assert "nothing was to be due" in en


def test_what_cannot_be_a_history_is_said() -> None:
    """A verification of which the kind is missing, and one that was recorded before it happened."""
    ((zh, _),) = faults(case('{ fact = "verified", on = 2026-09-30 }', '{ deadline = "verify" }'))
    assert zh.startswith("案例“节后核实”读不懂：第1条：")
    early = '{ fact = "detected", on = 2026-09-21, recorded_on = 2026-09-20 }'
    assert "先记录后发生" in faults(case(early, '{ deadline = "verify" }'))[0][0]


def test_a_rule_that_is_changed_and_a_case_that_is_not() -> None:
    """The county gives more days and forgets the case of the default policy: it is told which."""
    usual = 'limit = { value = 1, unit = "working-days" }'
    changed = TEXT.replace(usual, usual.replace("1", "2"), 1)
    ((zh, _),) = faults(changed)
    assert "劳动节" in zh
    assert f"{date(2026, 5, 7)}" in zh
