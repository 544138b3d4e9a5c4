"""Offices are granted by two, held from day to day, left, and stood in for; roles that may not meet do not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from casework.domain.accounts.absences import announce_away
from casework.domain.accounts.actors import (
    AccountNotActiveError,
    Actor,
    OfficeNotHeldError,
    OfficeUnsaidError,
)
from casework.domain.accounts.holders import Holder, Holders
from casework.domain.accounts.invitations import adopt_name, disable, invite_again
from casework.domain.accounts.offices import (
    OwnRightError,
    ProposalUnknownError,
    RolesApartError,
    decide_office,
    decide_offices,
    leave_office,
    propose_office,
)
from casework.domain.codes.accounts import DisabledReason
from casework.domain.codes.offices import Role
from casework.domain.errors import InvalidValueError, NotNowError, SamePersonError
from casework.domain.fact import ActingOffice
from casework.domain.facts.accounts.accounts import AccountActivated, AccountInvited
from casework.domain.facts.accounts.offices import (
    OfficeGranted,
    OfficeLeft,
    OfficeProposed,
    OfficeRefused,
)
from tests.support.households.stories import TUESDAY, ten_o_clock
from tests.support.staff.directory_stories import (
    ADMINISTRATOR,
    AUDITOR,
    CHEN,
    CITY_OFFICE,
    COUNTY_HRSS,
    FIRST,
    LI,
    SECOND,
    TOWNSHIP,
    VILLAGE,
    WANG,
    acts,
    an_installation,
    an_office,
    on,
    proposed,
)

NEXT_WEEK = TUESDAY + timedelta(days=7)
COUNTY = ActingOffice(role=Role.COUNTY, division="990101000000")


def test_one_proposes_and_another_grants() -> None:
    """Until then nothing is held; the same proposal again is quiet."""
    asked: dict[str, Any] = {"account": LI, "office": VILLAGE, "from_on": TUESDAY}
    assert an_office().decided(propose_office, **asked) == [OfficeProposed(account=LI, office=VILLAGE, from_on=TUESDAY)]
    story, number = proposed(an_office())
    assert story.decided(propose_office, **asked) == []
    assert story.directory.account(LI).offices_on(TUESDAY) == (TOWNSHIP,)
    granted = story.decided(decide_office, by=SECOND, proposal=number, granted=True)
    assert granted == [OfficeGranted(account=LI, proposal=number)]
    story = story.happened(*granted, by=SECOND)
    assert story.directory.account(LI).offices_on(TUESDAY) == (TOWNSHIP, VILLAGE)
    assert story.directory.proposals == {}
    story.refuses(ProposalUnknownError, decide_office, by=SECOND, proposal=number, granted=True)
    story.refuses(NotNowError, propose_office, **asked)


def test_several_are_decided_alike_or_none_is() -> None:
    """All of them in one act; one that waits no longer stops all."""
    story, one = proposed(an_office())
    story, other = proposed(story, VILLAGE, WANG)
    both = story.decided(decide_offices, by=SECOND, proposals=(one, other), granted=True)
    assert both == [OfficeGranted(account=LI, proposal=one), OfficeGranted(account=WANG, proposal=other)]
    story.refuses(ProposalUnknownError, decide_offices, by=SECOND, proposals=(one, one), granted=True)


def test_nobody_decides_alone_or_for_themselves() -> None:
    """Not who proposed it, under whichever name, nor whose office it is; nobody proposes for themselves either."""
    story, number = proposed(an_office().did(adopt_name, account=FIRST, name="guan", by=SECOND))
    for by in (FIRST, "guan"):
        story.refuses(SamePersonError, decide_office, by=by, proposal=number, granted=True)
    story.refuses(OwnRightError, decide_office, by=LI, proposal=number, granted=True)
    an_office().refuses(OwnRightError, propose_office, by=LI, account=LI, office=VILLAGE, from_on=TUESDAY)


def test_a_grant_waits_for_whoever_it_is_for() -> None:
    """Proposed with the invitation, granted once it was answered: a code alone is nobody's office."""
    invited = AccountInvited(account="30000001", code_sha256="a" * 64, expires_at=ten_o_clock(NEXT_WEEK))
    story, number = proposed(an_office().happened(invited), VILLAGE, "30000001")
    grant: dict[str, Any] = {"by": SECOND, "proposal": number, "granted": True}
    story.refuses(NotNowError, decide_office, **grant)
    assert story.decided(decide_office, by=SECOND, proposal=number, granted=False)
    answered = story.happened(AccountActivated(account="30000001"), by="30000001")
    assert answered.decided(decide_office, **grant) == [OfficeGranted(account="30000001", proposal=number)]


