"""What another policy would have changed, by command line, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.installations.command_line import VILLAGE, CommandLine

H = "0101"


@pytest.fixture
def swept_counter(any_counter: CommandLine) -> CommandLine:
    """0101, detected on Monday 2 March, reported by nobody, verified on the 16th; swept each morning for a month."""
    command_line = any_counter
    for _ in range(30):
        command_line.later(days=1)
        if f"{command_line.now:%m-%d}" == "03-16":
            command_line.do("verify", H, "--confirm", "--source", "visit", by="town")
        command_line.say("sweep")
    return command_line


def policy_file(command_line: CommandLine, *changes: tuple[str, str], version: str = "2") -> str:
    """The path of the policy in force with these texts replaced, under a version of its own."""
    text = command_line.say("policy", "show", "--toml").replace('version = "1"', f'version = "{version}"', 1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = Path(command_line.folder) / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


TEN_DAYS = ('limit = { value = 15, unit = "calendar-days" }', 'limit = { value = 10, unit = "calendar-days" }')


def test_the_recorded_policies_find_no_difference(swept_counter: CommandLine) -> None:
    """Seven notices, as the list of notices has: report three steps, verification reminded, assignment three steps."""
    command_line = swept_counter
    before, listed = command_line.facts(), len(command_line.ask("notices"))
    found = command_line.ask("what-if")
    assert (found["differences"], found["changes"], found["by_division"]) == (0, [], [])
    assert found["notices"] == {"recorded": listed, "simulated": listed}
    assert listed == 7
    assert (found["not_reproduced"], found["complete_up_to"]) == (0, before)
    assert command_line.ask("what-if", policy_file(command_line, version="1"))["differences"] == 0
    assert command_line.facts() == before


def test_a_shorter_limit_changes_what_is_computed_by_hand(swept_counter: CommandLine) -> None:
    """Verification in ten days: due on Thursday 12 March instead of Tuesday the 17th, and raised before it was done."""
    command_line = swept_counter
    found = command_line.ask("what-if", policy_file(command_line, TEN_DAYS))
    [change] = found["changes"]
    assert {name: change[name] for name in ("household", "deadline", "occurrence", "kind")} == {
        "household": H,
        "deadline": "verify",
        "occurrence": "2",
        "kind": "earlier",
    }
    assert (change["recorded_due_on"], change["simulated_due_on"]) == ("2026-03-17", "2026-03-12")
    assert found["by_division"] == [
        {"code": "990101001000", "name": "五镰镇", "later": 0, "earlier": 1, "new": 0, "gone": 0}
    ]
    assert found["differences"] == 1
    recorded, simulated = found["notices"]["recorded"], found["notices"]["simulated"]
    days = {day["date"]: (day["recorded"], day["simulated"]) for day in found["notices_by_day"]}
    assert sum(pair[0] for pair in days.values()) == recorded
    assert sum(pair[1] for pair in days.values()) == simulated
    assert simulated == recorded + 1
    township = [row for row in found["by_recipient"] if row["role"] == "township"]
    assert [row["account"] for row in township] == [None]
    assert township[0]["simulated"] > township[0]["recorded"]


def test_only_what_starts_in_the_window_and_lies_in_the_region(swept_counter: CommandLine) -> None:
    """The day itself counts, the day after does not; another county has nothing to show."""
    command_line, shorter = swept_counter, policy_file(swept_counter, TEN_DAYS)
    for words, differences in (
        (("--from", "2026-03-02"), 1),
        (("--from", "2026-03-03"), 0),
        (("--to", "2026-03-02"), 1),
        (("--to", "2026-03-01"), 0),
        (("--region", "990101"), 1),
        (("--region", VILLAGE), 1),
        (("--region", "990102"), 0),
    ):
        found = command_line.ask("what-if", shorter, *words)
        assert (words, found["differences"]) == (words, differences)
        assert found["differences"] == len(found["changes"])
        assert (found["considered"] == 0) is (words in (("--region", "990102"), ("--to", "2026-03-01")))


def test_the_page_says_what_was_compared_and_what_it_cannot_say(swept_counter: CommandLine) -> None:
    """What was compared, and that it is a bound, in the first lines; then totals and tables, in both languages."""
    command_line, shorter = swept_counter, policy_file(swept_counter, TEN_DAYS)
    zh, en = command_line.say("what-if", shorter), command_line.say("what-if", shorter, "--lang", "en")
    assert "第2版" in zh.splitlines()[0]
    assert "若规则不同，人们的做法也会不同" in zh.splitlines()[1]
    assert "version 2" in en.splitlines()[0]
    assert "people would have behaved differently" in en.splitlines()[1]
    for word in ("1项会不同", "五镰镇", "提前", "2026-03-12", "每日提醒和升级", "完整至序号"):
        assert word in zh
    for word in ("1 would have been different", "earlier", "Notices a day", "Complete up to position"):
        assert word in en
    assert "没有一项会不同" in command_line.say("what-if")
    assert "no deadline would have been different" in command_line.say("what-if", "--lang", "en")


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("version = ", "The policy file is wrong"),
        ('version = "2"', "The policy file is wrong"),
        ("\ud800", "no text in UTF-8"),
        (None, "there is no such file"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(any_counter: CommandLine, text: str | None, saying: str) -> None:
    """Exit code 1, the sentence on stderr, nothing on stdout, nothing recorded."""
    command_line, path = any_counter, any_counter.folder / "bad.toml"
    if text is not None:
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    before = command_line.facts()
    assert saying in command_line.refused("what-if", str(path))
    assert command_line.facts() == before


def test_a_policy_that_nobody_could_publish_is_refused(command_line: CommandLine) -> None:
    """As when it is published: a deadline met by a fact that does not exist, and a window that ends before it begins."""
    wrong = policy_file(
        command_line, ('met = [{ fact = "household-reported" }]', 'met = [{ fact = "household-rewarded" }]')
    )
    assert "household-rewarded" in command_line.refused("what-if", wrong)
    assert "--from" in command_line.refused("what-if", "--from", "2026-03-02", "--to", "2026-03-01")


def test_an_empty_office_has_no_difference(command_line: CommandLine) -> None:
    """Nothing was ever raised: zero of everything, in a sentence."""
    assert command_line.ask("what-if")["notices"] == {"recorded": 0, "simulated": 0}
    assert "提醒和升级：实际0条，推演0条" in command_line.say("what-if")
