"""Coded words for what becomes of a division."""

from __future__ import annotations

from casework.domain.codes.code import Code


class ChangeKind(Code):
    """What became of a division."""

    MERGED = "merged", "合并"
    SPLIT = "split", "拆分"
    RENAMED = "renamed", "更名"
    MOVED = "moved", "划转"
