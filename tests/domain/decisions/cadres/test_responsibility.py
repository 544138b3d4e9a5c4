"""One responsible cadre at a time, with hand-overs that both sides agree to."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from casework.domain.codes.people import Willingness
from casework.domain.codes.service.assistance import Level
from casework.domain.codes.verification import Finding
from casework.domain.decisions.cadres.responsibility import (
    accept_household,
    assign_cadre,
    decline_household,
    release_cadre,
)
from casework.domain.decisions.service.levels import set_level
from casework.domain.details.findings import MemberFinding
from casework.domain.errors import NotNowError
from casework.domain.fact import HOUSEHOLD
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.responsibility import CadreAccepted, CadreAssigned, CadreDeclined, CadreReleased, LevelSet
from casework.domain.household.parts import Episode
from tests.support.households.stories import (
    CADRE,
    FATHER,
    SIGNED,
    SUCCESSOR,
    WIFE,
    Story,
    a_cleared_household,
    a_household_assigned_to,
    a_household_with_cadre,
    a_verified_household,
    given,
)

REASON = {HOUSEHOLD: NotePrivate(text="调离本村")}


def responsible(story: Story) -> tuple[str | None, bool, str | None]:
    """Who is responsible, whether he accepted, and to whom the household is offered."""
    episode: Episode = story.household.current_episode()
    return episode.cadre, episode.accepted, episode.offered_to


def test_the_first_cadre_is_responsible_at_once() -> None:
    """From assignment on, accepted or not."""
    given(a_verified_household()).when(assign_cadre, cadre=CADRE).then(CadreAssigned(cadre=CADRE))
    assert responsible(a_household_assigned_to(CADRE)) == (CADRE, False, None)


@pytest.mark.parametrize("story", [a_household_assigned_to(CADRE), a_household_with_cadre(CADRE)])
def test_a_later_cadre_is_only_offered_the_household(story: Story) -> None:
    """The earlier one stays responsible until the later one accepts."""
    accepted = responsible(story)[1]
    given(story).when(assign_cadre, cadre=SUCCESSOR).then(CadreAssigned(cadre=SUCCESSOR))
    assert responsible(story.did(assign_cadre, cadre=SUCCESSOR)) == (CADRE, accepted, SUCCESSOR)


def test_assigning_again_is_quiet() -> None:
    """Neither who is responsible nor who was offered it is assigned twice."""
    story = a_household_with_cadre(CADRE, offered_to=SUCCESSOR)
    given(story).when(assign_cadre, cadre=CADRE).then_quiet()
    given(story).when(assign_cadre, cadre=SUCCESSOR).then_quiet()


def test_a_cleared_household_can_get_another_cadre() -> None:
    """Somebody must make the retention checks."""
    given(a_cleared_household()).when(assign_cadre, cadre=SUCCESSOR).then(CadreAssigned(cadre=SUCCESSOR))


def test_accepting_names_who_is_willing() -> None:
    """They are the members who get a plan."""
    given(a_household_assigned_to(CADRE)).when(accept_household, by=CADRE).then(
        CadreAccepted(cadre=CADRE, willing=(1,))
    )


def test_who_is_willing_follows_the_verification_before_the_columns() -> None:
    """Found unwilling: no plan. Unwilling by the column and found willing: a plan. Blank counts as willing."""
    wife = replace(WIFE, willingness=Willingness.UNWILLING)
    son = replace(FATHER, number=5, willingness=Willingness.UNWILLING)
    brother = replace(FATHER, number=6)
    story = a_verified_household(
        FATHER,
        wife,
        son,
        brother,
        findings=(
            MemberFinding(member=4, finding=Finding.WILLING),
            MemberFinding(member=6, finding=Finding.UNWILLING),
        ),
        signed=SIGNED,
    ).did(assign_cadre, cadre=CADRE)
    given(story).when(accept_household, by=CADRE).then(CadreAccepted(cadre=CADRE, willing=(1, 4)))


def test_accepting_releases_the_earlier_cadre() -> None:
    """A household never has two responsible cadres."""
    story = a_household_with_cadre(CADRE, offered_to=SUCCESSOR)
    given(story).when(accept_household, by=SUCCESSOR).then(
        CadreReleased(cadre=CADRE), CadreAccepted(cadre=SUCCESSOR, willing=(1,))
    )
    assert responsible(story.did(accept_household, by=SUCCESSOR)) == (SUCCESSOR, True, None)


def test_accepting_twice_is_quiet() -> None:
    """He has accepted."""
    given(a_household_with_cadre(CADRE)).when(accept_household, by=CADRE).then_quiet()


def test_nobody_accepts_what_was_not_offered_to_him() -> None:
    """Neither a stranger nor the earlier cadre of a hand-over that is through."""
    given(a_household_assigned_to(CADRE)).when(accept_household, by=SUCCESSOR).then_refuses(NotNowError, SUCCESSOR)
    handed_over = a_household_with_cadre(CADRE, offered_to=SUCCESSOR).did(accept_household, by=SUCCESSOR)
    given(handed_over).when(accept_household, by=CADRE).then_refuses(NotNowError, CADRE)


def test_declining_leaves_nobody() -> None:
    """The household is listed as without a cadre and runs against its deadline."""
    story = a_household_assigned_to(CADRE)
    given(story).when(decline_household, by=CADRE, reason="调离本村").then(
        CadreDeclined(cadre=CADRE, leaves_nobody=True, private=REASON)
    )
    assert responsible(story.did(decline_household, by=CADRE, reason="x")) == (None, False, None)


def test_a_successor_who_declines_leaves_the_earlier_cadre() -> None:
    """He stays responsible, as he was."""
    story = a_household_with_cadre(CADRE, offered_to=SUCCESSOR)
    given(story).when(decline_household, by=SUCCESSOR, reason="调离本村").then(
        CadreDeclined(cadre=SUCCESSOR, private=REASON)
    )
    assert responsible(story.did(decline_household, by=SUCCESSOR, reason="x")) == (CADRE, True, None)


def test_a_decline_by_which_the_successor_becomes_responsible_leaves_somebody() -> None:
    """He is responsible from here on, but nobody has accepted: the household stays without who took it over."""
    story = a_household_assigned_to(CADRE).did(assign_cadre, cadre=SUCCESSOR)
    given(story).when(decline_household, by=CADRE, reason="调离本村").then(
        CadreDeclined(cadre=CADRE, leaves_nobody=True, private=REASON)
    )
    assert responsible(story.did(decline_household, by=CADRE, reason="x")) == (SUCCESSOR, False, None)


def test_who_accepted_cannot_decline() -> None:
    """He is released instead; a stranger has nothing to decline."""
    for who in (CADRE, SUCCESSOR):
        given(a_household_with_cadre(CADRE)).when(decline_household, by=who, reason="x").then_refuses(NotNowError, who)


def test_a_release_leaves_nobody() -> None:
    """Without a successor nobody is responsible."""
    story = a_household_with_cadre(CADRE)
    given(story).when(release_cadre, reason="调离本村").then(
        CadreReleased(cadre=CADRE, leaves_nobody=True, private=REASON)
    )
    assert responsible(story.did(release_cadre, reason="x")) == (None, False, None)


def test_a_release_hands_over_to_whom_it_was_offered() -> None:
    """The offered successor is responsible, and nobody who accepted is."""
    story = a_household_with_cadre(CADRE, offered_to=SUCCESSOR)
    given(story).when(release_cadre, reason="调离本村").then(
        CadreReleased(cadre=CADRE, leaves_nobody=True, private=REASON)
    )
    assert responsible(story.did(release_cadre, reason="x")) == (SUCCESSOR, False, None)


def a_household_stood_in_for() -> Story:
    """The successor looks after the cadre's household for a time, and has accepted."""
    story = a_household_with_cadre(CADRE).did(assign_cadre, cadre=SUCCESSOR, stands_in_for=CADRE)
    return story.did(accept_household, by=SUCCESSOR)


