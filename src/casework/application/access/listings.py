"""Access records as the auditor reads them, in the order in which they were made: nobody is counted or ranked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated
from uuid import UUID

from casework.application.log.encoding.sealer import Erased
from casework.application.log.reader import LogReader
from casework.application.log.records.access import AccessWanted
from casework.application.people.sealed_words import ERASED_WORDS, shown
from casework.domain.access.records import AccessRecord
from casework.domain.codes.rights import AccessChannel, AccessKind, AccessOutcome
from casework.domain.columns import ListRow, column
from casework.domain.fact import Recorded
from casework.domain.facts.assistance import NotePrivate
from casework.domain.labels import Label
from casework.domain.masks import Mask


class ListedAccess(ListRow, frozen=True, kw_only=True):
    """One access; the reason of seeing data in full is unsealed for whoever reads the records, long numbers masked."""

    title = Label("访问记录 {} 条", "{} access records")
    empty = Label("没有这样的访问记录", "There is no such access record")
    on_screen = ("at", "account", "office", "kind", "what", "household", "outcome", "why", "reason")

    at: Annotated[datetime, column("时间", "at")]
    account: Annotated[str, column("账号", "account", nothing=Label("未具名", "nobody named"))]
    office: Annotated[str, column("职务", "office")]
    channel: Annotated[AccessChannel, column("来自", "from where")]
    kind: Annotated[AccessKind, column("访问", "access")]
    what: Annotated[str, column("事项", "what")]
    household: Annotated[UUID | None, column("户系统编号", "household id")]
    region: Annotated[str, column("区划", "region")]
    outcome: Annotated[AccessOutcome, column("结果", "outcome")]
    why: Annotated[str, column("拒绝原因", "why not")]
    reason: Annotated[str, column("理由", "reason")]


def listed_access(log: LogReader, wanted: AccessWanted) -> list[ListedAccess]:
    """The records asked for, in their order. Raises SealBrokenError where a reason was altered."""
    records = log.access.select(wanted)
    reasons = dict(_reasons(log, records))
    return [
        ListedAccess(
            at=each.at,
            account=each.account,
            office=each.office,
            channel=each.channel,
            kind=each.kind,
            what=each.what,
            household=each.household,
            region=each.region,
            outcome=each.outcome,
            why=each.why,
            reason=reasons.get(each.position or 0, ""),
        )
        for each in records
    ]


def _reasons(log: LogReader, records: list[AccessRecord]) -> Iterator[tuple[int, str]]:
    """Why data was seen in full, by the position of the entry that says it."""
    for position in sorted({each.position for each in records if each.position is not None}):
        for at, entry in log.page(position - 1, 1):
            blocks = log.unseal(entry).values() if at == position and isinstance(entry, Recorded) else ()
            for block in blocks:
                if isinstance(block, Erased):
                    yield position, ERASED_WORDS.zh
                elif isinstance(block, NotePrivate):
                    yield position, shown(block.text, Mask.WORDS)
