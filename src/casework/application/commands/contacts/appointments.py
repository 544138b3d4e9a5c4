"""Appointments with a household, and how a member is reached (GY-14c, CZ-6, CZ-12c)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from casework.application.commands.assistance import ASSISTING
from casework.application.commands.declarations.declaration import Command, Spec
from casework.application.commands.declarations.parameters import Member, Note, Number
from casework.domain.codes.service.assistance import FollowUpKind
from casework.domain.codes.service.contacts import ContactPlace, TelephoneFound, WhyMissed
from casework.domain.decisions.contacts.appointments import keep_appointment, make_appointment, miss_appointment
from casework.domain.decisions.contacts.telephones import check_telephone
from casework.domain.errors import InvalidValueError, MemberUnknownError, NotNowError
from casework.domain.words import words

APPOINTMENT = Annotated[Number, words("预约编号", "its number", "APPOINTMENT", hint="见 history")]


class MakeAppointment(Command, frozen=True, kw_only=True):
    """Agree a day on which somebody meets or calls the household (GY-14c, CZ-6)."""

    spec: ClassVar = Spec("appointment", "预约：约定入户、电话或见面的日期", ASSISTING, make_appointment)
    refuses: ClassVar = (InvalidValueError,)
    kind: Annotated[FollowUpKind, words("方式", "how")]
    on: Annotated[date, words("约定日期", "the day", ahead=True)]
    place: Annotated[ContactPlace | None, words("地点", "where")] = None
    note: Note = ""


class KeepAppointment(Command, frozen=True, kw_only=True):
    """An appointment was kept (GY-14c)."""

    spec: ClassVar = Spec("keep-appointment", "如约：预约已如约进行", ASSISTING, keep_appointment)
    refuses: ClassVar = (NotNowError,)
    appointment: APPOINTMENT


class MissAppointment(Command, frozen=True, kw_only=True):
    """An appointment did not take place (GY-14c)."""

    spec: ClassVar = Spec("miss-appointment", "失约：预约未能进行", ASSISTING, miss_appointment)
    refuses: ClassVar = (NotNowError,)
    appointment: APPOINTMENT
    why: Annotated[WhyMissed, words("原因", "why")]
    note: Note = ""


class CheckTelephone(Command, frozen=True, kw_only=True):
    """Find out how a member is reached after a wrong number (CZ-12c, BT-10b)."""

    spec: ClassVar = Spec("telephone", "核对电话：号码无效后核对一名成员的电话", ASSISTING, check_telephone)
    refuses: ClassVar = (MemberUnknownError, InvalidValueError)
    member: Member
    found: Annotated[TelephoneFound, words("核对结果", "what was found out")]
    telephone: Annotated[str, words("正确的电话号码", "the right number", "--number", sealed=True)] = ""
