"""Which passwords may be chosen: limits in pairs, well-known ones, and what names their owner."""

from __future__ import annotations

import pytest

from casework.domain.authentication.passwords import (
    LONGEST,
    SHORTEST,
    WeakPasswordError,
    normalised,
    refuse_weak_password,
    well_known,
)

GOOD = "kqzv-moxu-92lb"


def is_refused(password: str) -> bool:
    """Whether somebody with a number, a name and a telephone may not choose it."""
    try:
        refuse_weak_password(normalised(password), number="31159290", name="谷 四方", telephone="+86 139-1234-5678")
    except WeakPasswordError as error:
        return password not in error.zh + error.en
    return False


def test_the_limits_of_its_length() -> None:
    """Twelve signs and 128 pass, one fewer and one more do not, of whatever script."""
    signs = "河边三棵柳树今年又开花了吗谁知道"
    assert not is_refused(signs[:SHORTEST])
    assert is_refused(signs[: SHORTEST - 1])
    long = (GOOD * 10)[:LONGEST]
    assert not is_refused(long)
    assert is_refused(long + "x")


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "P@ssw0rd2026!!",
        "1qaz2wsx3edc4rfv",
        "qwertyuiop123",
        "woaini1314520!!",
        "wodemima123456",
        "8888888866666666",
        "admin@1234567890",
        "renshe2026admin",
        "asdfghjkl;'456",
        "abcabcabcabcabc",
        "5201314woaini88",
        "ｐａｓｓｗｏｒｄ１２３４",
    ],
)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    """Common passwords, pinyin, lucky numbers, keyboard rows and columns, years, wide signs, and all of these put together."""
    assert is_refused(password)


@pytest.mark.parametrize("password", [GOOD, "correct horse battery staple", "麦浪起伏 waits 92 nights"])
def test_unrelated_words_pass(password: str) -> None:
    """The control: no kind of sign is asked for, and spaces count."""
    assert not is_refused(password)


@pytest.mark.parametrize("own", ["31159290", "谷四方", "谷 四方", "13912345678", "12345678", "３１１５９２９０"])
def test_what_names_its_owner_is_refused(own: str) -> None:
    """The account's number, the name and the telephone, its last eight digits as well, in whichever width."""
    assert is_refused(f"{GOOD} {own}")


def test_a_sign_is_one_however_it_was_typed() -> None:
    """A wide letter, and a letter with its accent apart, are the letter."""
    assert normalised("ｋｑｚｖ－moxu") == normalised("kqzv-moxu")
    assert normalised("e\u0301") == "\u00e9"


def test_the_list_ships() -> None:
    """It holds the most common ones of the world and of Chinese keyboards."""
    assert len(well_known()) > 2000
    assert {"password", "123456", "woaini1314", "1qaz2wsx", "renshe123"} <= well_known()
