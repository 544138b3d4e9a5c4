#!/usr/bin/env python3
"""
Set everything up and run casework: `python3 run.py --help`.

Standard library only. The first start makes `.venv` beside this file and installs the hash-pinned requirements; later
starts find its stamp and go straight on. An interrupted installation is made anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNFINISHED = VENV / "installing"

HELP = """\
casework: every rural household with nobody in work, found, followed and never forgotten.
casework：零就业家庭，一户不漏，动态清零。

  python3 run.py                      serve the example city on SQLite        启动（示例城市，SQLite）
  python3 run.py demo [--database URL]  do the main job once in the terminal  演示一遍主要流程
  python3 run.py test [PYTEST ARGS]   lint, types, layers and all tests       全部检查与测试
  python3 run.py faults [--full]      crash and fault rigs                    故障演练
  python3 run.py bench                measure speed against the limits        性能测量
  python3 run.py casework ARGS        the command line (try: casework --help) 命令行

It needs Python 3.11 or newer and, at the first start, a package source that pip or uv can reach.
需要 Python 3.11 或更高版本；首次运行需要 pip 或 uv 能访问的软件源。
The environment is passed through: CASEWORK_DATABASE_URL, CASEWORK_KEYS, CASEWORK_CLOCK, CASEWORK_MODE
(demo for the first two lines, office for casework).
"""
TOO_OLD = (
    "casework needs Python 3.11 or newer; this is {}. Install one (Debian, Ubuntu: apt install python3) and start again.\n"
    "casework 需要 Python 3.11 或更高版本，当前为 {}。请安装后重试。"
)
NO_VENV = (
    "Python cannot make a virtual environment here. Debian, Ubuntu: apt install python3-venv (or put uv on PATH).\n"
    "无法创建虚拟环境。Debian/Ubuntu 请执行 apt install python3-venv（或安装 uv）。"
)
NO_INSTALLER = (
    "There is neither uv nor a usable pip. Debian, Ubuntu: apt install python3-venv (or put uv on PATH).\n"
    "没有可用的 uv 或 pip。Debian/Ubuntu 请执行 apt install python3-venv（或安装 uv）。"
)
NOT_INSTALLED = (
    "The packages could not be installed (see above). Is a package source reachable? Start again to continue.\n"
    "软件包安装失败（见上）。请检查软件源是否可达，然后重新运行。"
)
FIRST_TIME = "Installing into .venv, once, about a minute … 首次安装到 .venv，约一分钟……"


class SetupError(Exception):
    """The installation cannot be completed; the message says what to do."""


def main(arguments: list[str]) -> int:
    """Run one subcommand and return its exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("serve", [])
    if command in ("-h", "--help", "help"):
        print(HELP)
        return 0
    if command not in ("serve", "demo", "test", "faults", "bench", "casework"):
        print(HELP, file=sys.stderr)
        print(f"Unknown command: {command}  未知命令：{command}", file=sys.stderr)
        return 2
    use_new_enough_python()
    install("dev" if command in ("test", "faults", "bench") else "runtime")
    if command == "test":
        return run_checks(rest)
    if command in ("serve", "demo"):
        os.environ.setdefault("CASEWORK_MODE", "demo")
    os.environ.setdefault("CASEWORK_COMMAND", "python3 run.py casework")
    if command in ("faults", "bench"):
        os.chdir(ROOT)
        become([str(PYTHON), "-m", "tests.faults" if command == "faults" else "benchmarks", *rest])
    become([str(VENV / "bin" / "casework"), *([] if command == "casework" else [command]), *rest])
    return 3


def become(command: list[str]) -> None:
    """Replace this process, so that signals and exit codes are the program's own."""
    sys.stdout.flush()
    os.execv(command[0], command)


def use_new_enough_python() -> None:
    """Go on under a newer Python of this machine when this one is too old."""
    if sys.version_info >= OLDEST:
        return
    for name in ("python3.13", "python3.12", "python3.11", "python3.14"):
        found = shutil.which(name)
        if found and quietly([found, "-c", f"import sys; sys.exit(sys.version_info < {OLDEST})"]):
            become([found, str(Path(__file__).resolve()), *sys.argv[1:]])
    version = sys.version.split()[0]
    raise SetupError(TOO_OLD.format(version, version))


