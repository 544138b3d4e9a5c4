"""Lists printed on the days they were about, kept to be asked for again later."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from tests.support.installations.command_line import VILLAGE, CommandLine

LISTS = (("list",), ("overdue",), ("workload",), ("notices",), ("late",), ("divisions", "list"))


class Envelope(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer of a list about an earlier moment; the items as the very bytes."""

    as_of: str
    complete_up_to: int
    items: msgspec.Raw
    true_at: str | None = None
    filter: dict[str, str] = {}


class Printed(Struct, frozen=True, kw_only=True):
    """A list as it was printed: how it was asked, its items as bytes, and how its last line says to ask again."""

    words: tuple[str, ...]
    day: str
    items: bytes
    again: tuple[str, ...]
    position: int


def printed(command_line: CommandLine, *lists: tuple[str, ...]) -> list[Printed]:
    """Print lists now, one after the other, as JSON; that of the first one as text says how to ask again."""
    found = re.search(r"--as-of (\S+) --as-of-position (\d+)", command_line.say(*lists[0], "--verbose"))
    assert found is not None
    return [
        Printed(
            words=words,
            day=command_line.now.isoformat(),
            items=command_line.run(*words, "--json").stdout_bytes.strip(),
            again=("--as-of", found[1], "--as-of-position", found[2]),
            position=int(found[2]),
        )
        for words in lists
    ]


def all_printed(command_line: CommandLine) -> list[Printed]:
    """Every list of everything, and some of one village, now."""
    return printed(command_line, *LISTS, *((*words, "--region", VILLAGE) for words in LISTS[:2]))


def asked_again(command_line: CommandLine, words: Sequence[str], *then: str) -> Envelope:
    """The answer about an earlier moment."""
    result = command_line.run(*words, *then, "--json")
    assert result.exit_code == 0, result.stderr
    return msgspec.json.decode(result.stdout_bytes, type=Envelope)