def test_an_office_of_somebody_who_never_answered_is_not_given_out_with_another_code() -> None:
    """As it could be granted before: it is left first, and the day after there is another code."""
    invited = AccountInvited(account="30000001", code_sha256="a" * 64, expires_at=ten_o_clock(NEXT_WEEK))
    story, number = proposed(an_office().happened(invited), VILLAGE, "30000001")
    story = story.happened(OfficeGranted(account="30000001", proposal=number), by=SECOND)
    again: dict[str, Any] = {"account": "30000001", "code_sha256": "b" * 64}
    story.refuses(NotNowError, invite_again, **again)
    story = story.did(leave_office, account="30000001", office=VILLAGE, last_on=TUESDAY)
    story.refuses(NotNowError, invite_again, **again)
    assert story.decided(invite_again, at=TUESDAY + timedelta(days=1), **again)


def test_a_proposal_may_be_refused() -> None:
    """Nothing is held, and it waits no longer."""
    story, number = proposed(an_office())
    refused = story.decided(decide_office, by=SECOND, proposal=number, granted=False)
    assert refused == [OfficeRefused(account=LI, proposal=number)]
    after = story.happened(*refused, by=SECOND).directory
    assert (after.account(LI).offices_on(TUESDAY), after.proposals) == ((TOWNSHIP,), {})


def test_an_office_granted_late_begins_when_it_was_granted() -> None:
    """Nobody held it before two had agreed."""
    story, number = proposed(an_office())
    story = story.did(decide_office, by=SECOND, at=NEXT_WEEK, proposal=number, granted=True)
    li = story.directory.account(LI)
    assert VILLAGE not in li.offices_on(NEXT_WEEK - timedelta(days=1))
    assert VILLAGE in li.offices_on(NEXT_WEEK)


def test_days_that_cannot_be_are_refused() -> None:
    """It begins today at the earliest and ends no sooner than it begins."""
    yesterday = TUESDAY - timedelta(days=1)
    spans: tuple[dict[str, Any], ...] = ({"from_on": yesterday}, {"from_on": TUESDAY, "until_on": yesterday})
    for days in spans:
        an_office().refuses(InvalidValueError, propose_office, account=LI, office=VILLAGE, **days)
    assert an_office().decided(propose_office, account=LI, office=VILLAGE, from_on=TUESDAY, until_on=TUESDAY)


def test_a_term_that_is_over_is_not_granted() -> None:
    """It would be held on no day; on its last day it is granted, and afterwards it can still be refused."""
    story = an_office().did(propose_office, account=LI, office=VILLAGE, from_on=TUESDAY, until_on=TUESDAY)
    number, wednesday = story.directory.version, TUESDAY + timedelta(days=1)
    story.refuses(NotNowError, decide_office, by=SECOND, at=wednesday, proposal=number, granted=True)
    assert story.decided(decide_office, by=SECOND, proposal=number, granted=True) == [
        OfficeGranted(account=LI, proposal=number)
    ]
    assert story.decided(decide_office, by=SECOND, at=wednesday, proposal=number, granted=False) == [
        OfficeRefused(account=LI, proposal=number)
    ]


def test_roles_that_may_not_meet_do_not() -> None:
    """Neither when proposed, nor when decided, nor by standing in; roles of one group may."""
    story = an_office()
    for office in (AUDITOR, ADMINISTRATOR):
        story.refuses(RolesApartError, propose_office, account=LI, office=office, from_on=TUESDAY)
    idle = story.with_account("30000001")
    audited, number = proposed(idle, AUDITOR, "30000001")
    audited.refuses(RolesApartError, propose_office, account="30000001", office=VILLAGE, from_on=TUESDAY)
    meanwhile = audited.did(announce_away, account=LI, first_on=TUESDAY, last_on=NEXT_WEEK, stand_in="30000001", by=LI)
    meanwhile.refuses(RolesApartError, decide_office, by=SECOND, proposal=number, granted=True)
    story.refuses(
        RolesApartError, announce_away, account=FIRST, first_on=TUESDAY, last_on=NEXT_WEEK, stand_in=LI, by=SECOND
    )
    away: dict[str, Any] = {"account": LI, "first_on": TUESDAY, "last_on": NEXT_WEEK}
    idle = idle.did(announce_away, stand_in="30000001", by=LI, **away)
    idle.refuses(RolesApartError, propose_office, account="30000001", office=AUDITOR, from_on=NEXT_WEEK)
    after = NEXT_WEEK + timedelta(days=1)
    assert idle.decided(propose_office, account="30000001", office=AUDITOR, from_on=after)


def test_an_office_is_held_to_its_last_day() -> None:
    """On it, not after it; said twice it is said once; what is not held is not left."""
    said: dict[str, Any] = {"account": LI, "office": TOWNSHIP, "last_on": NEXT_WEEK}
    assert an_office().decided(leave_office, **said) == [OfficeLeft(**said)]
    story = an_office().did(leave_office, **said)
    assert story.decided(leave_office, **said) == []
    li = story.directory.account(LI)
    assert (li.offices_on(NEXT_WEEK), li.offices_on(NEXT_WEEK + timedelta(days=1))) == ((TOWNSHIP,), ())
    an_office().refuses(NotNowError, leave_office, account=LI, office=VILLAGE, last_on=TUESDAY)
    alone = an_installation().did(disable, by=SECOND, account=SECOND, reason=DisabledReason.LEFT)
    alone.refuses(NotNowError, leave_office, account=FIRST, office=ADMINISTRATOR, last_on=TUESDAY)


