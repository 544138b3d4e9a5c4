"""What goes to others and comes back, on the command line (GY-12a, GY-12c, GY-13d, GY-2d)."""

from __future__ import annotations

from tests.support.installations.command_line import CommandLine


def test_matters_go_to_others_and_come_back(command_line: CommandLine) -> None:
    """Each is a word of its own, read again in the history; what is sealed is not in it."""
    do = command_line.do
    assert do("clue", "0102", "--from", "热线") == ["clue-taken"]
    assert do("clue", "0102", "--pass-to", "township") == ["clue-passed"]
    do("difficulty", "0101", "--kind", "care", "--owner", "town", "--by", "2026-03-06")
    assert do("refer", "0101", "care", "--to", "民政") == ["difficulty-referred"]
    assert do("refer", "0101", "care", "--answered-by", "民政", "--answer", "已解决") == ["referral-answered"]
    assert do("public-notice", "0101", "--posted-from", "2026-03-02", "--to", "2026-03-08") == ["public-notice-posted"]
    assert do("public-notice", "0101", "--objection", "--note", "有人务工") == ["objection-raised"]
    settled = ("public-notice", "0101", "--settle", "1", "--outcome", "不成立", "--note", "已核实")
    assert do(*settled, by="county") == ["objection-settled"]
    disputed = ("jurisdiction", "0101", "--dispute", "990101001009", "--note", "两村都说不是本村的")
    assert do(*disputed) == ["jurisdiction-disputed"]
    decided = ("jurisdiction", "0101", "--decide", "990101001009", "--note", "已核对户口")
    assert do(*decided, by="county") == ["jurisdiction-decided"]
    history = command_line.run("history", "0101").stdout
    assert "裁定管辖：属990101001009" in history  # a village that nobody has loaded has its code alone
    assert "民政部门答复“照料困难”：已解决" in history or "民政部门答复" in history
    assert command_line.refused("public-notice", "0101", "--objection", code=2)


def test_divisions_in_entries_have_their_names(command_line: CommandLine) -> None:
    """The village that is disputed and the place of work, each with its code behind."""
    command_line.do("jurisdiction", "0101", "--dispute", "990101001002", "--note", "两村都说不是本村的")
    command_line.do("verify", "0101", "--confirm", "--source", "visit")
    job = ("--kind", "contract", "--since", "2026-03-02", "--contract-months", "12", "--pay", "3000")
    command_line.do("place", "0101", "--member", "1", *job, "--place", "990101001")
    history = "".join(command_line.say("history", "0101").replace("│", "").split())
    assert "主张属双穗村（990101001002）" in history
    assert "五镰镇（990101001）" in history
    assert command_line.ask("history", "0101")[-1]["details"]["place"] == "990101001"
