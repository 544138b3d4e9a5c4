"""Coded words for what is planned and done for a household (BJ-3.1b, GY-14b, CZ-12c, GY-13d)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class Level(Code):
    """Assistance level (帮扶级别) (BJ-3.1b)."""

    GENERAL = "general", "自助服务或一般性指导", ("一般帮扶",)
    KEY = "key", "重点帮扶"
    SPECIAL = "special", "特殊帮扶"


class Measure(Code):
    """An assistance measure of the library (GY-14b)."""

    JOB_RECOMMENDATION = "job-recommendation", "岗位推荐", ("推荐岗位", "荐岗")
    TRAINING = "training", "技能培训", ("培训",)
    REFRESHER_TRAINING = "refresher-training", "“回炉”培训"
    PUBLIC_WELFARE_POST = "public-welfare-post", "公益性岗位", ("公益岗", "公益岗位")
    START_UP_SUPPORT = "start-up-support", "创业扶持"
    LOAN = "loan", "贷款"
    SUBSIDY = "subsidy", "补贴"
    CARE_SUPPORT = "care-support", "照料支持"
    OTHER = "other", "其他"


class Benefit(Code):
    """A policy delivered, or a benefit paid, to a member (GY-13c, GY-16b, BT-1e)."""

    TRAVEL_SUBSIDY = "travel-subsidy", "交通补助", ("车票补贴", "路费补贴")
    WORK_SUBSIDY = "work-subsidy", "稳岗补助", ("务工补贴", "稳岗补贴")
    SOCIAL_INSURANCE_SUBSIDY = "social-insurance-subsidy", "社会保险补贴", ("社保补贴",)
    POST_SUBSIDY = "post-subsidy", "岗位补贴", ("公岗补贴",)
    TRAINING_SUBSIDY = "training-subsidy", "培训补贴", ("生活补贴",)
    START_UP_SUBSIDY = "start-up-subsidy", "创业补贴"
    START_UP_LOAN = "start-up-loan", "创业担保贷款", ("小额信贷", "贷款")
    ABSORPTION_REWARD = "absorption-reward", "吸纳就业奖励"
    INTERNSHIP_SUBSIDY = "internship-subsidy", "见习补贴", ("就业见习补贴",)
    LIVING_ALLOWANCE = "living-allowance", "低保或临时救助", ("低保", "临时救助")
    OTHER = "other", "其他"


class FollowUpKind(Code):
    """How a follow-up was made (CZ-12c)."""

    VISIT = "visit", "入户走访", ("上门", "见面")
    CALL = "call", "电话", ("打电话", "通话")
    MESSAGE = "message", "短信或微信", ("发信息",)


class Outcome(Code):
    """What came of a follow-up (CZ-12c)."""

    REACHED = "reached", "已联系到", ("联系上", "联系上了", "见到", "已见到")
    INVALID_NUMBER = "invalid-number", "号码无效", ("空号", "错号", "停机")
    REFUSED = "refused", "拒绝沟通", ("拒接", "挂断")
    NO_COMMON_LANGUAGE = "no-common-language", "语言不通"
    NOT_THE_PERSON = "not-the-person", "非本人"
    AWAY = "away", "外出不在", ("不在家", "未在家")


class DifficultyKind(Code):
    """A concrete difficulty (具体困难) (GY-13d)."""

    WAGE_ARREARS = "wage-arrears", "欠薪", ("拖欠工资",)
    TRAVEL = "travel", "交通出行"
    CARE = "care", "照料", ("照顾",)
    HEALTH = "health", "健康", ("疾病",)
    SKILLS = "skills", "技能"
    DOCUMENTS = "documents", "证件"
    OTHER = "other", "其他"
