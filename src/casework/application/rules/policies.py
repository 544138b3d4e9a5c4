"""Publishing policies: one stream holds every publication, so that two publishers never decide on the same book."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from casework.application.log.records.groups import CommandKey
from casework.application.writing.casework import Casework
from casework.application.writing.receipts import Receipt
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.policy.diff import RuleChange
from casework.domain.policy.policy import Policy
from casework.domain.policy.text import read_policy
from casework.domain.rules.policy_publication import Publishing, publish_policy
from casework.domain.rules.publications import OwnPolicy, own_below
from casework.domain.rules.rule_book import RuleBook


class Published(Struct, frozen=True, kw_only=True):
    """
    What was published; without a position nothing was recorded.

    `changes` is what it rules otherwise than `replaces`, which would be in force without it; of a command carried out
    before neither is known any more. `own_below` are divisions below that keep texts of their own.
    """

    policy: Policy
    position: int | None
    changes_something: bool
    replaces: Policy | None = None
    changes: tuple[RuleChange, ...] = ()
    own_below: tuple[OwnPolicy, ...] = ()


class PolicyDesk:
    """Where policies are published, for everywhere or for a division by its 12-digit code."""

    def __init__(self, casework: Casework) -> None:
        self._casework = casework

    def preview(self, text: str, *, division: str, correct: bool = False) -> Published:
        """What publishing this text would come to; nothing is recorded. Raises as `publish` does."""
        return self._answer(
            _as_published(self._decided(self._casework.books.current(), text, division, correct), None), division
        )

    def publish(
        self, text: str, *, division: str, by: str, correct: bool = False, command_id: str | None = None
    ) -> Published:
        """
        Publish the policy; one that changes nothing is quiet, and the same command id is carried out once.

        Raises:
            PolicyError, VersionTakenError, BackdatedPolicyError: Refused; nothing was recorded.
            CommandReusedError, ConflictError, PersistenceError: As `Casework.once` says.
        """
        casework, stream = self._casework, self._casework.books.policies
        decided: list[Publishing] = []

        def attempt(command: CommandKey) -> Receipt:
            version = len(casework.log.entries(stream))
            decided[:] = [self._decided(casework.books.current(), text, division, correct)]
            return casework.append(stream, version, decided[0].facts, casework.context(by), command)

        asked = ("publish_policy", division, correct, text)
        receipt = casework.once(stream, asked, attempt, by=by, command_id=command_id)
        if decided and bool(decided[0].facts) == (receipt.position is not None):
            return self._answer(_as_published(decided[0], receipt.position), division)
        return self._answer(_repeated(text, receipt.position), division)

    def _answer(self, found: Published, division: str) -> Published:
        own = own_below(self._casework.books.current(), division, found.policy.effective_on)
        return replace(found, own_below=own)

    def _decided(self, book: RuleBook, text: str, division: str, correct: bool) -> Publishing:
        today = shanghai_date(self._casework.clock.now())
        return publish_policy(book, text=text, division=division, today=today, correct=correct)


def _as_published(decided: Publishing, position: int | None) -> Published:
    return Published(
        policy=decided.policy,
        position=position,
        changes_something=bool(decided.facts),
        replaces=decided.replaces,
        changes=decided.changes,
    )


def _repeated(text: str, position: int | None) -> Published:
    """The answer to a command that was carried out before."""
    return Published(policy=read_policy(text), position=position, changes_something=position is not None)
