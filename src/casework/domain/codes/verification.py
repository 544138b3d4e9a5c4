"""Coded words for what a verification found (BJ-1.2, GY-12c, OF-36)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class NotEligible(Code):
    """Why a detected household is not eligible (GY-12c)."""

    EMPLOYED = "employed", "已有人就业", ("已就业", "有人务工", "已务工")
    NO_CAPACITY = "no-capacity", "无劳动能力", ("丧失劳动能力",)
    UNWILLING = "unwilling", "无就业意愿（已签字）", ("没有就业意愿", "不愿就业")
    NOT_IN_SCOPE = "not-in-scope", "不在范围内"
    MOVED = "moved", "迁出", ("搬走", "迁走", "已迁出")
    DECEASED = "deceased", "死亡", ("去世", "已故", "身故")


class Finding(Code):
    """What a verification found of one member (BJ-1.2)."""

    WILLING = "willing", "有就业意愿", ("愿意", "有意愿", "愿意就业")
    UNWILLING = "unwilling", "暂无就业意愿", ("不愿意", "无意愿", "不愿意就业")
    INCAPABLE = "incapable", "无劳动能力", ("丧失劳动能力",)
    EXCLUDED = "excluded", "除外人员"


class HardToEmployGround(Code):
    """The ground on which a member is hard to employ (OF-36)."""

    OLDER = "older", "大龄"
    DISABLED = "disabled", "残疾", ("残疾人",)
    FAMILY_HARDSHIP = "family-hardship", "家庭困难"
    LONG_UNEMPLOYED = "long-unemployed", "长期失业"
    LAND_LOST = "land-lost", "失地"
    GRADUATE = "graduate", "高校毕业生", ("大学生",)
    OTHER = "other", "其他"


class HardToEmployEnd(Code):
    """Why a member is hard to employ no more (OF-36)."""

    IN_STABLE_WORK = "in-stable-work", "已稳定就业", ("稳定就业", "实现就业")
    GROUND_GONE = "ground-gone", "困难情形已消除", "the ground is gone", ("不再符合", "情形消除")
    TERM_ENDED = "term-ended", "认定期满", "the term is over", ("期满",)
    PENSION = "pension", "已享受养老待遇", "draws a pension", ("退休", "领养老金")
    WRONG = "wrong", "认定有误", "confirmed by mistake", ("认定错误", "误认")
    OTHER = "other", "其他"


class Registration(Code):
    """How a member is registered with the public employment service (BJ-1.2a, BJ-1.2b)."""

    NONE = "none", "未登记", "not registered", ("无", "没有登记")
    SEEKING_TRANSFER = "seeking-transfer", "转移就业求职登记", "seeking transfer work", ("求职登记", "转移就业登记")
    UNEMPLOYED = "unemployed", "失业登记", "registered unemployed", ("登记失业",)
    EMPLOYED = "employed", "就业登记", "registered in work", ("登记就业",)


class UnwillingReason(Code):
    """Why a member does not wish to work for now (BJ-1.2c, F-8)."""

    CARE = "care", "照料家人", "cares for the family", ("带孩子", "照顾老人", "照顾病人", "照顾家人")
    HEALTH = "health", "身体原因", ("生病", "健康原因", "养病")
    PREGNANCY = "pregnancy", "怀孕或哺乳", "pregnant or nursing", ("怀孕", "哺乳", "坐月子")
    STUDY = "study", "准备升学或培训", "prepares for study", ("备考", "升学", "参加培训")
    FARMING = "farming", "在家务农", ("务农", "种地")
    ENOUGH_INCOME = "enough-income", "已有其他收入", "has other income", ("有收入", "不缺钱")
    PAY_TOO_LOW = "pay-too-low", "嫌工资低", ("工资低", "收入低")
    TOO_FAR = "too-far", "不愿外出", "will not go away", ("离家远", "太远")
    NEAR_RETIREMENT = "near-retirement", "临近退休年龄", ("快退休", "年龄大")
    OTHER = "other", "其他"


class ConsentAnswer(Code):
    """What a household answered when it was asked to let its data be checked (OF-15)."""

    ASKED = "asked", "已征求，未答复", "asked, not answered", ("已询问", "已征求")
    GIVEN = "given", "同意授权", ("同意", "授权", "已授权")
    REFUSED = "refused", "拒绝授权", ("不同意", "拒绝")
    WITHDRAWN = "withdrawn", "撤回授权", ("撤回", "撤销")


class CheckedData(Code):
    """Which data of a household another office may be asked for (OF-15, CZ-3)."""

    INCOME = "income", "收入", ("工资",)
    PROPERTY = "property", "房产车辆", ("房产", "车辆")
    DEPOSITS = "deposits", "银行存款", ("存款", "银行")
    INSURANCE = "insurance", "社会保险", ("社保",)
    REGISTRATION = "registration", "工商登记", "business registration", ("工商", "营业执照")
    HEALTH = "health", "医疗残疾", "health and disability", ("医疗", "残疾")
    OTHER = "other", "其他"
