"""The command line explains itself: every command of the contract is there, and its help prints every code it takes."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from casework.domain.codes.clearance import Closing, Insufficient, Milestone, ProposalReturn
from casework.domain.codes.code import Code
from casework.domain.codes.jobs import Broker, EmployerKind, Insurance, ReturnReason, WelfarePost
from casework.domain.codes.people import EmploymentStated, LedgerGroup, MembershipGround, Sex
from casework.domain.codes.persons.documents import CertificateAct, CertificateKind, EvidenceKind
from casework.domain.codes.persons.erasures import ErasureGround
from casework.domain.codes.rights import Confidentiality
from casework.domain.codes.service.assistance import Benefit, DifficultyKind, FollowUpKind, Level, Measure, Outcome
from casework.domain.codes.service.contacts import (
    ComplaintAbout,
    ComplaintOutcome,
    ComplaintWay,
    ContactPlace,
    NextAction,
    Relation,
    Service,
    TelephoneFound,
    WhyMissed,
)
from casework.domain.codes.service.matters import ClueSource, Department, DepartmentAnswer, ObjectionOutcome
from casework.domain.codes.service.needs import Barrier, LevelFactor, Need, Trade, Wish, WorkDistance
from casework.domain.codes.sources import ExternalSystem, Office, VerificationSource
from casework.domain.codes.stages import Stage
from casework.domain.codes.verification import (
    CheckedData,
    ConsentAnswer,
    Finding,
    HardToEmployEnd,
    HardToEmployGround,
    NotEligible,
    Registration,
    UnwillingReason,
)
from casework.domain.codes.work import Channel, JobEnd, Refusal, WorkKind
from casework.interfaces.cli.first_page import COMMANDS, LISTED, panels
from casework.interfaces.cli.main import cli
from casework.interfaces.listings.catalogue import LISTS
from tests.architecture.tree import ROOT
from tools.help_pages import SAMPLE, pages

NAMES = [
    "register",
    "move",
    "move-member",
    "split",
    "merge",
    "member-left",
    "member-joined",
    "same-person",
    "external-code",
    "shared",
    "report",
    "receipt",
    "verify",
    "verify-member",
    "reapply",
    "hard-to-employ",
    "end-hard-to-employ",
    "record-certificate",
    "consent",
    "erase",
    "propose-confidentiality",
    "decide-confidentiality",
    "assign",
    "accept",
    "decline",
    "release",
    "stand-in",
    "level",
    "green-channel",
    "needs",
    "plan",
    "measure",
    "log",
    "inform",
    "return",
    "difficulty",
    "resolve",
    "offer",
    "answer",
    "benefit",
    "satisfaction",
    "appointment",
    "keep-appointment",
    "miss-appointment",
    "telephone",
    "complaint",
    "answer-complaint",
    "place",
    "change-job",
    "confirm",
    "supplement",
    "end-job",
    "end-work",
    "clear",
    "check",
    "stabilise",
    "close",
    "extend",
    "refer",
    "jurisdiction",
    "public-notice",
    "clue",
    "confirm-quarter",
    "asked",
    "roster",
    "difference",
    "settle-difference",
    "pause",
    "resume",
    "allow-late",
    "correct",
    "import",
    "template",
    "hand-over",
    "to-share",
    "compare",
    "cadre-leave",
    "show",
    "find",
    "list",
    "overdue",
    "pending",
    "history",
    "explain",
    "responsibility",
    "open-ledgers",
    "rounds",
    "words",
    "workers",
    "coverage",
    "quality",
    "workload",
    "episodes",
    "late",
    "notices",
    "what-if",
    "account",
    "office",
    "rights",
    "access",
    "whoami",
    "sweep",
    "rebuild",
    "repair",
    "follow",
    "schedule",
    "serve",
    "setup",
    "migrate",
    "doctor",
    "policy",
    "calendar",
    "divisions",
    "references",
    "erasures",
    "keys",
    "demo",
]

TAKEN: dict[str, list[type[Code]]] = {
    "report": [LedgerGroup],
    "refer": [DifficultyKind, Department, DepartmentAnswer],
    "public-notice": [ObjectionOutcome],
    "clue": [ClueSource, Office],
    "receipt": [Office, Insufficient],
    "verify": [
        *(VerificationSource, NotEligible, Finding, HardToEmployGround, ProposalReturn),
        *(Office, EmploymentStated, Wish, Registration, UnwillingReason, EvidenceKind, Relation),
    ],
    "verify-member": [VerificationSource, Finding, HardToEmployGround, Registration, UnwillingReason, EvidenceKind],
    "end-hard-to-employ": [HardToEmployEnd, HardToEmployGround],
    "consent": [ConsentAnswer, CheckedData],
    "erase": [ErasureGround],
    "propose-confidentiality": [Confidentiality],
    "decide-confidentiality": [Confidentiality],
    "record-certificate": [CertificateKind, CertificateAct, Registration],
    "move-member": [MembershipGround],
    "split": [MembershipGround],
    "member-left": [MembershipGround],
    "external-code": [ExternalSystem],
    "shared": [ExternalSystem],
    "member-joined": [MembershipGround, Sex],
    "level": [Level, LevelFactor],
    "appointment": [FollowUpKind, ContactPlace],
    "miss-appointment": [WhyMissed],
    "telephone": [TelephoneFound],
    "complaint": [ComplaintAbout, ComplaintWay],
    "answer-complaint": [ComplaintOutcome],
    "hard-to-employ": [HardToEmployGround, Office],
    "plan": [Measure, Relation],
    "inform": [FollowUpKind],
    "benefit": [Benefit],
    "satisfaction": [FollowUpKind, Relation],
    "measure": [Measure],
    "needs": [Wish, Trade, WorkDistance, Need, Barrier, Relation],
    "log": [FollowUpKind, Outcome, Relation, Service, ContactPlace, NextAction],
    "difficulty": [DifficultyKind, Relation],
    "resolve": [Insufficient, DifficultyKind, EvidenceKind],
    "offer": [Channel, WorkKind, Trade, EmployerKind, Broker],
    "return": [ReturnReason, Relation],
    "change-job": [Channel, Trade, EmployerKind, Broker, Insurance, WelfarePost, HardToEmployGround],
    "answer": [Refusal],
    "place": [WorkKind, Channel, Trade, EmployerKind, Broker, Insurance, WelfarePost, HardToEmployGround],
    "confirm": [Insufficient, ProposalReturn, EvidenceKind],
    "end-job": [JobEnd],
    "end-work": [JobEnd],
    "clear": [ProposalReturn],
    "check": [Milestone, Relation],
    "close": [Closing, ProposalReturn],
    "list": [Stage],
}

HEAVY = (
    "sqlalchemy",
    "eventsourcing",
    "psycopg",
    "apscheduler",
    "cryptography",
    "structlog",
    "projections",
    "scheduler",
)


def help_of(*words: str) -> str:
    """The help page, its lines joined."""
    result = CliRunner(env={"COLUMNS": "400"}).invoke(cli, [*words, "--help"])
    assert result.exit_code == 0
    return result.stdout


def test_every_command_of_the_contract_is_there() -> None:
    """No more and no fewer, each word once; the first page lists them all."""
    assert len(NAMES) == len(set(NAMES))
    assert sorted(name for names in panels().values() for name in names) == sorted(NAMES)
    page = help_of()
    assert [name for name in NAMES if not re.search(rf"(?m)^│ {name} ", page)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_command_explains_itself(name: str) -> None:
    """In Chinese and in English, at exit code 0."""
    page = help_of(name)
    assert "Usage" in page
    assert any("\u4e00" <= letter <= "\u9fff" for letter in page)


def test_the_pages_are_those_of_the_reviewed_sample() -> None:
    """A changed word is seen in a diff: `python -m tools.help_pages` was run."""
    assert pages() == SAMPLE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TAKEN)
def test_help_prints_the_codes_with_their_labels(name: str) -> None:
    """Every code a command takes, with its Chinese label."""
    page = " ".join(help_of(name).replace("│", " ").split())
    assert [f"{code} {code.zh}" for kind in TAKEN[name] for code in kind if f"{code} {code.zh}" not in page] == []


@pytest.mark.parametrize("name", sorted(set(NAMES) & set(TAKEN) - {"list"}))
def test_writing_commands_take_who_when_and_which(name: str) -> None:
    """Actor, time, command id, JSON, database."""
    page = help_of(name)
    assert [word for word in ("--as", "--at", "--command-id", "--json", "--database") if word not in page] == []


@pytest.mark.parametrize("name", ["list", "overdue", "workload", "notices"])
def test_lists_take_a_region(name: str) -> None:
    """And answer as JSON."""
    page = help_of(name)
    assert "--region" in page
    assert "--json" in page


def test_the_first_page_calls_lists_as_their_catalogue_does() -> None:
    """All of them, in the same words."""
    shown = {word: place[1] for places in COMMANDS.values() for word, place in places.items() if place[0] == LISTED}
    assert shown == {word: f"{line.zh} {line.en}" for word, line in ((each, LISTS[each].heading()) for each in LISTS)}


def test_asking_for_help_loads_little() -> None:
    """The first page needs no database library, no cipher and no scheduler."""
    program = (
        "import sys; from casework.interfaces.cli.main import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "rich" in loaded
    assert sorted(loaded & set(HEAVY)) == []


def test_without_a_command_the_help_is_shown() -> None:
    """Nobody is left without a hint."""
    result = CliRunner().invoke(cli, [])
    assert result.exit_code == 0
    assert "import" in result.stdout


def test_the_version_is_told() -> None:
    """With the program's name."""
    assert CliRunner().invoke(cli, ["--version"]).stdout.startswith("casework ")
