"""
Acts on households out of sight and on households that there are not: one refusal, in words, in time, and on record (ADR 0038, 0045).

Commands of the catalogue by every role, in words; from some hundred on, the time of both as well.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice, product
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch
from uuid import UUID

from msgspec import inspect

from casework.application.access.access_records import AccessRecords
from casework.application.accounts import actors
from casework.application.accounts.actors import Actors
from casework.application.commands.assistance import LogFollowUp
from casework.application.commands.catalogue import CATALOGUE
from casework.application.commands.declarations.declaration import Command
from casework.application.commands.declarations.fields import texts_of
from casework.application.commands.survey import Register
from casework.application.log.records.access import AccessWanted
from casework.application.log.records.household_ids import household_id
from casework.application.log.store import Log
from casework.application.personnel.account_desk import AccountDesk
from casework.application.writing import even_refusals
from casework.domain.accounts.offices import decide_office, propose_office
from casework.domain.codes.offices import Role
from casework.domain.codes.rights import AccessOutcome
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.errors import CaseworkError
from casework.domain.fact import ActingOffice
from casework.domain.household.state import Household
from casework.domain.rights.permission import may
from casework.domain.words import Text
from tests.faults.databases import Ground
from tests.faults.nursery import Nursery
from tests.faults.rigs import Report
from tests.support.installations.far_and_near import DIGITS, FAR, VILLAGES
from tests.support.installations.installations import MONDAY, VILLAGE, Office, open_office

BEYOND = VILLAGES[FAR]
"""A village in another city: no office of this one sees its households."""

FACTS = 10
"""So many follow-ups has each household that is out of sight."""

HOUSEHOLDS = 5
FEWEST_TO_COMPARE = 300
"""From so many acts on, times are compared as well: a few tell nothing."""

EVERYTHING = AccessWanted()
BAND = 0.9, 1.1
"""What is out of sight takes so many times as long as what is not there (p50 by p50, taken turn by turn)."""

ROUNDS = 3
"""A busy machine disturbs one comparison; three after each other it does not."""

VISIT = LogFollowUp(kind=FollowUpKind.CALL, outcome=Outcome.REACHED)


class Staffed:
    """An installation with somebody in every role near by, and households out of sight."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.desk = AccountDesk(office.casework)
        self.out_of_sight = office.at_risk(HOUSEHOLDS, village=BEYOND)
        for household in self.out_of_sight:
            for _ in range(FACTS):
                office.casework.carry_out(VISIT, household, by="yuan.fang", again=True)
        first, second = (self.desk.install(name, "", f"{VILLAGE[:4]}00000000") for name in ("管一", "管二"))
        self.accounts = {role: self._somebody(role, first, second) for role in Role} | {
            Role.SYSTEM_ADMINISTRATOR: first
        }

    def _somebody(self, role: Role, first: str, second: str) -> str:
        if role is Role.SYSTEM_ADMINISTRATOR:
            return first
        invited = self.desk.invite(role.zh, "", by=first, office=None)
        self.desk.activate(invited.code)
        said = {
            "account": invited.account,
            "office": ActingOffice(role=role, division=f"{VILLAGE[: DIGITS[role]]:0<12}"),
            "from_on": self.desk.today,
        }
        proposed = self.desk.act("office take", propose_office, said, by=first, office=None)
        decided = {"proposal": self.desk.version_at(proposed.position), "granted": True}
        self.desk.act("office decide", decide_office, decided, by=second, office=None)
        return invited.account

    def absent(self, number: int) -> UUID:
        """A household of the same village that there is not."""
        return household_id(self.office.casework.keys.ids, village=BEYOND, number=f"none-{number}")

    def refusal(self, command: Command, household: UUID, role: Role) -> str:
        """In what kind of words somebody in this role is refused, whichever household it is."""
        try:
            self.office.casework.carry_out(command, household, by=self.accounts[role])
        except CaseworkError as refused:
            return f"{type(refused).__name__}: {refused.zh} / {refused.en}".replace(str(household), "…")
        return "carried out"

    def seconds(self, household: UUID) -> float:
        """How long the township waits for its refusal."""
        began = perf_counter()
        self.refusal(VISIT, household, Role.TOWNSHIP)
        return perf_counter() - began


