"""What a dry run would have recorded of persons, so that it refuses the rows that the real import refuses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from casework.application.log.records.groups import AppendGroup

Owner = tuple[UUID, int]


class DryRunRegister:
    """Who joined which household, and who was let go, since the dry run began."""

    def __init__(self) -> None:
        """Nobody has moved yet."""
        self._joined: dict[bytes, Owner] = {}
        self._gone: set[bytes] = set()

    def take(self, groups: Iterable[AppendGroup]) -> set[UUID]:
        """Suppose that the groups were appended; answers the households that the log would not have refused."""
        taken = set()
        for group in groups:
            joining = {row.digest: (group.household, row.member) for row in group.people if row.action == "add"}
            if any(self._joined.get(digest, owner)[0] != group.household for digest, owner in joining.items()):
                continue
            taken.add(group.household)
            for row in group.people:
                if row.action == "remove":
                    self._gone.add(row.digest)
                    self._joined.pop(row.digest, None)
            self._joined |= joining
        return taken

    def owners(self, stored: Mapping[bytes, Owner], digests: Iterable[bytes]) -> dict[bytes, Owner]:
        """In which household each person would stand by now."""
        owners = {digest: owner for digest, owner in stored.items() if digest not in self._gone}
        return owners | {digest: self._joined[digest] for digest in digests if digest in self._joined}
