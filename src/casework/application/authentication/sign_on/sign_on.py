"""Signing in through the office's unified sign-on, and linking an account with it; it never makes an account (ADR 0053)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from casework.application.authentication.attempts import Attempts
from casework.application.authentication.proofs import Proofs, Shown, SignInRefusedError
from casework.application.authentication.sessions import Sessions, SignedIn
from casework.application.authentication.sign_on.code_flow import Begun, CodeFlow, Returned, SignOnUnknownError
from casework.application.authentication.sign_on.flows import Flows
from casework.application.authentication.sign_on.provider_line import ProviderLine
from casework.application.log.encoding.keys import DigestKind
from casework.application.personnel.account_desk import AccountDesk
from casework.application.writing.casework import Casework
from casework.application.writing.receipts import Receipt
from casework.domain.accounts.directory import Account
from casework.domain.authentication.attempts import TryLaterError
from casework.domain.authentication.id_tokens import IdToken
from casework.domain.authentication.sign_on_links import link_sign_on
from casework.domain.authentication.sign_on_provider import SignOnProvider
from casework.domain.errors import RefusedError

_SIGN_ON, _LINK = "account sign-on", "account link"


class SignOnNotLinkedError(RefusedError):
    """
    Whoever signed in at the provider has no account that can be used here: none, or a disabled one, which is told to nobody.
    """

    zh = (
        "该统一身份认证身份没有绑定可用的账号：已有账号的，请先绑定（casework account link，凭密码）；"
        "没有账号的，请系统管理员邀请"
    )
    en = (
        "Whoever signed in at the provider is linked with no account that can be used: link yours first, with its password "
        "(casework account link); without an account, ask an administrator for an invitation"
    )


class SignOn:
    """
    The unified sign-on of one installation. It stands in for the password alone: a second factor is asked for as ever.

    Each `begin` and `finish` raises as those of `CodeFlow` do.
    """

    def __init__(
        self,
        casework: Casework,
        database: str,
        provider: SignOnProvider,
        line: ProviderLine,
        *,
        sessions: Sessions,
        proofs: Proofs,
        chance: Callable[[int], str] = secrets.token_urlsafe,
    ) -> None:
        self._casework = casework
        self._clock = casework.clock
        self._desk = AccountDesk(casework)
        self._sessions = sessions
        self._proofs = proofs
        self._attempts = Attempts(casework.log, casework.keys)
        flows = Flows(casework.log, database, casework.log.patience)
        self._flow = CodeFlow(provider, line, flows, casework.keys.request_hash, chance)

    def begin(self, redirect_uri: str, source: str) -> Begun:
        """Begin to sign somebody in, who comes from a `source`; raises TryLaterError where too much was tried from there."""
        now = self._clock.now()
        self._attempts.begin_at(source, now)
        return self._flow.begin(redirect_uri, now)

    def finish(self, begun: Begun, returned: Returned, code: Callable[[], str]) -> SignedIn:
        """
        A session for whoever signed in at the provider, as `Sessions.begin` makes it; that they did, or not, is recorded first.

        `code` asks for a code of the telephone, and only where the account has a second factor.

        Raises:
            SignOnNotLinkedError: There is no account linked with them that can be used.
            SignInRefusedError: The code of the second factor is wrong.
            TryLaterError: Too much was tried.
            AccessUnrecordedError: It cannot be recorded; nobody is let in.
        """
        if begun.account:
            raise SignOnUnknownError
        subject = self._subject_of(begun, returned, _SIGN_ON)
        directory = self._desk.directory
        account = directory.accounts.get(directory.sign_ons.get(subject, ""))
        with self._recorded(_SIGN_ON, account):
            if account is None or not account.active:
                self._attempts.begin_for(None, subject, self._clock.now())
                raise SignOnNotLinkedError
            self._refuse_without_factor(account, code)
        self._casework.access.note(_SIGN_ON, by=account.number, office=None)
        self._attempts.succeeded(account.number)
        return self._sessions.opened(account)

    def begin_link(self, redirect_uri: str, shown: Shown) -> Begun:
        """Begin to link the account that is `shown`, its password first; raises as `Proofs.proved` does."""
        self._flow.reach()
        now = self._clock.now()
        return self._flow.begin(redirect_uri, now, account=self._proofs.proved(shown, now, _LINK))

    def finish_link(self, begun: Begun, returned: Returned) -> Receipt:
        """
        From now on whoever signed in at the provider is let in as the account, for which it was begun.

        Raises NotNowError where either is linked otherwise.
        """
        if not begun.account:
            raise SignOnUnknownError
        account, issuer = begun.account, self._flow.provider.issuer
        subject = self._subject_of(begun, returned, _LINK)
        return self._desk.decided_by_itself(
            account,
            _LINK,
            lambda directory, context: link_sign_on(
                directory, context, account=account, issuer=issuer, subject=subject
            ),
        )

    def _subject_of(self, begun: Begun, returned: Returned, what: str) -> str:
        """Who signed in, as it is kept: hashed by a key, with the provider's name."""
        flow = self._flow.take(begun, returned, self._clock.now())
        with self._recorded(what, self._desk.directory.accounts.get(flow.account)):
            return self._hashed(self._flow.person(flow, returned, self._clock.now))

    def _hashed(self, person: IdToken) -> str:
        return self._casework.keys.digest(DigestKind.SIGN_ON, f"{person.iss}\0{person.sub}").hex()

    def _refuse_without_factor(self, account: Account, code: Callable[[], str]) -> None:
        if not self._proofs.has_second_factor(account.number):
            return
        self._attempts.begin_factor(account.number, self._clock.now())
        if not self._proofs.has_shown(account.number, code(), self._clock.now()):
            raise SignInRefusedError

    @contextmanager
    def _recorded(self, what: str, account: Account | None) -> Iterator[None]:
        """A refusal is on record before it is told; who has to wait leaves none, as at a password."""
        try:
            yield
        except TryLaterError:
            raise
        except RefusedError as denied:
            self._casework.access.note(what, by=account.number if account else "", office=None, denied=denied)
            raise
