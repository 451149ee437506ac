"""Assistant: the one face that the command line, HTTP and the pages use.

>>> assistant = Assistant.open()  # doctest: +SKIP
>>> assistant.ask(AskRequest(question="小巨人的资产负债率要求多少")).status  # doctest: +SKIP
<Status.ANSWERED: 'answered'>
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from assistant.bounded import outside, within
from assistant.clock import today
from assistant.errors import StorageError, UnknownTraceError
from assistant.logging import get_logger
from assistant.models import (
    Answer,
    AskRequest,
    CheckRequest,
    ExtractRequest,
    SearchHit,
    SearchRequest,
    SearchResult,
    VerifyRequest,
)
from assistant.rules.evaluate import check
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.rules.standards import Standards, load_standards
from assistant.settings import Settings
from assistant.settings import settings as default_settings
from assistant.sites import Site, find_site
from corpus.basis import Basis
from corpus.library import Library, load_library
from corpus.terms import Tier, Track

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.duties.deadline import DeadlineList
    from assistant.duties.materials import MaterialList
    from assistant.duties.schema import Who
    from assistant.llm.port import LanguageModel, Role
    from assistant.pipeline import Context, Step
    from assistant.planning.finding import Finder
    from assistant.reading.extraction import Extraction
    from assistant.reading.reader import Reader
    from assistant.store import Store
    from assistant.trace import Trace
    from assistant.verifying.verdict import Verdict
    from index.config import IndexConfig
    from index.retriever import Retriever


class Assistant:
    """Answers, checks, searches and lists; safe to use from several threads.

    What only some operations need is imported by them: a check loads neither the steps nor the index.

    Args:
        settings: where data lies and what is allowed. Nothing is read or built before it is needed.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._retrievers: dict[Site, Retriever] = {}
        self._lock = Lock()

    @classmethod
    def open(cls, settings: Settings | None = None) -> Assistant:
        """The assistant of these settings; the index is made sure of when a question first needs it."""
        return cls(settings or default_settings())

    @cached_property
    def store(self) -> Store:
        """Conversations, feedback and traces."""
        from assistant.store import Store

        return Store(self.settings)

    # the operations

    def ask(self, request: AskRequest, heard: Callable[[str], None] | None = None) -> Answer:
        """Answer one question.

        Args:
            heard: told the answer's text piece by piece, as soon as a piece will not change any more.

        Raises:
            UnknownRoundError, UnknownSiteError, UnknownConversationError, ProfileError: what was sent can't be used.
            OverBudgetError: it could not be read in the time one request may take.
            IndexUnavailableError: the question needs a search, and there is no index and none can be built.
        """
        from assistant.answer import answer_of
        from assistant.pipeline import run

        start = time.perf_counter()
        context = self.context(request)
        said = 0

        def hear(text: str) -> None:
            nonlocal said
            said += len(text)
            if heard is not None:
                heard(text)

        context.heard = hear
        with within(self.settings.request_seconds):
            trace = run(self.steps(), context)
        answer = answer_of(context, trace, (time.perf_counter() - start) * 1000)
        hear(answer.answer[said:])
        self._keep(trace, answer.conversation_id)
        return answer

    def check(self, request: CheckRequest, *, advice: bool = True) -> CheckResult:
        """The verdict of the rules on one profile; `advice` costs more than the verdict."""
        site = find_site(request.site, self.settings)
        return check(
            Profile.parse(request.profile),
            request.tier or Tier.LITTLE_GIANT,
            request.round,
            request.track or Track.NEW,
            request.as_of or today(),
            self._library(site),
            self._standards(site),
            advice=advice,
        )

    def basis(self, request: CheckRequest) -> Basis:
        """Which standard, round and year decide a check, whatever the profile."""
        return self.library(request.site).basis(
            request.tier or Tier.LITTLE_GIANT,
            request.track or Track.NEW,
            request.as_of or today(),
            request.round,
        )

    def search(self, request: SearchRequest) -> SearchResult:
        """Ranked clauses, those that decide first."""
        from index.preference import preference

        as_of = request.as_of or today()
        site = find_site(request.site, self.settings)
        library = self._library(site)
        with within(self.settings.request_seconds):
            basis = self._basis_of(request.query, site, as_of)
            prefer = preference(library, basis, as_of)
            result = self._finder(site).search(request.query, as_of, k=request.k, prefer=prefer)
        hits = [
            SearchHit.of(hit.rank, hit.score, library.cite(hit.clause_id, basis=basis, as_of=as_of))
            for hit in result.hits
        ]
        return SearchResult(query=request.query, results=hits)

    def extract(self, request: ExtractRequest) -> Extraction:
        """The profile fields in a free text."""
        from assistant.reading.extraction import Extraction
        from assistant.reading.reader import WordsReader

        site = find_site(request.site, self.settings)
        with within(self.settings.request_seconds):
            return Extraction(WordsReader(None, self._batches(site)).read_facts(request.text, request.as_of or today()))

    def verify(self, request: VerifyRequest) -> Verdict:
        """Which sentences of a text stand on the clauses and the verdict it names.

        Raises:
            UnknownRoundError, UnknownSiteError, ProfileError: what was sent can't be used.
            OverBudgetError: it could not be read in the time one request may take.
        """
        from assistant.verifying.standing import standing_of
        from assistant.verifying.verifier import Verifier

        library, standards = self.library(request.site), self.standards(request.site)
        with within(self.settings.request_seconds):
            standing = standing_of(request, request.as_of or today(), library, standards)
            return Verifier.of(library).verify(request.text, request.citations, standing, request.lang or "zh")

    def materials(
        self,
        *,
        track: Track | None = None,
        role: Who | None = None,
        tier: Tier | None = None,
        round: int | None = None,
        as_of: date | None = None,
        site: str | None = None,
    ) -> MaterialList:
        """The checklist of a role."""
        from assistant.duties.materials import materials

        found = find_site(site, self.settings)
        return materials(
            self._library(found),
            as_of=as_of or today(),
            track=track,
            role=role,
            tier=tier,
            round=round,
            site=found.folder,
        )

    def deadlines(
        self,
        *,
        round: int | None = None,
        track: Track | None = None,
        as_of: date | None = None,
        site: str | None = None,
    ) -> DeadlineList:
        """The dated duties on a day."""
        from assistant.duties.deadlines import deadlines

        found = find_site(site, self.settings)
        return deadlines(
            self._library(found), as_of=as_of or today(), round=round, track=track, site=found.folder
        )

    # what stands behind them

    def library(self, site: str | None = None) -> Library:
        """The documents, with the operator's and the site's own."""
        return self._library(find_site(site, self.settings))

    def standards(self, site: str | None = None) -> Standards:
        """The rules, with the site's own."""
        return self._standards(find_site(site, self.settings))

    def trace(self, trace_id: str) -> Trace:
        """How an answer came about.

        Raises:
            UnknownTraceError: it is not, or no longer, kept.
        """
        found = self.store.traces.load(trace_id) if self.settings.days_of_traces else None
        if found is None:
            raise UnknownTraceError
        return found

    def _keep(self, trace: Trace, conversation_id: str | None) -> None:
        """Write a trace down, where any are kept; an answer never fails for it."""
        from assistant.trace.keeping import keep_in_file

        if not self.settings.days_of_traces:
            return
        opened = "store" in self.__dict__ and self.store.is_open
        if not opened and conversation_id is None and keep_in_file(trace, self.settings):
            return
        try:
            self.store.traces.keep(trace, conversation_id)
        except StorageError as error:
            get_logger(__name__).warning("trace_not_kept", reason=error.message)

    def ready(self, site: str | None = None) -> Retriever:
        """The retriever, its index built first where it is missing, stale or broken."""
        return self._retriever(find_site(site, self.settings))

    # the way of a question

    def context(self, request: AskRequest) -> Context:
        """A question at the start of its way.

        Raises:
            UnknownRoundError, UnknownSiteError: the request names what there is not on its day.
        """
        from assistant.pipeline import Context

        as_of = request.as_of or today()
        site = find_site(request.site, self.settings)
        library = self._library(site)
        if request.round is not None:
            library.round(request.round, as_of)
        return Context(request, as_of, library, self._standards(site), self._finder(site), site, self._reader(site))

    def steps(self) -> Sequence[Step]:
        """The steps of every question, in their order."""
        from assistant.steps.carry import Carry
        from assistant.steps.ground import Ground
        from assistant.steps.plan import MakePlan
        from assistant.steps.read import Read
        from assistant.steps.recall import Recall
        from assistant.steps.remember import Remember
        from assistant.steps.render import Render
        from assistant.steps.settle import Settle
        from assistant.steps.write import Write

        return (
            Recall(lambda: self.store),
            Read(),
            Carry(),
            Settle(),
            MakePlan(),
            Ground(),
            Render(),
            Write(lambda: self._model("write"), self.settings.request_seconds),
            Remember(lambda: self.store),
        )

    def _reader(self, site: Site) -> Reader:
        from assistant.reading.reader import WordsReader

        def embed(texts: Sequence[str]) -> Sequence[Any]:
            embedder = self._retriever(site).embedder
            return list(embedder.embed_queries(texts)) if embedder is not None else [None] * len(texts)

        words = WordsReader(embed, self._batches(site))
        if (model := self._model("read")) is None:
            return words
        from assistant.reading.by_model.reader import ModelReader

        return ModelReader(words, model, self._library(site).rounds())

    def _model(self, role: Role) -> LanguageModel | None:
        """The language model that plays a role; None where none is set."""
        if self.settings.llm_provider == "none":
            return None
        from assistant.llm.factory import model_for

        return model_for(self.settings, role)

    def _batches(self, site: Site) -> dict[int, int]:
        return {row.batch: row.year for row in self._library(site).rounds()}

    def _library(self, site: Site) -> Library:
        own = (self._own_corpus,) if self._own_corpus else ()
        return load_library(*own, site=site.corpus)

    @cached_property
    def _own_corpus(self) -> Path | None:
        path = self.settings.corpus_path
        return path if (path / "provenance.yaml").is_file() else None

    def _standards(self, site: Site) -> Standards:
        folder = site.folder / "standards" if site.folder else None
        return load_standards(folder) if folder and folder.is_dir() else load_standards()

    def _finder(self, site: Site) -> Finder:
        from assistant.planning.finding import Finder

        return Finder(lambda: self._retriever(site))

    def _retriever(self, site: Site) -> Retriever:
        from index.retriever import Retriever

        with self._lock, outside():
            if site not in self._retrievers:
                self._retrievers[site] = Retriever.open(self.index_config(site), self._library(site))
            return self._retrievers[site]

    def index_config(self, site: Site | None = None) -> IndexConfig:
        """Where the index lies; a site with documents of its own has an index of its own."""
        from index.config import IndexConfig

        plain = IndexConfig(self.settings.index_path, self.settings.embedding_model, self.settings.chroma_url)
        if site is None or site.corpus is None:
            return plain
        return replace(plain, path=plain.path / f"site-{site.name}", beside=plain.path)

    def _basis_of(self, query: str, site: Site, as_of: date) -> Basis:
        """The basis by which search results are said to apply: the tier, round and track that the query names."""
        from assistant.reading.normalise import normalise
        from assistant.reading.scope import read_scope
        from assistant.reading.speech import Speech
        from assistant.reading.titles import read_titles

        library = self._library(site)
        speech = Speech.of(normalise(query).text, as_of)
        scope = read_scope(speech, read_titles(speech, self._batches(site)))
        number = scope.round.number if scope.round and not scope.round.held else None
        known = {row.batch for row in library.rounds(as_of)}
        return library.basis(scope.tier or Tier.LITTLE_GIANT, scope.track or Track.NEW, as_of, number if number in known else None)

