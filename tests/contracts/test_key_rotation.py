"""Rotation of the key-encryption key: nothing is lost wherever it breaks off, and programs that run go on (ADR 0043)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.encoding.sealer import Sealer
from casework.application.log.records.errors import ConflictError, KeysError, SealBrokenError
from casework.application.log.records.groups import Appended, AppendGroup, KeyRow
from casework.application.log.setup.rotation import rotate
from casework.application.log.setup.schema import stored_keys
from casework.application.log.store import Log
from casework.domain.facts.responsibility import CadreAssigned
from casework.domain.members import PersonPrivate
from tests.support.households.samples import a_group, an_id, with_private

HOMES = range(1, 21)


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The key file."""
    path = tmp_path / "office.keys"
    KeyRing.create(path)
    return path


def opened(url: str, file: Path) -> Log:
    """The log as a program opens it that reads its keys again when they were rotated."""
    return Log.open(url, KeyRing.load(file), keys_again=partial(KeyRing.load, file))


def named(number: int) -> AppendGroup:
    """A household with one sealed name."""
    return a_group(an_id(number), with_private(CadreAssigned(cadre="li.na"), m1=PersonPrivate(name=f"禾{number}")))


def names(log: Log) -> list[str | None]:
    """The sealed name of each of the twenty households."""
    blocks = [log.unseal(log.entries(an_id(number))[0])["1"] for number in HOMES]
    return [block.name for block in blocks if isinstance(block, PersonPrivate)]


NAMES = [f"禾{number}" for number in HOMES]


def fill(url: str, file: Path) -> None:
    """Twenty households with a sealed name each."""
    with opened(url, file) as log:
        log.append_groups([named(number) for number in HOMES])


def test_the_earlier_key_opens_nothing_afterwards(database_url: str, file: Path) -> None:
    """All keys are wrapped by the new one, the file holds it alone, and everything reads as before."""
    fill(database_url, file)
    earlier = KeyRing.load(file)

    (file.parent / f".{file.name}.0123456789abcdef").write_bytes(file.read_bytes())  # of a process that was killed

    ring, rewrapped = rotate(file, database_url)

    assert rewrapped == len(HOMES)
    assert list(file.parent.glob(f".{file.name}*")) == []
    assert file.stat().st_mode & 0o777 == 0o600
    assert KeyRing.load(file) == ring
    assert (set(ring.keks), ring.kek != earlier.kek) == ({ring.kek}, True)
    assert [each.kek for each in stored_keys(database_url)[0]] == [ring.kek]
    with opened(database_url, file) as log:
        assert names(log) == NAMES
    with Log.open(database_url, earlier) as log, pytest.raises(KeysError):
        names(log)


def test_again_is_another_rotation(database_url: str, file: Path) -> None:
    """It may be done as often as an office likes."""
    fill(database_url, file)
    keks = {rotate(file, database_url)[0].kek for _ in range(3)}

    assert len(keks) == 3
    with opened(database_url, file) as log:
        assert names(log) == NAMES


def test_programs_that_run_go_on(database_url: str, file: Path) -> None:
    """One opened before reads what was wrapped anew, and makes keys for new households, one or many at once."""
    fill(database_url, file)
    with opened(database_url, file) as one, opened(database_url, file) as many, opened(database_url, file) as reader:
        ring, _ = rotate(file, database_url)
        one.append(named(21))
        stored = many.append_groups([named(22), named(23)])

        assert all(isinstance(answer, Appended) for answer in stored.values())
        assert names(reader) == NAMES
    assert [each.kek for each in stored_keys(database_url)[0]] == [ring.kek]


