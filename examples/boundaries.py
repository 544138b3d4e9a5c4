"""Households that stand exactly on an edge of the detection rule, in pairs on either side of it."""

from __future__ import annotations

from datetime import date

from examples.people import Person, Registry, Work

PAIRS: dict[str, tuple[tuple[str, str, str], ...]] = {  # label -> members as (sex, birth date, words)
    "man-of-60": (("男", "1965-03-03", ""),),
    "man-of-61-today": (("男", "1965-03-02", ""),),
    "woman-of-50": (("女", "1975-03-03", ""),),
    "woman-of-51-today": (("女", "1975-03-02", ""),),
    "sixteen-today": (("女", "1949-05-06", "capacity=无劳动力"), ("男", "2010-03-02", "")),
    "sixteen-tomorrow": (("女", "1949-05-06", "capacity=无劳动力"), ("男", "2010-03-03", "")),
    "graduates-this-year": (("女", "1950-05-06", ""), ("女", "2004-04-05", "school=2026届")),
    "graduates-in-two-years": (("女", "1950-05-06", ""), ("女", "2006-04-05", "school=2028届")),
    "new-graduate": (("女", "1950-05-06", ""), ("女", "2003-04-05", "school=应届毕业生")),
    "at-university": (("女", "1950-05-06", ""), ("女", "2003-04-05", "school=大学在读")),
    "weak-labour": (("男", "1980-01-02", "capacity=弱劳动力或半劳动力"),),
    "no-capacity": (("男", "1980-01-02", "capacity=丧失劳动力"),),
    "unwilling": (("男", "1980-01-02", "willing=不愿意"),),
    "in-service": (("男", "1948-01-02", ""), ("男", "2003-09-10", "status=服兵役")),
    "in-custody": (("男", "1948-01-02", ""), ("男", "1983-09-10", "status=服刑")),
    "farms-only": (("男", "1980-01-02", "status=务农"), ("女", "1982-03-04", "status=务农")),
    "odd-jobs": (("男", "1980-01-02", "status=打零工"), ("女", "1982-03-04", "status=未就业")),
    "old-parent-works": (("男", "1980-01-02", "status=未就业"), ("男", "1955-03-04", "status=灵活就业")),
    "status-blank": (("男", "1980-01-02", "status="),),
}
EMPLOYED = ("status=打零工", "status=灵活就业")
AWAY = ("status=服兵役", "status=服刑")
AT_SCHOOL = ("school=2028届", "school=大学在读")
INCAPABLE = ("capacity=无劳动力", "capacity=丧失劳动力")


def boundary_households(registry: Registry) -> list[tuple[str, list[Person]]]:
    """Every household of the table with its label, its first member the head."""
    return [
        (label, [_person(registry, index, *row) for index, row in enumerate(rows)]) for label, rows in PAIRS.items()
    ]


def _person(registry: Registry, index: int, sex: str, born: str, words: str) -> Person:
    relation = "其他" if index else "户主"
    person = registry.person(sex=sex, born=date.fromisoformat(born), relation=relation)
    key, _, word = words.partition("=")
    person.words = {"capacity": "", "school": "", "status": "", "willing": "愿意"} | ({key: word} if key else {})
    person.capable = words not in INCAPABLE
    person.in_school = words in AT_SCHOOL
    person.work = Work.EMPLOYED if words in EMPLOYED else Work.AWAY if words in AWAY else Work.NOT_EMPLOYED
    return person
