"""The project's own files, as its architecture tests see them."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ("src", "projections", "scheduler")
CODE = (*PRODUCT, "tests", "benchmarks", "examples", "tools")
NOT_OURS = (".venv", ".git", "__pycache__", "_cache", ".hypothesis", ".egg-info", "build", "dist")


def modules(*folders: str) -> list[Path]:
    """Every Python module below these folders."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if not any(part.endswith(NOT_OURS) for part in path.parts[len(ROOT.parts) :]))


def project_files() -> list[Path]:
    """Every file that is or would be in the repository: what git says, else all but what tools leave behind."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        inside = subprocess.run(
            ["git", "rev-parse", "--show-toplevel"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        listed, inside = "", ""
    if inside and Path(inside.strip()).resolve() == ROOT:
        named = [ROOT / name for name in listed.split("\0") if name]
    else:
        named = [
            path for path in ROOT.rglob("*") if not any(p.endswith(NOT_OURS) for p in path.relative_to(ROOT).parts)
        ]
    return sorted(path for path in named if path.is_file())


def parsed(path: Path) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path) -> str:
    """The path as the repository names it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every imported module with its line; `from a import b` counts as a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)
