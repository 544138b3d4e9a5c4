"""Being away with somebody who stands in: for everything, and for nothing that two have not granted or that takes two."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from casework.domain.accounts.absences import announce_away
from casework.domain.accounts.actors import (
    Actor,
    OfficeNotHeldError,
)
from casework.domain.accounts.exports import allow_bulk_export
from casework.domain.accounts.holders import Holder, Holders
from casework.domain.accounts.invitations import disable, reactivate
from casework.domain.accounts.offices import (
    OwnRightError,
    decide_office,
    leave_office,
    propose_office,
)
from casework.domain.codes.accounts import DisabledReason
from casework.domain.codes.offices import Role
from casework.domain.errors import CaseworkError, InvalidValueError, NotNowError, SamePersonError
from casework.domain.fact import ActingOffice
from casework.domain.facts.accounts.offices import (
    AwayAnnounced,
)
from tests.support.households.stories import TUESDAY
from tests.support.staff.directory_stories import (
    ADMINISTRATOR,
    CHEN,
    COUNTY_HRSS,
    FIRST,
    LI,
    SECOND,
    TOWNSHIP,
    VILLAGE,
    WANG,
    DirectoryStory,
    acts,
    an_installation,
    an_office,
    on,
    proposed,
)

NEXT_WEEK = TUESDAY + timedelta(days=7)
COUNTY = ActingOffice(role=Role.COUNTY, division="990101000000")


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


def test_a_stand_in_is_no_second_person_to_whoever_is_away() -> None:
    """Nor the other way round, nor along a row of them; whoever holds the office as well is one."""
    away: dict[str, Any] = {"first_on": TUESDAY, "last_on": NEXT_WEEK}
    story = an_office().with_account("30000001").with_account("30000002")
    story = story.did(announce_away, by=LI, account=LI, stand_in="30000001", **away)
    assert counting(story, "30000001") == frozenset({LI})
    assert counting(story, LI) == frozenset({"30000001"})
    row = story.did(announce_away, by="30000001", account="30000001", stand_in="30000002", **away)
    assert counting(row, "30000002") == frozenset({LI, "30000001"})
    assert counting(row, LI) == frozenset({"30000001", "30000002"})
    assert counting(row, "30000002", day=NEXT_WEEK + timedelta(days=1)) is OfficeNotHeldError
    colleague = an_office().with_account("30000001", TOWNSHIP)
    colleague = colleague.did(announce_away, by=LI, account=LI, stand_in="30000001", **away)
    assert (counting(colleague, "30000001"), counting(colleague, LI)) == (frozenset(), frozenset())


def counting(story: DirectoryStory, said: str, day: date = TUESDAY) -> frozenset[str] | type[CaseworkError]:
    """As whom somebody counts who acts in the township, or why nobody does."""
    acting = acts(story, said, TOWNSHIP, day)
    return acting.counts_as if isinstance(acting, Actor) else acting


def test_nobody_lets_a_stand_in_give_them_a_right() -> None:
    """Whoever acts only because somebody is away gives that one nothing, and decides on nothing that one proposed."""
    story = an_office().with_account("30000001")
    away: dict[str, Any] = {"account": LI, "first_on": TUESDAY, "last_on": NEXT_WEEK, "stand_in": "30000001"}
    story = story.did(announce_away, by=LI, **away)
    said: dict[str, Any] = {"division": "990101001000", "until_on": NEXT_WEEK}
    story.refuses(OwnRightError, allow_bulk_export, by="30000001", account=LI, **said)
    assert story.decided(allow_bulk_export, by=WANG, account=LI, **said)
    proposing = story.did(propose_office, by=LI, account=CHEN, office=VILLAGE, from_on=TUESDAY)
    number = len(proposing.entries)
    proposing.refuses(SamePersonError, decide_office, by="30000001", proposal=number, granted=True)
    assert proposing.decided(decide_office, by=WANG, proposal=number, granted=True)


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
