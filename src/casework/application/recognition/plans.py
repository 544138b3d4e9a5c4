"""What a listed household comes to against what is stored: facts to record, rows refused, questions, who waits."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

from casework.application.ledgers.persons.ledger import LedgerHousehold, RowProblem
from casework.application.ledgers.understanding.questions import Question
from casework.application.log.records.groups import AppendGroup
from casework.application.recognition.member_outcomes import MemberOutcome
from casework.application.recognition.moved_duties import MovedHousehold


class Pending(Struct, frozen=True, kw_only=True):
    """
    A listed household on its way in; who is not listed has left, unless something rests on them.

    `digests` are the keyed hashes of the listed persons' ids, None for who has none. `listed_as` is the number under
    which the ledger lists the people of this household, where it is another; `meant`: somebody said that they are this
    household.
    """

    id: UUID
    number: str
    listed: LedgerHousehold
    digests: tuple[bytes | None, ...]
    last_chance: bool = False
    listed_as: str = ""
    meant: bool = False


class Plan(Struct, frozen=True, kw_only=True):
    """
    What a listed household comes to.

    `group` is None when nothing changes. `waits`: somebody still stands in another household, which may let them go, or
    may still be listed in another one. `strangers`: none of the people are members of the household of this number.
    `members` are the numbers of whom the rows are, sure or new. `freed` are the persons that this plan lets go, `movers` those that another plan of the same call has to let go.
    """

    pending: Pending
    group: AppendGroup | None = None
    problems: tuple[RowProblem, ...] = ()
    accepted: int = 0
    new: bool = False
    updates: bool = False
    detects: bool = False
    withheld: bool = False
    waits: bool = False
    strangers: bool = False
    questions: tuple[Question, ...] = ()
    outcomes: tuple[MemberOutcome, ...] = ()
    moved: MovedHousehold | None = None
    members: tuple[int, ...] = ()
    freed: tuple[bytes, ...] = ()
    movers: frozenset[bytes] = frozenset()

    @property
    def moving(self) -> frozenset[bytes]:
        """The persons who come or go by this plan and another one of the same call."""
        return self.movers | frozenset(self.freed)
