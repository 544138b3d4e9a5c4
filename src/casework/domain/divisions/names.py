"""Names of divisions as people write them: with or without the endings that say what kind of place it is."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

VILLAGE_ENDINGS: Final = ("村民委员会", "居民委员会", "村委会", "居委会", "委员会", "村委", "居委", "社区", "村")
TOWNSHIP_ENDINGS: Final = ("街道办事处", "办事处", "街道办", "街道", "苏木", "镇", "乡")
COUNTY_ENDINGS: Final = ("自治县", "自治旗", "县", "区", "市", "旗", "省")


def compact(text: str) -> str:
    """The name without spaces and full-width forms."""
    return "".join(unicodedata.normalize("NFKC", text).split())


_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def has_unseen_signs(name: str) -> bool:
    """Whether a name holds signs that no screen shows, or that a screen obeys; rare characters of private use are none."""
    return not name.isprintable() and any(unicodedata.category(sign) in _UNSEEN for sign in name)


def village_key(name: str) -> str:
    """东风村, 东风村委会, 东风村村民委员会 and 东风社区居委会 are all 东风."""
    return _without(name, VILLAGE_ENDINGS)


def township_key(name: str) -> str:
    """大石镇 and 大石乡 are both 大石."""
    return _without(name, TOWNSHIP_ENDINGS)


def county_key(name: str) -> str:
    """The name without its ending, for comparing: 利州区 and 利州县 are both 利州."""
    return _without(name, COUNTY_ENDINGS)


class NameIndex:
    """Which codes a written name may mean."""

    def __init__(self, names: Iterable[tuple[str, str]], key: Callable[[str], str]) -> None:
        """`names` are codes with a name each, a code as often as it has names; `key` takes the endings off."""
        self._key = key
        self._literal: defaultdict[str, list[str]] = defaultdict(list)
        self._similar: defaultdict[str, list[str]] = defaultdict(list)
        for code, name in names:
            self._literal[name].append(code)
            self._similar[key(name)].append(code)

    def similar(self, name: str) -> list[str]:
        """The codes whose name is the same but for the endings."""
        return self._similar.get(self._key(name), [])

    def meant(self, name: str) -> list[str]:
        """The codes with literally this name or, if there are none, the similar ones."""
        return self._literal.get(name) or self.similar(name)


def _without(name: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if name.endswith(ending) and len(name) > len(ending):
            return _without(name.removesuffix(ending), endings)
    return name
