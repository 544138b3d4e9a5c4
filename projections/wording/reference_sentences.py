"""What facts beside the households' say: about divisions, imports and rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casework.domain.fact import Fact
from casework.domain.facts import divisions, rules
from casework.domain.facts import imports as batches

SentenceOf = Callable[[Any], tuple[str, str]]
"""From a fact to its Chinese and its English sentence."""

REFERENCE_SENTENCES: dict[type[Fact], SentenceOf] = {
    divisions.DivisionsChanged: lambda f: (
        f"区划变更{len(f.changes)}项，自{f.effective_on}起",
        f"{len(f.changes)} changes of divisions from {f.effective_on}",
    ),
    divisions.DivisionsLoaded: lambda f: (
        f"载入区划{len(f.divisions)}个（{f.county}）",
        f"{len(f.divisions)} divisions loaded ({f.county})",
    ),
    rules.PolicyPublished: lambda f: (
        f"发布第{f.version}版政策，自{f.effective_on}起施行",
        f"Policy {f.version} published, in force from {f.effective_on}",
    ),
    rules.CalendarLoaded: lambda f: (
        f"载入第{f.version}版工作日历（{'、'.join(f'{year}年' for year in f.years)}），{len(f.moved)}项期限变动",
        f"Work calendar {f.version} loaded ({', '.join(map(str, f.years))}): {len(f.moved)} deadlines moved",
    ),
    batches.ImportStarted: lambda f: (
        f"{f.account}开始导入{f.files}个台账文件（批次{f.batch}）",
        f"{f.account} began to import {f.files} files (batch {f.batch})",
    ),
    batches.ImportFinished: lambda f: (
        f"导入完成（批次{f.batch}）：{f.households}户{f.persons}人，拒绝{f.refused}行",
        f"Import finished (batch {f.batch}): {f.households} households, {f.persons} persons, {f.refused} rows refused",
    ),
    batches.ImportWithdrawn: lambda f: (
        f"{f.account}撤回导入（批次{f.batch}），更正{f.entries}条记录",
        f"{f.account} withdrew the import (batch {f.batch}): {f.entries} entries corrected",
    ),
}
