"""The example city's divisions: a city that is on no map, under codes that no real place can have."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

CITY = ("990100000000", "禾穗市")

COUNTIES = {
    "990102": ("麦浪区", ("百穗街道", "七犁镇", "三锄乡", "四磨乡")),
    "990121": ("稻溪县", ("五镰镇", "八筐镇", "六笠镇", "十斗乡")),
    "990122": ("粟岭县", ("千束镇", "万廪镇", "九耙乡", "两碓乡")),
}
TOWNSHIP_SERIALS = {"街道": 1, "镇": 100, "乡": 200}
CROPS = "禾麦稻粟黍豆桑棉茶竹藕菱"  # one for each township, so that no village is called like another by accident
LANDS = "坪湾岭坝冲"
# The two same-named pairs: one within a county, one across counties.
TWINS = {("三锄乡", 4): "双穗", ("四磨乡", 4): "双穗", ("八筐镇", 4): "新垄", ("万廪镇", 4): "新垄"}
VILLAGE_ENDINGS = ("村", "村委会", "村民委员会", "村", "村委会")
COMMUNITY_ENDINGS = ("社区", "社区居委会")


@dataclass(frozen=True, kw_only=True)
class Village:
    """A village or community with the names above it; `stem` is its name without its ending."""

    code: str
    name: str
    stem: str
    township: str
    county: str

    @property
    def short(self) -> str:
        """What the villagers call it."""
        return self.stem + ("社区" if "社区" in self.name else "村")


@dataclass(frozen=True, kw_only=True)
class City:
    """All divisions as (code, name) in code order, and the villages among them."""

    divisions: tuple[tuple[str, str], ...]
    villages: tuple[Village, ...]


def build_city() -> City:
    """One city, 3 counties, 12 townships (one a 街道), 60 villages and communities."""
    divisions = [CITY]
    villages: list[Village] = []
    crops = iter(CROPS)
    for county_code, (county, townships) in COUNTIES.items():
        divisions.append((county_code + "000000", county))
        serials = dict(TOWNSHIP_SERIALS)
        for township in townships:
            kind = "街道" if township.endswith("街道") else township[-1]
            code = f"{county_code}{serials[kind]:03d}"
            serials[kind] += 1
            divisions.append((code + "000", township))
            found = _villages(code, township, county, next(crops))
            villages += found
            divisions += [(village.code, village.name) for village in found]
    return City(divisions=tuple(divisions), villages=tuple(villages))


def _villages(code: str, township: str, county: str, crop: str) -> list[Village]:
    found = []
    for index, land in enumerate(LANDS):
        stem = TWINS.get((township, index), crop + land)
        community = township.endswith("街道") or (township.endswith("镇") and index == 0)
        ending = COMMUNITY_ENDINGS[index % 2] if community else VILLAGE_ENDINGS[index]
        village_code = f"{code}{(1 if community else 200) + index:03d}"
        found.append(Village(code=village_code, name=stem + ending, stem=stem, township=township, county=county))
    return found


def write_divisions(city: City, path: Path) -> None:
    """The table that `casework import --divisions` loads first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("区划代码", "名称"))
        writer.writerows(city.divisions)
