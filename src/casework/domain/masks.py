"""What sealed personal data is called, and how much of it is shown before somebody says why they need to see it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Final, get_args, get_type_hints

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


EVERYTHING: Final = frozenset(Mask)
"""Nothing is masked."""


class Sealed(Struct, frozen=True):
    """The words of a field of a `Private` block, and its mask."""

    label: Label
    mask: Mask


def sealed(zh: str, en: str, mask: Mask = Mask.WORDS) -> Sealed:
    """The words of a sealed field, for `Annotated`."""
    return Sealed(Label(zh, en), mask)


@cache
def declared(kind: type[Struct]) -> Mapping[str, Sealed]:
    """The words of the fields of a block, in their order. Raises TypeError for a field that has none."""
    hints = get_type_hints(kind, include_extras=True)
    found: dict[str, Sealed] = {}
    for name in kind.__struct_fields__:
        words = next((each for each in get_args(hints[name]) if isinstance(each, Sealed)), None)
        if words is None:
            raise TypeError(f"{kind.__name__}.{name} has no words")
        found[name] = words
    return found
