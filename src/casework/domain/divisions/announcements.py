"""What an office announces about divisions, turned into changes: merged, split, renamed, moved (ADR 0019)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from casework.domain.codes.offices import ChangeKind
from casework.domain.divisions.codes import DivisionLevel, full_code, level_of, significant_digits
from casework.domain.divisions.names import compact, has_unseen_signs
from casework.domain.divisions.places import DivisionChangeRefusedError, refuse_rootless
from casework.domain.divisions.tree import Division, Divisions
from casework.domain.facts.office.divisions import DivisionChange, DivisionEntry, ListedFor


def rename(divisions: Divisions, code: str, name: str) -> tuple[DivisionChange, ...]:
    """The division has another name; nothing else changes."""
    standing = _standing(divisions, code)
    entry = DivisionEntry(code=standing.code, name=_name(name, standing.code))
    if entry.name == standing.name:
        raise DivisionChangeRefusedError(
            zh=f"{standing.code}的名称已是“{standing.name}”，请核对新名称",
            en=f"{standing.code} is called {standing.name} already; check the new name",
        )
    return (DivisionChange(kind=ChangeKind.RENAMED, codes=(standing.code,), into=(entry,)),)


def merge(divisions: Divisions, codes: Sequence[str], into: str, name: str | None = None) -> tuple[DivisionChange, ...]:
    """Several villages are one from then on: a new one, or one of them that takes the others in."""
    merged = tuple(_village(divisions, code).code for code in codes)
    entry = _entry(divisions, into, name, level=DivisionLevel.VILLAGE)
    ending = tuple(code for code in dict.fromkeys(merged) if code != entry.code)
    if not ending or len(ending) + divisions.stands(entry.code) < 2:
        raise DivisionChangeRefusedError(
            zh="合并至少涉及两个村；换代码请用 move", en="A merger takes two villages at least; for a new code use move"
        )
    kept = tuple(code for code in dict.fromkeys(merged) if code == entry.code)
    return (DivisionChange(kind=ChangeKind.MERGED, codes=(*ending, *kept), into=(entry,)),)


def split(
    divisions: Divisions, code: str, into: Mapping[str, str | None], listed: Mapping[str, str], known: Collection[str]
) -> tuple[DivisionChange, ...]:
    """
    One village becomes several; its households stay with the first of `into` unless they are listed for another.

    Args:
        into: The villages that stand afterwards and their names; the main successor first, which may keep the code.
        listed: Ledger numbers with the code of the village that each household goes to.
        known: The ledger numbers of the village.
    """
    village = _village(divisions, code)
    entries = tuple(_entry(divisions, each, name, level=DivisionLevel.VILLAGE) for each, name in into.items())
    if len({entry.code for entry in entries}) < 2:
        raise DivisionChangeRefusedError(
            zh="拆分至少写明两个村（--into），第一个为主要承接村",
            en="A split names two villages at least (--into), the main successor first",
        )
    for entry in entries:
        if entry.code != village.code:
            _refuse_another(divisions, entry.code, entry.name)
    others: dict[str, list[str]] = {}
    for number, target in listed.items():
        if (full := full_code(target)) not in {entry.code for entry in entries}:
            raise DivisionChangeRefusedError(
                zh=f"户{number}写明转入{target}，它不在拆分后的村之中，请改名单或加 --into",
                en=f"Household {number} is listed for {target}, which is none of the villages after the split; change the list or add --into",
            )
        if full != entries[0].code:
            others.setdefault(full, []).append(number)
    if unknown := sorted(set(listed) - set(known)):
        shown = "、".join(unknown[:10])
        raise DivisionChangeRefusedError(
            zh=f"{village.name}没有这些户编号：{shown}，请核对名单",
            en=f"{village.name} has no households with the numbers {shown}; check the list",
        )
    assigned = tuple(ListedFor(village=each, numbers=tuple(sorted(others[each]))) for each in sorted(others))
    return (DivisionChange(kind=ChangeKind.SPLIT, codes=(village.code,), into=entries, listed=assigned),)


def move(divisions: Divisions, code: str, to: str, name: str | None = None) -> tuple[DivisionChange, ...]:
    """The division and everything below it have other codes from then on, in another place of the tree."""
    moved, target = _standing(divisions, code), full_code(to)
    if level_of(target) is not moved.level or target == moved.code:
        raise DivisionChangeRefusedError(
            zh=f"--to 应为另一个{moved.level.zh}代码，与{moved.code}同级",
            en=f"--to must be another code of the level of {moved.code} ({moved.level})",
        )
    refuse_rootless(divisions, target)
    old, new = significant_digits(moved.code), significant_digits(target)
    changes = []
    for each in divisions.by_code.values():
        if not (each.code.startswith(old) and divisions.stands(each.code)):
            continue
        following = new + each.code[len(old) :]
        if divisions.stands(following) and (each is not moved or moved.level is DivisionLevel.VILLAGE):
            raise DivisionChangeRefusedError(
                zh=f"代码{following}已在使用，不能给{each.name}；村的合并请用 merge",
                en=f"The code {following} is in use, {each.name} cannot have it; for a merger use merge",
            )
        called = _name(name, following) if name and each is moved else each.name
        _refuse_another(divisions, following, called)
        entry = DivisionEntry(code=following, name=called)
        changes.append(DivisionChange(kind=ChangeKind.MOVED, codes=(each.code,), into=(entry,)))
    return tuple(changes)


def _standing(divisions: Divisions, code: str) -> Division:
    found = divisions.get(code)
    if found is None or not divisions.stands(found.code):
        raise DivisionChangeRefusedError(
            zh=f"没有代码为{code}的区划，或它在变更之日前已不存在，请核对（casework divisions list）",
            en=f"There is no division {code}, or it is gone before the day of the change; check it (casework divisions list)",
        )
    return found


def _village(divisions: Divisions, code: str) -> Division:
    found = _standing(divisions, code)
    if found.level is not DivisionLevel.VILLAGE:
        raise DivisionChangeRefusedError(
            zh=f"{found.name}（{found.code}）不是行政村：合并、拆分只用于村，乡镇以上请用 move",
            en=f"{found.name} ({found.code}) is no village: only villages are merged or split; others move",
        )
    return found


def _entry(divisions: Divisions, code: str, name: str | None, *, level: DivisionLevel) -> DivisionEntry:
    full = full_code(code)
    if level_of(full) is not level:
        raise DivisionChangeRefusedError(
            zh=f"{full}不是行政村代码：应为12位", en=f"{full} is no village code: use one of 12 digits"
        )
    standing = divisions.by_code[full] if divisions.stands(full) else None
    if standing is None:
        refuse_rootless(divisions, full)
    return DivisionEntry(code=full, name=_name(name or (standing.name if standing else ""), full))


def _refuse_another(divisions: Divisions, code: str, name: str) -> None:
    """A division that stands is not overwritten by one of another name."""
    if divisions.stands(code) and divisions.name(code) != name:
        raise DivisionChangeRefusedError(
            zh=f"代码{code}是{divisions.name(code)}，不是“{name}”：请核对代码和名称",
            en=f"{code} is {divisions.name(code)}, not {name}: check the code and the name",
        )


def _name(name: str, code: str) -> str:
    if has_unseen_signs(name):
        raise DivisionChangeRefusedError(
            zh=f"{code}的名称中有看不见的控制字符，请重新录入",
            en=f"The name of {code} holds a sign that cannot be seen: type it anew",
        )
    written = compact(name)
    if not written:
        raise DivisionChangeRefusedError(zh=f"{code}是新区划，请写明名称", en=f"{code} is new: state its name")
    return written
