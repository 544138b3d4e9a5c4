"""Every list over HTTP: the rows of the command line, in an envelope that says of when they are and what was asked."""

from __future__ import annotations

from casework.interfaces.listings.catalogue import LISTS
from tests.interfaces.http.conftest import Served


def test_each_list_has_the_rows_of_the_command_line(served: Served) -> None:
    """Row for row; nothing but the envelope is different."""
    for name in LISTS:
        answer = served.web.ask(f"/api/lists/{name}", by=served.township)
        told = served.counter.ask(name, "--as", served.township)
        assert answer.status == 200, answer.body
        assert answer.body["items"] == (told["items"] if isinstance(told, dict) else told), name
        assert {"as_of", "complete_up_to", "parked", "filter"} <= answer.body.keys()


def test_a_list_is_narrowed_as_on_the_command_line(served: Served) -> None:
    """By its own fields, a region and a moment; what is not described is refused."""
    served.counter.do("assign", "0101", served.township, by=served.township)
    ask = served.web.ask
    position = str(served.counter.facts())
    narrowed = ask("/api/lists/list", by=served.township, cadre=served.township, sort="level", wait_for=position)
    assert [row["household"] for row in narrowed.body["items"]] == ["0101"]
    assert narrowed.body["filter"] == {"cadre": served.township, "sort": "level"}
    assert ask("/api/lists/list", by=served.township, region="990102").body["items"] == []
    before = ask("/api/lists/list", by=served.township, as_of_position="1").body
    assert (before["complete_up_to"], before["items"]) == (1, [])
    odd = {
        "cadres": "x",
        "stage": "nowhere",
        "no_contact_for": "0",
        "as_of": "yesterday",
        "region": "zz",
        "office": "zzz",
    }
    for name, value in odd.items():
        answer = ask("/api/lists/list", by=served.township, **{name: value})
        assert (answer.status, f"“{value}”" in str(answer.body)) == (422, False)


def test_whoever_waits_for_what_does_not_come_is_told(served: Served) -> None:
    """After two seconds, and may ask again."""
    answer = served.web.ask("/api/lists/list", by=served.township, wait_for="1000000")
    assert (answer.status, answer.body["code"]) == (409, "not-yet")


def test_of_others_households_a_list_shows_none(served: Served) -> None:
    """Rows, counts and what is parked are those of one's own offices."""
    for name in LISTS:
        items = served.web.ask(f"/api/lists/{name}", by=served.elsewhere).body.get("items", [])
        assert "0101" not in str(items)
