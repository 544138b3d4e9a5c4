"""Confirming the ledger of a division for a quarter, line by line (GY-2b, BT-10b)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from casework.domain.decisions.ledgers.ledger import open_ledger_of
from casework.domain.errors import InvalidValueError
from casework.domain.fact import Fact
from casework.domain.facts.office.ledgers import ConfirmedLine, QuarterConfirmed
from casework.domain.household.context import DecisionContext
from casework.domain.household.parts import QuarterState
from casework.domain.household.state import Household
from casework.domain.text_values import one_form
from casework.domain.written.quarters import first_day_of, quarter_written


def confirm_quarter(
    ledger: Household,
    context: DecisionContext,
    *,
    quarter: str,
    changed: tuple[str, ...] = (),
    unchanged: tuple[str, ...] = (),
    rest: bool = False,
    households: Mapping[str, UUID],
) -> list[Fact]:
    """
    These households of the ledger were gone through: in some something changed, in others nothing, named as such.

    `rest`: nothing changed in all that nobody has named yet. Nothing is concluded of a household that is not named.
    Quiet when all this is confirmed already.

    Args:
        households: Those of the ledger by their numbers; none of a township's, which confirms as a whole.

    Raises:
        LedgerUnknownError, NotNowError: There is no such ledger, or it is closed.
        InvalidValueError: No quarter, one that has not begun, a number that the ledger lacks or that is named twice.
    """
    before_all = open_ledger_of(ledger)
    name = quarter_written(quarter)
    if first_day_of(name) > context.today:
        raise InvalidValueError("quarter", zh=f"{name}尚未开始", en=f"{name} has not begun yet")
    if not (changed or unchanged or rest):
        raise InvalidValueError(
            "rest",
            zh="请写明有变化或无变化的户编号，或用 --rest 确认其余各户无变化",
            en="Name the households that changed or did not, or confirm all others with --rest",
        )
    before = before_all.quarters.get(name, QuarterState())
    said = _said(households, changed, unchanged)
    known = {line.household: line.changed for line in before.lines}
    if rest:
        said |= {each: False for each in households.values() if each not in said and each not in known}
    lines = tuple(
        ConfirmedLine(household=household, changed=has)
        for household, has in said.items()
        if known.get(household) != has
    )
    waiting = len(set(households.values()) - known.keys() - said.keys())
    complete = not waiting and (rest or bool(households))
    if not lines and (before.complete or not complete):
        return []
    changes = sum(line.changed for line in lines)
    return [
        QuarterConfirmed(
            quarter=name,
            lines=lines,
            changed=changes,
            unchanged=len(lines) - changes,
            waiting=waiting,
            complete=complete,
        )
    ]


def _said(households: Mapping[str, UUID], changed: tuple[str, ...], unchanged: tuple[str, ...]) -> dict[UUID, bool]:
    found: dict[UUID, bool] = {}
    for number, has_changed in (*((each, True) for each in changed), *((each, False) for each in unchanged)):
        household = households.get(one_form(number.strip().removesuffix("号")))
        if household is None:
            raise InvalidValueError(
                "changed" if has_changed else "unchanged",
                zh=f"该台账中没有户编号“{number}”",
                en=f"The ledger has no household {number}",
            )
        if found.get(household, has_changed) != has_changed:
            raise InvalidValueError(
                "unchanged",
                zh=f"户编号“{number}”不能既有变化又无变化",
                en=f"Household {number} cannot have changed and not changed",
            )
        found[household] = has_changed
    return found
