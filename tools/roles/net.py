"""The head in torch, to train it; `assistant.reading.by_head.head` computes the same in numpy."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.reading.by_head.features import FACTS, MAGNITUDES, MARKS, PAIRS, TAGS, YEARS, HeadInput
from assistant.reading.by_head.head import BEFORE, BEHIND, HEADS, ROLES
from tools.roles.labels import NumberLabel

DIRECTIONS = 384
WIDTH = 96
OF_A_FACT = 32
OF_A_YEAR = 48
EPOCHS = 12
TOGETHER = 16
"""Messages of a step, of about the same length."""
RATE = 2e-3
UNSEEN_NAME = 0.25
"""How often a name that the word list knows is hidden: an unknown one has to be read by its vector."""
UNSEEN_WORDS = 0.3
"""How often what the words made of a number is hidden."""
_NAME, _BY_WORDS, _WORDS_YEAR = 2, 2, 7
_NEVER = -1e4


@dataclass(frozen=True)
class Example:
    """A message as the head takes it, and what each of its numbers is for."""

    given: HeadInput
    labels: tuple[NumberLabel | None, ...]


class HeadNet(nn.Module):
    """The network; the names of its parts are those of the stored weights."""

    def __init__(self, vocabularies: Mapping[str, Sequence[str]], fields: Sequence[str]) -> None:
        super().__init__()
        sizes = {name: len(values) for name, values in vocabularies.items()}
        self.ln0, self.inp = nn.LayerNorm(DIRECTIONS), nn.Linear(DIRECTIONS, WIDTH)
        of_piece = (sizes["kind"], 3, sizes["name"], sizes["operator"], YEARS, max(MARKS.values()) + 1)
        self.e = nn.ModuleList([nn.Embedding(size, WIDTH) for size in of_piece])
        for table in self.e:
            nn.init.normal_(table.weight, std=0.1)
        self.n1, self.n2, self.nf = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.c1, self.c2 = nn.Conv1d(WIDTH, WIDTH, 5, padding=2), nn.Conv1d(WIDTH, WIDTH, 5, padding=2)
        self.tr = nn.TransformerEncoderLayer(WIDTH, HEADS, 2 * WIDTH, 0.1, batch_first=True, norm_first=True)
        of_number = (sizes["kind"], MAGNITUDES, sizes["role"], sizes["field"], sizes["why"], sizes["why"], YEARS)
        self.me = nn.ModuleList([nn.Embedding(size, OF_A_FACT) for size in of_number])
        self.h = nn.Linear(3 * WIDTH + FACTS * OF_A_FACT, WIDTH)
        self.role, self.field, self.yd = nn.Linear(WIDTH, len(ROLES)), nn.Linear(WIDTH, len(fields)), nn.Linear(WIDTH, 1)
        self.ya, self.yb, self.yp, self.yo = nn.Linear(WIDTH, OF_A_YEAR), nn.Linear(WIDTH, OF_A_YEAR), nn.Linear(PAIRS, OF_A_YEAR), nn.Linear(OF_A_YEAR, 1)
        self.drop = nn.Dropout(0.3)

    def forward(self, batch: Sequence[HeadInput]) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of roles, fields and years of all numbers of some messages; the first year is that of no name."""
        vectors, tags, real = _padded(batch)
        x = self.ln0(vectors)
        if self.training:
            x = x * (torch.rand(len(batch), 1, DIRECTIONS) > 0.15) / 0.85
            tags[:, :, _NAME] *= torch.rand(tags.shape[:2]) > UNSEEN_NAME
        x = self.inp(x)
        for column in range(TAGS):
            x = x + self.e[column](tags[:, :, column])
        for norm, layer in ((self.n1, self.c1), (self.n2, self.c2)):
            x = x + functional.gelu(layer((norm(x) * real).transpose(1, 2)).transpose(1, 2), approximate="tanh")
        x = self.nf(self.tr(x, src_key_padding_mask=real[:, :, 0] == 0)) * real
        return self._scores(x, batch)

    def _scores(self, x: Tensor, batch: Sequence[HeadInput]) -> tuple[Tensor, Tensor, Tensor]:
        summed = torch.cat([torch.zeros(len(batch), 1, WIDTH), x.cumsum(1)], 1)
        spans = [(row, start, end, max(0, start - BEFORE), min(len(given.vectors), end + BEHIND)) for row, given in enumerate(batch) for start, end in given.spans]
        row, start, end, before, behind = (torch.tensor(each) for each in zip(*spans, strict=True))
        told = torch.tensor(np.concatenate([given.numbers for given in batch]))
        seen = torch.rand(len(told)) > UNSEEN_WORDS if self.training else torch.ones(len(told), dtype=torch.bool)
        told[:, _BY_WORDS:] *= seen[:, None]
        around = (_mean(summed, row, start, end), _mean(summed, row, before, start), _mean(summed, row, end, behind))
        facts = [self.me[column](told[:, column]) for column in range(FACTS)]
        numbers = self.drop(functional.gelu(self.h(self.drop(torch.cat([*around, *facts], 1))), approximate="tanh"))
        return self.role(numbers), self.field(numbers), self._years(summed, numbers, row, seen, batch)

    def _years(self, summed: Tensor, numbers: Tensor, row: Tensor, seen: Tensor, batch: Sequence[HeadInput]) -> Tensor:
        most = max(1, *(len(given.times) for given in batch))
        pairs, known = torch.zeros(len(numbers), most, PAIRS), torch.zeros(len(numbers), most, dtype=torch.bool)
        done = 0
        filled = []
        for number, given in enumerate(batch):
            count, named = len(given.spans), len(given.times)
            if named:
                at = torch.tensor([(number, time.start, time.end) for time in given.times])
                filled.append((number, _mean(summed, at[:, 0], at[:, 1], at[:, 2])))
                pairs[done : done + count, :named] = torch.tensor(given.pairs)
                known[done : done + count, :named] = True
            done += count
        times = torch.stack([functional.pad(means, (0, 0, 0, most - len(means))) for means in _by_message(filled, len(batch))])
        pairs[:, :, _WORDS_YEAR] *= seen[:, None]
        together = torch.tanh(self.ya(numbers)[:, None] + self.yb(times)[row] + self.yp(pairs))
        return torch.cat([self.yd(numbers), self.yo(together)[:, :, 0].masked_fill(~known, _NEVER)], 1)


