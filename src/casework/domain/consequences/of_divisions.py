"""Tables of divisions that leave a division without an office above it, or give its name to its neighbour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Final

from msgspec import Struct

from casework.domain.consequences.consequence import Consequence, Judged
from casework.domain.divisions.codes import DivisionLevel, codes_above, level_of
from casework.domain.divisions.names import TOWNSHIP_ENDINGS, VILLAGE_ENDINGS, has_unseen_signs
from casework.domain.divisions.places import missing_above
from casework.domain.divisions.tree import name_key
from casework.domain.errors import RefusedError
from casework.domain.labels import Label
from casework.domain.untrusted_text import fit_to_show

NEEDING_OFFICES: Final = frozenset({DivisionLevel.VILLAGE, DivisionLevel.TOWNSHIP})
"""Duties of these are raised to the offices above them; a county may be the topmost that is loaded."""


class DivisionsHarmError(RefusedError):
    """By this table duties would be raised to nobody, or ledgers go to the wrong place; `more` harms stand beside it."""

    def __init__(self, harm: Label, more: int = 0) -> None:
        zh, en = (f"；另有{more}类", f"; {more} more kinds beside it") if more else ("", "")
        self.zh = fit_to_show(f"该区划表会造成损害：{harm.zh}") + zh
        self.en = fit_to_show(f"This table of divisions would do harm: {harm.en}") + en


class TableOfDivisions(Struct, frozen=True, kw_only=False, dict=True):
    """
    A table beside what is known of its counties: names by 12-digit code, before it and in it.

    `stands` says whether a division that was known once is still there.
    """

    before: Mapping[str, str]
    table: Mapping[str, str]
    stands: Callable[[str], bool]

    @cached_property
    def fresh(self) -> dict[str, str]:
        """The divisions that are new or have another name, and stand."""
        rows = self.table.items()
        return {code: name for code, name in rows if self.before.get(code) != name and self.stands(code)}

    def is_there(self, code: str) -> bool:
        """Whether the division stands once the table is loaded."""
        return (code in self.before or code in self.table) and self.stands(code)


def judge_table(table: TableOfDivisions) -> Judged:
    """What loading the table would bring about and nobody can have meant: each kind once, with its first division."""
    kinds = (
        _with_unseen_signs,
        _without_office,
        _with_neighbours_name,
        _alike,
        _called_otherwise,
        _of_another_level,
        _gone,
        _left_out,
    )
    return Judged.of(chain.from_iterable(kind(table) for kind in kinds))


def _with_unseen_signs(table: TableOfDivisions) -> Iterator[Consequence]:
    """Signs that turn the direction of a line, or that no screen shows: the name reads as another one."""
    unseen = [code for code, name in table.fresh.items() if has_unseen_signs(name)]
    if unseen:
        yield Consequence(
            label=Label(
                f"{len(unseen)}个区划的名称中有看不见的控制字符，读起来是另一个名称：如{unseen[0]}；请重新录入",
                f"{len(unseen)} divisions have signs in their names that cannot be seen and make them read otherwise: "
                f"{unseen[0]}; type them anew",
            )
        )


def _without_office(table: TableOfDivisions) -> Iterator[Consequence]:
    new = (code for code in table.fresh if code not in table.before and level_of(code) in NEEDING_OFFICES)
    rootless = [(code, above) for code in new if (above := missing_above(code, table.is_there))]
    if rootless:
        code, above = rootless[0]
        named, count = _named(table, code), len(rootless)
        yield Consequence(
            label=Label(
                f"{count}个区划没有上级，其逾期无处上报：如{named}的上级{above}不在表中，也未导入",
                f"{count} divisions have no office above them to which anything is raised: {above}, above {named}, is "
                "neither in the table nor loaded",
            )
        )


def _with_neighbours_name(table: TableOfDivisions) -> Iterator[Consequence]:
    """A name that comes new to a place and was the neighbour's until now: rows that slipped, or codes that changed."""
    had: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for code, name in table.before.items():
        if table.stands(code):
            had[_place(code), name_key(code, name)].append(code)
    taken = [
        (code, other)
        for code, name in table.fresh.items()
        for other in had[_place(code), name_key(code, name)]
        if other != code and (code not in table.before or name_key(code, name) != name_key(code, table.before[code]))
    ]
    if taken:
        code, other = taken[0]
        yield Consequence(
            label=Label(
                f"{len(taken)}个区划用了旁边区划的名称，台账和住户会归错地方：如{_named(table, code)}，该名称属于{other}；请核对代码与"
                "名称是否错行，换代码、合并请用 casework divisions",
                f"{len(taken)} divisions take the name of one beside them, so that ledgers and households go to the wrong "
                f"place: {_named(table, code)} is the name of {other}. Check whether rows have slipped; for new codes "
                "and mergers use casework divisions",
            )
        )


