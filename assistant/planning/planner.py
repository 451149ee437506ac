"""The plan of a whole answer: its parts in the order asked, then what holds for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.models import Kind, Origin, Status
from assistant.planning.added import plan_added
from assistant.planning.awards import plan_awards
from assistant.planning.basis_lines import say_basis
from assistant.planning.choosing import choice_for
from assistant.planning.conditions import plan_several
from assistant.planning.curated import CuratedShelf, plan_curated
from assistant.planning.doubts import plan_doubts
from assistant.planning.earliest import plan_earliest
from assistant.planning.facts import changed, understood
from assistant.planning.finding import Finder
from assistant.planning.firms import plan_firms
from assistant.planning.follow_ups import depends_on_tier, follow_ups
from assistant.planning.known import plan_known, plan_waived
from assistant.planning.named_documents import plan_named
from assistant.planning.naming import named, tier_name, track_name
from assistant.planning.other_standard import say_by_versions
from assistant.planning.outside import plan_outside
from assistant.planning.plan import Block, BlockType, Choice, PartPlan, Plan
from assistant.planning.recipes import judges, plan_part
from assistant.planning.retrieving import plan_found
from assistant.planning.settled import Settled
from assistant.planning.statements import answers_of, plan_others, plan_statement
from assistant.planning.tiers import plan_asked_of_tiers, plan_tiers, tiers_asked
from assistant.planning.timing import plan_window
from assistant.planning.unused import plan_unused
from assistant.planning.verdicts import plan_bearing, plan_told, plan_verdict
from assistant.planning.years import plan_years
from assistant.reading.learned.model import figures
from assistant.reading.understood import Conduct, Part
from assistant.topics.all_topics import topics
from assistant.topics.forms import Form, Matter, MatterKind
from assistant.topics.topic import WHOLE_TOPIC, Recipe, Topic
from corpus.terms import Track

_SETTLED: Final = frozenset({Status.ANSWERED, Status.NEEDS_INPUT})
_SEVERAL: Final = 2
_MOST_CHOICES: Final = 3
_SMALLTALK: Final = Matter(MatterKind.OUTSIDE, "smalltalk")
"""Beside a question it is not answered on its own."""
_SAYS_NOTHING: Final = frozenset({Form.TELL, Form.NAME})
_SAID_IN: Final = {"contact": "province_deadline"}
"""Topics whose statements may name a thing of an outside matter."""
_SIZES: Final = frozenset({"employees", "revenue", "total_assets"})
"""Figures without which only the line of an industry can be told."""
_OUTSIDE_RECIPES: Final = frozenset({Recipe.SME_SIZE})


def make_plan(settled: Settled, find: Finder, curated: CuratedShelf | None = None) -> Plan:
    """Plan the answer to a message.

    Args:
        find: searches the clauses, where no topic is sure.
        curated: answers that a person wrote, which go first.
    """
    return _Planner(settled, find, curated or CuratedShelf()).run()


class _Planner:
    def __init__(self, settled: Settled, find: Finder, curated: CuratedShelf) -> None:
        self.settled, self.find, self.curated = settled, find, curated
        self.plan = Plan()
        self.judged: list[Part] = []
        self.said_verdict = False

    def run(self) -> Plan:
        asked = [part for part in self.settled.parts if part.matter.kind is not MatterKind.NONE or self.curated.for_part(self.settled, part)]
        asked = [part for part in asked if part.matter != _SMALLTALK] or asked
        if not asked:
            self._nothing_asked()
        else:
            self._answer(asked)
        if self.settled.question.conduct is Conduct.SHORTER:
            self.plan.shorten()
            return self.plan
        if self.settled.question.conduct is Conduct.DOUBT:
            self.plan.say(BlockType.TALK, "talk_doubt_where", where=self.settled.where)
        self._say_what_holds_for_all(asked)
        return self.plan

    # parts

    def _answer(self, asked: Sequence[Part]) -> None:
        self.judged = [part for part in asked if (topic := _topic(part)) is not None and judges(self._of(part), part, topic)]
        self._say_lead(asked)
        planned = [(part, self._part(part)) for part in asked]
        for number, (part, own) in enumerate(planned):
            if len(planned) > 1 and own.blocks:
                own.blocks.insert(0, _heading(part))
            self.plan.join(own, number)
            self.plan.parts.append(PartPlan(part, own.status, own.kind))
        if not self.judged and self.plan.check is None and any(_topic(part) is not None for part in asked):
            plan_bearing(self.plan, self.settled, asked[-1])
            self._decided_after_all([own for _, own in planned])
        settled = [own for _, own in planned if own.status in _SETTLED and own.blocks] or [own for _, own in planned]
        first = next((own for own in settled if own.status is Status.ANSWERED), settled[0])
        self.plan.kind, self.plan.origin, self.plan.status = settled[0].kind, first.origin, first.status

    def _decided_after_all(self, planned: Sequence[Plan]) -> None:
        """Where the texts leave the thing asked open and the facts told decide it, it is answered."""
        if self.plan.check is not None and any(block.type is BlockType.CONDITION and block.part is None for block in self.plan.blocks):
            for own in planned:
                own.status = Status.ANSWERED if own.status is Status.NOT_IN_CORPUS and own.kind is Kind.ELIGIBILITY else own.status

    def _part(self, part: Part) -> Plan:
        own, settled = Plan(), self._of(part)
        if part not in self.judged and (curated := self.curated.for_part(settled, part)) is not None:
            plan_curated(own, settled, curated)
            return own
        if plan_named(own, settled, part, self.find):
            return own
        self._national(own, settled, part)
        plan_added(own, settled, part, self.find)
        return own

    def _national(self, own: Plan, settled: Settled, part: Part) -> None:
        """What rules, topics and the national texts say."""
        if part.matter.kind is MatterKind.OUTSIDE:
            said = self._said_after_all(own, settled, part)
            status, kind = own.status, own.kind
            plan_outside(own, "smalltalk_who" if part.matter == _SMALLTALK and part.form not in _SAYS_NOTHING else part.matter.id, settled.where)
            if said:
                own.status, own.kind = status, kind
            return
        topic = _topic(part)
        assert topic is not None
        if plan_earliest(own, settled, part, topic) or topic.kind is Kind.ELIGIBILITY and plan_firms(own, settled):
            return
        self._ask_back(own, part)
        plan_waived(own, settled, part, topic)
        if part in self.judged:
            self._verdict(own, settled, part, topic)
        elif not settled.says_facts and topic.kind is Kind.ELIGIBILITY and plan_several(own, settled, part):
            pass
        elif plan_part(own, settled, part, topic):
            plan_known(own, settled, topic)
        elif not plan_found(own, settled, part, self.find):
            plan_outside(own, None, settled.where, topic.kind)

    def _said_after_all(self, own: Plan, settled: Settled, part: Part) -> bool:
        """Whether a text names the very thing of a matter that they mostly leave out: 寄到哪个处."""
        if part.matter.id not in _SAID_IN:
            return False
        topic = topics()[_SAID_IN[part.matter.id]]
        point = choice_for(settled, topic).point
        if point is None:
            return False
        asked = replace(part, objects=topic.objects_in(part.plain), matter=Matter(MatterKind.TOPIC, topic.id))
        named = any(not answer.silent and asked.objects.intersection(answer.about) for _, answer in answers_of(settled, asked, point))
        return named and plan_statement(own, settled, asked, topic)

    def _verdict(self, own: Plan, settled: Settled, part: Part, topic: Topic) -> None:
        """One verdict for all parts that one answers, at the place of the first; parts on another tier have their own."""
        if (part.form is Form.MISSING or Form.POINTS in part.forms) and plan_part(own, settled, part, topic):
            return
        if self.said_verdict and settled.basis == self.settled.basis:
            own.status, own.kind = Status.ANSWERED, Kind.ELIGIBILITY
            return
        parts = [each for each in self.judged if self._of(each).basis == settled.basis]
        whole = any(each.matter.id == WHOLE_TOPIC and not each.narrow for each in parts)
        nothing_known = not settled.profile.to_json() and not settled.supposed
        closed = plan_window(own, settled) if whole and nothing_known else False
        if topic.recipe is Recipe.SME_SIZE and not _SIZES.intersection(settled.profile.to_json()) and plan_part(own, settled, replace(part, forms=(Form.LIST,)), topic):
            return
        plan_awards(own, settled)
        plan_verdict(own, settled, parts)
        tiers = [] if nothing_known else tiers_asked(settled, parts)
        if whole:
            plan_tiers(own, settled, tiers)
        else:
            plan_asked_of_tiers(own, settled, parts, tiers)
        if len(parts) == 1 and topic.conditions and settled.other_standard is None:
            choice = choice_for(settled, topic)
            plan_others(own, settled, part, choice)
            say_by_versions(own, settled, parts, choice)
        if not nothing_known and (whole or settled.basis.track is Track.REVIEW and settled.round is not None and settled.question.scope.now):
            closed = plan_window(own, settled)
        if closed and (settled.round is not None or settled.question.scope.now):
            own.status = Status.ANSWERED
        self.said_verdict = self.said_verdict or settled.basis == self.settled.basis

    def _of(self, part: Part) -> Settled:
        """The ground of one part, which may name a tier or a track of its own: 专精特新营收多少，小巨人复核负债率多少."""
        settled, basis = self.settled, self.settled.basis
        if len(settled.parts) < _SEVERAL:
            return settled
        tiers = {tier for each in settled.parts for tier in each.scope.tiers}
        tracks = {each.scope.track for each in settled.parts} - {None}
        tier = part.scope.tier if part.scope.tier is not None and len(tiers) >= _SEVERAL else basis.tier
        track = part.scope.track if part.scope.track is not None and len(tracks) >= _SEVERAL else basis.track
        if (tier, track) == (basis.tier, basis.track):
            return settled
        return settled.with_basis(settled.library.basis(tier, track, settled.as_of, basis.round if tier is basis.tier else None))

    # asking back

    def _ask_back(self, own: Plan, part: Part) -> None:
        """Where it is unsure what is asked and the right matter is among the likeliest: these as choices, the likeliest answered."""
        limits = figures()["limits"]
        first = part.rivals[:_MOST_CHOICES]
        likely = [(matter, share) for matter, share in first if matter.kind is MatterKind.TOPIC]
        offered = sum(share for _, share in first)
        if part in self.judged or part.share >= limits["sure"] or offered < limits["offered"] or len(likely) < 2:
            return
        own.choices = [_choice(matter) for matter, _ in likely]
        own.say(BlockType.CHOICE, "ask_back")
        for choice in own.choices:
            own.say(BlockType.CHOICE, "choice", question=choice.question)
        own.say(BlockType.CHOICE, "likeliest", name=named(topics()[likely[0][0].id or ""].name))

    # without a question

    def _nothing_asked(self) -> None:
        settled, plan = self.settled, self.plan
        if any(plan_named(plan, settled, part, self.find) for part in settled.parts):
            return
        if settled.says_facts or settled.question.doubts:
            plan_awards(plan, settled)
            plan_told(plan, settled)
            plan.follow_ups = [named(topics()[WHOLE_TOPIC].ask)]
        elif settled.question.titles or settled.question.scope.tier or settled.question.scope.round:
            plan.kind, plan.status = Kind.SMALLTALK, Status.ANSWERED
            plan.say(BlockType.TALK, "scope_noted", tier=tier_name(settled.basis.tier), track=track_name(settled.basis.track))
        elif settled.question.not_used:
            plan.kind, plan.status = Kind.ELIGIBILITY, Status.NEEDS_INPUT
            plan.say(BlockType.MISSING, "figures_unclear")
        elif not plan_found(plan, settled, None, self.find):
            talk = settled.goes_on and all(part.form is Form.TELL for part in settled.parts)
            plan_outside(plan, "smalltalk" if talk else "off_topic", settled.where)

    def _say_lead(self, asked: Sequence[Part]) -> None:
        """Facts told beside questions that no verdict answers are said back."""
        if self.settled.says_facts and not self.judged and self.settled.told:
            told = understood(self.settled.told, self.settled.profile)
            if told.zh and not any(_topic(part) is not None and _decides(part) for part in asked):
                self.plan.say(BlockType.FACT, "understood", facts=told)

    # what holds for the whole

    def _say_what_holds_for_all(self, asked: Sequence[Part]) -> None:
        settled, plan = self.settled, self.plan
        ids = [part.matter.id for part in asked if part.matter.kind is MatterKind.TOPIC and part.matter.id]
        for path in settled.changes:
            words = changed(settled.profile, path)
            plan.say(BlockType.CAVEAT, "warning", warning=words)
            plan.warnings.append(words.zh)
        plan_unused(plan, settled)
        plan_years(plan, settled)
        if plan.status in _SETTLED and plan.origin is not Origin.RETRIEVAL and (self.judged or settled.says_facts or any(self._rests_on_basis(topic) for topic in ids)):
            say_basis(plan, settled)
            plan_doubts(plan, settled)
            if settled.tier_assumed and (settled.says_facts or any(depends_on_tier(settled, topics()[topic]) for topic in ids)):
                plan.say(BlockType.BASIS, "tier_assumed")
        if asked:
            plan.follow_ups = follow_ups(settled, ids, plan)

    def _rests_on_basis(self, topic_id: str) -> bool:
        """Whether the standard that decides stands behind an answer; what only another tier is asked for is none of it."""
        topic = topics()[topic_id]
        if topic.kind is not Kind.ELIGIBILITY or topic.recipe in _OUTSIDE_RECIPES:
            return False
        point = choice_for(self.settled, topic).point
        return point is None or not point.any_tier or self.settled.basis.tier in point.tiers


def _topic(part: Part) -> Topic | None:
    if part.matter.kind is not MatterKind.TOPIC or part.matter.id is None:
        return None
    return topics()[part.matter.id]


def _decides(part: Part) -> bool:
    topic = _topic(part)
    return topic is not None and bool(topic.conditions)


def _heading(part: Part) -> Block:
    topic = _topic(part)
    if topic is None:
        return Block(BlockType.HEADING, "heading_outside")
    if topic.id == WHOLE_TOPIC and Form.LIST not in part.forms:
        return Block(BlockType.HEADING, "heading_verdict")
    return Block(BlockType.HEADING, "heading", {"title": named(topic.name)})


def _choice(matter: Matter) -> Choice:
    topic = topics()[matter.id or ""]
    return Choice(named(topic.name), named(topic.ask))

