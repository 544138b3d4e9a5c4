"""Every command on a household that there is; what does not stand here no way in offers and the door does not take."""

from __future__ import annotations

from typing import Final

from casework.application.commands import (
    assistance,
    detection,
    division_ledgers,
    entries,
    episode_end,
    members,
    membership,
    moves,
    responsibility,
    survey,
    work,
)
from casework.application.commands.checks import confidentiality, matters, returns
from casework.application.commands.contacts import appointments, complaints
from casework.application.commands.declarations.declaration import Command

CATALOGUE: Final[tuple[type[Command], ...]] = (
    survey.Register,
    moves.MoveHousehold,
    *(membership.MoveMembers, membership.SplitHousehold, membership.MergeHouseholds, membership.LeaveHousehold),
    *(membership.JoinHousehold, membership.TakeAsSamePerson, membership.RecordExternalCode, membership.ShareRecords),
    *(detection.ReportHousehold, detection.ReceiptReport, detection.ConfirmHousehold, detection.FindNotEligible),
    *(detection.DecideNotEligible, detection.ReturnNotEligible),
    *(returns.ReturnReport, returns.ReturnVerification),
    *(matters.TakeClue, matters.PassClue),
    *(matters.PostPublicNotice, matters.RaiseObjection, matters.SettleObjection),
    *(matters.DisputeJurisdiction, matters.DecideJurisdiction),
    detection.Reapply,
    *(members.VerifyMembers, members.ConfirmHardToEmploy, members.EndHardToEmploy, members.RecordCertificate),
    members.RecordConsent,
    *(members.ProposeErasure, members.DecideErasure),
    *(confidentiality.ProposeConfidentiality, confidentiality.DecideConfidentiality),
    *(responsibility.AssignCadre, responsibility.AcceptHousehold, responsibility.DeclineHousehold),
    *(responsibility.ReleaseCadre, responsibility.NameStandIn, responsibility.SetLevel),
    responsibility.OpenGreenChannel,
    responsibility.CloseGreenChannel,
    *(
        assistance.AssessNeeds,
        assistance.AgreePlan,
        assistance.DoMeasure,
        assistance.MissMeasure,
        assistance.DropMeasure,
        assistance.LogFollowUp,
        assistance.GivePostInformation,
    ),
    *(assistance.RecordReturn, assistance.RaiseDifficulty, assistance.ResolveDifficulty),
    returns.ReturnDifficulty,
    *(matters.ReferDifficulty, matters.AnswerReferral),
    assistance.RecordBenefit,
    assistance.AskSatisfaction,
    *(appointments.MakeAppointment, appointments.KeepAppointment, appointments.MissAppointment),
    appointments.CheckTelephone,
    *(complaints.TakeInComplaint, complaints.AnswerComplaint),
    *(work.OfferJob, work.AcceptOffer, work.RefuseOffer, work.LapseOffer, work.WithdrawOffer, work.Place),
    work.ChangeJob,
    *(work.ConfirmPlacement, work.DisprovePlacement, work.EndJob, work.EndKnownWork),
    *(returns.ReturnPlacement, returns.SupplementPlacement),
    *(
        episode_end.ProposeClearance,
        episode_end.DecideClearance,
        episode_end.ReturnClearance,
        episode_end.CheckRetention,
    ),
    *(episode_end.ConfirmStability, episode_end.ProposeClosing, episode_end.DecideClosing, episode_end.ReturnClosing),
    *(entries.RequestExtension, entries.GrantExtension, entries.RefuseExtension),
    *(division_ledgers.ConfirmQuarter, division_ledgers.AskHousehold),
    *(division_ledgers.ObtainRoster, division_ledgers.RaiseDifference, division_ledgers.SettleDifference),
    *(entries.PauseDeadline, entries.ResumeDeadline, entries.AllowLateEntry, entries.CorrectEntry),
    entries.CorrectSealedWords,
    entries.WithdrawEntry,
    entries.ShowPersonalData,
)
