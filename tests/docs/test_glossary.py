"""One word per idea: the glossary covers the program's words, and the program uses no others for them."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from functools import cache

import pytest

from casework.domain import statuses
from casework.domain.codes.code import Code
from casework.domain.facts.catalogue import FACTS
from casework.domain.policy.text import default_policies
from tests.docs.pages import Row, page, product_text, tables
from tests.support.code_lists import code_lists

GLOSSARY = tables(page("docs/glossary.md"))
CODE_LISTS = code_lists() | {
    name: kind
    for name, kind in inspect.getmembers(statuses, inspect.isclass)
    if issubclass(kind, Code) and kind is not Code
}
TERMS: list[Row] = [row for rows in GLOSSARY.values() for row in rows if len(row) == 5]
NOT_USED = [(row[0], word.strip()) for row in TERMS for word in row[4].split(",") if word.strip()]


def test_the_glossary_is_read() -> None:
    """The checks below look at tables that are there."""
    assert len(TERMS) > 60
    assert len(NOT_USED) > 30
    assert len(CODE_LISTS) > 20


@pytest.mark.parametrize("name", sorted(CODE_LISTS))
def test_every_code_has_its_line(name: str) -> None:
    """The page lists exactly the codes of the program, with the labels that screens show."""
    rows = {code.strip("`"): label for code, label in GLOSSARY[name]}
    assert rows == {code.value: code.zh for code in CODE_LISTS[name]}


@pytest.mark.parametrize("name", sorted(CODE_LISTS))
def test_a_label_means_one_code(name: str) -> None:
    """Within a list two codes never share a label."""
    labels = [code.zh for code in CODE_LISTS[name]]
    assert twice(labels) == []


def test_every_fact_has_its_line() -> None:
    """Every fact has one Chinese name, the one that screens show, and no two have the same."""
    rows = {topic.strip("`"): name for topic, name in GLOSSARY["Facts 事实"]}
    assert rows == {topic: kind.label.zh for topic, kind in FACTS.items()}
    assert twice(list(rows.values())) == []


def test_every_deadline_has_its_line() -> None:
    """Deadlines are called what the policy calls them."""
    rows = {(name.strip("`"), en, zh) for name, en, zh in GLOSSARY["Deadlines 期限"]}
    assert rows == {(rule.name, rule.en, rule.zh) for policy in default_policies().dated for rule in policy.deadline}


def test_one_chinese_term_for_each_english_one() -> None:
    """No term stands twice, in either language, and none offers a choice."""
    assert twice([row[0] for row in TERMS]) == []
    assert twice([row[1] for row in TERMS]) == []
    assert [row[1] for row in TERMS if re.search(r"[;；、/,，]", row[1])] == []


def test_a_term_appears_where_the_glossary_says() -> None:
    """Every name under "where it appears" stands in the program."""
    text = "\n".join(content for _, content in product_text())
    named = [(row[0], name) for row in TERMS for name in re.findall(r"`([^`]+)`", row[3])]
    assert [pair for pair in named if not re.search(rf"(?<![\w-]){re.escape(pair[1])}(?![\w-])", text)] == []


@pytest.mark.parametrize(("term", "word"), NOT_USED)
def test_a_synonym_is_not_used(term: str, word: str) -> None:
    """Where the glossary has a word for an idea, the program uses no other."""
    found = [path for path, content in spread_product_text() if stands_in(content, word)]
    assert found == [], f"{word}: the word is {term}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the dashboard of", True),
        ("DASHBOARD_ROWS", True),
        ("def open_dashboard()", True),
        ("class DashboardRow", True),
        ("dashboards", True),
        ("dash board", False),
    ],
)
def test_what_counts_as_use_of_a_word(text: str, found: bool) -> None:
    """A word counts in prose and as a part of a name, in singular and plural."""
    assert uses(text, "dashboard") is found


def uses(text: str, word: str) -> bool:
    """Whether a word, or words side by side, stand in prose or in names."""
    return stands_in(spread(text), word)


def spread(text: str) -> str:
    """The text in small letters, with the parts of its names standing as words of their own."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("_", " ").replace("-", " ").lower()


@cache
def spread_product_text() -> list[tuple[str, str]]:
    """Every file of the program by its path, spread once for all words that are looked for."""
    return [(path, spread(content)) for path, content in product_text()]


def stands_in(text: str, word: str) -> bool:
    """Whether a word, or words side by side, stand in a text that is spread."""
    wanted = re.escape(word.lower().replace("-", " ")).replace(r"\ ", r"\s+")
    return re.search(rf"\b{wanted}s?\b", text) is not None


def twice(words: list[str]) -> list[str]:
    """The words that stand more than once."""
    return [word for word, count in Counter(words).items() if count > 1]
