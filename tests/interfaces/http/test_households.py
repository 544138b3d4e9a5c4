"""Registering a household over HTTP, and seeing its data in full for a reason."""

from __future__ import annotations

import json

from tests.interfaces.http.conftest import Served
from tests.support.installations.command_line import VILLAGE

FOUND = {
    "number": "0203",
    "village": VILLAGE,
    "source": "survey",
    "informant": "村委会",
    "members": [{"name": "谷四亩", "relation": "户主", "employment": "not-employed", "willingness": "willing"}],
}


def test_a_household_is_registered_once(served: Served) -> None:
    """A new one is found by its number at once; sent again it is the same one, in a village of others it is refused."""
    content = json.dumps(FOUND).encode()
    first = served.web.call("POST", "/api/households", content, by=served.township, Idempotency_Key="r1")
    assert (first.status, first.body["facts"][0]) == (200, "registered"), first.body
    again = served.web.call("POST", "/api/households", content, by=served.township, Idempotency_Key="r1")
    assert (again.status, again.body["id"]) == (200, first.body["id"])
    page = served.web.ask("/api/households/0203", by=served.township, wait_for=first.headers["casework-position"])
    assert (page.status, page.body["number"]) == (200, "0203")
    facts = served.counter.facts()
    elsewhere = served.web.call("POST", "/api/households", content, by=served.elsewhere)
    assert elsewhere.status in {404, 409}
    assert served.counter.facts() == facts


def test_data_is_seen_in_full_for_a_reason_and_that_is_recorded(served: Served) -> None:
    """Masked otherwise; whoever has no right to it sees nothing, and the reason is asked for."""
    masked = served.web.ask("/api/households/0101", by=served.township).body
    assert "禾一亩" not in json.dumps(masked, ensure_ascii=False)
    asked = {"where": "household", "reason": "核对证件"}
    full = served.web.do("0101", "show-personal-data", by=served.township, sent=asked)
    assert full.status == 200, full.body
    assert "禾一亩" in json.dumps(full.body, ensure_ascii=False)
    history = served.counter.ask("history", "0101", "--as", served.township)
    assert history[-1]["fact"] == "personal-data-shown"
    assert served.web.do("0101", "show-personal-data", by=served.township, sent={"where": "household"}).status == 422
    assert served.web.do("0101", "show-personal-data", by=served.elsewhere, sent=asked).status == 404
