"""The five layers import in one direction only, and each knows only the libraries it may know (design: layers)."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, imported, modules, parsed, shown

PACKAGES = ("src/casework/domain", "src/casework/application", "src/casework/interfaces", "projections", "scheduler")
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
    ("src/casework/domain", "from casework.application import rogue"),
    ("src/casework/domain", "import sqlalchemy"),
    ("src/casework/domain", "import eventsourcing.domain"),
    ("src/casework/domain", "import structlog"),
    ("src/casework/domain", "import cryptography.hazmat"),
    ("src/casework/application", "import projections.rogue"),
    ("src/casework/application", "import sqlalchemy"),
    ("src/casework/application", "import click"),
    ("projections", "import scheduler.rogue"),
    ("projections", "import apscheduler"),
    ("scheduler", "import casework.interfaces.rogue"),
    ("scheduler", "import rich"),
]


def test_layers_import_in_one_direction() -> None:
    """domain <- application <- projections <- scheduler <- interfaces, and no forbidden library below its layer."""
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("package", "line"), FORBIDDEN)
def test_a_wrong_import_is_noticed(tmp_path: Path, package: str, line: str) -> None:
    """The check above turns red for each kind of wrong import."""
    for name in ("src/casework", *PACKAGES):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "__init__.py").touch()
        (tmp_path / name / "rogue.py").touch()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert lint_imports(tmp_path).returncode == 0
    (tmp_path / package / "rogue.py").write_text(f"{line}\n")
    assert "BROKEN" in lint_imports(tmp_path).stdout


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
