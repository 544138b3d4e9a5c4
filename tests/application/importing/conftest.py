"""The bench on which ledgers are imported."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.ledgers.import_bench import ImportBench


@pytest.fixture
def bench(database_url: str, tmp_path: Path) -> Iterator[ImportBench]:
    """A clerk's bench with an empty database, once on each kind."""
    bench = ImportBench(database_url, tmp_path)
    yield bench
    bench.log.close()
