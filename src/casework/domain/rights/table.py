"""The table of rights as it is written: lines by role and reach, and the cases that it has to answer (ADR 0038)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from importlib import resources

import msgspec
from msgspec import Struct

from casework.domain.codes.offices import Role
from casework.domain.codes.rights import Confidentiality, DataClass, Reach
from casework.domain.errors import FaultError, WronglyAskedError
from casework.domain.masks import Mask
from casework.domain.untrusted_text import read_toml

NOBODY: dict[Role, Reach] = {}


class RightsTwiceError(WronglyAskedError):
    """Something stands in two lines of the table of rights: nobody could tell which holds."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.zh = f"权限表中“{what}”出现两次"
        self.en = f"{what} stands twice in the table of rights"


class RightMissingError(FaultError):
    """Something can be done or asked that has no line in the table of rights: nobody could say who may."""

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        self.zh = f"权限表中没有：{'、'.join(missing)}；此版本不完整，不能使用，请更换版本"
        self.en = f"The table of rights has no line of {', '.join(missing)}: this release is not whole, use another one"


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    Who may do some things, how far it reaches by role, and the most sensitive data in them.

    `everybody`: every account in whichever office. `installation`: whoever runs the machine and holds its keys, without
    an account.
    """

    what: tuple[str, ...]
    data: DataClass
    roles: dict[Role, Reach] = {}
    everybody: bool = False
    installation: bool = False


class Case(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    What the table has to answer: somebody in an office, what, in which village, and whether that is their own household.

    `level` is the household's confidentiality, `mask` what of personal data is to be shown in full. A blank village:
    everywhere at once, or what concerns no household.
    """

    by: str
    what: str
    village: str = ""
    own: bool = False
    level: Confidentiality = Confidentiality.ORDINARY
    mask: Mask | None = None
    may: bool


class Rights(Struct, frozen=True, kw_only=True, dict=True, forbid_unknown_fields=True):
    """
    All lines, and the cases beside them; what stands in no line nobody may do.

    `opens`: up to which level of confidentiality a role opens households; without a line ordinary ones alone. `in_full`:
    what of personal data a role sees in full when it says why; without a line nothing.
    """

    right: tuple[Line, ...]
    opens: dict[Role, Confidentiality] = {}
    in_full: dict[Role, tuple[Mask, ...]] = {}
    case: tuple[Case, ...] = ()

    @cached_property
    def lines(self) -> dict[str, Line]:
        """The line of everything that has one. Raises RightsTwiceError."""
        found: dict[str, Line] = {}
        for line in self.right:
            for what in line.what:
                if found.setdefault(what, line) is not line or line.what.count(what) > 1:
                    raise RightsTwiceError(what)
        return found

    def refuse_without_line(self, names: Iterable[str]) -> None:
        """Refuse to begin while something has no line; a group has those of the words below it. Raises RightMissingError."""
        groups = {what.partition(" ")[0] for what in self.lines}
        if missing := sorted(set(names) - self.lines.keys() - groups):
            raise RightMissingError(missing)

    @cached_property
    def reaches(self) -> dict[tuple[Role, str], Reach]:
        """How far a role's right to something reaches; absent where it has none."""
        found: dict[tuple[Role, str], Reach] = {}
        for what, line in self.lines.items():
            found |= {(role, what): Reach.EVERYWHERE for role in Role if line.everybody}
            found |= {(role, what): reach for role, reach in line.roles.items()}
        return found


@cache
def rights_table() -> Rights:
    """The table of this release. Raises RightsTwiceError."""
    text = resources.files("casework.domain.rights").joinpath("rights.toml").read_text(encoding="utf-8")
    return read_rights(text)


def read_rights(text: str) -> Rights:
    """The table that a text describes. Raises msgspec.ValidationError, ValueError, RightsTwiceError."""
    table = msgspec.convert(read_toml(text), Rights)
    assert table.lines
    return table
