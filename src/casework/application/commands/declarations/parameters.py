"""Types of fields that several commands share."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from casework.domain.details.findings import EvidenceDetails
from casework.domain.words import Text, words

Number = Annotated[int, Meta(ge=1)]
"""The number of a member, an offer, a placement or an entry."""

Member = Annotated[Number, words("成员编号", "the member's number", hint="见 show")]
Account = Annotated[str, words("负责人", "whose task it is", text=Text.ACCOUNT)]
DueOn = Annotated[date, words("截止日", "until which day", "--by", ahead=True)]
Note = Annotated[str, words("备注", "a note", sealed=True)]
Evidence = Annotated[EvidenceDetails | None, words("佐证", "evidence")]
EvidenceNumber = Annotated[str, words("佐证材料编号", "number of the evidence", sealed=True)]
Reason = Annotated[str, words("原因", "why", sealed=True)]
