"""Why a deadline is overdue, or is not: one plain sentence, and the lines below the table."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from casework.domain.accountability.explanation_parts import LimitOrigin
from casework.domain.accountability.explanations import Explanation
from casework.domain.calendar.due_dates import DayCount
from casework.domain.calendar.work_calendar import WorkCalendar, shanghai_date
from casework.domain.labels import Label, in_number
from casework.domain.statuses import DayCounted, DeadlineStatus
from casework.interfaces.wording.limit_words import COUNTED, limit_in_words
from casework.interfaces.wording.moments import minute


class _Said(NamedTuple):
    """The pieces that every sentence has, in one language."""

    name: str
    runs: str
    due: str


def in_words(found: Explanation) -> Label:
    """Why the deadline is overdue, or why it is not, as one sentence in Chinese and in English."""
    zh, en = _STATES[found.status](found)
    return Label(f"{zh}。", in_number(f"{en}."))


def why_in_words(day: DayCount, calendar: WorkCalendar) -> Label:
    """Why a day counts or not, in Chinese and in English; a holiday is named."""
    if day.why is not DayCounted.HOLIDAY:
        return day.why.label
    reason = calendar.why(day.date)
    return Label(reason.zh, reason.en)


def days_in_words(found: Explanation) -> Label:
    """What the listed days add up to."""
    counted = sum(day.counts for day in found.days)
    if not found.days:
        return Label(
            "截止日就是起算当天或更早，没有可列的日子",
            "The last day is the day of the start or earlier: no day to list",
        )
    last = found.days[-1].date
    return Label(
        f"共{len(found.days)}天，其中计入{counted}天，最后一天是{last}",
        in_number(f"{len(found.days)} days, of which {counted} {'counts' if counted == 1 else 'count'}; ")
        + f"the last one is {last}",
    )


def _overdue(found: Explanation) -> Label:
    zh, en = _pieces(found)
    late = _lateness(found)
    return Label(
        f"{zh.name}已逾期{late.zh}：{zh.runs}，{zh.due}，至今没有完成的记录",
        f"{en.name} is overdue by {late.en}: it runs {en.runs}, {en.due}, and nothing recorded until now meets it",
    )


def _open(found: Explanation) -> Label:
    zh, en = _pieces(found)
    if found.days_left:
        left = Label(f"还有{found.days_left}个工作日", f", leaving {found.days_left} working days")
    elif found.instance.due_on == shanghai_date(found.now):
        left = Label("今天是最后一天", "; today is the last day")
    else:
        left = Label("在此之前没有工作日了", "; no working day is left before its end")
    return Label(
        f"{zh.name}没有逾期：{zh.runs}，{zh.due}，{left.zh}",
        f"{en.name} is not overdue: it runs {en.runs}, {en.due}{left.en}",
    )


def _upcoming(found: Explanation) -> Label:
    zh, en = _pieces(found)
    return Label(
        f"{zh.name}没有逾期：尚未起算，{zh.runs}，{zh.due}",
        f"{en.name} is not overdue: it has not begun, it runs {en.runs}, {en.due}",
    )


def _paused(found: Explanation) -> Label:
    zh, en = _pieces(found)
    since, lapses = minute(found.pauses[-1].since), minute(found.pauses[-1].lapses_at)
    last = found.days[-1].date if found.days else found.instance.counted_from
    return Label(
        f"{zh.name}没有逾期：{zh.runs}，{since}起暂停，暂停的日子不计入，最迟{lapses}自动恢复计算；如果现在恢复计算，截止日是{last}",
        f"{en.name} is not overdue: it runs {en.runs}, but stands still since {since}, and no day on which it does "
        f"counts; it runs again by {lapses} at the latest, and if it were resumed now, it would be due by the end of "
        f"{last}",
    )


def _met(found: Explanation) -> Label:
    zh, en = _pieces(found)
    met = _moment(found.instance.met_at)
    if found.before_its_start:
        return Label(
            f"{zh.name}没有逾期：{zh.runs}，{zh.due}，起算之前{met}已完成",
            f"{en.name} is not overdue: it runs {en.runs}, {en.due}, and had been met before, on {met}",
        )
    if found.late:
        late = _lateness(found)
        return Label(
            f"{zh.name}已完成，但逾期{late.zh}：{zh.runs}，{zh.due}，{met}才完成",
            f"{en.name} is met, but {late.en} late: it ran {en.runs}, {en.due}, and was met on {met}",
        )
    if found.logged_late:
        recorded = _moment(found.instance.met_recorded_at)
        return Label(
            f"{zh.name}没有逾期：{zh.runs}，{zh.due}，{met}按时完成，只是{recorded}才补录",
            f"{en.name} is not overdue: it ran {en.runs}, {en.due}, and was met in time on {met}; it was only recorded "
            f"late, on {recorded}",
        )
    return Label(
        f"{zh.name}没有逾期：{zh.runs}，{zh.due}，{met}已完成",
        f"{en.name} is not overdue: it ran {en.runs}, {en.due}, and was met on {met}",
    )


def _ended(found: Explanation) -> Label:
    zh, en = _pieces(found)
    ended = _moment(found.instance.ended_at)
    if found.before_its_start:
        return Label(
            f"{zh.name}没有逾期：原定{zh.runs}，{zh.due}，起算之前{ended}已终止，不再要求完成",
            f"{en.name} is not overdue: it was to run {en.runs}, {en.due}, but ended before it began, on {ended}: "
            "nothing is asked any more",
        )
    late = Label("", "")
    if found.late:
        late = _lateness(found)
        late = Label(f"（终止时已逾期{late.zh}）", f" (it was {late.en} overdue by then)")
    return Label(
        f"{zh.name}没有逾期：{zh.runs}，{zh.due}，{ended}起终止，不再要求完成{late.zh}",
        f"{en.name} is not overdue: it ran {en.runs}, {en.due}, and ended on {ended} without being met: nothing is asked "
        f"any more{late.en}",
    )


_STATES = {
    DeadlineStatus.OVERDUE: _overdue,
    DeadlineStatus.OPEN: _open,
    DeadlineStatus.UPCOMING: _upcoming,
    DeadlineStatus.PAUSED: _paused,
    DeadlineStatus.MET: _met,
    DeadlineStatus.ENDED: _ended,
}


def _lateness(found: Explanation) -> Label:
    """How late it is or was; before the first working day after the last day that is not a whole one."""
    late = Label(f"{found.days_late}个工作日", f"{found.days_late} working days")
    if not found.days_late:
        late = Label("不满1个工作日", "less than 1 working day")
    if not found.days_out:
        return late
    return Label(
        f"{late.zh}（停机的{found.days_out}个工作日不计）", f"{late.en} (not counting {found.days_out} of outage)"
    )


def _pieces(found: Explanation) -> tuple[_Said, _Said]:
    instance, limit = found.instance, limit_in_words(found.instance.limit)
    started = minute(instance.started_at)
    if instance.counted_from != shanghai_date(instance.started_at):
        started = f"{instance.counted_from}"
    skipped = sum(day.why is DayCounted.PAUSED for day in found.days)
    origin = _origin(found)
    between = Label("为", "for") if instance.limit.unit in COUNTED else Label("到", "to")
    zh = f"自{started}起算，时限{between.zh}{limit.zh}{origin.zh}"
    en = f"from {started} {between.en} {limit.en}{origin.en}"
    if skipped and found.status is not DeadlineStatus.PAUSED:
        zh, en = f"{zh}，暂停的{skipped}天不计入", f"{en}, not counting {skipped} days of pause"
    out = sum(day.why is DayCounted.OUT for day in found.days)
    if out:
        zh, en = f"{zh}，停机的{out}天不计入", f"{en}, not counting {out} days of outage"
    due = _due(found)
    name = found.en[:1].upper() + found.en[1:]
    return _Said(f"“{found.zh}”", zh, due.zh), _Said(name, en, due.en)


def _due(found: Explanation) -> Label:
    """The last day, and in brackets why it is later than the limit says, or may still move."""
    instance = found.instance
    if instance.due_on is None:
        return Label("暂停中，没有截止日", "had no last day because it stood still")
    why: list[Label] = []
    if found.days and found.days[-1].why is DayCounted.RECORDED_LATE:
        recorded = minute(instance.recorded_at)
        why.append(
            Label(
                f"{recorded}录入，至少留到下一个工作日",
                f"recorded on {recorded}, and not due before the next working day",
            )
        )
    if found.unextended_on is not None:
        times, before = instance.extended, found.unextended_on
        often = "once" if times == 1 else f"{times} times"
        why.append(Label(f"已延期{times}次，原为{before}", f"extended {often}, before {before}"))
    if instance.provisional:
        why.append(Label("暂定：该年放假安排尚未公布", "provisional: that year's holidays are not announced"))
    zh, en = ("；".join(each.zh for each in why), "; ".join(each.en for each in why))
    return Label(
        f"截止日{instance.due_on}{f'（{zh}）' if zh else ''}",
        f"due by the end of {instance.due_on}{f' ({en})' if en else ''}",
    )


def _origin(found: Explanation) -> Label:
    """In brackets what set the limit, where that is not the rule itself."""
    chosen = found.rule.chosen
    if chosen.by is LimitOrigin.GREEN_CHANNEL:
        return Label("（绿色通道）", " (green channel)")
    if chosen.by is LimitOrigin.TERM:
        return Label("（岗位自身的期限）", " (the post's own term)")
    if chosen.by is LimitOrigin.LEVEL and chosen.level is not None:
        return Label(f"（帮扶级别：{chosen.level.zh}）", f" (assistance level {chosen.level})")
    return Label("", "")


def _moment(moment: datetime | None) -> str:
    return minute(moment) if moment else ""
