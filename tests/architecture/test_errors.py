"""Every error of the program is of one of four kinds, from which the ways in take their codes (domain/errors.py)."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from casework.domain.errors import CaseworkError, FaultError, NotFoundError, RefusedError, WronglyAskedError
from casework.interfaces.problems import ExitCode, problem_of
from tests.architecture.tree import ROOT, modules

KINDS: dict[type[CaseworkError], ExitCode] = {
    RefusedError: ExitCode.REFUSED,
    NotFoundError: ExitCode.REFUSED,
    WronglyAskedError: ExitCode.USAGE,
    FaultError: ExitCode.FAULT,
}

FAULTS = {
    "access-unrecorded",
    "address-taken",
    "clear-text",
    "database-unusable",
    "provider-unreachable",
    "provider-unsound",
    "right-missing",
    "rules-unreadable",
    "seal-broken",
    "unknown-topic",
    "unreadable-fact",
}
"""What an administrator is called for."""

WRONGLY_ASKED = {"not-as-described", "reader-unsaid", "rights-twice", "settings", "unknown-deadline", "unreadable"}
NOT_FOUND = {
    "account-unknown",
    "batch-unknown",
    "code-unknown",
    "proposal-unknown",
    "publication-unknown",
    "right-unknown",
    "household-unknown",
    "nothing-here",
    "ledger-unknown",
    "unknown-office",
    "member-unknown",
    "no-such-deadline",
    "no-such-division",
    "no-such-episode",
    "no-such-position",
    "nothing-recorded",
    "token-unknown",
    "village-unknown",
}


def below(kind: type[CaseworkError]) -> Iterator[type[CaseworkError]]:
    """Every error class below this one, however deep; those that tests make are none of the program's."""
    for each in kind.__subclasses__():
        if not each.__module__.startswith("tests."):
            yield each
            yield from below(each)


def all_errors() -> set[type[CaseworkError]]:
    """Every error class of the program, once all of its modules are imported."""
    for path in modules("src", "projections", "scheduler"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removeprefix("src.")
        if not name.endswith("__main__"):
            importlib.import_module(name.removesuffix(".__init__"))
    return set(below(CaseworkError)) - set(KINDS)


def test_every_error_is_of_one_kind() -> None:
    """And of no other, so that its exit code and its HTTP status are never in doubt."""
    assert len(all_errors()) > 50
    assert [error for error in all_errors() if sum(issubclass(error, kind) for kind in KINDS) != 1] == []


def test_the_exit_code_follows_from_the_kind() -> None:
    """Faults and wrong calls are named here, for scripts depend on them; everything else is a refusal."""
    codes: dict[type[CaseworkError], set[str]] = {kind: set() for kind in KINDS}
    for error in all_errors():
        problem = problem_of(error.__new__(error))
        kind = next(kind for kind in KINDS if issubclass(error, kind))
        assert problem.exit_code is KINDS[kind]
        codes[kind].add(problem.code)
    assert codes[FaultError] == FAULTS
    assert codes[WronglyAskedError] == WRONGLY_ASKED
    assert codes[NotFoundError] == NOT_FOUND


def test_an_error_of_no_kind_is_found() -> None:
    """The control: a class that derives from the root alone is of no kind."""
    homeless = type("HomelessError", (CaseworkError,), {})
    assert sum(issubclass(homeless, kind) for kind in KINDS) == 0
