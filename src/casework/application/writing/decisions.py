"""How each command is decided: on the household as it stands, or on its whole history; and what it is done with."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import asdict

from casework.application.commands.contacts.appointments import CheckTelephone
from casework.application.commands.declarations.declaration import About, Command, Spec
from casework.application.commands.division_ledgers import AskHousehold, ConfirmQuarter
from casework.application.commands.entries import CorrectEntry, CorrectSealedWords, ShowPersonalData, WithdrawEntry
from casework.application.commands.members import DecideErasure, ProposeErasure
from casework.application.commands.moves import MoveHousehold
from casework.application.commands.survey import Register
from casework.application.commands.work import OfferJob
from casework.application.writing.histories.corrections import decide_correction, decide_sealed_correction
from casework.application.writing.histories.division_ledgers import decide_asked, decide_quarter
from casework.application.writing.histories.history import Decide, Decided, History
from casework.application.writing.histories.moves import decide_move
from casework.application.writing.histories.offers import decide_offer
from casework.application.writing.histories.surveys import decide_survey, decide_telephone
from casework.application.writing.membership.acts import MEMBERSHIP
from casework.domain.entries.refusals import refuse_what_cannot_be
from casework.domain.errors import NotNowError
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household

DECIDED_ON_HISTORY: Mapping[type[Command], Decide] = {
    CorrectEntry: decide_correction,
    WithdrawEntry: decide_correction,
    CorrectSealedWords: decide_sealed_correction,
    OfferJob: decide_offer,
    Register: decide_survey,
    CheckTelephone: decide_telephone,
    MoveHousehold: decide_move,
    ConfirmQuarter: decide_quarter,
    AskHousehold: decide_asked,
    **MEMBERSHIP,
}
"""The commands that take more than the household's state: all its entries, and the personal data in them."""

PROCESSING = (ShowPersonalData, ProposeErasure, DecideErasure)
"""What is done with somebody's data itself: on record for three years, beside its facts (PIPL Art. 56)."""


def refuse_other_subject(spec: Spec, state: Household) -> None:
    """Refuse what is done for a household on a division's ledger, and the other way round. Raises NotNowError."""
    if not state.known or spec.about is About.EITHER or (spec.about is About.LEDGER) == (state.ledger is not None):
        return
    if state.ledger is None:
        raise NotNowError(
            zh="这项操作只用于村或乡镇的台账，不用于一户",
            en="This is done with the ledger of a village or township, not with a household",
        )
    raise NotNowError(
        zh="这是村或乡镇的台账，不是一户：这项操作只用于户",
        en="This is the ledger of a village or township, not a household: this is done for households only",
    )


def decide_on_state(history: History, command: Command, context: DecisionContext) -> Decided:
    """What a household as it stands makes of a command whose fields are all that its decision takes."""
    facts = command.spec.decide(history.state, context, **asdict(command))
    refuse_what_cannot_be(history.state, facts, context)
    return Decided(facts=facts)
