"""A broken or hostile file costs one clear sentence, and neither the machine nor the database anything."""

import fcntl
import os
import resource
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import psutil
import pytest

from casework.application.ledgers.files.file_errors import LedgerFileError, LedgerReaderFault
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.process import conversation
from casework.application.ledgers.process.conversation import answers
from casework.application.ledgers.process.ledger_reader import read_divisions
from casework.application.ledgers.process.messages import ReadLedger
from tests.support.ledgers.hostile_files import CORPUS, CSV_HEAD, CSV_ROW, honest_xlsx, written
from tests.support.ledgers.reading_costs import PeakMemory, processor_seconds_of_children
from tests.support.ledgers.row_collector import read_in_child

SECONDS = 5.0
MEGABYTES = 400


def refusal(path: Path, limits: ReadingLimits | None = None) -> LedgerFileError:
    """The one sentence with which the file is refused."""
    with pytest.raises(LedgerFileError) as caught:
        read_in_child(path, limits)
    return caught.value


@pytest.mark.parametrize("what", CORPUS)
def test_each_is_refused_with_its_own_sentence_fast_and_small(tmp_path: Path, what: str) -> None:
    """The clerk learns in one sentence what is wrong with the file, within 5 s of processor time and 400 MB."""
    path = written(tmp_path, what)
    before = processor_seconds_of_children()

    with PeakMemory() as memory:
        refused = refusal(path)

    # The parent adds about 60 MB of its own; the test process is larger and is not counted.
    assert (refused.code, refused.file) == (CORPUS[what][0], path.name)
    assert processor_seconds_of_children() - before < SECONDS
    assert memory.megabytes < MEGABYTES - 60
    for sentence in (refused.zh, refused.en):
        assert sentence.startswith(path.name)
        assert "\n" not in sentence
        assert str(tmp_path) not in sentence
        assert "{" not in sentence


def test_the_honest_twins_of_the_corpus_are_read(tmp_path: Path) -> None:
    """The files that the corpus was made from pass, so it is the fault that is refused and not the file."""
    (tmp_path / "a.xlsx").write_bytes(honest_xlsx())
    (tmp_path / "a.csv").write_bytes(CSV_HEAD + CSV_ROW)
    assert read_in_child(tmp_path / "a.xlsx")
    assert read_in_child(tmp_path / "a.csv")


def test_missing_files_folders_and_pipes_are_refused(tmp_path: Path) -> None:
    """Only ordinary files are read; a pipe must not hold the import for ever."""
    (tmp_path / "folder.xlsx").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    names = ("absent.xlsx", "folder.xlsx", "pipe.csv", "a\ud800.csv")
    assert [refusal(tmp_path / name).code for name in names[:3]] == ["missing", "not-a-file", "not-a-file"]
    assert refusal(Path("/dev/zero")).code == "not-a-file"


def test_a_file_open_in_an_office_program_is_refused(tmp_path: Path) -> None:
    """What is being edited may be out of date on disk: the clerk is asked to save and close it."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(honest_xlsx())
    for owner in ("~$a.xlsx", ".~a.xlsx", ".~lock.a.xlsx#"):
        (tmp_path / owner).touch()
        assert refusal(path).code == "locked"
        (tmp_path / owner).unlink()
    assert read_in_child(path)


def test_a_file_locked_by_another_program_is_refused(tmp_path: Path) -> None:
    """A program that holds the file alone keeps it to itself."""
    path = tmp_path / "a.csv"
    path.write_bytes(CSV_HEAD + CSV_ROW)
    for lock in (fcntl.flock, fcntl.lockf):
        with path.open("r+b") as held:
            lock(held, fcntl.LOCK_EX)
            assert refusal(path).code == "locked"
    assert read_in_child(path)


def test_a_file_without_the_right_to_read_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No permission is said as such."""
    from casework.application.ledgers.files import files

    path = tmp_path / "a.csv"
    path.write_bytes(CSV_HEAD)

    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    # Tests may run as root, whom no permission stops.
    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(LedgerFileError, match="locked"), files.opened(path, ReadingLimits()):
        pass


def test_reading_beyond_the_limits_of_memory_and_time_is_one_sentence(tmp_path: Path) -> None:
    """A process that runs out of memory, of computing time, or falls silent, is a file too large, not a crash."""
    path = tmp_path / "a.csv"
    path.write_bytes(
        CSV_HEAD + CSV_ROW * 300_000
    )  # several seconds of computing: 60,000 rows took about the one allowed
    assert refusal(path, ReadingLimits(memory_bytes=60 << 20)).code == "huge"
    assert refusal(path, ReadingLimits(cpu_seconds=1, rows_per_sheet=10**9)).code == "huge"
    assert refusal(path, ReadingLimits(silent_seconds=0.0)).code == "huge"


def test_a_household_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that gives one household all its rows must not fill the memory of the import."""
    path = tmp_path / "a.csv"
    path.write_bytes(CSV_HEAD + CSV_ROW * 1_000)
    assert read_in_child(path)
    monkeypatch.setattr(conversation, "FRAME_AT_MOST", 50_000)
    assert refusal(path).code == "huge"


def test_a_fault_of_ours_is_no_fault_of_the_file_and_names_no_value(tmp_path: Path) -> None:
    """What goes wrong in the program is told apart from what is wrong with the file, by place and not by value."""
    path = tmp_path / "a.csv"
    path.write_bytes(CSV_HEAD + CSV_ROW)
    asked = ReadLedger(
        path=str(path),
        assessed_on=date(2026, 11, 25),
        divisions=(("秘密", "秘密"),),
        village=None,
        limits=ReadingLimits(),
    )
    with pytest.raises(LedgerReaderFault, match=r"DivisionCodeError at \w+\.py:\d+") as caught:
        list(answers(asked, path.name))
    assert "秘密" not in str(caught.value)


def test_the_reading_process_ends_with_its_caller(tmp_path: Path) -> None:
    """Whoever stops listening leaves no process behind."""
    path = tmp_path / "a.csv"
    path.write_bytes("区划代码,名称\r\n".encode() + "530101001201,河口村\r\n".encode() * 50_000)
    others = psutil.Process().children()
    entries = read_divisions(path, ReadingLimits())
    assert next(entries) == ("530101001201", "河口村")
    entries.close()  # type: ignore[attr-defined]
    assert psutil.Process().children() == others


def test_a_process_with_many_open_files_reads_on(tmp_path: Path) -> None:
    """A server with more than a thousand open connections still takes a ledger in."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(honest_xlsx())
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, 2_000), hard), hard))
    try:
        with ExitStack() as opened:
            for _ in range(1_100):
                opened.enter_context(Path(os.devnull).open("rb"))

            assert read_in_child(path)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
