"""Every reading x every role x households near and far: nobody is told of what lies beyond their scope (ADR 0044)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import click
import pytest
from click.testing import Result

from casework.domain.codes.offices import Role
from casework.domain.codes.rights import DataClass, Reach
from casework.domain.rights.everywhere import EVERYWHERE
from casework.domain.rights.table import rights_table
from casework.interfaces.cli.first_page import COMMANDS
from tests.support.installations.command_line import DIVISIONS, HEADER, CommandLine, resident_id
from tests.support.installations.staff import Staff

NEAR, NEXT, TOWNSHIP = "990101001001", "990101001002", "990101001000"
SISTER, MERGED = "990101002001", "990101002002"
OTHER_COUNTY, OTHER_CITY = "990102001001", "990201001001"
MORE = (
    ("990101002000", "六镰镇"), (SISTER, "远穗村"), (MERGED, "近禾村"), ("990102000000", "稻花县"),
    ("990102001000", "七镰镇"), (OTHER_COUNTY, "稻香村"), ("990200000000", "豆香市"), ("990201000000", "豆花县"),
    ("990201001000", "八镰镇"), (OTHER_CITY, "豆荚村"),
)  # fmt: skip
OWN, NEIGHBOUR, ONE_VILLAGE_ON, CAME, JOINED = "7710101", "7710102", "7720201", "7760601", "7770701"
THERE, WENT, ELSEWHERE, FAR = "7730301", "7750501", "7740401", "7780801"
STRICT = "7790901"
"""Near, and of a level of confidentiality that few open."""
VILLAGES = {
    OWN: NEAR, NEIGHBOUR: NEAR, ONE_VILLAGE_ON: NEXT, CAME: NEXT, JOINED: NEXT,
    THERE: SISTER, WENT: SISTER, ELSEWHERE: OTHER_COUNTY, FAR: OTHER_CITY, STRICT: NEAR,
}  # fmt: skip
"""Where each household is now, by its number."""

FIRST_IN = {**VILLAGES, CAME: SISTER, WENT: NEXT, JOINED: MERGED}
SHARED = "7705551"
"""The number of three households, one of them beyond the township."""

NOBODYS = "7799999"
"""A number that no household has."""

OFFICES = {
    Role.CADRE: NEAR, Role.VILLAGE: NEAR, Role.TOWNSHIP: TOWNSHIP, Role.COUNTY_HRSS: "990101000000",
    Role.COUNTY_RURAL_REVITALISATION: "990101000000", Role.COUNTY: "990101000000", Role.CITY: "990100000000",
    Role.AUDITOR: "990100000000", Role.DATA_PROTECTION: "990100000000",
}  # fmt: skip

CANARIES = {
    "jie.mei": THERE,
    "mi.mi": STRICT,
    "yuan.fang": FAR,
    "990102001": ELSEWHERE,
    "稻香村": ELSEWHERE,
    "990201001": FAR,
    "豆荚村": FAR,
}
"""Cadres, codes and names of places that nobody may be told who does not see the household."""

OF_A_HOUSEHOLD: dict[str, tuple[str, ...]] = {
    "show": ("show", "{}"),
    "history": ("history", "{}"),
    "explain": ("explain", "{}", "verify"),
    "responsibility": ("responsibility", "{}"),
}
OF_MANY: dict[str, list[tuple[str, ...]]] = {
    "list": [("list",), ("list", "--sort", "next-due"), ("list", "--never-contacted")],
    "overdue": [("overdue",), ("overdue", "--missed-law")],
    "pending": [("pending",)],
    "workers": [("workers",)],
    "notices": [("notices",), ("notices", "--digest")],
    "quality": [("quality",)],
    "workload": [("workload",)],
    "coverage": [("coverage", "--by", "village")],
    "episodes": [("episodes", "--list", "--by", "village")],
    "late": [("late",)],
    "find": [
        *(("find", "--number", each) for each in VILLAGES),
        ("find", "--id", resident_id("19700515", 7)),
        ("find", "--telephone", "10012345678"),
        ("find", "--name", "禾一亩"),
        ("find", "--part-of-name", "禾", "--region", "99"),
    ],
    "what-if": [("what-if",)],
    "rounds list": [
        ("rounds", "list", "99"),
        ("rounds", "list", "99", "--waiting"),
        ("rounds", "list", "99", "--by-site"),
    ],
    "to-share": [("to-share", "national", "--region", "99")],
    "compare": [("compare", "SHEET", "--region", "99", "--village", NEAR)],
    "import": [("import", "--list")],
}
OF_THEN = ("list", "overdue", "workers", "coverage", "episodes", "late", "workload", *OF_A_HOUSEHOLD)
"""The readings that are asked of a day before the moves as well."""


def readings() -> set[str]:
    """The words of the command line that ask, and are of people: what is read, by its name in the table of rights."""
    lines = rights_table().lines
    asking = {
        what
        for what, command in _commands()
        if any(each.name == "acting_as" and not each.required for each in command.params)
    }
    return {what for what in asking if lines[what].data is not DataClass.NO_CASE and not lines[what].installation}


def _commands() -> Iterator[tuple[str, click.Command]]:
    for places in COMMANDS.values():
        for word, (place, _) in places.items():
            module, _, name = place.partition(":")
            command = getattr(import_module(f"casework.interfaces.cli.{module}"), name)
            below = getattr(command, "commands", None)
            yield from ((f"{word} {each}", one) for each, one in below.items()) if below else [(word, command)]


class World:
    """Households near and far, two that moved, a village that was merged; then accounts in all offices of one place."""

    def __init__(self, counter: CommandLine) -> None:
        self.counter = counter
        self.batches: dict[str, str] = {}
        counter.say("import", "--divisions", counter.table("more.csv", [("区划代码", "名称"), *DIVISIONS, *MORE]))
        names = dict((*DIVISIONS, *MORE))
        for nth, (number, village) in enumerate(FIRST_IN.items()):
            born = resident_id("19700515", nth + 2)
            row = (number, "", "户主", "禾一亩", born, names[village], "10012345678", "", "未就业")
            self.batches[number] = counter.import_rows(row, name=f"{number}.csv")["batch"]
        for village in (NEAR, NEXT, SISTER):
            row = (SHARED, "", "户主", "豆二垄", "", names[village], "", "", "务工")
            counter.import_rows(row, name=f"shared-{village}.csv")
        self.sheet = counter.table("list.csv", [HEADER, *self._listed()])
        for number, cadre in ((OWN, "gan.bu"), (THERE, "jie.mei"), (FAR, "yuan.fang"), (STRICT, "mi.mi")):
            counter.do("verify", number, "--confirm", "--source", "visit", by="town")
            counter.do("assign", number, cadre)
        counter.later(days=1)
        self.before = counter.now.isoformat()
        counter.later(days=40)
        counter.say("sweep")
        for number in (OWN, THERE, FAR):
            version = str([each["fact"] for each in counter.ask("history", number)].index("verified") + 1)
            asked = counter.do("correct", number, version, "--withdraw", "--reason", "重复", by="li")
            assert asked == ["correction-proposed"]
        assert counter.do("propose-confidentiality", STRICT, "strict", "--reason", "受害人", by="li")
        assert counter.do("decide-confidentiality", STRICT, "strict", by="town") == ["confidentiality-changed"]
        for number, village in ((CAME, NEXT), (WENT, SISTER)):
            counter.do("move", number, "--village", village)
        counter.say("divisions", "merge", MERGED, NEXT, "--into", NEXT, "--from", str(counter.now.date()))
        counter.later(days=1)
        counter.say("rounds", "open", "9901", "普查", "--kind", "survey", "--from", "2026-03-01", "--to", "2026-12-31")
        staff = Staff(counter)
        self.accounts = {role: staff.active(role.zh, f"{role}@{division}") for role, division in OFFICES.items()} | {
            Role.SYSTEM_ADMINISTRATOR: staff.first
        }
        counter.later(days=1)
        counter.ask("account", "adopt", "gan.bu", self.accounts[Role.CADRE], "--as", staff.first)

    def _listed(self) -> Iterator[tuple[str, ...]]:
        """A list from elsewhere with everybody on it, all in the near village."""
        for nth in range(len(FIRST_IN)):
            yield (f"L{nth}", "", "户主", "禾一亩", resident_id("19700515", nth + 2), "禾坪村", "", "", "务工")

    def registers(self, role: Role, number: str, village: str, document: str = "") -> str:
        """Why a household is not registered."""
        member = {"name": "禾一亩", "relation": "本人", **({"resident_id": document} if document else {})}
        survey = {
            "number": number,
            "village": village,
            "source": "survey",
            "informant": "村委会",
            "effective_on": str(self.counter.now.date()),
            "members": [member],
        }
        file = self.counter.folder / f"{number}-{village}.json"
        file.write_text(json.dumps(survey), encoding="utf-8")
        return self.run(role, "register", str(file)).stderr

    def run(self, role: Role, *words: str) -> Result:
        """What an account in this office is answered."""
        said = [self.sheet if word == "SHEET" else word for word in words]
        return self.counter.run(*said, "--as", self.accounts[role], CASEWORK_AS=None)


@pytest.fixture
def world(any_counter: CommandLine) -> World:
    """The same on either database."""
    return World(any_counter)


def seen_by(role: Role, what: str) -> set[str]:
    """The households that a role sees in a reading, worked out from the table apart from what is tested."""
    reach = rights_table().reaches.get((role, what))
    digits = {
        Role.CITY: 4,
        Role.AUDITOR: 4,
        Role.DATA_PROTECTION: 4,
        Role.TOWNSHIP: 9,
        Role.VILLAGE: 12,
        Role.CADRE: 12,
    }
    if reach is None:
        return set()
    own = {OWN} if role is Role.CADRE else set()
    if reach is Reach.OWN:
        return own
    prefix = OFFICES[role][: digits.get(role, 6)]
    closed = set() if role in (Role.COUNTY_HRSS, Role.DATA_PROTECTION) else {STRICT}
    return own | {number for number, village in VILLAGES.items() if village.startswith(prefix)} - closed


def leaks(world: World, role: Role) -> Iterator[tuple[str, ...]]:
    """What a role is told of households that it does not see, by reading; each as it is typed."""
    for what in sorted(readings()):
        seen = seen_by(role, what)
        for words in _probes(world, what):
            answer = world.run(role, *words)
            assert answer.exit_code in (0, 1), (words, answer.stderr)
            told = answer.stdout + answer.stderr
            for number in VILLAGES.keys() - seen - set(words):
                yield from ((*words, canary) for canary in (number, world.batches[number]) if canary in told)
            yield from ((*words, canary) for canary, of in CANARIES.items() if of not in seen and canary in told)
        if what in OF_A_HOUSEHOLD:
            yield from _of_one(world, role, what, seen)


def _probes(world: World, what: str) -> Iterator[tuple[str, ...]]:
    for words in OF_MANY.get(what, ()):
        yield (*words, "--json")
        if what in OF_THEN:
            yield (*words, "--as-of", world.before)
            yield (*words, "--true-at", world.before, "--json")


def _of_one(world: World, role: Role, what: str, seen: set[str]) -> Iterator[tuple[str, ...]]:
    """Of a household that is not seen the answer is the same as of one that is not there, for now and for then."""
    for moment in ((), ("--as-of", world.before)):
        absent = world.run(role, *(word.format(NOBODYS) for word in OF_A_HOUSEHOLD[what]), *moment)
        for number in VILLAGES:
            answer = world.run(role, *(word.format(number) for word in OF_A_HOUSEHOLD[what]), *moment)
            told = tuple(text.replace(number, NOBODYS) for text in (answer.stdout, answer.stderr))
            if number in seen:
                assert answer.exit_code == 0, (role, what, number, answer.stderr)
            elif (answer.exit_code, *told) != (absent.exit_code, absent.stdout, absent.stderr):
                yield (what, number, *moment)


def test_every_reading_has_its_probe() -> None:
    """One that is added fails here until it is tried below."""
    assert readings() == OF_MANY.keys() | OF_A_HOUSEHOLD.keys()
    assert set(OFFICES) | {Role.SYSTEM_ADMINISTRATOR} == set(Role)


def test_nobody_is_told_of_what_lies_beyond(world: World) -> None:
    """In lists, counts, searches, pages, histories, of now and of then; after moves and a merge."""
    assert {role: list(leaks(world, role)) for role in Role} == {role: [] for role in Role}


def test_everybody_sees_what_is_theirs(world: World) -> None:
    """All of it, and nothing else: also before the day on which it came to them, and nothing of what has gone."""
    for role in OFFICES:
        seen = seen_by(role, "list")
        for moment in ((), ("--as-of", world.before)):
            answer = world.run(role, "list", "--json", *moment)
            found: Any = json.loads(answer.stdout) if answer.exit_code == 0 else []
            rows = found["items"] if moment and found else found
            assert {row["household"] for row in rows} & VILLAGES.keys() == seen, (role, moment)


def test_who_may_be_meant_is_asked_of_what_is_seen(world: World) -> None:
    """Of three households of one number the township is told two, the village has but one, and neither hears of the third."""
    told = world.run(Role.TOWNSHIP, "show", SHARED).stderr
    assert ("2户" in told, "禾坪村" in told, "双穗村" in told, "远穗村" in told, SISTER in told) == (
        *(True, True, True),
        *(False, False),
    )
    assert world.run(Role.VILLAGE, "show", SHARED).exit_code == 0
    log = ("log", SHARED, "--kind", "visit", "--outcome", "reached")
    assert world.run(Role.TOWNSHIP, *log).stderr == told


def test_a_refused_act_tells_no_more_than_a_reading(world: World) -> None:
    """On a household that is beyond, of a number that is taken there, and of a person who is registered there."""
    for act in (("log", "{}", "--kind", "visit", "--outcome", "reached"), ("consent", "{}", "--answer", "given")):
        there, absent = (
            world.run(Role.TOWNSHIP, *(word.format(number) for word in act)) for number in (THERE, NOBODYS)
        )
        assert there.stderr.replace(THERE, NOBODYS) == absent.stderr
    told = [world.registers(Role.TOWNSHIP, number, SISTER) for number in (THERE, NOBODYS)]
    assert told[0] == told[1]
    elsewhere = world.registers(Role.TOWNSHIP, NOBODYS, NEAR, resident_id("19700515", 2 + list(FIRST_IN).index(THERE)))
    assert elsewhere == "此人已登记在另一户\nThe person is registered in another household\n"
    near = world.registers(Role.TOWNSHIP, NOBODYS, NEAR, resident_id("19700515", 2 + list(FIRST_IN).index(OWN)))
    assert near.startswith("此人已登记在另一户（")


def test_a_scope_that_is_ignored_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with everything seen, each kind of reading that a cadre or a township has tells of what lies beyond."""
    monkeypatch.setattr("casework.application.accounts.readers.scope_of", lambda *_: EVERYWHERE)
    told = {words[0] for words in leaks(world, Role.TOWNSHIP)}
    asked = {what for what in readings() if (Role.TOWNSHIP, what) in rights_table().reaches}
    assert {what.partition(" ")[0] for what in asked} - told == set()
