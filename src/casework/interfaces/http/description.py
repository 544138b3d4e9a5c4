"""The description of the interface (OpenAPI 3.1), made from the same declarations as its routes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any, Final

import msgspec
from msgspec import Struct

from casework.domain.words import words_of
from casework.interfaces.http.exchange import Endpoint
from casework.interfaces.http.problems import PROBLEM, Problem

_REF: Final = "#/components/schemas/{name}"

_REFUSALS: Final = {
    "400": "请求内容无法读取 the body cannot be read",
    "401": "未登录或令牌无效 no token, or one that does not fit",
    "404": "没有，或不属于您 not there, or not yours",
    "409": "已理解但不能办理 understood and refused",
    "412": "该户已有新的记录 the household has moved on",
    "413": "请求过大 too large",
    "422": "与说明不符 not as described",
    "429": "请求过于频繁 too many requests",
    "503": "暂时不可用 away just now",
}


def description(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """The whole interface as one document."""
    kinds = [*dict.fromkeys(each.body for each in endpoints if each.body), *_asked(endpoints), Problem]
    schemas, components = msgspec.json.schema_components(kinds, ref_template=_REF)
    refs = dict(zip(kinds, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, refs, components)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "casework 零就业家庭快速响应",
            "version": version("casework"),
            "description": "一户不漏，动态清零。 Every rural household with nobody in work, found, followed and never forgotten.",
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": {name: schema for name, schema in components.items() if name not in _names(_asked(endpoints))},
            "responses": {
                f"Refused{status}": {
                    "description": said,
                    "content": {PROBLEM: {"schema": _reference("schemas", "Problem")}},
                }
                for status, said in _REFUSALS.items()
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _asked(endpoints: Sequence[Endpoint]) -> list[type[Struct]]:
    return list(dict.fromkeys(kind for each in endpoints for kind in each.asks))


def _names(kinds: Sequence[type[Struct]]) -> set[str]:
    return {kind.__name__ for kind in kinds}


def _operation(endpoint: Endpoint, refs: Mapping[Any, Any], components: Mapping[str, Any]) -> dict[str, Any]:
    zh, en = endpoint.page
    operation: dict[str, Any] = {
        "operationId": f"{endpoint.method.lower()}-{endpoint.name}",
        "summary": zh.partition("：")[0],
        "description": f"{zh}\n\n{en}",
        "x-right": endpoint.what,
        "parameters": [*_parts(endpoint), *_headers(endpoint), *_parameters(endpoint, components)],
        "responses": _responses(endpoint),
    }
    if endpoint.name == "sign-in":
        operation["security"] = []
    if endpoint.body is not None:
        operation["requestBody"] = {
            "required": any(field.required for field in msgspec.structs.fields(endpoint.body)),
            "content": {"application/json": {"schema": refs[endpoint.body]}},
        }
    return operation


def _parts(endpoint: Endpoint) -> Iterator[dict[str, Any]]:
    if "{household}" in endpoint.path:
        yield {
            "name": "household",
            "in": "path",
            "required": True,
            "schema": {"type": "string"},
            "description": "石桥村1号、村代码/户编号、户编号或系统编号 village and number, number or id",
        }


def _headers(endpoint: Endpoint) -> Iterator[dict[str, Any]]:
    if not (endpoint.writes and endpoint.asks):
        return
    for name, said in (
        (
            "Idempotency-Key",
            "操作编号：同一编号只执行一次，答复相同 carried out once under one key, and answered alike",
        ),
        ("If-Match", "所依据的户版本（ETag） the version of the household that is acted upon"),
    ):
        yield {"name": name, "in": "header", "required": False, "schema": {"type": "string"}, "description": said}


def _parameters(endpoint: Endpoint, components: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for kind in endpoint.asks:
        schema = components[kind.__name__]
        for name, said in words_of(kind).items():
            yield {
                "name": name,
                "in": "query",
                "required": name in schema.get("required", ()),
                "schema": {key: value for key, value in schema["properties"][name].items() if key != "x-sealed"},
                "description": f"{said.zh}{f'（{said.hint}）' if said.hint else ''} {said.en}",
            }


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    done: dict[str, Any] = {"description": "已办理或已答复 done", "content": {"application/json": {"schema": {}}}}
    if endpoint.writes and endpoint.asks:
        done["headers"] = {
            "Casework-Position": {
                "schema": {"type": "integer"},
                "description": "记录的序号，可用 wait_for 等清单更新到此 a list that waits for it shows what was recorded",
            }
        }
    return {"200": done, **{status: _reference("responses", f"Refused{status}") for status in _REFUSALS}}


def _reference(where: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{where}/{name}"}
