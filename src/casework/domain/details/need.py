"""What a member wishes and needs, and what stands in the way (BJ-1.3, GY-1a, GY-14c)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from casework.domain.codes.service.contacts import Relation
from casework.domain.codes.service.needs import Barrier, Need, Trade, Wish, WorkDistance
from casework.domain.details.details import Details
from casework.domain.words import words


class NeedDetails(Details, frozen=True, kw_only=True):
    """
    A member's wishes, needs and barriers.

    `least_pay` is in yuan a month; `barriers` are those of the person, `family_barriers` those of the family.
    """

    wishes: Annotated[tuple[Wish, ...], words("意愿", "wish", "--wish")] = ()
    trades: Annotated[tuple[Trade, ...], words("意向行业", "in which trade", "--trade")] = ()
    distance: Annotated[WorkDistance | None, words("意向地点", "how far from home at most")] = None
    least_pay: Annotated[Decimal | None, words("期望月收入（元）", "least pay, yuan a month")] = None
    needs: Annotated[tuple[Need, ...], words("需求", "need", "--need")] = ()
    barriers: Annotated[tuple[Barrier, ...], words("个人困难", "barrier of the person", "--barrier")] = ()
    family_barriers: Annotated[tuple[Barrier, ...], words("家庭困难", "barrier of the family", "--family-barrier")] = ()
    informant: Annotated[Relation | None, words("提供信息的人", "who said so")] = None
