"""Coded words for persons and households as a ledger, a survey or a visit states them (BJ-1.1b, GY-12b)."""

from __future__ import annotations

from casework.domain.codes.code import Code


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


class EmploymentStated(Code):
    """Which kind of work, or of having none, a source states; nothing rests on it (BJ-1.2b, GY-6d)."""

    CONTRACT = "contract", "签订合同", ("有合同", "单位就业")
    FLEXIBLE = "flexible", "灵活就业"
    ODD_JOBS = "odd-jobs", "打零工", ("零工", "临时工")
    PUBLIC_WELFARE = "public-welfare", "公益性岗位", ("公益岗",)
    SELF_EMPLOYED = "self-employed", "自主创业", ("个体经营", "创业")
    MIGRANT = "migrant", "外出务工", ("务工", "打工")
    FARMING = "farming", "务农", ("种地", "在家务农")
    AT_HOME_CARE = "at-home-care", "在家照料", ("带孩子", "照顾老人")
    AT_HOME_HEALTH = "at-home-health", "因健康原因在家", ("身体原因", "养病")
    LOOKING_FOR_WORK = "looking-for-work", "求职中", ("找工作", "待业")
    UNKNOWN = "unknown", "情况不明", ("不详", "不清楚")


class LabourKind(Code):
    """Skilled or ordinary labour, where a source says so beside the capacity."""

    SKILLED = "skilled", "技能劳动力"
    ORDINARY = "ordinary", "普通劳动力"


class HouseholdCategory(Code):
    """Which monitored category a household belongs to (GY-12b, OF-38)."""

    LIFTED_OUT_OF_POVERTY = "lifted-out-of-poverty", "脱贫户"
    UNSTABLE = "unstable", "脱贫不稳定户"
    MARGINAL = "marginal", "边缘易致贫户"
    SUDDEN_HARDSHIP = "sudden-hardship", "突发严重困难户"
    LOW_INCOME = "low-income", "低收入农户"
    OTHER = "other", "其他"


class DocumentKind(Code):
    """A document other than the resident id, told by the form of its number or by its name."""

    PASSPORT = "passport", "护照"
    HONG_KONG_MACAO_PERMIT = (
        "hong-kong-macao-permit",
        "港澳居民来往内地通行证",
        "permit for residents of Hong Kong and Macao",
    )
    TAIWAN_PERMIT = "taiwan-permit", "台湾居民来往大陆通行证", "permit for residents of Taiwan"
    RESIDENCE_CARD = "residence-card", "外国人永久居留身份证", "permanent residence card"
    HOUSEHOLD_REGISTER = "household-register", "户口簿", "household register"
    BIRTH_CERTIFICATE = "birth-certificate", "出生医学证明", "birth certificate"
    MILITARY_CARD = "military-card", "军官证", "military card"
    OTHER = "other", "其他证件", "another document"


class LedgerGroup(Code):
    """The three groups for whom a village keeps a ledger of its own (GY-2c)."""

    RETURNEES = "returnees", "外出返乡回流人员", ("返乡人员", "返乡回流")
    WILLING = "willing", "有就业意愿未实现就业人员", ("有意愿未就业",)
    ZERO_EMPLOYMENT = "zero-employment", "有劳动力零就业家庭成员", ("零就业家庭",)


class MembershipGround(Code):
    """Why a member joined a household or left it (GY-1b, GY-2a)."""

    BORN = "born", "出生", ("新生儿",)
    ADOPTED = "adopted", "收养"
    MARRIED = "married", "结婚", ("婚嫁", "出嫁", "入赘")
    DIVORCED = "divorced", "离婚"
    MOVED = "moved", "迁移", ("迁往他户", "投靠")
    SPLIT_OFF = "split-off", "分户", ("另立户",)
    MERGED = "merged", "并户", ("合户",)
    RETURNED = "returned", "回户", ("退伍", "刑满释放")
    DEAD = "dead", "死亡", ("去世", "已故", "身故")
    ARMY = "army", "参军入伍", ("入伍", "参军")
    CUSTODY = "custody", "服刑在押", ("服刑", "羁押")
    SAME_PERSON = "same-person", "重复登记", ("同一人",)
    MISTAKE = "mistake", "登记有误", ("误登",)
    OTHER = "other", "其他"
