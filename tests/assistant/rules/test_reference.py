"""docs/rules.md says what the schema says."""

from __future__ import annotations

from pathlib import Path

from assistant.rules.reference import reference
from assistant.rules.schema import KINDS

DOCS = Path(__file__).parents[3] / "docs" / "rules.md"


def test_the_reference_page_is_up_to_date() -> None:
    assert DOCS.read_text(encoding="utf-8") == reference()


def test_every_key_of_the_schema_has_a_word_for_people() -> None:
    for model in KINDS.values():
        assert all(field.description for field in model.model_fields.values())
    assert "None" not in reference()
