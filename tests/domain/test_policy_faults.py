"""What is wrong in a policy: every fault is found, not only the first, and each is said in both languages."""

from __future__ import annotations

import pytest

from casework.domain.policy_text import PolicyError, check_policy, default_policy_text, load_policy, read_policy

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
        ('per = "offices"', 'per = "private"', "household-reported has no field private"),
        ('per = "hard_to_employ"', 'per = "confirmed"', "confirmed of verified cannot be used so"),
        ('to = ["county"]', "to = []", "a step to nobody"),
        ('name = "verify"', 'name = "verify it"', "Deadline verify it: name"),
        ('milestone = "1m", months = 1', 'milestone = "1m", months = -1', "retention: months"),
    ],
)
def test_a_fault_is_named(old: str, new: str, saying: str) -> None:
    """Publishing such a policy is refused, and check names the fault."""
    text = changed((old, new))
    assert [fault for fault in faults(text) if saying in fault] != []
    with pytest.raises(PolicyError):
        load_policy(text)


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
        "there is no code fortnights (at deadline[difficulty].limit.unit)",
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
