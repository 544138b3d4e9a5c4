"""Facts about one import of ledgers: who brought it in, under which day, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from casework.domain.fact import Fact
from casework.domain.labels import Label


class ImportStarted(Fact, frozen=True, kw_only=True, tag="import-started"):
    """An account began to import ledgers; every fact of the import is signed `import:<batch>`."""

    label: ClassVar = Label("开始导入", "import started")
    sentence: ClassVar = Label(
        "{account}开始导入{files}个台账文件（批次{batch}）", "{account} began to import {files} files (batch {batch})"
    )

    batch: str
    account: str
    as_of: date
    files: int


class ImportFinished(Fact, frozen=True, kw_only=True, tag="import-finished"):
    """The import went through to its end, with these counts."""

    label: ClassVar = Label("导入完成", "import finished")
    sentence: ClassVar = Label(
        "导入完成（批次{batch}）：{households}户{persons}人，拒绝{refused}行",
        "Import finished (batch {batch}): {households} households, {persons} persons, {refused} rows refused",
    )

    batch: str
    households: int
    persons: int
    refused: int


class ImportWithdrawn(Fact, frozen=True, kw_only=True, tag="import-withdrawn"):
    """An account took the import back by corrections."""

    label: ClassVar = Label("撤回导入", "import withdrawn")
    sentence: ClassVar = Label(
        "{account}撤回导入（批次{batch}），更正{entries}条记录",
        "{account} withdrew the import (batch {batch}): {entries} entries corrected",
    )

    batch: str
    account: str
    entries: int
