"""In which office somebody acts: a role in a division, as it is written and as it is recorded (CD-P3, GY-15a)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches

from casework.domain.codes.offices import DIVISION_DIGITS, Role
from casework.domain.divisions.codes import FULL_LENGTH, full_code, significant_digits
from casework.domain.errors import InvalidValueError, NotFoundError
from casework.domain.fact import ActingOffice
from casework.domain.written.code_words import code_meant

MOST_NEAR = 3
"""So many near matches are named."""


class UnknownOfficeError(NotFoundError):
    """Somebody acts in an office of a division that is not loaded; those whose codes are nearest are named."""

    def __init__(self, office: ActingOffice, near: Mapping[str, str]) -> None:
        self.office = office
        names = [f"{code} {name}" for code, name in near.items()]
        zh, en = ("，相近的有：" + "、".join(names), f"; near: {', '.join(names)}") if names else ("", "")
        self.zh = f"没有代码为{office.division}的区划，{office.role.zh}不能在那里办理，请核对代码{zh}"
        self.en = f"There is no division {office.division} in which a {office.role.en} could act: check the code{en}"


def office_written(said: str) -> ActingOffice:
    """
    The office that is meant by `乡镇@990101001` or `township`; without a division it is that of whom the act is for.

    Raises UnknownWordError, AmbiguousWordError for the role, DivisionCodeError and InvalidValueError for the division.
    """
    role, _, division = unicodedata.normalize("NFKC", said).partition("@")
    office = ActingOffice(role=code_meant(Role, role.strip()), division=division.strip())
    return office_for(office, "") if office.division else office


def office_for(office: ActingOffice, village: str) -> ActingOffice:
    """
    The office with its division in full; where none is said, the one that the village lies in.

    `village`: 12 digits, or fewer for a division above; empty for what holds everywhere. Raises DivisionCodeError,
    InvalidValueError for a division on another level than the role's, or where none follows.
    """
    digits = DIVISION_DIGITS[office.role]
    code = full_code(office.division) if office.division else village[:digits].ljust(FULL_LENGTH, "0")
    if not code.strip("0") or len(significant_digits(code)) != digits:
        raise InvalidValueError(
            "acting_office",
            zh=f"请写明{office.role.zh}是哪一个：{office.role}@{digits}位区划代码",
            en=f"Say which {office.role.en} it is: {office.role}@ and a division code of {digits} digits",
            always=True,
        )
    return ActingOffice(role=office.role, division=code)


def refuse_unknown_office(office: ActingOffice, known: Mapping[str, str]) -> None:
    """
    Refuse an office in a division that is none of those that are loaded, by code with their names.

    Where none is loaded nothing can be said. Raises UnknownOfficeError.
    """
    if known and office.division and office.division not in known:
        near = get_close_matches(office.division, list(known), n=MOST_NEAR, cutoff=0.7)
        raise UnknownOfficeError(office, {code: known[code] for code in near})
