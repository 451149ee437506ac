"""What every part of a rules file shares: strict, frozen, and the kinds of value."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.rules.values import read_number, read_whole

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
FileId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
Words = Annotated[str, Field(min_length=1, max_length=300)]
ClauseId = Annotated[str, Field(min_length=3)]
Number = Annotated[Decimal, BeforeValidator(read_number)]
Points = Annotated[Decimal, BeforeValidator(read_number), Field(ge=0)]
Whole = Annotated[int, BeforeValidator(read_whole), Field(ge=1)]


class Part(BaseModel):
    """A mapping of a rules file."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    def __hash__(self) -> int:
        """By identity: a file is loaded once, and its parts are keys of caches."""
        return id(self)


class Cited(Part):
    """出处：一切要求都要写。"""

    clause: ClauseId = Field(description="条款编号，例如 measures-2022-63/annex-3/2")
    quote: Words | None = Field(None, description="条款中的原话（逐字）；不写则引用整条")
