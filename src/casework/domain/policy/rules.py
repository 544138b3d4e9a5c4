"""What deadlines are worked out under: the dated policies and the work calendar, and the texts they were read from."""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256

from msgspec import Struct

from casework.domain.calendar.work_calendar import WorkCalendar
from casework.domain.fact import RuleText
from casework.domain.policy.policy import Policies
from casework.domain.policy.reference_lists import ReferenceLists
from casework.domain.values.release import RELEASE


class TextDigests(Struct, frozen=True, kw_only=True):
    """
    The SHA-256 (hexadecimal) of the texts that rules were read from: of policies by version, of a calendar's layers.
    """

    policies: dict[str, str] = {}
    calendar: tuple[str, ...] = ()

    @property
    def calendar_digest(self) -> str:
        """Of one layer its text's, of several that of the layers' in order; empty without a text."""
        if len(self.calendar) <= 1:
            return "".join(self.calendar)
        return text_digest("".join(self.calendar))


class Rules(Struct, frozen=True, kw_only=True, dict=True):
    """
    What deadlines are worked out under: the dated policies and the work calendar, and the digests of their texts.

    Beside them `references`, the lists that the offices keep of their own: what entries may name.
    """

    policies: Policies
    calendar: WorkCalendar
    digests: TextDigests = TextDigests()
    references: ReferenceLists = ReferenceLists()

    def text_of(self, policy: str) -> RuleText:
        """By which text somebody decides who follows this version of the policy."""
        if policy not in self._texts:
            self._texts[policy] = RuleText(
                policy=policy,
                policy_sha256=self.digests.policies.get(policy, ""),
                calendar=self.calendar.version,
                calendar_sha256=self.digests.calendar_digest,
                release=RELEASE,
            )
        return self._texts[policy]

    @cached_property
    def _texts(self) -> dict[str, RuleText]:
        return {}


def text_digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, hexadecimal: what `sha256sum` says of its file."""
    return sha256(text.encode()).hexdigest()
