"""What goes to others and comes back: difficulties, jurisdiction, public notices, clues (GY-12a, GY-12c, GY-13d, GY-2d)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from casework.application.commands.assistance import ASSISTING
from casework.application.commands.declarations.declaration import Audit, Command, CommandWord, Right, Spec
from casework.application.commands.declarations.parameters import Note, Number
from casework.application.commands.detection import DETECTING
from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.codes.service.matters import ClueSource, Department, DepartmentAnswer, ObjectionOutcome
from casework.domain.codes.sources import Office
from casework.domain.decisions.matters.clues import pass_clue, take_clue
from casework.domain.decisions.matters.jurisdiction import decide_jurisdiction, dispute_jurisdiction
from casework.domain.decisions.matters.public_notices import post_public_notice, raise_objection, settle_objection
from casework.domain.decisions.matters.referrals import answer_referral, refer_difficulty
from casework.domain.errors import InvalidValueError, NoOpenEpisodeError, NotNowError, SamePersonError
from casework.domain.labels import Label
from casework.domain.words import words

KIND = Annotated[DifficultyKind, words("困难", "kind", "KIND")]
WORDS = Annotated[str, words("说明", "in words", "--note", sealed=True)]


class ReferDifficulty(Command, frozen=True, kw_only=True):
    """Hand an open difficulty over to another department (GY-13d)."""

    spec: ClassVar = Spec("refer-difficulty", "转办：把未解决的困难转其他部门办理", ASSISTING, refer_difficulty)
    called: ClassVar = CommandWord("refer", "--to")
    refuses: ClassVar = (NotNowError,)
    kind: KIND
    department: Annotated[Department, words("转给哪个部门", "to which department", "--to")]
    note: Note = ""


class AnswerReferral(Command, frozen=True, kw_only=True):
    """The department that was handed a difficulty answered (GY-13d)."""

    spec: ClassVar = Spec("answer-referral", "转办答复：承办部门已答复", ASSISTING, answer_referral)
    called: ClassVar = CommandWord("refer", "--answered-by")
    refuses: ClassVar = (NotNowError,)
    kind: KIND
    department: Annotated[Department, words("答复的部门", "which department answered", "--answered-by")]
    answer: Annotated[DepartmentAnswer, words("答复", "what it answered")]
    note: Note = ""


class DisputeJurisdiction(Command, frozen=True, kw_only=True):
    """Say that the household is another village's; it stays until that is decided (GY-2d, CD-P3)."""

    spec: ClassVar = Spec(
        "dispute-jurisdiction", "管辖争议：主张该户属他村，裁定前仍由原责任方办理", DETECTING, dispute_jurisdiction
    )
    called: ClassVar = CommandWord("jurisdiction", "--dispute")
    refuses: ClassVar = (InvalidValueError, NotNowError)
    village: Annotated[str, words("主张所属的村", "the village it is said to be of", "--dispute", metavar="CODE")]
    note: WORDS


class DecideJurisdiction(Command, frozen=True, kw_only=True):
    """Decide whose household it is, as somebody else (GY-2d, CD-P3)."""

    spec: ClassVar = Spec(
        "decide-jurisdiction",
        "裁定管辖：由上级裁定该户属哪个村",
        DETECTING,
        decide_jurisdiction,
        Right.DECIDE,
        Audit.DECISION,
    )
    called: ClassVar = CommandWord("jurisdiction", "--decide")
    refuses: ClassVar = (InvalidValueError, NotNowError, SamePersonError)
    village: Annotated[str, words("裁定所属的村", "the village it is of", "--decide", metavar="CODE")]
    note: WORDS


class PostPublicNotice(Command, frozen=True, kw_only=True):
    """The household stands in a public notice, from day to day (GY-12c)."""

    spec: ClassVar = Spec("post-public-notice", "公示：该户已公示", DETECTING, post_public_notice)
    called: ClassVar = CommandWord("public-notice", "--posted-from")
    refuses: ClassVar = (NoOpenEpisodeError, InvalidValueError)
    first_on: Annotated[date, words("公示起始日", "posted from this day on", "--posted-from")]
    last_on: Annotated[date, words("公示截止日（含）", "until this day", "--to", ahead=True)]


class RaiseObjection(Command, frozen=True, kw_only=True):
    """Take an objection to the public notice in (GY-12c)."""

    spec: ClassVar = Spec("raise-objection", "公示异议：收到一条异议", DETECTING, raise_objection)
    called: ClassVar = CommandWord("public-notice", "--objection", Label("收到异议", "an objection came in"))
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError, InvalidValueError)
    note: WORDS


class SettleObjection(Command, frozen=True, kw_only=True):
    """Say what became of an objection, as somebody else (GY-12c)."""

    spec: ClassVar = Spec(
        "settle-objection", "异议处理：由他人核实后处理", DETECTING, settle_objection, Right.DECIDE, Audit.DECISION
    )
    called: ClassVar = CommandWord("public-notice", "--settle")
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError, SamePersonError, InvalidValueError)
    number: Annotated[Number, words("异议编号", "the objection's number", "--settle")]
    outcome: Annotated[ObjectionOutcome, words("处理结果", "what became of it")]
    note: WORDS


class TakeClue(Command, frozen=True, kw_only=True):
    """A clue came in that nobody of the household may be in work (GY-12a)."""

    spec: ClassVar = Spec("take-clue", "线索：收到零就业风险线索", DETECTING, take_clue)
    called: ClassVar = CommandWord("clue", "--from")
    source: Annotated[ClueSource, words("线索来源", "where it comes from", "--from")]
    note: Note = ""


class PassClue(Command, frozen=True, kw_only=True):
    """Pass the clue on to the office that looks into it (GY-12a, OF-15)."""

    spec: ClassVar = Spec("pass-clue", "线索：转交核查部门", DETECTING, pass_clue)
    called: ClassVar = CommandWord("clue", "--pass-to")
    refuses: ClassVar = (NotNowError,)
    office: Annotated[Office, words("转交给", "pass it on to", "--pass-to")]
