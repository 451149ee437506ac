"""The OpenAPI document: what `openapi.yaml` says in words, joined to our models."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from assistant.models import AskRequest, CheckRequest, ExtractRequest, FeedbackRequest, SearchRequest, VerifyRequest
from assistant.web import problems
from corpus.yamlfile import load_yaml

BODIES: Final = (AskRequest, CheckRequest, SearchRequest, ExtractRequest, FeedbackRequest, VerifyRequest)
BODY_ERRORS: Final = (400, 403, 413, 415, 422, 429)
_REF: Final = "#/components/schemas/{model}"


class Example(BaseModel):
    summary: str
    value: dict[str, Any]


class RouteWords(BaseModel):
    """What the document says of one route."""

    summary: str
    description: str = ""
    examples: dict[str, Example] = {}


class Words(BaseModel):
    """What the document says."""

    title: str
    description: str
    routes: dict[str, RouteWords]


@lru_cache(maxsize=1)
def words() -> Words:
    """The contents of `openapi.yaml`."""
    return Words.model_validate(load_yaml(Path(__file__).with_name("openapi.yaml")))


def route(
    name: str,
    *,
    body: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    answer: type[BaseModel] | None = None,
    errors: tuple[int, ...] = (),
) -> dict[str, Any]:
    """The arguments that describe a route to FastAPI.

    Args:
        body, query: models that `assistant.requests` reads the body or the parameters as.
        answer: model of what comes back with status 200.
        errors: statuses it may end in as a problem document, beside those of any body.
    """
    said = words().routes[name]
    responses: dict[int | str, dict[str, Any]] = {200: {"model": answer}} if answer else {}
    for status in sorted({*errors, *(BODY_ERRORS if body else ())}):
        schema = {"$ref": _REF.format(model=problems.Problem.__name__)}
        problem = {problems.MEDIA_TYPE: {"schema": schema}}
        responses[status] = {"description": problems.title(status), "content": problem}
    extra: dict[str, Any] = {}
    content: dict[str, Any]
    if body:
        examples = {key: example.model_dump() for key, example in said.examples.items()}
        content = {"schema": {"$ref": _REF.format(model=body.__name__)}, "examples": examples}
        extra["requestBody"] = {"required": True, "content": {"application/json": content}}
    if query:
        extra["parameters"] = _parameters(query)
    return {
        "summary": said.summary,
        "description": said.description,
        "responses": responses,
        "openapi_extra": extra,
    }


def describe(app: FastAPI) -> None:
    """Let `app` describe itself with our models, which FastAPI doesn't see in a body that it doesn't read."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            _, definitions = models_json_schema(
                [(model, "validation") for model in (*BODIES, problems.Problem)], ref_template=_REF
            )
            schema.setdefault("components", {}).setdefault("schemas", {}).update(definitions["$defs"])
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _parameters(model: type[BaseModel]) -> list[dict[str, Any]]:
    parameters = []
    schema = model.model_json_schema()
    for name, field in schema["properties"].items():
        options = [option for option in field.get("anyOf", [field]) if option.get("type") != "null"]
        reference = options[0].get("$ref")
        kind = schema["$defs"][reference.rpartition("/")[2]] if reference else options[0]
        parameter = {"name": name, "in": "query", "required": False, "schema": kind}
        if "description" in field:
            parameter["description"] = field["description"]
        parameters.append(parameter)
    return parameters
