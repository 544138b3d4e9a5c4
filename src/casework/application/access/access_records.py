"""Who saw, searched, exported or was refused what: recorded before it is answered, or it is not answered (A8, A9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Final
from uuid import UUID

from casework.application.access.archives import Archive, refuse_other
from casework.application.accounts.actors import Actors
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.access import AccessTable
from casework.application.log.records.errors import PersonElsewhereError
from casework.domain.access.records import AccessRecord, kind_of, refuse_early_purge
from casework.domain.accounts.actors import AccountNotActiveError, OfficeNotHeldError, OfficeUnsaidError
from casework.domain.accounts.directory import AccountUnknownError
from casework.domain.accounts.relatives import FamilyUnansweredError, RelativeHouseholdError
from casework.domain.authentication.tokens import TokenRefusedError
from casework.domain.codes.rights import AccessChannel, AccessOutcome, AccessRetention
from casework.domain.errors import CaseworkError, HouseholdUnknownError, SamePersonError, code_of
from casework.domain.fact import ActingOffice
from casework.domain.rights.permission import NotAllowedError

DENIALS: Final = (
    NotAllowedError,
    HouseholdUnknownError,
    AccountUnknownError,
    AccountNotActiveError,
    OfficeNotHeldError,
    OfficeUnsaidError,
    SamePersonError,
    RelativeHouseholdError,
    FamilyUnansweredError,
    TokenRefusedError,
    PersonElsewhereError,
)
"""Refusals on account of who asks, and that somebody stands elsewhere; what the rules of the work refuse is no access."""


class AccessRecords:
    """The access records of one installation, as whoever lets somebody in writes them. They say nothing of diligence."""

    def __init__(self, table: AccessTable, now: Callable[[], datetime], actors: Actors) -> None:
        self._table = table
        self._now = now
        self._actors = actors
        self.channel = AccessChannel.COMMAND_LINE

    def note(
        self,
        what: str,
        *,
        by: str,
        office: ActingOffice | Sequence[ActingOffice] | None,
        household: UUID | None = None,
        region: str = "",
        position: int | None = None,
        denied: CaseworkError | None = None,
        reads: bool = True,
    ) -> None:
        """
        Record that somebody is let through, or was refused; the answer comes afterwards.

        `what` is its name in the table of rights, `office` all in which they read at once, `position` that of the entry that holds the reason.
        Raises AccessUnrecordedError: then nothing is answered.
        """
        if isinstance(denied, NotAllowedError):
            office = denied.office
        self._table.insert(
            AccessRecord(
                at=self._now(),
                kind=kind_of(what, reads=reads),
                what=what,
                account=self._actors.number(by) if by else "",
                office=_written(office),
                channel=self.channel,
                outcome=AccessOutcome.ALLOWED if denied is None else AccessOutcome.DENIED,
                household=household,
                region=region,
                why="" if denied is None else code_of(denied),
                position=position,
            )
        )

    @contextmanager
    def of_denials(
        self,
        what: str,
        *,
        by: str,
        office: ActingOffice | None,
        household: UUID | None = None,
        region: str = "",
        reads: bool = False,
    ) -> Iterator[None]:
        """A refusal on account of who asks is recorded on its way out; what is let through is on record otherwise."""
        try:
            yield
        except DENIALS as denied:
            self.note(what, by=by, office=office, household=household, region=region, denied=denied, reads=reads)
            raise

    def purge(
        self, retention: AccessRetention, before: datetime, *, now: datetime, archive: Archive | None, keys: KeyRing
    ) -> int:
        """
        Remove the records of a class that were made before a moment; returns how many.

        With an `archive` only if it holds exactly these. `now` is the database's, which refuses what has to be kept as
        well. Raises TooEarlyToPurgeError, ArchiveDiffersError.
        """
        refuse_early_purge(retention, before, now)
        if archive is not None:
            refuse_other(archive, self._table, keys, retention, before)
        return self._table.purge(retention, before)


def _written(office: ActingOffice | Sequence[ActingOffice] | None) -> str:
    offices = office if isinstance(office, Sequence) else () if office is None else (office,)
    return ",".join(map(str, offices))
