"""What is wrong in a policy: every fault is found, not only the first, and each is said in both languages."""

from __future__ import annotations

import pytest

from casework.domain.policy.text import PolicyError, check_policy, default_policy_text, load_policy, read_policy

TEXT = default_policy_text()


def changed(*changes: tuple[str, str]) -> str:
    """The default text with these words in place of others."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def faults(text: str) -> list[str]:
    """Everything wrong with a text, in English; no fault says the same in both languages."""
    found = check_policy(text).faults
    assert [fault for fault in found if not fault.zh or fault.zh == fault.en] == []
    return [fault.en for fault in found]


def test_the_default_policy_is_sound() -> None:
    """It has no faults, and check says which policy it is."""
    checked = check_policy(TEXT)
    assert checked.faults == ()
    assert checked.policy is not None
    assert checked.policy.version == "1"


@pytest.mark.parametrize(
    ("old", "new", "saying"),
    [
        ("verify = { value = 5", "verifi = { value = 5", "green channel names an unknown deadline: verifi"),
        ("verify = { value = 5,", "difficulty = { value = 5,", "cannot change a date of its own: difficulty"),
        ('name = "clearance" ', 'name = "closing" ', "Decision closing stands twice"),
        ('office = "county"', 'office = "king"', "Decision late-entry names an unknown role: king"),
        ('  ["auditor"],', '  ["auditor", "village"],', "Role village stands in two groups of accounts"),
        ('  ["auditor"],', '  ["auditor", "data-protection"],', "Role auditor stands alone in its group of accounts"),
        ("limit_days = 60", "limit_days = 0", "pauses.limit_days must be 1 to 3660, not 0"),
        ("late_limit_days = 92", "late_limit_days = -1", "entries.late_limit_days"),
        ("late_after_working_days = 1", "late_after_working_days = -1", "entries.late_after_working_days"),
        ("contract_months = 12", "contract_months = 0", "clearing.contract_months"),
        ('minimum_wage = "1970"', 'minimum_wage = "NaN"', "clearing.minimum_wage"),
        ('minimum_wage = "1970"', 'minimum_wage = "-5"', "clearing.minimum_wage"),
        ("counted_refusals = 3", "counted_refusals = 0", "exit.counted_refusals"),
        ("out_of_contact_months = 3", "out_of_contact_months = 0", "exit.out_of_contact_months"),
        ("public_welfare_months = 36", "public_welfare_months = 0", "terms.public_welfare_months"),
        ("men = [16, 60]", "men = [16, 160]", "age bounds of men"),
        ("[[08:30:00, 12:00:00], [14:00:00", "[[14:00:00, 17:30:00], [08:30:00", "begins before the one before"),
        ("[14:00:00, 17:30:00]", "[11:00:00, 17:30:00]", "span from 11:00 begins before"),
        ("[08:30:00, 12:00:00]", "[12:00:00, 12:00:00]", "12:00 is not before 12:00"),
        ("hours = [[08:30:00, 12:00:00], [14:00:00, 17:30:00]]", "hours = []", "at least one span"),
        ('version = "1"', 'version = ""', "version must have 1 to 60"),
        ('title = "默认政策"', 'title = " "', "title must have 1 to 60"),
        ('source = "GY-12f"', "", "Rule decision.clearance names no source"),
        ('source = "OF-15"', 'source = " "', "Rule deadline.verify names no source"),
        ('source = "GY-17c, OF-48"', 'source = ""', "Rule ladder.standard names no source"),
        ("where = { confirmed = true }", 'where = { confirmed = "yes" }', "confirmed of verified never has"),
        ('counted_from = "since"', 'counted_from = "member"', "member of placed cannot be used so"),
        ('months_from = "contract_months"', 'months_from = "since"', "since of placed cannot be used so"),
        ('months_from = "contract_months"', 'months_from = "term"', "placed has no field term"),
        ('value = 36, unit = "months"', 'value = 36, unit = "calendar-days"', "welfare-post-end: months_from"),
        ('per = "offices"', 'per = "private"', "household-reported has no field private"),
        ('per = "hard_to_employ"', 'per = "confirmed"', "confirmed of verified cannot be used so"),
        ('to = ["county"]', "to = []", "a step to nobody"),
        ('name = "verify"', 'name = "verify it"', "Deadline verify it: name"),
        ('milestone = "1m", months = 1', 'milestone = "1m", months = -1', "retention: months"),
        ('milestone = "1m", months = 1', 'milestone = "3m", months = 1', "retention: opens"),
        ("within_months = 12", "within_months = 0", "welfare-post-end: within_months"),
        ("count = 2", "count = 1001", "post-information: count"),
        ('per = "willing"', 'per = ""', "cadre-accepted has no field (blank)"),
        ('subject = "office"', 'subject = ""', "report-receipted has no field (blank)"),
        ('counted_from = "since"', 'counted_from = ""', "placed has no field (blank)"),
        ('own_date = "due_on"', 'own_date = ""', "plan-agreed has no field (blank)"),
        ('per = "hard_to_employ"', 'per = "findings"', "findings of verified cannot be used so"),
        ('special = { value = 7, unit = "calendar-days" }', 'special = { unit = "own-date" }', "contact: own_date"),
        ('unit = "calendar-days" }\nduty = "township"', 'unit = "months" }\nduty = "owner"', "verify: duty"),
        ('unit = "calendar-days" }\nduty = "township"', 'unit = "months" }\nduty = "office"', "verify: duty"),
        ('source = "OF-15"', 'source = "OF-15\\u001b[31m"', "source of rule deadline.verify must be text"),
    ],
)
def test_a_fault_is_named(old: str, new: str, saying: str) -> None:
    """Publishing such a policy is refused, and check names the fault."""
    text = changed((old, new))
    assert [fault for fault in faults(text) if saying in fault] != []
    with pytest.raises(PolicyError):
        load_policy(text)


def started_by(name: str, start: str) -> str:
    """A deadline that a reminder or a step of others starts."""
    return f"""
