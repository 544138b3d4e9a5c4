"""What an import says of a row once it knows the stored households: refusals and warnings."""

from __future__ import annotations

from msgspec.structs import replace

from casework.application.ledgers.persons.ledger import LedgerPerson, RowPlace, RowProblem
from casework.domain.errors import InvalidValueError
from casework.domain.labels import Label

SENTENCES = {
    "duplicate-person": Label(zh="此人已登记在另一户", en="The person is registered in another household"),
    "employed-in-open-episode": Label(
        zh="台账写明已就业，但该户的处置周期尚未结束：请办理上岗和清零",
        en="The ledger says employed while the household's episode is open: record a placement and clear it",
    ),
    "detection-withheld": Label(
        zh="同户有一行被拒绝，且写明已就业：本次导入不认定该户为零就业家庭",
        en="A refused row says employed: the household is not detected in this import",
    ),
    "household-unclear": Label(
        zh="本户有未看懂的内容：弄清之前不认定该户是否为零就业家庭",
        en="Something said of this household was not understood: whether it is at risk is not concluded before it is",
    ),
    "household-in-part": Label(
        zh="台账写明的人数或就业人数多于列出的人员：弄清之前不认定该户是否为零就业家庭",
        en="The ledger counts more persons, or persons in work, than it lists: whether the household is at risk is not "
        "concluded before that is clear",
    ),
    "several-households": Label(
        zh="合并后的村里有几户都是这个户编号，按人员也无法确定是哪一户：请写明合并前的行政村，或更改户编号",
        en="Several households of the merged village have this number and the persons do not tell which is meant: name "
        "the village before the merger, or another number",
    ),
    "older-ledger": Label(
        zh="该户已有日期更近的台账：本次台账只补充此后没有登记过的内容",
        en="A ledger of a later day lists this household: this one only adds what nobody has said since",
    ),
    "out-of-bounds": Label(
        zh="该户有一项内容无法保存，本户未导入", en="A value of the household cannot be kept, so it was not imported"
    ),
    "household-parked": Label(
        zh="该户的全程记录中有无法读取的内容，本次未导入：请联系管理员",
        en="The household's history cannot be read, so it was not imported: tell the administrator",
    ),
}


def duplicate(person: LedgerPerson) -> RowProblem:
    """The person stands in another household that still lists them."""
    return _problem(person.place, "duplicate-person", person.place.id_column, refused=True)


def listed_before(person: LedgerPerson) -> RowProblem:
    """Another household of the same import has listed the person before."""
    return _problem(person.place, "duplicate-person", person.place.id_column, refused=True)


def parked(person: LedgerPerson) -> RowProblem:
    """The person's household cannot be read."""
    return _problem(person.place, "household-parked", None, refused=True)


def out_of_bounds(person: LedgerPerson, beyond: InvalidValueError) -> RowProblem:
    """A value of the household is longer or larger than anything could hold; the household is not taken in."""
    problem, what = _problem(person.place, "out-of-bounds", None, refused=True), SENTENCES["out-of-bounds"]
    return replace(problem, message=Label(zh=f"{what.zh}：{beyond.zh}", en=f"{what.en}: {beyond.en}"))


def several_households(person: LedgerPerson) -> RowProblem:
    """Two households of a merged village have the number, and nothing tells which one the row means."""
    return _problem(person.place, "several-households", None, refused=True)


def employed_in_open_episode(person: LedgerPerson) -> RowProblem:
    """The ledger never closes an open episode."""
    return _problem(person.place, "employed-in-open-episode", person.place.employment_column, refused=False)


def older_ledger(person: LedgerPerson) -> RowProblem:
    """What is said of an earlier day never stands against what is known of a later one."""
    return _problem(person.place, "older-ledger", None, refused=False)


def detection_withheld(place: RowPlace) -> RowProblem:
    """The household would have been detected but for a refused row."""
    return _problem(place, "detection-withheld", place.employment_column, refused=False)


def not_understood(person: LedgerPerson) -> RowProblem:
    """The household waits for an answer about what was said of this person."""
    return _problem(person.place, "household-unclear", person.place.employment_column, refused=False)


def listed_in_part(person: LedgerPerson) -> RowProblem:
    """The household waits for an answer about those whom the ledger counts and does not list."""
    return _problem(person.place, "household-in-part", None, refused=False)


def _problem(place: RowPlace, code: str, column: str | None, *, refused: bool) -> RowProblem:
    return RowProblem(
        refused=refused,
        file=place.file,
        same_name_index=place.same_name_index,
        sheet=place.sheet,
        row=place.row,
        column=column,
        code=code,
        message=SENTENCES[code],
    )
