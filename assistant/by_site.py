"""What stands behind every answer, site by site: documents, rules, the reader, the search. Each is made when it is first needed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from assistant.bounded import outside
from assistant.logging import get_logger
from assistant.rules.standards import Standards, load_standards
from assistant.settings import Settings
from assistant.sites import Site
from corpus.errors import ZjtxError
from corpus.library import Library, load_library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.llm.port import LanguageModel, Role
    from assistant.planning.finding import Finder
    from assistant.reading.by_head.reader import HeadReader
    from assistant.reading.learned.features import Seen
    from assistant.reading.reader import FactReader, Reader, WordsReader
    from index.config import IndexConfig
    from index.retriever import Retriever


class BySite:
    """Documents, rules, reader and search of each site; safe to use from several threads.

    Args:
        model_is_off: whether the desk has switched the language model off.
        model: the language model of each role, in place of the one that the settings name.
    """

    def __init__(self, settings: Settings, model_is_off: Callable[[], bool] = lambda: False, model: Callable[[Role], LanguageModel | None] | None = None) -> None:
        self._settings, self._model_is_off, self._given_model = settings, model_is_off, model
        self._retrievers: dict[Site, tuple[Library, Retriever]] = {}
        self._unfit: dict[Site, ZjtxError] = {}
        self._lock = Lock()

    def library(self, site: Site) -> Library:
        """The documents, with the operator's and the site's own."""
        own = (self._own_corpus,) if self._own_corpus else ()
        return load_library(*own, site=site.corpus)

    @property
    def _own_corpus(self) -> Path | None:
        path = self._settings.corpus_path
        return path if (path / "provenance.yaml").is_file() else None

    def standards(self, site: Site) -> Standards:
        """The rules, with the site's own."""
        folder = site.folder / "standards" if site.folder else None
        return load_standards(folder) if folder and folder.is_dir() else load_standards()

    def batches(self, site: Site) -> dict[int, int]:
        """The year of each batch known."""
        return {row.batch: row.year for row in self.library(site).rounds()}

    def finder(self, site: Site) -> Finder:
        """Finds clauses; the index is opened with the first search."""
        from assistant.planning.finding import Finder

        return Finder(lambda: self.retriever(site))

    def retriever(self, site: Site) -> Retriever:
        """The retriever, its index built first where it is missing, stale or broken, and again once a document is added."""
        from index.retriever import Retriever

        library = self.library(site)
        with outside(), self._lock:
            opened = self._retrievers.get(site)
            if opened is None or opened[0] is not library:
                opened = library, Retriever.open(self.index_config(site), library)
                others = {key: each for key, each in self._retrievers.items() if key.name != site.name}
                self._retrievers = {**others, site: opened}  # a site that changed leaves its old one behind
            return opened[1]

    def look(self) -> None:
        """Go on to every index that a builder has published for what is open here; one that does not fit is left, and the log says so."""
        from index.errors import SearchIndexError
        from index.following import newer

        unfit: dict[Site, ZjtxError] = {}
        for site, opened in self._retrievers.items():
            try:
                found = newer(opened[1], opened[0])
            except SearchIndexError as error:
                unfit[site] = error
                if str(error) != str(self._unfit.get(site)):
                    get_logger(__name__).error("index_not_followed", site=site.name, reason=error.message)
                continue
            if found is not None:
                self._exchange(site, opened, found)
        self._unfit = unfit

    def unfit(self) -> tuple[ZjtxError, ...]:
        """Why an index that was published is not in use, as of the last look."""
        return tuple(self._unfit.values())

    def _exchange(self, site: Site, opened: tuple[Library, Retriever], found: Retriever) -> None:
        with self._lock:
            if self._retrievers.get(site) is opened:
                self._retrievers = {**self._retrievers, site: (opened[0], found)}
                get_logger(__name__).info("index_followed", site=site.name, index=found.generation.folder.name)

    def index_config(self, site: Site | None = None) -> IndexConfig:
        """Where the index lies; a site with documents of its own has an index of its own."""
        from index.config import IndexConfig

        plain = IndexConfig(self._settings.index_path, self._settings.embedding_model, self._settings.chroma_url)
        if site is None or site.corpus is None:
            return plain
        return replace(plain, path=plain.path / f"site-{site.name}", beside=plain.path)

    def reader(self, site: Site) -> Reader:
        """Reads messages: by words and the learned models, and by a language model where one is set."""
        from assistant.reading.reader import WordsReader

        def embed(texts: Sequence[str]) -> Sequence[Seen]:
            from assistant.seeing import seen

            return seen(texts, self.retriever(site).embedder)

        words = self._by_head(WordsReader(embed, self.batches(site)))
        if (model := self.model("read")) is None:
            return words
        from assistant.reading.by_model.reader import ModelReader

        return ModelReader(words, model, self.library(site).rounds())

    def fact_reader(self, site: Site) -> FactReader:
        """Reads what messages say, not what they ask; needs no index."""
        from assistant.reading.reader import WordsReader

        return self._by_head(WordsReader(None, self.batches(site)))

    def _by_head(self, words: WordsReader) -> WordsReader | HeadReader:
        """The words' reading held against the trained head, where the encoder is the one that the head knows."""
        from index.embedding import BUNDLED_MODEL, full_name

        if not self._settings.numbers_by_head or self._settings.embedding_model != BUNDLED_MODEL:
            return words
        from assistant.reading.by_head.head import head
        from assistant.reading.by_head.reader import HeadReader
        from index.encoder.model import encoder
        from index.errors import EncoderDamagedError

        found = head()
        try:
            if found is not None and found.encoder == full_name(BUNDLED_MODEL):
                return HeadReader(words, found, encoder().query_pieces)
        except EncoderDamagedError as error:
            get_logger(__name__).warning("no_head", reason=str(error))
        return words

    def model(self, role: Role) -> LanguageModel | None:
        """The language model that plays a role; None where none is set, or it is switched off."""
        if self._given_model is not None:
            return self._given_model(role)
        if self._settings.llm_provider == "none" or self._model_is_off():
            return None
        from assistant.llm.factory import model_for

        return model_for(self._settings, role)
