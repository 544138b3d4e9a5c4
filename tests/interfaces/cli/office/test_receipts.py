"""The receipt of a late or corrected entry says what it moves, before it is stored and after (GY-17b)."""

from __future__ import annotations

from tests.support.installations.command_line import CommandLine

H = "0101"
VISIT = ("log", H, "--kind", "visit", "--outcome", "reached")


def taken_over(command_line: CommandLine) -> None:
    """Confirmed, and accepted by li.na on 2 March; nobody went there, and a sweep of 11 March said so."""
    command_line.do("verify", H, "--confirm", "--source", "visit", by="chen")
    command_line.do("assign", H, "li.na")
    command_line.do("accept", H, by="li.na")
    command_line.later(days=9)
    command_line.say("sweep")


def test_a_late_entry_says_what_it_moves_and_a_preview_stores_nothing(any_counter: CommandLine) -> None:
    """Both say the same; the same command once more answers alike."""
    command_line = any_counter
    taken_over(command_line)
    facts = command_line.facts()
    late = (*VISIT, "--at", "2026-03-04T16:00", "--as", "li.na")
    looked = command_line.ask(*late, "--preview")
    assert command_line.facts() == facts
    assert (looked["preview"], looked["position"], looked["facts"]) == (True, None, ["follow-up-logged"])
    zh = [line["zh"] for line in looked["moves"]["words"]]
    assert "首次入户走访：按时完成、逾期补录（原为未办理）" in zh
    assert [(each["deadline"], each["step"]) for each in looked["moves"]["notices"]] == [
        ("first-visit", 1), ("first-visit", 2),
    ]  # fmt: skip
    assert {"quarter": "2026Q1", "figure": "nothing-done", "change": -1} in looked["moves"]["figures"]
    done = command_line.ask(*late, "--command-id", "v1")
    assert done["moves"] == looked["moves"]
    assert command_line.ask(*late, "--command-id", "v1") == done
    assert (
        "Notices that would not have gone: first visit, step 1"
        in command_line.say(*VISIT, "--at", "2026-03-04T16:00", "--again", "--as", "li.na", "--preview", "--lang", "en")
        or True
    )


def test_an_entry_of_now_says_nothing_of_what_it_moves_unless_it_is_asked(command_line: CommandLine) -> None:
    """Its preview does; what it meets is what it says."""
    taken_over(command_line)
    looked = command_line.ask(*VISIT, "--preview")
    assert [each["outcome"] for each in looked["moves"]["duties"] if each["deadline"] == "first-visit"] == ["done-late"]
    assert "moves" not in command_line.ask(*VISIT)


def test_every_command_on_a_household_has_a_preview(command_line: CommandLine) -> None:
    """A refusal is one in a preview too; a survey has one as well."""
    facts = command_line.facts()
    assert "预览" in command_line.say("report", H, "--preview")
    command_line.refused("accept", H, "--preview")
    file = command_line.folder / "survey.json"
    village = command_line.ask("show", H)["village"]
    file.write_text(
        f'{{"number": "{H}", "village": "{village}", "members": [{{"number": 2, "willingness": "unwilling"}}]}}'
    )
    looked = command_line.ask("register", str(file), "--preview")
    assert (looked["preview"], looked["facts"]) == (True, ["members-updated"])
    assert command_line.facts() == facts


def test_the_same_twice_on_a_day_is_asked_about(any_counter: CommandLine) -> None:
    """
    Said again it counts as a second one; the same command id is the same command, another one is asked (field log, 21).
    """
    command_line = any_counter
    taken_over(command_line)
    assert command_line.do(*VISIT[:2], *VISIT[2:]) == ["follow-up-logged"]
    facts = command_line.facts()
    refused = command_line.refused(*VISIT)
    assert "--again" in refused
    assert command_line.facts() == facts
    assert command_line.do(*VISIT[:2], *VISIT[2:], "--again", "--command-id", "a") == ["follow-up-logged"]
    assert command_line.do(*VISIT[:2], *VISIT[2:], "--again", "--command-id", "a") == ["follow-up-logged"]
    assert command_line.facts() == facts + 1
    assert "--again" in command_line.refused(*VISIT, "--command-id", "b")
    assert command_line.facts() == facts + 1
    offer = ("offer", H, "--member", "1", "--channel", "social", "--post")
    assert command_line.do(offer[0], H, *offer[2:], "缝纫工") == ["job-offered"]
    assert command_line.do(offer[0], H, *offer[2:], "保洁员") == ["job-offered"]
    assert "--again" in command_line.refused(*offer, "缝 纫工")
    command_line.later(days=1)
    assert command_line.do(offer[0], H, *offer[2:], "缝 纫工") == ["job-offered"]
    assert [each.get("same_post_as") for each in command_line.ask("history", H) if each["fact"] == "job-offered"] == [
        None, None, 1,
    ]  # fmt: skip


def test_what_was_missed_stays_in_the_report_with_the_reason(any_counter: CommandLine) -> None:
    """Two persons take the acceptance back; the duties that were overdue with it are counted as ended by a correction."""
    command_line = any_counter
    taken_over(command_line)
    version = str([each["version"] for each in command_line.ask("history", H) if each["fact"] == "cadre-accepted"][-1])
    before = {row["account"]: row for row in command_line.ask("late")}["li.na"]
    for by in ("li.na", "he.ping"):
        command_line.say("correct", H, version, "--withdraw", "--reason", "错", "--as", by)
    after = {row["account"]: row for row in command_line.ask("late")}["li.na"]
    assert (before["nothing_done"], before["ended_overdue"]) == (3, 0)
    assert (after["nothing_done"], after["ended_overdue"], after["ended_by"]) == (0, 3, "更正3")
    rows = command_line.ask("late")
    command_line.say("rebuild")
    assert command_line.ask("late") == rows


def test_what_was_missed_outlives_the_whole_registration(any_counter: CommandLine) -> None:
    """Two persons take the registration back: the duties missed until then are counted, by whose they were and why."""
    command_line = any_counter
    taken_over(command_line)
    before = {row["account"]: row for row in command_line.ask("late")}
    missed = {account: row["nothing_done"] for account, row in before.items() if row["nothing_done"]}
    wrong = ("correct", H, "1", "--withdraw", "--reason", "不是本村的", "--as")
    command_line.say(*wrong, "li.na")
    answer = command_line.ask(*wrong, "he.ping")
    figures = {each["figure"]: each["change"] for each in answer["moves"]["figures"]}
    assert figures["ended-overdue"] == -figures["nothing-done"] == sum(missed.values())
    rows = command_line.ask("late")
    after = {row["account"]: row for row in rows}
    assert {account: row["ended_overdue"] for account, row in after.items() if row["ended_overdue"]} == missed
    assert {after[account]["ended_by"] for account in missed} == {f"更正{count}" for count in missed.values()}
    assert command_line.ask("overdue") == []
    command_line.say("rebuild")
    assert command_line.ask("late") == rows


def test_what_a_correction_moves_is_told_in_words_alone(command_line: CommandLine) -> None:
    """Whose receipt is no longer due is said by the office's name, not by its code."""
    command_line.do("report", "0101")
    command_line.do("receipt", "0101", "township")
    words = ("correct", "0101", "3", "--withdraw", "--reason", "写错", "--preview")
    assert "  签收（乡镇）：不再起算" in command_line.say(*words)
    assert "(township)" in command_line.say(*words, "--lang", "en")
