"""No secret lies in the project: neither a private key, nor a key by chance, nor a password in an address (ADR 0042)."""

from __future__ import annotations

import re
from base64 import b64encode, urlsafe_b64decode
from hashlib import sha256

import msgspec
import pytest

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.encoding.weak_keys import PUBLISHED
from tests.architecture.tree import project_files, shown

MARKS = re.compile(
    "|".join(
        [
            "-----BEGIN [A-Z ]*PRIVATE " + "KEY-----",
            r"\bAKIA[0-9A-Z]{16}\b",
            r"\bgh[pousr]_[A-Za-z0-9]{36}\b",
            r"\bxox[baprs]-[0-9A-Za-z-]{20,}",
            r"[?&]secret=(?!GEZDGNBVGY3TQOJQ)[A-Z2-7]{16,}",
            r"postgres(?:ql)?://(?!nobody:)[\w.-]+:[^@\s{}\"'<>$…]{6,}@(?!h/)",
            r"\$argon2id?\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]{8,}",
        ]
    )
)
"""How secrets begin that others look for in public trees; the secret of the vectors of RFC 6238 is everybody's."""

BY_CHANCE = re.compile(rb"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{43}=?(?![A-Za-z0-9+/=_-])")
"""32 bytes as they are written in a key file."""

PUBLISHED_FILES = {"tests/examples/older_office/invented_keys.txt"}
"""Keys that everybody may read, refused in production by their fingerprint."""


def secrets_in(content: bytes) -> list[str]:
    """What looks like a secret; a binary file holds none of these."""
    if b"\0" in content:
        return []
    text = content.decode("utf-8", errors="replace")
    found = [match.group() for match in MARKS.finditer(text)]
    by_chance = (match.group().decode() for match in BY_CHANCE.finditer(content))
    return found + [word for word in by_chance if _is_by_chance(word)]


def _is_by_chance(word: str) -> bool:
    """Whether capitals, small letters and digits stand mixed, as in no name, and no sentence is written in them."""
    kinds = [sum(map(test, word)) for test in (str.isupper, str.islower, str.isdigit)]
    mixed = min(kinds) >= 1 and min(kinds[:2]) >= 5 and word.count("_") + word.count("-") <= 4
    return mixed and not urlsafe_b64decode(word.rstrip("=").replace("+", "-").replace("/", "_") + "=").isascii()


def test_no_file_holds_a_secret() -> None:
    """Whoever clones the project holds nothing that opens anybody's data; keys of the example are published ones."""
    found = {shown(path): words for path in project_files() if (words := secrets_in(path.read_bytes()))}
    for name in sorted(PUBLISHED_FILES):
        ring = next(path for path in project_files() if shown(path) == name)
        assert KeyRing._of(ring.read_bytes(), name).fingerprint in PUBLISHED
        del found[name]
    assert found == {}


def test_a_key_file_would_be_found() -> None:
    """The control: the file that a new installation makes, as it is written."""
    assert len(secrets_in(msgspec.json.encode(KeyRing.random()))) >= 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("-----BEGIN EC PRIVATE " + "KEY-----", True),
        ("postgresql://casework:" + "hunter22@db.example/casework", True),
        ("postgresql://casework@db.example/casework", False),
        ("postgresql://USER:…@HOST/NAME", False),
        ("otpauth://totp/x?" + "secret=JBSWY3DPEHPK3PXP", True),
        ("$argon2id$" + "v=19$m=64,t=1,p=1$MgGONd7RM+Xz", True),
        (b64encode(sha256(b"by chance").digest()).decode(), True),
        ("test_a_bearer_is_the_account_for_what_the_t", False),
        ("0123456789abcdef" * 4, False),
    ],
)
def test_what_counts_as_a_secret(text: str, found: bool) -> None:
    """Each kind is found; names, digests in hexadecimal and addresses without a password are none."""
    assert bool(secrets_in(text.encode())) is found
