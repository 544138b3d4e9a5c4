"""The fixed table of all facts: their names, their classes, and which are a household's."""

from __future__ import annotations

from casework.domain.fact import Fact, Private, topic_of
from casework.domain.facts import (
    assistance,
    clearance,
    consent,
    corrections,
    deadlines,
    households,
    responsibility,
    returns,
    verification,
    work,
)
from casework.domain.facts.accounts import accounts, exports, offices
from casework.domain.facts.matters import matters
from casework.domain.facts.office import divisions, leaves, ledgers, references, rosters, rounds, rules
from casework.domain.facts.office import imports as batches
from casework.domain.facts.service import contacts
from casework.domain.labels import Label
from casework.domain.members import HouseholdPrivate, PersonPrivate

HOUSEHOLD_FACTS: tuple[type[Fact], ...] = (
    households.Registered,
    households.MembersUpdated,
    households.MemberReturned,
    households.VillageChanged,
    households.HouseholdMoved,
    households.RecordsShared,
    households.PersonalDataShown,
    households.Detected,
    households.HouseholdReported,
    households.ReportReceipted,
    households.NotEligibleProposed,
    households.NotEligibleReturned,
    households.Verified,
    verification.MemberVerified,
    verification.HardToEmployConfirmed,
    verification.HardToEmployEnded,
    verification.CertificateRecorded,
    verification.HouseholdReapplied,
    consent.ConsentRecorded,
    consent.ErasureProposed,
    consent.PersonErased,
    returns.ReportReturned,
    returns.VerificationReturned,
    responsibility.CadreAssigned,
    responsibility.CadreAccepted,
    responsibility.CadreDeclined,
    responsibility.CadreReleased,
    responsibility.StandInNamed,
    responsibility.LevelSet,
    responsibility.GreenChannelOpened,
    responsibility.GreenChannelClosed,
    assistance.NeedsAssessed,
    assistance.PlanAgreed,
    assistance.MeasureDone,
    assistance.MeasureNotDone,
    assistance.MeasureDropped,
    assistance.FollowUpLogged,
    assistance.PostInformationGiven,
    assistance.DifficultyRaised,
    assistance.DifficultyResolved,
    returns.DifficultyReturned,
    assistance.BenefitRecorded,
    assistance.SatisfactionAsked,
    contacts.AppointmentMade,
    contacts.AppointmentKept,
    contacts.AppointmentMissed,
    contacts.TelephoneChecked,
    contacts.ComplaintTakenIn,
    contacts.ComplaintAnswered,
    work.JobOffered,
    work.OfferAccepted,
    work.OfferRefused,
    work.OfferLapsed,
    work.OfferWithdrawn,
    work.Placed,
    returns.PlacementReturned,
    returns.PlacementSupplemented,
    work.PlacementConfirmed,
    work.PlacementDisproved,
    work.EmploymentChanged,
    work.EmploymentEnded,
    clearance.ClearanceProposed,
    clearance.ClearanceReturned,
    clearance.Cleared,
    clearance.RetentionChecked,
    clearance.StabilityConfirmed,
    clearance.ClosingProposed,
    clearance.ClosingReturned,
    clearance.ClosedOtherwise,
    ledgers.LedgerOpened,
    ledgers.QuarterConfirmed,
    ledgers.LedgerClosed,
    rounds.RoundOpened,
    rounds.HouseholdAsked,
    rounds.RoundClosed,
    rosters.RosterObtained,
    rosters.RosterListed,
    rosters.DifferenceRaised,
    rosters.DifferenceSettled,
    matters.ClueTaken,
    matters.CluePassed,
    matters.PublicNoticePosted,
    matters.ObjectionRaised,
    matters.ObjectionSettled,
    matters.DifficultyReferred,
    matters.ReferralAnswered,
    matters.JurisdictionDisputed,
    matters.JurisdictionDecided,
    deadlines.DeadlinePaused,
    deadlines.DeadlineResumed,
    deadlines.ExtensionRequested,
    deadlines.ExtensionGranted,
    deadlines.ExtensionRefused,
    deadlines.LateEntryAllowed,
    deadlines.Reminded,
    deadlines.Escalated,
    corrections.CorrectionProposed,
    corrections.EntryCorrected,
)
"""Every fact that the history of a household, or of a division's ledger, may hold, in the order of its life."""

REFERENCE_FACTS: tuple[type[Fact], ...] = (
    divisions.DivisionsLoaded,
    divisions.DivisionsChanged,
    batches.ImportStarted,
    batches.ImportFinished,
    batches.ImportWithdrawn,
    rules.PolicyPublished,
    rules.CalendarLoaded,
    rules.OutageDeclared,
    rules.OutageWithdrawn,
    rules.PublicationProposed,
    rules.PublicationRefused,
    references.ReferenceListLoaded,
    leaves.CadreOnLeave,
    batches.WordTaught,
    batches.TaughtWordWithdrawn,
    accounts.AccountInvited,
    accounts.AccountActivated,
    accounts.AccountDisabled,
    accounts.AccountReactivated,
    accounts.PasswordSet,
    accounts.SecondFactorSet,
    accounts.SecondFactorRemoved,
    accounts.TokenIssued,
    accounts.TokenRevoked,
    accounts.NameAdopted,
    offices.OfficeProposed,
    offices.OfficeGranted,
    offices.OfficeRefused,
    offices.OfficeLeft,
    offices.AwayAnnounced,
    exports.BulkExportAllowed,
)
"""Facts of the small aggregates beside the households."""

FACTS: dict[str, type[Fact]] = {topic_of(kind): kind for kind in HOUSEHOLD_FACTS + REFERENCE_FACTS}
"""Every fact by its stable name; a name outside this table is never read (ADR 0001)."""

KEPT: tuple[type[Fact], ...] = tuple(kind for kind in HOUSEHOLD_FACTS if kind.kept_in_episode or kind.of_the_register)
"""The facts that an episode keeps, or what is kept outside of them, and a deadline rule may name."""

PRIVATE_BLOCKS: tuple[type[Private], ...] = (
    PersonPrivate,
    HouseholdPrivate,
    assistance.NotePrivate,
    assistance.ContactPrivate,
    work.OfferPrivate,
    work.JobPrivate,
    work.DocumentPrivate,
    clearance.SignerPrivate,
    verification.EvidencePrivate,
    verification.CertificatePrivate,
    verification.ReceiptPrivate,
    corrections.CorrectionPrivate,
    accounts.StaffPrivate,
)
"""Every block of personal data that may stand sealed beside a fact."""


def fact_label(topic: str) -> Label:
    """What a kind of fact is called; one that is not known keeps its own name."""
    return FACTS[topic].label if topic in FACTS else Label(topic, topic.replace("-", " "))
