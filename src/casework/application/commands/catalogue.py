"""Every command on a household that there is; what does not stand here no way in offers and the door does not take."""

from __future__ import annotations

from typing import Final

from casework.application.commands.assistance import (
    AgreePlan,
    AssessNeeds,
    GivePostInformation,
    LogFollowUp,
    RaiseDifficulty,
    RecordReturn,
    ResolveDifficulty,
)
from casework.application.commands.declaration import Command
from casework.application.commands.detection import ConfirmHousehold, FindNotEligible, ReceiptReport, ReportHousehold
from casework.application.commands.ending import (
    CheckRetention,
    ConfirmStability,
    DecideClearance,
    DecideClosing,
    ProposeClearance,
    ProposeClosing,
    ReturnClearance,
    ReturnClosing,
)
from casework.application.commands.entries import (
    AllowLateEntry,
    CorrectEntry,
    PauseDeadline,
    ResumeDeadline,
    WithdrawEntry,
)
from casework.application.commands.responsibility import (
    AcceptHousehold,
    AssignCadre,
    CloseGreenChannel,
    DeclineHousehold,
    OpenGreenChannel,
    ReleaseCadre,
    SetLevel,
)
from casework.application.commands.survey import Register
from casework.application.commands.work import (
    AcceptOffer,
    ConfirmPlacement,
    DisprovePlacement,
    EndJob,
    LapseOffer,
    OfferJob,
    Place,
    RefuseOffer,
    WithdrawOffer,
)

CATALOGUE: Final[tuple[type[Command], ...]] = (
    *(Register, ReportHousehold, ReceiptReport, ConfirmHousehold, FindNotEligible),
    *(AssignCadre, AcceptHousehold, DeclineHousehold, ReleaseCadre, SetLevel, OpenGreenChannel, CloseGreenChannel),
    *(AssessNeeds, AgreePlan, LogFollowUp, GivePostInformation, RecordReturn, RaiseDifficulty, ResolveDifficulty),
    *(OfferJob, AcceptOffer, RefuseOffer, LapseOffer, WithdrawOffer),
    *(Place, ConfirmPlacement, DisprovePlacement, EndJob),
    *(ProposeClearance, DecideClearance, ReturnClearance, CheckRetention, ConfirmStability),
    *(ProposeClosing, DecideClosing, ReturnClosing),
    *(PauseDeadline, ResumeDeadline, AllowLateEntry, CorrectEntry, WithdrawEntry),
)
