"""Tending the installation by commands that end: a sweep, a rebuild, its database and its health."""

from __future__ import annotations

import rich_click as click

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.errors import RefusedError
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import unsigned
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.wording.answers import ahead, next_step
from casework.interfaces.wording.next_steps import AFTER_MIGRATION, AFTER_REBUILD, after_ahead
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.progress import progress_line
from casework.interfaces.workplace.settings import read_settings
from casework.interfaces.workplace.tables import print_rows


class DoctorRefusedError(RefusedError):
    """Something that nothing may be trusted to is not as it must be; the checks are listed."""

    zh = "检查未通过，请按列出的说明处理"
    en = "Not everything is as it must be; put right what is listed"


class StillParkedError(RefusedError):
    """Households stay parked: their histories still cannot be read or applied; they are listed."""

    def __init__(self, households: int) -> None:
        self.households = households
        self.zh = f"仍有 {households} 户的全程记录无法读取，请按列出的原因处理后再运行 casework repair"
        self.en = f"{households} households are still parked; put right what is listed, then run casework repair again"


@click.command(
    "sweep",
    help="巡检：发出到期的提醒和升级；重复运行不会重复发出\n\n"
    "Raise the reminders and escalations that are due (GY-17c); running it twice raises nothing twice.",
)
@click.option(
    "--clock-checked",
    is_flag=True,
    help="已核对时钟，确认无误 the clock was looked at and is right, though it jumped",
)
@unsigned
def sweep_command(asked: Asked, clock_checked: bool) -> None:
    from scheduler.duties.sweep import sweep
    from scheduler.records.clock_marks import mark_clock
    from scheduler.records.tables import ensure_tables

    with workplace(asked) as place:
        reading = place.reading
        ensure_tables(reading.engine)
        if clock_checked:
            mark_clock(reading.engine, place.clock)
        done = sweep(place.casework, reading.engine, catch_up=reading.catch_up)
        reading.catch_up()
        now = place.clock.now()
        open_duties, names = (
            reading.overdue.ahead(scope=place.scope, now=now),
            reading.known_divisions(shanghai_date(now)),
        )
        following = after_ahead(open_duties, names)
    if asked.json:
        counts = {name: getattr(done, name) for name in ("due", "reminded", "escalated", "already")}
        print_json(counts | ahead(open_duties))
        return
    say, raised = asked.language.say, done.reminded + done.escalated
    print_lines(
        say(
            f"已发出 {raised} 条（提醒{done.reminded}、升级{done.escalated}）"
            + (f"，另有{done.already}条他处已发出" if done.already else ""),
            f"{raised} raised ({done.reminded} reminders, {done.escalated} escalations)"
            + (f", {done.already} raised elsewhere" if done.already else ""),
        )
    )
    if done.resumed:
        print_lines(
            say(
                f"暂停已满，恢复计算 {done.resumed} 项", f"{done.resumed} deadlines run again: their pauses are used up"
            )
        )
    if done.left:
        print_lines(say(f"还有 {done.left} 户留待下次巡检", f"{done.left} households are left to the next sweep"))
    print_next(asked.language, following)


@click.command(
    "rebuild",
    help="重建统计表：由全部记录重新生成，期间旧的视图仍可查询\n\nMake the read models anew from the log; the old ones answer until then.",
)
@unsigned
def rebuild_command(asked: Asked) -> None:
    from casework.interfaces.workplace.read_models import Reading
    from projections.following.rebuild import rebuild

    with workplace(asked) as place:
        reading = Reading(place.settings, place.casework.log, place.books)
        try:
            with progress_line(asked) as tell:
                position = rebuild(
                    place.casework.log,
                    reading.engine,
                    place.books,
                    progress=lambda done, of: tell(f"{done}/{of}", f"{done}/{of}"),
                )
        finally:
            reading.close()
    if asked.json:
        print_json({"position": position} | next_step(AFTER_REBUILD))
    else:
        print_lines(
            asked.language.say(f"已重建，完整至序号 {position}", f"Rebuilt, complete up to position {position}")
        )
        print_next(asked.language, AFTER_REBUILD)


@click.command(
    "repair",
    help="修复：重新读取待修复的户（全程记录曾无法读取），仍读不了的列出原因\n\n"
    "Take parked households up again, whose histories could not be read; those that still cannot are listed, and the "
    "exit code is 1.",
)
@unsigned
def repair_command(asked: Asked) -> None:
    """Replay what waits of every parked household; raises StillParkedError while some stay parked."""
    from projections.following.repair import repair_all

    with workplace(asked) as place:
        reading = place.reading
        done = repair_all(place.casework.log, reading.engine, place.books)
    if asked.json:
        print_json({"repaired": done.repaired, "parked": done.parked} | next_step(AFTER_REBUILD))
    else:
        say = asked.language.say
        print_lines(say(f"已修复 {done.repaired} 户", f"{done.repaired} households repaired"))
        if done.parked:
            print_rows(asked.language, type(done.parked[0]), done.parked)
        else:
            print_next(asked.language, AFTER_REBUILD)
    if done.parked:
        raise StillParkedError(len(done.parked))


@click.command(
    "migrate",
    help="升级数据库结构\n\nLead the database to this release's schema.",
)
@unsigned
def migrate_command(asked: Asked) -> None:
    from casework.application.log.setup.schema import SCHEMA_VERSION, migrate
    from casework.application.people.look_ups import fill_look_ups
    from casework.interfaces.workplace.bootstrap import keys_of, make_folder

    settings = read_settings(database=asked.database)
    make_folder(settings)
    if settings.makes_keys:
        keys_of(settings)
    found = migrate(settings.database)
    filled = 0
    if settings.keys_command or settings.keys.exists():
        filled = fill_look_ups(settings.database, keys_of(settings))
    if asked.json:
        print_json({"from": found, "to": SCHEMA_VERSION, "look_ups": filled} | next_step(AFTER_MIGRATION))
        return
    say = asked.language.say
    print_lines(say(f"数据库结构：第{found}版 → 第{SCHEMA_VERSION}版", f"Database schema: {found} -> {SCHEMA_VERSION}"))
    if filled:
        print_lines(
            say(
                f"按姓名和电话查找：已重建{filled}户",
                f"Look-ups by name and telephone filled anew: {filled} households",
            )
        )
    print_next(asked.language, AFTER_MIGRATION)


@click.command(
    "doctor",
    help="体检：数据库和密钥的设置是否安全\n\nLook whether database and keys are set up so that nothing is lost or rewritten.",
)
@unsigned
def doctor_command(asked: Asked) -> None:
    from casework.application.log.records.checks import Check
    from casework.application.log.setup.doctor import doctor

    settings = read_settings(database=asked.database)
    checks = doctor(settings.database, settings.key_file, command=settings.command)
    say = asked.language.say
    if asked.json:
        print_json(checks)
    else:
        print_rows(asked.language, Check, checks)
        for check in checks:
            if check.mend:
                print_lines(say(f"处理 {check.name}：{check.mend}", f"To mend {check.name}: {check.mend}"))
    if not all(check.ok for check in checks):
        raise DoctorRefusedError
