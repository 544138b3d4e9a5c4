"""The JSON answer of `explain`, key by key."""

from __future__ import annotations

from typing import Any

from casework.domain.accountability.explanation_parts import ExplainedNotice, GoverningRule
from casework.domain.accountability.explanations import Explanation
from casework.domain.calendar.due_dates import DayCount
from casework.interfaces.cli.answers import limit, moment, recipient
from casework.interfaces.wording.deadline_sentence import in_words


def explained(found: Explanation) -> dict[str, Any]:
    """A deadline worked out day by day, with the sentence that says why it is overdue or why it is not."""
    instance, sentence = found.instance, in_words(found)
    return {
        "deadline": instance.deadline,
        "occurrence": instance.occurrence,
        "status": found.status,
        "sentence": {"zh": sentence.zh, "en": sentence.en},
        "started_at": moment(instance.started_at),
        "counted_from": instance.counted_from,
        "met_at": moment(instance.met_at),
        "logged_late": found.logged_late,
        "limit": limit(instance),
        "due_on": instance.due_on,
        "due_at": moment(instance.due_at),
        "policy": instance.policy,
        "calendar": instance.calendar,
        "rule": _rule(found.rule, limit(instance)),
        "days": [_day(day) for day in found.days],
        "pauses": [
            {
                "from": moment(pause.since),
                "to": moment(pause.until),
                "lapses_at": moment(pause.lapses_at),
                "by": pause.by,
                "reason": pause.reason,
            }
            for pause in found.pauses
        ],
        "notices": [_told(notice) for notice in found.notices],
        "moved": [
            {"from": move.moved_from, "to": move.moved_to, "at": moment(move.at), "calendar": move.calendar}
            for move in found.moves
        ],
        "provisional": instance.provisional,
    }


def _rule(rule: GoverningRule, runs: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": rule.version,
        "title": rule.title,
        "effective_on": rule.effective_on,
        "division": rule.division,
        "source": rule.source,
        "limit": runs,
        "days_before": rule.limit.days_before,
        "limit_by": rule.chosen.by,
        "limit_source": rule.chosen.source,
        "level": rule.chosen.level,
    }


def _told(notice: ExplainedNotice) -> dict[str, Any]:
    return {
        "step": notice.step,
        "recorded_at": moment(notice.recorded_at),
        "due_on": notice.due_on,
        "due_at": moment(notice.due_at),
        "working_days_late": notice.working_days_late,
        "to": [recipient(to) for to in notice.to],
    }


def _day(day: DayCount) -> dict[str, Any]:
    return {"date": day.date, "counts": day.counts, "why": day.code}