def test_a_stand_in_is_responsible_from_acceptance() -> None:
    """Like every later cadre; until then whom he stands in for is."""
    given(a_household_with_cadre(CADRE)).when(assign_cadre, cadre=SUCCESSOR, stands_in_for=CADRE).then(
        CadreAssigned(cadre=SUCCESSOR, stands_in_for=CADRE)
    )
    offered = a_household_with_cadre(CADRE).did(assign_cadre, cadre=SUCCESSOR, stands_in_for=CADRE)
    assert responsible(offered) == (CADRE, True, SUCCESSOR)
    assert responsible(a_household_stood_in_for()) == (SUCCESSOR, True, None)


def test_a_released_stand_in_gives_the_household_back() -> None:
    """To whom he stood in for, who has to accept it again; nobody is without a cadre in between."""
    given(a_household_stood_in_for()).when(release_cadre, reason="调离本村").then(
        CadreReleased(cadre=SUCCESSOR, leaves_nobody=True, private=REASON), CadreAssigned(cadre=CADRE)
    )
    back = a_household_stood_in_for().did(release_cadre, reason="x")
    assert responsible(back) == (CADRE, False, None)
    given(back).when(release_cadre, reason="调离本村").then(
        CadreReleased(cadre=CADRE, leaves_nobody=True, private=REASON)
    )


def test_a_stand_in_who_handed_over_gives_nothing_back() -> None:
    """The household goes to the successor whom it was offered to meanwhile."""
    story = a_household_stood_in_for().did(assign_cadre, cadre="zhou.min")
    given(story).when(release_cadre, reason="调离本村").then(
        CadreReleased(cadre=SUCCESSOR, leaves_nobody=True, private=REASON)
    )


def test_a_chain_of_stand_ins_goes_back_step_by_step() -> None:
    """Three deep: each release goes to whom the released one stood in for, and nobody is skipped."""
    story = a_household_stood_in_for()
    for cadre, stands_in_for in (("zhou.min", SUCCESSOR), ("gu.lan", "zhou.min")):
        story = story.did(assign_cadre, cadre=cadre, stands_in_for=stands_in_for).did(accept_household, by=cadre)
    responsible_ones = []
    for _ in range(4):
        story = story.did(release_cadre, reason="x")
        responsible_ones.append(story.household.open_episode().cadre)
    assert responsible_ones == ["zhou.min", SUCCESSOR, CADRE, None]


def test_nobody_stands_in_for_who_is_not_responsible() -> None:
    """Neither for a stranger nor while the household has no cadre."""
    for story in (a_household_with_cadre(CADRE), a_verified_household()):
        given(story).when(assign_cadre, cadre=SUCCESSOR, stands_in_for="zhou.min").then_refuses(
            NotNowError, "is not the household's cadre"
        )


def test_nobody_to_release_is_refused() -> None:
    """Before assignment and after a release."""
    given(a_verified_household()).when(release_cadre, reason="x").then_refuses(NotNowError, "has no cadre")


def test_a_level_is_set_once() -> None:
    """Another one replaces it, the same one is quiet."""
    story = a_household_with_cadre()
    given(story).when(set_level, level=Level.KEY).then(LevelSet(level=Level.KEY))
    key = story.did(set_level, level=Level.KEY)
    given(key).when(set_level, level=Level.KEY).then_quiet()
    given(key).when(set_level, level=Level.SPECIAL).then(LevelSet(level=Level.SPECIAL))