def _by_message(filled: Sequence[tuple[int, Tensor]], messages: int) -> list[Tensor]:
    found = dict(filled)
    return [found.get(number, torch.zeros(0, WIDTH)) for number in range(messages)]


def _padded(batch: Sequence[HeadInput]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(given.vectors) for given in batch)
    vectors, tags, real = torch.zeros(len(batch), longest, DIRECTIONS), torch.zeros(len(batch), longest, TAGS, dtype=torch.long), torch.zeros(len(batch), longest, 1)
    for row, given in enumerate(batch):
        length = len(given.vectors)
        vectors[row, :length], tags[row, :length], real[row, :length] = torch.tensor(given.vectors), torch.tensor(given.tags), 1
    return vectors, tags, real


def _mean(summed: Tensor, row: Tensor, start: Tensor, end: Tensor) -> Tensor:
    return (summed[row, end] - summed[row, start]) / (end - start).clamp(min=1).unsqueeze(-1)


def trained(examples: Sequence[Example], vocabularies: Mapping[str, Sequence[str]], fields: Sequence[str], seed: int, epochs: int = EPOCHS) -> HeadNet:
    """A head trained on some messages."""
    torch.manual_seed(seed)
    drawn = random.Random(seed)
    torch.set_num_threads(1)
    net = HeadNet(vocabularies, fields)
    known = [each for each in examples if each.given.spans and any(each.labels)]
    places = {field: place for place, field in enumerate(fields)}
    steps = epochs * (math.ceil(len(known) / TOGETHER) + 1)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.15)
    net.train()
    for _ in range(epochs):
        for batch in _batches(known, drawn):
            optimiser.zero_grad()
            loss(net([each.given for each in batch]), batch, places).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return net.eval()


def _batches(examples: Sequence[Example], drawn: random.Random) -> list[list[Example]]:
    """Messages in a drawn order, those of about one length together."""
    order = drawn.sample(list(examples), len(examples))
    stretch = TOGETHER * 8
    chunks = [sorted(order[start : start + stretch], key=lambda each: len(each.given.vectors)) for start in range(0, len(order), stretch)]
    batches = [chunk[start : start + TOGETHER] for chunk in chunks for start in range(0, len(chunk), TOGETHER)]
    drawn.shuffle(batches)
    return batches


def loss(scores: tuple[Tensor, Tensor, Tensor], batch: Sequence[Example], places: Mapping[str, int]) -> Tensor:
    """How unlikely the labels are; one that leaves several roles or places of a year open is any of them."""
    roles, fields, years = (functional.log_softmax(each, 1) for each in scores)
    allowed, named = torch.full(roles.shape, _NEVER), torch.full(years.shape, _NEVER)
    parts: list[Tensor] = []
    row = 0
    by_role, by_year, by_field, field_places = [], [], [], []
    for each in batch:
        for label in each.labels:
            if label is not None:
                allowed[row, list(label.roles)] = 0
                by_role.append(row)
                if label.field in places:
                    by_field.append(row)
                    field_places.append(places[label.field])
                    at = [place + 1 for place, time in enumerate(each.given.times) if time.year == label.year] + ([0] if label.year == each.given.last else [])
                    if label.year is not None and at:
                        named[row, at] = 0
                        by_year.append(row)
            row += 1
    parts.append(-torch.logsumexp(roles + allowed, 1)[by_role].sum())
    if by_field:
        parts.append(-fields[by_field, field_places].sum())
    if by_year:
        parts.append(-torch.logsumexp(years + named, 1)[by_year].sum())
    return torch.stack(parts).sum() / len(batch)
