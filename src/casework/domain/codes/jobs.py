"""Coded words for a job: who brought it about, at what kind of employer, with which insurance, and why somebody came home."""

from __future__ import annotations

from casework.domain.codes.code import Code


class Broker(Code):
    """Who organised or brought about the work (GY-6c, CD-R3c)."""

    SELF = "self", "自己联系", ("自己找", "自己找的")
    RELATIVES = "relatives", "亲友介绍", ("亲友", "老乡介绍", "熟人介绍")
    LABOUR_BROKER = "labour-broker", "劳务经纪人", ("经纪人", "带头人")
    AGENCY = "agency", "人力资源服务机构", ("中介", "劳务公司", "人力公司")
    COOPERATIVE = "cooperative", "劳务专业合作社", ("合作社",)
    VILLAGE = "village", "村集体组织", ("村里组织", "村组织")
    GOVERNMENT = "government", "政府组织", ("政府组织输出", "有组织输出")
    OTHER = "other", "其他"


class EmployerKind(Code):
    """What kind of employer somebody works for (F-16)."""

    ENTERPRISE = "enterprise", "企业", ("公司", "工厂", "厂")
    WORKSHOP = "workshop", "振兴车间", ("帮扶车间", "扶贫车间", "社区工厂")
    COOPERATIVE = "cooperative", "农民专业合作社", ("合作社",)
    FARM = "farm", "家庭农场或大户", ("家庭农场", "种养大户")
    OWN_BUSINESS = "own-business", "个体经营户", ("个体", "个体户")
    PROJECT = "project", "工程项目", ("项目", "工地")
    PUBLIC = "public", "机关事业单位", ("事业单位", "村委会")
    PLATFORM = "platform", "平台企业", ("外卖平台", "快递平台", "网约车")
    PRIVATE_HOUSEHOLD = "private-household", "私人家庭", ("雇主家庭",)
    OTHER = "other", "其他"


class Insurance(Code):
    """Which insurance comes with the work (BJ-4.3)."""

    INJURY = "injury", "工伤保险", ("工伤",)
    PENSION = "pension", "养老保险", ("养老",)
    MEDICAL = "medical", "医疗保险", ("医保", "医疗")
    UNEMPLOYMENT = "unemployment", "失业保险", ("失业",)
    ACCIDENT = "accident", "意外伤害保险", ("意外险", "意外")
    NONE = "none", "未参保", ("没有保险", "无")


class WelfarePost(Code):
    """Kind of public-welfare post (GY-11a, BT-6c)."""

    CLEANER = "cleaner", "保洁员", ("保洁",)
    FOREST_GUARD = "forest-guard", "护林员", ("护林", "生态护林员")
    ROAD_KEEPER = "road-keeper", "护路员", ("护路",)
    WATER_KEEPER = "water-keeper", "护河员", ("水管员", "护水员")
    CARE_WORKER = "care-worker", "护理员", ("照料员",)
    SECURITY = "security", "治安协管员", ("治安员", "安保")
    CLERK = "clerk", "协理员", ("就业协理员", "信息员")
    OTHER = "other", "其他"


class ReturnReason(Code):
    """Why a worker came home (GY-14a, GY-14c)."""

    CONTRACT_ENDED = "contract-ended", "合同到期", ("到期",)
    LAID_OFF = "laid-off", "被裁减", ("裁员", "被辞退", "厂子关了")
    LOW_PAY = "low-pay", "收入低", ("工资低",)
    FAMILY = "family", "照顾家庭", ("带孩子", "照顾老人", "照顾家人")
    HEALTH = "health", "身体原因", ("生病", "健康原因")
    FARMING = "farming", "农忙", ("回来种地",)
    HOLIDAY = "holiday", "过节探亲", ("过年", "春节", "探亲")
    START_UP = "start-up", "返乡创业", ("创业",)
    WAGE_ARREARS = "wage-arrears", "欠薪", ("拖欠工资",)
    OTHER = "other", "其他"
