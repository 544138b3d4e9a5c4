"""The PostgreSQL the tests run on is a real one: it survives being killed, and nothing of it is left behind."""

import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.postgres_binaries import NoPostgresError, binaries_of_the_wheel, binaries_on_this_machine
from tests.postgres_server import PostgresServer

ROOT = Path(__file__).parent.parent
SOURCES = {str(folder): folder for folder in [*binaries_on_this_machine(), *binaries_of_the_wheel()] if folder.is_dir()}


@pytest.mark.parametrize("binaries", SOURCES.values(), ids=SOURCES.keys())
def test_committed_data_survive_a_kill(binaries: Path) -> None:
    """What was committed is there after `kill -9` of the whole server, and the address stays the same."""
    with PostgresServer(binaries=binaries) as server:
        before = server.url, server.pid
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE village (name text)")
            connection.execute("INSERT INTO village VALUES ('河东村')")
            server.kill()
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")
        server.start()
        with psycopg.connect(server.url) as connection:
            assert connection.execute("SELECT name FROM village").fetchall() == [("河东村",)]
        assert server.url == before[0]
        assert server.pid != before[1]


def test_it_is_safe_by_default() -> None:
    """Durability figures are measured on a server that writes through, with checksums, in UTF-8."""
    with PostgresServer() as server, psycopg.connect(server.url) as connection:
        names = ("fsync", "full_page_writes", "synchronous_commit", "data_checksums", "server_encoding")
        values = [connection.execute(f"SHOW {name}").fetchall()[0][0] for name in names]
    assert values == ["on", "on", "on", "on", "UTF8"]


def test_nothing_is_left_behind() -> None:
    """After the block neither its processes nor its folder exist."""
    with PostgresServer() as server:
        pid, folder = server.pid, server.data.parent
        assert folder.exists()
    assert not psutil.pid_exists(pid)
    assert not folder.exists()


def test_it_goes_with_its_killed_owner() -> None:
    """A test run that is killed leaves no server running."""
    code = (
        "import os, signal\n"
        "from tests.postgres_server import PostgresServer\n"
        "server = PostgresServer()\n"
        "print(server.pid, server.data.parent, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    owner = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    pid, folder = owner.stdout.split()
    give_up_at = time.monotonic() + 20
    while Path(folder).exists() and time.monotonic() < give_up_at:
        time.sleep(0.1)
    assert owner.returncode == -9
    assert not Path(folder).exists()
    assert not psutil.pid_exists(int(pid)) or psutil.Process(int(pid)).status() == psutil.STATUS_ZOMBIE


def test_a_missing_postgres_is_said_clearly(tmp_path: Path) -> None:
    """Without a server the tests do not skip: they fail and say what to install, in both languages."""
    with pytest.raises(NoPostgresError, match=r"need a real PostgreSQL.*测试需要真实的 PostgreSQL"):
        PostgresServer(binaries=tmp_path)


def test_each_test_gets_an_empty_database(postgres_url: str) -> None:
    """A fresh database holds no table of an earlier test."""
    with psycopg.connect(postgres_url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchall()
        connection.execute("CREATE TABLE left_over (n int)")
    assert tables == [(0,)]


def test_each_test_gets_another_database(postgres_url: str) -> None:
    """The sibling of the test above: whichever runs second still finds nothing."""
    test_each_test_gets_an_empty_database(postgres_url)
