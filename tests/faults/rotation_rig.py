"""`kill -9` of rotations of the key-encryption key, while others seal under it and read: every word opens, always (ADR 0043)."""

from __future__ import annotations

import random
import shutil
import time
from functools import partial
from pathlib import Path

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.errors import KeysError, SealBrokenError
from casework.application.log.setup.schema import stored_keys
from casework.application.log.store import Log
from casework.domain.fact import Recorded
from casework.domain.members import PersonPrivate
from tests.faults.databases import Ground
from tests.faults.driver import seal_one
from tests.faults.nursery import Nursery
from tests.faults.rigs import Report, until

HOUSEHOLDS = 300
"""So many keys are wrapped anew by each rotation, and those that are made meanwhile."""

TRIES = 20
"""A rotation that ended before its kill is begun again, so often for each kill."""


def kill_rotations(ground: Ground, nursery: Nursery, kills: int) -> Report:
    """So many rotations are killed, one household after the other being written by somebody else the whole time."""
    rng, report = random.Random(23), Report()
    url, keys = ground.fresh(), ground.folder / "rotated.json"
    KeyRing.create(keys)
    first = keys.with_suffix(".first")
    shutil.copy2(keys, first)
    with opened(url, keys) as log:
        for number in range(1, HOUSEHOLDS + 1):
            seal_one(log, number)
    longest = _one_rotation(nursery, url, keys)
    writer = nursery.start("keep_sealing", url=url, keys=str(keys), first=HOUSEHOLDS + 1)
    with opened(url, keys) as reader:
        for _ in range(kills * TRIES):
            if report.faults >= kills or report.complaints:
                break
            child = nursery.start("rotate_keys", url=url, keys=str(keys))
            time.sleep(rng.uniform(0, longest))
            report.faults += child.kill()
            report.complaints += unreadable(reader, "a program that runs on")
            with opened(url, keys) as anew:
                report.complaints += unreadable(anew, "a program that begins")
            report.checked += 2 * HOUSEHOLDS
        before = reader.last_position()
        until(lambda: reader.last_position() > before, writer)
    if not writer.kill():
        report.complaints.append("whoever wrote meanwhile could not go on")
    _one_rotation(nursery, url, keys)
    report.complaints += unfinished(url, keys)
    report.control = _control(url, keys, first)
    return report


def opened(url: str, keys: Path) -> Log:
    """The log as a program opens it that reads its keys again when they were rotated."""
    return Log.open(url, KeyRing.load(keys), keys_again=partial(KeyRing.load, keys))


def unreadable(log: Log, whose: str) -> list[str]:
    """The first sealed name that does not open to somebody, of all that stand in the log."""
    entries, tail = list[Recorded](), log.tail()
    while page := tail.page(10_000):
        entries += [entry for _, entry in page if isinstance(entry, Recorded) and entry.sealed]
    try:
        for blocks in log.unseal_all(entries):
            if any(not isinstance(block, PersonPrivate) or not block.name for block in blocks.values()):
                return [f"{whose} finds a name erased"]
    except (KeysError, SealBrokenError) as error:
        return [f"{whose} cannot read: {error.en}"]
    return []


def unfinished(url: str, keys: Path) -> list[str]:
    """What is left of rotations once one came to its end: earlier keys, in the file, the database or beside the file."""
    ring, (wrapped, _) = KeyRing.load(keys), stored_keys(url)
    drafts = [each.name for each in keys.parent.glob(f".{keys.name}.*")]
    wrong = [f"the file holds {len(ring.keks)} keys"] if len(ring.keks) != 1 else []
    wrong += [f"rows are wrapped by {each.kek}" for each in wrapped if each.kek != ring.kek]
    return wrong + [f"a draft is left: {name}" for name in drafts]


def _one_rotation(nursery: Nursery, url: str, keys: Path) -> float:
    began = time.monotonic()
    if nursery.start("rotate_keys", url=url, keys=str(keys)).wait() != 0:
        raise AssertionError("a rotation that nobody disturbs did not come to its end")
    return time.monotonic() - began


def _control(url: str, keys: Path, first: Path) -> list[str]:
    """The key file of the beginning is put back, as after a rotation that threw the new key away."""
    shutil.copy2(first, keys)
    with opened(url, keys) as log:
        return unreadable(log, "whoever has the first keys alone")
