"""The coded words of the field, each with its Chinese label (source: the issue's settled codes; requirements, Vocabulary)."""

from __future__ import annotations

from enum import StrEnum

from casework.domain.labels import Label


class Code(StrEnum):
    """A word from a closed list, written in English in facts and shown in Chinese first."""

    zh: str
    en: str
    usual: tuple[str, ...]
    """What else people write for it; a part of its label they may write anyway (`written/code_words.py`)."""

    def __new__(cls, value: str, zh: str = "", *said: str | tuple[str, ...]) -> Code:
        """A member with its label, in English its value with blanks for hyphens unless said, and a tuple of usual words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = next((word for word in said if isinstance(word, str)), value.replace("-", " "))
        member.usual = next((words for words in said if isinstance(words, tuple)), ())
        return member

    @property
    def label(self) -> Label:
        """What screens call it."""
        return Label(self.zh, self.en)


class Sex(Code):
    """Sex as the resident id states it."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class Capacity(Code):
    """
    Labour capacity (劳动能力); blank in a ledger counts as full (BJ-1.1b, OF-37).

    What was said and not understood is neither blank nor any of the others: the household waits for an answer.
    """

    FULL = "full", "整劳力"
    WEAK = "weak", "弱劳力"
    HALF = "half", "半劳力"
    NONE = "none", "无劳动能力"
    NOT_UNDERSTOOD = "not-understood", "未看懂"


class Willingness(Code):
    """Wish to work (就业意愿) (GY-12c)."""

    WILLING = "willing", "有就业意愿"
    UNWILLING = "unwilling", "无就业意愿"
    NOT_UNDERSTOOD = "not-understood", "未看懂"


class Employment(Code):
    """Employment status (就业状态); service and custody are neither employed nor labour (BJ-1.1b)."""

    EMPLOYED = "employed", "已就业"
    NOT_EMPLOYED = "not-employed", "未就业"
    MILITARY_SERVICE = "military-service", "服兵役"
    CUSTODY = "custody", "服刑在押"
    NOT_UNDERSTOOD = "not-understood", "未看懂"


class Source(Code):
    """Where what is said of a household comes from."""

    LEDGER = "ledger", "台账"
    SURVEY = "survey", "调查摸底"
    VISIT = "visit", "入户走访"


class Office(Code):
    """The offices that a household is reported to (GY-2d)."""

    TOWNSHIP = "township", "乡镇", ("乡", "镇", "街道", "乡政府", "镇政府", "街道办")
    COUNTY_HRSS = "county-hrss", "县区人社部门", "county HRSS", ("人社局", "县人社局", "区人社局")
    COUNTY_RURAL_REVITALISATION = (
        "county-rural-revitalisation",
        "县区乡村振兴部门",
        ("乡村振兴局", "县乡村振兴局", "农业农村局"),
    )


class EpisodeKind(Code):
    """What kind of spell of zero employment began: a relapse is a new episode."""

    FIRST = "first", "首次"
    RELAPSE = "relapse", "反弹"
    NOT_RETAINED = "not-retained", "未稳定"
    FALSE_CLEARANCE = "false-clearance", "清零不实"


class VerificationSource(Code):
    """How a verification was made (CZ-10a)."""

    VISIT = "visit", "入户走访", ("上门", "实地")
    TELEPHONE = "telephone", "电话调查", ("打电话",)
    DATA_COMPARISON = "data-comparison", "数据比对"
    CERTIFICATE = "certificate", "证件证明", ("材料",)


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
    OTHER = "other", "其他"


class DifficultyKind(Code):
    """A concrete difficulty (具体困难) (GY-13d)."""

    WAGE_ARREARS = "wage-arrears", "欠薪", ("拖欠工资",)
    TRAVEL = "travel", "交通出行"
    CARE = "care", "照料", ("照顾",)
    HEALTH = "health", "健康", ("疾病",)
    SKILLS = "skills", "技能"
    DOCUMENTS = "documents", "证件"
    OTHER = "other", "其他"


class ProposalReturn(Code):
    """Why a proposal to clear or close is returned (GY-12f)."""

    EVIDENCE_MISSING = "evidence-missing", "佐证不足", ("材料不足", "缺少佐证", "证据不足")
    NOT_EMPLOYED = "not-employed", "未就业", ("没有就业", "没就业")
    NOT_LASTING = "not-lasting", "不稳定"
    OTHER = "other", "其他"


class Closing(Code):
    """Why an episode is closed otherwise than by work (OF-27, OF-31)."""

    UNWILLING = "unwilling", "无就业意愿（已签字）", ("没有就业意愿", "不愿就业")
    NO_CAPACITY = "no-capacity", "无劳动能力", ("丧失劳动能力",)
    MOVED = "moved", "迁出", ("搬走", "迁走", "已迁出")
    DECEASED = "deceased", "死亡", ("去世", "已故", "身故")
    OUT_OF_CONTACT = "out-of-contact", "失去联系", ("失联", "联系不上")
    REFUSED_OFFERS = "refused-offers", "多次拒绝岗位"


class Milestone(Code):
    """When after clearance retention is checked (CD-6g, OF-34)."""

    ONE_MONTH = "1m", "满1个月", ("一个月", "满一个月")
    THREE_MONTHS = "3m", "满3个月", ("三个月", "满三个月")
    SIX_MONTHS = "6m", "满6个月", ("六个月", "满六个月", "半年")


class Stage(Code):
    """Where a household stands; derived, never stored as a truth."""

    REGISTERED = "registered", "已登记"
    DETECTED = "detected", "已发现"
    VERIFIED = "verified", "已核实"
    ASSIGNED = "assigned", "已落实责任人"
    OFFERED = "offered", "已推介岗位"
    PLACED = "placed", "已上岗"
    CLEARANCE_PROPOSED = "clearance-proposed", "待审核清零"
    CLEARED = "cleared", "已清零"
    STABLE = "stable", "已稳定"
    CLOSED_OTHERWISE = "closed-otherwise", "其他方式退出"


class HouseholdCategory(Code):
    """Which monitored category a household belongs to (GY-12b, OF-38)."""

    LIFTED_OUT_OF_POVERTY = "lifted-out-of-poverty", "脱贫户"
    UNSTABLE = "unstable", "脱贫不稳定户"
    MARGINAL = "marginal", "边缘易致贫户"
    SUDDEN_HARDSHIP = "sudden-hardship", "突发严重困难户"
    LOW_INCOME = "low-income", "低收入农户"
    OTHER = "other", "其他"


class ChangeKind(Code):
    """What became of a division."""

    MERGED = "merged", "合并"
    SPLIT = "split", "拆分"
    RENAMED = "renamed", "更名"
    MOVED = "moved", "划转"
