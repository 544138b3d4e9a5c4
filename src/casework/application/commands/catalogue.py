"""Every command on a household that there is; what does not stand here no way in offers and the door does not take."""

from __future__ import annotations

from typing import Final

from casework.application.commands import assistance, detection, ending, entries, moves, responsibility, survey, work
from casework.application.commands.declaration import Command

CATALOGUE: Final[tuple[type[Command], ...]] = (
    survey.Register,
    moves.MoveHousehold,
    *(detection.ReportHousehold, detection.ReceiptReport, detection.ConfirmHousehold, detection.FindNotEligible),
    detection.ConfirmHardToEmploy,
    *(responsibility.AssignCadre, responsibility.AcceptHousehold, responsibility.DeclineHousehold),
    *(responsibility.ReleaseCadre, responsibility.SetLevel, responsibility.OpenGreenChannel),
    responsibility.CloseGreenChannel,
    *(
        assistance.AssessNeeds,
        assistance.AgreePlan,
        assistance.DoMeasure,
        assistance.DropMeasure,
        assistance.LogFollowUp,
        assistance.GivePostInformation,
    ),
    *(assistance.RecordReturn, assistance.RaiseDifficulty, assistance.ResolveDifficulty),
    *(work.OfferJob, work.AcceptOffer, work.RefuseOffer, work.LapseOffer, work.WithdrawOffer, work.Place),
    *(work.ConfirmPlacement, work.DisprovePlacement, work.EndJob),
    *(ending.ProposeClearance, ending.DecideClearance, ending.ReturnClearance, ending.CheckRetention),
    *(ending.ConfirmStability, ending.ProposeClosing, ending.DecideClosing, ending.ReturnClosing),
    *(entries.PauseDeadline, entries.ResumeDeadline, entries.AllowLateEntry, entries.CorrectEntry),
    entries.WithdrawEntry,
)
