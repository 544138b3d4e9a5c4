"""Coded words for by what households are counted (BT-2e, CZ-5)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class Grouping(Code):
    """By what households are counted."""

    CATEGORY = "category", "户类型"
    LEVEL = "level", "帮扶级别"
    RELOCATED = "relocated", "是否易地搬迁"
    VILLAGE = "village", "村"
    TOWNSHIP = "township", "乡镇"
    COUNTY = "county", "县区"
    CITY = "city", "市"


class Doubt(Code):
    """Why what is known of a worker has to be looked at again (BT-10b)."""

    NO_BIRTH_DATE = "no-birth-date", "缺出生日期"
    NO_SEX = "no-sex", "缺性别"
    NO_WISH = "no-wish", "未说明就业意愿"
    NO_PAY = "no-pay", "已就业未填月收入"
    NO_START = "no-start", "已就业未填务工开始时间"
    NOT_UNDERSTOOD = "not-understood", "有未看懂的词"
    UNCONFIRMED = "unconfirmed", "一个季度以上未更新", "nothing said for more than a quarter"
    GROUND_OVER = "ground-over", "就业困难认定已到期，待复核", "hard to employ until a day that has passed"
    CONTRADICTED = "contradicted", "台账与其后的记录不一致", "the ledger says otherwise than entries since"
