"""An installation beside a real unified sign-on, on SQLite or on either database."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from casework.application.authentication.sign_on.provider_line import (
    provider_client,
)
from tests.support.sign_on.place import Place, opened_place
from tests.support.sign_on.provider import Provider


@pytest.fixture(scope="session")
def client() -> Iterator[httpx2.Client]:
    """The program's own client, for all of these tests: to read the machine's certificates takes as long as a test."""
    with provider_client() as made:
        yield made


@pytest.fixture
def place(sqlite_url: str, sign_on_provider: Provider, client: httpx2.Client) -> Iterator[Place]:
    """An installation on SQLite; the account of 李娜 is linked."""
    with opened_place(sqlite_url, sign_on_provider, client) as made:
        yield made


@pytest.fixture
def any_place(database_url: str, sign_on_provider: Provider, client: httpx2.Client) -> Iterator[Place]:
    """The same on either database."""
    with opened_place(database_url, sign_on_provider, client) as made:
        yield made
