"""How each sheet of the ledger looks: its columns and headers, its titles, and how it writes household cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Blocks(Enum):
    """Where the cells of the region and of the household stand."""

    MERGED = "merged over the household's rows"
    REPEATED = "on every row"
    NUMBER_ON_FIRST = "number and head on the first row only, the region on every row"
    ALL_ON_FIRST = "number, head and region on the first row only"


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One sheet; `columns` are (key, header) from left to right, `groups` the upper cells of a two-level header."""

    sheet: str
    scope: str  # the county, township or village whose households stand here
    columns: tuple[tuple[str, str], ...]
    blocks: Blocks = Blocks.REPEATED
    title: str | None = None
    note: str | None = None
    groups: dict[str, tuple[str, str]] = field(default_factory=dict)  # title -> first and last column key
    numbers: str = "text"  # text, number (restarting in each village), or none
    subtotal: str | None = None  # the column key that says 小计
    foot: str = "one cell"
    hidden: tuple[str, ...] = ()
    yes_no: bool = False

    @property
    def keys(self) -> list[str]:
        """The columns' keys from left to right."""
        return [key for key, _ in self.columns]

    def has(self, key: str) -> bool:
        """Whether the sheet has that column."""
        return key in self.keys


def _columns(text: str) -> tuple[tuple[str, str], ...]:
    """Columns written as `key=header`, with `\\n` for a line break in the cell."""
    pairs = (item.partition("=") for item in text.split())
    return tuple((key, header.replace("\\n", "\n").replace("_", " ")) for key, _, header in pairs)


