"""Publishing policies: one stream holds every publication, so that two publishers never decide on the same book."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from casework.application.rules.proposals import Publications
from casework.application.writing.casework import Casework
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.errors import NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.office.rules import PolicyPublished, PublicationProposed
from casework.domain.policy.diff import RuleChange
from casework.domain.policy.policy import Policy
from casework.domain.policy.text import read_policy
from casework.domain.rules.policy_publication import Publishing, publish_policy
from casework.domain.rules.publications import OwnPolicy, own_below
from casework.domain.rules.rule_book import RuleBook


class Published(Struct, frozen=True, kw_only=True):
    """
    What was published, or proposed under the number `proposal`; without a position nothing was recorded.

    `changes` is what it rules otherwise than `replaces`, which would be in force without it; of a command carried out
    before neither is known any more. `own_below` are divisions below that keep texts of their own.
    """

    policy: Policy
    position: int | None
    division: str = ""
    changes_something: bool
    replaces: Policy | None = None
    changes: tuple[RuleChange, ...] = ()
    own_below: tuple[OwnPolicy, ...] = ()
    proposal: int | None = None


class NothingToPublishError(NotNowError):
    """What was proposed would change nothing any more."""

    zh = "按现行规则，该提请已无变化：请以 --refuse 了结"
    en = "By the rules as they stand it changes nothing any more: settle it with --refuse"

    def __init__(self) -> None:
        super().__init__(zh=self.zh, en=self.en)


class PolicyDesk:
    """Where policies are published, for everywhere or for a division by its 12-digit code."""

    def __init__(self, casework: Casework) -> None:
        self._casework = casework
        self.proposed = Publications(casework, casework.books.policies, "policy decide")

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

        Once there are accounts it is proposed, and `decide` publishes it.

        Raises:
            PolicyError, VersionTakenError, BackdatedPolicyError: Refused; nothing was recorded.
            CommandReusedError, ConflictError, PersistenceError: As `Casework.once` says.
        """

        def wanted() -> PublicationProposed:
            version = read_policy(text).version
            return PublicationProposed(version=version, division=division, text=text, confirmed=correct)

        def judge() -> tuple[Sequence[Fact], Published]:
            found = self._decided(self._casework.books.current(), text, division, correct)
            return found.facts, _as_published(found, None)

        asked = ("publish_policy", division, correct, text)
        done = self.proposed.publish(asked, wanted, judge, by=by, command_id=command_id)
        found = done.found or _repeated(text, done.position)
        return self._answer(replace(found, position=done.position, proposal=done.proposal), division)

    def decide(self, number: int, *, by: str, command_id: str | None = None) -> Published:
        """
        Publish what was proposed under a number, as somebody else than who proposed it.

        Raises NothingToPublishError, and as `publish` and `Publications.decide` do.
        """

        def judge(asked: PublicationProposed) -> tuple[Sequence[Fact], Published]:
            found = self._of(asked, number)
            if not found.facts:
                raise NothingToPublishError
            return found.facts, self._answer(_as_published(found, None), asked.division)

        done = self.proposed.decide(number, judge, by=by, command_id=command_id)
        if done.found is not None:
            return replace(done.found, position=done.position)
        fact = self.proposed.published_at(done.position)
        assert isinstance(fact, PolicyPublished)
        return self._answer(_repeated(fact.text, done.position), fact.division)

    def preview_proposed(self, number: int) -> Published:
        """What publishing a proposal would come to; raises as `decide` does."""
        asked = self.proposed.waiting(number)
        return self._answer(_as_published(self._of(asked, number), None), asked.division)

    def _of(self, asked: PublicationProposed, number: int) -> Publishing:
        return self._decided(
            self._casework.books.current(), asked.text, asked.division, asked.confirmed, proposal=number
        )

    def _answer(self, found: Published, division: str) -> Published:
        own = own_below(self._casework.books.current(), division, found.policy.effective_on)
        return replace(found, division=division, own_below=own)

    def _decided(
        self, book: RuleBook, text: str, division: str, correct: bool, *, proposal: int | None = None
    ) -> Publishing:
        today = shanghai_date(self._casework.clock.now())
        return publish_policy(book, text=text, division=division, today=today, correct=correct, proposal=proposal)


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
