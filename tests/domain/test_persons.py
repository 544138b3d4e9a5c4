"""Resident ids, ages and masks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.domain.codes.people import DocumentKind, Sex
from casework.domain.persons import (
    IdProblem,
    ResidentId,
    age_on,
    check_digit,
    document_named,
    mask_id,
    mask_name,
    name_key,
    normal_resident_id,
    other_document,
    read_resident_id,
    telephone_numbers,
)

TODAY = date(2026, 3, 1)
SAMPLE = "11010519491231002X"  # the example printed in GB 11643
A_WOMAN = ResidentId(number=SAMPLE, birth_date=date(1949, 12, 31), sex=Sex.FEMALE)
BODIES = st.builds(
    lambda region, born, serial: f"{region:06}{born:%Y%m%d}{serial:03}",
    st.integers(0, 999_999),
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
)


def an_id(body: str) -> str:
    """The id with these 17 digits."""
    return body + check_digit(body)


def iso_7064_remainder(number: str) -> int:
    """The standard's own recursive check, written apart from the product's: 1 when the number is right."""
    remainder = 0
    for mark in number[:-1]:
        remainder = (remainder + int(mark)) * 2 % 11
    return (remainder + (10 if number[-1] == "X" else int(number[-1]))) % 11


@pytest.mark.parametrize(
    "written",
    [
        SAMPLE,
        "11010519491231002x",
        "110105 19491231 002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "\u30001101051949 1231002ｘ ",
    ],
)
def test_the_spelling_of_an_id_does_not_matter(written: str) -> None:
    """Full-width digits, spaces and a small x are the same id."""
    assert read_resident_id(written, assessed_on=TODAY) == A_WOMAN


def test_fifteen_digits_are_the_same_person_as_eighteen() -> None:
    """An id from before 1999 is read as its 18-digit form."""
    assert read_resident_id("110105491231002", assessed_on=TODAY) == A_WOMAN
    assert normal_resident_id("110105491231002") == SAMPLE
    assert normal_resident_id("11010549123100") == "11010549123100"


@pytest.mark.parametrize("region", ["810000", "820000", "830000", "000000", "999999", "330113"])
def test_the_region_is_never_a_reason(region: str) -> None:
    """Residence permits of Hong Kong, Macao and Taiwan and codes of new or unknown counties are ids."""
    found = read_resident_id(an_id(f"{region}19900101001"), assessed_on=TODAY)
    assert isinstance(found, ResidentId)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", IdProblem.FORMAT),
        ("11010519491231002", IdProblem.FORMAT),
        ("110105194912310021X", IdProblem.FORMAT),
        ("1101051949123100X2", IdProblem.FORMAT),
        ("11010549123100X", IdProblem.FORMAT),
        ("١١٠١٠٥٤٩١٢٣١٠٠٢", IdProblem.FORMAT),
        ("110105194912310021", IdProblem.CHECKSUM),
        (an_id("11010519900229001"), IdProblem.DATE),
        (an_id("11010519901301001"), IdProblem.DATE),
        (an_id("11010500001231002"), IdProblem.DATE),
        ("110105900229001", IdProblem.DATE),
    ],
)
def test_a_wrong_id_says_why(written: str, problem: IdProblem) -> None:
    """Format, check digit and date are told apart."""
    assert read_resident_id(written, assessed_on=TODAY) == problem


def test_a_birth_in_the_future_is_an_impossible_date() -> None:
    """Born on the day itself is possible, born on the day after is not."""
    assert isinstance(read_resident_id(an_id("11010520260301001"), assessed_on=TODAY), ResidentId)
    assert read_resident_id(an_id("11010520260302001"), assessed_on=TODAY) is IdProblem.DATE


def test_the_last_serial_digit_is_the_sex() -> None:
    """Odd is male, even female, in both lengths."""
    assert [
        found.sex
        for text in (an_id("11010519900101001"), an_id("11010519900101000"), "110105900101001", "110105900101000")
        if isinstance(found := read_resident_id(text, assessed_on=TODAY), ResidentId)
    ] == [Sex.MALE, Sex.FEMALE, Sex.MALE, Sex.FEMALE]


@given(body=BODIES)
def test_every_made_id_passes_the_standards_check(body: str) -> None:
    """The check digit is the one ISO 7064 MOD 11-2 asks for, and the id is read as it was made."""
    number = an_id(body)
    assert iso_7064_remainder(number) == 1
    found = read_resident_id(number, assessed_on=TODAY)
    assert isinstance(found, ResidentId)
    assert (found.number, f"{found.birth_date:%Y%m%d}") == (number, body[6:14])


@given(body=BODIES, place=st.integers(0, 17), shift=st.integers(1, 9))
def test_any_single_wrong_digit_is_caught(body: str, place: int, shift: int) -> None:
    """One mistyped digit never passes as an id."""
    number = an_id(body)
    wrong = (int(number[place].replace("X", "0")) + shift) % 10
    mistyped = f"{number[:place]}{wrong}{number[place + 1 :]}"
    assert read_resident_id(mistyped, assessed_on=TODAY) is IdProblem.CHECKSUM


@pytest.mark.parametrize(
    ("birth", "day", "years"),
    [
        (date(1966, 3, 1), date(2027, 2, 28), 60),
        (date(1966, 3, 1), date(2027, 3, 1), 61),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2024, 2, 28), 15),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2026, 3, 1), date(2026, 3, 1), 0),
    ],
)
def test_age_is_in_completed_years(birth: date, day: date, years: int) -> None:
    """A year is completed on the birthday; born on 29 February, on 1 March of a common year."""
    assert age_on(birth, day) == years


def test_lists_show_the_first_character_of_a_name() -> None:
    """A masked name keeps its first character; one of a single character keeps nothing."""
    assert [mask_name(name) for name in ("张三丰", "张三", "张", "")] == ["张**", "张*", "*", ""]


def test_lists_show_one_character_at_each_end_of_an_id() -> None:
    """A masked id shows neither region nor birth date."""
    assert mask_id(SAMPLE) == "1" + "*" * 16 + "X"
    assert [mask_id(text) for text in ("", "12", "123")] == ["", "**", "1*3"]


@pytest.mark.parametrize(
    "dot", ["\u00b7", "\u2022", "\u2027", "\u30fb", "\uff65", "\uff0e", "\u22c5", "\u2219", ".", " ", "-", "－"]
)
def test_dots_spaces_and_hyphens_of_a_name_are_spelling(dot: str) -> None:
    """Five signs and more are in use for the dot in the names of minorities (w3c/clreq#512); each is the same person."""
    assert name_key(f"古丽{dot}麦穗") == name_key("古丽·麦穗")


def test_different_names_stay_different() -> None:
    """Only marks are spelling, never a letter; width and case of Latin names are."""
    assert name_key("禾一亩") != name_key("禾二亩")
    assert name_key("Ｎguyen Thi-lan") == name_key("NGUYEN THI LAN") != name_key("NGUYEN THI LAM")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("13800138000", ("13800138000",)),
        ("138-0013-8000", ("13800138000",)),
        ("+86 138 0013 8000", ("13800138000",)),
        ("0086-13800138000", ("13800138000",)),
        ("8613800138000", ("13800138000",)),
        ("１３８００１３８０００", ("13800138000",)),
        ("13800138000/13900139000", ("13800138000", "13900139000")),
        ("13800138000、+86-139-0013-9000", ("13800138000", "13900139000")),
        ("13800138000 13900139000", ("13800138000", "13900139000")),
        ("13800138000；13800138000", ("13800138000",)),
        ("0755-8611234转801", ("07558611234",)),
        ("86112345", ("86112345",)),
        ("13800861234", ("13800861234",)),
        ("138 0086 1234/0086 139 0013 9000", ("13800861234", "13900139000")),
        ("无", ()),
        ("", ()),
    ],
)
def test_a_telephone_is_its_digits_without_the_country_code(text: str, numbers: tuple[str, ...]) -> None:
    """Several numbers in one cell are several; a local number that begins with 86 keeps it."""
    assert telephone_numbers(text) == numbers


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("护照", DocumentKind.PASSPORT),
        ("中国护照号码", DocumentKind.PASSPORT),
        ("港澳居民来往内地通行证", DocumentKind.HONG_KONG_MACAO_PERMIT),
        ("台湾居民来往大陆通行证（台胞证）", DocumentKind.TAIWAN_PERMIT),
        ("外国人永久居留身份证", DocumentKind.RESIDENCE_CARD),
        ("居民户口簿", DocumentKind.HOUSEHOLD_REGISTER),
        ("出生医学证明", DocumentKind.BIRTH_CERTIFICATE),
        ("军官证", DocumentKind.MILITARY_CARD),
        ("其他有效证件", DocumentKind.OTHER),
        ("居民身份证", None),
        ("", None),
    ],
)
def test_documents_are_called_by_many_words(words: str, kind: DocumentKind | None) -> None:
    """The resident id is none of them."""
    assert document_named(words) is kind


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("12345678", DocumentKind.OTHER),
        ("B12345678", DocumentKind.OTHER),
        ("123456789012345", DocumentKind.OTHER),
        ("123", None),
        ("ABCDEF", None),
        ("110105194912310021", None),  # a resident id with a wrong check digit
    ],
)
def test_a_named_document_may_have_digits_alone(number: str, kind: DocumentKind | None) -> None:
    """Four of them at least; eighteen signs are a resident id, right or wrong."""
    assert other_document(number, named=DocumentKind.OTHER) is kind


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("B12345678", DocumentKind.PASSPORT),
        ("e1234567", DocumentKind.PASSPORT),
        ("EA1234567", DocumentKind.PASSPORT),
        ("H12345678", DocumentKind.HONG_KONG_MACAO_PERMIT),
        ("M1234567890", DocumentKind.HONG_KONG_MACAO_PERMIT),
        ("ABC123456789012", DocumentKind.RESIDENCE_CARD),
        ("12345678", None),
        ("99010119850505001", None),
        ("B1234", None),
        ("无", None),
    ],
)
def test_another_document_is_known_by_the_form_of_its_number(number: str, kind: DocumentKind | None) -> None:
    """Digits alone may be a resident id that lost some: never another document (chinabugotech/hutool#4288)."""
    assert other_document(number) is kind
