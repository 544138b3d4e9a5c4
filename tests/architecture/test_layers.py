"""Layers and rooms import in one direction only, and each layer knows only the libraries it may know."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PRODUCT, ROOT, imported, modules, parsed, shown

# A clock, an environment or a file of its own would make a replay answer differently.
IMPURE = {
    "asyncio",
    "multiprocessing",
    "os",
    "random",
    "secrets",
    "socket",
    "sqlite3",
    "subprocess",
    "threading",
    "time",
}
FORBIDDEN = [
    ("src/casework/domain/codes/code.py", "from casework.application.log import store"),
    ("src/casework/domain/codes/code.py", "import sqlalchemy"),
    ("src/casework/domain/codes/code.py", "import eventsourcing.domain"),
    ("src/casework/domain/codes/code.py", "import structlog"),
    ("src/casework/domain/codes/code.py", "import cryptography.hazmat"),
    ("src/casework/application/log/store.py", "import projections.lists.board"),
    ("src/casework/application/log/store.py", "import sqlalchemy"),
    ("src/casework/application/log/store.py", "import click"),
    ("projections/lists/board.py", "import scheduler.duties.sweep"),
    ("projections/lists/board.py", "import apscheduler"),
    ("scheduler/duties/sweep.py", "import casework.interfaces.problems"),
    ("scheduler/duties/sweep.py", "import rich"),
    ("src/casework/interfaces/problems.py", "import casework.domain.rights.everywhere"),
]
BETWEEN_ROOMS = [
    ("src/casework/domain/facts/work.py", "import casework.domain.household.state"),
    ("src/casework/application/log/store.py", "import casework.application.writing.casework"),
    ("src/casework/application/ledgers/files/content.py", "import casework.application.ledgers.sheets.table"),
    ("src/casework/application/log/records/groups.py", "import casework.application.log.store"),
    ("projections/storage/tables.py", "import projections.lists.board"),
    ("scheduler/records/lease.py", "import scheduler.duties.sweep"),
    ("src/casework/interfaces/wording/labels.py", "import casework.interfaces.workplace.settings"),
    ("src/casework/interfaces/cli/options.py", "import casework.interfaces.cli.office.entries"),
]
NOT_ENTERED = ["src/casework/domain/attic", "src/casework/application/attic", "projections/attic", "scheduler/attic"]


def test_layers_import_in_one_direction() -> None:
    """domain <- application <- projections <- scheduler <- interfaces, and no forbidden library below its layer."""
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("module", "line"), FORBIDDEN + BETWEEN_ROOMS)
def test_a_wrong_import_is_noticed(a_copy: Path, module: str, line: str) -> None:
    """The check above turns red for each kind of wrong import, between layers and between rooms."""
    path = a_copy / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    assert "BROKEN" in lint_imports(a_copy).stdout


@pytest.mark.parametrize("room", NOT_ENTERED)
def test_a_room_that_is_not_entered_is_noticed(a_copy: Path, room: str) -> None:
    """Whoever makes a room says in pyproject.toml which rooms it may look into."""
    (a_copy / room).mkdir()
    (a_copy / room / "__init__.py").touch()
    assert lint_imports(a_copy).returncode != 0


@pytest.fixture
def a_copy(tmp_path: Path) -> Path:
    """The product in a folder of its own, with its contracts."""
    for name in PRODUCT:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_domain_is_pure() -> None:
    """The domain imports msgspec, itself and the pure part of the standard library: no clock, environment or chance."""
    found = [
        f"{shown(path)}:{line} imports {name}"
        for path in modules("src/casework/domain")
        for line, name in imported(parsed(path))
        if not is_pure(name)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "pure"),
    [("datetime", True), ("time", False), ("os.path", False), ("msgspec.json", True), ("sqlalchemy", False)],
)
def test_what_counts_as_pure(name: str, pure: bool) -> None:
    """The check above tells a calculation from a look at the world."""
    assert is_pure(name) is pure


def is_pure(name: str) -> bool:
    """Whether the domain may import it."""
    root = name.split(".", maxsplit=1)[0]
    own = name == "casework" or name.startswith("casework.domain")
    return own or root == "msgspec" or (root in sys.stdlib_module_names and root not in IMPURE)


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Judge the packages of this folder, not the installed ones, by the contracts in its pyproject.toml."""
    program = (
        "import sys; sys.path[:0] = ['src', '.']; sys.argv[1:] = ['--no-logo', '--no-cache']; "
        "from importlinter.cli import lint_imports_command; lint_imports_command()"
    )
    return subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)
