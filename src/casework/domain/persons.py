"""Persons as documents know them: ids, names and telephones whatever their spelling, and what a list may show of them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from operator import mul
from typing import Final

from msgspec import Struct

from casework.domain.codes.code import Code
from casework.domain.codes.people import DocumentKind, Sex

_WEIGHTS: Final = tuple(2 ** (17 - place) % 11 for place in range(17))
_CHECK_DIGITS: Final = "10X98765432"
_ZEROS: Final = ord("0") * sum(_WEIGHTS)
"""What seventeen noughts weigh as the signs that they are written with."""
_EIGHTEEN: Final = re.compile(r"[0-9]{17}[0-9X]")
_FIFTEEN: Final = re.compile(r"[0-9]{15}")
_MARKS_IN_NAMES: Final = re.compile(r"[\s·•・‧∙⋅●᛫.。,，'’`´\-‐‑‒–—−]")
_BETWEEN_TELEPHONES: Final = re.compile(r"[/／\\|、,，;；\n]|或|和")
_EXTENSION: Final = re.compile(r"转.*|ext.*", re.IGNORECASE)
_COUNTRY_CODE: Final = re.compile(r"^(?:(?:\+|00)86|86(?=1[0-9]{10}$))")
_MOBILE: Final = re.compile(r"1[0-9]{10}")
_MOBILES_IN_A_ROW: Final = re.compile(r"(1[0-9]{10})(1[0-9]{10})")
_FEWEST_DIGITS: Final = 5


class IdProblem(Code):
    """Why a text is no resident id; the region part is never a reason (a county may be newer than the person)."""

    FORMAT = "id-format", "证件号码格式不对"
    CHECKSUM = "id-checksum", "证件号码校验码不对"
    DATE = "id-date", "证件号码中的出生日期不可能"


_NAMES_OF_DOCUMENTS: Final = (
    (re.compile("护照|旅行证"), DocumentKind.PASSPORT),
    (re.compile("台胞证|台湾"), DocumentKind.TAIWAN_PERMIT),
    (re.compile("港澳|香港|澳门|回乡证"), DocumentKind.HONG_KONG_MACAO_PERMIT),
    (re.compile("永久居留|永居"), DocumentKind.RESIDENCE_CARD),
    (re.compile("户口|户籍"), DocumentKind.HOUSEHOLD_REGISTER),
    (re.compile("出生"), DocumentKind.BIRTH_CERTIFICATE),
    (re.compile("军官|士兵|军人|警官|军士"), DocumentKind.MILITARY_CARD),
    (re.compile("其他|其它"), DocumentKind.OTHER),
)
_ON_A_DOCUMENT: Final = re.compile(r"(?=(?:.*[0-9]){4})[0-9A-Z\u4e00-\u9fff()/-]{5,30}")

_OTHER_DOCUMENTS: Final = (
    (re.compile(r"[HM](?:[0-9]{8}|[0-9]{10})"), DocumentKind.HONG_KONG_MACAO_PERMIT),
    (re.compile(r"[0-9]{10}\([A-Z]\)|T[0-9]{8}"), DocumentKind.TAIWAN_PERMIT),
    (re.compile(r"[A-Z]{3}[0-9]{12}"), DocumentKind.RESIDENCE_CARD),
    (re.compile(r"[A-Z][0-9]{7,8}|[A-Z]{2}[0-9]{6,8}|[A-Z][A-Z0-9][0-9]{7}"), DocumentKind.PASSPORT),
)


class ResidentId(Struct, frozen=True, kw_only=True):
    """A resident id or residence permit in its 18-digit form, with the birth date and sex it states."""

    number: str
    birth_date: date
    sex: Sex


def read_resident_id(text: str, *, assessed_on: date) -> ResidentId | IdProblem:
    """
    The resident id in `text` (GB 11643; 15 digits are the form before 1999, residence permits 81/82/83 have 18).

    Full-width digits, spaces and a lower-case x are read. Judged in this order: format, check digit (ISO 7064
    MOD 11-2), birth date, which must exist and must not lie after `assessed_on`.
    """
    number = normal_resident_id(text)
    if not _EIGHTEEN.fullmatch(number):
        return IdProblem.FORMAT
    if number[17] != check_digit(number[:17]):
        return IdProblem.CHECKSUM
    try:
        birth_date = date.fromisoformat(number[6:14])
    except ValueError:
        return IdProblem.DATE
    if birth_date > assessed_on:
        return IdProblem.DATE
    return ResidentId(number=number, birth_date=birth_date, sex=Sex.MALE if number[16] in "13579" else Sex.FEMALE)


def other_document(text: str, *, named: DocumentKind | None = None) -> DocumentKind | None:
    """
    Which other document has this number, by its form or as somebody `named` it; None when none has.

    Digits alone are one only where the document is named: else they may be a resident id that lost some. Eighteen
    digits are a resident id, whatever they are called.
    """
    number = _compact(text)
    if named is not None and _ON_A_DOCUMENT.fullmatch(number) and not _EIGHTEEN.fullmatch(number):
        return named
    if number.isdigit():
        return None
    return next((kind for form, kind in _OTHER_DOCUMENTS if form.fullmatch(number)), None)


def document_named(words: str) -> DocumentKind | None:
    """Which document other than the resident id the words name (护照, 台胞证, 户口簿); None for that one, and for none."""
    return next((kind for name, kind in _NAMES_OF_DOCUMENTS if name.search(words)), None)


def one_persons_document(number: str, name: str) -> str:
    """
    By which document a person is one person everywhere; blank for nobody's.

    Two countries, or two offices, may give one number to two people: a passport's or a certificate's number counts
    together with its holder's name.
    """
    if not number or _EIGHTEEN.fullmatch(normal_resident_id(number)):
        return number
    if other_document(number) not in (None, DocumentKind.PASSPORT):
        return number
    return f"{normal_resident_id(number)}/{name_key(name)}"


def normal_resident_id(text: str) -> str:
    """The one spelling under which an id is compared: no spaces, capital X, 15 digits written as their 18."""
    if _EIGHTEEN.fullmatch(text):
        return text  # as nearly every id is written
    compact = _compact(text)
    if not _FIFTEEN.fullmatch(compact):
        return compact
    body = f"{compact[:6]}19{compact[6:]}"
    return body + check_digit(body)


def _compact(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def name_key(name: str) -> str:
    """
    The one spelling under which a name is compared and looked up.

    Width, case, spaces, hyphens and the dots between the parts of a name (U+00B7, 2022, 2027, 30FB, FF0E and their like)
    are spelling.
    """
    if name.isalpha() and unicodedata.is_normalized("NFKC", name):
        return name.upper()
    return _MARKS_IN_NAMES.sub("", unicodedata.normalize("NFKC", name)).upper()


def telephone_numbers(text: str) -> tuple[str, ...]:
    """
    The numbers that a cell for telephones holds, in order, each by its digits alone; empty when there is none.

    138-0013-8000 and +86 138 0013 8000 are one number, 138…/139… are two; an extension does not count.
    """
    if _MOBILE.fullmatch(text):
        return (text,)
    found: list[str] = []
    for part in _BETWEEN_TELEPHONES.split(unicodedata.normalize("NFKC", text)):
        number = re.sub(r"[^0-9+]", "", _EXTENSION.sub("", part))
        digits = _COUNTRY_CODE.sub("", number, count=1).replace("+", "")
        two = _MOBILES_IN_A_ROW.fullmatch(digits)
        found += two.groups() if two else [digits]
    return tuple(dict.fromkeys(digits for digits in found if len(digits) >= _FEWEST_DIGITS))


def check_digit(body: str) -> str:
    """The 18th character for the first 17 digits (0 to 9) of an id (ISO 7064 MOD 11-2)."""
    return _CHECK_DIGITS[(sum(map(mul, _WEIGHTS, body.encode())) - _ZEROS) % 11]


def age_on(birth: date, day: date) -> int:
    """Completed years (周岁) on `day`; born on 29 February, a year is completed on 1 March of a common year."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def birthday(born: date, years: int) -> date:
    """The day on which somebody is so many years old; born on 29 February, on 1 March where there is none."""
    if (born.month, born.day) == (2, 29):
        following = date(born.year + years, 3, 1)
        leap = following - timedelta(days=1)
        return leap if leap.day == 29 else following
    return born.replace(year=born.year + years)


def mask_name(name: str) -> str:
    """The name as lists show it: its first character, 张三丰 as 张**; a name of one character is hidden whole."""
    return name[:1] + "*" * (len(name) - 1) if len(name) > 1 else "*" * len(name)


def mask_id(number: str) -> str:
    """
    The id as lists show it: first and last character, 5****************3.

    Region, birth date and serial stay hidden: with a masked name beside it, more would name a person in a village.
    """
    return number[0] + "*" * (len(number) - 2) + number[-1] if len(number) > 2 else "*" * len(number)
