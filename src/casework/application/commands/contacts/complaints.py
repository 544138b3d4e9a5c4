"""Complaints and petitions of a household (CZ-2)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from casework.application.commands.assistance import ASSISTING
from casework.application.commands.declarations.declaration import Command, Right, Spec
from casework.application.commands.declarations.parameters import Number
from casework.domain.codes.service.contacts import ComplaintAbout, ComplaintOutcome, ComplaintWay
from casework.domain.decisions.contacts.complaints import answer_complaint, take_in_complaint
from casework.domain.errors import InvalidValueError, NotNowError, SamePersonError
from casework.domain.words import words


class TakeInComplaint(Command, frozen=True, kw_only=True):
    """Take in a complaint or petition of the household (CZ-2)."""

    spec: ClassVar = Spec("complaint", "受理投诉信访：登记该户反映的问题", ASSISTING, take_in_complaint)
    refuses: ClassVar = (InvalidValueError,)
    about: Annotated[ComplaintAbout, words("反映的问题", "what it is about")]
    way: Annotated[ComplaintWay, words("渠道", "how it came in")]
    note: Annotated[str, words("反映的内容", "the household's words", sealed=True)]


class AnswerComplaint(Command, frozen=True, kw_only=True):
    """Record the answer that the household had, by somebody who does not serve it (CZ-2)."""

    spec: ClassVar = Spec(
        "answer-complaint", "答复投诉信访：由非帮扶人员答复该户", ASSISTING, answer_complaint, Right.DECIDE
    )
    refuses: ClassVar = (NotNowError, SamePersonError, InvalidValueError)
    complaint: Annotated[Number, words("投诉信访编号", "its number", "COMPLAINT", hint="见 history")]
    outcome: Annotated[ComplaintOutcome, words("结果", "what it came to")]
    note: Annotated[str, words("答复的内容", "the answer's words", sealed=True)]
