"""What an import says of a row once it knows the stored households: refusals and warnings."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from casework.application.ledgers.persons.ledger import LedgerPerson, RowPlace, RowProblem
from casework.domain.entries.named_references import NotListedError
from casework.domain.errors import InvalidValueError
from casework.domain.labels import Label

SENTENCES = {
    "no-site-number": Label(
        zh="安置点编号不是编号，只按原文保存：请填写字母和数字的编号",
        en="The number of the resettlement site is none; it is kept as written: give letters and digits",
    ),
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
    "household-age-unknown": Label(
        zh="成员{0}没有证件号码，也没有出生日期，年龄不明：补充其一之前，不认定该户是否为零就业家庭",
        en="Neither an id nor a birth date of member {0} is known, so no age: whether the household is at risk is not "
        "concluded before one of them is",
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
    "beyond-office": Label(
        zh="该户不在本部门可办理的范围内，未导入：请由有权办理的部门导入",
        en="The household lies beyond what this office may work on, so it was not imported: an office that may will",
    ),
    "another-id": Label(
        zh="与本户成员{0}姓名相同，证件号码或出生日期不同：请确认是更正（同一人）还是另一人，确认之前不作变更",
        en="Member {0} has this name and another id or birth date: say whether that was put right or it is another "
        "person; nothing is changed before",
    ),
    "member-missing": Label(
        zh="成员{0}（{1}）不在本次台账中：请确认是否离户，确认之前不作变更",
        en="Member {0} ({1}) is not in this ledger: say whether they left; nothing is changed before",
    ),
    "another-family": Label(
        zh="户编号{0}下原登记的人员一个也不在本次台账中：可能编号已变，请核对，确认之前不作变更",
        en="Nobody of the household registered as {0} is listed under this number: the numbers may have moved; nothing "
        "is changed before that is clear",
    ),
    "household-recognised": Label(
        zh="编号{0}下列出的是{1}户的人员：按人员归入该户，原编号不变",
        en="The people listed as {0} are those of household {1}: taken for that household, which keeps its number",
    ),
    "older-ledger": Label(
        zh="该户已有日期更近的台账：本次台账只补充此后没有登记过的内容",
        en="A ledger of a later day lists this household: this one only adds what nobody has said since",
    ),
    "not-on-list": Label(
        zh="该值未采用，只按原文保存，其余照常导入",
        en="it was not taken and is kept as written, the rest of the row was",
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


def another_id(person: LedgerPerson, member: int) -> RowProblem:
    """The row may be a member whose id was put right; it is not taken before that is said."""
    return _problem(person.place, "another-id", person.place.id_column, refused=True, values=(member,))


def member_missing(place: RowPlace, member: int, why: Label) -> RowProblem:
    """Somebody on whom something rests is not listed: they stay before it is said that they left."""
    return _problem(place, "member-missing", None, refused=False, values=(member, why))


def another_family(person: LedgerPerson, number: str) -> RowProblem:
    """Other people stand under the number of a known household."""
    return _problem(person.place, "another-family", None, refused=True, values=(number,))


def recognised(person: LedgerPerson, listed: str, number: str) -> RowProblem:
    """The people lead to their household, whatever number they are listed under."""
    return _problem(person.place, "household-recognised", None, refused=False, values=(listed, number))


def parked(person: LedgerPerson) -> RowProblem:
    """The person's household cannot be read."""
    return _problem(person.place, "household-parked", None, refused=True)


def not_on_list(person: LedgerPerson, refused: NotListedError) -> RowProblem:
    """A number or name is not on the office's own list of that day; the row is taken without it."""
    problem, what = _problem(person.place, "not-on-list", None, refused=False), SENTENCES["not-on-list"]
    return replace(problem, message=Label(zh=f"{refused.zh}：{what.zh}", en=f"{refused.en}: {what.en}"))


def no_site_number(person: LedgerPerson) -> RowProblem:
    """The cell of the site's number says something else; the row is taken without it."""
    return _problem(person.place, "no-site-number", None, refused=False)


def out_of_bounds(person: LedgerPerson, beyond: InvalidValueError) -> RowProblem:
    """A value of the household is longer or larger than anything could hold; the household is not taken in."""
    problem, what = _problem(person.place, "out-of-bounds", None, refused=True), SENTENCES["out-of-bounds"]
    return replace(problem, message=Label(zh=f"{what.zh}：{beyond.zh}", en=f"{what.en}: {beyond.en}"))


def several_households(person: LedgerPerson) -> RowProblem:
    """Two households of a merged village have the number, and nothing tells which one the row means."""
    return _problem(person.place, "several-households", None, refused=True)


def beyond_office(person: LedgerPerson) -> RowProblem:
    """Whoever imports has no right in the household's village, or does not open its level of confidentiality."""
    return _problem(person.place, "beyond-office", None, refused=True)


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


def age_unknown(person: LedgerPerson, member: int) -> RowProblem:
    """The household waits for an answer about a member whose age nobody knows."""
    return _problem(person.place, "household-age-unknown", person.place.id_column, refused=False, values=(member,))


def listed_in_part(person: LedgerPerson) -> RowProblem:
    """The household waits for an answer about those whom the ledger counts and does not list."""
    return _problem(person.place, "household-in-part", None, refused=False)


def _filled(sentence: Label, values: Sequence[object]) -> Label:
    zh = [value.zh if isinstance(value, Label) else value for value in values]
    en = [value.en if isinstance(value, Label) else value for value in values]
    return Label(zh=sentence.zh.format(*zh), en=sentence.en.format(*en))


def _problem(
    place: RowPlace, code: str, column: str | None, *, refused: bool, values: Sequence[object] = ()
) -> RowProblem:
    return RowProblem(
        refused=refused,
        file=place.file,
        same_name_index=place.same_name_index,
        sheet=place.sheet,
        row=place.row,
        column=column,
        code=code,
        message=_filled(SENTENCES[code], values) if values else SENTENCES[code],
    )
