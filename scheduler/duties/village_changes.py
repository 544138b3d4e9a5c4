"""Households follow changes of divisions whose day has come: by the daily job, or when an office asks (ADR 0019)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import structlog
from sqlalchemy import Engine

from casework.application.rules.divisions import VillageChangesDone, change_villages, village_changes
from casework.application.writing.casework import Casework
from casework.domain.divisions.changes import NumberedChange, VillageChanges
from casework.domain.rights.everywhere import EVERYWHERE
from projections.lists.household_finder import VillageHousehold, households_of

logger = structlog.get_logger("casework")


def carry_over_due(
    casework: Casework,
    engine: Engine,
    *,
    catch_up: Callable[[], object],
    progress: Callable[[int], object] = lambda _: None,
) -> VillageChangesDone:
    """
    Every household of a village that changed follows, change after change in the order of their days.

    Safe to break off and to repeat, and for several processes at once: who has followed is left out.
    """
    households = left = 0
    changes = village_changes(casework)
    for change in changes.changes:
        catch_up()
        waiting = [household.id for household in waiting_households(engine, change, changes)]
        done = change_villages(casework, change, waiting, progress=partial(_further, progress, households))
        households, left = households + done.households, left + done.left
    if households or left:
        catch_up()
        logger.info("households.carried", households=households, left=left)
    return VillageChangesDone(households=households, left=left)


def carry_over_waiting(
    casework: Casework,
    engine: Engine,
    *,
    catch_up: Callable[[], object],
    progress: Callable[[int], object] = lambda _: None,
) -> VillageChangesDone:
    """Whoever waits to follow a change of divisions does so now: before a list is read, a step raised, a day judged."""
    if not is_waiting(casework, engine):
        return VillageChangesDone()
    return carry_over_due(casework, engine, catch_up=catch_up, progress=progress)


def is_waiting(casework: Casework, engine: Engine) -> bool:
    """Whether the day of a change has come and households have not followed it yet, as far as the read models know."""
    changes = village_changes(casework)
    villages = {code for change in changes.changes for each in change.leaving() for code in each.codes}
    return any(
        changes.village_after(household.village, household.number) != household.village
        for household in (households_of(engine, villages, scope=EVERYWHERE).rows if villages else ())
    )


def waiting_households(engine: Engine, change: NumberedChange, changes: VillageChanges) -> list[VillageHousehold]:
    """
    The households that still stand in a village from which the change takes them.

    A village may be there again by a later one of the `changes`: then its households stay.
    """
    return [
        household
        for household in leaving_households(engine, change)
        if changes.village_after(household.village, household.number) != household.village
    ]


def leaving_households(engine: Engine, change: NumberedChange) -> list[VillageHousehold]:
    """The households that the change takes to another village, by village and number."""
    villages = {code for each in change.leaving() for code in each.codes}
    return [
        household
        for household in (households_of(engine, villages, scope=EVERYWHERE).rows if villages else ())
        if change.village_after(household.village, household.number) != household.village
    ]


def _further(progress: Callable[[int], object], before: int, done: int) -> None:
    progress(before + done)
