"""What comes next after an import: what its sheets still ask for, and the duties that begin by it or run already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casework.domain.accountability.next_duty import first_duty
from casework.domain.calendar.work_calendar import shanghai_date
from casework.interfaces.cli.output import print_lines, print_next
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.duty_words import first_duty_in_words
from casework.interfaces.wording.next_steps import NextStep, after_ahead, after_import
from casework.interfaces.workplace.invocation import Acting

if TYPE_CHECKING:
    from casework.application.importing.result import ImportResult
    from casework.interfaces.workplace.bootstrap import Workplace


def next_duty_answer(place: Workplace, result: ImportResult, *, dry_run: bool) -> dict[str, Any]:
    """What the households newly found ask for first, and the next step, as JSON has them."""
    following = next_step(_following(place, result, dry_run=dry_run))
    found = first_duty(place.rules, place.clock.now()) if result.detected else None
    if found is None:
        return {"next_duty": None} | following
    rule, due_on = found
    label = {"zh": rule.zh, "en": rule.en}
    return {"next_duty": {"deadline": rule.name, "label": label, "due_on": due_on, "role": rule.duty}} | following


def print_next_duty(acting: Acting, place: Workplace, result: ImportResult, *, dry_run: bool) -> None:
    """The last lines of an import."""
    following = _following(place, result, dry_run=dry_run)
    if following is not None:
        print_next(acting.language, following)
    found = first_duty(place.rules, place.clock.now()) if result.detected else None
    if found is not None:
        print_lines(acting.language.say(*first_duty_in_words(*found, result.detected)))


def _following(place: Workplace, result: ImportResult, *, dry_run: bool) -> NextStep | None:
    """What the sheets ask for; without that, and with nobody newly found, what ends next in all households."""
    following = after_import(result, dry_run=dry_run)
    if following is not None or result.detected:
        return following
    place.reading.catch_up()
    now = place.clock.now()
    return after_ahead(
        place.reading.overdue.ahead(scope=place.scope, now=now), place.reading.known_divisions(shanghai_date(now))
    )
