"""The ledger template: what a village fills in and sends back (GY-1b)."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from casework.interfaces.cli.options import asks
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import WrongValueError
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.next_steps import AFTER_TEMPLATE
from casework.interfaces.workplace.invocation import Asked


@click.command(
    "template",
    help="生成台账模板：可从列表中选词，附填写示例；填好后直接导入\n\n"
    "Write the ledger template, with words to choose from and a page of examples; it is imported as it is.",
)
@click.argument(
    "file", type=click.Path(path_type=Path), metavar="OUT.xlsx", help="新文件（.xlsx） the new file (.xlsx)"
)
@asks
def template_command(asked: Asked, file: Path) -> None:
    from casework.application.ledgers.template.workbook import write_template

    if file.suffix.lower() != ".xlsx":
        raise WrongValueError(zh="模板的文件名须以 .xlsx 结尾", en="The name of the template ends in .xlsx")
    write_template(file)
    if asked.json:
        print_json({"file": str(file)} | next_step(AFTER_TEMPLATE))
    else:
        print_lines(asked.language.say(f"台账模板已写入 {file}", f"The ledger template stands in {file}"))
        print_next(asked.language, AFTER_TEMPLATE)
