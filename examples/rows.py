"""One person of one household as the cells of a row."""

from __future__ import annotations

import random

from examples.households import Household
from examples.layouts import Layout
from examples.people import Person, Work
from examples.places import Village
from examples.spelling import (
    CAPABLE,
    CHANNELS,
    EMPLOYERS,
    INCAPABLE,
    PLACES,
    POSTS,
    WILLING,
    Value,
    birth_cell,
    pay,
    period,
    resident_id,
    school_word,
    status_word,
)

REGION_KEYS = ("county", "township", "village", "group")
HOUSEHOLD_KEYS = ("number", "head")
CATEGORIES = ("脱贫户", "脱贫户", "边缘易致贫户", "突发严重困难户", "脱贫不稳定户", "一般农户")


def region_cells(household: Household, rng: random.Random) -> dict[str, Value]:
    """The household's place; a blank township is left where the village can be told without it."""
    village = household.village
    ending = rng.choice((village.name, village.short, village.short, village.stem))
    group = rng.randint(1, 9)
    cells: dict[str, Value] = {
        "county": village.county,
        "township": village.township if rng.random() < 0.97 or _needs_township(village) else None,
        "village": ending,
        "group": rng.choice((group, f"{group}组", f"第{group}组")),
    }
    if household.problem == "ambiguous-village":
        cells["township"] = None
    if household.problem == "unknown-village":
        cells |= rng.choice(({"village": "无此村"}, {"village": village.stem + "新村"}, {"township": "不在册乡"}))
    return cells


def _needs_township(village: Village) -> bool:
    return village.stem == "双穗"


def household_cells(household: Household, rng: random.Random) -> dict[str, Value]:
    """户编号 and 户主; a blank head's name happens and does no harm."""
    number: Value = household.number
    if household.layout.numbers == "number" and household.number is not None:
        number = int(household.number)
    head: Value = household.members[0].name if rng.random() < 0.98 else None
    if household.problem == "id-digits-lost":
        number = float(f"{household.village.code}{rng.randrange(10000):05d}")
    elif household.problem == "missing-household":
        number = None
        head = None if household.first_on_sheet else household.members[0].name
    return {"number": number, "head": head}


def person_cells(household: Household, person: Person, rng: random.Random) -> dict[str, Value]:
    """All cells about the person himself, in the sheet's own manner."""
    layout = household.layout
    start, returned = period(person, layout, rng)
    phone = f"100{rng.randrange(10**8):08d}" if person.age >= 15 and rng.random() < 0.85 else None
    own: dict[str, Value] = {
        "relation": person.relation if person.relation != "户主" else rng.choice(("户主", "户主", "本人")),
        "name": None if person.problem == "missing-name" else person.name,
        "sex": person.sex if person.quirk != "sex-differs" else {"男": "女", "女": "男"}[person.sex],
        "id": resident_id(person, rng),
        "birth": birth_cell(person, layout, rng),
        "phone": int(phone) if phone and rng.random() < 0.2 else phone,
        "capacity": rng.choice(CAPABLE if person.capable else INCAPABLE) if person.age >= 16 else "",
        "school": school_word(person, rng),
        "willing": rng.choice(WILLING) if person.employable else "",
        "status": status_word(person, layout, rng),
        "start": start,
        "returned": returned,
    }
    return own | _job(person, layout, rng, came_back=returned is not None) | _asides(person, rng) | dict(person.words)


def _job(person: Person, layout: Layout, rng: random.Random, *, came_back: bool) -> dict[str, Value]:
    if came_back:
        return {"employer": rng.choice((None, *EMPLOYERS))}
    if person.work is not Work.EMPLOYED:
        return {}
    return {
        "employer": rng.choice(EMPLOYERS),
        "place": rng.choice((None, *PLACES)),
        "post": rng.choice((None, *POSTS)),
        "pay": pay(person, rng),
        "months": rng.choice((None, 3, 6, 8, 10, 12, "11")),
        "channel": rng.choice((None, *CHANNELS)),
    }


def _asides(person: Person, rng: random.Random) -> dict[str, Value]:
    adult = person.age >= 16
    return {
        "category": rng.choice(CATEGORIES),
        "resettled": rng.choice(("是", "否", "否", "否", "")),
        "education": rng.choice(("小学", "初中", "初中", "高中", "中专", "大专")) if adult else "",
        "health": rng.choice(("健康", "健康", "健康", "长期慢性病", "残疾")),
        "skill": rng.choice(("电工", "厨师", "养殖", "", "", "")) if adult else "",
        "training": rng.choice(("愿意", "不愿意", "有", "无", "")) if adult else "",
        "cadre": f"帮扶{rng.choice('一二三四五六七八九')}号",
        "code": person.resident_id[:6] + person.resident_id[14:17],
        "wechat": f"tian{rng.randrange(1000, 9999)}" if rng.random() < 0.3 else None,
        "bank": rng.choice((None, None, "与社保卡同号", "已注销")),
        "note": rng.choice((None, None, None, None, "电话无人接听", "已核实", "=见上", "农忙时在家")),
    }
