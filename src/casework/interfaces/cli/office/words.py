"""What an office said of the headers, words and codes of its ledgers: listed, added, withdrawn."""

from __future__ import annotations

import rich_click as click

from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import acts, asks
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import NameType, RegionType
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.next_steps import after_words
from casework.interfaces.workplace.invocation import Acting, Asked
from casework.interfaces.workplace.tables import print_rows

_REGION = click.option(
    "--region",
    type=RegionType(),
    metavar="CODE",
    required=True,
    help="哪个区划的用语，含其下级 whose words, inherited below",
)
_OF = click.argument("of", type=NameType(), metavar="OF", required=True)
_TEXT = click.argument("text", type=NameType(), metavar="TEXT", required=True)


@click.group(
    "words",
    help="本地用语：表头、词、代码的含义，由区划登记，下级沿用\n\n"
    "What headers, words and codes of ledgers mean: said once by a division, inherited by those below it.",
)
def words_group() -> None:
    """Group what is done with taught words."""


@words_group.command("list", help="列出已登记的用语\n\nThe words that count now.")
@asks
def words_list_command(asked: Asked) -> None:
    from casework.application.writing.references.taught_words import TaughtWord, taught_words

    with workplace(asked) as place:
        words = taught_words(place.casework)
    if asked.json:
        print_json(words)
    else:
        print_rows(asked.language, TaughtWord, words)


@words_group.command(
    "add",
    help="登记一个用语：OF 为 表头（header）、就业状态（employment）、劳动能力（capacity）、在校生状况（schooling）或就业意愿（willingness）\n\n"
    "Say what a header (of another column's name) or a word means.",
)
@_OF
@_TEXT
@click.argument("meaning", type=NameType(), metavar="MEANING", required=True)
@_REGION
@acts(at=False)
def words_add_command(acting: Acting, of: str, text: str, meaning: str, region: str) -> None:
    from casework.application.importing.answers import kind_meant, meaning_meant
    from casework.application.writing.references.taught_words import teach

    kind = kind_meant(of)
    with workplace(acting) as place:
        count = teach(place.casework, region, [(kind, text, meaning_meant(kind, meaning))], by=acting.by)
    _say(acting, count)


@words_group.command("withdraw", help="撤回一个用语\n\nLet a word count no more.")
@_OF
@_TEXT
@_REGION
@acts(at=False)
def words_withdraw_command(acting: Acting, of: str, text: str, region: str) -> None:
    from casework.application.importing.answers import kind_meant
    from casework.application.writing.references.taught_words import withdraw_word

    with workplace(acting) as place:
        count = withdraw_word(place.casework, region, kind_meant(of), text, by=acting.by)
    _say(acting, count)


def _say(acting: Acting, count: int) -> None:
    if acting.json:
        print_json({"recorded": count} | next_step(after_words(count)))
        return
    say = acting.language.say
    print_lines(say("已登记", "Recorded") if count else say("已是如此，无须登记", "It is so already, nothing recorded"))
    print_next(acting.language, after_words(count))
