"""Coded words for wishes, needs and barriers, and for what led to an assistance level (BJ-1.3, BJ-3.1b)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class Wish(Code):
    """What a member wishes for (BJ-1.3)."""

    JOB = "job", "求职", ("找工作", "务工", "就业")
    START_UP = "start-up", "创业", ("自主创业",)
    TRAINING = "training", "培训", ("参加培训", "学技能")
    NONE = "none", "暂无意愿", ("无意愿", "没有意愿")


class Trade(Code):
    """In which trade a member wishes to work."""

    FARMING = "farming", "种植养殖", ("务农", "种植", "养殖")
    FACTORY = "factory", "制造加工", ("进厂", "制造业", "加工")
    BUILDING = "building", "建筑", ("工地", "建筑业")
    TRANSPORT = "transport", "运输快递", ("司机", "快递", "外卖")
    CATERING = "catering", "餐饮住宿", ("餐饮", "酒店")
    DOMESTIC = "domestic", "家政护理", ("家政", "护理", "保姆")
    TRADING = "trading", "商贸零售", ("零售", "销售")
    PUBLIC_WELFARE = "public-welfare", "公益性岗位", ("公益岗",)
    OFFICE = "office", "办公文职", ("文员",)
    OTHER = "other", "其他"


class WorkDistance(Code):
    """How far from home somebody works or would go (GY-1a)."""

    VILLAGE = "village", "本村"
    TOWNSHIP = "township", "本乡镇", ("本乡", "本镇")
    COUNTY = "county", "本县区", ("县内", "本县", "本区")
    CITY = "city", "本市", ("市内",)
    PROVINCE = "province", "本省", ("省内",)
    ELSEWHERE = "elsewhere", "省外"


class Need(Code):
    """What a member or the family asks for (GY-1a, BJ-1.4a)."""

    POST = "post", "岗位信息", ("找工作", "岗位")
    TRAINING = "training", "技能培训", ("培训",)
    START_UP = "start-up", "创业扶持", ("创业",)
    LOAN = "loan", "小额信贷", ("贷款",)
    SUBSIDY = "subsidy", "补贴", ("补助",)
    TRAVEL = "travel", "交通", ("交通补助",)
    CARE = "care", "照料支持", ("托养", "托育")
    RIGHTS = "rights", "维权", ("讨薪",)
    INSURANCE = "insurance", "社会保险", ("社保",)
    NONE = "none", "无需求", ("没有需求",)
    OTHER = "other", "其他"


class Barrier(Code):
    """What stands between a member and work, in person or in the family (BJ-1.3, CZ-12a)."""

    CHILD_CARE = "child-care", "照看子女", ("带孩子", "在家带孩子", "照顾孩子")
    CARE_OF_SICK = "care-of-sick", "照料病人或老人", ("照顾老人", "照顾病人")
    ILLNESS = "illness", "患病", ("身体原因", "生病")
    DISABILITY = "disability", "残疾"
    AGE = "age", "年龄偏大", ("年龄大",)
    SKILLS = "skills", "缺技能", ("技能不足", "没有技能")
    EDUCATION = "education", "文化程度低", ("不识字",)
    LANGUAGE = "language", "语言不通"
    TRANSPORT = "transport", "交通不便", ("路途远",)
    CAPITAL = "capital", "缺资金", ("没有资金",)
    INFORMATION = "information", "缺信息", ("没有门路", "缺乏信息")
    FARMING = "farming", "农活走不开", ("要种地",)
    WILL = "will", "意愿不强", ("不想干",)
    RECORD = "record", "前科或失信", ("失信",)
    OTHER = "other", "其他"


class LevelFactor(Code):
    """What led to an assistance level (BJ-3.1b)."""

    SKILLS = "skills", "技能水平"
    HEALTH = "health", "身体状况", ("健康",)
    AGE = "age", "年龄"
    EDUCATION = "education", "文化程度"
    FAMILY = "family", "家庭负担", ("家庭情况",)
    WILL = "will", "就业意愿"
    LONG_WITHOUT_WORK = "long-without-work", "长期未就业", ("长期失业",)
    REFUSALS = "refusals", "多次拒绝岗位"
    MONITORED = "monitored", "监测对象", ("防返贫监测",)
    OTHER = "other", "其他"