[[deadline]]
name = "{name}"
zh = "说明情况"
en = "say why"
source = "default: for this test"
starts = [{{ {start} }}]
met = [{{ fact = "follow-up-logged" }}]
limit = {{ value = 1, unit = "working-days" }}
duty = "township"
"""


def test_a_missed_deadline_may_start_another_but_never_itself() -> None:
    """Else one missed would bring about ever more of them, at the first or the second remove."""
    other = 'fact = "escalated", where = { deadline = "verify" }'
    assert faults(TEXT + started_by("why", other)) == []
    circle = "Deadline why would be started by being raised itself"
    assert faults(TEXT + started_by("why", 'fact = "escalated"')) == [circle]
    assert faults(TEXT + started_by("why", 'fact = "reminded", where = { deadline = "why" }')) == [circle]
    of_late, of_why = (f'fact = "escalated", where = {{ deadline = "{name}" }}' for name in ("late", "why"))
    both = started_by("why", of_late) + started_by("late", of_why)
    assert faults(TEXT + both) == [circle, circle.replace("why", "late")]


def test_a_fault_quotes_nothing_that_a_terminal_obeys_and_nothing_at_length() -> None:
    """A name is quoted as it can be shown, a long one not whole."""
    assert faults(changed(('office = "county"', 'office = "\\u001b[2J"'))) == [
        "Decision late-entry names an unknown role: ?[2J"
    ]
    for old, new in (('office = "county"', f'office = "{"x" * 5000}"'), ('"public-welfare"', f'"{"x" * 5000}"')):
        assert [len(fault) < 350 for fault in faults(changed((old, new)))] == [True]


@pytest.mark.parametrize("dots", [".a" * 200_000, ".".join("a" * 200_000)])
def test_a_key_of_endless_parts_is_refused_before_it_is_read(dots: str) -> None:
    """Reading it would take minutes."""
    assert faults(f"version = '1'\na{dots} = 1") == ["The policy file is wrong: line 2, column 1 is no valid TOML"]


def test_every_fault_is_named_at_once() -> None:
    """A clerk mends a file in one go: what does not read does not hide what reads and is wrong."""
    found = faults(
        changed(
            ("counted_refusals = 3", 'counted_refusals = "three"'),
            ('unit = "own-date"', 'unit = "fortnights"'),
            ('source = "GY-12f"', 'source = " "'),
            ('fact = "household-reported"', 'fact = "household-phoned"'),
            ("verify = { value = 5", "verifi = { value = 5"),
            ("working_days_late = 3", "working_days_late = 1"),
        )
    )
    assert found == [
        "it must be a whole number (at exit.counted_refusals)",
        "there is no code fortnights (at deadline[measure].limit.unit)",
        "Rule decision.clearance names no source",
        "The green channel names an unknown deadline: verifi",
        "Deadline report names an unknown fact: household-phoned",
        "Ladder standard must go up step by step",
    ]


def test_an_unreadable_deadline_or_ladder_makes_no_further_faults() -> None:
    """Others may name it, although it does not read itself."""
    assert faults(changed(('duty = "township"\n', "duty = 5\n"))) == ["it must be text (at deadline[verify].duty)"]
    assert faults(changed(("remind_working_days_before = 2", 'remind_working_days_before = "x"'))) == [
        "it must be a whole number (at ladder[standard].remind_working_days_before)"
    ]


@pytest.mark.parametrize("text", ["version = ", "[" * 5000, "a = " + "[" * 5000, "\0", "a = 1\na = 2"])
def test_what_is_no_toml_has_that_one_fault(text: str) -> None:
    """It is said in a sentence, whatever the file holds."""
    assert len(faults(text)) == 1
    with pytest.raises(PolicyError):
        read_policy(text)


def test_an_empty_file_lacks_everything() -> None:
    """Every part that a policy must have is named."""
    missing = [fault for fault in faults("") if "is missing" in fault]
    assert len(missing) == 15


def test_a_refusal_says_how_many_faults_there_are() -> None:
    """Whoever publishes is sent to check when there is more than one."""
    with pytest.raises(PolicyError, match="1 more, see casework policy check"):
        load_policy(changed(("limit_days = 60", "limit_days = 0"), ("contract_months = 12", "contract_months = 0")))
