"""The steps of docs/how-to/a-new-fact.md, carried out: a certificate is issued to a member (BJ-1.2b)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import ClassVar

import msgspec

from casework.application.log.encoding.topics import UPCASTERS, Body, Topics
from casework.domain.errors import InvalidValueError, MemberUnknownError, NoOpenEpisodeError
from casework.domain.fact import Fact
from casework.domain.facts.catalogue import FACTS
from casework.domain.household.context import DecisionContext, refuse_ahead
from casework.domain.household.state import Household
from casework.domain.labels import Label
from tests.support.households.stories import TUESDAY, a_registered_household, a_verified_household, given


# page: fact
class CertificateIssued(Fact, frozen=True, kw_only=True, tag="certificate-issued"):
    """A member was given the certificate of job-seeking registration (BJ-1.2b)."""

    label: ClassVar = Label("发放求职登记证", "certificate issued")
    sentence: ClassVar = Label(
        "{issued_on}向成员{member}发放求职登记证", "Member {member} got the certificate on {issued_on}"
    )
    changes_household: ClassVar = False

    member: int
    issued_on: date
    # page: end


# page: decision
def issue_certificate(household: Household, context: DecisionContext, *, member: int, issued_on: date) -> list[Fact]:
    """
    Record that a member was given the certificate (BJ-1.2b).

    Quiet when the same is recorded. Raises NoOpenEpisodeError, MemberUnknownError, InvalidValueError for a day
    still to come.
    """
    episode = household.current_episode()
    household.member(member)
    refuse_ahead("issued-on", issued_on, context)
    issued = CertificateIssued(member=member, issued_on=issued_on)
    return [] if any(entry.fact == issued for entry in episode.entries) else [issued]
    # page: end


# page: tests
def test_a_certificate_is_recorded() -> None:
    """Who got it and when stands in the history."""
    given(a_verified_household()).when(issue_certificate, member=1, issued_on=TUESDAY).then(
        CertificateIssued(member=1, issued_on=TUESDAY)
    )


def test_a_certificate_is_not_issued_to_a_stranger() -> None:
    """Only a member of the household can have it."""
    given(a_verified_household()).when(issue_certificate, member=9, issued_on=TUESDAY).then_refuses(
        MemberUnknownError, member=9
    )


def test_the_same_certificate_twice_is_one() -> None:
    """Saying it again changes nothing."""
    story = a_verified_household().did(issue_certificate, member=1, issued_on=TUESDAY)
    given(story).when(issue_certificate, member=1, issued_on=TUESDAY).then_quiet()
    # page: end


def test_the_day_is_today_at_the_latest() -> None:
    """A certificate of tomorrow is refused, one of today is not (above)."""
    given(a_verified_household()).when(issue_certificate, member=1, issued_on=date(2026, 3, 4)).then_refuses(
        InvalidValueError, field="issued-on"
    )


def test_nothing_is_issued_before_a_household_is_at_risk() -> None:
    """Without an episode there is nothing to issue for."""
    given(a_registered_household()).when(issue_certificate, member=1, issued_on=TUESDAY).then_refuses(
        NoOpenEpisodeError
    )


def test_it_is_stored_under_its_name() -> None:
    """With a line in the catalogue the log takes it, and gives it back as it was; without one it does not."""
    topics = Topics({**FACTS, "certificate-issued": CertificateIssued}, UPCASTERS)
    fact = CertificateIssued(member=1, issued_on=TUESDAY)
    noon = datetime(2026, 3, 3, 4, tzinfo=UTC)
    stored = msgspec.json.encode(Body(at=noon, on=noon, by="li.na", cmd="c", fact=fact))
    read = topics.decode(topics.name_of(fact), stored)
    assert read is not None
    assert read.fact == fact
    assert Topics(FACTS, UPCASTERS).decode("certificate-issued", stored) is None
