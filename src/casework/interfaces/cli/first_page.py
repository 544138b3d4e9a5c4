"""The words of the command line: which there are, what the first page says of each, and where the command is."""

from __future__ import annotations

from importlib import import_module

import click as plain_click

CATALOGUE_PANELS = ""
"""Where the panels of the catalogue of commands stand among the others."""

LISTED = ""
"""The place of a list: the catalogue of lists says how it is asked. Its line is said here as well, for that takes a second to read."""

COMMANDS: dict[str, dict[str, tuple[str, str]]] = {
    "台账 Ledgers": {
        "import": (
            "office.ledgers:import_command",
            "导入：台账、区划；历次导入；撤回 Import ledgers and divisions; list or withdraw imports",
        ),
        "template": ("office.template:template_command", "生成台账模板 Write the ledger template"),
        "register": (
            "office.entries:register_command",
            "登记：登记新户，或更新已登记的户 Register a household, or take in what a survey says",
        ),
        "open-ledgers": (
            "office.division_ledgers:open_ledgers_command",
            "建立村、乡镇台账 Keep the ledgers of villages and townships",
        ),
        "hand-over": (
            "office.cadres.hand_over:hand_over_command",
            "整体移交：一名帮扶干部的全部户 Hand all households of a cadre over to another",
        ),
        "rounds": (
            "office.division_ledgers:rounds_group",
            "调查轮次：开展、结束、进度 Rounds through the households of a region",
        ),
        "to-share": (
            "office.exchange.share_list:to_share_command",
            "待录入：外部系统尚未录入的户和成员 What a system outside has not got yet",
        ),
        "compare": (
            "office.exchange.comparison:compare_command",
            "比对：外部名单与台账 Hold a list from elsewhere against the register",
        ),
        "cadre-leave": (
            "office.cadres.leave:leave_command",
            "离岗代管：一名帮扶干部的全部户 Somebody stands in for a cadre from day to day",
        ),
        "words": ("office.words:words_group", "本地用语：表头、词、代码的含义 What headers, words and codes mean here"),
    },
    CATALOGUE_PANELS: {},
    "查询 Reading": {
        "show": ("inquiries.household_page:show_command", "一户的现状 One household as it stands"),
        "find": (
            "inquiries.search:find_command",
            "查找：按编号、证件、电话、姓名 Find members by number, id, telephone or name",
        ),
        "list": (LISTED, "户一览 Every household"),
        "overdue": (LISTED, "逾期清单 Every overdue deadline, worst first"),
        "pending": (LISTED, "待审核 What somebody asked for and a second person has to decide"),
        "history": ("inquiries.history:history_command", "全程记录 Everything that was recorded of a household"),
        "explain": (
            "inquiries.history:explain_command",
            "期限是怎样算出来的 How a deadline was worked out, day by day",
        ),
        "responsibility": (
            "inquiries.timeline:responsibility_command",
            "责任时间线 Who held a household, and whom it waited for",
        ),
        "workload": (LISTED, "每名帮扶干部的工作量 What each cadre carries"),
        "workers": (LISTED, "劳动力台账 Workers, one line each"),
        "coverage": (LISTED, "帮扶覆盖 Whom assistance reaches"),
        "quality": (LISTED, "数据质量 Whose data have to be looked at again"),
        "episodes": (
            "inquiries.episodes:episodes_command",
            "处置周期与返零情况 Episodes, and how long clearances last",
        ),
        "late": (LISTED, "补录情况 Who enters late, by township and account, and what came of the duties"),
        "notices": (LISTED, "已发出的提醒和升级 Reminders and escalations that were raised, newest first"),
        "policy": ("rules.policy.policies:policy_group", "政策 The policy"),
        "calendar": ("rules.calendars:calendar_group", "工作日历 The work calendar"),
        "references": (
            "rules.references:references_group",
            "参考清单：单位、活动、安置点、措施库、条款 Lists that an office keeps of its own",
        ),
        "divisions": ("rules.divisions:divisions_group", "区划：一览、变更 Divisions and their changes"),
        "what-if": (
            "inquiries.what_if:what_if_command",
            "政策推演：若按另一政策会怎样 What another policy would have changed",
        ),
    },
    "人员 Staff": {
        "account": ("accounts.account:account_group", "账号：建立、邀请、启用、停用 Accounts of those who work here"),
        "office": ("accounts.office:office_group", "任职：提请、同意、离任、外出 Who holds which office, day by day"),
        "rights": ("accounts.rights:rights_group", "权限：谁可以办什么、查什么 Who may do and see what"),
        "access": ("accounts.access:access_group", "访问记录：谁查看、导出、被拒绝什么 Who saw or was refused what"),
        "whoami": ("accounts.identity:whoami_command", "我是谁：账号与今日任职 Which account acts, in which offices"),
    },
    "运行 Running": {
        "serve": ("operating.service:serve_command", "运行：更新统计表并巡检 Run everything in one process"),
        "sweep": (
            "operating.maintenance:sweep_command",
            "巡检：发出到期的提醒和升级 Raise reminders and escalations that are due",
        ),
        "follow": ("operating.service:follow_command", "持续更新统计表 Keep the read models up to date"),
        "schedule": ("operating.service:schedule_command", "持续巡检 Sweep and judge by time, again and again"),
        "rebuild": ("operating.maintenance:rebuild_command", "重建统计表 Make the read models anew from the log"),
        "repair": ("operating.maintenance:repair_command", "修复待修复的户 Take parked households up again"),
        "setup": (
            "operating.setup:setup_command",
            "开始使用：建立数据文件夹和密钥 Begin real work: folder, keys, settings",
        ),
        "migrate": (
            "operating.maintenance:migrate_command",
            "升级数据库结构 Lead the database to this release's schema",
        ),
        "doctor": (
            "operating.maintenance:doctor_command",
            "体检：数据库和密钥是否安全 Look whether database and keys are safe",
        ),
        "erasures": (
            "operating.erasures:erasures_group",
            "删除清单：恢复备份后再次删除 Who was erased; a restored backup erases again",
        ),
        "keys": ("operating.keys:keys_group", "密钥 The key file"),
        "demo": ("operating.demo:demo_command", "演示：快进八周的主要流程 The main job once, in fast motion"),
    },
}
"""
Every command that is not the catalogue's, by panel: the module that holds it, and its line on the first page.

Only the one that is called is imported.
"""


