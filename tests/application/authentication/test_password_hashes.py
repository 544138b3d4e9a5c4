"""Passwords are hashed a few at a time, and for nobody as long as for somebody."""

from __future__ import annotations

from threading import Event, Thread
from time import thread_time

import pytest

from casework.application.authentication import password_hashes
from casework.application.authentication.password_hashes import AT_ONCE, Effort, PasswordHashes, SignInBusyError

CHEAP = Effort(memory_kib=64, passes=1)


def test_a_hash_fits_its_password_alone() -> None:
    """It is argon2id in the usual notation, another one each time."""
    hashes = PasswordHashes()
    hashed = hashes.hash_of("kqzv-moxu-92lb")
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert hashes.matches("kqzv-moxu-92lb", hashed)
    assert not hashes.matches("kqzv-moxu-92lc", hashed)
    assert not hashes.matches("kqzv-moxu-92lb", "no hash at all")
    assert hashed != hashes.hash_of("kqzv-moxu-92lb")


def test_nobodys_password_never_matches_and_takes_as_long() -> None:
    """Without a hash one is worked out all the same."""
    hashes = PasswordHashes(Effort(memory_kib=16_384, passes=2))
    hashed = hashes.hash_of("kqzv-moxu-92lb")
    assert not hashes.matches("kqzv-moxu-92lb", None)

    def work(known: str | None) -> float:
        began = thread_time()  # of this thread alone: how busy the machine is says nothing about the hash
        hashes.matches("wrong", known)
        return thread_time() - began

    rounds = [(work(None), work(hashed)) for _ in range(7)]
    nobody, somebody = (min(each) for each in zip(*rounds, strict=True))
    assert 0.5 < nobody / somebody < 2


def test_a_hash_of_another_cost_is_dated() -> None:
    """So it is made anew at the next sign-in."""
    hashed = PasswordHashes(CHEAP).hash_of("kqzv-moxu-92lb")
    assert not PasswordHashes(CHEAP).is_dated(hashed)
    assert PasswordHashes().is_dated(hashed)
    assert PasswordHashes().matches("kqzv-moxu-92lb", hashed)


def test_only_a_few_are_worked_out_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who finds no place hears so; once one is free the next goes on."""
    monkeypatch.setattr(password_hashes, "_WAIT_SECONDS", 0.05)
    hashes, begun, over = PasswordHashes(CHEAP), Event(), Event()
    holders = []

    def hold() -> None:
        with hashes._a_place():
            begun.set()
            over.wait(10)

    for _ in range(AT_ONCE):
        begun.clear()
        holders.append(Thread(target=hold))
        holders[-1].start()
        assert begun.wait(10)
    with pytest.raises(SignInBusyError):
        hashes.matches("wrong", None)
    over.set()
    for holder in holders:
        holder.join()
    assert not hashes.matches("wrong", None)
