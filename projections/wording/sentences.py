"""The audit trail in words: what an entry says, in Chinese and in English; never anything sealed."""

from __future__ import annotations

from msgspec import Struct

from casework.domain.deadlines.names import deadline_label
from casework.domain.fact import Fact, topic_of
from casework.domain.facts.deadlines import DeadlinePaused, DeadlineResumed, Escalated, Reminded
from casework.domain.labels import Label, fact_label, in_number
from casework.domain.policy.policy import Policies
from projections.wording.fact_sentences import SENTENCES


class Words(Struct, frozen=True, kw_only=True):
    """A sentence in both languages."""

    zh: str
    en: str


def sentence(fact: Fact, policies: Policies) -> Words:
    """
    What the fact says, without its personal data.

    Deadlines are named as the policies name them; a kind of fact without a sentence shows its own name.
    """
    if isinstance(fact, DeadlinePaused | DeadlineResumed | Reminded | Escalated):
        return _about_deadline(fact, deadline_label(fact.deadline, policies))
    tell = SENTENCES.get(type(fact))
    zh, en = tell(fact) if tell else fact_label(topic_of(fact))
    return Words(zh=zh, en=en)


def _about_deadline(fact: DeadlinePaused | DeadlineResumed | Reminded | Escalated, name: Label) -> Words:
    match fact:
        case DeadlinePaused():
            return Words(zh=f"期限暂停：{name.zh}", en=f"Deadline paused: {name.en}")
        case DeadlineResumed():
            return Words(zh=f"期限恢复计算：{name.zh}", en=f"Deadline resumed: {name.en}")
        case Reminded():
            return Words(
                zh=f"提醒：“{name.zh}”的截止日为{fact.due_on}", en=f"Reminder: {name.en} is due on {fact.due_on}"
            )
        case Escalated():
            return Words(
                zh=f"升级到第{fact.step}级：“{name.zh}”逾期{fact.working_days_late}个工作日（截止日{fact.due_on}）",
                en=in_number(
                    f"Escalated to step {fact.step}: {name.en} was due on {fact.due_on}, "
                    f"{fact.working_days_late} working days late"
                ),
            )
