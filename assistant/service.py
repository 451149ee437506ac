"""Assistant: the one face that the command line, HTTP and the pages use.

>>> assistant = Assistant.open()  # doctest: +SKIP
>>> assistant.ask(AskRequest(question="小巨人的资产负债率要求多少")).status  # doctest: +SKIP
<Status.ANSWERED: 'answered'>
"""

from __future__ import annotations

import time
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.bounded import within
from assistant.by_site import BySite
from assistant.clock import today
from assistant.errors import UnknownSiteError, UnknownTraceError
from assistant.lanes import Lanes
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
from assistant.orders import OrderBook, Switch
from assistant.rules.evaluate import check
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.rules.standards import Standards
from assistant.settings import Settings
from assistant.settings import settings as default_settings
from assistant.sites import Site, SiteFolders
from corpus.basis import Basis
from corpus.errors import ZjtxError
from corpus.library import Library
from corpus.terms import Tier, Track

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from assistant.duties.deadline import DeadlineList
    from assistant.duties.materials import MaterialList
    from assistant.duties.schema import Who
    from assistant.llm.port import LanguageModel, Role
    from assistant.pipeline import Context, Step
    from assistant.reading.extraction import Extraction
    from assistant.store import Store
    from assistant.trace import Trace
    from assistant.verifying.verdict import Verified
    from index.config import IndexConfig
    from index.retriever import Retriever


_WARMING = "我公司2021年营收8000万元，资产负债率52%，能报小巨人吗？什么时候交材料？"


