"""A notice reaches whoever holds the office on that day, by name; a vacancy climbs and is told (GY-15a, GY-17c)."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from casework.domain.accounts.absences import announce_away
from casework.domain.accounts.invitations import adopt_name, disable
from casework.domain.accounts.named_holders import NamedHolders
from casework.domain.accounts.offices import leave_office
from casework.domain.codes.accounts import DisabledReason
from casework.domain.codes.offices import Role
from casework.domain.deadlines.escalation import escalate
from casework.domain.fact import ActingOffice
from casework.domain.facts.deadlines import Escalated, Recipient, VacantOffice
from tests.support.households.deadline_stories import detected
from tests.support.households.stories import TUESDAY, VILLAGE, context
from tests.support.staff.directory_stories import CHEN, LI, TOWNSHIP, WANG, DirectoryStory, an_office

THURSDAY, NEXT_WEEK = TUESDAY + timedelta(days=2), TUESDAY + timedelta(days=7)
OFFICE = Recipient(role="township", division=TOWNSHIP.division)
LI_OF_THE_TOWNSHIP = Recipient(role="township", division=TOWNSHIP.division, account=LI)
CADRE = Recipient(role="cadre", division="990101001001", account=LI)
NO_TOWNSHIP = VacantOffice(role="township", division=TOWNSHIP.division)
NO_COUNTY = VacantOffice(role="county", division="990101000000")


def named(story: DirectoryStory, to: Recipient) -> tuple[Recipient, ...]:
    """Whom a notice reaches a week after everybody took up office."""
    return NamedHolders(directory=story.directory).named(to, NEXT_WEEK)


def test_an_office_is_whoever_holds_it() -> None:
    """Each of them, by number, or by the name that the account signs with."""
    story = an_office().with_account("20000009", TOWNSHIP).did(adopt_name, account=LI, name="li.na")
    assert named(story, OFFICE) == (
        Recipient(role="township", division=TOWNSHIP.division, account="li.na"),
        Recipient(role="township", division=TOWNSHIP.division, account="20000009"),
    )


def test_whoever_stands_in_is_named_as_such() -> None:
    """In the office of whoever is away; and for a cadre in all that is the cadre's."""
    story = an_office().did(announce_away, by=LI, account=LI, first_on=NEXT_WEEK, last_on=NEXT_WEEK, stand_in=WANG)
    (of_office,), (of_cadre,) = named(story, OFFICE), named(story, CADRE)
    assert of_office == Recipient(role="township", division=TOWNSHIP.division, account=WANG, stands_in_for=LI)
    assert of_cadre == Recipient(role="cadre", division=CADRE.division, account=WANG, stands_in_for=LI)
    assert NamedHolders(directory=story.directory).named(OFFICE, NEXT_WEEK + timedelta(days=1)) == (LI_OF_THE_TOWNSHIP,)


def test_a_vacancy_climbs_and_is_told() -> None:
    """To the first office above that somebody holds: every one passed on the way stands there, lowest first."""
    story = an_office().did(leave_office, account=LI, office=TOWNSHIP, last_on=TUESDAY)
    (found,) = named(story, OFFICE)
    assert found == Recipient(
        role="county-hrss", division="990101000000", account=WANG, vacant=(NO_TOWNSHIP, NO_COUNTY)
    )


def test_nobody_up_to_the_top_leaves_the_office_itself() -> None:
    """And all that are vacant: the notice is raised all the same."""
    story = an_office()
    for account in (LI, WANG, CHEN):
        story = story.did(disable, account=account, reason=DisabledReason.LEFT)
    (found,) = named(story, OFFICE)
    assert (found.role, found.account) == ("township", None)
    assert [each.role for each in found.vacant] == ["township", "county", "county-hrss", "city"]


def test_a_cadre_who_cannot_be_reached_is_a_vacancy() -> None:
    """Away without a stand-in, or disabled: the township has it."""
    gone = an_office().with_account("20000009").did(disable, account="20000009", reason=DisabledReason.LEFT)
    (found,) = named(gone, Recipient(role="cadre", division=CADRE.division, account="20000009"))
    assert found == Recipient(
        role="township",
        division=TOWNSHIP.division,
        account=LI,
        vacant=(VacantOffice(role="cadre", division=CADRE.division),),
    )


def test_a_name_of_nobodys_stays() -> None:
    """An older entry named it, and no account has adopted it."""
    older = Recipient(role="cadre", division=CADRE.division, account="li.na")
    assert named(an_office(), older) == (older,)


def test_a_step_names_the_holders_and_by_which_directory() -> None:
    """The duty's office is vacant and the township stands beside it: one person is reached once, the vacancy told."""
    township = ActingOffice(role=Role.TOWNSHIP, division=f"{VILLAGE[:9]}000")
    story = an_office().with_account("20000009", township)
    holders = NamedHolders(directory=story.directory)
    household = detected(TUESDAY)
    on_thursday = replace(context(THURSDAY), holders=holders)
    facts = escalate(household.household, on_thursday)
    (step,) = [fact for fact in facts if isinstance(fact, Escalated)]
    assert step.to == (
        Recipient(
            role="township",
            division=township.division,
            account="20000009",
            vacant=(VacantOffice(role="village", division=VILLAGE),),
        ),
    )
    entry = on_thursday.entry(step, stream=household.household.id, version=3)
    assert entry.under is not None
    assert entry.under.directory == holders.version == len(story.entries)
