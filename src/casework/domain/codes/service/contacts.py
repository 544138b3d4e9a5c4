"""Coded words for a contact: what was done in it, who was met, where, and what comes next (GY-13, CZ-12c, CZ-13b)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class Service(Code):
    """A service rendered in a contact (GY-13b, GY-13c, BJ-3.1a, BT-2c, BT-8e, CZ-7e)."""

    POST_INFORMATION = "post-information", "岗位信息", ("送岗位", "送岗到人")
    CAREER_GUIDANCE = "career-guidance", "职业指导", ("一对一指导", "就业指导")
    RECOMMENDATION = "recommendation", "岗位推荐", ("推荐岗位", "荐岗", "职业介绍")
    TRAINING_INFORMATION = "training-information", "培训信息", ("送培训", "送教上门")
    START_UP_SERVICE = "start-up-service", "创业服务"
    POLICY_BRIEFING = "policy-briefing", "政策宣传", ("政策咨询", "送政策", "政策讲解")
    POLICY_DELIVERY = "policy-delivery", "政策兑现", ("政策落实",)
    TRAVEL = "travel", "交通出行", ("送工", "包车")
    RIGHTS = "rights", "权益保障", ("维权",)
    LEGAL_ADVICE = "legal-advice", "法律咨询"
    MEDIATION = "mediation", "仲裁调解"
    POST_GUARANTEE = "post-guarantee", "岗位保障"
    INSURANCE = "insurance", "社会保险接续", ("社保",)
    RETURN_VISIT = "return-visit", "稳岗回访", ("回访",)
    OTHER = "other", "其他"


class Relation(Code):
    """Who was met or spoken to, or says something, as seen from the member."""

    SELF = "self", "本人"
    SPOUSE = "spouse", "配偶", ("爱人", "丈夫", "妻子")
    PARENT = "parent", "父母", ("父亲", "母亲")
    CHILD = "child", "子女", ("儿子", "女儿")
    OTHER_RELATIVE = "other-relative", "其他亲属", ("亲戚",)
    NEIGHBOUR = "neighbour", "邻居"
    VILLAGE_CADRE = "village-cadre", "村干部", ("村委", "网格员")
    EMPLOYER = "employer", "用人单位", ("单位", "企业", "老板")
    DATA = "data", "数据比对"
    OTHER = "other", "其他"


class ContactPlace(Code):
    """Where a contact took place (CZ-7a, BJ-3.3)."""

    HOME = "home", "家中", ("家里", "入户")
    VILLAGE_OFFICE = "village-office", "村委会", ("村就业服务站",)
    TOWNSHIP_OFFICE = "township-office", "乡镇便民服务中心", ("便民中心", "乡镇政府")
    WORKPLACE = "workplace", "务工地", ("单位", "工地", "厂里")
    JOB_FAIR = "job-fair", "招聘会", ("线上招聘", "直播带岗")
    ELSEWHERE = "elsewhere", "其他地点"


class NextAction(Code):
    """What is to be done next for a household or a member (CZ-6, GY-14c)."""

    VISIT = "visit", "入户走访", ("上门",)
    CALL = "call", "电话联系", ("打电话",)
    RECOMMEND_POST = "recommend-post", "推荐岗位"
    ARRANGE_TRAINING = "arrange-training", "安排培训"
    ARRANGE_INTERVIEW = "arrange-interview", "安排面试", ("面试",)
    HELP_WITH_DOCUMENTS = "help-with-documents", "协助办理证件或手续", ("办手续", "办证")
    APPLY_FOR_BENEFIT = "apply-for-benefit", "协助申请补贴或政策", ("申请补贴",)
    CHECK_DATA = "check-data", "核对信息", ("核实信息",)
    OTHER = "other", "其他"


class WhyMissed(Code):
    """Why an appointment did not take place (GY-14c)."""

    HOUSEHOLD = "household", "户方未到", ("对方未到", "群众未到"), "the household was not there"
    OFFICE = "office", "我方未到", ("干部未到",), "the office was not there"
    PUT_OFF = "put-off", "双方改期", ("改期", "另约")


class TelephoneFound(Code):
    """What was found out about a member's telephone (CZ-12c)."""

    CORRECTED = "corrected", "已更正", ("换号",)
    RIGHT = "right", "号码无误", ("号码正确",), "the number is right"
    NONE = "none", "没有电话", ("无电话",), "no telephone"


class ComplaintAbout(Code):
    """What a complaint or petition is about (CZ-2)."""

    SERVICE = "service", "帮扶服务", ("服务态度",)
    NOT_RECOGNISED = "not-recognised", "未认定为零就业家庭", ("未认定",)
    POLICY = "policy", "政策未兑现", ("补贴未发",), "a policy not delivered"
    POST = "post", "岗位安排", ("公岗",)
    WAGES = "wages", "工资报酬", ("欠薪",)
    OTHER = "other", "其他"


class ComplaintWay(Code):
    """By which way a complaint came in (CZ-2)."""

    IN_PERSON = "in-person", "来访", ("上访",)
    LETTER = "letter", "来信"
    HOTLINE = "hotline", "热线电话", ("12345", "12333")
    ONLINE = "online", "网上信访", ("网上",)
    PASSED_ON = "passed-on", "上级转办", ("转办",)


class ComplaintOutcome(Code):
    """What a complaint came to (CZ-2)."""

    PUT_RIGHT = "put-right", "属实，已解决", ("已解决",)
    PARTLY = "partly", "部分属实，已解释或处理"
    UNFOUNDED = "unfounded", "不属实，已解释", ("不属实",)
    PASSED_ON = "passed-on", "不属本部门，已转办"
    TAKEN_BACK = "taken-back", "本人撤回", ("撤回",)
