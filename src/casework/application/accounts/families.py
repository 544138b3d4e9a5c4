"""Whether a household may be the family of whoever acts: asked once, where surname and declared address are the same (ADR 0051)."""

from __future__ import annotations

from collections.abc import Callable

from casework.application.accounts.directories import Directories
from casework.application.log.reader import LogReader
from casework.application.people.personal_data import personal_data
from casework.domain.accounts.directory import Account, Home
from casework.domain.accounts.relatives import FamilyUnansweredError, is_asked, same_family
from casework.domain.facts.accounts.accounts import StaffPrivate
from casework.domain.facts.assistance import NotePrivate
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household


class Families:
    """Compares inside what is sealed, for accounts that have declared where they live, in their village alone."""

    def __init__(self, log: LogReader, directories: Directories, standing: Callable[[str], str]) -> None:
        self._log = log
        self._directories = directories
        self._standing = standing

    def refuse_unanswered(self, state: Household, context: DecisionContext) -> None:
        """
        Refuse to go on with what may be one's own family until that is answered; nobody is named.

        Asked after the right to it. Raises FamilyUnansweredError.
        """
        account = self._directories.latest.known(context.by) if context.office is not None else None
        if account is None or account.home is None or not state.known or not is_asked(account, state.id):
            return
        if self._standing(account.home.village) == state.village and self._is_like(account, account.home, state):
            raise FamilyUnansweredError

    def _is_like(self, account: Account, home: Home, state: Household) -> bool:
        entries = self._log.entries(state.id)
        known = personal_data(entries, self._log.unseal_all(entries))
        names = [known.household.head_name, *(known.now[each.number].name for each in state.members if not each.left)]
        name, group = self._words(account, account.invited_version), self._words(account, home.version)
        return same_family(name, group, names, known.household.group)

    def _words(self, account: Account, version: int) -> str:
        """The name, or the group, that an entry of the directory holds; blank once the account's key is destroyed."""
        entry = self._log.entry(self._directories.stream, version)
        block = self._log.unseal(entry).get(account.number)
        return block.name if isinstance(block, StaffPrivate) else block.text if isinstance(block, NotePrivate) else ""
