"""A column is what its cells say, also those that stand far down."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from casework.application.ledgers.persons.ledger import LedgerHousehold
from casework.application.ledgers.understanding.questions import Question
from casework.application.ledgers.understanding.samples import SAMPLE_ROWS
from casework.domain.codes.people import Employment
from casework.domain.persons import check_digit
from tests.support.ledgers.row_collector import read_in_child

HEADER = ("户编号", "姓名", "身份证号", "与户主关系", "就业状态", "劳动技能", "劳动能力")


def an_id_of_many(number: int) -> str:
    body = f"9999991985{number // 999 + 1:02d}01{number % 999:03d}"
    return body + check_digit(body)


def read_long(tmp_path: Path, *last: tuple[str, str], ability: str = "正常") -> tuple[Counter[str], list[str]]:
    """2,001 people with 0 and 1 and a trade, then these: how many have work and have none, and what is asked."""
    path = tmp_path / "台账.csv"
    usual = [(str(number % 2), "厨师") for number in range(SAMPLE_ROWS + 1)]
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER if ability else HEADER[:-1])
        for number, said in enumerate([*usual, *last]):
            who = (str(number), "虚构甲", an_id_of_many(number), "户主", *said)
            rows.writerow((*who, ability) if ability else who)
    items = read_in_child(path)
    persons = [person for item in items if isinstance(item, LedgerHousehold) for person in item.persons]
    asked = [item.text for item in items if isinstance(item, Question)]
    return Counter(str(person.member.employment) for person in persons), asked


def test_a_code_that_is_met_late_makes_codes_of_all(tmp_path: Path) -> None:
    """0 and 1 are no and yes until 2 stands below them: then nobody's work is concluded from them."""
    employment, asked = read_long(tmp_path, ("2", "厨师"))
    assert employment == {str(Employment.NOT_UNDERSTOOD): SAMPLE_ROWS + 2}
    assert sorted(asked) == ["就业状态=0", "就业状态=1", "就业状态=2"]


def test_words_that_are_met_late_change_nothing(tmp_path: Path) -> None:
    """A word beside 0 and 1 is a word."""
    employment, asked = read_long(tmp_path, ("待业", "厨师"))
    assert (employment["not-understood"], asked) == (0, [])


def test_capacity_that_is_met_late_under_a_skill_is_asked_about(tmp_path: Path) -> None:
    """The first rows were trades, but this is labour capacity: the table waits."""
    with pytest.raises(Exception, match="劳动技能"):
        read_long(tmp_path, ("0", "丧失劳动力"), ability="")
