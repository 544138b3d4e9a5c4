"""Codes of the telephone by the vectors of RFC 6238, and each of them once."""

from __future__ import annotations

import pytest

from casework.domain.authentication.one_time_codes import (
    STEP_SECONDS,
    SecondFactor,
    after_code,
    code_at,
    otpauth_link,
    recovery_digests,
    spelled,
)

SECRET = b"12345678901234567890"
NOW = 1_111_111_111.0
STEP = int(NOW) // STEP_SECONDS


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_the_standard(seconds: int, code: str) -> None:
    """RFC 6238, appendix B, SHA-1; the six digits are its last ones."""
    assert code_at(SECRET, seconds // 30, 8) == code
    assert code_at(SECRET, seconds // 30) == code[-6:]


@pytest.mark.parametrize(("apart", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_a_step_slow_or_fast(apart: int, fits: bool) -> None:
    """One step on either side, no more."""
    after = after_code(SecondFactor(secret=SECRET), code_at(SECRET, STEP + apart), NOW)
    assert (after is not None) is fits
    assert after is None or after.last_step == STEP + apart


def test_a_code_fits_once() -> None:
    """Nor does an earlier one fit afterwards; the next does."""
    used = after_code(SecondFactor(secret=SECRET), f" {code_at(SECRET, STEP)[:3]} {code_at(SECRET, STEP)[3:]} ", NOW)
    assert used is not None
    assert after_code(used, code_at(SECRET, STEP), NOW) is None
    assert after_code(used, code_at(SECRET, STEP - 1), NOW) is None
    assert after_code(used, code_at(SECRET, STEP + 1), NOW) is not None


@pytest.mark.parametrize("code", ["", "000000", "14050471", "１４０５０４７", "05047 1x"])
def test_what_fits_not(code: str) -> None:
    """Nothing, another number, too many digits, wide digits."""
    assert after_code(SecondFactor(secret=SECRET), code, NOW) is None


def test_a_code_on_paper_fits_once() -> None:
    """However it is spaced; the others stay."""
    factor = SecondFactor(secret=SECRET, recovery=recovery_digests(["abcd-efgh-jkmn", "pqrs-tuvw-xyz2"]))
    used = after_code(factor, "ABCD efgh-jkmn", NOW)
    assert used is not None
    assert len(used.recovery) == 1
    assert after_code(used, "abcd-efgh-jkmn", NOW) is None
    assert after_code(used, "pqrstuvwxyz2", NOW) is not None
    assert after_code(used, code_at(SECRET, STEP), NOW) is not None


def test_what_a_telephone_takes_in() -> None:
    """The link of the usual programs, and the secret in fours."""
    assert otpauth_link(SECRET, "31159290") == (
        "otpauth://totp/casework%3A31159290?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=casework"
    )
    assert spelled(SECRET).startswith("GEZD GNBV GY3T")
    assert "1234" not in repr(SecondFactor(secret=SECRET))