def refuse_what_is_not_there(ground: Ground, nursery: Nursery, acts: int) -> Report:
    """So many acts are tried on both, chosen by chance of all commands and roles; then their times are compared."""
    report = Report(faults=acts)
    with open_office(ground.fresh(), ground.ring, MONDAY) as office:
        staffed = Staffed(office)
        report.complaints = [*told_apart_by_words(staffed, acts), *unrecorded(office, 2 * acts)]
        report.checked = len(office.log.access.select(EVERYTHING))
        with _said_to_be_forbidden():
            report.control = told_apart_by_words(staffed, acts)
        with patch.object(AccessRecords, "note"):
            told_apart_by_words(staffed, acts)
        report.control = report.control and unrecorded(office, 6 * acts)
        if acts >= FEWEST_TO_COMPARE:
            report.complaints += told_apart_by_time(staffed, acts)
            with _answered_at_once(office.log):
                report.control = report.control and told_apart_by_time(staffed, acts)
    return report


def unrecorded(office: Office, refusals: int) -> list[str]:
    """Whether as many refusals are on record as there were (A8)."""
    denied = [each for each in office.log.access.select(EVERYTHING) if each.outcome is AccessOutcome.DENIED]
    return [] if len(denied) == refusals else [f"of {refusals} refusals {len(denied)} are on record"]


def told_apart_by_words(staffed: Staffed, acts: int) -> list[str]:
    """The acts that are refused otherwise on what is out of sight than on what is not there."""
    named = staffed.accounts[Role.CADRE]
    every = list(product(Role, [sample(each, named) for each in CATALOGUE if each is not Register]))
    random.Random(37).shuffle(every)
    found = []
    for number, (role, command) in enumerate(islice(cycle(every), acts)):
        there, absent = staffed.out_of_sight[number % HOUSEHOLDS], staffed.absent(number)
        said = [staffed.refusal(command, household, role) for household in (there, absent)]
        if said[0] != said[1]:
            found.append(f"{role.value} {command.spec.name}: {said[0]}, and of what is not there {said[1]}")
    return found


def told_apart_by_time(staffed: Staffed, samples: int) -> list[str]:
    """Whether what is out of sight takes longer, or less long, than what is not there."""
    ratio = 1.0
    for _ in range(ROUNDS):
        there, absent = [], []
        for number in range(samples):
            there.append(staffed.seconds(staffed.out_of_sight[number % HOUSEHOLDS]))
            absent.append(staffed.seconds(staffed.absent(number % HOUSEHOLDS)))
        ratio = median(there) / median(absent)
        if BAND[0] <= ratio <= BAND[1]:
            return []
    return [f"what is out of sight takes {ratio:.2f} times as long as what is not there"]


def sample(command: type[Command], account: str) -> Command:
    """A command of this kind with something in each field that it needs; whoever it names has this account."""
    info, named = inspect.type_info(command), texts_of(command, Text.ACCOUNT)
    assert isinstance(info, inspect.StructType)
    needed = [each for each in info.fields if each.required]
    return command(**{each.name: account if each.name in named else _value(each.type) for each in needed})


def _value(kind: inspect.Type) -> object:
    """Something of this type, as small as it goes."""
    match kind:
        case inspect.Metadata(type=inner):
            return _value(inner)
        case inspect.EnumType(cls=cls):
            return next(iter(cls))
        case inspect.VarTupleType(item_type=item):
            return (_value(item),)
        case inspect.StructType(cls=cls, fields=fields):
            return cls(**{each.name: _value(each.type) for each in fields if each.required})
        case inspect.DictType():
            return {}
        case inspect.DateType():
            return MONDAY.date()
        case inspect.IntType():
            return 1
        case inspect.BoolType():
            return True
        case inspect.StrType():
            return "字"
    raise TypeError(f"no command is tried with {kind}")


@contextmanager
def _said_to_be_forbidden() -> Iterator[None]:
    """The control of the words: whoever may not see a household hears that it is forbidden."""
    with patch.object(actors, "may", lambda rights, role, what, near: what == "show" or may(rights, role, what, near)):
        yield


@contextmanager
def _answered_at_once(log: Log) -> Iterator[None]:
    """The control of the time: both are answered as soon as it is known, and what is out of sight is unsealed first."""
    refuse = Actors.refuse_forbidden

    def refused(actors: Actors, what: str, state: Household, *given: Any, **named: Any) -> None:
        log.unseal_all(log.entries(state.id))
        refuse(actors, what, state, *given, **named)

    with patch.object(even_refusals, "SOONEST_SECONDS", 0), patch.object(Actors, "refuse_forbidden", refused):
        yield
