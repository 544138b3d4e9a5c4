"""The divisions of a whole country: what loading them takes, and what a one-row ledger and a list then cost."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import psutil

from benchmarks.grounds import drop
from benchmarks.measuring import Figure
from tests.faults.databases import Ground

ROWS = 683_755
SEED = 20260101
SECONDS, MEGABYTES = 2.0, 200
_SYLLABLES = "东西南北上中下大小新老石柳杨李王张陈周马白青红双三高平安长永"
_PLACES = "风星桥河村庄湾坪沟坝岭家屯店营寨林泉塘井台塔庙山川水口田园坡"
_POLL_SECONDS = 0.01


def divisions_of_a_country(ground: Ground) -> Iterator[Figure]:
    """Load as many divisions as the country has; then one row and a list, the whole process tree counted."""
    table, ledger = ground.folder / "country.csv", ground.folder / "one.csv"
    village, township, county = _write_country(table)
    ledger.write_text(
        f"县,乡镇,行政村,户编号,与户主关系,姓名,出生日期,就业状态\n{county},{township},{village},1,户主,禾一亩,1980-01-05,未就业\n",
        encoding="utf-8",
    )
    url = ground.fresh()
    commands = {
        f"load {ROWS:,} divisions": (None, ["import", "--divisions", str(table), "--as", "admin"]),
        "a one-row ledger then": (SECONDS, ["import", str(ledger), "--as", "admin"]),
        "a list then": (SECONDS, ["list"]),
    }
    for name, (seconds, words) in commands.items():
        used, megabytes = _cost([*words, "--database", url], ground)
        detail = f"{used:.2f} s of CPU, {megabytes:.0f} MB at most"
        yield Figure(
            name=name if seconds is None else f"{name}: CPU against {SECONDS:g} s",
            database=ground.kind,
            ratio=used / SECONDS,
            goal=None if seconds is None else 1.0,
            wanted="at most",
            detail=detail,
        )
        if seconds is not None:
            yield Figure(
                name=f"{name}: memory against {MEGABYTES} MB",
                database=ground.kind,
                ratio=megabytes / MEGABYTES,
                goal=1.0,
                wanted="at most",
                detail=detail,
            )
    drop(url)


def _write_country(path: Path) -> tuple[str, str, str]:
    """The names of one village of the table, of its township and of its county; the names repeat as real ones do."""
    names, chance = [first + second for first in _SYLLABLES for second in _PLACES], Random(SEED)
    written, last = 0, ("", "", "")
    with path.open("w", encoding="utf-8") as file:
        file.write("统计用区划代码,城乡分类代码,名称\n")

        def told(code: str, name: str) -> str:
            nonlocal written
            written += 1
            file.write(f"{code.ljust(12, '0')},111,{name}\n")
            return name

        counties = (
            (f"{province + 11}{city:02d}{county:02d}")
            for province in range(31)
            for city in range(1, 12)
            for county in range(1, 10)
        )
        for county in counties:
            called = told(county, chance.choice(names) + "县")
            for township in range(100, 114):
                town = told(f"{county}{township}", chance.choice(names) + "镇")
                for village in range(200, 215):
                    if written == ROWS:
                        return last
                    name = chance.choice(names) + "村村民委员会"
                    last = (told(f"{county}{township}{village}", name), town, called)
    return last


def _cost(words: list[str], ground: Ground) -> tuple[float, float]:
    """Seconds of computing and MB at most of a command with all its processes."""
    environment = {
        **os.environ,
        "CASEWORK_KEYS": str(ground.keys),
        "CASEWORK_CLOCK": "2026-03-16T09:00+08:00",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    before = _children_seconds()
    process = subprocess.Popen(
        [sys.executable, "-m", "casework.interfaces.cli.main", *words], env=environment, stdout=subprocess.DEVNULL
    )
    peak = [0]
    watch = threading.Thread(target=_watch, args=(process, peak))
    watch.start()
    if process.wait() != 0:
        raise AssertionError(process.returncode)
    watch.join()
    return _children_seconds() - before, peak[0] / 1024 / 1024


def _children_seconds() -> float:
    used = os.times()
    return used.children_user + used.children_system


def _watch(process: subprocess.Popen[bytes], peak: list[int]) -> None:
    whole = psutil.Process(process.pid)
    while True:
        try:
            used = sum(each.memory_info().rss for each in (whole, *whole.children(recursive=True)))
        except psutil.Error:
            return
        peak[0] = max(peak[0], used)
        try:
            process.wait(_POLL_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return
