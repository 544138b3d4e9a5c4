"""Commands over HTTP: the same facts as on the command line, once under one key, and only on what is still so."""

from __future__ import annotations

from tests.interfaces.http.conftest import Served


def test_a_command_records_what_the_command_line_would(served: Served) -> None:
    """The same answer, key by key, and the lists show it from its position on."""
    done = served.web.do("0101", "report", by=served.township)
    assert (done.status, done.body["facts"]) == (200, ["household-reported"])
    assert set(done.body) == {"household", "id", "position", "facts", "next_duty"}
    position = done.headers["casework-position"]
    listed = served.web.ask("/api/lists/list", by=served.township, wait_for=position)
    assert listed.body["complete_up_to"] >= int(position) == done.body["position"]
    recorded = served.counter.ask("history", "0101", "--as", served.township)
    assert [entry["by"] for entry in recorded if entry["fact"] == "household-reported"] == [f"{served.township}"]


def test_under_one_key_it_is_carried_out_once(served: Served) -> None:
    """Sent again it is answered alike, also to whoever says which version they acted upon; for something else the key is refused."""
    key = {"Idempotency_Key": "a1", "If_Match": '"2"'}
    visit = {"kind": "visit", "outcome": "reached"}
    first = served.web.do("0101", "log", by=served.township, sent=visit, **key)
    again = served.web.do("0101", "log", by=served.township, sent=visit, **key)
    assert (first.status, first.body["facts"]) == (200, ["follow-up-logged"])
    assert (again.status, again.body["position"]) == (200, first.body["position"])
    other = served.web.do("0101", "log", by=served.township, sent={**visit, "note": "又去了一次"}, **key)
    assert (other.status, other.body["code"]) == (409, "command-reused")


def test_whoever_acts_upon_what_is_no_longer_so_is_told(served: Served) -> None:
    """By the version that the page of the household said; nothing is recorded."""
    version = served.web.ask("/api/households/0101", by=served.township).headers["etag"]
    assert served.web.do("0101", "report", by=served.township, If_Match=version).status == 200
    facts = served.counter.facts()
    late = served.web.do("0101", "level", by=served.township, sent={"level": "key"}, If_Match=version)
    assert (late.status, late.body["code"]) == (412, "moved-on")
    assert served.counter.facts() == facts


def test_what_is_only_tried_is_not_recorded(served: Served) -> None:
    """A preview says what would be recorded."""
    facts = served.counter.facts()
    tried = served.web.call("POST", "/api/households/0101/report?preview=true", b"{}", by=served.township)
    assert (tried.status, tried.body["preview"], tried.body["facts"]) == (200, True, ["household-reported"])
    assert "casework-position" not in tried.headers
    assert served.counter.facts() == facts


def test_what_is_refused_says_how_things_stand(served: Served) -> None:
    """The stage, the version and the next duty, with what would help first, and in no words of the command line."""
    refused = served.web.do("0101", "propose-clearance", by=served.township)
    assert refused.status == 409
    assert refused.headers["content-type"] == "application/problem+json"
    assert (refused.body["now"]["stage"], refused.body["now"]["version"]) == ("detected", 2)
    assert refused.body["now"]["next_duty"]["deadline"] == "report"
    assert "casework " not in str(refused.body)
    assert "--" not in refused.body["detail"]
