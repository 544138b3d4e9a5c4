"""Coded words for what a person brings along and where they belong: education, skills, health, registration (GY-1a, CD-R1b)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class Education(Code):
    """The highest school that somebody has finished (文化程度)."""

    NONE = "none", "文盲或半文盲", "no schooling", ("文盲", "半文盲", "不识字", "未上学")
    PRIMARY = "primary", "小学"
    JUNIOR = "junior", "初中", "junior secondary", ("初级中学",)
    SENIOR = "senior", "高中", "senior secondary", ("普通高中", "高级中学")
    VOCATIONAL = "vocational", "中专或技校", ("中专", "技校", "职高", "中职", "中等专业学校", "职业高中", "中技")
    COLLEGE = "college", "大专", ("专科", "大学专科", "高职", "大学专科及以上")
    BACHELOR = "bachelor", "本科", ("大学本科", "大学", "本科及以上")
    MASTER = "master", "研究生", ("硕士", "硕士研究生", "博士", "博士研究生", "研究生及以上")


class Health(Code):
    """What a source says of somebody's health (健康状况); several may hold at once."""

    HEALTHY = "healthy", "健康", ("身体健康", "良好", "健康或良好", "正常")
    CHRONIC = "chronic", "长期慢性病", "chronic illness", ("慢性病", "患慢性病", "长期慢病")
    SERIOUS = "serious", "患有大病", "serious illness", ("大病", "重病", "患大病")
    DISABLED = (
        "disabled",
        "残疾",
        ("残疾人", "视力残疾", "听力残疾", "言语残疾", "肢体残疾", "智力残疾", "精神残疾", "多重残疾"),
    )


class Disability(Code):
    """The kind of a disability, as the certificate names it (残疾类别)."""

    SIGHT = "sight", "视力残疾"
    HEARING = "hearing", "听力残疾"
    SPEECH = "speech", "言语残疾"
    LIMB = "limb", "肢体残疾"
    INTELLECTUAL = "intellectual", "智力残疾"
    MENTAL = "mental", "精神残疾"
    SEVERAL = "several", "多重残疾"


class Skill(Code):
    """What somebody can do for a living (劳动技能)."""

    BUILDING = "building", "建筑施工", ("建筑", "瓦工", "泥水匠", "泥瓦匠", "砌筑工", "钢筋工", "建筑工")
    DECORATING = "decorating", "装修", ("油漆工", "粉刷", "贴砖", "水电安装")
    CARPENTRY = "carpentry", "木工", ("木匠",)
    WELDING = "welding", "焊工", ("电焊", "电焊工", "焊接")
    ELECTRICS = "electrics", "电工", "electrical work"
    MACHINERY = "machinery", "机械操作", ("挖掘机", "挖机", "装载机", "叉车", "铲车", "机床操作")
    DRIVING = "driving", "驾驶", ("司机", "驾驶员", "货车驾驶")
    REPAIR = "repair", "维修", ("汽车维修", "修理", "家电维修", "摩托车维修")
    SEWING = "sewing", "缝纫", ("裁缝", "缝纫工", "服装加工")
    COOKING = "cooking", "烹饪", ("厨师", "面点", "中式烹调")
    DOMESTIC = "domestic", "家政服务", ("家政", "保洁", "月嫂", "育婴")
    CARE = "care", "护理", ("养老护理", "护工")
    HAIRDRESSING = "hairdressing", "美容美发", ("理发", "美发", "美容")
    CROPS = "crops", "种植", ("种植技术", "果树修剪", "蔬菜种植", "农作物种植")
    LIVESTOCK = "livestock", "养殖", ("养殖技术", "养猪", "养牛", "养羊", "养鸡")
    CRAFT = "craft", "手工编织", "handicraft", ("编织", "刺绣", "手工", "竹编", "十字绣")
    COMPUTER = "computer", "计算机", "computer work", ("电脑", "电子商务", "电商", "直播带货")
    TRADE = "trade", "经商", ("商贸", "销售")
    TEACHING = "teaching", "教师", ("幼师", "教育")
    MEDICINE = "medicine", "医务", ("医生", "护士", "村医")
    OTHER = "other", "其他技能", "another skill"
    NONE = "none", "无技能", "no skill", ("没有技能", "无一技之长")


class HouseholdRegistration(Code):
    """The kind of a person's household registration (户口性质)."""

    RURAL = "rural", "农业户口", ("农业", "农村户口", "农村")
    URBAN = "urban", "非农业户口", ("非农业", "城镇户口", "城镇", "非农")
    RESIDENT = "resident", "居民户口", "resident's registration", ("居民", "家庭户", "居民家庭户口", "统一居民户口")
    COLLECTIVE = "collective", "集体户口", ("集体户",)
    NONE = "none", "未落户", "not registered", ("无户口", "待落户", "未上户")
