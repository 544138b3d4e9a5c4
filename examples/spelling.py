"""The many ways in which the villages write the same thing."""

from __future__ import annotations

import random
from datetime import date
from typing import Final

from examples.layouts import Layout
from examples.people import Person, Work, checksum

Value = str | int | float | date | None
"""A cell; a `date` becomes a cell formatted as one."""

FULL_WIDTH: Final = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
STATUS = {
    Work.EMPLOYED: ("务工", "务工", "已就业", "就业", "灵活就业", "公益性岗位", "自主创业", "个体经营", "打零工"),
    Work.NOT_EMPLOYED: ("未就业", "未就业", "务农", "失业", "待业", "无业", "未务工", ""),
    Work.AWAY: ("服兵役", "现役", "参军", "服刑", "在押"),
}
YES_NO: dict[Work, tuple[Value, ...]] = {
    Work.EMPLOYED: ("是", "是", "√", "1", 1),
    Work.NOT_EMPLOYED: ("否", "否", "×", "0", 0, ""),
    Work.AWAY: STATUS[Work.AWAY],
}
UNKNOWN_STATUS = ("情况不明", "在家带孩子", "身体原因在家")
CAPABLE = ("普通劳动力", "普通劳动力", "技能劳动力", "弱劳动力或半劳动力", "弱劳动力", "半劳动力", "")
INCAPABLE = ("丧失劳动力", "无劳动力", "完全丧失劳动能力", "无劳动能力")
WILLING: tuple[Value, ...] = ("愿意", "愿意", "是", "有", "√", "1", 1, "不愿意", "否", "无", "×", 0, "")
EMPLOYERS = (
    "七亩电子厂",
    "百垄物流园",
    "九畦制衣厂",
    "三顷建筑队",
    "五坡家政服务部",
    "四塘餐馆",
    "本村扶贫车间",
    "十坝食品厂",
)
PLACES = ("县内", "县外市内", "市外省内", "省外", "乡镇内", "省外（九顷市）")
POSTS = ("普工", "缝纫工", "保洁员", "装卸工", "护林员", "电工", "厨师", "保安", "司机")
CHANNELS = ("亲友介绍", "自主就业", "劳务输出", "东西部协作", "公益性岗位安置", "就业帮扶车间")
MALFORMED = ("99010219800", "身份证丢失", "9901021980010112", "99010219800101123XX", "待补")
TOO_MUCH_FOR_A_NUMBER = "9.90102E+17"


def school_word(person: Person, rng: random.Random) -> str:
    """在校生状况: every word but a few counts as being at school."""
    if person.in_school:
        stages = ((6, "学前"), (12, "小学"), (15, "初中"), (18, "高中"))
        young = next((word for limit, word in stages if person.age < limit), None)
        return young or rng.choice(("大学在读", "大专在读", "2028届", "2027届", "高职", "在校生"))
    if person.age in range(18, 26):
        return rng.choice(("", "非在校生", "已毕业", "应届毕业生", "2026届", "2025届"))
    return rng.choice(("", "", "", "非在校生"))


def status_word(person: Person, layout: Layout, rng: random.Random) -> Value:
    """就业状态 in the sheet's own manner."""
    if person.quirk == "status-unknown":
        return rng.choice(UNKNOWN_STATUS)
    if person.work is Work.NOT_EMPLOYED and (person.age < 16 or person.age > 70):
        return ""
    return rng.choice(YES_NO[person.work] if layout.yes_no else STATUS[person.work])


def spell_month(year: int, month: int, rng: random.Random) -> Value:
    """A month as people write it; a number of January or October is avoided, for 2025.1 would be both."""
    day = rng.randint(1, 28)
    ways: list[Value] = [
        date(year, month, day),
        f"{year}-{month:02d}-{day:02d}",
        f"{year}/{month}/{day}",
        f"{year}年{month}月",
        f"{year}.{month}",
        (date(year, month, day) - date(1899, 12, 30)).days,
    ]
    if month not in (1, 10):
        ways.append(float(f"{year}.{month}"))
    else:
        ways[4] = f"{year}.{month:02d}"
    return rng.choice(ways)


def spell_birth(born: date, rng: random.Random) -> Value:
    """The whole birth date."""
    plain = (f"{born:%Y-%m-%d}", f"{born.year}/{born.month}/{born.day}", f"{born.year}年{born.month}月{born.day}日")
    return rng.choice((born, born, *plain))


def pay(person: Person, rng: random.Random) -> Value:
    """月收入: a number, or a number with the clerk's ornaments."""
    if person.quirk == "pay-unreadable":
        return "面议"
    yuan = rng.randrange(1500, 7600, 100)
    return rng.choice((yuan, yuan, yuan, f"{yuan:,}", f"{yuan}元", str(yuan)))


def resident_id(person: Person, rng: random.Random) -> Value:
    """The id as it stands in the cell, or as it must not stand there."""
    number = person.resident_id
    if person.problem is not None and person.problem != "duplicate-person":
        return _refused_id(person, rng)
    match person.quirk:
        case "id-blank":
            return None
        case "id-15-digits":
            return number[:6] + number[8:17]
        case "id-full-width":
            return number.translate(FULL_WIDTH)
        case "id-spaces":
            return rng.choice((f" {number}", f"{number}　", f"{number[:6]} {number[6:14]} {number[14:]}"))
    return number.lower() if rng.random() < 0.3 else number


def _refused_id(person: Person, rng: random.Random) -> Value:
    number = person.resident_id
    match person.problem:
        case "id-checksum":
            return number[:17] + ("5" if number[17] != "5" else "6")
        case "id-format":
            return rng.choice((None, *MALFORMED))
        case "id-digits-lost":
            return TOO_MUCH_FOR_A_NUMBER if rng.random() < 0.2 else float(number[:17] + "0")
        case "id-date":
            wrong = number[:6] + rng.choice(("19900230", "19851301", "20291231")) + number[14:17]
            return wrong + checksum(wrong)
    return number


def birth_cell(person: Person, layout: Layout, rng: random.Random) -> Value:
    """出生日期: mostly what the id says; under 出生年月 often no day."""
    if person.problem == "id-format":
        return None
    if person.quirk == "birth-differs":
        return f"{person.born.year - 1}-{person.born:%m-%d}" if person.born.day < 29 else f"{person.born:%Y-%m}-01"
    if ("birth", "出生年月") in layout.columns and person.quirk != "id-blank" and rng.random() < 0.5:
        return rng.choice((f"{person.born:%Y.%m}", f"{person.born.year}年{person.born.month}月"))
    return spell_birth(person.born, rng)


def period(person: Person, layout: Layout, rng: random.Random) -> tuple[Value, Value]:
    """外出时间 and 返乡时间; who came back again stands with a later return date."""
    year, month = rng.randint(2022, 2025), rng.randint(1, 12)
    if person.problem == "bad-date":
        return rng.choice(("2025年13月", "2025-02-30", "2024.15", "去年春节后")), None
    if person.work is Work.EMPLOYED:
        return spell_month(year, month, rng), None
    if not layout.has("status") and person.age in range(18, 61) and rng.random() < 0.4:
        return spell_month(min(year, 2024), month, rng), spell_month(2025, rng.randint(1, 12), rng)
    return None, None
