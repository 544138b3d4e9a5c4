"""The words of ledgers and what they mean, as tables; a word that is in no table is a warning and counts as blank."""

from __future__ import annotations

import re
from typing import Final

from casework.domain.codes import Capacity, Employment, HouseholdCategory, Sex, Willingness

YES: Final = frozenset({"是", "有", "√", "✓", "✔", "1", "愿意"})
NO: Final = frozenset({"否", "无", "×", "✗", "✘", "X", "x", "0", "不愿意"})

NO_CAPACITY: Final = frozenset(
    {"丧失劳动力", "无劳动力", "完全丧失劳动能力", "无劳动能力", "丧失劳动能力", "无劳力", "完全丧失劳动力"}
)
NOT_LABOUR: Final = {
    "服兵役": Employment.MILITARY_SERVICE,
    "现役": Employment.MILITARY_SERVICE,
    "参军": Employment.MILITARY_SERVICE,
    "服刑": Employment.CUSTODY,
    "在押": Employment.CUSTODY,
}
EMPLOYMENT: Final = {
    **dict.fromkeys(YES, Employment.EMPLOYED),
    **dict.fromkeys(
        ("务工", "已就业", "就业", "灵活就业", "公益性岗位", "自主创业", "个体经营", "打零工"), Employment.EMPLOYED
    ),
    **dict.fromkeys(NO, Employment.NOT_EMPLOYED),
    **dict.fromkeys(("未就业", "失业", "待业", "无业", "未务工", "务农"), Employment.NOT_EMPLOYED),
    **NOT_LABOUR,
}
CAPACITY: Final = {
    **dict.fromkeys(YES, Capacity.FULL),
    **dict.fromkeys(
        (
            *("整劳力", "整劳动力", "全劳力", "全劳动力", "普通劳力", "普通劳动力", "技能劳动力", "有劳动能力"),
            *("有劳动力", "劳动力", "完全劳动能力"),
        ),
        Capacity.FULL,
    ),
    **dict.fromkeys(
        ("弱劳力", "弱劳动力", "弱劳动能力", "弱劳动力或半劳动力", "弱劳力或半劳力", "部分丧失劳动能力"), Capacity.WEAK
    ),
    **dict.fromkeys(("半劳力", "半劳动力", "半劳动能力"), Capacity.HALF),
    **dict.fromkeys(NO | NO_CAPACITY, Capacity.NONE),
}
WILLINGNESS: Final = {
    **dict.fromkeys(YES | {"有就业意愿", "有意愿", "愿意就业", "有就业愿望"}, Willingness.WILLING),
    **dict.fromkeys(
        NO | {"无就业意愿", "无意愿", "没有就业意愿", "暂无就业意愿", "暂无意愿", "不愿意就业", "无就业愿望"},
        Willingness.UNWILLING,
    ),
}
YES_NO: Final = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}
RETURNED: Final = {**YES_NO, "已返乡": True, "返乡": True, "已回流": True, "未返乡": False, "未回流": False}
RELOCATED: Final = {
    **YES_NO,
    "易地搬迁": True,
    "易地搬迁户": True,
    "搬迁户": True,
    "非易地搬迁户": False,
    "非搬迁户": False,
}
SEX: Final = {"男": Sex.MALE, "男性": Sex.MALE, "女": Sex.FEMALE, "女性": Sex.FEMALE}
CATEGORY: Final = {
    **dict.fromkeys(
        ("脱贫户", "一般脱贫户", "脱贫家庭", "稳定脱贫户", "建档立卡脱贫户", "建档立卡户", "建档立卡贫困户"),
        HouseholdCategory.LIFTED_OUT_OF_POVERTY,
    ),
    **dict.fromkeys(("脱贫不稳定户", "不稳定户", "脱贫不稳定"), HouseholdCategory.UNSTABLE),
    **dict.fromkeys(("边缘易致贫户", "边缘户", "边缘易致贫"), HouseholdCategory.MARGINAL),
    **dict.fromkeys(("突发严重困难户", "突发严重困难", "突发困难户", "严重困难户"), HouseholdCategory.SUDDEN_HARDSHIP),
    **dict.fromkeys(("低收入农户", "低收入户", "低收入家庭"), HouseholdCategory.LOW_INCOME),
}
HEAD: Final = frozenset({"户主", "本人", "本人或户主", "户主本人", "户主或本人"})
NOT_FILLED: Final = NO | {"没有", "暂无", "未务工", "未就业", "无业", "待业", "失业"}
"""What stands in the cells for employer, place and start of somebody who has no work."""

_NOT_AT_SCHOOL: Final = NO | {"非在校生", "已毕业", "应届毕业生", "不在校"}
_CLASS_OF: Final = re.compile(r"((?:19|20)?[0-9]{2})届.*")


def schooling(word: str) -> tuple[bool, int | None]:
    """
    Whether somebody is at school, and the year of graduation when the word is a class (N届).

    A class counts as school until its year begins, so the words are the same whatever the day they are read on.
    Every word but the tabled ones means at school.
    """
    if word in _NOT_AT_SCHOOL or not word:
        return False, None
    class_of = _CLASS_OF.fullmatch(word)
    return True, _full_year(int(class_of[1])) if class_of else None


def _full_year(year: int) -> int:
    if year >= 1900:
        return year
    return 1900 + year if year >= 70 else 2000 + year