def panels() -> dict[str, list[str]]:
    """The words of all commands by panel, in the order of the work; the catalogue is read for it."""
    from casework.interfaces.cli.command_words import words_by_panel

    found: dict[str, list[str]] = {}
    for panel, places in COMMANDS.items():
        found |= words_by_panel() if panel == CATALOGUE_PANELS else {panel: list(places)}
    return found


def listed_command(word: str) -> plain_click.Command:
    """A command as the first page has it: its word and its line, without options."""
    from casework.interfaces.cli.command_words import heading

    place = next((places[word] for places in COMMANDS.values() if word in places), None)
    return plain_click.Command(word, short_help=place[1] if place else heading(word))


def command_beside_catalogue(word: str) -> plain_click.Command | None:
    """The command that is not the catalogue's, if there is one of this word; its module is imported."""
    for places in COMMANDS.values():
        if word in places and places[word][0] == LISTED:
            from casework.interfaces.cli.list_words import list_command

            return list_command(word)
        if word in places:
            module, _, name = places[word][0].partition(":")
            command: plain_click.Command = getattr(import_module(f"casework.interfaces.cli.{module}"), name)
            return command
    return None


def refuse_words_without_line() -> None:
    """Nothing begins while a word of the first page has no line in the table of rights. Raises RightMissingError."""
    from casework.domain.rights.table import rights_table

    rights_table().refuse_without_line(word for places in COMMANDS.values() for word in places)


def command_of_catalogue(word: str) -> plain_click.Command | None:
    """The command that the catalogue has for a word, if it has one."""
    from casework.interfaces.cli.command_words import command_of, is_offered

    return command_of(word) if is_offered(word) else None
