"""Nothing that a ledger says of a person is thrown away: kind of work and words as written (field 2; BJ-1.2b)."""

from __future__ import annotations

from tests.support.installations.command_line import HEADER, CommandLine, resident_id

ROWS = [
    ("0201", "", "户主", "禾一亩", resident_id("19700515", 21), "禾坪村", "", "技能劳动力", "务农", "脱贫户"),
    (
        "0201",
        "",
        "配偶",
        "麦两顷",
        resident_id("19720515", 22, male=False),
        "禾坪村",
        "",
        "弱劳力",
        "打零工",
        "边缘易致贫户",
    ),
]


def test_kind_and_words_stay_with_the_person(any_counter: CommandLine) -> None:
    """As codes in clear, as words under the person's seal, read again on the page of the household."""
    any_counter.say("import", any_counter.table("kinds.csv", [(*HEADER, "户类型"), *ROWS]))
    sealed = [{w["field"]: w["text"] for w in m["sealed"]} for m in any_counter.ask("show", "0201")["members"]]
    said = {
        each["relation"]: (each["employment_text"], each["capacity_text"], each["category_text"]) for each in sealed
    }
    assert said == {"户主": ("务农", "技能劳动力", "脱贫户"), "配偶": ("打零工", "弱劳力", "边缘易致贫户")}
    registered = any_counter.ask("history", "0201")[0]["members"]
    assert {(m["stated"], m.get("labour"), m["category"]) for m in registered} == {
        ("farming", "skilled", "lifted-out-of-poverty"),
        ("odd-jobs", None, "marginal"),
    }
    assert any_counter.say("import", any_counter.table("again.csv", [(*HEADER, "户类型"), *ROWS]))
    assert len(any_counter.ask("history", "0201")) == 1
