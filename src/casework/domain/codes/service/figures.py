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
