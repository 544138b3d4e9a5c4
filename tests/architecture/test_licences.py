"""Every run-time library may be used beside Apache-2.0, and every requirement file pins what it installs."""

import importlib.metadata
import re
import tomllib

import pytest

from tests.architecture.tree import ROOT

PERMISSIVE = {"MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0", "ISC"}
WORDS = {
    "MIT": "MIT",
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Apache-2.0": "Apache-2.0",
    "BSD-3-Clause": "BSD-3-Clause",
}
# Loaded as ordinary modules the user can replace (LGPL-3.0, section 4), unchanged, not part of this repository.
DYNAMIC_USE = {"psycopg", "psycopg-binary", "psycopg-pool"}
# Installed on other platforms only, so this machine has no metadata of them.
ELSEWHERE = {"colorama": "BSD-3-Clause", "httpx2-jsfetch": "BSD-3-Clause"}
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[^\s;\\]+)", re.MULTILINE)


def test_every_run_time_library_may_be_used() -> None:
    """Its licence is permissive, or it is one of the libraries used dynamically under the LGPL."""
    found = {name: licence(name) for name in pins("runtime")}
    refused = {name: words for name, words in found.items() if name not in DYNAMIC_USE and not is_permissive(words)}
    assert refused == {}
    assert {found[name] for name in DYNAMIC_USE} == {"LGPL-3.0-only"}


@pytest.mark.parametrize(
    ("words", "permissive"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-3-Clause", True),
        ("GPL-3.0-only OR MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("LGPL-3.0-only", False),
        ("", False),
    ],
)
def test_what_counts_as_permissive(words: str, permissive: bool) -> None:
    """One alternative is enough; of a sum every part counts; a library that says nothing is refused."""
    assert is_permissive(words) is permissive


@pytest.mark.parametrize("level", ["runtime", "build", "dev"])
def test_every_requirement_is_pinned_and_hashed(level: str) -> None:
    """No line installs anything without an exact version and a hash."""
    text = (ROOT / "requirements" / f"{level}.txt").read_text()
    blocks = [block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#")]
    assert len(blocks) == len(pins(level)) > 0
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block or not PIN.match(block)] == []


def test_the_requirement_files_agree() -> None:
    """Tests run on exactly the versions that are shipped."""
    dev = pins("dev")
    assert {name: dev.get(name) for name in pins("runtime")} == pins("runtime")
    assert {name: dev.get(name) for name in pins("build")} == pins("build")


def test_the_project_file_agrees_with_the_pins() -> None:
    """Every direct dependency of pyproject.toml stands in requirements/runtime.txt with the same version."""
    requires = direct_dependencies()
    assert len(requires) > 0
    assert {name: pins("runtime").get(name) for name in requires} == requires


def direct_dependencies() -> dict[str, str]:
    """Name and version of the direct run-time dependencies, as the project file says."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pairs = (entry.split("==") for entry in project["dependencies"])
    return {re.sub(r"\[.*\]", "", name).lower().replace("_", "-"): version for name, version in pairs}


def pins(level: str) -> dict[str, str]:
    """Name and version of everything in the requirement file."""
    text = (ROOT / "requirements" / f"{level}.txt").read_text()
    return {match["name"]: match["version"] for match in PIN.finditer(text)}


def licence(name: str) -> str:
    """The licence as the installed package states it, as an SPDX expression; empty when it states none we know."""
    if name in ELSEWHERE:
        return ELSEWHERE[name]
    said = importlib.metadata.metadata(name)
    if said["License-Expression"]:
        return str(said["License-Expression"])
    labels = [word.rsplit(" :: ", 1)[-1] for word in said.get_all("Classifier", []) if word.startswith("License ::")]
    first_line = (said["License"] or "").strip().partition("\n")[0].strip()
    return " OR ".join(WORDS[word] for word in [*labels, first_line] if word in WORDS)


def is_permissive(words: str) -> bool:
    """Whether one alternative of the expression consists of permissive licences only."""
    alternatives = words.replace("(", "").replace(")", "").split(" OR ")
    return any(all(part.strip() in PERMISSIVE for part in choice.split(" AND ")) for choice in alternatives)
