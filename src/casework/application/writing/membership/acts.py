"""How the acts by which members come and go are decided: all of them take more than the household's state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from casework.application.commands.declarations.declaration import Command
from casework.application.commands.members import DecideErasure
from casework.application.commands.membership import (
    JoinHousehold,
    LeaveHousehold,
    MergeHouseholds,
    MoveMembers,
    RecordExternalCode,
    SplitHousehold,
    TakeAsSamePerson,
)
from casework.application.writing.histories.history import Decide
from casework.application.writing.membership.erasures import decide_erasure_everywhere
from casework.application.writing.membership.newcomers import decide_external_code, decide_joining
from casework.application.writing.membership.transfers import decide_departure, decide_same_person, decide_transfer

MEMBERSHIP: Final[Mapping[type[Command], Decide]] = {
    MoveMembers: decide_transfer,
    SplitHousehold: decide_transfer,
    MergeHouseholds: decide_transfer,
    LeaveHousehold: decide_departure,
    JoinHousehold: decide_joining,
    TakeAsSamePerson: decide_same_person,
    RecordExternalCode: decide_external_code,
    DecideErasure: decide_erasure_everywhere,
}
