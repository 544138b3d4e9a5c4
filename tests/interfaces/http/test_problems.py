"""Whatever goes wrong is a problem document: a status, a code, a sentence in both languages, and nothing that was sent."""

from __future__ import annotations

from uuid import uuid4

from tests.interfaces.http.conftest import Served

SECRET = "禾一亩10012345678"


ODD = (
    (b"{", 400, "unreadable"),
    (b"\xff\xfe", 400, "unreadable"),
    (b"[]", 422, "not-as-described"),
    (b'{"kind": "visit"}', 422, "not-as-described"),
    (f'{{"kind": "{SECRET}", "outcome": "reached"}}'.encode(), 422, "not-as-described"),
    (f'{{"kind": "visit", "outcome": "reached", "note": ["{SECRET}"]}}'.encode(), 422, "not-as-described"),
    (b'{"kind": "visit", "outcome": "reached", "more": 1}', 422, "not-as-described"),
    (b'{"note": "' + b"x" * 1_000_001 + b'"}', 413, "too-large"),
)
"""Bodies that are unreadable, of another shape, with a wrong code, or too large."""


def test_what_is_not_as_described_records_nothing(served: Served) -> None:
    """And no value is said back."""
    facts = served.counter.facts()
    for content, status, code in ODD:
        answer = served.web.call("POST", "/api/households/0101/log", content, by=served.township)
        assert (answer.status, answer.body["code"]) == (status, code), content[:80]
        assert answer.body["type"] == f"urn:casework:problem:{code}"
        assert SECRET not in str(answer.body)
    assert served.counter.facts() == facts


def test_not_ones_own_reads_like_not_there(served: Served) -> None:
    """For every reading and every command of one household, to the last sign."""
    for path in ("", "/history"):
        foreign = served.web.ask(f"/api/households/0101{path}", by=served.elsewhere)
        nowhere = served.web.ask(f"/api/households/{uuid4()}{path}", by=served.elsewhere)
        assert (foreign.status, foreign.body) == (404, nowhere.body)
    foreign = served.web.do("0101", "report", by=served.elsewhere)
    nowhere = served.web.do(str(uuid4()), "report", by=served.elsewhere)
    assert (foreign.status, foreign.body) == (404, nowhere.body)
    assert foreign.headers.keys() == nowhere.headers.keys()


def test_without_a_token_nothing_is_answered(served: Served) -> None:
    """Neither without one nor with one that is none; whoever has signed out is nobody."""
    for said in ("", "Bearer nothing", "Basic eDp5"):
        answer = served.web.call("GET", "/api/lists/list", Authorization=said)
        assert (answer.status, answer.headers["www-authenticate"]) == (401, 'Bearer realm="casework"')
    assert served.web.call("DELETE", "/api/session", by=served.township).body == {"ended": True}
    assert served.web.ask("/api/lists/list", by=served.township).status == 401


def test_a_token_is_good_for_what_it_was_given_for(served: Served) -> None:
    """One for a list reads that list, and neither another nor a household; it is refused as one that is none."""
    narrow = served.counter.ask("account", "token", "new", "报表", "--for", "overdue", "--as", served.township)
    said = f"Bearer {narrow['token']}"
    assert served.web.call("GET", "/api/lists/overdue", Authorization=said).status == 200
    for method, path in (
        ("GET", "/api/lists/list"),
        ("GET", "/api/households/0101"),
        ("POST", "/api/households/0101/report"),
    ):
        assert served.web.call(method, path, Authorization=said).status == 401


def test_who_keeps_the_accounts_sees_no_case(served: Served) -> None:
    """An administrator has no right to a list, and is told who has."""
    answer = served.web.ask("/api/lists/list", by=served.administrator)
    assert (answer.status, answer.body["code"]) == (409, "not-allowed")


def test_an_address_that_is_none_is_said_to_be_none(served: Served) -> None:
    """And a method that an address does not have, with those that it has."""
    assert served.web.ask("/api/nothing", by=served.township).status == 404
    wrong = served.web.call("DELETE", "/api/lists/list", by=served.township)
    assert (wrong.status, wrong.body["code"]) == (405, "address")
    assert "GET" in wrong.headers["allow"]
