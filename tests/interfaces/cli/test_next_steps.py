"""Every answer ends with what comes next: a duty and whose it is, or a step and the command for it (issue 10, 8)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from casework.domain.policy.text import default_policy_text
from casework.interfaces.cli.first_page import COMMANDS, command_beside_catalogue
from tests.interfaces.cli.staff_steps import OF_STAFF, of_proposals
from tests.interfaces.cli.words_below import words_below
from tests.support.installations.command_line import HEADER, VILLAGE, CommandLine, resident_id

FLOOD = """
version = "flood-1"
names = [{ code = "flood", zh = "防汛", en = "flood" }]
[[years]]
year = 2026
notice = "麦浪区防汛指挥部通知"
off = [{ name = "flood", first = 2026-03-03, last = 2026-03-03 }]
work = []
"""

READS = {
    *("show", "list", "overdue", "pending", "history", "explain", "responsibility", "workload", "episodes", "late"),
    *("notices", "what-if", "doctor", "policy show", "policy diff", "calendar show", "words list"),
    *(
        "divisions list",
        "divisions history",
        "workers",
        "coverage",
        "quality",
        "find",
        "references list",
        "rounds list",
        "compare",
        "to-share",
        "access list",
        "access verify",
        "erasures list",
        "account list",
        "account token list",
        "office holders",
        "office proposals",
        "policy proposals",
        "calendar proposals",
        "rights show",
        "rights test",
        "rights explain",
        "whoami",
        "keys status",
    ),
}
"""What answers a question: its rows are the answer, and nothing was done."""

STAYS = {"serve", "follow", "schedule"}
"""What runs until it is stopped says at its start what to try."""

OF_ONE_HOUSEHOLD = {"register"}
"""What is written to one household ends with its next duty, as every command of the catalogue does."""

LISTS_ITS_STEPS = {"setup"}
"""More than one step follows: all are listed."""

IN_ITS_OWN_TEST = {
    "demo",
    *("account password", "account second-factor", "account sign-in", "account sign-out"),
    *("account sign-on", "account link"),
    *("account token new", "account token revoke"),
}
"""The demonstration is run whole elsewhere, and what reads secrets from stdin in the stories of signing in."""


def commands() -> Iterator[str]:
    """Every command beside the catalogue, those below a group among them."""
    for places in COMMANDS.values():
        for word in places:
            yield from words_below(word, command_beside_catalogue(word))


def person(number: str, serial: int, employment: str, name: str = "谷四亩") -> tuple[str, ...]:
    """A row of a ledger: somebody alone in a household of 双穗村."""
    return (number, "", "户主", name, resident_id("19760303", serial), "双穗村", "", "", employment)


def _no_erasures(line: CommandLine) -> tuple[str, ...]:
    (line.folder / "erased.json").write_text("[]")
    return ("erasures", "replay", str(line.folder / "erased.json"))


def _divisions(line: CommandLine) -> tuple[str, ...]:
    return ("import", "--divisions", str(line.folder / "divisions.csv"))


def _ledger(*rows: tuple[str, ...], words: tuple[str, ...] = ()) -> Callable[[CommandLine], tuple[str, ...]]:
    return lambda line: ("import", line.table("more.csv", [HEADER, *rows]), *words)


def _policy(*words: str, version: str = "2", limit: str = "20") -> Callable[[CommandLine], tuple[str, ...]]:
    def asked(line: CommandLine) -> tuple[str, ...]:
        file, usual = line.folder / "policy.toml", 'value = 15, unit = "calendar-days" }\nduty'
        text = (
            default_policy_text().replace('version = "1"', f'version = "{version}"').replace("2004-01-01", "2026-03-02")
        )
        file.write_text(text.replace(usual, usual.replace("15", limit), 1), encoding="utf-8")
        return ("policy", words[0], str(file), *words[1:])

    return asked


def _calendar(*words: str) -> Callable[[CommandLine], tuple[str, ...]]:
    def asked(line: CommandLine) -> tuple[str, ...]:
        file = line.folder / "calendar.toml"
        file.write_text(FLOOD, encoding="utf-8")
        return ("calendar", "load", str(file), "--region", "990101", *words)

    return asked


def _batch_asked_for(line: CommandLine) -> str:
    """An import that somebody else has asked to withdraw."""
    batch = _batch(line)
    line.say("import", "--withdraw", batch, "--yes", "--as", "another")
    return batch


def _batch(line: CommandLine) -> str:
    batch: str = line.import_rows(person("0301", 11, "未就业"), name="wrong.csv")["batch"]
    return batch


def _plain(*words: str) -> Callable[[CommandLine], tuple[str, ...]]:
    return lambda line: words


ROUND = ("rounds", "open", "990101", "春季排查")


def _round_to_close(line: CommandLine) -> tuple[str, ...]:
    line.say(*ROUND, "--kind", "survey", "--from", "2026-03-02", "--to", "2026-03-20")
    return ("rounds", "close", *ROUND[2:])


def _references(*words: str) -> Callable[[CommandLine], tuple[str, ...]]:
    def asked(line: CommandLine) -> tuple[str, ...]:
        file = line.table("sites.csv", [("编号", "名称"), ("A1", "禾坪安置点")])
        return ("references", "load", "sites", file, "--region", "990101", *words)

    return asked


ANSWERS: list[tuple[str, Callable[[CommandLine], tuple[str, ...]], str, str]] = [
    ("import", _divisions, "下一步：导入各村台账", "Next: import the ledgers of the villages"),
    (
        "import",
        _ledger(person("0301", 11, "未就业")),
        "下一步：新发现的 1 户上报，2026-03-03前，由村办理",
        "Next: report to the offices by 2026-03-03 for 1 newly detected, village",
    ),
    (
        "import",
        _ledger(person("0301", 11, "务工")),
        "下一步：2026-03-03前到期1项，首先是禾坪村 0101号上报，由村（禾坪村）办理",
        "Next: 1 duty ends on 2026-03-03, first 禾坪村 0101: report to the offices, village (禾坪村)",
    ),
    (
        "import",
        _ledger(person("0301", 11, "务工"), words=("--dry-run",)),
        "下一步：确认无误后，去掉 --dry-run 导入",
        "Next: if this is right, import it without --dry-run",
    ),
    (
        "import",
        _ledger(person("0301", 11, "务工"), ("0302", "", "户主", "", "", "双穗村", "", "", "务工")),
        "下一步：在写回的表中改正后再导入",
        "Next: put right what was refused",
    ),
    ("import", _ledger(person("0301", 11, "情况复杂")), "下一步：1个问题待回答", "Next: answer the open questions (1)"),
    (
        "import",
        lambda line: ("import", "--withdraw", _batch(line), "--yes"),
        "下一步：已提出撤回：须由另一人同样撤回",
        "Next: asked for: somebody else has to do the same",
    ),
    (
        "import",
        lambda line: ("import", "--withdraw", _batch_asked_for(line), "--yes"),
        "下一步：改正台账后重新导入",
        "Next: put the ledger right and import it again",
    ),
    (
        "import",
        lambda line: ("import", "--withdraw", _batch(line), "--dry-run"),
        "下一步：确认后去掉 --dry-run 撤回",
        "Next: if this is meant, take it back without --dry-run",
    ),
    (
        "template",
        lambda line: ("template", str(line.folder / "new.xlsx")),
        "下一步：填好后先试导入",
        "Next: fill it in and try it",
    ),
    (
        "words add",
        _plain("words", "add", "employment", "打散工", "employed", "--region", "9901"),
        "下一步：重新导入用到它的台账",
        "Next: import the ledgers with it again",
    ),
    (
        "words withdraw",
        _plain("words", "withdraw", "employment", "打散工", "--region", "9901"),
        "下一步：无须再办",
        "Next: nothing is left to do",
    ),
    ("policy check", _policy("check"), "下一步：先看会改变什么，再发布", "Next: see what it would change"),
    ("policy publish", _policy("publish"), "下一步：自2026-03-02起按它计算", "Next: it holds from 2026-03-02"),
    (
        "policy publish",
        _policy("publish", "--dry-run"),
        "下一步：确认后去掉 --dry-run 发布",
        "Next: if this is meant, publish it without --dry-run",
    ),
    (
        "calendar load",
        _calendar(),
        "下一步：告知截止日变动的1项期限的责任人；2027年放假通知公布后载入",
        "Next: tell whose duties end on another day (1); then load the notice for 2027",
    ),
    (
        "calendar load",
        _calendar("--dry-run"),
        "下一步：确认后去掉 --dry-run 载入",
        "Next: if this is right, load it without --dry-run",
    ),
    (
        "divisions rename",
        _plain("divisions", "rename", VILLAGE, "禾湾村", "--from", "2026-03-10"),
        "下一步：到2026-03-10各户自动转入",
        "Next: on 2026-03-10 the households follow by themselves",
    ),
    (
        "divisions merge",
        _plain("divisions", "merge", VILLAGE, "--into", "990101001002", "--from", "2026-03-02"),
        "下一步：各户已转入",
        "Next: all households have followed",
    ),
    (
        "divisions move",
        _plain("divisions", "move", VILLAGE, "--to", "990101001009", "--from", "2026-03-10", "--dry-run"),
        "下一步：确认后去掉 --dry-run 记录",
        "Next: if this is meant, record it without --dry-run",
    ),
    (
        "divisions split",
        _plain("divisions", "split", VILLAGE, "--into", VILLAGE, "--into", "990101001008=新村", "--from", "2026-03-02"),
        "下一步：各户已转入",
        "Next: all households have followed",
    ),
    ("divisions carry", _plain("divisions", "carry"), "下一步：各户已转入", "Next: all households have followed"),
    (
        "sweep",
        _plain("sweep"),
        "下一步：2026-03-03前到期1项，首先是禾坪村 0101号上报，由村（禾坪村）办理",
        "Next: 1 duty ends on 2026-03-03, first 禾坪村 0101: report to the offices, village (禾坪村)",
    ),
    (
        "hand-over",
        _plain("hand-over", "li.na", "wang.wei"),
        "下一步：由接手人一并接手",
        "Next: the successor accepts them",
    ),
    (
        "hand-over",
        _plain("hand-over", "li.na", "wang.wei", "--preview"),
        "下一步：确认后去掉 --preview 记录",
        "Next: if this is meant, record it without --preview",
    ),
    *OF_STAFF,
    *of_proposals(_policy("publish"), _calendar()),
    (
        "cadre-leave",
        _plain("cadre-leave", "li.na", "wang.wei", "--from", "2026-03-09", "--to", "2026-03-10"),
        "下一步：期间由代管人办理",
        "Next: the duties are the stand-in's",
    ),
    (
        "open-ledgers",
        _plain("open-ledgers", "990101"),
        "下一步：查看各台账的期限",
        "Next: look at what the ledgers owe",
    ),
    (
        "rounds open",
        _plain(*ROUND, "--kind", "survey", "--from", "2026-03-02", "--to", "2026-03-20"),
        "下一步：逐户询问",
        "Next: ask the households",
    ),
    ("rounds close", _round_to_close, "下一步：查看轮次情况", "Next: look at how far it came"),
    ("references load", _references(), "下一步：查看某日可用的条目", "Next: look at what may be named"),
    (
        "references load",
        _references("--dry-run"),
        "下一步：确认后去掉 --dry-run 记录",
        "Next: if this is meant, record it without --dry-run",
    ),
    (
        "calendar outage",
        _plain("calendar", "outage", "--from", "2026-03-01", "--to", "2026-03-01", "--kind", "system"),
        "下一步：查看变动后的期限",
        "Next: look at what is overdue now",
    ),
    ("rebuild", _plain("rebuild"), "下一步：查看清单", "Next: look at the lists"),
    ("repair", _plain("repair"), "下一步：查看清单", "Next: look at the lists"),
    ("migrate", _plain("migrate"), "下一步：体检一次", "Next: look whether all is well"),
    (
        "keys init",
        lambda line: ("keys", "init", str(line.folder / "other.keys")),
        "下一步：另存一份",
        "Next: copy it and keep it apart",
    ),
    (
        "access archive",
        lambda line: (
            *("access", "archive", "--retention", "access", "--before", "2020-01-01"),
            *("--out", str(line.folder / "archive.jsonl")),
        ),
        "下一步：另存一份，期满后凭存档清理",
        "Next: keep a copy apart; when their time is over, remove them by it",
    ),
    (
        "access purge",
        _plain("access", "purge", "--retention", "access", "--before", "2020-01-01"),
        "下一步：由审计员查看其余记录",
        "Next: the auditor looks at what is left",
    ),
    ("erasures replay", _no_erasures, "下一步：体检一次", "Next: look whether all is well"),
    ("keys rotate", _plain("keys", "rotate"), "下一步：另存新的密钥文件", "Next: copy the new key file"),
]


CASES = [pytest.param(*case, id=f"{case[0]}: {case[3]}") for case in ANSWERS]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("name", "asked", "zh", "en"), CASES)
def test_an_answer_ends_with_the_next_step(
    command_line: CommandLine,
    name: str,
    asked: Callable[[CommandLine], tuple[str, ...]],
    zh: str,
    en: str,
    lang: str,
) -> None:
    """Its last line says what comes next."""
    words = asked(command_line)
    assert " ".join(words).startswith(name)
    assert command_line.run(*words, "--lang", lang).stdout.splitlines()[-1].startswith({"zh": zh, "en": en}[lang])


@pytest.mark.parametrize(("name", "asked", "zh", "en"), CASES)
def test_an_answer_as_json_has_the_next_step(
    command_line: CommandLine, name: str, asked: Callable[[CommandLine], tuple[str, ...]], zh: str, en: str
) -> None:
    """`next_step` in both languages with the command for it, or the duty itself as `next_duty`."""
    answer = json.loads(command_line.run(*asked(command_line), "--json").stdout)
    step, duty = answer.get("next_step"), answer.get("next_duty")
    assert step or duty, name
    if step:
        assert set(step) == {"zh", "en", "command"}
        assert (f"下一步：{step['zh']}".startswith(zh), f"Next: {step['en']}".startswith(en)) == (True, True)
    else:
        assert {"deadline", "label", "due_on"} <= set(duty)


def test_every_command_is_known_here() -> None:
    """A new command tells its next step, or stands here as one that only answers a question."""
    told = {name for name, *_ in ANSWERS}
    others = (READS, STAYS, OF_ONE_HOUSEHOLD, LISTS_ITS_STEPS, IN_ITS_OWN_TEST)
    assert sorted(commands()) == sorted(told.union(*others))


def test_a_sweep_says_what_is_overdue_when_nothing_is_ahead(command_line: CommandLine) -> None:
    """How many; and with several on one day how many of them and the first."""
    command_line.import_rows(person("0301", 11, "未就业"), person("0302", 12, "未就业", "谷五亩"), name="more.csv")
    answer = command_line.ask("sweep")
    assert (answer["next_duty"]["duties"], answer["overdue"]) == (3, 0)
    assert answer["next_duty"]["to"] == {"role": "village", "division": VILLAGE, "account": None}
    command_line.later(days=5)
    last = command_line.say("sweep").splitlines()[-1]
    assert last.startswith("下一步：2026-03-17前到期3项，首先是")
    assert last.endswith("；已逾期3项（casework overdue）")
    command_line.later(days=60)
    assert command_line.say("sweep").splitlines()[-1] == "下一步：已逾期6项，请先办理（casework overdue）"
