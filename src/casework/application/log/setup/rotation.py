"""Rotation of the key-encryption key: all data keys are wrapped anew, and the earlier key opens none of them (ADR 0043)."""

from __future__ import annotations

import re
from pathlib import Path

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.encoding.sealer import Sealer
from casework.application.log.setup.schema import locked_session


def rotate(file: Path, database: str) -> tuple[KeyRing, int]:
    """
    A new key-encryption key wraps every data key; returns the ring with it alone, and how many keys were wrapped anew.

    A rotation that broke off is brought to its end instead. The file holds the earlier key until no row needs it, so a
    process killed anywhere loses nothing; both steps stand behind the database's lock, so two at once follow each other.
    Programs that run on read the file again.

    Raises:
        KeysError: The file cannot be used or written.
        SealBrokenError: A data key was altered; nothing in the database was changed.
        DatabaseUnusableError: It cannot be opened.
    """
    with locked_session(database) as session:
        ring = KeyRing.load(file)
        if len(ring.keks) == 1:
            ring = ring.with_new_kek()
            ring.put_in_place_of(file)
        rewrapped = session.rewrap(ring.kek, Sealer(ring).rewrapped)
    with locked_session(database) as session:
        ring = KeyRing.load(file)
        if {each.kek for each in session.wrapped_keys()} <= {ring.kek}:
            ring = ring.with_one_kek()
            ring.put_in_place_of(file)
            target = file.resolve()
            for draft in target.parent.iterdir():
                if not re.fullmatch(re.escape(f".{target.name}.") + "[0-9a-f]{16}", draft.name):
                    continue
                draft.unlink(missing_ok=True)  # of a process that was killed: it may hold retired keys
    return ring, rewrapped
