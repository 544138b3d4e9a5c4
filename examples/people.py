"""Persons who cannot exist: region prefixes 99xxxx, invented names, telephone numbers nobody is given."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

AS_OF = date(2026, 3, 2)
SURNAMES = "禾麦稻粟黍豆桑棉麻荞藕菱"
NUMBERS = "一二三四五六七八九十"
FIELDS = "亩垄畦顷坡坝塘埂"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SERIALS_PER_PREFIX = 499  # an odd and an even serial each, 001 to 998


class Work(Enum):
    """What a row says about a person's work, once its words are understood."""

    EMPLOYED = "employed"
    NOT_EMPLOYED = "not-employed"
    AWAY = "away"  # in military service or in custody: neither employed nor labour


@dataclass(kw_only=True)
class Person:
    """One row of the ledger as it is meant; `problem` names why the row is to be refused, `quirk` a harmless oddity."""

    name: str
    sex: str
    born: date
    resident_id: str
    relation: str
    work: Work = Work.NOT_EMPLOYED
    capable: bool = True
    in_school: bool = False
    problem: str | None = None
    quirk: str | None = None
    words: dict[str, str] = field(default_factory=dict)  # cells that must be written exactly so

    @property
    def age(self) -> int:
        """Completed years on the ledger's day."""
        return completed_years(self.born, AS_OF)

    @property
    def employable(self) -> bool:
        """Labour by the rule of the ledger's day: men 16 to 60, women 16 to 50, capable, not at school, not away."""
        oldest = 60 if self.sex == "男" else 50
        return 16 <= self.age <= oldest and self.capable and not self.in_school and self.work is not Work.AWAY


def completed_years(born: date, day: date) -> int:
    """The age in completed years; born on 29 February, a year is completed on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def checksum(first17: str) -> str:
    """The last character of an 18-digit resident id (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


class Registry:
    """Hands out persons; no two share region prefix and serial, so their ids differ in the 15-digit form too."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._count = 0

    def person(self, *, sex: str, born: date, relation: str, surname: str | None = None) -> Person:
        """A new person with an id that passes its check and that nobody else carries."""
        rng = self._rng
        given = rng.choice(NUMBERS) + rng.choice(("", *NUMBERS)) + rng.choice(FIELDS)
        name = (surname or rng.choice(SURNAMES)) + given
        return Person(name=name, sex=sex, born=born, relation=relation, resident_id=self._new_id(sex, born))

    def aged(self, low: int, high: int, *, sex: str, relation: str, surname: str | None = None) -> Person:
        """A person whose completed years on the ledger's day lie between `low` and `high`."""
        years = self._rng.randint(low, high)
        born = date(AS_OF.year - years, AS_OF.month, 1) - timedelta(days=self._rng.randrange(364))
        return self.person(sex=sex, born=born, relation=relation, surname=surname)

    def _new_id(self, sex: str, born: date) -> str:
        block, index = divmod(self._count, SERIALS_PER_PREFIX)
        self._count += 1
        serial = 2 * index + (1 if sex == "男" else 2)
        first17 = f"{990100 + block % 9900}{born:%Y%m%d}{serial:03d}"
        return first17 + checksum(first17)


def compose(registry: Registry, rng: random.Random) -> list[Person]:
    """The members of one more household, its head first, before anything is said about their work."""
    kind = rng.choices(("family", "grown", "couple", "single", "old", "skipped"), (56, 20, 8, 6, 8, 2))[0]
    surname = rng.choice(SURNAMES)
    sex = rng.choices("男女", (4, 1))[0]
    ages = {"family": (30, 48), "grown": (51, 63), "couple": (24, 60), "single": (22, 60), "old": (66, 90)}
    head = registry.aged(*ages.get(kind, (64, 72)), sex=sex, relation="户主", surname=surname)
    members = [head]
    if kind not in ("single", "skipped") and rng.random() < (0.5 if kind == "old" else 0.93):
        other, years = "女" if sex == "男" else "男", head.age
        members.append(registry.aged(max(20, years - 5), min(90, years + 3), sex=other, relation="配偶"))
    members += _younger(kind, registry, rng, surname)
    if kind == "family":
        for parent_sex, relation in (("男", "父亲"), ("女", "母亲")):
            if rng.random() < 0.27:
                parent = "禾" if relation == "母亲" else surname
                members.append(registry.aged(60, 88, sex=parent_sex, relation=relation, surname=parent))
    return members


def _younger(kind: str, registry: Registry, rng: random.Random, surname: str) -> Iterator[Person]:
    counts = {"family": (0, 1, 1, 2, 2, 2), "grown": (1, 2, 2), "skipped": (1, 2)}
    low, high = {"grown": (19, 34)}.get(kind, (4, 19))
    for _ in range(rng.choice(counts.get(kind, (0,)))):
        sex = rng.choice("男女")
        word = {"skipped": "孙"}.get(kind, "")
        relation = word + ("子" if sex == "男" else "女")
        yield registry.aged(low, high, sex=sex, relation=relation, surname=surname)


def give_work(members: list[Person], rng: random.Random, *, nobody: bool) -> None:
    """Say of every member whether he works; with `nobody`, none does, otherwise somebody employable does."""
    for person in members:
        years = person.age
        person.capable = rng.random() < (0.94 if years < 60 else 0.6 if years < 75 else 0.15)
        person.in_school = 4 <= years <= 15 or (years <= 22 and rng.random() < 0.6)
        works = 0.74 if 18 <= years <= 60 else 0.12 if 60 < years < 72 else 0.0
        draw = rng.random()
        if person.capable and not person.in_school:
            person.work = Work.EMPLOYED if draw < works else Work.NOT_EMPLOYED
            if 18 <= years <= 45 and draw > 0.99:
                person.work = Work.AWAY
    labour = [person for person in members if person.employable]
    if nobody:
        for person in members:
            person.work = Work.AWAY if person.work is Work.AWAY else Work.NOT_EMPLOYED
    elif labour and all(person.work is not Work.EMPLOYED for person in members):
        rng.choice(labour).work = Work.EMPLOYED
