"""What comes next after something that concerns no single household: one sentence, and the command for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from casework.domain.labels import Label, in_number, role_label, same
from casework.interfaces.wording.labels import NamesDivisions

if TYPE_CHECKING:
    from casework.application.importing.result import ImportResult
    from casework.application.rules.calendars import CalendarReceipt
    from casework.application.rules.policies import Published
    from projections.lists.overdue_list import DutiesAhead


class NextStep(Struct, frozen=True, kw_only=True):
    """What to do now, in both languages; `command` is what to type for it, where there is one."""

    zh: str
    en: str
    command: str | None = None

    @property
    def line(self) -> Label:
        """The last line of an answer."""
        command_zh, command_en = (f"（{self.command}）", f" ({self.command})") if self.command else ("", "")
        return Label(f"下一步：{self.zh}{command_zh}", f"Next: {self.en}{command_en}")


def after_ahead(ahead: DutiesAhead, names: NamesDivisions) -> NextStep:
    """After something that concerned many households: how many duties end next, the first of them and whose it is."""
    late_zh, late_en = f"已逾期{ahead.overdue}项", in_number(f"{ahead.overdue} overdue")
    first = ahead.first
    if first is None:
        if not ahead.overdue:
            return NextStep(zh="没有待办的期限", en="no duty is open")
        return NextStep(zh=f"{late_zh}，请先办理", en=f"{late_en}, these first", command="casework overdue")
    whose = same(first.to.account) if first.to.account else role_label(first.to.role)
    place = "" if first.to.account else names.name(first.to.division)
    by_zh, by_en = (f"{whose.zh}（{place}）", f"{whose.en} ({place})") if place else whose
    zh = f"{first.due_on}前到期{ahead.duties}项，首先是{first.called.zh}{first.label.zh}，由{by_zh}办理"
    duties = "1 duty ends" if ahead.duties == 1 else f"{ahead.duties} duties end"
    en = f"{duties} on {first.due_on}, first {first.called.en}: {first.label.en}, {by_en}"
    if not ahead.overdue:
        return NextStep(zh=zh, en=en)
    return NextStep(zh=f"{zh}；{late_zh}", en=f"{en}; {late_en}", command="casework overdue")


def after_import(result: ImportResult, *, dry_run: bool) -> NextStep | None:
    """What the sheets themselves still ask for; None where nothing of them is left to do."""
    if result.questions:
        return NextStep(
            zh=f"{len(result.questions)}个问题待回答：写出问题，填好回答，再去掉 --dry-run 导入",
            en=f"answer the open questions ({len(result.questions)}): write them out, answer, import without --dry-run",
            command="casework import LEDGER.xlsx --dry-run --answers FILE.json",
        )
    if result.refused or result.refused_files:
        return NextStep(
            zh="在写回的表中改正后再导入，已收录的不会重复",
            en="put right what was refused in the sheet that comes back and import it; what was taken is not doubled",
            command="casework import --errors OUT.xlsx",
        )
    if dry_run:
        return NextStep(zh="确认无误后，去掉 --dry-run 导入", en="if this is right, import it without --dry-run")
    return None


def after_divisions(*, dry_run: bool) -> NextStep:
    """After a table of divisions was loaded, or looked at."""
    if dry_run:
        return NextStep(zh="去掉 --dry-run 载入", en="load them without --dry-run")
    return NextStep(
        zh="导入各村台账", en="import the ledgers of the villages", command="casework import LEDGER.xlsx --as NAME"
    )


def after_withdrawal(batch: str, *, dry_run: bool, kept: bool, by_two: bool) -> NextStep:
    """After an import was taken back, asked to be (`by_two`), or what that would come to was looked at."""
    if dry_run:
        return NextStep(zh="确认后去掉 --dry-run 撤回", en="if this is meant, take it back without --dry-run")
    if by_two:
        return NextStep(
            zh="已提出撤回：须由另一人同样撤回",
            en="asked for: somebody else has to do the same",
            command=f"casework import --withdraw {batch} --yes --as OTHER",
        )
    if kept:
        return NextStep(
            zh="列出的户之后已有办理，须逐条更正",
            en="the households listed were worked on since: correct them entry by entry",
            command="casework correct HOUSEHOLD N --withdraw",
        )
    return NextStep(zh="改正台账后重新导入", en="put the ledger right and import it again")


def after_check(file: str, *, sound: bool) -> NextStep:
    """After a policy file was checked."""
    if not sound:
        return NextStep(
            zh="改正后再检查", en="put it right and check it again", command=f"casework policy check {file}"
        )
    return NextStep(
        zh="先看会改变什么，再发布", en="see what it would change, then publish it", command=f"casework what-if {file}"
    )


def after_proposing(group: str, number: int) -> NextStep:
    """After a policy or calendar was proposed: somebody else decides."""
    return NextStep(
        zh="须由另一人决定，可先看会有什么变化（--dry-run）",
        en="somebody else decides, and may look at what would change first (--dry-run)",
        command=f"casework {group} decide {number} --as OTHER",
    )


def after_deciding(group: str) -> NextStep:
    """After a proposed policy or calendar was not published."""
    return NextStep(
        zh="改正后重新提请", en="put the text right and propose it again", command=f"casework {group} proposals"
    )


def after_publishing(found: Published, *, dry_run: bool) -> NextStep:
    """After a policy was published, or what that would come to was looked at."""
    if not found.changes_something:
        return NextStep(zh="要改变规则，请改文件中的数字和版本号", en="to change a rule, edit a number and the version")
    if dry_run:
        return NextStep(zh="确认后去掉 --dry-run 发布", en="if this is meant, publish it without --dry-run")
    if found.proposal is not None:
        return after_proposing("policy", found.proposal)
    since = found.policy.effective_on
    if found.own_below:
        return NextStep(
            zh=f"自{since}起施行；有自己政策的下级要改，须各自发布",
            en=f"it holds from {since}; divisions with texts of their own publish theirs to change",
            command="casework policy publish FILE.toml --region CODE",
        )
    return NextStep(
        zh=f"自{since}起按它计算，无须再办",
        en=f"it holds from {since}; nothing is left to do",
        command="casework policy show",
    )


def after_calendar(receipt: CalendarReceipt, *, dry_run: bool, last_year: int) -> NextStep:
    """After a calendar was loaded, or what that would move was looked at; `last_year` is the last one with a notice."""
    if receipt.left_out and receipt.position is None:
        return NextStep(
            zh="补上未列的法定节日；确实上班的，加 --without-holidays 载入",
            en="add the holidays that are left out; if people do work on them, load it with --without-holidays",
        )
    if dry_run and receipt.changes:
        return NextStep(zh="确认后去掉 --dry-run 载入", en="if this is right, load it without --dry-run")
    if receipt.proposal is not None:
        return after_proposing("calendar", receipt.proposal)
    following = last_year + 1
    zh = f"{following}年放假通知公布后载入"
    en = f"load the notice for {following} when it comes out"
    if receipt.moved and receipt.position is not None:
        zh = f"告知截止日变动的{len(receipt.moved)}项期限的责任人；{zh}"
        en = f"tell whose duties end on another day ({len(receipt.moved)}); then {en}"
    return NextStep(zh=zh, en=en, command="casework calendar load FILE.toml")


def after_change_of_divisions(on: date, *, dry_run: bool, comes: bool, left: int) -> NextStep:
    """After a merger, split, move or renaming, whose day has come or not; `left` households have not followed yet."""
    if dry_run:
        return recorded_without("--dry-run")
    if not comes:
        return NextStep(
            zh=f"到{on}各户自动转入（运行 serve 时），也可当日办理",
            en=f"on {on} the households follow by themselves while serve runs, or by hand",
            command="casework divisions carry",
        )
    return after_carrying(left)


def after_carrying(left: int) -> NextStep:
    """After households followed a change of divisions."""
    if left:
        return NextStep(
            zh=f"还有{left}户未转入，请再办理",
            en=f"{left} have not followed yet: again",
            command="casework divisions carry",
        )
    return NextStep(
        zh="各户已转入，旧名称和旧代码的台账照常导入",
        en="all households have followed; ledgers with the old name or code go in as before",
        command="casework list --region CODE",
    )


def after_words(recorded: int) -> NextStep:
    """After a word was taught or withdrawn."""
    if not recorded:
        return NextStep(zh="无须再办", en="nothing is left to do", command="casework words list")
    return NextStep(
        zh="重新导入用到它的台账，各户按新的含义认定",
        en="import the ledgers with it again: their households are judged by what it means now",
        command="casework import LEDGER.xlsx",
    )


def recorded_without(flag: str) -> NextStep:
    """After a trial: what is meant is recorded by the same command without its flag."""
    return NextStep(zh=f"确认后去掉 {flag} 记录", en=f"if this is meant, record it without {flag}")


def after_hand_over(cadre: str, successor: str, *, accepted: bool) -> NextStep:
    """After all households of a cadre were assigned to another one, or accepted."""
    if accepted:
        return NextStep(zh="查看接手的各户", en="look at the households", command=f"casework list --cadre {successor}")
    return NextStep(
        zh="由接手人一并接手",
        en="the successor accepts them",
        command=f"casework hand-over {cadre} {successor} --accept --as {successor}",
    )


def after_leave(stand_in: str) -> NextStep:
    """After somebody was named who stands in for a cadre."""
    return NextStep(
        zh="期间由代管人办理（新指派的户也是），期满自动交还",
        en="the duties are the stand-in's, also where a household comes meanwhile, and come back by themselves",
        command=f"casework list --stand-in {stand_in}",
    )


AFTER_FIRST_ACCOUNT = NextStep(
    zh="建立第二名系统管理员，任职须两人办理；再邀请其他人员",
    en="make a second administrator, since offices need two; then invite the others",
    command="casework account invite NAME --as ACCOUNT",
)
AFTER_INVITATION = NextStep(
    zh="把邀请码交给本人启用，并提请任职",
    en="hand the code to its owner, and propose an office",
    command="casework office take ACCOUNT OFFICE",
)
AFTER_INVITATION_SHEET = NextStep(
    zh="邀请码只显示这一次，分别交给本人；本人启用后，任职由另一名管理员同意",
    en="the codes are shown only now: hand each to its owner; once they have answered, another administrator grants the "
    "offices",
    command="casework office proposals",
)
AFTER_ACTIVATION = NextStep(
    zh="提请任职，由另一人同意",
    en="propose an office; another grants it",
    command="casework office take ACCOUNT OFFICE",
)
AFTER_PASSWORD = AFTER_RELATIVE = NextStep(
    zh="查看本人账号", en="look at one's own account", command="casework whoami --as ACCOUNT"
)
AFTER_REPLAY = AFTER_MIGRATION = NextStep(zh="体检一次", en="look whether all is well", command="casework doctor")
AFTER_ARCHIVE = NextStep(
    zh="另存一份，期满后凭存档清理",
    en="keep a copy apart; when their time is over, remove them by it",
    command="casework access purge --archive FILE --as ACCOUNT",
)
AFTER_PURGE = NextStep(
    zh="由审计员查看其余记录", en="the auditor looks at what is left", command="casework access list --as ACCOUNT"
)
AFTER_PASSWORD_CODE = NextStep(
    zh="把重设码交给本人，由本人设置新密码",
    en="hand the code to its owner, who chooses another password",
    command="casework account password ACCOUNT --code",
)


def after_half_code(account: str, half: int) -> NextStep:
    """What follows one half of a code for another password."""
    if half == 1:
        return NextStep(
            zh="由另一名系统管理员或审计员以同样的命令办理，再把两半交给本人",
            en="another administrator or the auditor says the same; then both halves go to their owner",
            command=f"casework account reset {account} --as ACCOUNT",
        )
    return NextStep(
        zh="两半分别交给本人，由本人设置新密码",
        en="each hands over their half to its owner, who chooses another password",
        command=f"casework account password {account} --code",
    )


AFTER_OFFER = NextStep(
    zh="把密钥录入手机，再用手机显示的验证码确认",
    en="take it into the telephone, then confirm with the code that it shows",
    command="casework account second-factor ACCOUNT --confirm",
)
AFTER_RECOVERY_CODES = NextStep(
    zh="恢复码只显示这一次：抄在纸上另行保存",
    en="the recovery codes are shown only now: keep them on paper",
    command="casework account second-factor ACCOUNT --off",
)
AFTER_EXPORT_PERMISSION = NextStep(
    zh="由其导出，逐户留痕",
    en="they export it; each household is recorded",
    command="casework to-share SYSTEM --unmask",
)
AFTER_SIGN_IN = NextStep(
    zh="以该账号办理；用完请退出", en="act as the account; sign out afterwards", command="casework account sign-out"
)
AFTER_SIGN_OUT = NextStep(zh="再次登录", en="sign in again", command="casework account sign-in ACCOUNT")
AFTER_LINK = NextStep(
    zh="以后可用统一身份认证登录", en="the unified sign-on lets one in from now on", command="casework account sign-on"
)
AFTER_UNLINK = NextStep(zh="凭密码登录", en="sign in by password", command="casework account sign-in ACCOUNT")
AFTER_TOKEN = NextStep(
    zh="令牌只显示这一次：存入仅所有者可读的文件，并用 CASEWORK_TOKEN_FILE 指明",
    en="the token is shown only now: keep it in a file that its owner alone can read, named in CASEWORK_TOKEN_FILE",
    command="casework account token list --as ACCOUNT",
)
AFTER_TOKEN_END = NextStep(
    zh="查看其余令牌", en="look at the others", command="casework account token list --as ACCOUNT"
)
AFTER_FEW_ADMINISTRATORS = NextStep(
    zh="注意：只剩一名系统管理员，授职须由两人办理，请尽快补一名",
    en="mind: one administrator is left, and it takes two to grant an office; make another one soon",
    command="casework account init NAME --region CODE",
)
AFTER_DISABLING_PROPOSED = NextStep(
    zh="一周内由另一名管理员以同样的命令办理后停用；没有另一名时请系统维护人员再建一名",
    en="disabled once another administrator says the same within a week; without one, whoever runs the installation adds one",
    command="casework account disable ACCOUNT --reason CODE --as ACCOUNT",
)
AFTER_CAPACITY = NextStep(zh="查看各人的承担情况", en="look at who carries how much", command="casework workload")
AFTER_STATUS = NextStep(zh="查看账号", en="look at the accounts", command="casework account list")
AFTER_PROPOSAL = NextStep(
    zh="由另一名管理员决定", en="another administrator decides", command="casework office decide N --as ACCOUNT"
)
AFTER_GRANT = NextStep(zh="查看由谁任职", en="look at who holds it", command="casework office holders OFFICE")
AFTER_ABSENCE = NextStep(
    zh="期间由代管人办理，期满自动交还",
    en="the stand-in acts meanwhile; it all comes back by itself",
    command="casework office holders OFFICE --on DATE",
)
AFTER_OPENING = NextStep(zh="查看各台账的期限", en="look at what the ledgers owe", command="casework overdue")
AFTER_ROUND_OPENED = NextStep(
    zh="逐户询问，查看未询问的户",
    en="ask the households; who is still to be asked",
    command="casework rounds list REGION --waiting",
)
AFTER_ROUND_CLOSED = NextStep(zh="查看轮次情况", en="look at how far it came", command="casework rounds list REGION")
AFTER_REFERENCES = NextStep(
    zh="查看某日可用的条目", en="look at what may be named", command="casework references list KIND --region CODE"
)
AFTER_OUTAGE = NextStep(zh="查看变动后的期限", en="look at what is overdue now", command="casework overdue")
AFTER_TEMPLATE = NextStep(
    zh="填好后先试导入", en="fill it in and try it", command="casework import LEDGER.xlsx --dry-run --as NAME"
)
AFTER_KEYS = NextStep(
    zh="另存一份，与数据库分开保管；再设置 CASEWORK_KEYS",
    en="copy it and keep it apart from the database; then set CASEWORK_KEYS",
    command="casework doctor",
)
AFTER_ROTATION = NextStep(
    zh="另存新的密钥文件，与数据库分开保管",
    en="copy the new key file and keep it apart from the database",
    command="casework keys status",
)
AFTER_REBUILD = NextStep(zh="查看清单", en="look at the lists", command="casework overdue")
AFTER_DEMO = NextStep(
    zh="开始使用：建立自己的数据文件夹，演示数据不会进入其中",
    en="begin real work in a folder of your own; nothing of the demonstration goes into it",
    command="casework setup OFFICE --county 990102",
)
