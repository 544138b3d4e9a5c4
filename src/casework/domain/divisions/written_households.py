"""Households as people name them: 石桥村 1号, 石桥村1, 880523100203/1, or the ledger's number alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from casework.domain.divisions.names import compact, village_key

_PARTS: Final = (re.compile(r"(.+?)[\s/,]+(.+)"), re.compile(r"(.*[^\x00-\x7f])([\x21-\x7e]+)"))
_CLASSIFIERS: Final = ("号", "户")


class WrittenHousehold(NamedTuple):
    """A ledger number, and the village that was written before it; blank for any."""

    village: str
    number: str

    def is_in(self, village: str, name: str) -> bool:
        """
        Whether the village of this code and name is meant: by code, by name without its ending, or after its township.
        """
        if not self.village:
            return True
        known = compact(name)
        return self.village in (village, known, village_key(known)) or self.village.endswith(known)


def written_households(text: str) -> tuple[WrittenHousehold, ...]:
    """What a text may mean, what is nearest to its letters first: the first that there is counts."""
    said = unicodedata.normalize("NFKC", text).strip()
    return tuple(dict.fromkeys((WrittenHousehold("", text), *_readings(said), *_readings(_bare(said)))))


def _readings(said: str) -> Iterator[WrittenHousehold]:
    yield WrittenHousehold("", said)
    for parts in _PARTS:
        if found := parts.fullmatch(said):
            yield WrittenHousehold(compact(found[1]), found[2])


def _bare(number: str) -> str:
    return next((number.removesuffix(word).strip() for word in _CLASSIFIERS if number.endswith(word)), number)
