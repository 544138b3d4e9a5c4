"""Coded words for offers, work and its end (GY-6, OF-19, GY-14a)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class Channel(Code):
    """Through which channel a post is offered (GY-6b)."""

    LABOUR_COOPERATION = "labour-cooperation", "劳务协作"
    PROJECT = "project", "项目"
    LOCAL_INDUSTRY = "local-industry", "本地产业"
    SOCIAL = "social", "社会关系"
    PRIVATE_FIRM = "private-firm", "民营企业"
    PUBLIC_WELFARE = "public-welfare", "公益性岗位", ("公益岗", "公益岗位")
    WORK_RELIEF = "work-relief", "以工代赈"
    WORKSHOP = "workshop", "振兴车间", ("帮扶车间",)
    SELF_FOUND = "self-found", "自主求职", ("自己找", "自己找的")
    OTHER = "other", "其他"


class Refusal(Code):
    """Why a member refused an offered post (OF-19)."""

    DISTANCE = "distance", "路途远", ("远", "太远", "离家远")
    PAY = "pay", "薪资低", ("工资低", "收入低")
    FAMILY_CARE = "family-care", "需照料家人", ("照顾家人", "照顾家庭", "带孩子")
    HEALTH = "health", "健康原因", ("身体原因", "有病")
    SKILLS = "skills", "技能不符"
    CONDITIONS = "conditions", "条件不符"
    NO_REASON = "no-reason", "无正当理由"
    OTHER = "other", "其他"


class WorkKind(Code):
    """Kind of work of a placement (GY-6d)."""

    CONTRACT = "contract", "签订合同", ("有合同",)
    FLEXIBLE = "flexible", "灵活就业"
    ODD_JOBS = "odd-jobs", "打零工", ("临时工",)
    PUBLIC_WELFARE = "public-welfare", "公益性岗位", ("公益岗", "公益岗位")
    SELF_EMPLOYED = "self-employed", "自主创业", ("个体", "个体经营")
    HOUSEHOLD_PRODUCTION = "household-production", "家庭生产经营", ("务农", "家庭经营")
    WORK_RELIEF = "work-relief", "以工代赈"


class JobEnd(Code):
    """Why a job ended (GY-14a)."""

    CONTRACT_ENDED = "contract-ended", "合同到期"
    LAID_OFF = "laid-off", "被裁减", ("裁员", "被辞退")
    QUIT = "quit", "辞职", ("离职", "自己辞职")
    TERM_ENDED = "term-ended", "岗位期满"
    RETURNED_HOME = "returned-home", "返乡回流", ("回乡",)
    NOT_LISTED = "not-listed", "本次台账未列此人", "not in this ledger any more"
    LEFT_HOUSEHOLD = "left-household", "已离开该户", "left the household"
    SAID_IDLE = "said-idle", "台账或调查写明已无工作", "said to have no work any more"
    OTHER = "other", "其他"
