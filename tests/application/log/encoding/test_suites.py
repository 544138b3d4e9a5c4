"""What is sealed says by which suite, and opens by it whichever suite the installation uses now (GB/T 32905, GB/T 32907)."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from msgspec.structs import replace

from casework.application.log.encoding.keys import DigestKind, KeyRing
from casework.application.log.encoding.sealer import Sealer
from casework.application.log.encoding.suites import Suite, aead, keyed_hash
from casework.application.log.records.errors import SealBrokenError
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.responsibility import CadreAssigned
from tests.support.households.samples import an_id, recorded, with_private

HOME, OTHER = an_id(1), an_id(2)
NOTE = NotePrivate(text="canary")
FACT = with_private(CadreAssigned(cadre="x"), m1=NOTE)
MARKS = {Suite.AES_SHA: (1, 2), Suite.SM4_SM3: (3, 4)}


def test_sm3_is_that_of_the_standard() -> None:
    """The example of GB/T 32905, A.1."""
    found = hashes.Hash(hashes.SM3())
    found.update(b"abc")
    assert found.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_sm4_gcm_is_that_of_the_rfc(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 8998, A.1: key, nonce, bound text and plain text give this ciphertext and tag."""
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    monkeypatch.setattr("casework.application.log.encoding.suites.keyed_hash", lambda *_: key)
    nonce, bound = bytes.fromhex("00001234567800000000ABCD"), bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = bytes.fromhex("".join(letter * 16 for letter in "ABCDEFEA"))
    sealed = aead(Suite.SM4_SM3, key).encrypt(nonce, plain, bound)
    assert sealed.hex().upper() == (
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )
    assert aead(Suite.SM4_SM3, key).decrypt(nonce, sealed, bound) == plain


@pytest.mark.parametrize("suite", Suite)
def test_every_envelope_says_its_suite(suite: Suite) -> None:
    """A block, a block of a person who came from elsewhere, a wrapped key, and what is kept beside the facts."""
    sealer = Sealer(KeyRing.random(suite))
    (entry,), (row,) = sealer.seal([recorded(HOME, 1, FACT)])
    carried = sealer.carried(row, OTHER, "1")
    (elsewhere,), _ = sealer.seal([recorded(OTHER, 1, FACT)], [carried])
    beside = sealer.sealed_beside(row, "password", b"hash")
    assert entry.sealed
    assert elsewhere.sealed
    own, came = MARKS[suite]
    found = (entry.sealed["1"][0], elsewhere.sealed["1"][0], row.wrapped[0], beside[0])
    assert found == (own, came, own, own)
    assert sealer.unseal(entry, [row]) == sealer.unseal(elsewhere, [carried]) == {"1": NOTE}
    assert sealer.unsealed_beside(row, "password", beside) == b"hash"


@pytest.mark.parametrize("suite", Suite)
def test_what_was_altered_does_not_open(suite: Suite) -> None:
    """Any byte of the block, its mark included: it is none of another suite either."""
    sealer = Sealer(KeyRing.random(suite))
    (entry,), (row,) = sealer.seal([recorded(HOME, 1, FACT)])
    assert entry.sealed
    block = entry.sealed["1"]
    for place in range(len(block)):
        for bits in (1, 2, 3):
            altered = block[:place] + bytes([block[place] ^ bits]) + block[place + 1 :]
            with pytest.raises(SealBrokenError):
                sealer.unseal(replace(entry, sealed={"1": altered}), [row])


def test_what_one_suite_sealed_opens_under_the_other() -> None:
    """The same keys with another suite in use: earlier blocks and keys open as they are, new ones say the new one."""
    ring = KeyRing.random()
    (earlier,), (row,) = Sealer(ring).seal([recorded(HOME, 1, FACT)])
    later = Sealer(replace(ring, suite=Suite.SM4_SM3))
    assert later.unseal(earlier, [row]) == {"1": NOTE}
    (entry,), made = later.seal([recorded(HOME, 2, FACT)], [row])
    assert entry.sealed
    assert (made, entry.sealed["1"][0]) == ([], MARKS[Suite.SM4_SM3][0])
    assert later.unseal(entry, [later.rewrapped(row)]) == {"1": NOTE}


def test_a_key_that_was_wrapped_before_suites_opens() -> None:
    """Without a mark in front, as earlier releases stored it."""
    sealer = Sealer(KeyRing.random())
    (entry,), (row,) = sealer.seal([recorded(HOME, 1, FACT)])
    assert sealer.unseal(entry, [replace(row, wrapped=row.wrapped[1:])]) == {"1": NOTE}


@pytest.mark.parametrize("suite", Suite)
def test_a_ring_keeps_its_suite(suite: Suite, tmp_path: Path) -> None:
    """In its file, and through a rotation; people are looked up by its hash."""
    ring = KeyRing.create(tmp_path / "keys", suite)
    assert KeyRing.load(tmp_path / "keys") == ring
    assert ring.with_new_kek().suite is ring.with_one_kek().suite is suite
    assert replace(ring, suite=Suite.SM4_SM3).fingerprint != replace(ring, suite=Suite.AES_SHA).fingerprint
    by_hand = keyed_hash(suite, ring.digests, b"resident-id\x0011010519491231002X")
    assert ring.digest(DigestKind.RESIDENT_ID, "11010519491231002x") == by_hand[:16]


def test_the_suites_do_not_open_each_others_texts() -> None:
    """The control of the tests above: they are two."""
    key, nonce = bytes(range(32)), bytes(12)
    sealed = aead(Suite.SM4_SM3, key).encrypt(nonce, b"canary", b"")
    with pytest.raises(InvalidTag):
        aead(Suite.AES_SHA, key).decrypt(nonce, sealed, b"")
    assert keyed_hash(Suite.AES_SHA, key, b"x") != keyed_hash(Suite.SM4_SM3, key, b"x")
