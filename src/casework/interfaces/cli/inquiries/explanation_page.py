"""An explanation as JSON and as a page: the sentence, the day table, and what made the deadline what it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from casework.domain.accountability.explanation_parts import (
    ComingNotice,
    ExplainedExtension,
    ExplainedNotice,
    ExplainedPause,
    GoverningRule,
    Rescheduling,
)
from casework.domain.accountability.explanations import Explanation
from casework.domain.codes.sources import force_in_words
from casework.domain.columns import ListRow, column
from casework.domain.divisions.tree import Divisions
from casework.domain.labels import Label, in_number
from casework.domain.policy.source_words import source_in_words
from casework.interfaces.cli.output import print_lines
from casework.interfaces.wording.answers import as_json, limit, moment, plain
from casework.interfaces.wording.deadline_sentence import days_in_words, in_words, why_in_words
from casework.interfaces.wording.labels import recipient
from casework.interfaces.wording.limit_words import limit_in_words
from casework.interfaces.wording.moments import minute
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.tables import print_rows

MARKED = Label(
    "法定期限逾期：永久记录，逾期完成或终止后也不消除。",
    "A deadline set by law was missed: that stays marked for ever, though it was met late or has ended.",
)


class CountedDay(ListRow, frozen=True, kw_only=True):
    """A day between the start of a deadline and its end: whether it counts, and why."""

    on_screen = ("date", "counts", "reason")

    date: Annotated[date, column("日期", "date", words=_with_weekday)]
    counts: Annotated[bool, column("计入", "counts")]
    why: Annotated[str, column("原因代码", "code")]
    reason: Annotated[Label, column("原因", "why", in_json=False)]


def explanation_answer(found: Explanation) -> dict[str, Any]:
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
        "missed_law": found.missed_by_law,
        "days_late": found.days_late,
        "days_out": found.days_out,
        "limit": limit(instance),
        "due_on": instance.due_on,
        "due_at": moment(instance.due_at),
        "policy": instance.policy,
        "calendar": instance.calendar,
        "rule": _rule_answer(found.rule, limit(instance)),
        "days": [as_json(day) for day in _days(found)],
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
        "extensions": [
            {
                "until": each.until,
                "asked_at": moment(each.asked_at),
                "by": each.by,
                "reason": each.reason,
                "granted": each.granted,
                "decided_at": moment(each.decided_at),
                "decided_by": each.decided_by,
                "note": each.note,
            }
            for each in found.extensions
        ],
        "unextended_on": found.unextended_on,
        "notices": plain(found.notices),
        **({"next_notice": plain(found.coming)} if found.coming else {}),
        "moved": [
            {"from": move.moved_from, "to": move.moved_to, "at": moment(move.at), "calendar": move.calendar}
            | ({"outage": {"kind": move.kind, "from": move.outage[0], "to": move.outage[1]}} if move.outage else {})
            | ({"withdrawn": True} if move.withdrawn else {})
            for move in found.moves
        ],
        "provisional": instance.provisional,
    }


def _rule_answer(rule: GoverningRule, runs: dict[str, Any]) -> dict[str, Any]:
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
        "force": rule.force,
    }


def print_explanation(asked: Asked, found: Explanation, divisions: Divisions) -> None:
    """All of it, narrow enough for a small terminal."""
    say = asked.language.say
    print_lines(say(*in_words(found)))
    if found.days:
        print_rows(asked.language, CountedDay, _days(found))
    print_lines(say(*days_in_words(found)), *(say(*line) for line in lines_below(found, divisions)))


def _days(found: Explanation) -> list[CountedDay]:
    return [
        CountedDay(date=day.date, counts=day.counts, why=day.code, reason=why_in_words(day, found.calendar))
        for day in found.days
    ]


def _with_weekday(day: date) -> Label:
    return Label(f"{day} 周{'一二三四五六日'[day.weekday()]}", f"{day} {day:%a}")


def lines_below(found: Explanation, divisions: Divisions) -> Iterator[Label]:
    """The lines in their order; what there is nothing of is said too."""
    yield from _rule(found.rule, divisions)
    yield Label(f"工作日历：版本{found.instance.calendar}", f"Work calendar: version {found.instance.calendar}")
    if found.missed_by_law:
        yield MARKED
    for move in found.moves:
        yield _move(move)
    if not found.pauses:
        yield Label("没有暂停过。", "It was never paused.")
    for pause in found.pauses:
        yield _pause(pause)
    for extension in found.extensions:
        yield _extension(extension)
    if not found.notices:
        yield Label("还没有提醒，也没有升级。", "Nobody was reminded, and nothing was raised.")
    for notice in found.notices:
        yield _notice(notice, found, divisions)
    if found.coming is not None:
        yield _coming(found.coming, divisions)


def _rule(rule: GoverningRule, divisions: Divisions) -> Iterator[Label]:
    where = divisions.name(rule.division) if rule.division else ""
    yield Label(
        f"政策：版本{rule.version}（{rule.title}），{rule.effective_on}起施行，{f'适用于{where}' if where else '各地适用'}",
        f"Policy: version {rule.version}, in force since {rule.effective_on}, "
        f"{f'for {where}' if where else 'for everywhere'}",
    )
    limit, origin = limit_in_words(rule.limit), str(rule.chosen.by).replace("-", " ")
    ground = source_in_words(rule.chosen.source)
    yield Label(
        f"时限：{limit.zh}，出自{rule.chosen.by.zh}；依据：{ground.zh}",
        in_number(f"Limit: {limit.en}, set by the {origin}; ground: {ground.en}"),
    )
    force = force_in_words(rule.force)
    yield Label(f"效力：{force.zh}", f"Force: {force.en}")


def _move(move: Rescheduling) -> Label:
    at, days = (
        minute(move.at),
        Label(f"由{move.moved_from}变为{move.moved_to}", f"from {move.moved_from} to {move.moved_to}"),
    )
    if move.outage and move.kind:
        first, last = move.outage
        said = Label("撤回", "withdrawn") if move.withdrawn else Label("声明", "declared")
        return Label(
            f"截止日变动：{at}{said.zh}{move.kind.zh}（{first}至{last}）后，{days.zh}",
            f"Last day moved: {days.en} when an outage of {first} to {last} ({move.kind.en}) was {said.en} on {at}",
        )
    return Label(
        f"截止日变动：{at}载入工作日历（版本{move.calendar}）后，{days.zh}",
        f"Last day moved: {days.en} when calendar {move.calendar} was loaded on {at}",
    )


def _pause(pause: ExplainedPause) -> Label:
    since, lapses = minute(pause.since), minute(pause.lapses_at)
    if pause.until is None:
        zh, en = f"{since}至今（最迟{lapses}自动恢复计算）", f"since {since} (it runs again by {lapses} at the latest)"
    elif pause.lapsed:
        zh, en = (
            f"{since}至{lapses}（暂停天数用满，自动恢复计算）",
            f"from {since} to {lapses} (the limit of pauses was used up)",
        )
    else:
        zh, en = f"{since}至{minute(pause.until)}", f"from {since} to {minute(pause.until)}"
    zh, en = f"暂停：{zh}，办理人{pause.by}", f"Paused: {en} by {pause.by}"
    if pause.reason:
        zh, en = f"{zh}，原因：{pause.reason}", f"{en}: {pause.reason}"
    return Label(zh, en)


def _extension(extension: ExplainedExtension) -> Label:
    asked, until = minute(extension.asked_at), extension.until
    zh, en = (
        f"延期：{asked}由{extension.by}申请至{until}",
        f"Extension until {until}: asked for on {asked} by {extension.by}",
    )
    if extension.reason:
        zh, en = f"{zh}，原因：{extension.reason}", f"{en}: {extension.reason}"
    if extension.decided_at is None:
        return Label(f"{zh}；尚未答复", f"{en}; nobody has answered")
    decided = minute(extension.decided_at)
    word = Label("同意", "granted") if extension.granted else Label("不同意", "refused")
    zh, en = (
        f"{zh}；{decided}由{extension.decided_by}{word.zh}",
        f"{en}; {word.en} on {decided} by {extension.decided_by}",
    )
    return Label(f"{zh}：{extension.note}", f"{en}: {extension.note}") if extension.note else Label(zh, en)


def _notice(notice: ExplainedNotice, found: Explanation, divisions: Divisions) -> Label:
    to = [recipient(each, divisions) for each in notice.to]
    kind = (
        Label(f"升级（级次{notice.step}）", f"Raised (step {notice.step})")
        if notice.step
        else Label("提醒", "Reminder")
    )
    instance = found.instance
    since = ""
    zh = f"{kind.zh}：{minute(notice.recorded_at)}，发给{'、'.join(each.zh for each in to)}，当时截止日{notice.due_on}"
    en = f"{kind.en}: {minute(notice.recorded_at)} to {', '.join(each.en for each in to)}, then due on {notice.due_on}"
    if (
        instance.met_at
        and instance.met_recorded_at
        and instance.met_at <= notice.recorded_at < instance.met_recorded_at
    ):
        since = minute(instance.met_recorded_at)
    if since:
        zh, en = (
            f"{zh}；当时无误：完成情况{since}才补录",
            f"{en}; right when sent: that it was met was recorded on {since}",
        )
    return Label(zh, en)


def _coming(notice: ComingNotice, divisions: Divisions) -> Label:
    """Who gets the next notice if nobody does anything, by what is known now."""
    to = [recipient(each, divisions) for each in notice.to]
    kind = Label(f"升级（级次{notice.step}）", f"step {notice.step}") if notice.step else Label("提醒", "reminder")
    return Label(
        f"若不办理，下一次{kind.zh}：{minute(notice.at)}，发给{'、'.join(each.zh for each in to)}",
        f"If nothing is done, next {kind.en}: {minute(notice.at)} to {', '.join(each.en for each in to)}",
    )
