"""SQLite's own door to the file system, with somebody at it who counts and kills: each write, sync, cut and unlink."""

from __future__ import annotations

import ctypes
import os
import signal
import sqlite3
from collections.abc import Callable
from typing import Any

_LIBRARIES = ("libsqlite3.so.0", "libsqlite3.dylib")

_POINTER, _INT, _LONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64

_Open = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_Delete = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT)
_Write = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _LONG)
_Truncate = ctypes.CFUNCTYPE(_INT, _POINTER, _LONG)
_Sync = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)

_VFS_PLACES, _VFS_NEXT, _VFS_NAME, _VFS_OPEN, _VFS_DELETE = 21, 2, 3, 5, 6
"""Places in `sqlite3_vfs`, counted in pointers; the first two hold its four numbers."""

_FILE_PLACES, _FILE_CHANGES = 19, {3: _Write, 4: _Truncate, 5: _Sync}
"""Places in `sqlite3_io_methods`, counted likewise: those through which a file changes."""


def is_possible() -> bool:
    """Whether this Python's SQLite is the system's own, whose door can be found."""
    found = _library()
    return found is not None and found.sqlite3_libversion().decode() == sqlite3.sqlite_version


def _library() -> Any:
    for name in _LIBRARIES:
        try:
            found = ctypes.CDLL(name)
        except OSError:
            continue
        found.sqlite3_libversion.restype = ctypes.c_char_p
        found.sqlite3_vfs_find.restype = _POINTER
        found.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
        found.sqlite3_vfs_register.argtypes = [_POINTER, _INT]
        return found
    return None


class CountedCalls:
    """Counts the calls that change a file of any database opened from now on; before call `kill_at` the process ends."""

    def __init__(self, kill_at: int = 0) -> None:
        self.count = 0
        self._kill_at = kill_at
        self._kept: list[object] = []
        self._methods: dict[int, int] = {}
        library = _library()
        usual = (_POINTER * _VFS_PLACES)(*_places(library.sqlite3_vfs_find(None), _VFS_PLACES))
        self._open, self._delete = _Open(usual[_VFS_OPEN] or 0), _Delete(usual[_VFS_DELETE] or 0)
        name = ctypes.create_string_buffer(b"counted")
        usual[_VFS_NEXT], usual[_VFS_NAME] = None, ctypes.addressof(name)
        usual[_VFS_OPEN] = self._address(_Open(self._opened))
        usual[_VFS_DELETE] = self._address(_Delete(self._deleted))
        self._kept += [name, usual]
        library.sqlite3_vfs_register(ctypes.addressof(usual), 1)

    def _passed(self) -> None:
        self.count += 1
        if self.count == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def _opened(self, vfs: int, name: int, file: int, flags: int, out: int) -> int:
        answer: int = self._open(vfs, name, file, flags, out)
        methods = _places(file, 1)
        if answer == 0 and methods[0]:
            methods[0] = self._watched(methods[0])
        return answer

    def _deleted(self, vfs: int, name: int, sync: int) -> int:
        self._passed()
        answer: int = self._delete(vfs, name, sync)
        return answer

    def _watched(self, methods: int) -> int:
        if methods not in self._methods:
            watched = (_POINTER * _FILE_PLACES)(*_places(methods, _FILE_PLACES))
            for place, kind in _FILE_CHANGES.items():
                watched[place] = self._address(kind(self._counting(kind(watched[place] or 0))))
            self._kept.append(watched)
            self._methods[methods] = ctypes.addressof(watched)
        return self._methods[methods]

    def _counting(self, usual: Callable[..., int]) -> Callable[..., int]:
        def counted(*given: int) -> int:
            self._passed()
            return usual(*given)

        return counted

    def _address(self, function: Any) -> int:
        self._kept.append(function)
        return ctypes.cast(function, _POINTER).value or 0


def _places(address: int, count: int) -> Any:
    """The pointers that stand at an address: what is written to them is written there."""
    return (_POINTER * count).from_address(address)
