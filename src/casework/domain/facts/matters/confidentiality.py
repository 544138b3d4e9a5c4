"""Facts about how few may know of a household: another level proposed by one person, set by another."""

from __future__ import annotations

from typing import ClassVar

from casework.domain.codes.rights import Confidentiality
from casework.domain.fact import Fact
from casework.domain.labels import Label


class ConfidentialityProposed(Fact, frozen=True, kw_only=True, tag="confidentiality-proposed"):
    """
    Somebody proposed that more, or fewer, may know of the household; another person decides (reason sealed beside it).

    The level that it has takes an earlier proposal off.
    """

    label: ClassVar = Label("提请调整保密级别", "confidentiality proposed")
    sentence: ClassVar = Label("提请将保密级别调整为{level}", "Level of confidentiality proposed: {level}")
    kept_in_episode: ClassVar = False
    only_answered: ClassVar = True

    level: Confidentiality


class ConfidentialityChanged(Fact, frozen=True, kw_only=True, tag="confidentiality-changed"):
    """A second person set the level: from then on the household is there for those alone whose role opens it."""

    label: ClassVar = Label("调整保密级别", "confidentiality changed")
    sentence: ClassVar = Label("保密级别调整为{level}", "Level of confidentiality: {level}")
    kept_in_episode: ClassVar = False
    only_answered: ClassVar = True

    level: Confidentiality
