"""What a ledger says of a resettlement site, held against the county's own list of sites (CD-5a, CD-5b)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from msgspec.structs import replace

from casework.application.ledgers.persons.ledger import LedgerHousehold, RowProblem
from casework.application.recognition.remarks import no_site_number, not_on_list
from casework.domain.codes.offices import ReferenceKind
from casework.domain.entries.named_references import NotListedError, unlisted
from casework.domain.policy.reference_lists import ReferenceLists

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_/-]*")
_OF_SOMEBODY: Final = re.compile(r"\d{11}|\d{15}|\d{17}[\dXx]")
"""As long as a telephone or an id."""


def by_the_lists(listed: LedgerHousehold, lists: ReferenceLists, on: date) -> tuple[LedgerHousehold, list[RowProblem]]:
    """
    The household with the number of its site as the list in force on the day has it, and what is to be said of that.

    A number that is not on the list is not taken, and said with what is near, as to whoever enters it by hand; the cell
    stays with its person as it is written. A site named in words has the number of the one entry of that name. Where no
    list says so, only what is written as a number is one: other words may name somebody, and stay sealed.
    """
    found, problems = _held_against(listed, lists, on) if lists.loaded else (listed, [])
    code = found.values.site_code
    if code is None or lists.named(ReferenceKind.SITES, code, on) or _is_code(code):
        return found, problems
    problems = [*problems, *(no_site_number(person) for person in listed.persons[:1])]
    return replace(found, values=replace(found.values, site_code=None)), problems


def _is_code(code: str) -> bool:
    return _CODE.fullmatch(code) is not None and _OF_SOMEBODY.fullmatch(code) is None


def _held_against(listed: LedgerHousehold, lists: ReferenceLists, on: date) -> tuple[LedgerHousehold, list[RowProblem]]:
    if listed.values.site_code is not None:
        said, refused = "site_code", next(unlisted(listed.values, lists, on), None)
    else:
        said, refused = "resettlement_site", _of_name(listed.private.resettlement_site, lists, on)
    if refused is not None:
        problems = [not_on_list(person, refused) for person in listed.persons[:1]]
        return replace(listed, values=replace(listed.values, site_code=None)), problems
    named = listed.values.site_code if said == "site_code" else listed.private.resettlement_site
    code = lists.named(ReferenceKind.SITES, named, on) if named else None
    return replace(listed, values=replace(listed.values, site_code=code or listed.values.site_code)), []


def _of_name(name: str, lists: ReferenceLists, on: date) -> NotListedError | None:
    near = lists.near((ReferenceKind.SITES,), name, on) if name else None
    return None if near is None else NotListedError("resettlement_site", name, ReferenceKind.SITES, near)
