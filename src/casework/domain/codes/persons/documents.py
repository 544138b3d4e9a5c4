"""Coded words for documents: certificates of registration, and what proves something (BJ-1.2b, GY-11c, F-9)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class CertificateKind(Code):
    """Which certificate of registration a member holds (BJ-1.2b, F-9)."""

    RURAL_TRANSFER = (
        "rural-transfer",
        "农村劳动力转移就业登记证",
        "certificate of rural transfer employment",
        ("转移就业登记证", "转移就业证"),
    )
    EMPLOYMENT_UNEMPLOYMENT = (
        "employment-unemployment",
        "就业失业登记证",
        "employment and unemployment certificate",
        ("就业失业证", "就业创业证", "失业证"),
    )
    OTHER = "other", "其他证件", "another certificate"


class CertificateAct(Code):
    """What was done with a certificate (BJ-1.2a, F-9)."""

    ISSUED = "issued", "发放", ("新发", "办证", "领证")
    CHANGED = "changed", "变更", ("变更记载", "换证")
    REPLACED = "replaced", "补发", ("补办", "补证")
    WITHDRAWN = "withdrawn", "收回或注销", ("收回", "注销")


class EvidenceKind(Code):
    """What kind of evidence proves a job, a finding or a solution (GY-11c, GY-13a, BJ-1.2c)."""

    CONTRACT = "contract", "劳动合同", ("合同", "劳务协议", "用工协议")
    LICENCE = "licence", "营业执照", ("执照",)
    PAY_SLIP = "pay-slip", "工资凭证", ("工资条", "工资单", "工资流水", "银行流水")
    INSURANCE_RECORD = "insurance-record", "社保缴费记录", ("社保记录", "参保记录")
    CERTIFICATE = "certificate", "证件或证明", ("证明", "残疾证", "证件")
    STATEMENT = "statement", "书面说明", ("说明", "承诺书", "签字记录")
    PHOTO = "photo", "照片", ("影像", "现场照片")
    CALL_RECORD = "call-record", "通话记录", ("录音",)
    DATA = "data", "部门比对数据", "data of another department", ("比对数据",)
    OTHER = "other", "其他材料", "something else"
