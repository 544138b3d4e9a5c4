"""What a ledger says of a resettlement site, held against the county's own list of sites (CD-5a, CD-5b)."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from casework.application.ledgers.persons.ledger import LedgerHousehold, RowProblem
from casework.application.recognition.remarks import not_on_list
from casework.domain.codes.offices import ReferenceKind
from casework.domain.entries.named_references import NotListedError, unlisted
from casework.domain.policy.reference_lists import ReferenceLists


def by_the_lists(listed: LedgerHousehold, lists: ReferenceLists, on: date) -> tuple[LedgerHousehold, list[RowProblem]]:
    """
    The household with the number of its site as the list in force on the day has it, and what is to be said of that.

    A number that is not on the list is not taken, and said with what is near, as to whoever enters it by hand; the cell
    stays with its person as it is written. A site named in words has the number of the one entry of that name.
    """
    if not lists.loaded:
        return listed, []
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
