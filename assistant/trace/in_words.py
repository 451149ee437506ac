"""What a trace says, in words of either language: for the page, and as plain text for the command.

>>> piece = MessagePiece(words="负债率72%行吗", start=0, end=8)
>>> share = TracedMention(words="72%", start=3, end=6, kind="percent", role=Role.FACT, field="debt_ratio")
>>> [(run.words, run.label) for run in runs_of([piece], [share], 8)]
[('负债率', ''), ('72%', '事实：资产负债率'), ('行吗', '')]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.planning.facts import said_of
from assistant.planning.naming import round_name, tier_name, track_name
from assistant.planning.plan import Words
from assistant.reading.question import Role
from assistant.rendering.text import in_words
from assistant.rules.fields import catalogue
from assistant.rules.texts import document_number, in_english, worded
from assistant.trace.notes import matter_words, note
from assistant.trace.trace import MessagePiece, Trace, TracedBasis, TracedFact, TracedMention, TracedPart, TraceStep

_OF_THE_WHOLE = {"~": "all_meaning", "≈": "second_opinion"}
"""Terms that stand for no word: the meaning of all of them, and what the layers trained on messages say."""


@dataclass(frozen=True)
class MessageRun:
    """A stretch of the message as it is shown.

    Attributes:
        role: of the mention it is; None for words around.
        label: what the mention was taken for, in words.
        kept: False where the message's words were not kept; then there are no words.
    """

    words: str
    role: Role | None = None
    label: str = ""
    kept: bool = True


@dataclass(frozen=True)
class BasisLine:
    """One thing that an answer rests on: what, which, and why."""

    name: str
    value: str
    why: str


def message_runs(trace: Trace, lang: str = "zh") -> list[MessageRun]:
    """The message as far as it is kept, its mentions set apart."""
    return runs_of(trace.pieces, trace.mentions, trace.length, lang)


def runs_of(pieces: Sequence[MessagePiece], mentions: Sequence[TracedMention], length: int, lang: str = "zh") -> list[MessageRun]:
    """Pieces cut at their mentions; a character belongs to the shortest mention over it."""
    owner: dict[int, TracedMention] = {}
    for mention in sorted(mentions, key=lambda each: each.start - each.end):
        owner.update(dict.fromkeys(range(mention.start, mention.end), mention))
    runs: list[MessageRun] = []
    reached = 0
    for piece in pieces:
        if piece.start > reached:
            runs.append(MessageRun("", kept=False))
        runs += _cut(piece, owner, lang)
        reached = piece.end
    if reached < length:
        runs.append(MessageRun("", kept=False))
    return runs


def _cut(piece: MessagePiece, owner: dict[int, TracedMention], lang: str) -> list[MessageRun]:
    runs: list[MessageRun] = []
    last: TracedMention | None = None
    for place, letter in enumerate(piece.words, start=piece.start):
        mention = owner.get(place)
        if runs and mention is last:
            runs[-1] = replace(runs[-1], words=runs[-1].words + letter)
        else:
            runs.append(MessageRun(letter, mention.role if mention else None, mention_label(mention, lang) if mention else ""))
        last = mention
    return runs


def mention_label(mention: TracedMention, lang: str = "zh") -> str:
    """事实：2021年营业收入; 没有用到：年份不清."""
    words = [note(f"role_{mention.role}", lang)]
    if mention.reason is not None:
        words.append(note(f"reason_{mention.reason}", lang))
    elif mention.field is not None:
        words.append(field_name(f"{mention.field}.{mention.year}" if mention.year else mention.field, lang))
    if mention.whose == "other":
        words.append(note("whose_other", lang))
    return (": " if lang == "en" else "：").join(words)


def field_name(path: str, lang: str = "zh") -> str:
    """The name of a path of the profile: 2021年营业收入."""
    info = catalogue().get(path.partition(".")[0])
    return info.name_for(path, lang) if info is not None else path


def fact_words(fact: TracedFact, lang: str = "zh") -> str:
    """2021年营业收入8600万元; what stays open is called so."""
    info = catalogue().get(fact.path.partition(".")[0])
    if info is None or fact.value is None:
        words = f"{field_name(fact.path, lang)} {note('told_open', lang)}"
    else:
        words = _said(said_of(info, fact.path, fact.value), lang)
    return words + note("told_supposed", lang) if fact.supposed else words


def grounds(trace: Trace, lang: str = "zh") -> list[BasisLine]:
    """What the answer rests on and where each came from; nothing where nothing was settled."""
    return list(_grounds(trace.basis, trace, lang)) if trace.basis is not None else []


def _grounds(basis: TracedBasis, trace: Trace, lang: str) -> Iterator[BasisLine]:
    def why(key: str) -> str:
        source = basis.sources.get(key)
        return note(f"source_{source}", lang) if source is not None else ""

    batch = _said(round_name(basis.round), lang) if basis.round is not None else note("no_batch", lang)
    track = _said(track_name(basis.track), lang)
    by_day = note("by_day", lang, day=in_words(trace.as_of, lang), track=track)
    yield BasisLine(note("basis_tier", lang), _said(tier_name(basis.tier), lang), why("tier"))
    yield BasisLine(note("basis_track", lang), track, why("track"))
    yield BasisLine(note("basis_round", lang), batch, why("round"))
    yield BasisLine(note("basis_standard", lang), _standard(basis.title, basis.number, lang), note("by_round", lang, round=batch) if basis.round is not None else by_day)
    yield BasisLine(note("basis_year", lang), note("last_year", lang, year=basis.year - 1), note("by_year_round" if basis.round is not None else "by_year_day", lang))
    if basis.other_standard is not None:
        yield BasisLine(note("basis_other", lang), _standard(basis.other_title or basis.other_standard, basis.other_number, lang), note("other_standard_why", lang))
    if basis.held_unannounced is not None:
        yield BasisLine(note("basis_unannounced", lang), _said(round_name(basis.held_unannounced), lang), note("unannounced_why", lang))


def _standard(title: str, number: str, lang: str) -> str:
    if not number:
        return title
    if lang != "en":
        return f"{title}（{number}）"
    with in_english():
        return f"{worded(title)} ({document_number(number)})"


def forms_of(part: TracedPart, lang: str = "zh") -> str:
    """How a part asks, in words."""
    return (", " if lang == "en" else "、").join(note(f"form_{form}", lang) for form in part.forms)


def term_words(term: str, lang: str = "zh") -> str:
    """A term that spoke for a matter; one that stands for the whole message is called so."""
    return note(_OF_THE_WHOLE[term], lang) if term in _OF_THE_WHOLE else f"“{term}”"


def head_of(trace: Trace, lang: str = "zh") -> str:
    """已回答 · 认定条件 · 依规则判定 · 按2022年6月20日回答 · 31毫秒."""
    return note(
        "told_head",
        lang,
        status=note(f"status_{trace.status}", lang),
        kind=note(f"kind_{trace.kind}", lang),
        origin=note(f"origin_{trace.origin}", lang),
        day=in_words(trace.as_of, lang),
        ms=f"{trace.ms:.0f}",
    )


def as_text(trace: Trace, lang: str = "zh") -> str:
    """The whole trace as plain text."""
    return "\n".join(_lines(trace, lang))


def _lines(trace: Trace, lang: str) -> Iterator[str]:
    yield head_of(trace, lang)
    yield from _block(note("told_message", lang), ["".join(_run_text(run) for run in message_runs(trace, lang))] if trace.pieces else [])
    yield from _block(note("told_facts", lang), [f"{fact_words(fact, lang)}  “{' '.join(fact.words.split())}”" for fact in trace.facts])
    yield from _block(note("told_basis", lang), [f"{each.name}：{each.value}（{each.why}）" if each.why else f"{each.name}：{each.value}" for each in grounds(trace, lang)])
    yield from _block(note("told_parts", lang), [line for number, part in enumerate(trace.parts, start=1) for line in _part_lines(number, part, lang)])
    yield from _block(note("told_blocks", lang), [_block_line(each.type, each.text, each.clauses, lang) for each in trace.blocks])
    yield from _block(note("told_slips", lang), [f"{note(f'block_{slip.type}', lang)} {note(f'slip_{slip.kind}', lang)}：{slip.words}" for slip in trace.slips])
    yield from _block(note("told_steps", lang), [line for step in trace.steps for line in _step_lines(step, lang)])


def _block(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (f"  {line}" for line in lines)


def _run_text(run: MessageRun) -> str:
    if not run.kept:
        return "…"
    return f"【{run.words}〔{run.label}〕】" if run.label else " ".join(run.words.split("\n"))


def _part_lines(number: int, part: TracedPart, lang: str) -> Iterator[str]:
    status = note(f"status_{part.status}", lang) if part.status is not None else ""
    matter = matter_words(part.matter, lang)
    yield note("told_part", lang, number=number, words=" ".join(part.words.split()), matter=matter, forms=forms_of(part, lang), status=status)
    for each in part.candidates:
        standing = note("carried_over", lang) if part.carried and each.standing == "chosen" else note(f"standing_{each.standing}", lang)
        yield f"   {note('told_candidate', lang, share=f'{each.share:.2f}', matter=matter_words(each.matter, lang), standing=standing)}"
    if part.weights:
        terms = "  ".join(f"{term_words(each.term, lang)} {each.weight:+.1f}" for each in part.weights)
        yield f"   {note('told_weights', lang, terms=terms)}"


def _block_line(type: str, text: str, clauses: Sequence[str], lang: str) -> str:
    stands_on = f"  〔{'、'.join(clauses)}〕" if clauses else ""
    return f"{note(f'block_{type}', lang)}  {' '.join(text.split())}{stands_on}"


def _step_lines(step: TraceStep, lang: str) -> Iterator[str]:
    yield note("told_step", lang, ms=f"{step.ms:8.2f}", title=step.title(lang))
    yield from (f"            {each}" for each in step.notes)
    for section in step.sections:
        yield f"            {section.title(lang)}"
        yield from (f"              {row.label}：{row.text}" for row in section.rows)


def _said(words: Words, lang: str) -> str:
    return words.en if lang == "en" else words.zh
