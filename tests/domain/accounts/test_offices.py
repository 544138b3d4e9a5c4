"""Offices are granted by two, held from day to day, left, and stood in for; roles that may not meet do not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from casework.domain.accounts.absences import announce_away
from casework.domain.accounts.actors import (
    AccountNotActiveError,
    Actor,
    OfficeNotHeldError,
    OfficeUnsaidError,
    actor_in,
)
from casework.domain.accounts.holders import Holder, Holders, holders
from casework.domain.accounts.invitations import adopt_name, disable, invite_again, reactivate
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
from casework.domain.errors import CaseworkError, InvalidValueError, NotNowError, SamePersonError
from casework.domain.fact import ActingOffice
from casework.domain.facts.accounts.accounts import AccountActivated, AccountInvited
from casework.domain.facts.accounts.offices import (
    AwayAnnounced,
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
    WANG,
    DirectoryStory,
    an_installation,
    an_office,
)

NEXT_WEEK = TUESDAY + timedelta(days=7)
VILLAGE = ActingOffice(role=Role.VILLAGE, division="990101001001")
COUNTY = ActingOffice(role=Role.COUNTY, division="990101000000")


def proposed(story: DirectoryStory, office: ActingOffice = VILLAGE, account: str = LI) -> tuple[DirectoryStory, int]:
    """The story with an open proposal, and its number."""
    story = story.did(propose_office, account=account, office=office, from_on=TUESDAY)
    return story, len(story.entries)


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
    alone = an_installation().did(disable, account=SECOND, reason=DisabledReason.LEFT)
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
    story = an_installation().did(leave_office, by=SECOND, account=FIRST, office=ADMINISTRATOR, last_on=TUESDAY)
    for last_on in (TUESDAY, NEXT_WEEK):
        story.refuses(NotNowError, leave_office, last_on=last_on, **going)
    story.refuses(NotNowError, disable, account=SECOND, reason=DisabledReason.LEFT)
    third = story.with_account("30000001", ADMINISTRATOR)
    assert third.decided(leave_office, last_on=TUESDAY, **going) == [OfficeLeft(last_on=TUESDAY, **going)]
    for_a_week = third.did(leave_office, account="30000001", office=ADMINISTRATOR, last_on=NEXT_WEEK)
    for_a_week.refuses(NotNowError, leave_office, last_on=tomorrow, **going)


def on(story: DirectoryStory, office: ActingOffice, day: date = TUESDAY) -> Holders:
    """Who has an office's business."""
    return holders(story.directory, office, day)


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


def test_a_stand_in_has_everything_for_the_days() -> None:
    """From the first to the last; without one, or with one who is away too, the office above has it."""
    away: dict[str, Any] = {"account": LI, "first_on": TUESDAY, "last_on": NEXT_WEEK}
    story = an_office().with_account("30000001")
    assert story.decided(announce_away, by=LI, stand_in="30000001", **away) == [
        AwayAnnounced(**away, stand_in="30000001")
    ]
    covered = story.did(announce_away, by=LI, stand_in="30000001", **away)
    stood_in = Holders(office=TOWNSHIP, holders=(Holder(account="30000001", stands_in_for=LI),))
    assert (on(covered, TOWNSHIP), on(covered, TOWNSHIP, NEXT_WEEK)) == (stood_in, stood_in)
    assert on(covered, TOWNSHIP, NEXT_WEEK + timedelta(days=1)).holders == (Holder(account=LI),)
    assert on(story.did(announce_away, by=LI, **away), TOWNSHIP).office == COUNTY_HRSS
    both = covered.did(announce_away, account="30000001", first_on=TUESDAY, last_on=TUESDAY, stand_in=LI, by=FIRST)
    assert on(both, TOWNSHIP).office == COUNTY_HRSS


def test_who_was_disabled_stands_in_no_more() -> None:
    """Activated again they have nobody's offices, until it is said anew; that they stood in before remains so."""
    away: dict[str, Any] = {"account": LI, "first_on": TUESDAY, "last_on": NEXT_WEEK, "stand_in": "30000001"}
    gone_on, back_on = (TUESDAY + timedelta(days=after) for after in (1, 2))
    story = an_office().with_account("30000001").did(announce_away, by=LI, **away)
    story = story.did(disable, at=gone_on, account="30000001", reason=DisabledReason.LOST_DEVICE)
    story = story.did(reactivate, at=back_on, account="30000001")
    stood_in = (Holder(account="30000001", stands_in_for=LI),)
    assert on(story, TOWNSHIP).holders == stood_in
    assert on(story, TOWNSHIP, back_on).office == COUNTY_HRSS
    assert acts(story, "30000001", on=back_on) is OfficeNotHeldError
    anew = story.did(announce_away, by=LI, at=back_on, **away)
    assert on(anew, TOWNSHIP, back_on).holders == stood_in


