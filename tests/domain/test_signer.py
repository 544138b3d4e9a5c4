"""Who signs an entry reads back from the text that is stored, and is written as it always was."""

from __future__ import annotations

import pytest

from casework.domain.errors import InvalidValueError
from casework.domain.signer import (
    DETECTION,
    DIVISION_CHANGE,
    ESCALATION,
    Signer,
    SignerKind,
    account_of,
    import_signer,
    maker_of,
    persons_of,
)
from casework.domain.text_values import refuse_no_account


@pytest.mark.parametrize(
    ("stored", "signer"),
    [
        ("li.na", Signer(SignerKind.ACCOUNT, "li.na")),
        ("帮扶干部03", Signer(SignerKind.ACCOUNT, "帮扶干部03")),
        ("li.na@county", Signer(SignerKind.ACCOUNT, "li.na@county")),
        ("rule:escalation", ESCALATION),
        ("rule:escalation@1", ESCALATION.under("1")),
        ("rule:detection@2026-1", DETECTION.under("2026-1")),
        ("rule:divisions@1", DIVISION_CHANGE.under("1")),
        ("import:20260302-1", import_signer("20260302-1")),
        ("import:a@b", import_signer("a@b")),
    ],
)
def test_a_signer_is_stored_as_text(stored: str, signer: Signer) -> None:
    """Both ways, whatever an account holds."""
    assert Signer.of(stored) == signer
    assert str(signer) == stored


def test_only_a_rule_signs_under_a_policy() -> None:
    """A later policy takes the place of the earlier one; people and imports sign as they are."""
    assert str(ESCALATION.under("1").under("2")) == "rule:escalation@2"
    assert str(Signer.of("li.na").under("2")) == "li.na"
    assert str(import_signer("b1").under("2")) == "import:b1"


@pytest.mark.parametrize(
    ("typed", "account"),
    [
        ("li.na", "li.na"),
        ("Li.Na", "li.na"),
        (" li.na ", "li.na"),
        ("ＬＩ．ＮＡ", "li.na"),
        ("李 娜", "李娜"),
        ("李　娜", "李娜"),
        ("rule:escalation@2A", "rule:escalation@2A"),
        ("import:B1", "import:B1"),
    ],
)
def test_an_account_is_one_however_it_is_typed(typed: str, account: str) -> None:
    """Width, case and spaces are spelling; what rules and imports sign with stays as it is."""
    assert account_of(typed) == account
    assert account_of(account) == account


@pytest.mark.parametrize("typed", ["rule:x", "RULE:x", "ｒｕｌｅ：x", " r u l e : x", "Import:1", "  ", ""])
def test_nobody_signs_as_a_rule_however_he_types_it(typed: str) -> None:
    """Nor with nothing at all."""
    with pytest.raises(InvalidValueError):
        refuse_no_account("by", typed)


@pytest.mark.parametrize("others", [(), ("20000001",), ("20000001", "20000003")])
def test_whose_a_step_was_is_who_took_it_and_in_whose_stead(others: tuple[str, ...]) -> None:
    """It reads back as it was written; a bare name with brackets of its own is one person."""
    assert persons_of(maker_of("20000002", others)) == ("20000002", *others)
    assert persons_of("禾一亩（代村长）") == ("禾一亩（代村长）",)
