"""How long a rotation of the key-encryption key takes for each data key (P5)."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.grounds import drop
from benchmarks.measuring import Figure, stopwatch
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.setup.rotation import rotate
from tests.faults.databases import Ground
from tests.support.installations.installations import MONDAY, open_office

HOUSEHOLDS = 5_000
"""Each has a key of its own, and one for its member."""

KEYS, SECONDS = 10_000, 60


def rotating(ground: Ground) -> Iterator[Figure]:
    """Ten thousand data keys are wrapped anew within a minute."""
    url, keys = ground.fresh(), ground.folder / "rotated.json"
    KeyRing.create(keys)
    with open_office(url, KeyRing.load(keys), MONDAY) as office:
        office.at_risk(HOUSEHOLDS)
    with stopwatch() as watch:
        _, rewrapped = rotate(keys, url)
    drop(url)
    took = watch() / rewrapped * KEYS
    yield Figure(
        name=f"{KEYS:,} data keys wrapped anew, of {SECONDS} s",
        database=ground.kind,
        ratio=took / SECONDS,
        goal=1.0,
        wanted="at most",
        detail=f"{took:.1f} s, by {rewrapped:,} keys",
    )
