"""Who is responsible for a household after each fact that says so, and who was at a moment (GY-12d)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from casework.domain.facts.responsibility import CadreAccepted, CadreAssigned, CadreDeclined, CadreReleased
from casework.domain.household.parts import OUTSIDE, Episode
from casework.domain.household.state import Household
from casework.domain.signer import account_of

AboutCadre = CadreAssigned | CadreAccepted | CadreDeclined | CadreReleased


class Responsible(NamedTuple):
    """The responsible cadre, whether that one has accepted, and to whom the household is offered next."""

    cadre: str | None = None
    accepted: bool = False
    offered_to: str | None = None

    def after(self, fact: AboutCadre) -> Responsible:
        """
        Who is responsible after a fact.

        The first cadre is at once, a successor from acceptance. Who declines or is released hands the household to whom
        it is offered next, if to anybody.
        """
        named = account_of(fact.cadre)
        match fact:
            case CadreAssigned():
                return Responsible(named) if self.cadre is None else self._replace(offered_to=named)
            case CadreAccepted():
                return Responsible(named, True, None if self.offered_to == named else self.offered_to)
            case CadreDeclined() if self.cadre != named:
                return self._replace(offered_to=None)
            case CadreReleased() if self.cadre != named:
                return self
        return Responsible(self.offered_to)


def cadre_at(household: Household, number: int, moment: datetime) -> str | None:
    """
    Who was responsible at a moment for what runs in an episode; None where nobody was.

    Outside of episodes it is whoever was for what had begun last; in one that had no cadre, whoever was outside.
    """
    begun = [record for record in household.episodes if record.detected_at <= moment]
    records = reversed(begun) if number == OUTSIDE else [household.record(number)]
    outside = () if household.outside is None else (household.outside,)
    return next(filter(None, (_cadre_in(record, moment) for record in (*records, *outside))), None)


def _cadre_in(record: Episode, moment: datetime) -> str | None:
    found = Responsible()
    for entry in record.entries:
        if entry.occurred_at > moment:
            break
        if isinstance(entry.fact, AboutCadre):
            found = found.after(entry.fact)
    return found.cadre
