"""The one door for writes: load a household, decide, append; the same command twice is one (ADR 0002)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
import structlog
from eventsourcing.application import AggregateNotFoundError
from eventsourcing.persistence import PersistenceError
from msgspec.structs import asdict

from casework.application.commands.declaration import Command
from casework.application.commands.entries import CorrectEntry, WithdrawEntry
from casework.application.commands.fields import as_declared
from casework.application.commands.moving import MoveHousehold
from casework.application.commands.survey import Register
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.errors import CommandKnownError, ConflictError
from casework.application.log.records.groups import AppendGroup, CommandKey, IndexRow, PersonRow, StoredAnswer
from casework.application.log.records.household_ids import village_of
from casework.application.log.store import Log
from casework.application.writing.clock import Clock, never_backwards
from casework.application.writing.corrections import decide_correction
from casework.application.writing.history import Decide, Decided, History
from casework.application.writing.moves import decide_move
from casework.application.writing.receipts import CommandReusedError, OccurredAheadError, Receipt, TooLateError
from casework.application.writing.retrying import Turns, retries
from casework.application.writing.rule_books import RuleBooks
from casework.application.writing.surveys import decide_survey
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.entries.allowing_late import may_enter_late
from casework.domain.entries.computability import refuse_uncomputable_facts
from casework.domain.errors import CaseworkError, HouseholdUnknownError, InvalidValueError
from casework.domain.fact import Fact, topic_of
from casework.domain.facts.rules import EVERYWHERE
from casework.domain.household.answers import refuse_too_early
from casework.domain.household.context import DecisionContext, in_envelopes
from casework.domain.household.evolve import fold, fold_history
from casework.domain.household.state import Household
from casework.domain.policy.rules import Rules
from casework.domain.text_values import refuse_blank, refuse_no_account

DECIDED_ON_HISTORY: Mapping[type[Command], Decide] = {
    CorrectEntry: decide_correction,
    WithdrawEntry: decide_correction,
    Register: decide_survey,
    MoveHousehold: decide_move,
}
"""The commands that take more than the household's state: all its entries, and the personal data in them."""

MOST_BYTES = 4_000_000
"""So large may a request be: the longest text of a policy, in Chinese, with room beside it."""

logger = structlog.get_logger("casework")


