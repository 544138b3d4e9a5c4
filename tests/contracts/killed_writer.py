"""Appends households for ever and prints the number of each once it is acknowledged; made to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.groups import Appended, AppendGroup, PersonRow
from casework.application.log.store import Log
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.responsibility import CadreAssigned
from tests.support.households.samples import a_group, an_id, with_private

GROUPS_A_CALL = 4
TOGETHER = 2
"""So many households one act writes to, all or none."""


def a_household(number: int) -> AppendGroup:
    """Three facts, one with personal data, a person and a command."""
    facts = [with_private(CadreAssigned(cadre="a"), m1=NotePrivate(text="n")), CadreAssigned(cadre="b")]
    people = (PersonRow(digest=b"%016d" % number, member=1),)
    return a_group(an_id(number), *facts, CadreAssigned(cadre="c"), key=f"k{number}", people=people)


def main(how: str, url: str, keys: str, start: str) -> None:
    """Write one household after the other, singly, some in one transaction, or two in one act."""
    number = int(start)
    with Log.open(url, KeyRing.load(Path(keys))) as log:
        while True:
            if how == "single":
                log.append(a_household(number))
                number += 1
            elif how == "together":
                log.append_together([a_household(number + offset) for offset in range(TOGETHER)])
                number += TOGETHER
            else:
                outcome = log.append_groups([a_household(number + offset) for offset in range(GROUPS_A_CALL)])
                if not all(isinstance(result, Appended) for result in outcome.values()):
                    raise SystemExit("a household was not written")
                number += GROUPS_A_CALL
            print(number - 1, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
