"""What is found of single members is typed in one word each and read again in the history (BJ-1.2, OF-36)."""

from __future__ import annotations

from tests.support.installations.command_line import CommandLine

H, WORKERS = "0101", "0102"


def words_of_the_last(command_line: CommandLine, household: str) -> str:
    """What the newest entry says, in Chinese."""
    said = command_line.ask("history", household)[-1]["words"]["zh"]
    assert isinstance(said, str)
    return said


def test_a_verification_names_its_findings_and_seals_each_signer(any_counter: CommandLine) -> None:
    """Registration, grounds with days, reason; of the signers only what is masked is shown."""
    first = (
        "1=愿意，hard-to-employ:大龄，since:2026-01-05，office:人社局，hard-to-employ:残疾，原登记:无，登记:失业登记"
    )
    second = "2=unwilling,because:带孩子"
    any_counter.do(
        *("verify", H, "--confirm", "--source", "上门", "--member", first, "--member", second),
        *("--signature", "2=禾一亩,丈夫,2026-03-01", "--evidence", "书面说明", "--evidence-number", "JJ-20260301"),
    )
    entry = any_counter.ask("history", H)[-1]
    assert entry["words"]["zh"] == (
        "核实确认为零就业家庭（入户走访）：成员1有就业意愿（就业困难认定：大龄、2026-01-05至、县区人社部门、残疾；"
        "原登记：未登记；登记：失业登记）、成员2暂无就业意愿（无意愿原因：照料家人；签字日期：2026-03-01）；佐证：书面说明"
    )
    assert entry["findings"][0]["hard_to_employ"] == "older"
    assert [(each["of"], each["field"], each["text"]) for each in entry["sealed"]] == [
        ("2", "name", "禾**"),
        ("2", "relation", "丈夫"),
        ("household", "number", "J*********1"),
    ]


def test_a_member_is_verified_without_an_episode(command_line: CommandLine) -> None:
    """By the yearly list; the same twice a day is asked about."""
    found = ("verify-member", WORKERS, "--source", "visit", "--member", "1=willing,status:打工,wish:培训")
    assert command_line.do(*found, "--yearly-list", "2026年名单") == ["member-verified"]
    assert words_of_the_last(command_line, WORKERS) == (
        "核实（入户走访）：成员1有就业意愿（就业状况：外出务工；意愿：培训）；名单：2026年名单"
    )
    assert "--again" in command_line.refused(*found, "--yearly-list", "2026年名单")
    assert "verify" in command_line.refused("verify-member", H, "--source", "visit", "--member", "1=willing")


def test_hard_to_employ_begins_and_ends_by_itself(command_line: CommandLine) -> None:
    """With a certificate between."""
    ground = (
        "hard-to-employ",
        WORKERS,
        "--member",
        "1",
        "--ground",
        "大龄",
        "--also",
        "残疾",
        "--confirmed-by",
        "乡镇",
    )
    assert command_line.do(*ground) == ["hard-to-employ-confirmed"]
    assert words_of_the_last(command_line, WORKERS).endswith("；其他困难类型：残疾；认定部门：乡镇")
    certificate = ("--kind", "失业证", "--act", "发放", "--on", "2026-03-02", "--registration", "失业登记")
    command_line.do("record-certificate", WORKERS, "--member", "1", *certificate, "--number", "990100123456")
    entry = command_line.ask("history", WORKERS)[-1]
    assert entry["words"]["zh"] == "成员1就业失业登记证于2026-03-02发放，登记为失业登记"
    assert "990100123456" not in str(entry)
    ended = ("end-hard-to-employ", WORKERS, "--member", "1", "--reason", "实现就业", "--on", "2026-03-02")
    assert command_line.do(*ended) == ["hard-to-employ-ended"]
    assert "未认定" in command_line.refused(*ended)


def test_what_cannot_be_meant_is_a_usage_error_and_prints_nobody(command_line: CommandLine) -> None:
    """An unknown part, a day before its ground, a record without its day."""
    verify = ("verify", H, "--confirm", "--source", "visit", "--member")
    for odd in ("1=willing,shoe:9", "1=willing,since:2026-01-05", "1=willing,was:nothing", "willing"):
        command_line.refused(*verify, odd, code=2)
    said = command_line.refused(*verify, "2=unwilling", "--signature", "2=禾一亩,丈夫", code=2)
    assert "禾一亩" not in said


def test_a_household_found_not_eligible_applies_again(command_line: CommandLine) -> None:
    """Whoever was never taken out has nothing to apply for."""
    assert "无须重新申请" in command_line.refused("reapply", WORKERS, "--member", "1")
    command_line.do("verify", H, "--not-eligible", "不在范围内", "--source", "visit")
    command_line.do("verify", H, "--decide", by="county")
    assert command_line.do("reapply", H, "--member", "1") == ["household-reapplied", "detected"]
    assert command_line.ask("history", H)[-2]["words"]["zh"] == "重新申请：成员1愿意就业"


def test_each_member_has_evidence_of_their_own(command_line: CommandLine) -> None:
    """Two numbers in one command, each sealed under its member; a word that is none is refused without repeating it."""
    command_line.do("verify", H, "--confirm", "--source", "visit", "--member", "1=willing")
    found = ("verify-member", H, "--source", "visit", "--member", "1=willing", "--member", "2=willing")
    own = ("--member-evidence", "1=JJ-111", "--member-evidence", "2=JJ-222")
    assert command_line.do(*found, *own) == ["member-verified", "member-verified"]
    sealed = [(each["of"], each["text"]) for entry in command_line.ask("history", H)[-2:] for each in entry["sealed"]]
    assert sealed == [("1", "J****1"), ("2", "J****2")]
    refused = command_line.refused(*found, "--member-evidence", "JJ-333", code=2)
    assert "N=NUMBER" in refused
    assert "JJ-333" not in refused
