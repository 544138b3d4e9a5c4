"""One act on many households: each decided by itself, written in chunks, with a result for each (GY-12d)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from casework.application.commands.declarations.declaration import Command
from casework.application.commands.declarations.fields import as_declared
from casework.application.log.records.errors import CommandKnownError
from casework.application.log.records.groups import Appended, AppendGroup, CommandKey, StoredAnswer, Unreadable
from casework.application.writing.casework import Casework
from casework.application.writing.decisions import decide_on_state
from casework.application.writing.histories.history import History
from casework.application.writing.receipts import CommandReusedError
from casework.domain.codes.code import Code
from casework.domain.errors import CaseworkError
from casework.domain.fact import Fact, Recorded, topic_of
from casework.domain.household.context import in_envelopes
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.text_values import refuse_blank, refuse_no_account

CHUNK = 500
"""So many households are written together."""

ROUNDS = 3
"""So often a household that others keep changing is decided again."""


class Came(Code):
    """What the act came to in one household."""

    RECORDED = "recorded", "已记录"
    BEFORE = "before", "此前已办理", "carried out before"
    NOTHING = "nothing", "已是如此，无须办理", "it is so already"
    REFUSED = "refused", "未办理", "refused"
    CHANGING = "changing", "他人正在记录，请再办一次", "others keep changing it: do it again"
    UNREADABLE = "unreadable", "全程记录无法读取", "its history cannot be read"


class InHousehold(Struct, frozen=True, kw_only=True):
    """What the act came to in a household, with the names of the facts, or why it was refused."""

    household: UUID
    came: Came
    facts: tuple[str, ...] = ()
    why: Label | None = None


CommandFor = Callable[[Household], Command]
"""The command for a household as it stands; whether it can be is said by its decision."""


def carry_out_in_all(
    casework: Casework,
    households: Sequence[UUID],
    command_for: CommandFor,
    *,
    asked: Sequence[Any],
    by: str,
    command_id: str | None = None,
    preview: bool = False,
) -> Iterator[InHousehold]:
    """
    Carry a command out in each of these households; a refusal in one changes nothing in the others.

    Each chunk is one transaction. Safe to break off and to repeat under the same command id: what was recorded is not
    recorded again. `asked` is all that makes the act what it is; it is kept as a keyed hash. A `preview` stores nothing.

    Raises InvalidValueError, CommandReusedError, PersistenceError (then send the same again).
    """
    refuse_no_account("by", by)
    refuse_blank("command_id", command_id)
    act = _Act(casework, command_for, asked=asked, by=by, command_id=command_id, preview=preview)
    distinct = list(dict.fromkeys(households))
    for first in range(0, len(distinct), CHUNK):
        yield from act.on(distinct[first : first + CHUNK])


class _Act:
    def __init__(
        self,
        casework: Casework,
        command_for: CommandFor,
        *,
        asked: Sequence[Any],
        by: str,
        command_id: str | None,
        preview: bool,
    ) -> None:
        self._casework = casework
        self._command_for = command_for
        self._asked = asked
        self._by, *self._earlier = casework.actors.signatures(by)
        self._repeatable = command_id is not None
        self._command_id = command_id or uuid4().hex
        self._preview = preview

    def on(self, households: Sequence[UUID]) -> Iterator[InHousehold]:
        """The results of a chunk, in the order of the households."""
        results: dict[UUID, InHousehold] = {}
        todo: Sequence[UUID] = households
        for _ in range(ROUNDS):
            groups = []
            for household, entries in self._casework.log.streams(todo).items():
                found = self._decided(household, [entry for _, entry in entries])
                if isinstance(found, InHousehold):
                    results[household] = found
                else:
                    groups.append(found)
            answers = self._casework.log.append_groups(groups)
            todo = []
            for group in groups:
                results[group.household] = self._answered(group, answers[group.household])
                if results[group.household].came is Came.CHANGING:
                    todo.append(group.household)
            if not todo:
                break
        yield from (results[household] for household in households)

    def _decided(self, household: UUID, entries: Sequence[Recorded | Unreadable]) -> InHousehold | AppendGroup:
        recorded = [entry for entry in entries if isinstance(entry, Recorded)]
        if len(recorded) < len(entries) or not recorded:
            return InHousehold(household=household, came=Came.UNREADABLE)
        state = fold_history(household, recorded)
        key = self._key(household)
        for actor in (key.actor, *self._earlier) if self._repeatable else ():
            if (known := self._casework.log.find_command(actor, key.command_id)) is not None:
                return self._known(household, known, key)
        try:
            context = self._casework.context(self._by, of=state)
            command = self._casework.actors.with_accounts(as_declared(self._command_for(state)))
            with self._casework.access.of_denials(
                command.spec.name, by=self._by, office=context.office, household=household
            ):
                self._casework.actors.refuse_forbidden(command.spec.name, state, state.village, context)
            self._casework.actors.refuse_relatives(command, household)
            self._casework.families.refuse_unanswered(state, context)
            history = History(
                state=state,
                entries=recorded,
                log=self._casework.log,
                keys=self._casework.keys,
                context_of=lambda of: self._casework.context(self._by, of=of),
                reaches=self._casework.actors.reach(command.spec.name, self._by, context.office),
            )
            facts = decide_on_state(history, command, context).facts
        except CaseworkError as refusal:
            return InHousehold(household=household, came=Came.REFUSED, why=Label(refusal.zh, refusal.en))
        if not facts:
            return InHousehold(household=household, came=Came.NOTHING)
        if self._preview:
            return _recorded(household, facts)
        envelopes = in_envelopes(household, state.version, facts, context, key.command_id)
        return AppendGroup(household=household, expected_version=state.version, entries=envelopes, command=key)

    def _key(self, household: UUID) -> CommandKey:
        request = msgspec.msgpack.encode((*self._asked, str(household)))
        return CommandKey(
            actor=self._by,
            command_id=f"{self._command_id}/{household.hex}",
            request_hash=self._casework.keys.request_hash(request),
        )

    def _answered(self, group: AppendGroup, answer: object) -> InHousehold:
        if isinstance(answer, Appended):
            return _recorded(group.household, [entry.fact for entry in group.entries])
        if isinstance(answer, CommandKnownError) and group.command is not None:
            return self._known(group.household, answer.answer, group.command)
        return InHousehold(household=group.household, came=Came.CHANGING)

    def _known(self, household: UUID, answer: StoredAnswer, key: CommandKey) -> InHousehold:
        if answer.request_hash != key.request_hash:
            raise CommandReusedError
        return InHousehold(household=household, came=Came.BEFORE)


def _recorded(household: UUID, facts: Sequence[Fact]) -> InHousehold:
    return InHousehold(household=household, came=Came.RECORDED, facts=tuple(topic_of(fact) for fact in facts))
