"""
Fill the code blocks of the pages in docs/ from the tested files they name.

    python -m tools.page_code            rewrite the blocks
    python -m tools.page_code --check    exit 1 if a block is not what its file says

A block stands under `<!-- code: FILE PART -->`; its text stands in FILE between `# page: PART` and `# page: end`.
"""

import re
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_BLOCK = re.compile(r"(<!-- code: (\S+) (\S+) -->\n```\w+\n).*?(^```$)", re.DOTALL | re.MULTILINE)


class PartMissingError(Exception):
    """A page names a part that its file does not have."""


def part(text: str, name: str) -> str:
    """
    The lines between `# page: NAME` and the next `# page: end`, without their common indentation.

    Raises:
        PartMissingError: There is no such part, or it does not end.
    """
    found = re.search(rf"^ *# page: {re.escape(name)}\n(.*?)^ *# page: end$", text, re.DOTALL | re.MULTILINE)
    if found is None:
        raise PartMissingError(name)
    return textwrap.dedent(found.group(1)).strip("\n") + "\n"


def filled(page: str, root: Path = ROOT) -> str:
    """The page with every block as its file says; raises PartMissingError."""

    def block(match: re.Match[str]) -> str:
        head, file, name, foot = match.groups()
        return head + part((root / file).read_text(encoding="utf-8"), name) + foot

    return _BLOCK.sub(block, page)


def main(arguments: list[str]) -> int:
    """Write the pages, or check them; the exit code."""
    stale = []
    for path in sorted((ROOT / "docs").rglob("*.md")):
        page = path.read_text(encoding="utf-8")
        wanted = filled(page)
        if page != wanted:
            stale.append(path.relative_to(ROOT).as_posix())
            if "--check" not in arguments:
                path.write_text(wanted, encoding="utf-8")
    if "--check" in arguments and stale:
        print(f"not up to date: {', '.join(stale)}: python -m tools.page_code", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
