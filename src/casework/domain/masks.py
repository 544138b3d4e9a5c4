"""What sealed personal data is called, and how much of it is shown before somebody says why they need to see it."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from casework.domain.labels import Label


class Mask(Enum):
    """What a list shows of a sealed value."""

    WORDS = "words"
    """The words, without long numbers in them."""

    NAME = "name"
    """The first sign of each name."""

    NUMBER = "number"
    """The first and last sign."""

    TELEPHONE = "telephone"
    """The first three and last two digits."""


class Sealed(Struct, frozen=True):
    """The words of a field of a `Private` block, and its mask."""

    label: Label
    mask: Mask


def sealed(zh: str, en: str, mask: Mask = Mask.WORDS) -> Sealed:
    """The words of a sealed field, for `Annotated`."""
    return Sealed(Label(zh, en), mask)
