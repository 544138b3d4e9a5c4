"""The one door for writes: load a household, decide, append; the same command twice is one (ADR 0002)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from copy import copy
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from eventsourcing.application import AggregateNotFoundError
from msgspec.structs import replace

from casework.application.access.access_records import AccessRecords
from casework.application.accounts.actors import Actors, Reaches
from casework.application.accounts.directories import Directories
from casework.application.accounts.families import Families
from casework.application.accounts.readers import Readers
from casework.application.commands.declarations.declaration import Command
from casework.application.commands.declarations.fields import as_declared
from casework.application.commands.entries import ShowPersonalData
from casework.application.commands.members import DecideErasure
from casework.application.commands.survey import Register
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.errors import PersonElsewhereError
from casework.application.log.records.groups import AppendGroup, CommandKey
from casework.application.log.records.household_ids import village_of
from casework.application.log.store import Log
from casework.application.people.life_numbers import draw_number
from casework.application.places.villages import changes_until, village_name
from casework.application.writing.clock import Clock, never_backwards
from casework.application.writing.decisions import DECIDED_ON_HISTORY, PROCESSING, decide_on_state, refuse_other_subject
from casework.application.writing.even_refusals import refused_evenly
from casework.application.writing.histories.history import Decided, History
from casework.application.writing.receipts import (
    MovedOnError,
    OccurredAheadError,
    Receipt,
    TooLateError,
    moves_looking_back,
    moves_of,
    others_of,
    topics_of,
)
from casework.application.writing.repeats import Repeats
from casework.application.writing.rule_books import RuleBooks
from casework.domain.authentication.tokens import TokenRefusedError
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.rights import AccessChannel
from casework.domain.entries.late_permission import may_enter_late
from casework.domain.errors import HouseholdUnknownError
from casework.domain.fact import ActingOffice, Fact
from casework.domain.facts.office.rules import EVERYWHERE
from casework.domain.household.context import DecisionContext, in_envelopes
from casework.domain.household.evolution.evolve import fold, fold_history
from casework.domain.household.state import Household
from casework.domain.labels import household_name
from casework.domain.policy.rules import Rules
from casework.domain.text_values import refuse_no_account

logger = structlog.get_logger("casework")


class Casework:
    """The application: one door for the commands on a household, and what everything that appends is built from."""

    def __init__(self, log: Log, *, keys: KeyRing, clock: Clock, rules: Rules) -> None:
        self.log = log
        self.keys = keys
        self.clock = clock
        self.books = RuleBooks(log, keys.ids, rules)
        self.directories = Directories(log, keys.ids)
        self.actors = Actors(self.directories)
        self.access = AccessRecords(log.access, clock.now, self.actors)
        self.readers = Readers(self.directories)
        self.families = Families(log, self.directories, self._standing)
        self.draw = draw_number
        self.carried: Callable[[str], int] | None = None
        """Counts the open households of a cadre; set by whoever has the read models."""
        self._repeats = Repeats(log, keys, self.books)
        self._office: ActingOffice | None = None
        self._scope: frozenset[str] = frozenset()

    def in_office(self, office: ActingOffice | None) -> Casework:
        """The same application for somebody who acts in this office: it stands on all that is recorded through it."""
        theirs = copy(self)
        theirs._office = office
        return theirs

    def through(self, channel: AccessChannel) -> Casework:
        """The same application for whoever comes through another way in: their access is recorded as such."""
        theirs = copy(self)
        theirs.access = copy(self.access)
        theirs.access.channel = channel
        return theirs

    def within(self, scope: Collection[str]) -> Casework:
        """The same application for a token that is for these commands of the catalogue alone; empty: for all."""
        theirs = copy(self)
        theirs._scope = frozenset(scope)
        return theirs

    @property
    def office(self) -> ActingOffice | None:
        """In which office somebody acts here, None where nobody said."""
        return self._office

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
            InvalidValueError: Somebody acts in an office of which nobody said where it is.
            BeforeCalendarError: The clock stands before the work calendar begins.
            OccurredAheadError: `occurred_at` lies in the future.
            TooLateError: It lies further back than the policy's limit for late entries, and nobody has allowed it.
            AccountUnknownError, AccountNotActiveError, OfficeNotHeldError, OfficeUnsaidError: Once there are accounts,
                whoever acts has none, or none in an office that it holds now.
        """
        book, head = self.books.at_head()
        now = never_backwards(self.clock.now(), head.recorded_at)
        rules = book.of(of) if isinstance(of, str) else book.of_household(of)
        rules.calendar.refuse_before(shanghai_date(now))
        village = of if isinstance(of, str) else of.village
        by, office, counts_as, in_stead_of = self.actors.signed(by, self._office, village, shanghai_date(now))
        occurred_at = occurred_at or now
        if occurred_at > now:
            raise OccurredAheadError
        policy, on, names = rules.policies.in_force(now), shanghai_date(occurred_at), self.directories.latest.names
        too_late = (shanghai_date(now) - on).days > policy.entries.late_limit_days
        if too_late and (isinstance(of, str) or not may_enter_late(of, policy, by=by, on=on, names=names)):
            raise TooLateError(policy.entries.late_limit_days, on)
        return DecisionContext(
            by=by,
            occurred_at=occurred_at,
            now=now,
            rules=rules,
            office=office,
            names=names,
            holders=self.directories.holders,
            counts_as=counts_as,
            in_stead_of=in_stead_of,
            carried=self.carried,
            leaves=book.leaves_in(village) if book.leaves else (),
        )

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
        again: bool = False,
        preview: bool = False,
        expected: int | None = None,
    ) -> Receipt:
        """
        Load, decide, append: the only way in which somebody writes to a household.

        The same command id by the same actor is carried out once and answered alike. `again`: the very same was done
        once more on that day, which another command id does not say. A `preview` decides and tells what would be
        recorded and moved, and stores nothing. `expected` is the version of the household that somebody acts upon; a repeat
        of what was carried out is answered whatever the version.

        Raises:
            MovedOnError: The household has another version than `expected`; nothing was recorded.
            InvalidValueError: A value of the command is none of its type; nothing was looked up.
            NotAllowedError: The office may not do this with the household; where it may not even see it, there is none.
            CaseworkError: Understood and refused; nothing was recorded.
            TokenRefusedError: Whoever acts shows a token that is not for this.
            AccessUnrecordedError: Who acts cannot be recorded; nothing was done.
            CommandReusedError, ConflictError, PersistenceError: As `once` says.
        """
        command, what = self.actors.with_accounts(as_declared(command)), command.spec.name
        with refused_evenly(), self.access.of_denials(what, by=by, office=self._office, household=household):
            if self._scope and what not in self._scope:
                raise TokenRefusedError
            try:
                receipt = self._carried_out(
                    command, household, by, command_id, occurred_at, again=again, preview=preview, expected=expected
                )
            except PersonElsewhereError as elsewhere:
                raise self._as_far_as_seen(elsewhere, by) from None
        if isinstance(command, PROCESSING) and not preview:
            position = receipt.position if isinstance(command, ShowPersonalData) else None
            self.access.note(what, by=by, office=self._office, household=household, position=position, reads=False)
        if isinstance(command, DecideErasure) and receipt.facts and not preview:
            self.log.scrub()
        return receipt

    def _as_far_as_seen(self, elsewhere: PersonElsewhereError, by: str) -> PersonElsewhereError:
        """The refusal with the household in which somebody stands, for whoever may see that one."""
        if not self._sees(elsewhere.household, by):
            return elsewhere
        state, today = self.household(elsewhere.household), shanghai_date(self.clock.now())
        name = village_name(self.log, self.keys, state.village, today)
        return PersonElsewhereError(elsewhere.digest, state.id, household_name(state.number, name))

    def _sees(self, household: UUID, by: str) -> bool:
        """Whether a household, or one that is no longer registered, may be shown to whoever acts, as it stands now."""
        state = self._load(household)
        village = state.village if state.known else self._village(household)
        return self.actors.sees(state, village, self.context(by, of=state if state.known else village))

    def _carried_out(
        self,
        command: Command,
        household: UUID,
        by: str,
        command_id: str | None,
        occurred_at: datetime | None,
        *,
        again: bool,
        preview: bool,
        expected: int | None,
    ) -> Receipt:
        decide = DECIDED_ON_HISTORY.get(type(command), decide_on_state)

        def decided() -> tuple[History, DecisionContext, Decided]:

            def context_of(of: Household | str) -> DecisionContext:
                return replace(self.context(by, occurred_at, of=of), again=again)

            def reaches(of: Household | str) -> bool:
                return self.actors.reach(command.spec.name, by, context.office)(of)

            history = self._history(household, context_of, reaches, whole=type(command) in DECIDED_ON_HISTORY)
            state = history.state
            village = state.village if state.known else self._village(household)
            context = context_of(state if state.known else village)
            founds = self._founded(command)
            self.actors.refuse_forbidden(command.spec.name, state, village, context, founds=founds)
            if expected is not None and state.version != expected:
                raise MovedOnError(state.version)
            refuse_other_subject(command.spec, state)
            self.actors.refuse_relatives(command, household)
            self.families.refuse_unanswered(state, context)
            return history, context, decide(history, command, context)

        def attempt(key: CommandKey) -> Receipt:
            history, context, made = decided()
            receipt = self._append_decided(history.state, made, context, key)
            return replace(receipt, moves=moves_looking_back(history.state, history.entries, made.facts, context))

        if preview:
            refuse_no_account("by", by)
            history, context, made = decided()
            topics, moves = topics_of(made.facts), moves_of(history.state, history.entries, made.facts, context)
            return Receipt(household=household, facts=topics, moves=moves, preview=True, others=others_of(made.facts))
        asked, made_now = (command.spec.name, occurred_at, command), list[Receipt]()
        receipt = self.once(household, asked, lambda key: _noted(made_now, attempt(key)), by=by, command_id=command_id)
        if any(each is receipt for each in made_now) or self._sees(receipt.household, by):
            return receipt
        return replace(receipt, moves=None, others=(), beyond=True)

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
        by, *earlier = self.actors.signatures(by) if command_id else (by,)
        return self._repeats.once(household, asked, attempt, by=by, earlier=earlier, command_id=command_id)

    def append(
        self,
        stream: UUID,
        version: int,
        facts: Sequence[Fact],
        context: DecisionContext,
        command: CommandKey,
    ) -> Receipt:
        """Append what was decided on a stream as it stood at `version`; without facts only the command's key is kept."""
        if not facts:
            self.log.record_no_op(command, stream, version)
            return Receipt(household=stream)
        entries = in_envelopes(stream, version, facts, context, command.command_id)
        group = AppendGroup(household=stream, expected_version=version, entries=entries, command=command)
        return self._appended([group], [facts])

    def _append_decided(
        self, household: Household, made: Decided, context: DecisionContext, command: CommandKey
    ) -> Receipt:
        """Append what was decided on a household, with its rows, and what the same act records of others: all or nothing."""
        if not made.facts:
            return self.append(household.id, household.version, (), context, command)
        acts = made.on(household, context)
        groups = [each.group(command, first=place == 0) for place, each in enumerate(acts)]
        return replace(self._appended(groups, [each.facts for each in acts]), others=others_of(made.facts))

    def _appended(self, groups: Sequence[AppendGroup], facts: Sequence[Sequence[Fact]]) -> Receipt:
        """Store the groups; the answer is that of the first one, complete where the last of all stands."""
        if len(groups) > 1:
            places = self.log.append_together(groups)
        else:
            places = {groups[0].household: self.log.append(groups[0])}
        position = max(place.last_position for place in places.values())
        for group, its in zip(groups, facts, strict=True):
            logger.info("facts.recorded", household=str(group.household), facts=topics_of(its), position=position)
        return Receipt(household=groups[0].household, position=position, facts=topics_of(facts[0]))

    def _history(
        self,
        household: UUID,
        context_of: Callable[[Household | str], DecisionContext],
        reaches: Reaches,
        *,
        whole: bool,
    ) -> History:
        entries = self.log.entries(household) if whole else ()
        state = fold_history(household, entries) if whole else self.household(household)
        return History(
            state=state,
            entries=entries,
            log=self.log,
            keys=self.keys,
            context_of=context_of,
            reaches=reaches,
            draw=self.draw,
        )

    def _village(self, household: UUID) -> str:
        """Whose rules hold for a household that is not registered yet: those of the village that its id begins with."""
        return self._standing(village_of(household))

    def _founded(self, command: Command) -> str | None:
        """The village in which the command registers a household that is not there yet; None of one named by its id."""
        if isinstance(command, Register) and command.id is None:
            return self._standing(command.village)
        return None

    def _standing(self, village: str) -> str:
        changes = changes_until(self.log, self.keys, shanghai_date(self.clock.now()))
        return changes.successors(village)[0]

    def _load(self, household: UUID) -> Household:
        try:
            return self.log.repository.get(household, projector_func=fold)
        except AggregateNotFoundError:
            return Household(id=household)


def _noted(made: list[Receipt], receipt: Receipt) -> Receipt:
    made.append(receipt)
    return receipt
