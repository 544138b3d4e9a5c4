"""What a writing command came to, said to whoever carried it out: what was recorded, what moves, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.facts.catalogue import fact_label
from casework.domain.labels import Label
from casework.interfaces.cli.output import print_json, print_lines
from casework.interfaces.wording.language import Language
from casework.interfaces.workplace.invocation import Asked

if TYPE_CHECKING:
    from casework.application.writing.receipts import Receipt
    from casework.interfaces.reception.acts import Addressed
    from casework.interfaces.workplace.bootstrap import Workplace


def print_receipt(asked: Asked, place: Workplace, household: Addressed, receipt: Receipt) -> None:
    """
    What was recorded, or that there was nothing to do, and what it moves where it speaks of an earlier time.

    It ends with the household's next duty and whose it is.
    """
    from casework.interfaces.reception.acts import done

    _, _, comes, policies, others = done(place, household, receipt)
    say = asked.language.say
    if asked.json:
        from casework.interfaces.wording.answers import receipt as as_answer

        print_json(as_answer(household.number, receipt, policies, comes.duty, comes.waits, others))
        return
    from casework.interfaces.wording.duty_words import duty_in_words, questions_in_words

    print_lines(_in_words(household.called, receipt, asked.language, list(others.values())))
    if receipt.beyond:
        return
    if receipt.moves is not None and policies is not None and receipt.facts:
        from casework.interfaces.wording.effect_words import effect_lines

        print_lines(*(f"  {say(*line)}" for line in effect_lines(receipt.moves, policies)))
    names = place.reading.known_divisions(shanghai_date(place.clock.now()))
    print_lines(*(say(*line) for line in questions_in_words(comes.waits)))
    print_lines(say(*duty_in_words(comes.duty, names)))


def _in_words(called: Label, receipt: Receipt, language: Language, others: Sequence[Label] = ()) -> str:
    """One line for a receipt; `others` are the households to which the same act wrote as well."""
    if not receipt.facts:
        return language.say(f"{called.zh}：已是如此，无须办理", f"{called.en}: nothing to do, it is so already")
    names = [fact_label(topic) for topic in receipt.facts]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    if others:
        in_zh, in_en = "、".join(each.zh for each in others), ", ".join(each.en for each in others)
        zh, en = f"{zh}（同时登记：{in_zh}）", f"{en} (and in {in_en})"
    if receipt.preview:
        return language.say(
            f"{called.zh}：预览，将记录{zh}；尚未记录",
            f"{called.en}: a preview, this would record {en}; nothing is stored",
        )
    return language.say(f"{called.zh}：已记录{zh}", f"{called.en}: recorded {en}")
