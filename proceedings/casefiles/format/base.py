"""What every block of a case file has in common, and the citation, which most of them hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from proceedings.casefiles.format.scalars import Key, Text, fits
from proceedings.law.codes import Confidence
from proceedings.models import Citation as CitationRow


class Part(BaseModel):
    """A block of the file: knows its keys, and refuses others."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, populate_by_name=True)


def _bare_source(value: object) -> object:
    return {"source": value} if isinstance(value, str) else value


class Citation(Part):
    """A source that backs a fact: its bare id, or a block when there is more to say."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say that a bare id will do."""
        return {"anyOf": [{"type": "string", "description": "The id of the source."}, handler(core)]}

    source: Key = Field(description="The id of the source.")
    at: Annotated[str, fits(CitationRow, "pinpoint")] = Field(
        "", description="Where in the source: a page, a paragraph."
    )
    confidence: Confidence | None = Field(
        None, description="How well this source bears the fact out: A, B or C."
    )
    differs: Text = Field("", description="What this source says otherwise; shown as a dispute.")


Cited = Annotated[Citation, BeforeValidator(_bare_source)]
Sources = Annotated[list[Cited], Field(description="Who says so: ids of sources, or citation blocks.")]
