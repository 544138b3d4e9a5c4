"""Guesses from many addresses at many accounts (ADR 0048): few are looked at, owners get in, others work on, nobody learns who is there."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import erfc, sqrt
from time import perf_counter

from casework.application.authentication.attempts import Attempts
from casework.application.authentication.password_hashes import PasswordHashes
from casework.application.authentication.proofs import SignInRefusedError
from casework.application.authentication.sign_in import SignIn
from casework.domain.authentication.attempts import TryLaterError
from tests.faults.databases import Ground
from tests.faults.held_guesses import HeldHashes, HeldWithin, held_up
from tests.faults.nursery import Nursery
from tests.faults.rigs import Report
from tests.support.installations.installations import open_office
from tests.support.staff.signed_staff import OTHER, PASSWORD, SignedStaff, shown

ADDRESSES = 100
LOOKED_AT, QUARTER_SECONDS = 5, 15 * 60
GUESSES_AN_ACCOUNT = 200
FEWEST_AT_ONCE = 4
"""So many guess at the same time while others work, or one for each account that is guessed at."""

FEWEST_TO_COMPARE = 1_000
"""From so many guesses on, times are compared as well: a few tell nothing."""
SAMPLED = 10
"""One sample of the time of each kind for so many guesses."""
LIKELY = 0.01
ROUNDS = 3
"""By chance alone one comparison in a hundred seems to differ; three after each other do not."""


class WithoutDecoy(PasswordHashes):
    """The control: for an account that there is not nothing is worked out."""

    def matches(self, password: str, hashed: str | None) -> bool:
        """At once for nobody."""
        return hashed is not None and super().matches(password, hashed)


def guess_passwords(ground: Ground, nursery: Nursery, guesses: int) -> Report:
    """So many guesses within a quarter of an hour, spread by chance over accounts and addresses."""
    report, url = Report(), ground.fresh()
    with open_office(url, ground.ring) as office:
        staff = SignedStaff(office, url)
        accounts = [staff.somebody(f"谷{number}") for number in range(max(1, guesses // GUESSES_AN_ACCOUNT))]
        secrets = {account: staff.with_telephone(account)[0] for account in accounts}
        office.later(days=2)
        report.complaints = overrun(guess(staff, accounts, guesses))
        report.faults, report.checked = guesses, len(accounts)
        for account, secret in secrets.items():
            said = shown(account, PASSWORD, staff.code(secret), source="203.0.113.9")
            staff.sign_in.change_password(said, PASSWORD)
        office.later(days=2)
        with _nothing_counted():
            report.control = overrun(guess(staff, accounts, guesses))
        guessers = max(FEWEST_AT_ONCE, guesses // GUESSES_AN_ACCOUNT)
        report.complaints += held_up(staff, HeldHashes(), guessers)
        report.control = report.control and held_up(staff, HeldWithin(url), guessers, places=1)
        if guesses >= FEWEST_TO_COMPARE:
            samples = guesses // SAMPLED
            report.complaints += told_apart(staff, PasswordHashes(), samples)
            report.control = report.control and told_apart(staff, WithoutDecoy(), samples // SAMPLED)
    return report


def guess(staff: SignedStaff, accounts: Sequence[str], guesses: int) -> Counter[str]:
    """How many guesses were looked at, by account."""
    rng, found = random.Random(29), Counter[str]()
    for _ in range(guesses):
        account, source = rng.choice(accounts), f"192.0.2.{rng.randrange(ADDRESSES)}"
        try:
            staff.sign_in.change_password(shown(account, OTHER, source=source), PASSWORD)
        except SignInRefusedError:
            found[account] += 1
        except TryLaterError:
            pass
        staff.office.later(seconds=QUARTER_SECONDS / guesses)
    return found


def overrun(found: Counter[str]) -> list[str]:
    """The accounts at which more was looked at than may be."""
    return [f"{count} guesses were looked at for one account" for count in found.values() if count > LOOKED_AT][:3]


def told_apart(staff: SignedStaff, hashes: PasswordHashes, samples: int) -> list[str]:
    """Whether the time of a refusal tells an account from one that there is not (Mann and Whitney, p over 0.01)."""
    sign_in = SignIn(staff.office.casework, staff.url, hashes)
    sign_in.change_password(shown(staff.first), PASSWORD)  # its hash costs what those of now do
    likely = 0.0
    for _ in range(ROUNDS):
        times: dict[str, list[float]] = {staff.first: [], "10000000": []}
        for at in range(samples):
            for account, took in times.items():
                staff.office.later(days=2)
                began = perf_counter()
                _refused(sign_in, account, f"2001:db8:{at:x}::1")
                took.append(perf_counter() - began)
        likely = alike(*times.values())
        if likely > LIKELY:
            return []
    return [f"a known and an unknown account are told apart by time (p = {likely:.2g})"]


def alike(one: Sequence[float], other: Sequence[float]) -> float:
    """How likely it is that two samples of one kind differ as much as these in rank."""
    ranked = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks = sum(rank for rank, (_, of) in enumerate(ranked, start=1) if of == 0)
    first, second = len(one), len(other)
    usual = first * (first + second + 1) / 2
    spread = sqrt(first * second * (first + second + 1) / 12)
    return erfc(abs(ranks - usual) / spread / sqrt(2))


def _refused(sign_in: SignIn, account: str, source: str) -> None:
    try:
        sign_in.change_password(shown(account, OTHER, source=source), PASSWORD)
    except SignInRefusedError:
        return
    raise AssertionError("a wrong password was taken, or not looked at")


@contextmanager
def _nothing_counted() -> Iterator[None]:
    counted = Attempts._begin
    Attempts._begin = lambda *_: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        Attempts._begin = counted  # type: ignore[method-assign]
