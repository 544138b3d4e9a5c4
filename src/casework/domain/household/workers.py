"""Who of a household counts as a worker, and to which of a village's ledgers each belongs (GY-1b, GY-2c, GY-14c)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.people import LedgerGroup, Willingness
from casework.domain.codes.service.assistance import Measure
from casework.domain.codes.service.contacts import NextAction
from casework.domain.codes.service.needs import Wish
from casework.domain.codes.verification import Finding
from casework.domain.codes.work import WorkKind
from casework.domain.facts.assistance import FollowUpLogged, NeedsAssessed
from casework.domain.facts.episode_entries import EpisodeEntry
from casework.domain.household.detection import employed, why_employable_or_not
from casework.domain.household.parts import MemberState
from casework.domain.household.state import Household
from casework.domain.policy.sections import DetectionRule
from casework.domain.statuses import Employability, EpisodeState

LABOUR = frozenset(
    {
        Employability.EMPLOYABLE,
        Employability.UNWILLING_SIGNED,
        Employability.AGE_UNKNOWN,
        Employability.NOT_UNDERSTOOD,
    }
)
"""Who may be labour; whoever is in work is a worker whatever the reason."""


class Worker(Struct, frozen=True, kw_only=True):
    """
    A worker as a village's ledger lists one: work, wish, and what comes next.

    `kind` is that of a placement that holds; `groups` are the ledgers to which the worker belongs on the day. The last
    contact and what it planned are those that speak of the worker, or of the household as a whole.
    """

    state: MemberState
    why: Employability
    in_work: bool
    kind: WorkKind | None = None
    groups: tuple[LedgerGroup, ...] = ()
    wishes: tuple[Wish, ...] = ()
    contacted_on: date | None = None
    next_action: NextAction | None = None
    next_on: date | None = None
    measure: Measure | None = None
    measure_due_on: date | None = None

    def days_since_return(self, on: date) -> int | None:
        """Days since the worker came home; None for whoever did not, or is in work again."""
        came = self.state.now.returned_on
        return None if came is None or self.in_work else (on - came).days


def workers(household: Household, on: date, rule: DetectionRule) -> Iterator[Worker]:
    """The workers of a household on a day, by number: all who are in work or may be labour, whether they wish it or not."""
    if not household.known:
        return
    in_work = employed(household, rule)
    for state in household.present():
        why = why_employable_or_not(state, on, rule)
        works = state.number in in_work
        if works or why in LABOUR:
            yield _worker(household, state, why, in_work=works)


def _worker(household: Household, state: MemberState, why: Employability, *, in_work: bool) -> Worker:
    number, held = state.number, household.holding_placements(state.number)
    entries = sorted((entry for record in household.records for entry in record.entries), key=_order)
    contacts = [e for e in entries if isinstance(e.fact, FollowUpLogged) and _speaks_of(e.fact, number)]
    needs = [e.fact.details for e in entries if isinstance(e.fact, NeedsAssessed) and e.fact.member == number]
    contact = contacts[-1].fact if contacts else None
    planned = contact.details if isinstance(contact, FollowUpLogged) else None
    plans = (plan for record in household.records for plan in record.plans if plan.member == number)
    plan = min(plans, key=lambda plan: plan.due_on, default=None)
    return Worker(
        state=state,
        why=why,
        in_work=in_work,
        kind=held[-1].kind if held else None,
        groups=() if in_work else tuple(_groups(household, state, why)),
        wishes=next((said.wishes for said in reversed(needs) if said is not None), ()),
        contacted_on=shanghai_date(contacts[-1].occurred_at) if contacts else None,
        next_action=planned.next_action if planned else None,
        next_on=planned.next_on if planned else None,
        measure=plan.measure if plan else None,
        measure_due_on=plan.due_on if plan else None,
    )


def _order(entry: EpisodeEntry) -> tuple[datetime, int]:
    return entry.order


def _speaks_of(contact: FollowUpLogged, number: int) -> bool:
    return contact.details is None or not contact.details.members or number in contact.details.members


def _groups(household: Household, state: MemberState, why: Employability) -> Iterator[LedgerGroup]:
    # A wish that nobody has said is none (BJ-1.2c): silence puts nobody on a ledger.
    episode = household.episode
    if state.now.returned_on is not None:
        yield LedgerGroup.RETURNEES
    if why is Employability.EMPLOYABLE:
        if Willingness.WILLING is state.now.willingness or state.finding is Finding.WILLING:
            yield LedgerGroup.WILLING
        if episode is not None and episode.state is EpisodeState.OPEN:
            yield LedgerGroup.ZERO_EMPLOYMENT
