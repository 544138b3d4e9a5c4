"""The key file: made once, private, and refused when anything about it is wrong."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from casework.application.log.encoding.keys import DIGEST_BYTES, DigestKind, KeyRing
from casework.application.log.records.errors import KeysError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


def test_a_new_file_holds_separate_random_keys_for_its_owner_only(path: Path) -> None:
    """One secret for one use: whoever learns one of them can do nothing with the others."""
    ring = KeyRing.create(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KeyRing.load(path) == ring
    assert len({ring.keks[ring.kek], ring.ids, ring.digests, ring.requests}) == 4
    assert list(path.parent.iterdir()) == [path]


def test_an_existing_file_is_never_replaced(path: Path) -> None:
    """Keys that were lost take every name in the database with them."""
    ring = KeyRing.create(path)

    with pytest.raises(KeysError, match="exists already"):
        KeyRing.create(path)

    assert KeyRing.load(path) == ring


def test_processes_that_start_at_once_end_up_with_the_same_keys(path: Path) -> None:
    """First use makes the file once, whoever comes first."""
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: KeyRing.load_or_create(path), range(8)))

    assert all(ring == rings[0] for ring in rings)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_can_read_is_refused(path: Path, mode: int) -> None:
    """A key that others can read is no key."""
    KeyRing.create(path)
    path.chmod(mode)

    with pytest.raises(KeysError, match="chmod 600"):
        KeyRing.load(path)


def _without(name: str, content: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in content.items() if key != name}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: _without("ids", c),
        lambda c: {**c, "kek": "absent"},
        lambda c: {**c, "ids": "c2hvcnQ="},
        lambda c: {**c, "digests": c["ids"]},
        lambda c: {**c, "format": 2},
        lambda c: {**c, "more": 1},
    ],
)
def test_a_malformed_file_is_refused_without_showing_it(path: Path, spoil: object) -> None:
    """One clear sentence, and none of the secrets in it."""
    KeyRing.create(path)
    content = json.loads(path.read_text())
    path.write_text(json.dumps(spoil(content)))  # type: ignore[operator]

    with pytest.raises(KeysError, match="not a valid key file") as refusal:
        KeyRing.load(path)

    assert content["requests"] not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_an_absent_file_is_refused(path: Path) -> None:
    """The sentence names the file."""
    with pytest.raises(KeysError, match=r"keys\.json cannot be read"):
        KeyRing.load(path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """The sentence names the file that could not be written."""
    with pytest.raises(KeysError, match="cannot be written"):
        KeyRing.create(tmp_path / "absent" / "keys.json")


def test_the_ring_does_not_show_its_secrets() -> None:
    """Nothing secret gets into a log or a traceback by printing the ring."""
    ring = KeyRing.random()

    assert repr(ring) == f"KeyRing(kek='{ring.kek}')"


def test_a_digest_ignores_spelling_but_not_the_kind_or_the_key() -> None:
    """The same telephone number is found however it was typed, and never taken for an id."""
    ring = KeyRing.random()
    digest = ring.digest(DigestKind.RESIDENT_ID, "44122419800101123X")

    assert len(digest) == DIGEST_BYTES
    assert digest == ring.digest(DigestKind.RESIDENT_ID, " 4412241980010112 3x")
    assert digest != ring.digest(DigestKind.TELEPHONE, "44122419800101123X")
    assert digest != KeyRing.random().digest(DigestKind.RESIDENT_ID, "44122419800101123X")


def test_a_request_hash_depends_on_the_key() -> None:
    """Requests hold personal data; without the key nobody can try them out."""
    ring = KeyRing.random()

    assert ring.request_hash(b"a") == ring.request_hash(b"a")
    assert ring.request_hash(b"a") != ring.request_hash(b"b")
    assert ring.request_hash(b"a") != KeyRing.random().request_hash(b"a")
