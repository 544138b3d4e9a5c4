"""Facts about what a household lets an office do with its data (OF-15)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from casework.domain.codes.verification import CheckedData, ConsentAnswer
from casework.domain.fact import Fact
from casework.domain.labels import Label


class ConsentRecorded(Fact, frozen=True, kw_only=True, tag="consent-recorded"):
    """
    A household was asked to let its data be checked: it has not answered, consented, refused, or took that back (OF-15).

    `covers` says which data, all of it when empty; a consent holds `until` a day, without end when None. Who signed is
    sealed, `signed_on` is when.
    """

    label: ClassVar = Label("数据核对授权", "consent recorded")
    also_outside: ClassVar = True
    changes_household: ClassVar = False
    what_if_shortcut: ClassVar = True

    answer: ConsentAnswer
    covers: tuple[CheckedData, ...] = ()
    until: date | None = None
    signed_on: date | None = None