def test_a_later_term_of_the_same_office_stands() -> None:
    """Leaving ends the term of that day; the later one is left by a day of its own."""
    later = NEXT_WEEK + timedelta(days=7)
    story = an_office().did(leave_office, account=LI, office=TOWNSHIP, last_on=NEXT_WEEK)
    story = story.did(propose_office, account=LI, office=TOWNSHIP, from_on=later)
    story = story.did(decide_office, by=SECOND, proposal=len(story.entries), granted=True)
    sooner = story.did(leave_office, account=LI, office=TOWNSHIP, last_on=TUESDAY)
    li = sooner.directory.account(LI)
    assert [li.offices_on(day) for day in (TUESDAY, NEXT_WEEK, later)] == [(TOWNSHIP,), (), (TOWNSHIP,)]
    gone = sooner.did(leave_office, account=LI, office=TOWNSHIP, last_on=later).directory.account(LI)
    assert [gone.offices_on(later + timedelta(days=after)) for after in (0, 1)] == [(TOWNSHIP,), ()]


def test_an_administrator_remains_on_every_day_to_come() -> None:
    """Of two who leave from tomorrow the second may not, nor be disabled; with a third for good there, he may."""
    tomorrow = TUESDAY + timedelta(days=1)
    going: dict[str, Any] = {"account": SECOND, "office": ADMINISTRATOR}
    own: dict[str, Any] = {"by": SECOND, **going}
    story = an_installation().did(leave_office, by=FIRST, account=FIRST, office=ADMINISTRATOR, last_on=TUESDAY)
    for last_on in (TUESDAY, NEXT_WEEK):
        story.refuses(NotNowError, leave_office, last_on=last_on, **own)
    story.refuses(NotNowError, disable, account=SECOND, reason=DisabledReason.LEFT)
    third = story.with_account("30000001", ADMINISTRATOR)
    assert third.decided(leave_office, last_on=TUESDAY, **own) == [OfficeLeft(last_on=TUESDAY, **going)]
    for_a_week = third.did(leave_office, by="30000001", account="30000001", office=ADMINISTRATOR, last_on=NEXT_WEEK)
    for_a_week.refuses(NotNowError, leave_office, last_on=tomorrow, **own)


def test_who_holds_an_office_has_its_business() -> None:
    """From the day of the grant on; several share it."""
    story = an_office().with_account("30000001", TOWNSHIP)
    assert on(story, TOWNSHIP) == Holders(office=TOWNSHIP, holders=(Holder(account=LI), Holder(account="30000001")))


def test_a_vacant_office_climbs_and_is_named() -> None:
    """Nobody in the village, then the township; nobody there, then county, HRSS, city; at last nobody."""
    story = an_office()
    assert on(story, VILLAGE) == Holders(office=TOWNSHIP, holders=(Holder(account=LI),), vacant=(VILLAGE,))
    story = story.did(disable, account=LI, reason=DisabledReason.TRANSFERRED)
    hrss = Holders(office=COUNTY_HRSS, holders=(Holder(account=WANG),), vacant=(VILLAGE, TOWNSHIP, COUNTY))
    assert on(story, VILLAGE) == hrss
    story = story.did(disable, account=WANG, reason=DisabledReason.LEFT)
    assert on(story, VILLAGE).holders == (Holder(account=CHEN),)
    story = story.did(disable, account=CHEN, reason=DisabledReason.LEFT)
    assert on(story, VILLAGE) == Holders(office=None, vacant=(VILLAGE, TOWNSHIP, COUNTY, COUNTY_HRSS, CITY_OFFICE))


def test_who_acts_does_so_in_an_office_held_now() -> None:
    """The only one by itself; of several one is named; what is not held is refused, and so is who is not active."""
    story = an_office()
    in_township = Actor(account=LI, signature=LI, office=TOWNSHIP)
    assert acts(story, LI) == in_township
    assert acts(story, LI, ActingOffice(role=Role.TOWNSHIP)) == in_township
    assert acts(story, LI, VILLAGE) is OfficeNotHeldError
    several = story.did(announce_away, account=WANG, first_on=TUESDAY, last_on=NEXT_WEEK, stand_in=LI, by=WANG)
    assert acts(several, LI) is OfficeUnsaidError
    as_wang = Actor(account=LI, signature=LI, office=COUNTY_HRSS, counts_as=frozenset({WANG}), in_stead_of=(WANG,))
    assert acts(several, LI, COUNTY_HRSS) == as_wang
    gone = story.did(disable, account=LI, reason=DisabledReason.MISUSE)
    assert acts(gone, LI) is AccountNotActiveError
    assert acts(story.with_account("30000001"), "30000001") is OfficeNotHeldError
