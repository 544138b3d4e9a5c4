"""Coded words for the ledgers that a village keeps of its workers (GY-2c)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class LedgerGroup(Code):
    """The three groups for whom a village keeps a ledger of its own (GY-2c)."""

    RETURNEES = "returnees", "外出返乡回流人员", ("返乡人员", "返乡回流")
    WILLING = "willing", "有就业意愿未实现就业人员", ("有意愿未就业",)
    ZERO_EMPLOYMENT = "zero-employment", "有劳动力零就业家庭成员", ("零就业家庭",)
