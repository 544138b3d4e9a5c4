"""An HTTP interface over an office with a township's account and one that sees nothing of it, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.support.installations.command_line import CommandLine
from tests.support.installations.staff import TOWNSHIP, Staff
from tests.support.installations.web_office import WebOffice, web_office

ELSEWHERE = "village@990101001002"


class Served(NamedTuple):
    """The interface, the command line beside it, and whose accounts there are."""

    web: WebOffice
    counter: CommandLine
    township: str
    elsewhere: str
    administrator: str


@pytest.fixture
def served(any_counter: CommandLine) -> Iterator[Served]:
    """Divisions and two households of 禾坪村; 0101 has nobody in work and is to be reported."""
    staff = Staff(any_counter)
    township, elsewhere = staff.active("李娜", TOWNSHIP), staff.active("周远", ELSEWHERE)
    with web_office(any_counter) as web:
        yield Served(web, any_counter, township, elsewhere, staff.first)
