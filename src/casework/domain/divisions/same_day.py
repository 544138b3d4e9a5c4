"""Changes that count from one day follow each other: each is told of the divisions as those before it leave them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date

from msgspec import Struct

from casework.domain.codes.offices import ChangeKind
from casework.domain.divisions.changes import NumberedChange, in_order
from casework.domain.divisions.codes import codes_above, full_code, significant_digits
from casework.domain.divisions.places import DivisionChangeRefusedError, refuse_neighbours_names
from casework.domain.divisions.tree import Divisions
from casework.domain.facts.office.divisions import DivisionChange, DivisionsChanged


class Standing(Struct, frozen=True, kw_only=True):
    """The divisions after what was told before of the same day, and the codes that this moved."""

    divisions: Divisions
    moved: dict[str, str] = {}

    @classmethod
    def after(cls, before: Divisions, earlier: Iterable[NumberedChange]) -> Standing:
        """The divisions of the day before, with these changes made in turn."""
        changes = [change for each in earlier for change in each.fact.changes]
        moved = {change.codes[0]: change.into[0].code for change in changes if change.kind is ChangeKind.MOVED}
        return cls(divisions=changed(before, changes), moved=moved)

    def meant(self, code: str) -> str:
        """The code as it is now, when it or what lies above it was moved on the same day; a notice names either."""
        full = full_code(code)
        if not self.divisions.stands(full):
            for above in (full, *codes_above(full)):
                if above in self.moved:
                    return significant_digits(self.moved[above]) + full[len(significant_digits(above)) :]
        return full


Plan = Callable[[Standing], tuple[DivisionChange, ...]]
"""What an announcement comes to; it may refuse."""


def announced(
    plan: Plan,
    on: date,
    *,
    before: Divisions,
    known: Sequence[NumberedChange],
    today: date,
    correct: bool = False,
    same_name: bool = False,
) -> DivisionsChanged:
    """
    The changes of an announcement from a day on; a merger and a move of its township are taken in either order.

    Args:
        before: The divisions as they stand on the day before.
        known: Every change that is recorded; the announcement may be among them.
        correct: The day may have passed.
        same_name: Somebody has said that a neighbour's name is right.

    Raises:
        DivisionChangeRefusedError: It does not fit the divisions, its day has passed, or the same divisions change on
            that day or later in another way.
        NeighboursNameError: A name is a neighbour's, and nobody has said that it is right.
    """
    same_day = [change for change in in_order(known) if change.effective_on == on]
    first: tuple[DivisionChange, ...] | None = None
    for count in range(len(same_day)):
        with suppress(DivisionChangeRefusedError):
            changes = plan(Standing.after(before, same_day[:count]))
            fact = DivisionsChanged(effective_on=on, changes=changes)
            if any(change.fact == fact for change in known):
                return fact
            first = first or changes
    standing = Standing.after(before, same_day)
    try:
        changes = plan(standing)
    except DivisionChangeRefusedError:
        if first:  # It would have fitted without what was told before of the day: that is the reason to be told.
            dated(first, on, known=known, today=today, correct=correct)
        raise
    fact = dated(changes, on, known=known, today=today, correct=correct)
    if not same_name and not any(change.fact == fact for change in known):
        refuse_neighbours_names(standing.divisions, changed(standing.divisions, changes), changes)
    return fact


def dated(
    changes: tuple[DivisionChange, ...], on: date, *, known: Iterable[NumberedChange], today: date, correct: bool
) -> DivisionsChanged:
    """
    The changes from a day on.

    Raises DivisionChangeRefusedError: the day has passed and this is no correction, or the same divisions change on
    that day or later already.
    """
    fact = DivisionsChanged(effective_on=on, changes=changes)
    recorded = list(known)
    if any(change.fact == fact for change in recorded):
        return fact
    if on < today and not correct:
        raise DivisionChangeRefusedError(
            zh=f"{on}已过：补记过去的区划变更请加 --correct", en=f"{on} has passed: to record it now add --correct"
        )
    concerned = _concerned(fact)
    for change in recorded:
        both = concerned & _concerned(change.fact)
        if both and (change.effective_on > on or (change.effective_on == on and not _go_together(change.fact, fact))):
            raise DivisionChangeRefusedError(
                zh=f"{min(both)}自{change.effective_on}起的变更已有记录，变更须按日期先后记录，请改用之后的日期",
                en=f"{min(both)} changes on {change.effective_on} already: changes are recorded in the order of "
                "their days; choose a later one",
            )
    return fact


def changed(divisions: Divisions, changes: Iterable[DivisionChange]) -> Divisions:
    """The divisions as they stand after the changes; names of before a renaming are known as such."""
    names, became, former = dict(divisions.entries()), dict(divisions.became), dict(divisions.former)
    for change in changes:
        stand = tuple(entry.code for entry in change.into)
        became |= {code: stand for code in change.codes if code not in stand and code in names}
        for entry in change.into:
            if entry.code in became:
                del became[entry.code]
                former.pop(entry.code, None)
            elif (earlier := names.get(entry.code, entry.name)) != entry.name:
                former[entry.code] = (*former.get(entry.code, ()), earlier)
            names[entry.code] = entry.name
    return Divisions.of(names.items(), became, former)


def _go_together(before: DivisionsChanged, after: DivisionsChanged) -> bool:
    """Whether of one day one is a move and the other is not, and the later names what the earlier left."""
    ended = {code for change in before.changes for code in change.codes}
    ended -= {entry.code for change in before.changes for entry in change.into}
    named = {code for change in after.changes for code in change.codes}
    return _moves(before) != _moves(after) and ended.isdisjoint(named)


def _moves(fact: DivisionsChanged) -> bool:
    return all(change.kind is ChangeKind.MOVED for change in fact.changes)


def _concerned(fact: DivisionsChanged) -> set[str]:
    return {code for change in fact.changes for code in (*change.codes, *(entry.code for entry in change.into))}
