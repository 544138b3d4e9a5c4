"""The list of erasures on the command line: shown, and done again in a database that was restored from a backup."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import asks
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.next_steps import AFTER_REPLAY
from casework.interfaces.workplace.invocation import Asked


@click.group(
    "erasures",
    help="删除清单：恢复备份后再次删除（删除个人信息用 erase）\n\n"
    "The list of erasures, kept outside the database; a restored backup has them done again.",
)
def erasures_group() -> None:
    """Group what is done with the list of erasures."""


@erasures_group.command(
    "list", help="已删除的密钥编号，不含任何个人信息\n\nThe ids of the keys that were destroyed; nothing personal."
)
@asks
def erasures_list_command(asked: Asked) -> None:
    from casework.application.people.erasure_list import as_listed

    with workplace(asked) as place:
        erased = as_listed(place.casework.log.erasures())
    if asked.json:
        print_json(erased)
        return
    print_lines(asked.language.say(f"已删除{len(erased)}项", f"{len(erased)} keys were destroyed"))
    for each in erased:
        print_lines(f"  {each['household']} {each['subject']} {each['key_id']}")


@erasures_group.command(
    "replay",
    help="恢复备份后，按清单再次删除\n\nErase again, in a database restored from a backup, whoever the list names.",
)
@click.argument(
    "file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="删除清单 the list"
)
@asks
def erasures_replay_command(asked: Asked, file: Path) -> None:
    from casework.application.people.erasure_list import read_list
    from casework.application.register.restored_backups import replay_erasures

    with workplace(asked, restored=True) as place:
        done = replay_erasures(place.casework, read_list(file))
        place.list_erasures()
    if asked.json:
        print_json({"erased": done} | next_step(AFTER_REPLAY))
        return
    print_lines(asked.language.say(f"已再次删除{done}项", f"{done} keys were destroyed again"))
    print_next(asked.language, AFTER_REPLAY)
