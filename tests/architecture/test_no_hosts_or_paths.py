"""
The project stands alone: it names no package index, no folder of the machine it was written on, nothing outside itself.
"""

import re

import pytest

from tests.architecture.tree import project_files, shown

# Spelt in pieces, so that this file does not find itself.
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js", "registry.npm" + "mirror", "pypi.tuna" + ".")
INDEX_OPTIONS = ("--index" + "-url", "--extra-index" + "-url", "--find" + "-links", "--trusted" + "-host")
FOLDERS = ("home", "root", "work", "Users")
OUTSIDE = (".." + "/shared", "/tmp" + "/brief")
BANNED = re.compile(
    "|".join(
        [
            *map(re.escape, (*HOSTS, *OUTSIDE)),
            *(rf"(?<![\w-]){re.escape(option)}" for option in INDEX_OPTIONS),
            rf"(?<![\w.~$}}*/)-])/(?:{'|'.join(FOLDERS)})/",
        ]
    )
)


def test_no_file_names_a_package_index_or_a_machine_path() -> None:
    """Whoever installs it chooses the package source; whoever clones it chooses the folder."""
    found = [f"{shown(path)}:{line} {word}" for path in project_files() for line, word in mentions(path.read_bytes())]
    assert found == []


def test_the_project_is_seen() -> None:
    """The check above looks at the files it is about."""
    names = {shown(path) for path in project_files()}
    assert {"run.py", "pyproject.toml", "requirements/runtime.txt", "tests/conftest.py"} <= names
    assert not any(name.startswith(".venv/") for name in names)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://" + HOSTS[0] + "/simple", True),
        (INDEX_OPTIONS[0] + " x", True),
        ("--no-emit-index" + "-url", False),
        ("/ho" + "me/li/casework", True),
        ("'/wo" + "rk/main'", True),
        ("example.invalid/wo" + "rk/", False),
        ("src/ro" + "ot/", False),
        (OUTSIDE[0] + "/design.md", True),
    ],
)
def test_what_counts_as_a_mention(text: str, found: bool) -> None:
    """A host, an index option or an absolute folder counts; a relative folder or a part of a longer word does not."""
    assert bool(mentions(text.encode())) is found


def mentions(content: bytes) -> list[tuple[int, str]]:
    """Line and word of each mention; binary files have none."""
    if b"\0" in content:
        return []
    text = content.decode("utf-8", errors="replace")
    return [(text.count("\n", 0, match.start()) + 1, match.group()) for match in BANNED.finditer(text)]
