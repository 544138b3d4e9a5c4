"""Stored or uploaded data are never run as code, and no job survives in a database as a pickle."""

import ast

import pytest

from tests.architecture.tree import PRODUCT, imported, modules, parsed, shown

MODULES = {"pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "jsonpickle", "runpy", "code"}
JOB_STORES = "apscheduler.jobstores"
CALLS = {"eval", "exec", "compile", "__import__", "SQLAlchemyJobStore", "RedisJobStore", "MongoDBJobStore"}
UNSAFE = [
    "import pickle",
    "from marshal import loads",
    "eval('1')",
    "exec('a = 1')",
    "builtins.eval('1')",
    "from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore",
    "scheduler.add_jobstore('sqlalchemy')",
    "yaml.load(text)",
]
SAFE = [
    "import json",
    "re.compile('a')",
    "connection.exec_driver_sql('SELECT 1')",
    "from apscheduler.jobstores.memory import MemoryJobStore",
]


def test_no_module_runs_data() -> None:
    """The product uses no pickle, marshal, eval, exec or persistent job store."""
    assert [f"{shown(path)}{at}" for path in modules(*PRODUCT) for at in dangers(parsed(path))] == []


@pytest.mark.parametrize("line", UNSAFE)
def test_unsafe_lines_are_noticed(line: str) -> None:
    """Each of these would be found."""
    assert dangers(ast.parse(line)) != []


@pytest.mark.parametrize("line", SAFE)
def test_safe_lines_are_left_alone(line: str) -> None:
    """None of these is mistaken for one."""
    assert dangers(ast.parse(line)) == []


def dangers(tree: ast.Module) -> list[str]:
    """Line and name of everything that could turn data into code."""
    names = [f":{line} {name}" for line, name in imported(tree) if _is_dangerous_import(name)]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return names + [f":{call.lineno} {ast.unparse(call.func)}" for call in calls if _is_dangerous_call(call)]


def _is_dangerous_import(name: str) -> bool:
    store = name.startswith(JOB_STORES + ".") and not name.startswith((JOB_STORES + ".memory", JOB_STORES + ".base"))
    return store or name.split(".", maxsplit=1)[0] in MODULES


def _is_dangerous_call(call: ast.Call) -> bool:
    match call.func:
        case ast.Name(id=name):
            return name in CALLS
        case ast.Attribute(attr="compile"):
            return False
        case ast.Attribute(value=ast.Name(id="yaml"), attr=name):
            return name != "safe_load"
        case ast.Attribute(attr="add_jobstore"):
            return any(isinstance(arg, ast.Constant) and arg.value != "memory" for arg in call.args[:1])
        case ast.Attribute(attr=name):
            return name in CALLS
    return False
