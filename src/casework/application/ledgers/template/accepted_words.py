"""The words to choose from, where a column takes only some: what the template offers and the sheet with errors lists."""

from __future__ import annotations

from typing import Final

from casework.application.ledgers.sheets.raw import Column

ACCEPTED: Final[dict[Column, tuple[str, ...]]] = {
    Column.RELATION: ("户主", "配偶", "之子", "之女", "之儿媳", "之女婿", "之孙子", "之孙女", "之父", "之母", "其他"),
    Column.SEX: ("男", "女"),
    Column.CATEGORY: ("脱贫户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户", "低收入农户"),
    Column.RELOCATED: ("是", "否"),
    Column.CAPACITY: ("普通劳动力", "技能劳动力", "弱劳动力", "半劳动力", "无劳动力"),
    Column.SCHOOLING: ("小学", "初中", "高中", "中职", "大专", "本科", "非在校生"),
    Column.WILLINGNESS: ("有就业意愿", "无就业意愿"),
    Column.EMPLOYMENT: ("已就业", "灵活就业", "公益性岗位", "自主创业", "未就业", "服兵役", "服刑"),
    Column.RETURNED: ("已返乡", "未返乡"),
    Column.WANTS_TRAINING: ("是", "否"),
}
"""A few words for each of these columns, the usual ones; a ledger may write many more, which mean the same."""