def test_somebody_elses_word_names_only_who_holds_the_very_office() -> None:
    """Not the same role elsewhere, nor for a part of the days; whoever is away may name anybody."""
    last, there = NEXT_WEEK - timedelta(days=1), ActingOffice(role=Role.TOWNSHIP, division="990102001000")
    away: dict[str, Any] = {"account": LI, "first_on": TUESDAY, "stand_in": "30000001"}
    for_a_week = an_office().did(leave_office, account=LI, office=TOWNSHIP, last_on=NEXT_WEEK)
    story = for_a_week
    for office, until_on, last_on in ((there, None, TUESDAY), (TOWNSHIP, last, NEXT_WEEK)):
        story = for_a_week.with_account("30000001")
        story = story.did(propose_office, account="30000001", office=office, from_on=TUESDAY, until_on=until_on)
        story = story.did(decide_office, by=SECOND, proposal=len(story.entries), granted=True)
        story.refuses(NotNowError, announce_away, last_on=last_on, **away)
        assert story.decided(announce_away, by=LI, last_on=last_on, **away)
    assert story.decided(announce_away, last_on=last, **away)
    longer: dict[str, Any] = {**away, "last_on": NEXT_WEEK + timedelta(days=30)}
    assert for_a_week.with_account("30000001", TOWNSHIP).decided(announce_away, **longer)


def test_nobody_is_administrator_for_longer_by_an_absence() -> None:
    """By whosever word: two granted it for a day, and on that day alone may it be stood in for."""
    story = an_installation().with_account("30000001")
    for_a_day: dict[str, Any] = {"office": ADMINISTRATOR, "from_on": TUESDAY, "until_on": TUESDAY}
    story = story.did(propose_office, account="30000001", **for_a_day)
    story = story.did(decide_office, by=SECOND, proposal=len(story.entries), granted=True)
    away: dict[str, Any] = {"account": FIRST, "first_on": TUESDAY, "stand_in": "30000001"}
    story.refuses(NotNowError, announce_away, last_on=TUESDAY + timedelta(days=1), **away)
    assert story.decided(announce_away, last_on=TUESDAY, **away)


def test_what_a_stand_in_holds_no_more_is_not_kept_by_somebody_elses_word() -> None:
    """Nor does an office come along that is granted to the absent later; by their own words everything does."""
    story = an_office().with_account("30000001", TOWNSHIP)
    away: dict[str, Any] = {"account": LI, "first_on": TUESDAY, "last_on": NEXT_WEEK, "stand_in": "30000001"}
    for by, kept in ((FIRST, False), (LI, True)):
        after = story.did(announce_away, by=by, **away).did(
            leave_office, account="30000001", office=TOWNSHIP, last_on=TUESDAY
        )
        after, number = proposed(after)
        after = after.did(decide_office, by=SECOND, proposal=number, granted=True)
        assert acts(after, "30000001", TOWNSHIP) == Actor(account="30000001", signature="30000001", office=TOWNSHIP)
        for office, on_day in ((TOWNSHIP, NEXT_WEEK), (VILLAGE, TUESDAY)):
            acting = acts(after, "30000001", office, on_day)
            assert isinstance(acting, Actor) is kept, (by, office)
            assert (on(after, office, on_day).office == office) is kept, (by, office)


def test_somebody_may_come_back_sooner() -> None:
    """Said again of the same first day, the end is another; the same again is quiet."""
    away: dict[str, Any] = {"account": LI, "first_on": TUESDAY, "last_on": NEXT_WEEK}
    story = an_office().did(announce_away, by=LI, **away)
    assert story.decided(announce_away, by=LI, **away) == []
    back = story.did(announce_away, by=LI, at=NEXT_WEEK, **{**away, "last_on": NEXT_WEEK - timedelta(days=1)})
    assert on(back, TOWNSHIP, NEXT_WEEK).holders == (Holder(account=LI),)
    too_far: dict[str, Any] = {**away, "last_on": NEXT_WEEK - timedelta(days=2)}
    story.refuses(InvalidValueError, announce_away, by=LI, at=NEXT_WEEK, **too_far)


def test_nobody_names_themselves_as_stand_in() -> None:
    """Nor does anybody stand in for themselves, nor somebody whose account is not active."""
    away: dict[str, Any] = {"account": LI, "first_on": TUESDAY, "last_on": NEXT_WEEK}
    an_office().refuses(OwnRightError, announce_away, by=WANG, stand_in=WANG, **away)
    an_office().refuses(InvalidValueError, announce_away, stand_in=LI, **away)
    gone = an_office().did(disable, account=WANG, reason=DisabledReason.LEFT)
    gone.refuses(NotNowError, announce_away, by=LI, stand_in=WANG, **away)


def acts(
    story: DirectoryStory, said: str, office: ActingOffice | None = None, on: date = TUESDAY
) -> Actor | type[CaseworkError]:
    """Who acts, or why nobody does."""
    try:
        return actor_in(story.directory, said, office, on)
    except CaseworkError as error:
        return type(error)


def test_who_acts_does_so_in_an_office_held_now() -> None:
    """The only one by itself; of several one is named; what is not held is refused, and so is who is not active."""
    story = an_office()
    in_township = Actor(account=LI, signature=LI, office=TOWNSHIP)
    assert acts(story, LI) == in_township
    assert acts(story, LI, ActingOffice(role=Role.TOWNSHIP)) == in_township
    assert acts(story, LI, VILLAGE) is OfficeNotHeldError
    several = story.did(announce_away, account=WANG, first_on=TUESDAY, last_on=NEXT_WEEK, stand_in=LI, by=WANG)
    assert acts(several, LI) is OfficeUnsaidError
    assert acts(several, LI, COUNTY_HRSS) == Actor(account=LI, signature=LI, office=COUNTY_HRSS)
    gone = story.did(disable, account=LI, reason=DisabledReason.MISUSE)
    assert acts(gone, LI) is AccountNotActiveError
    assert acts(story.with_account("30000001"), "30000001") is OfficeNotHeldError
