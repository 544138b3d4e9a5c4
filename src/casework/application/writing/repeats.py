"""A command may be sent again: it is carried out at most once, and a repeat is answered alike (ADR 0002)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

import msgspec
from eventsourcing.persistence import PersistenceError

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.errors import CommandKnownError, ConflictError
from casework.application.log.records.groups import CommandKey, StoredAnswer
from casework.application.log.records.patience import time_left, time_limit
from casework.application.log.records.retries import Turns, retries
from casework.application.log.store import Log
from casework.application.writing.receipts import (
    CommandReusedError,
    Receipt,
    moves_looking_back,
    others_of,
    topics_of,
)
from casework.application.writing.rule_books import RuleBooks
from casework.domain.errors import CaseworkError, InvalidValueError
from casework.domain.fact import Recorded
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.signer import account_of
from casework.domain.text_values import refuse_blank, refuse_no_account

MOST_BYTES = 4_000_000
"""So large may a request be: the longest text of a policy, in Chinese, with room beside it."""


class Repeats:
    """What was asked before, and what it came to; who asks for a stream in one process waits for those before."""

    def __init__(self, log: Log, keys: KeyRing, books: RuleBooks) -> None:
        self._log = log
        self._keys = keys
        self._books = books
        self._turns = Turns()

    def once(
        self,
        stream: UUID,
        asked: Sequence[Any],
        attempt: Callable[[CommandKey], Receipt],
        *,
        by: str,
        earlier: Sequence[str] = (),
        command_id: str | None,
    ) -> Receipt:
        """
        Attempt a command that the actor may send again; what it takes and raises is said at `Casework.once`.

        `earlier` are further signatures of the same actor, under which the command may have been carried out before.
        """
        refuse_no_account("by", by)
        refuse_blank("command_id", command_id)
        request = msgspec.msgpack.encode((str(stream), *asked))
        if len(request) > MOST_BYTES:
            raise InvalidValueError("request", zh="内容过大", en="It is too large", always=True)
        command = CommandKey(
            actor=account_of(by), command_id=command_id or uuid4().hex, request_hash=self._keys.request_hash(request)
        )
        with time_limit(self._log.patience.command_seconds):
            for signature in earlier:
                if (answer := self._log.final_command(signature, command.command_id)) is not None:
                    return self._repeated(answer, command)
            return self._attempted(stream, attempt, command)

    def _attempted(self, stream: UUID, attempt: Callable[[CommandKey], Receipt], command: CommandKey) -> Receipt:
        error: Exception = ConflictError(stream)
        for number in retries():
            try:
                with self._turns.of(stream, overtaken=number > 0):
                    return attempt(command)
            except (CaseworkError, PersistenceError) as refusal:
                answer = self._answered(refusal, command)
                if answer is not None:
                    return self._repeated(answer, command)
                error = refusal
                if not isinstance(refusal, ConflictError):
                    break
        raise error

    def _answered(self, refusal: Exception, command: CommandKey) -> StoredAnswer | None:
        """
        What the command came to if it was carried out: a repeat is often refused, a lost reply looks like a conflict.

        Raises PersistenceError when a refusal cannot be told from a command that is stored already.
        """
        if isinstance(refusal, CommandKnownError):
            return refusal.answer
        if isinstance(refusal, PersistenceError) and not time_left(self._log.patience.seconds):
            return None
        try:
            return self._log.final_command(command.actor, command.command_id)
        except PersistenceError:
            if isinstance(refusal, PersistenceError):
                return None
            raise

    def _repeated(self, answer: StoredAnswer, command: CommandKey) -> Receipt:
        if answer.request_hash != command.request_hash:
            raise CommandReusedError
        if not answer.positions:
            return Receipt(household=answer.household)
        entries = self._log.entries(answer.household)[: answer.last_version]
        before, made = entries[: answer.first_version - 1], entries[answer.first_version - 1 :]
        facts, state = [entry.fact for entry in made], fold_history(answer.household, before)
        rules = self._books.at(answer.positions[0]).of_household(state)
        context = DecisionContext(by=made[0].by, occurred_at=made[0].occurred_at, now=made[0].timestamp, rules=rules)
        moves = moves_looking_back(state, before, facts, context)
        return Receipt(
            household=answer.household,
            position=max([answer.positions[-1], *self._positions_beside(made)]),
            facts=topics_of(facts),
            moves=moves,
            others=others_of(facts),
        )

    def _positions_beside(self, made: Sequence[Recorded]) -> list[int]:
        """Where what the same act recorded of other households stands."""
        return [
            position
            for other in others_of([entry.fact for entry in made])
            for position, entry in self._log.stream(other)
            if entry.command_id == made[0].command_id
        ]
