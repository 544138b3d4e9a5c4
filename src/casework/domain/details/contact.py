"""What an entry about a contact says beside how it was made and what came of it (GY-13, CZ-12c, CZ-13b)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from casework.domain.codes.service.contacts import ContactPlace, NextAction, Relation, Service
from casework.domain.details.details import Details, Members
from casework.domain.values.bounds import Text
from casework.domain.words import words


class ContactDetails(Details, frozen=True, kw_only=True):
    """
    Of whom a contact speaks, who was met, what was done, and what comes next.

    `members` are those of whom it speaks, none for the household as a whole; `campaign` is the county's own word
    (就业援助月); `next_on` is the planned day of `next_action`, on or after the contact's own.
    """

    members: Annotated[Members, words("涉及成员", "the members it speaks of", "--member")] = ()
    met: Annotated[tuple[Relation, ...], words("见到或通话的人", "who was met or spoken to")] = ()
    services: Annotated[tuple[Service, ...], words("服务内容", "what was done", "--service")] = ()
    informant: Annotated[Relation | None, words("提供信息的人", "who said so")] = None
    place: Annotated[ContactPlace | None, words("地点", "where")] = None
    campaign: Annotated[str, Text(signs=60), words("活动", "campaign")] = ""
    next_action: Annotated[NextAction | None, words("下一步", "what comes next")] = None
    next_on: Annotated[date | None, words("计划日期", "planned for which day", ahead=True)] = None
