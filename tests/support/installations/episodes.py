"""Parts of a life at the command line: the household 0101 of the counter detected, taken over, placed and cleared."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from casework.domain.calendar.work_calendar import SHANGHAI
from tests.support.installations.command_line import VILLAGE, CommandLine

H = "0101"
"""Father and mother out of work, detected on Monday 2 March 2026."""


class Desk:
    """A counter with a date in front of it: who acts is named, and each act says when it was done."""

    def __init__(self, counter: CommandLine) -> None:
        self.counter = counter

    def on(self, moment: str) -> Desk:
        """From now on it is this moment in Shanghai; a day alone is nine in the morning."""
        said = datetime.fromisoformat(moment)
        said = said.replace(hour=9) if len(moment) == len("2026-03-02") else said
        self.counter.now = said.replace(tzinfo=SHANGHAI)
        return self

    def do(self, *words: str, by: str = "li") -> dict[str, Any]:
        """The receipt of a command that is taken."""
        answer: dict[str, Any] = self.counter.ask(*words, "--as", by)
        return answer

    def refused(self, *words: str, by: str = "li") -> str:
        """The sentence of a command that is refused; nothing was recorded."""
        before = self.counter.facts()
        said = self.counter.refused(*words, "--as", by)
        assert self.counter.facts() == before
        return said

    def survey(self, household: str = H, by: str = "clerk", **said: Any) -> dict[str, Any]:
        """What a survey says of a household of the village."""
        path = self.counter.folder / f"survey-{self.counter.facts()}.json"
        document = {"number": household, "village": VILLAGE, "source": "survey", **said}
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        return self.do("register", str(path), by=by)

    def duties(self, deadline: str, household: str = H) -> list[dict[str, Any]]:
        """The duties of a kind on the household's page, the oldest first."""
        found = [each for each in self.counter.ask("show", household)["deadlines"] if each["deadline"] == deadline]
        return sorted(found, key=lambda each: str(each["started_at"]))

    def overdue(self, household: str = H) -> list[str]:
        """The duties that are on the list of what is overdue."""
        return sorted(each["deadline"] for each in self.counter.ask("overdue") if each["household"] == household)

    def version(self, fact: str, household: str = H) -> str:
        """The version of the last fact of a kind."""
        found = [each["version"] for each in self.counter.ask("history", household) if each["fact"] == fact]
        return str(found[-1])

    # -- parts of a life

    def taken_over(self) -> Desk:
        """Reported on 3 March, verified, assigned to li and accepted on 4 March."""
        self.on("2026-03-03").do("report", H, by="clerk")
        self.on("2026-03-04T10:00")
        self.do(
            "verify", H, "--confirm", "--source", "visit", "--member", "1=willing", "--member", "2=willing", by="liu"
        )
        self.do("assign", H, "li", by="liu")
        self.do("accept", H)
        return self

    def placed(self, *, since: str = "2026-03-09", months: str = "12") -> Desk:
        """Taken over; the father works since 9 March."""
        self.taken_over().on("2026-03-09T16:00")
        pay = ("--pay", "3200", "--contract-months", months)
        self.do("place", H, "--member", "1", "--kind", "contract", "--since", since, *pay)
        return self

    def cleared(self) -> Desk:
        """Placed; confirmed and cleared on 16 March."""
        self.placed().on("2026-03-16")
        self.do("confirm", H, "1", "--document", "劳动合同", by="liu")
        self.do("clear", H, "--propose", by="liu")
        self.do("clear", H, "--decide", by="chen")
        return self