class Assistant:
    """Answers, checks, searches and lists; safe to use from several threads.

    What only some operations need is imported by them: a check loads neither the steps nor the index.

    Args:
        settings: where data lies and what is allowed. Nothing is read or built before it is needed.
        sites: the provinces' and hosts' own; by default their folders as they stand now.
        model: the language model of each role, in place of the one that the settings name.
    """

    def __init__(self, settings: Settings, sites: SiteFolders | None = None, model: Callable[[Role], LanguageModel | None] | None = None) -> None:
        self.settings = settings
        self.sites = sites or SiteFolders(settings)
        self._by_site = BySite(settings, lambda: self.orders.now().is_off(Switch.MODEL), model)
        self._lanes = Lanes(processes=settings.workers)

    @classmethod
    def open(cls, settings: Settings | None = None) -> Assistant:
        """The assistant of these settings; the index is made sure of when a question first needs it."""
        return cls(settings or default_settings())

    @cached_property
    def store(self) -> Store:
        """Conversations, feedback and traces."""
        from assistant.store import Store

        return Store(self.settings)

    @cached_property
    def orders(self) -> OrderBook:
        """What the desk has ordered for every answer."""
        return OrderBook(self.settings, lambda: self.store, lambda: "store" in self.__dict__ and self.store.is_open)

    # the operations

    def ask(self, request: AskRequest, heard: Callable[[str], None] | None = None, *, set_aside: frozenset[str] = frozenset()) -> Answer:
        """Answer one question.

        Args:
            heard: told the answer's text piece by piece, as soon as a piece will not change any more.
            set_aside: fields that the question is not read for: what the request's profile says of them stands.

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

        context.heard, context.set_aside = hear, set_aside
        with self._lanes.lane_of(request.question), within(self.settings.request_seconds):
            trace = run(self.steps(), context)
        answer = answer_of(context, trace, (time.perf_counter() - start) * 1000)
        hear(answer.answer[said:])
        if self.settings.days_of_traces:
            from assistant.trace.keeping import keep

            opened = "store" in self.__dict__ and self.store.is_open
            keep(trace, answer.conversation_id, self.settings, lambda: self.store, opened=opened)
        return answer

    def check(self, request: CheckRequest, *, advice: bool = True) -> CheckResult:
        """The verdict of the rules on one profile; `advice` costs more than the verdict."""
        site = self.sites.find(request.site)
        return check(
            Profile.parse(request.profile),
            request.tier or Tier.LITTLE_GIANT,
            request.round,
            request.track or Track.NEW,
            request.as_of or today(),
            self._by_site.library(site),
            self._by_site.standards(site),
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
        site = self.sites.find(request.site)
        library = self._by_site.library(site)
        with within(self.settings.request_seconds):
            basis = self._basis_of(request.query, site, as_of)
            prefer = preference(library, basis, as_of)
            result = self._by_site.finder(site).search(request.query, as_of, k=request.k, prefer=prefer)
        hits = [
            SearchHit.of(hit.rank, hit.score, library.cite(hit.clause_id, basis=basis, as_of=as_of))
            for hit in result.hits
        ]
        return SearchResult(query=request.query, results=hits)

    def extract(self, request: ExtractRequest) -> Extraction:
        """The profile fields in a free text."""
        from assistant.reading.extraction import Extraction

        site = self.sites.find(request.site)
        with self._lanes.lane_of(request.text), within(self.settings.request_seconds):
            return Extraction(self._by_site.fact_reader(site).read_facts(request.text, request.as_of or today()))

    def verify(self, request: VerifyRequest) -> Verified:
        """Which sentences of a text stand on the clauses and the verdict it names.

        Raises:
            UnknownRoundError, UnknownSiteError, ProfileError: what was sent can't be used.
            OverBudgetError: it could not be read in the time one request may take.
        """
        from assistant.verifying.standing import standing_of
        from assistant.verifying.verifier import Verifier

        library, standards = self.library(request.site), self.standards(request.site)
        with self._lanes.lane_of(request.text), within(self.settings.request_seconds):
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

        found = self.sites.find(site)
        return materials(
            self._by_site.library(found),
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

        found = self.sites.find(site)
        return deadlines(
            self._by_site.library(found), as_of=as_of or today(), round=round, track=track, site=found.folder
        )

    # what stands behind them

    def library(self, site: str | None = None) -> Library:
        """The documents, with the operator's and the site's own."""
        return self._by_site.library(self.sites.find(site))

    def corpus_folder(self, site: str | None = None) -> Path:
        """The folder that a document is added to: the operator's, or a site's own.

        Raises:
            UnknownSiteError: no such site among the operator's own.
        """
        if self.sites.find(site).folder is None or site is None:
            return self.settings.corpus_path
        folder = self.settings.sites_path / site
        if not folder.is_dir():
            raise UnknownSiteError(site)
        return folder / "corpus"

    def standards(self, site: str | None = None) -> Standards:
        """The rules, with the site's own."""
        return self._by_site.standards(self.sites.find(site))

    def trace(self, trace_id: str) -> Trace:
        """How an answer came about.

        Raises:
            UnknownTraceError: it is not, or no longer, kept.
        """
        found = self.store.traces.load(trace_id) if self.settings.days_of_traces else None
        if found is None:
            raise UnknownTraceError
        return found

    def ready(self, site: str | None = None) -> Retriever:
        """The retriever, its index built first where it is missing, stale or broken."""
        return self._by_site.retriever(self.sites.find(site))

    def follow(self) -> None:
        """Go on to what builders have published since; to be called every few seconds by what stays."""
        self._by_site.look()

    def index_faults(self) -> tuple[ZjtxError, ...]:
        """Why an index that was published is not in use."""
        return self._by_site.unfit()

    def warm(self) -> None:
        """Load what answers need, so that the first who ask together don't each load it."""
        from assistant.pipeline import run

        self.ready()
        if self.settings.llm_provider == "none":  # a model is asked for nobody
            run(self.steps(), self.context(AskRequest(question=_WARMING)))

    # the way of a question

    def context(self, request: AskRequest) -> Context:
        """A question at the start of its way.

        Raises:
            UnknownRoundError, UnknownSiteError: the request names what there is not on its day.
        """
        from assistant.pipeline import Context

        as_of = request.as_of or today()
        site = self.sites.find(request.site)
        library = self._by_site.library(site)
        if request.round is not None:
            library.round(request.round, as_of)
        context = Context(request, as_of, library, self._by_site.standards(site), self._by_site.finder(site), site, self._by_site.reader(site))
        context.curated = self.orders.now().shelf(site)
        return context

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
            Write(lambda: self._by_site.model("write"), self.settings.request_seconds),
            Remember(lambda: self.store),
        )

    def index_config(self, site: Site | None = None) -> IndexConfig:
        """Where the index of a site lies."""
        return self._by_site.index_config(site)

    def _basis_of(self, query: str, site: Site, as_of: date) -> Basis:
        """The basis by which search results are said to apply: the tier, round and track that the query names."""
        from assistant.reading.normalise import normalise
        from assistant.reading.scope import read_scope
        from assistant.reading.speech import Speech
        from assistant.reading.titles import read_titles

        library = self._by_site.library(site)
        speech = Speech.of(normalise(query).text, as_of)
        scope = read_scope(speech, read_titles(speech, self._by_site.batches(site)))
        number = scope.round.number if scope.round and not scope.round.held else None
        known = {row.batch for row in library.rounds(as_of)}
        return library.basis(scope.tier or Tier.LITTLE_GIANT, scope.track or Track.NEW, as_of, number if number in known else None)

