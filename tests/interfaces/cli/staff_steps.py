"""What comes next after each act on accounts and offices."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.installations.command_line import CommandLine
from tests.support.installations.staff import TOWNSHIP as OFFICE
from tests.support.installations.staff import Staff


def _by_staff(*words: str) -> Callable[[CommandLine], tuple[str, ...]]:
    """Words of an administrator, about somebody's account, a code or a proposal."""

    def asked(line: CommandLine) -> tuple[str, ...]:
        staff = Staff(line)
        account, code = staff.invited("李娜") if "CODE" in words else (staff.active("李娜", OFFICE), "")
        stand_in = staff.active("王伟") if "STAND-IN" in words else ""
        proposal = ""
        if "PROPOSAL" in words:
            take = ("office", "take", account, "village@990101001001", "--as", staff.first)
            proposal = str(line.ask(*take)["proposal"])
        named = {"ACCOUNT": account, "CODE": code, "STAND-IN": stand_in, "PROPOSAL": proposal}
        sheet = line.table("staff.csv", [("姓名", "联系电话", "职务", "区划"), ("谷四方", "", "村", "禾坪村")])
        named |= {"FIRST": staff.first, "SECOND": staff.second, "SHEET": sheet}
        return tuple(named.get(word, word) for word in words)

    return asked


def _proposed(
    group: str, file: Callable[[CommandLine], tuple[str, ...]], *words: str
) -> Callable[[CommandLine], tuple[str, ...]]:
    """Words of a second person about rules that the first one proposed."""

    def asked(line: CommandLine) -> tuple[str, ...]:
        staff = Staff(line)
        one, other = (staff.active(name, "county-hrss@990101000000") for name in ("周一", "吴二"))
        propose = [word for word in file(line) if word not in ("--region", "990101")]
        number = line.ask(*propose, "--region", "990101", "--as", one)["proposal"]
        return (group, "decide", str(number), *words, "--as", other)

    return asked


def of_proposals(
    policy: Callable[[CommandLine], tuple[str, ...]], calendar: Callable[[CommandLine], tuple[str, ...]]
) -> list[tuple[str, Callable[[CommandLine], tuple[str, ...]], str, str]]:
    """What comes next after a second person decided on a policy and on a calendar."""
    return [
        (
            "policy decide",
            _proposed("policy", policy),
            "下一步：自2026-03-02起按它计算",
            "Next: it holds from 2026-03-02",
        ),
        (
            "policy decide",
            _proposed("policy", policy, "--refuse"),
            "下一步：改正后重新提请",
            "Next: put the text right and propose it again",
        ),
        (
            "calendar decide",
            _proposed("calendar", calendar, "--dry-run"),
            "下一步：确认后去掉 --dry-run 载入",
            "Next: if this is right, load it without --dry-run",
        ),
    ]


def _relative_declared(line: CommandLine) -> tuple[str, ...]:
    staff, home = Staff(line), "990101001001/0101"
    li = staff.active("李娜", OFFICE)
    line.say("account", "relative", home, "--as", li)
    return ("account", "relative-end", li, home, "--as", staff.first)


OF_STAFF: list[tuple[str, Callable[[CommandLine], tuple[str, ...]], str, str]] = [
    (
        "account init",
        lambda line: ("account", "init", "管一", "--region", "990101"),
        "下一步：建立第二名系统管理员",
        "Next: make a second administrator",
    ),
    (
        "account invite",
        _by_staff("account", "invite", "麦两顷", "--as", "FIRST"),
        "下一步：把邀请码交给本人启用",
        "Next: hand the code to its owner",
    ),
    (
        "account import",
        _by_staff("account", "import", "SHEET", "--as", "FIRST"),
        "下一步：邀请码只显示这一次",
        "Next: the codes are shown only now",
    ),
    ("account activate", _by_staff("account", "activate", "CODE"), "下一步：提请任职", "Next: propose an office"),
    (
        "account reset",
        _by_staff("account", "reset", "ACCOUNT", "--as", "FIRST"),
        "下一步：把重设码交给本人",
        "Next: hand the code to its owner",
    ),
    (
        "account disable",
        _by_staff("account", "disable", "ACCOUNT", "--reason", "离职", "--as", "FIRST"),
        "下一步：查看账号",
        "Next: look at the accounts",
    ),
    (
        "account allow-export",
        lambda line: (
            *("account", "allow-export", (staff := Staff(line)).active("李娜", OFFICE), "--region", "990101001"),
            *("--until", "2026-03-06", "--as", staff.active("周一", "county-hrss@990101000000")),
        ),
        "下一步：由其导出",
        "Next: they export it",
    ),
    (
        "account relative",
        lambda line: ("account", "relative", "0101", "--as", Staff(line).active("李娜", OFFICE)),
        "下一步：查看本人账号",
        "Next: look at one's own account",
    ),
    (
        "account relative-end",
        _relative_declared,
        "下一步：查看本人账号",
        "Next: look at one's own account",
    ),
    (
        "account not-relative",
        lambda line: ("account", "not-relative", "0101", "--as", Staff(line).active("李娜", OFFICE)),
        "下一步：查看本人账号",
        "Next: look at one's own account",
    ),
    (
        "account home",
        lambda line: ("account", "home", "990101001001", "--as", Staff(line).active("李娜", OFFICE)),
        "下一步：查看本人账号",
        "Next: look at one's own account",
    ),
    (
        "account unlink",
        _by_staff("account", "unlink", "ACCOUNT", "--as", "FIRST"),
        "下一步：凭密码登录",
        "Next: sign in by password",
    ),
    (
        "account adopt",
        _by_staff("account", "adopt", "li.na", "ACCOUNT", "--as", "FIRST"),
        "下一步：查看账号",
        "Next: look at the accounts",
    ),
    (
        "office take",
        _by_staff("office", "take", "ACCOUNT", "village@990101001001", "--as", "FIRST"),
        "下一步：由另一名管理员决定",
        "Next: another administrator decides",
    ),
    (
        "office decide",
        _by_staff("office", "decide", "PROPOSAL", "--as", "SECOND"),
        "下一步：查看由谁任职",
        "Next: look at who holds it",
    ),
    (
        "office leave",
        _by_staff("office", "leave", "ACCOUNT", OFFICE, "--last", "2026-03-04", "--as", "FIRST"),
        "下一步：查看账号",
        "Next: look at the accounts",
    ),
    (
        "account unmask",
        _by_staff("account", "unmask", "ACCOUNT", "--reason", "核对电话", "--as", "FIRST"),
        "下一步：查看账号",
        "Next: look at the accounts",
    ),
    (
        "office capacity",
        _by_staff("office", "capacity", "ACCOUNT", "20", "--as", "FIRST"),
        "下一步：查看各人的承担情况",
        "Next: look at who carries how much",
    ),
    (
        "office away",
        _by_staff("office", "away", "ACCOUNT", "--until", "2026-03-06", "--stand-in", "STAND-IN", "--as", "ACCOUNT"),
        "下一步：期间由代管人办理",
        "Next: the stand-in acts meanwhile",
    ),
]
