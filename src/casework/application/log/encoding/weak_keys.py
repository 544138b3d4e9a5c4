"""Which secrets are no secrets: short ones, ones that somebody thought up, one for two uses, published ones (ADR 0042)."""

from __future__ import annotations

from collections.abc import Mapping

from casework.domain.labels import Label

KEY_BYTES = 32
_FEWEST_DIFFERENT = 16
_PRINTABLE = range(0x20, 0x7F)

PUBLISHED = frozenset({"b2d189d450c2aba054c14e9404ac166ec9ac289d10fb5a7cbd58a22aaf543f29"})
"""The fingerprints of keys that everybody may read: those of the invented office in the source tree."""


def weakness(keys: Mapping[str, bytes]) -> Label | None:
    """
    Why these secrets, by their names, protect nothing; None where each is long, random and for one use only.

    No secret is quoted. Random bytes are taken for thought up less than once in 10**13 times.
    """
    for name, key in keys.items():
        if len(key) != KEY_BYTES:
            return Label(
                f"{name} 有 {len(key)} 字节，应为 {KEY_BYTES} 字节", f"{name} has {len(key)} bytes, not {KEY_BYTES}"
            )
        if len(set(key)) < _FEWEST_DIFFERENT or all(byte in _PRINTABLE for byte in key):
            return Label(f"{name} 不是随机生成的", f"{name} is not random")
    if len(set(keys.values())) != len(keys):
        return Label("同一个密钥有两种用途", "one secret has two uses")
    return None
