"""By whom an account is entered through the unified sign-on: one each, linked by its owner, ended by either (ADR 0053)."""

from __future__ import annotations

from msgspec.structs import replace

from casework.domain.accounts.directory import Account
from casework.domain.accounts.invitations import disable
from casework.domain.authentication.sign_on_links import link_sign_on, unlink_sign_on
from casework.domain.authentication.tokens import standing_of
from casework.domain.codes.accounts import DisabledReason, TokenKind
from casework.domain.errors import NotNowError
from casework.domain.facts.accounts.sign_ons import SignOnLinked, SignOnUnlinked
from tests.support.households.stories import TUESDAY
from tests.support.staff.directory_stories import LI, SECOND, WANG, an_office

ISSUER = "https://sign-on.example"
ONE, OTHER = "ab" * 16, "cd" * 16
LINKED = an_office().did(link_sign_on, by=LI, account=LI, issuer=ISSUER, subject=ONE)


def test_linked_once() -> None:
    """The same again changes nothing."""
    told = an_office().decided(link_sign_on, by=LI, account=LI, issuer=ISSUER, subject=ONE)
    assert told == [SignOnLinked(account=LI, issuer=ISSUER, subject=ONE)]
    assert LINKED.directory.sign_ons == {ONE: LI}
    assert LINKED.decided(link_sign_on, by=LI, account=LI, issuer=ISSUER, subject=ONE) == []


def test_one_for_one() -> None:
    """Nobody is two accounts, and no account two persons."""
    LINKED.refuses(NotNowError, link_sign_on, by=LI, account=LI, issuer=ISSUER, subject=OTHER)
    LINKED.refuses(NotNowError, link_sign_on, by=WANG, account=WANG, issuer=ISSUER, subject=ONE)
    assert LINKED.did(link_sign_on, by=WANG, account=WANG, issuer=ISSUER, subject=OTHER).directory.sign_ons == {
        ONE: LI,
        OTHER: WANG,
    }


def test_unlinked_and_linked_anew() -> None:
    """By whomever the rights let; then another one may be linked, and the first by somebody else."""
    assert LINKED.decided(unlink_sign_on, by=SECOND, account=LI) == [SignOnUnlinked(account=LI)]
    after = LINKED.did(unlink_sign_on, by=SECOND, account=LI)
    assert after.directory.sign_ons == {}
    assert after.decided(unlink_sign_on, by=SECOND, account=LI) == []
    moved = after.did(link_sign_on, by=WANG, account=WANG, issuer=ISSUER, subject=ONE)
    assert moved.directory.sign_ons == {ONE: WANG}


def test_not_while_it_is_disabled() -> None:
    """Nobody is linked to an account that cannot be used."""
    gone = an_office().did(disable, by=SECOND, account=LI, reason=DisabledReason.LEFT)
    gone.refuses(NotNowError, link_sign_on, by=LI, account=LI, issuer=ISSUER, subject=ONE)


def test_sessions_end_with_the_link() -> None:
    """They rest on how the account is entered; a program's token does not."""
    li = LINKED.directory.account(LI)
    bare = replace(li, sign_on=None)

    def stands(account: Account, kind: TokenKind) -> str:
        return standing_of(account, kind, TUESDAY)

    assert stands(li, TokenKind.SESSION) != stands(bare, TokenKind.SESSION)
    assert stands(li, TokenKind.PROGRAM) == stands(bare, TokenKind.PROGRAM)
