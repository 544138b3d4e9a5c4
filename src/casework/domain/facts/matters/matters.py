"""Facts about what goes to others and comes back: other departments, offices above, the public (GY-12a, GY-13d, GY-2d)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.codes.service.matters import ClueSource, Department, DepartmentAnswer, ObjectionOutcome
from casework.domain.codes.sources import Office
from casework.domain.fact import Fact
from casework.domain.labels import Label


class DifficultyReferred(Fact, frozen=True, kw_only=True, tag="difficulty-referred"):
    """An open difficulty was handed over to another department; its owner presses for the answer (GY-13d; words sealed)."""

    label: ClassVar = Label("转办困难", "difficulty referred")
    also_outside: ClassVar = True
    changes_household: ClassVar = False
    sentence: ClassVar = Label("困难“{kind}”转{department}办理", "Difficulty {kind} referred to {department}")
    fixed_fields: ClassVar = frozenset({"kind", "department", "owner"})

    kind: DifficultyKind
    department: Department
    owner: str


class ReferralAnswered(Fact, frozen=True, kw_only=True, tag="referral-answered"):
    """The department to which a difficulty was handed over answered (GY-13d; words sealed beside it)."""

    label: ClassVar = Label("转办答复", "referral answered")
    also_outside: ClassVar = True
    changes_household: ClassVar = False
    sentence: ClassVar = Label("{department}答复“{kind}”：{answer}", "{department} answered on {kind}: {answer}")
    fixed_fields: ClassVar = frozenset({"kind", "department"})

    kind: DifficultyKind
    department: Department
    answer: DepartmentAnswer


class JurisdictionDisputed(Fact, frozen=True, kw_only=True, tag="jurisdiction-disputed"):
    """Somebody says the household is another village's; where it stands it stays until that is decided (GY-2d, CD-P3)."""

    label: ClassVar = Label("管辖争议", "jurisdiction disputed")
    also_outside: ClassVar = True
    changes_household: ClassVar = False
    sentence: ClassVar = Label("管辖争议：主张属{village}", "Jurisdiction disputed: said to be of {village}")
    only_answered: ClassVar = True

    village: str


class JurisdictionDecided(Fact, frozen=True, kw_only=True, tag="jurisdiction-decided"):
    """An office above decided whose household it is; who held it goes on until it is moved (GY-2d, CD-P3)."""

    label: ClassVar = Label("裁定管辖", "jurisdiction decided")
    also_outside: ClassVar = True
    changes_household: ClassVar = False
    sentence: ClassVar = Label("裁定管辖：属{village}", "Jurisdiction decided: of {village}")
    only_answered: ClassVar = True

    village: str


class PublicNoticePosted(Fact, frozen=True, kw_only=True, tag="public-notice-posted"):
    """The household stands in a public notice, from day to day (GY-12c, OF-15)."""

    label: ClassVar = Label("公示", "public notice posted")
    changes_household: ClassVar = False
    sentence: ClassVar = Label("公示：{first_on}至{last_on}", "Posted in public from {first_on} to {last_on}")

    first_on: date
    last_on: date


class ObjectionRaised(Fact, frozen=True, kw_only=True, tag="objection-raised"):
    """Somebody objected to the public notice; `number` counts in the episode (GY-12c; who and why sealed beside it)."""

    label: ClassVar = Label("公示异议", "objection raised")
    changes_household: ClassVar = False
    sentence: ClassVar = Label("收到公示异议（编号{number}）", "Objection {number} to the public notice")
    fixed_fields: ClassVar = frozenset({"number"})

    number: int


class ObjectionSettled(Fact, frozen=True, kw_only=True, tag="objection-settled"):
    """Somebody else looked into an objection and said what became of it (GY-12c; words sealed beside it)."""

    label: ClassVar = Label("异议处理", "objection settled")
    changes_household: ClassVar = False
    sentence: ClassVar = Label("异议（编号{number}）处理：{outcome}", "Objection {number} settled: {outcome}")
    fixed_fields: ClassVar = frozenset({"number"})

    number: int
    outcome: ObjectionOutcome


class ClueTaken(Fact, frozen=True, kw_only=True, tag="clue-taken"):
    """A clue was taken in that nobody of the household may be in work (GY-12a; words sealed beside it)."""

    label: ClassVar = Label("接收线索", "clue taken")
    also_outside: ClassVar = True
    changes_household: ClassVar = False
    sentence: ClassVar = Label("接收线索：{source}", "Clue taken in: {source}")

    source: ClueSource


class CluePassed(Fact, frozen=True, kw_only=True, tag="clue-passed"):
    """The clue was passed on to the office that looks into it (GY-12a, OF-15)."""

    label: ClassVar = Label("转交线索", "clue passed")
    also_outside: ClassVar = True
    changes_household: ClassVar = False
    sentence: ClassVar = Label("线索转交{office}", "Clue passed on to {office}")

    office: Office
