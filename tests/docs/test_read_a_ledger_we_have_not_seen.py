"""The steps of docs/how-to/read-a-ledger-we-have-not-seen.md, carried out on its sheet."""

from __future__ import annotations

from pathlib import Path

import msgspec

from casework.application.importing.answers import Answers, answers_template, given_answers
from tests.support.ledgers.read_sheets import RIVER, ReadSheet

SHEET = """
# page: sheet
户号,所在村,姓名,身份证号,劳务标志（1有2无）
1,河湾村,虚构甲,999999199001010016,2
2,河湾村,虚构乙,999999199001010024,1
# page: end
"""
SAID = """
# page: answers
{
  "division": "990121200000",
  "answers": [{"of": "header", "text": "劳务标志(1有2无)", "meaning": "employment"}]
}
# page: end
"""


def within(text: str) -> str:
    """What stands between the marks."""
    return "\n".join(line for line in text.splitlines() if line and not line.startswith("# page:")) + "\n"


def test_the_sheet_is_read_when_its_question_is_answered(tmp_path: Path) -> None:
    """One question, the answer of the page, and the household without work is found."""
    sheet, file = tmp_path / "劳务.csv", tmp_path / "answers.json"
    sheet.write_text(within(SHEET), encoding="utf-8")
    first = ReadSheet(sheet)
    assert (first.blocked, first.households) == (["劳务标志(1有2无)"], {})
    template = msgspec.json.decode(answers_template(first.questions, RIVER), type=Answers)
    assert [(answer.of, answer.text, answer.meaning) for answer in template.answers] == [
        ("header", "劳务标志(1有2无)", None)
    ]
    file.write_text(within(SAID), encoding="utf-8")
    taught = {(of, text): meaning for of, text, meaning in given_answers(file).words}
    assert ReadSheet(sheet, taught).detected() == ["1"]