def install(level: str) -> None:
    """Bring `.venv` to what the requirement files say; two starts at once wait for each other."""
    wanted = stamp(level)
    if is_installed(level, wanted):
        return
    with Path(__file__).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_installed(level, wanted):
            return
        print(FIRST_TIME, file=sys.stderr)
        if UNFINISHED.exists() or not works(PYTHON):
            make_environment()
        UNFINISHED.touch()
        files = [ROOT / "requirements" / f"{name}.txt" for name in (level, "build")]
        install_packages(["--require-hashes", *(part for file in files for part in ("-r", str(file)))])
        # Editable, by the pinned build tool just installed: nothing else is fetched.
        install_packages(["--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
        for lower in ("runtime", level):
            stamp_file(lower).write_text(stamp(lower))
        UNFINISHED.unlink()


def is_installed(level: str, wanted: str) -> bool:
    """Whether the last installation was completed, here, from these requirement files."""
    file = stamp_file(level)
    return not UNFINISHED.exists() and file.exists() and file.read_text() == wanted and PYTHON.exists()


def stamp_file(level: str) -> Path:
    """Where it is noted what has been installed."""
    return VENV / f"installed-{level}"


def stamp(level: str) -> str:
    """A hash over this folder and the files that say what is to be installed."""
    digest = hashlib.sha256(str(ROOT).encode())
    for file in (f"requirements/{level}.txt", "requirements/build.txt", "pyproject.toml"):
        digest.update((ROOT / file).read_bytes())
    return digest.hexdigest()


def works(python: Path) -> bool:
    """Whether this is the new enough interpreter of an environment that still lies where it was made."""
    check = f"import sys; sys.exit(sys.version_info < {OLDEST} or sys.prefix != {str(VENV)!r})"
    scripts = [VENV / "bin" / name for name in ("casework", "pytest")]
    moved = any(script.exists() and str(VENV) not in script.read_text(errors="replace")[:300] for script in scripts)
    return python.exists() and not moved and quietly([str(python), "-c", check])


def make_environment() -> None:
    """A fresh `.venv` without pip: the module ensurepip may be absent."""
    shutil.rmtree(VENV, ignore_errors=True)
    ways = [[sys.executable, "-m", "venv", "--without-pip", str(VENV)]]
    uv = shutil.which("uv")
    if uv:
        ways.append([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)])
    ways.append([sys.executable, "-m", "virtualenv", "--quiet", str(VENV)])
    for way in ways:
        if quietly(way) and works(PYTHON):
            return
        shutil.rmtree(VENV, ignore_errors=True)
    raise SetupError(NO_VENV)


def install_packages(arguments: list[str]) -> None:
    """Install with uv when it is on PATH, else (or when it fails) with pip."""
    uv = shutil.which("uv")
    if uv and run([uv, "pip", "install", "--quiet", "--python", str(PYTHON), *arguments]):
        return
    pip = find_pip()
    if pip is None:
        raise SetupError(NO_INSTALLER)
    if not run([*pip, "install", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]):
        raise SetupError(NOT_INSTALLED)


def find_pip() -> list[str] | None:
    """A pip that installs into `.venv`: its own, or the one of the starting Python (which may be externally managed)."""
    own = [str(PYTHON), "-m", "pip"]
    if quietly([*own, "--version"]) or quietly([str(PYTHON), "-m", "ensurepip"]):
        return own
    outside = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    return outside if quietly([*outside, "--version"]) else None


def run_checks(pytest_arguments: list[str]) -> int:
    """Every check in order, all of them even when one fails; a summary line each at the end."""
    os.chdir(ROOT)
    program = VENV / "bin"
    workers = (
        [] if any(argument.startswith(("-n", "--numprocesses")) for argument in pytest_arguments) else ["-n", "auto"]
    )
    checks = {
        "ruff check": [str(program / "ruff"), "check", "."],
        "ruff format": [str(program / "ruff"), "format", "--check", "."],
        "mypy --strict": [str(program / "mypy")],
        "lint-imports": [str(program / "lint-imports"), "--no-logo"],
        "pytest": [str(program / "pytest"), *workers, *pytest_arguments],
    }
    lines = []
    failed = False
    for name, command in checks.items():
        print(f"\n== {name}", flush=True)
        started_at = time.monotonic()
        passed = run(command)
        failed = failed or not passed
        seconds = time.monotonic() - started_at
        lines.append(f"{name:<14} {'ok     通过' if passed else 'FAILED 未通过'}  {seconds:6.1f} s")
    print("\n" + "\n".join(lines), flush=True)
    return 1 if failed else 0


def run(command: list[str]) -> bool:
    """Run it in sight of the user; whether it succeeded."""
    return subprocess.run(command, check=False).returncode == 0


def quietly(command: list[str]) -> bool:
    """Run it unseen; whether it succeeded."""
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a Latin-1 terminal still shows the English half
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{NOT_INSTALLED}\n{error}")
    except KeyboardInterrupt:
        sys.exit(130)
