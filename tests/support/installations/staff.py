"""Two administrators at the command line, and the accounts that they make."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from tests.support.installations.command_line import CommandLine

TOWNSHIP, VILLAGE = "township@990101001000", "village@990101001001"
COUNTY = "county-hrss@990101000000"


class Staff:
    """An installation with two administrators, and what they do."""

    def __init__(self, counter: CommandLine) -> None:
        self.counter = counter
        self.first = counter.ask("account", "init", "管一", "--region", "990101")["account"]
        self.second = counter.ask("account", "init", "管二", "--region", "990101")["account"]

    def invited(self, name: str, *words: str) -> tuple[str, str]:
        """The account and the code of somebody who was invited."""
        made = self.counter.ask("account", "invite", name, *words, "--as", self.first)
        return made["account"], made["code"]

    def active(self, name: str, *offices: str) -> str:
        """The account of somebody who answered and was given these offices."""
        account, code = self.invited(name)
        self.counter.ask("account", "activate", code)
        for office in offices:
            number = self.counter.ask("office", "take", account, office, "--as", self.first)["proposal"]
            granted = self.counter.ask("office", "decide", str(number), "--as", self.second)
            assert granted["facts"] == ["office-granted"]
        return account

    @cached_property
    def county(self) -> str:
        """The account of somebody who sees all households of the county."""
        return self.active("县局", COUNTY)

    def read(self, *words: str) -> Any:
        """The JSON answer to what somebody asks who sees all households of the county."""
        return self.counter.ask(*words, "--as", self.county)
