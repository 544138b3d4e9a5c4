"""
Households near and far, two that moved, a village that was merged, and accounts in every office of four places.

What an office sees of them is worked out here from the table of rights, apart from the program that is tried with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from click.testing import Result
from msgspec import Struct

from casework.domain.codes.offices import Role
from casework.domain.codes.rights import Reach
from casework.domain.rights.table import rights_table
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
PLACES = (NEAR, SISTER, OTHER_COUNTY, OTHER_CITY)
"""The villages whose offices, up to their city's, are held by somebody."""

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

DIGITS = {Role.CADRE: 12, Role.VILLAGE: 12, Role.TOWNSHIP: 9, Role.COUNTY_HRSS: 6, Role.COUNTY_RURAL_REVITALISATION: 6}
DIGITS |= {Role.COUNTY: 6, Role.CITY: 4, Role.AUDITOR: 4, Role.DATA_PROTECTION: 4, Role.SYSTEM_ADMINISTRATOR: 4}
"""So many digits of a division's code are those of an office of this role."""

ADOPTED = "gan.bu"
"""The bare name of the near village's cadre, who is responsible for `OWN`."""

CADRES = {"jie.mei": THERE, "mi.mi": STRICT, "yuan.fang": FAR}
PLACE_NAMES = {"990102001": ELSEWHERE, "稻香村": ELSEWHERE, "990201001": FAR, "豆荚村": FAR}
"""Cadres, codes and names of places that nobody may be told who does not see the household."""


class Held(Struct, frozen=True, kw_only=True):
    """An office that somebody holds in one of the places; its account is found by it."""

    role: Role
    place: str

    @property
    def prefix(self) -> str:
        """The digits that all divisions below it share."""
        return self.place[: DIGITS[self.role]]

    @property
    def called(self) -> str:
        """The name of whoever holds it."""
        return f"{self.role.zh}{'甲乙丙丁'[PLACES.index(self.place)]}"

    @property
    def written(self) -> str:
        """As it is typed."""
        return f"{self.role.value}@{self.prefix:0<12}"

    def sees(self, what: str) -> set[str]:
        """The households that it sees in a reading, by their numbers."""
        reach = rights_table().reaches.get((self.role, what))
        if reach is None:
            return set()
        own = {OWN} if (self.role, self.place) == (Role.CADRE, NEAR) else set()
        if reach is Reach.OWN:
            return own
        closed = set() if self.role in (Role.COUNTY_HRSS, Role.DATA_PROTECTION) else {STRICT}
        return own | {number for number, village in VILLAGES.items() if village.startswith(self.prefix)} - closed


OFFICES = tuple(
    Held(role=role, place=place) for place in PLACES for role in Role if role is not Role.SYSTEM_ADMINISTRATOR
)
"""Every office of every place; some are one for several of the places, and are held there by somebody else."""

ADMINISTRATOR = Held(role=Role.SYSTEM_ADMINISTRATOR, place=NEAR)


class World:
    """The households and the accounts, by command line."""

    def __init__(self, counter: CommandLine, offices: Sequence[Held] = OFFICES) -> None:
        self.counter = counter
        self.batches: dict[str, str] = {}
        names = dict((*DIVISIONS, *MORE))
        counter.say("import", "--divisions", counter.table("more.csv", [("区划代码", "名称"), *DIVISIONS, *MORE]))
        for nth, (number, village) in enumerate(FIRST_IN.items()):
            row = (number, "", "户主", "禾一亩", document(nth), names[village], "10012345678", "", "未就业")
            self.batches[number] = counter.import_rows(row, name=f"{number}.csv")["batch"]
        for village in (NEAR, NEXT, SISTER):
            row = (SHARED, "", "户主", "豆二垄", "", names[village], "", "", "务工")
            counter.import_rows(row, name=f"shared-{village}.csv")
        self.sheet = counter.table("list.csv", [HEADER, *self._listed()])
        self.before = ""
        self._live_a_while()
        staff = Staff(counter)
        self.accounts = {each: staff.active(each.called, each.written) for each in offices}
        self.accounts[ADMINISTRATOR] = staff.first
        counter.later(days=1)
        cadre = Held(role=Role.CADRE, place=NEAR)
        if cadre in self.accounts:
            counter.ask("account", "adopt", ADOPTED, self.accounts[cadre], "--as", staff.first)

    def _live_a_while(self) -> None:
        """Verified, assigned, overdue, corrected; then moved and merged, on the day after `before` and forty more."""
        counter = self.counter
        for number, cadre in ((OWN, ADOPTED), *((number, cadre) for cadre, number in CADRES.items())):
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

    def _listed(self) -> Iterator[tuple[str, ...]]:
        """A list from elsewhere with everybody on it, all in the near village."""
        for nth in range(len(FIRST_IN)):
            yield (f"L{nth}", "", "户主", "禾一亩", document(nth), "禾坪村", "", "", "务工")

    def registers(self, by: Held, number: str, village: str, resident: str = "") -> str:
        """Why a household is not registered."""
        member = {"name": "禾一亩", "relation": "本人", **({"resident_id": resident} if resident else {})}
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
        return self.run(by, "register", str(file)).stderr

    def run(self, by: Held, *words: str) -> Result:
        """What the account in this office is answered."""
        said = [self.sheet if word == "SHEET" else word for word in words]
        return self.counter.run(*said, "--as", self.accounts[by], CASEWORK_AS=None)


def document(nth: int) -> str:
    """The id of whoever heads the household of that place in `FIRST_IN`."""
    return resident_id("19700515", nth + 2)
