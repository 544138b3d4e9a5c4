"""Who signs an entry reads back from the text that is stored, and is written as it always was."""

from __future__ import annotations

import pytest

from casework.domain.signer import DETECTION, DIVISION_CHANGE, ESCALATION, Signer, SignerKind, import_signer


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
