"""Facts about meeting a household: appointments, telephones that fail, complaints (CZ-2, CZ-12c, CZ-13b, GY-14c)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from casework.domain.codes.service.assistance import FollowUpKind
from casework.domain.codes.service.contacts import (
    ComplaintAbout,
    ComplaintOutcome,
    ComplaintWay,
    ContactPlace,
    TelephoneFound,
    WhyMissed,
)
from casework.domain.fact import Fact
from casework.domain.labels import Label


class AppointmentMade(Fact, frozen=True, kw_only=True, tag="appointment-made"):
    """A day was agreed on which somebody meets or calls the household (GY-14c, CZ-6); `appointment` counts from 1."""

    label: ClassVar = Label("预约", "appointment made")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("预约{on}{kind}（第{appointment}次预约）", "Appointment {appointment}: {kind} on {on}")
    changes_household: ClassVar = False
    fixed_fields: ClassVar = frozenset({"appointment"})
    what_if_shortcut: ClassVar = True

    appointment: int
    kind: FollowUpKind
    on: date
    place: ContactPlace | None = None


class AppointmentKept(Fact, frozen=True, kw_only=True, tag="appointment-kept"):
    """Both sides were there as agreed (GY-14c)."""

    label: ClassVar = Label("如约", "appointment kept")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("第{appointment}次预约已如约", "Appointment {appointment} kept")
    changes_household: ClassVar = False
    fixed_fields: ClassVar = frozenset({"appointment"})
    what_if_shortcut: ClassVar = True

    appointment: int


class AppointmentMissed(Fact, frozen=True, kw_only=True, tag="appointment-missed"):
    """What was agreed did not take place; the words are sealed beside it (GY-14c)."""

    label: ClassVar = Label("失约", "appointment missed")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("第{appointment}次预约未成：{why}", "Appointment {appointment} missed: {why}")
    changes_household: ClassVar = False
    fixed_fields: ClassVar = frozenset({"appointment"})
    what_if_shortcut: ClassVar = True

    appointment: int
    why: WhyMissed


class TelephoneChecked(Fact, frozen=True, kw_only=True, tag="telephone-checked"):
    """After a call to a wrong number it was found out how a member is reached (CZ-12c, BT-10b)."""

    label: ClassVar = Label("核对电话", "telephone checked")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("核对成员{member}的电话：{found}", "Telephone of member {member}: {found}")
    changes_household: ClassVar = False
    fixed_fields: ClassVar = frozenset({"member"})
    what_if_shortcut: ClassVar = True

    member: int
    found: TelephoneFound


class ComplaintTakenIn(Fact, frozen=True, kw_only=True, tag="complaint-taken-in"):
    """The household complained or petitioned; its words are sealed beside it (CZ-2); `complaint` counts from 1."""

    label: ClassVar = Label("受理投诉信访", "complaint taken in")
    also_outside: ClassVar = True
    sentence: ClassVar = Label(
        "受理第{complaint}件投诉信访：{about}（{way}）", "Complaint {complaint}: {about}, by {way}"
    )
    changes_household: ClassVar = False
    fixed_fields: ClassVar = frozenset({"complaint"})
    what_if_shortcut: ClassVar = True

    complaint: int
    about: ComplaintAbout
    way: ComplaintWay


class ComplaintAnswered(Fact, frozen=True, kw_only=True, tag="complaint-answered"):
    """The household had its answer, from somebody who does not serve it; the words are sealed beside it (CZ-2)."""

    label: ClassVar = Label("答复投诉信访", "complaint answered")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("答复第{complaint}件投诉信访：{outcome}", "Complaint {complaint} answered: {outcome}")
    changes_household: ClassVar = False
    fixed_fields: ClassVar = frozenset({"complaint"})
    what_if_shortcut: ClassVar = True

    complaint: int
    outcome: ComplaintOutcome
