"""The households of the example city as they are meant, and the mistakes planted among them."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from examples.boundaries import boundary_households
from examples.layouts import BAKUANG, LAYOUTS, MAILANG, OUPING, SULING, Layout
from examples.people import Person, Registry, Work, compose, give_work
from examples.places import City, Village

NOBODY_SHARE = 0.07  # of the households with labour; about 7 % of all households remain detected
SINGLE_PROBLEMS = {  # code -> how many rows
    "id-checksum": 14,
    "id-format": 9,
    "id-date": 6,
    "id-digits-lost": 8,
    "bad-date": 6,
    "missing-name": 4,
}
QUIRKS = {  # rows that are taken all the same
    "id-blank": 20,
    "id-15-digits": 50,
    "id-full-width": 25,
    "id-spaces": 30,
    "birth-differs": 8,
    "sex-differs": 4,
    "pay-unreadable": 15,
    "status-unknown": 12,
}


@dataclass(kw_only=True)
class Household:
    """One household on one sheet; `problem` refuses all its rows, `boundary` names the rule's edge it stands on."""

    village: Village
    layout: Layout
    number: str | None
    members: list[Person]
    problem: str | None = None
    boundary: str | None = None
    first_on_sheet: bool = False


def build_households(city: City, *, count: int, rng: random.Random) -> list[Household]:
    """`count` households in the order of the file, about 1 % of their rows to be refused."""
    registry = Registry(rng)
    sizes = _sizes(city, count, rng)
    households: list[Household] = []
    for layout in LAYOUTS:
        for village in _villages(city, layout):
            for number in range(1, sizes[village.code] + 1):
                members = compose(registry, rng)
                _give_work(members, layout, rng)
                named = _number(layout, village, number)
                households.append(Household(village=village, layout=layout, number=named, members=members))
    _place_boundaries(households, registry)
    _plant_household_problems(households, rng)
    _plant_row_problems(households, rng)
    _plant_withheld(households)
    _plant_duplicates(households)
    return households


def _sizes(city: City, count: int, rng: random.Random) -> dict[str, int]:
    sizes = {village.code: count * 3 // 4 // len(city.villages) for village in city.villages}
    for _ in range(count - sum(sizes.values())):
        sizes[rng.choice(city.villages).code] += 1
    return sizes


def _villages(city: City, layout: Layout) -> list[Village]:
    own = {other.scope for other in LAYOUTS}
    for village in city.villages:
        if village.short == layout.scope:
            return [village]
    return [v for v in city.villages if layout.scope in (v.township, v.county) and v.short not in own]


def _number(layout: Layout, village: Village, number: int) -> str | None:
    if layout.numbers == "none":
        return None
    return str(number) if layout.numbers == "number" else f"{village.code[4:9]}{village.code[9:]}{number:03d}"


def _give_work(members: list[Person], layout: Layout, rng: random.Random) -> None:
    give_work(members, rng, nobody=rng.random() < NOBODY_SHARE)
    if not layout.has("status"):  # such a sheet has no words for military service
        for person in members:
            person.work = Work.NOT_EMPLOYED if person.work is Work.AWAY else person.work


def _place_boundaries(households: list[Household], registry: Registry) -> None:
    """The households on the rule's edges stand at the end of the first village of the first sheet."""
    first = [household for household in households if household.village == households[0].village]
    extra = [
        Household(
            village=first[0].village,
            layout=MAILANG,
            number=_number(MAILANG, first[0].village, len(first) + index),
            members=members,
            boundary=label,
        )
        for index, (label, members) in enumerate(boundary_households(registry), start=1)
    ]
    households[len(first) : len(first)] = extra


def _plant_household_problems(households: list[Household], rng: random.Random) -> None:
    """Villages that cannot be found, numbers that are missing or lost: all rows of these households are refused."""

    def some(count: int, fits: Callable[[Household], bool]) -> list[Household]:
        found = [h for h in households if h.problem is None and h.boundary is None and fits(h)]
        return rng.sample(found, count)

    for household in some(3, lambda h: h.layout in (MAILANG, SULING) and len(h.members) <= 3):
        household.problem = "unknown-village"
    for household in some(3, lambda h: h.layout is MAILANG and h.village.stem == "双穗" and len(h.members) <= 3):
        household.problem = "ambiguous-village"
    for household in some(1, lambda h: len(h.members) == 1 and h.number is not None and h.layout.has("village")):
        household.problem = "id-digits-lost"
    for household in some(2, lambda h: len(h.members) == 1 and h.layout in (BAKUANG, SULING)):
        household.problem = "missing-household"
    first = next(h for h in households if h.layout is OUPING)
    first.members, first.problem, first.first_on_sheet = first.members[:1], "missing-household", True


def _sound(households: Iterable[Household]) -> list[tuple[Household, Person]]:
    return [
        (household, person)
        for household in households
        if household.problem is None and household.boundary is None
        for person in household.members
        if person.problem is None and person.quirk is None
    ]


def _plant_row_problems(households: list[Household], rng: random.Random) -> None:
    """Single refused rows and harmless oddities, each on a row of its own."""
    for code, count in (SINGLE_PROBLEMS | QUIRKS).items():
        fitting = [pair for pair in _sound(households) if _fits(code, *pair)]
        for _, person in rng.sample(fitting, count):
            if code in SINGLE_PROBLEMS:
                person.problem = code
            else:
                person.quirk = code


def _fits(code: str, household: Household, person: Person) -> bool:
    if household.number is None and person is household.members[0]:
        return False  # his id is the household's key
    match code:
        case "bad-date":
            return person.work is Work.EMPLOYED and household.layout.has("start")
        case "pay-unreadable":
            return person.work is Work.EMPLOYED
        case "status-unknown":
            return person.work is Work.NOT_EMPLOYED and person.age >= 18 and household.layout.has("status")
        case "id-15-digits":
            return person.born.year < 1985
        case _:
            return True


def _plant_withheld(households: list[Household]) -> None:
    """Three households nobody works in, but for a refused row: they are not to be detected."""
    candidates = (
        household
        for household in households[100:]
        if household.number is not None
        and len(_sound([household])) == len(household.members)
        and sum(person.employable for person in household.members) >= 2
        and all(person.work is not Work.EMPLOYED for person in household.members)
    )
    for household, problem in zip(candidates, ("id-checksum", "id-digits-lost", "missing-name"), strict=False):
        person = [person for person in household.members if person.employable][-1]
        person.work, person.problem = Work.EMPLOYED, problem


def _plant_duplicates(households: list[Household]) -> None:
    """The same person once more: three times in his own household, twice in a later one."""
    sound = [household for household in households if len(_sound([household])) == len(household.members) >= 3]
    for household in sound[50:200:60]:
        twice = copy.deepcopy(household.members[1])
        twice.problem, twice.quirk = "duplicate-person", "id-full-width"
        household.members.append(twice)
    for household, later in ((sound[20], sound[-30]), (sound[90], sound[-60])):
        twice = copy.deepcopy(household.members[-1])
        twice.relation, twice.problem = "其他", "duplicate-person"
        later.members.append(twice)
