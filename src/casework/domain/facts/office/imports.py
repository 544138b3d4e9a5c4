"""Facts about imports of ledgers: who brought one in, what became of it, and what words of ledgers were said to mean."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from casework.domain.fact import Fact
from casework.domain.facts.office.rosters import Roster
from casework.domain.labels import Label
from casework.domain.values.bounds import Text


class ImportStarted(Fact, frozen=True, kw_only=True, tag="import-started"):
    """
    An account began to import ledgers; every fact of the import is signed `import:<batch>`.

    `sha256` are those of the files in hexadecimal, in order; `roster` says which list from elsewhere they are (BJ-1.1a).
    """

    label: ClassVar = Label("开始导入", "import started")
    sentence: ClassVar = Label(
        "{account}开始导入{files}个台账文件（导入编号{batch}）",
        "{account} began to import {files} files (batch {batch})",
    )

    batch: str
    account: str
    as_of: date
    files: int
    sha256: tuple[str, ...] = ()
    roster: Roster | None = None


class ImportFinished(Fact, frozen=True, kw_only=True, tag="import-finished"):
    """The import went through to its end, with these counts."""

    label: ClassVar = Label("导入完成", "import finished")
    sentence: ClassVar = Label(
        "导入完成（导入编号{batch}）：{households}户{persons}人，拒绝{refused}行",
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
        "{account}撤回导入（导入编号{batch}），更正{entries}条记录",
        "{account} withdrew the import (batch {batch}): {entries} entries corrected",
    )

    batch: str
    account: str
    entries: int


WORD = Text(signs=2_000)
"""A header with its groups, a word or code of a column, or the headers of a whole table."""


class WordTaught(Fact, frozen=True, kw_only=True, tag="word-taught"):
    """
    An office said what stands in its ledgers; it holds for the division and those below it, from then on.

    `of` is `header`, `table`, or the column whose word it is; `meaning` a column, a code of that column, or `other`.
    """

    label: ClassVar = Label("登记本地用语", "word taught")
    sentence: ClassVar = Label("登记本地用语：“{text}”是{meaning}", "Taught that “{text}” is {meaning}")

    division: str
    of: str
    text: Annotated[str, WORD]
    meaning: str


class TaughtWordWithdrawn(Fact, frozen=True, kw_only=True, tag="taught-word-withdrawn"):
    """What was said of a header, word or code counts no more; what was imported by it stays as it is."""

    label: ClassVar = Label("撤回本地用语", "taught word withdrawn")
    sentence: ClassVar = Label("撤回本地用语“{text}”", "Withdrew what “{text}” was said to be")

    division: str
    of: str
    text: Annotated[str, WORD]
