"""Facts about lists that an office keeps of its own: employers, campaigns, sites, measures, clauses (GY-14b, CD-5a, GY-17g)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from msgspec import Struct

from casework.domain.codes.offices import ReferenceKind
from casework.domain.fact import Fact
from casework.domain.labels import Label
from casework.domain.values.bounds import Text


class ReferenceEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of such a list: its number or word, its name, and the office's own class of it (of an employer its kind)."""

    code: Annotated[str, Text(signs=60)]
    name: Annotated[str, Text(signs=200)] = ""
    group: Annotated[str, Text(signs=60)] = ""


class ReferenceListLoaded(Fact, frozen=True, kw_only=True, tag="reference-list-loaded"):
    """
    A division's list holds from a day on, whole, in place of the one before; divisions below inherit it.

    `division` has 12 digits; `version` counts the division's lists of this kind from 1; `sha256` is that of the file.
    """

    label: ClassVar = Label("载入参考清单", "reference list loaded")
    sentence: ClassVar = Label(
        "载入{kind}第{version}版{entries:count}条，自{effective_on}起",
        "{kind}, version {version}, loaded with {entries:count} entries, from {effective_on}",
    )

    kind: ReferenceKind
    division: str
    version: int
    effective_on: date
    entries: tuple[ReferenceEntry, ...]
    sha256: str = ""