MAILANG = Layout(
    sheet="麦浪区",
    scope="麦浪区",
    title="禾穗市麦浪区脱贫家庭劳动力就业台账（姓名 身份证号 均为虚构）",
    note="填报单位：麦浪区        填报时间：2026年2月20日        注：姓名、身份证号码、联系电话为必填项",
    blocks=Blocks.MERGED,
    subtotal="serial",
    hidden=("cadre",),
    columns=_columns(
        "serial=序号 county=县(区) township=乡(镇) village=行政村 group=组 number=户编号 head=户主姓名 relation=与户主关系 "
        "name=姓名 sex=性别 id=身份证号码(必填) birth=出生日期 phone=联系电话 category=脱贫户类型 resettled=易地搬迁 "
        "education=文化程度 health=健康状况 capacity=劳动能力 skill=劳动技能 school=在校生状况 willing=是否有就业意愿 "
        "status=就业状态 place=务工地点 employer=务工企业 post=岗位 start=务工开始时间 pay=月收入(元) months=务工月数 "
        "channel=就业渠道 training=培训意愿 cadre=帮扶责任人 wechat=微信号 note=备注"
    ),
)
WULIAN = Layout(
    sheet="五镰镇",
    scope="五镰镇",
    title="五镰镇劳动力就业情况统计表",
    blocks=Blocks.NUMBER_ON_FIRST,
    numbers="number",
    groups={"基本信息": ("county", "health"), "就业情况": ("status", "channel")},
    columns=_columns(
        "serial=序号 county=县 township=乡镇 village=村（社区） group=组 number=户号 head=户主 relation=与户主关系 "
        "name=成员姓名 sex=性别 id=公民身份号码 birth=出生年月 phone=手机号码 health=健康状况 capacity=劳动能力 "
        "school=在校生状况 willing=就业意愿 status=就业状态 place=务工区域 employer=就业单位 post=工种 start=外出时间 "
        "pay=月工资（元） channel=就业渠道 cadre=帮扶干部 note=备注"
    ),
)
BAKUANG = Layout(
    sheet="八筐镇",
    scope="八筐镇",
    title="稻溪县八筐镇监测对象就业台账",
    numbers="number",
    foot="two cells",
    columns=_columns(
        "serial=序_号 county=*县（区） village=*村 group=组 number=*家庭编号 head=户主姓名 relation=*与户主关系 name=*姓_名 "
        "sex=*性别 id=*身份证\\n号码 birth=出生日期 phone=联系电话 category=监测对象类别 education=学历 capacity=*劳动能力 "
        "school=在校生状况 willing=就业意愿 status=*就业情况 employer=务工单位 start=务工开始时间 pay=月收入(元) "
        "months=务工时间(月) training=培训意愿 cadre=帮扶责任人 note=备注"
    ),
)
LIULI = Layout(
    sheet="六笠镇",
    scope="六笠镇",
    title="六笠镇外出务工人员信息表",
    note="（单位：元、月）",
    blocks=Blocks.ALL_ON_FIRST,
    numbers="number",
    yes_no=True,
    columns=_columns(
        "serial=序号 county=县 township=乡镇 village=行政村 number=户编号 head=户主姓名 relation=与户主关系 name=姓名 "
        "sex=性别 id=身份证号 birth=出生日期 phone=联系电话 capacity=劳动能力 school=在校生状况 "
        "willing=是否有就业意愿 status=是否就业 employer=务工单位 place=务工地点 start=务工开始时间 pay=月收入 note=备注"
    ),
)
SHIDOU = Layout(
    sheet="十斗乡",
    scope="十斗乡",
    numbers="number",
    subtotal="village",
    foot="none",
    columns=_columns(
        "township=乡(镇) village=村 number=户编号 head=户主姓名 relation=与户主关系 code=人员编号 name=姓名 id=证件号码 "
        "sex=性别 birth=出生日期 phone=手机号码 capacity=劳动能力 school=在校生状况 willing=就业意愿 status=务工情况 "
        "employer=务工企业 post=工种 start=外出时间 pay=月工资 channel=就业渠道 cadre=帮扶干部 note=备注"
    ),
)
SULING = Layout(
    sheet="粟岭县",
    scope="粟岭县",
    title="粟岭县农村劳动力就业帮扶台账",
    note="填表说明：就业状态按当前情况填写；在外服役、在校人员如实填写。",
    subtotal="township",
    columns=_columns(
        "serial=序号 county=县(区) township=乡镇 village=行政村 number=户编号 head=户主姓名 relation=与户主关系 name=姓名 "
        "sex=性别 id=身份证号码 birth=出生日期 phone=联系电话 category=户类型 resettled=安置点 education=文化程度 "
        "health=健康状况 capacity=劳动能力 skill=技能证书 school=在校生状况 willing=就业意愿 status=就业状态 "
        "employer=务工企业 place=务工地点 start=务工开始时间 pay=月收入(元) channel=就业渠道 training=培训意愿 "
        "cadre=帮扶责任人 bank=银行卡号说明 note=备注"
    ),
)
_VILLAGE_COLUMNS = (
    "relation=与户主关系 name=姓名 sex=性别 id=身份证号 birth=出生日期 phone=联系电话 capacity=劳动能力 "
    "school=在校生状况 willing=就业意愿 employer=务工企业 place=务工地点 post=岗位 start=外出时间 returned=返乡时间 "
    "pay=月收入(元) note=备注"
)
OUPING = Layout(  # no village and no status column: the sheet's name and the employer say it
    sheet="藕坪村",
    scope="藕坪村",
    title="藕坪村在外务工人员花名册",
    columns=_columns("serial=序号 number=户号 head=户主 " + _VILLAGE_COLUMNS),
)
LINGCHONG = Layout(  # no household number either: a household starts at each 户主
    sheet="菱冲村",
    scope="菱冲村",
    numbers="none",
    foot="two cells",
    columns=_columns("serial=序号 " + _VILLAGE_COLUMNS),
)
LAYOUTS = (MAILANG, WULIAN, BAKUANG, LIULI, SHIDOU, SULING, OUPING, LINGCHONG)
HIDDEN_SHEET = "旧台账"
EMPTY_SHEET = "Sheet2"
INSTRUCTIONS_SHEET = "填表说明"
INSTRUCTIONS = (
    "填表说明",
    "1. 一人一行，同一户的成员连续填写；户编号、户主姓名可合并单元格。",
    "2. 姓名、身份证号码、与户主关系必须填写；身份证号码请设为文本格式。",
    "3. 就业状态：务工、灵活就业、公益性岗位、自主创业、未就业、务农等。",
    "4. 本表人员、单位、电话均为虚构，仅供演示。",
)
