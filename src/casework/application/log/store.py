"""The log: every fact ever recorded, with what must be stored in the same moment; one door for both databases."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import TypeVar, cast
from uuid import UUID

from eventsourcing.application import Repository
from eventsourcing.persistence import IntegrityError, PersistenceError

from casework.application.log.addresses import is_sqlite
from casework.application.log.admission import Prepared, Refusal, SideRows, command_row, side_rows
from casework.application.log.application import FactStore
from casework.application.log.errors import (
    CommandKnownError,
    ConflictError,
    PersonElsewhereError,
    UnreadableFactError,
)
from casework.application.log.groups import (
    AppendGroup,
    Appended,
    CommandKey,
    Entry,
    KeyRow,
    StoredAnswer,
    Unreadable,
)
from casework.application.log.household_ids import region_range
from casework.application.log.keys import DigestKind, KeyRing
from casework.application.log.recorder import LogRecorder, Row, TailRecorder
from casework.application.log.schema import claim, ensure_schema
from casework.application.log.sealing import Erased, Sealer
from casework.application.log.tail import PatientTail, SimpleTail, Tail
from casework.domain.facts.fact import Private, Recorded