def _alike(table: TableOfDivisions) -> Iterator[Consequence]:
    found: dict[tuple[str, str], str] = {}
    alike = [
        (code, found[place])
        for code, name in table.fresh.items()
        if code not in table.before and found.setdefault(place := (_place(code), name), code) != code
    ]
    if alike:
        code, other = alike[0]
        yield _odd(
            f"{len(alike)}个区划与旁边的同名，台账须写代码才分得清：如{_named(table, code)}与{other}",
            f"{len(alike)} divisions have the name of one beside them, so that ledgers have to say the code: "
            f"{_named(table, code)} and {other}",
        )


def _called_otherwise(table: TableOfDivisions) -> Iterator[Consequence]:
    renamed = [
        code
        for code, name in table.fresh.items()
        if code in table.before and name_key(code, name) != name_key(code, table.before[code])
    ]
    if renamed:
        code = renamed[0]
        yield _odd(
            f"{len(renamed)}个区划更名，写旧名的台账今后找不到：如{table.before[code]}改为{_named(table, code)}；要保留旧名请用 casework "
            "divisions rename",
            f"{len(renamed)} divisions are renamed, and ledgers with the old name find them no more: "
            f"{table.before[code]} is {_named(table, code)}; casework divisions rename keeps the old one",
        )


def _of_another_level(table: TableOfDivisions) -> Iterator[Consequence]:
    odd = [code for code, name in table.fresh.items() if _sounds_otherwise(code, name)]
    if odd:
        level = level_of(odd[0])
        yield _odd(
            f"{len(odd)}个区划的名称与代码的级别不符：如{_named(table, odd[0])}，按代码为{level.zh}",
            f"{len(odd)} divisions have a name that does not go with their code: {_named(table, odd[0])} is of the "
            f"level {level} by its code",
        )


def _sounds_otherwise(code: str, name: str) -> bool:
    """A township called like a village, or a village like a township: digits of the code are missing, or too many."""
    village = name.endswith(VILLAGE_ENDINGS)
    match level_of(code):
        case DivisionLevel.TOWNSHIP:
            return village
        case DivisionLevel.VILLAGE:
            return not village and name.endswith(TOWNSHIP_ENDINGS)
    return False


def _gone(table: TableOfDivisions) -> Iterator[Consequence]:
    gone = [code for code in table.table if code in table.before and not table.stands(code)]
    if gone:
        yield _odd(
            f"{len(gone)}个区划已合并、拆分或划转，仍以变更记录为准：如{_named(table, gone[0])}",
            f"{len(gone)} divisions were merged, split or moved, and stay so: {_named(table, gone[0])}",
        )


def _left_out(table: TableOfDivisions) -> Iterator[Consequence]:
    """A whole table lacks divisions that stand: they stay as they are, households and all."""
    lacking = [code for code in table.before if code not in table.table and table.stands(code)]
    if 0 < len(lacking) < sum(code in table.table for code in table.before):
        code = min(lacking)
        yield _odd(
            f"表中没有{len(lacking)}个已导入的区划，它们和其中的户照旧：如{table.before[code]}（{code}）；已撤并的请用 casework "
            "divisions merge 或 move",
            f"{len(lacking)} divisions that are loaded are not in the table; they stay, and their households with them: "
            f"{table.before[code]} ({code}). For one that is gone use casework divisions merge or move",
        )


def _odd(zh: str, en: str) -> Consequence:
    return Consequence(label=Label(zh, en), harms=False)


def _place(code: str) -> str:
    """What a division stands beside others in: the code above it."""
    return next(iter(codes_above(code)), "")


def _named(table: TableOfDivisions, code: str) -> str:
    return f"{table.table[code]}（{code}）"
