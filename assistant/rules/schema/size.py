"""划型标准: one line an industry, with the limits of each size."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from pydantic import Field

from assistant.rules.measures import Measure
from assistant.rules.schema.part import ClauseId, Number, Part
from assistant.rules.values import Industry


class SizeLine(Part):
    """划型行：划型标准的一行。"""

    industry: Industry = Field(description="行业的中文名称")
    clause: ClauseId = Field(description="条款编号")
    sme: dict[Measure, Number] = Field(min_length=1, description="任一指标低于此数即为中小微型企业")
    medium: dict[Measure, Number] = Field(min_length=1, description="各指标均达到此数为中型企业")
    small: dict[Measure, Number] = Field(min_length=1, description="各指标均达到此数为小型企业，否则为微型企业")

    @cached_property
    def sme_limits(self) -> dict[Measure, Fraction]:
        """`sme` as exact numbers."""
        return {measure: Fraction(limit) for measure, limit in self.sme.items()}

    @cached_property
    def medium_limits(self) -> dict[Measure, Fraction]:
        """`medium` as exact numbers."""
        return {measure: Fraction(limit) for measure, limit in self.medium.items()}

    @cached_property
    def small_limits(self) -> dict[Measure, Fraction]:
        """`small` as exact numbers."""
        return {measure: Fraction(limit) for measure, limit in self.small.items()}
