"""Re-words a rendered plan block by block; a wording that does not stand is replaced by the block's own text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.llm.errors import ModelError
from assistant.llm.port import LanguageModel
from assistant.planning.plan import Block
from assistant.rendering.text import Rendered
from assistant.writing.asking import request_for, wordable, wordings
from assistant.writing.holding import Fault, fault_of

Stands = Callable[[str, Block], tuple[str, ...]]
"""Why the sentences of a wording do not stand on what its block cites; empty where they do."""


@dataclass(frozen=True, slots=True)
class Worded:
    """What became of the wording of one block.

    Attributes:
        place: of the block in the rendered plan.
        text: what is shown, with what divides it from the next block.
        by_model: whether it is the model's.
        said: the model's wording, where it is not shown; `fault` why, `reasons` those of its sentences.
    """

    place: int
    text: str
    by_model: bool = False
    said: str = ""
    fault: Fault | None = None
    reasons: tuple[str, ...] = ()


class Writer:
    """Words the blocks of a plan by a model.

    Args:
        stands: the check of sentences against clauses, the rules' result and what was told.
    """

    def __init__(self, model: LanguageModel, stands: Stands) -> None:
        self._model, self._stands = model, stands
        self.fault: str = ""

    def write(self, rendered: Rendered, asked: Sequence[str], lang: str) -> Iterator[Worded]:
        """Every block of the plan in its order, each as soon as it is settled.

        A model that fails, at the start or midway, leaves all further blocks as the plan has them; `fault` then says why.
        """
        places = wordable(rendered)
        given = self._given(rendered, asked, lang) if places else iter(())
        said: dict[int, str] = {}
        for place, own in enumerate(rendered.texts):
            if place not in places:
                yield Worded(place, own)
                continue
            number = places.index(place) + 1
            while number not in said and (item := next(given, None)) is not None:
                said.setdefault(*item)
            yield self._settled(place, own, said.get(number), rendered.blocks[place], lang)

    def _given(self, rendered: Rendered, asked: Sequence[str], lang: str) -> Iterator[tuple[int, str]]:
        try:
            yield from wordings(self._model.stream(request_for(rendered, asked, lang)))
        except ModelError as error:
            self.fault = str(error)

    def _settled(self, place: int, own: str, said: str | None, block: Block, lang: str) -> Worded:
        if said is None:
            return Worded(place, own, fault=Fault.MISSING)
        text, end = said.strip(), own[len(own.rstrip()) :]
        if text == own.strip():
            return Worded(place, own)
        if (fault := fault_of(own.strip(), text, lang)) is not None:
            return Worded(place, own, said=text, fault=fault)
        if reasons := self._stands(text, block):
            return Worded(place, own, said=text, fault=Fault.SENTENCE, reasons=reasons)
        return Worded(place, text + end, by_model=True)
