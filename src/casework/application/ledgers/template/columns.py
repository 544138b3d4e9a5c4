"""The columns of the ledger template: what they are called, what belongs in them, and how two households fill them in."""

from __future__ import annotations

from typing import Final, NamedTuple

from casework.application.ledgers.sheets.raw import Column


class TemplateColumn(NamedTuple):
    """A column: its header, whether every row needs it, what to write, and the cells of four invented persons."""

    column: Column
    header: str
    needed: bool
    hint: str
    examples: tuple[str, str, str, str]


COLUMNS: Final = (
    TemplateColumn(Column.TOWNSHIP, "乡镇", False, "乡镇或街道的名称；整本台账都是一个村时可以不填", ("五镰镇",) * 4),
    TemplateColumn(Column.VILLAGE, "行政村", True, "村或社区的名称，或12位区划代码", ("禾坪村",) * 4),
    TemplateColumn(Column.GROUP, "村民小组", False, "第几组", ("1组", "1组", "1组", "3组")),
    TemplateColumn(Column.HOUSEHOLD_NUMBER, "户编号", True, "同一户各行写同一个编号", ("001", "001", "001", "002")),
    TemplateColumn(Column.RELATION, "与户主关系", True, "每户一行写“户主”", ("户主", "配偶", "之子", "户主")),
    TemplateColumn(Column.NAME, "姓名", True, "一人一行", ("禾一亩", "麦两顷", "禾三垄", "粟四畦")),
    TemplateColumn(Column.SEX, "性别", False, "有身份证号时可以不填", ("男", "女", "男", "女")),
    TemplateColumn(
        Column.RESIDENT_ID,
        "身份证号",
        True,
        "18位，按文本填写；没有时留空并填写出生日期",
        ("99010019700515011X", "990100197506200226", "990100200801010315", ""),
    ),
    TemplateColumn(
        Column.BIRTH_DATE, "出生日期", False, "如 1980-01-05；有身份证号时可以不填", ("", "", "", "1980-01-05")
    ),
    TemplateColumn(Column.PHONE, "联系电话", False, "", ("10012345678", "", "", "")),
    TemplateColumn(Column.CATEGORY, "户类型", False, "每户填一行即可", ("脱贫户", "", "", "低收入农户")),
    TemplateColumn(Column.RELOCATED, "是否易地搬迁户", False, "", ("否", "", "", "是")),
    TemplateColumn(Column.CAPACITY, "劳动能力", True, "", ("普通劳动力", "弱劳动力", "", "普通劳动力")),
    TemplateColumn(Column.SCHOOLING, "在校生状况", False, "在校的写学段", ("", "", "高中", "")),
    TemplateColumn(Column.WILLINGNESS, "就业意愿", False, "没有工作的人填写", ("", "有就业意愿", "", "有就业意愿")),
    TemplateColumn(Column.EMPLOYMENT, "就业状态", True, "", ("已就业", "未就业", "", "未就业")),
    TemplateColumn(Column.WORK_PLACE, "务工地点", False, "有工作的人填写", ("麦浪区", "", "", "")),
    TemplateColumn(Column.EMPLOYER, "务工单位", False, "有工作的人填写", ("禾穗食品厂", "", "", "")),
    TemplateColumn(Column.POST, "岗位", False, "", ("包装工", "", "", "")),
    TemplateColumn(
        Column.WORK_STARTED, "务工开始时间", False, "如 2025-03-01 或 2025年3月", ("2025-03-01", "", "", "")
    ),
    TemplateColumn(Column.MONTHLY_PAY, "月收入", False, "元，只写数字", ("3500", "", "", "")),
    TemplateColumn(Column.RETURNED, "是否返乡", False, "", ("", "未返乡", "", "已返乡")),
    TemplateColumn(Column.WANTS_TRAINING, "培训意愿", False, "", ("", "是", "", "否")),
    TemplateColumn(Column.CADRE_NAMED, "帮扶责任人", False, "", ("稻五塍", "", "", "稻五塍")),
    TemplateColumn(Column.NOTE, "备注", False, "", ("", "", "", "")),
)
"""In their order; nobody in the examples can be real (region 99)."""

HEADERS: Final = {each.column: each.header for each in COLUMNS}