class Casework:
    """The application: one door for the commands on a household, and what everything that appends is built from."""

    def __init__(self, log: Log, *, keys: KeyRing, clock: Clock, rules: Rules) -> None:
        self.log = log
        self.keys = keys
        self.clock = clock
        self.books = RuleBooks(log, keys.ids, rules)
        self._turns = Turns()

    @property
    def rules(self) -> Rules:
        """The rules that hold everywhere, as they stand now."""
        return self.books.current().of()

    def context(
        self, by: str, occurred_at: datetime | None = None, *, of: Household | str = EVERYWHERE
    ) -> DecisionContext:
        """
        The circumstances of a decision made now, `of` a household, or in a division by its code.

        Raises:
            ClockBehindError: The clock stands before the newest entry: recorded time never runs back.
            BeforeCalendarError: The clock stands before the work calendar begins.
            OccurredAheadError: `occurred_at` lies in the future.
            TooLateError: It lies further back than the policy's limit for late entries, and nobody has allowed it.
        """
        book, head = self.books.at_head()
        now = never_backwards(self.clock.now(), head.recorded_at)
        rules = book.of(of) if isinstance(of, str) else book.of_household(of)
        rules.calendar.refuse_before(shanghai_date(now))
        occurred_at = occurred_at or now
        if occurred_at > now:
            raise OccurredAheadError
        policy, on = rules.policies.in_force(now), shanghai_date(occurred_at)
        too_late = (shanghai_date(now) - on).days > policy.entries.late_limit_days
        if too_late and (isinstance(of, str) or not may_enter_late(of, policy, by=by, on=on)):
            raise TooLateError(policy.entries.late_limit_days, on)
        return DecisionContext(by=by, occurred_at=occurred_at, now=now, rules=rules)

    def household(self, household: UUID) -> Household:
        """
        The household as it stands.

        Raises:
            HouseholdUnknownError: There is no such household, or its registration was withdrawn.
            UnreadableFactError: One of its facts cannot be read.
        """
        found = self._load(household)
        if not found.known:
            raise HouseholdUnknownError(household)
        return found

    def carry_out(
        self,
        command: Command,
        household: UUID,
        *,
        by: str,
        command_id: str | None = None,
        occurred_at: datetime | None = None,
        village: str = "",
    ) -> Receipt:
        """
        Load, decide, append: the only way in which somebody writes to a household.

        The same command id by the same actor is carried out once and answered alike. `village` is where a household
        that is to be registered belongs, by default the one that its id begins with.

        Raises:
            InvalidValueError: A value of the command is none of its type; nothing was looked up.
            CaseworkError: Understood and refused; nothing was recorded.
            CommandReusedError, ConflictError, PersistenceError: As `once` says.
        """
        command = as_declared(command)

        def attempt(key: CommandKey) -> Receipt:
            history = self._history(
                household, village or village_of(household), whole=type(command) in DECIDED_ON_HISTORY
            )
            state = history.state
            context = self.context(by, occurred_at, of=state if state.known else history.village)
            decided = DECIDED_ON_HISTORY.get(type(command), decide_on_state)(history, command, context)
            return self.append(
                household, state.version, decided.facts, context, key, people=decided.people, index=decided.index
            )

        asked = (command.spec.name, occurred_at, command)
        return self.once(household, asked, attempt, by=by, command_id=command_id)

    def once(
        self,
        household: UUID,
        asked: Sequence[Any],
        attempt: Callable[[CommandKey], Receipt],
        *,
        by: str,
        command_id: str | None = None,
    ) -> Receipt:
        """
        Attempt a command that the actor may send again: it is carried out at most once, and a repeat is answered alike.

        Args:
            asked: All that makes the request what it is, personal data included; it is kept as a keyed hash.
            attempt: Loads, decides and appends under the command's key; called again when somebody was faster.

        Raises:
            InvalidValueError: Nobody's account, or a blank command id.
            CommandReusedError: The command id belongs to another request; nothing was recorded.
            ConflictError: Others kept changing the household; nothing was recorded.
            PersistenceError: A fault; send the same command again, it is carried out at most once.
        """
        refuse_no_account("by", by)
        refuse_blank("command_id", command_id)
        request = msgspec.msgpack.encode((str(household), *asked))
        if len(request) > MOST_BYTES:
            raise InvalidValueError("request", zh="内容过大", en="It is too large", always=True)
        command = CommandKey(
            actor=by, command_id=command_id or uuid4().hex, request_hash=self.keys.request_hash(request)
        )
        error: Exception = ConflictError(household)
        for number in retries():
            try:
                with self._turns.of(household, overtaken=number > 0):
                    return attempt(command)
            except (CaseworkError, PersistenceError) as refusal:
                answer = self._answered(refusal, command)
                if answer is not None:
                    return self._repeated(answer, command)
                error = refusal
                if not isinstance(refusal, ConflictError):
                    break
        raise error

    def append(
        self,
        stream: UUID,
        version: int,
        facts: Sequence[Fact],
        context: DecisionContext,
        command: CommandKey,
        *,
        people: tuple[PersonRow, ...] = (),
        index: tuple[IndexRow, ...] = (),
    ) -> Receipt:
        """Append what was decided on a stream as it stood at `version`; without facts only the command's key is kept."""
        if not facts:
            self.log.record_no_op(command, stream, version)
            return Receipt(household=stream)
        appended = self.log.append(
            AppendGroup(
                household=stream,
                expected_version=version,
                entries=in_envelopes(stream, version, facts, context, command.command_id),
                command=command,
                people=people,
                index=index,
            )
        )
        topics = tuple(topic_of(fact) for fact in facts)
        logger.info("facts.recorded", household=str(stream), facts=topics, position=appended.last_position)
        return Receipt(household=stream, position=appended.last_position, facts=topics)

    def _history(self, household: UUID, village: str, *, whole: bool) -> History:
        entries = self.log.entries(household) if whole else ()
        state = fold_history(household, entries) if whole else self.household(household)
        return History(state=state, village=village, entries=entries, log=self.log, keys=self.keys)

    def _load(self, household: UUID) -> Household:
        try:
            return self.log.repository.get(household, projector_func=fold)
        except AggregateNotFoundError:
            return Household(id=household)

    def _answered(self, refusal: Exception, command: CommandKey) -> StoredAnswer | None:
        """
        What the command came to if it was carried out: a repeat is often refused, a lost reply looks like a conflict.

        Raises PersistenceError when a refusal cannot be told from a command that is stored already.
        """
        if isinstance(refusal, CommandKnownError):
            return refusal.answer
        try:
            return self.log.final_command(command.actor, command.command_id)
        except PersistenceError:
            if isinstance(refusal, PersistenceError):
                return None
            raise

    def _repeated(self, answer: StoredAnswer, command: CommandKey) -> Receipt:
        if answer.request_hash != command.request_hash:
            raise CommandReusedError
        if not answer.positions:
            return Receipt(household=answer.household)
        entries = self.log.entries(answer.household)[answer.first_version - 1 : answer.last_version]
        topics = tuple(topic_of(entry.fact) for entry in entries)
        return Receipt(household=answer.household, position=answer.positions[-1], facts=topics)


def decide_on_state(history: History, command: Command, context: DecisionContext) -> Decided:
    """What a household as it stands makes of a command whose fields are all that its decision takes."""
    facts = command.spec.decide(history.state, context, **asdict(command))
    refuse_too_early(history.state, facts, context)
    refuse_uncomputable_facts(history.state, facts, context)
    return Decided(facts=facts)
