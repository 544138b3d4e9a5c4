"""Coded words for where something is known from, whom it is reported to, and who set the days of a duty (GY-2d, CZ-10a)."""

from __future__ import annotations

from typing import Final

from casework.domain.codes.code import Code
from casework.domain.labels import Label


class Source(Code):
    """Where what is said of a household comes from."""

    LEDGER = "ledger", "台账"
    SURVEY = "survey", "调查摸底"
    VISIT = "visit", "入户走访"


class VerificationSource(Code):
    """How a verification was made (CZ-10a)."""

    VISIT = "visit", "入户走访", ("上门", "实地")
    TELEPHONE = "telephone", "电话调查", ("打电话",)
    DATA_COMPARISON = "data-comparison", "数据比对"
    CERTIFICATE = "certificate", "证件证明", ("材料",)


class ExternalSystem(Code):
    """A system outside into which a household's records are entered as well (GY-1c)."""

    NATIONAL = (
        "national",
        "全国防返贫监测信息系统",
        "the national system for preventing return to poverty",
        ("全国系统", "防返贫系统"),
    )
    PROVINCIAL = (
        "provincial",
        "省公共就业服务管理信息系统",
        "the provincial employment service system",
        ("省级系统", "省系统"),
    )


class Shown(Code):
    """In which answer personal data was shown in full."""

    HOUSEHOLD = "household", "一户的现状", "the page of the household"
    HISTORY = "history", "全程记录", "the history"
    TO_SHARE = "to-share", "待录入清单", "the list of what is to be shared"


class Office(Code):
    """The offices that a household is reported to (GY-2d)."""

    TOWNSHIP = "township", "乡镇", ("乡", "镇", "街道", "乡政府", "镇政府", "街道办")
    COUNTY_HRSS = "county-hrss", "县区人社部门", "county HRSS", ("人社局", "县人社局", "区人社局")
    COUNTY_RURAL_REVITALISATION = (
        "county-rural-revitalisation",
        "县区乡村振兴部门",
        ("乡村振兴局", "县乡村振兴局", "农业农村局"),
    )


class Force(Code):
    """
    Who set the days of a deadline.

    `law`: a document that binds the office gives them. `promise`: they were promised to people in public, or to the
    one whose day it is. `internal`: the office set them itself, though a document may ask for the duty.
    """

    LAW = "law", "法定", "set by law", ("法律规定", "法定期限")
    PROMISE = "promise", "承诺", "promised", ("承诺期限",)
    INTERNAL = "internal", "内部", "internal", ("内部期限",)


NOT_STATED: Final = Label("未写明", "not stated")
"""What is said of a rule whose policy does not say it: nothing is concluded from that."""


def force_in_words(force: Force | None) -> Label:
    """The force in words of both languages."""
    return NOT_STATED if force is None else force.label