def test_a_program_without_the_new_key_writes_nothing_under_the_old_one(database_url: str, file: Path) -> None:
    """The control of the story above: who cannot read the keys again is refused, and no name is lost."""
    fill(database_url, file)
    with Log.open(database_url, KeyRing.load(file)) as log:
        ring, _ = rotate(file, database_url)
        outcome = log.append_groups([named(21)]) if database_url.startswith("postgres") else None
        if outcome is None:
            with pytest.raises(Exception, match="retired"):
                log.append_groups([named(21)])
        else:
            assert not isinstance(outcome[an_id(21)], Appended)
    assert [each.kek for each in stored_keys(database_url)[0]] == [ring.kek]


def test_a_file_that_was_taken_away_changes_nothing(database_url: str, file: Path) -> None:
    """A program that runs goes on with the keys it has, and a rival's write is a conflict as ever."""
    fill(database_url, file)
    with opened(database_url, file) as log:
        file.unlink()

        with pytest.raises(ConflictError):
            log.append(named(1))
        log.append(named(21))
        assert names(log) == NAMES


def test_reading_meanwhile_never_fails(database_url: str, file: Path) -> None:
    """Readers without a pause through five rotations: every name, every time."""
    fill(database_url, file)
    ended, wrong, rounds = Event(), list[object](), list[int]()

    def read() -> None:
        with opened(database_url, file) as log:
            while not ended.is_set():
                try:
                    if names(log) != NAMES:
                        wrong.append("other names")
                except Exception as error:
                    wrong.append(error)
                rounds.append(1)

    reader = Thread(target=read)
    reader.start()
    for _ in range(5):
        rotate(file, database_url)
    while not rounds:
        pass
    ended.set()
    reader.join()

    assert (wrong, len(rounds) > 0) == ([], True)


@pytest.mark.parametrize("place", ["before file", "after file", "in rows", "before end", "after end"])
def test_killed_anywhere_nothing_is_lost(
    database_url: str, file: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything reads as before, in a program of before and in a new one, and the next rotation comes to its end."""
    fill(database_url, file)
    earlier = KeyRing.load(file)
    put, wrap, writes, rows = KeyRing.put_in_place_of, Sealer.rewrapped, list[int](), list[int]()

    def killed_at_file(ring: KeyRing, path: Path) -> None:
        writes.append(1)
        at = {1: "file", 2: "end"}[len(writes)]
        if place == f"before {at}":
            raise Killed
        put(ring, path)
        if place == f"after {at}":
            raise Killed

    def killed_in_rows(sealer: Sealer, row: KeyRow) -> KeyRow:
        rows.append(1)
        if place == "in rows" and len(rows) == len(HOMES) // 2:
            raise Killed
        return wrap(sealer, row)

    with opened(database_url, file) as running:
        with monkeypatch.context() as patched:
            patched.setattr(KeyRing, "put_in_place_of", killed_at_file)
            patched.setattr(Sealer, "rewrapped", killed_in_rows)
            with pytest.raises(Killed):
                rotate(file, database_url)

        assert names(running) == NAMES
        with opened(database_url, file) as log:
            assert names(log) == NAMES
        ring, _ = rotate(file, database_url)
        assert names(running) == NAMES
    assert earlier.kek not in ring.keks
    assert len(ring.keks) == 1
    assert list(file.parent.glob(f".{file.name}*")) == []


def test_an_altered_key_stops_it_and_changes_nothing(
    database_url: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All or nothing: what cannot be opened is not thrown away, and all others stay as they were."""
    fill(database_url, file)
    kek = KeyRing.load(file).kek
    wrap, rows = Sealer.rewrapped, list[int]()

    def altered(sealer: Sealer, row: KeyRow) -> KeyRow:
        rows.append(1)
        if len(rows) == len(HOMES):
            raise SealBrokenError(row.household, 0, row.subject)
        return wrap(sealer, row)

    monkeypatch.setattr(Sealer, "rewrapped", altered)
    with pytest.raises(SealBrokenError):
        rotate(file, database_url)

    assert [each.kek for each in stored_keys(database_url)[0]] == [kek]
    with opened(database_url, file) as log:
        assert names(log) == NAMES
