"""Sources are told as document, measure and words, the ids beside them (newcomer, table of words)."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from casework.domain.policy.source_words import source_in_words
from casework.domain.policy.text import default_policy_text
from tests.docs.pages import page

WORDS = tomllib.loads(resources.files("casework.domain.policy").joinpath("sources.toml").read_text(encoding="utf-8"))
ROW = re.compile(r"^\| ((?:GY|BT|BJ|CZ|CD)-[A-Z]?[\d.]+[a-z]?) \| .+? \| (.+?) \|$", re.MULTILINE)
SOURCES = re.findall(r'^source = "(.+)"$', default_policy_text(), re.MULTILINE)


def test_documents_are_quoted_as_the_page_of_sources_has_them() -> None:
    """One list of words, written twice and compared."""
    quoted = {name: words for name, words in WORDS["words"].items() if not name.startswith("OF-")}
    assert quoted == dict(ROW.findall(page("docs/sources.md")))


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_of_the_policy_has_words(source: str) -> None:
    """Each id stands beside what its measure says; a default says why in Chinese."""
    said = source_in_words(source)
    ids = re.findall(r"\b[A-Z]{2}-[\d.]+[a-z]?\b", source)
    assert [name for name in ids if f"（{name}）" not in said.zh] == []
    assert "default" not in said.zh
    assert ("default" in source) == (source in WORDS["defaults"])


def test_grounds_of_defaults_are_those_of_the_policy() -> None:
    """None is left over from an earlier text."""
    assert sorted(set(WORDS["defaults"]) - set(SOURCES)) == []


@pytest.mark.parametrize(
    ("source", "zh", "en"),
    [
        (
            "GY-12d, OF-8",
            (
                "广元市《促进脱贫劳动力稳定就业十七条措施》第12条：干部帮扶挂联（GY-12d）；"
                "公开网页：认定后2个工作日内推荐上岗，一个季度内较稳定就业（OF-8）"
            ),
            "Guangyuan, seventeen measures, no. 12 (GY-12d); a public page (OF-8)",
        ),
        (
            "default: nobody stops his own clock",
            "默认值（任何人不得暂停自己负责的期限）",
            "default: nobody stops his own clock",
        ),
        ("default: ours", "默认值（文件未规定具体数字）", "default: ours"),
        ("县政府办〔2026〕3号", "县政府办〔2026〕3号", "县政府办〔2026〕3号"),
        ("GY-99", "GY-99", "GY-99"),
    ],
)
def test_sources_in_words(source: str, zh: str, en: str) -> None:
    """A county's own documents stand as it wrote them."""
    said = source_in_words(source)
    assert (said.zh, said.en) == (zh, en)
