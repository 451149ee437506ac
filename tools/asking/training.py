"""The training: steps of texts of about the same length, each layer the slower the lower it lies."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from tools.asking.examples import Example
from tools.asking.net import AskedNet

EPOCHS = 10
TOGETHER = 128
"""Texts of a step."""
RATE = 1e-4
RATE_ABOVE = 1e-3
DECAY = 0.9
"""How much slower each layer learns than the one above it."""
WARMING = 0.06
"""Part of all steps in which the rates rise."""
SMOOTHING = 0.05
OF_A_FORM = 0.7
"""What a form weighs beside a matter."""
REPLACED = 0.08
"""How often a piece is another one, drawn by chance."""


def trained(net: AskedNet, examples: Sequence[Example], most: int | None) -> AskedNet:
    """The network after all epochs; layers learn the slower the lower they are, and less and less."""
    device = net.position.device
    above = [*net.matters.parameters(), *net.forms.parameters()]
    groups: list[dict[str, Any]] = [{"params": above, "lr": RATE_ABOVE}]
    groups += [{"params": [*layer.parameters()], "lr": RATE * DECAY**depth} for depth, layer in enumerate(reversed(net.layers))]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    total = EPOCHS * math.ceil(len(examples) / TOGETHER)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: min(1.0, (step + 1) / (WARMING * total)) * max(0.02, 1 - step / total))
    net.train()
    for step, batch in enumerate(_batches(examples)):
        if step == most:
            break
        numbers, real = padded([example.numbers for example in batch], device)
        replaced = (torch.rand(numbers.shape, device=device) < REPLACED) & real
        replaced[:, 0] = False
        numbers = torch.where(replaced, torch.randint_like(numbers, 4, net.word.num_embeddings), numbers)
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            matters, forms = net(numbers, real)
        loss = _loss(matters.float(), forms.float(), batch)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        schedule.step()
    return net.eval()


def _loss(matters: Tensor, forms: Tensor, batch: Sequence[Example]) -> Tensor:
    device, none = matters.device, np.zeros(forms.shape[1], np.float32)
    wanted = torch.tensor(np.stack([example.matter for example in batch]), device=device)
    asked = torch.tensor(np.stack([none if example.form is None else example.form for example in batch]), device=device)
    weights = torch.tensor([example.weight for example in batch], device=device)
    return (_missed(matters, wanted) * weights + OF_A_FORM * _missed(forms, asked)).mean()


def _missed(scores: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy against shares, a little of each given to all labels."""
    smooth = wanted * (1 - SMOOTHING) + SMOOTHING / wanted.shape[1] * wanted.sum(1, keepdim=True)
    return -(smooth * scores.log_softmax(-1)).sum(-1)


def _batches(examples: Sequence[Example]) -> Iterator[list[Example]]:
    """Steps of all epochs, texts of a step about equally long."""
    drawn = np.random.RandomState(0)
    for _ in range(EPOCHS):
        order = drawn.permutation(len(examples))
        for start in range(0, len(order), TOGETHER * 20):
            alike = sorted(order[start : start + TOGETHER * 20], key=lambda place: len(examples[place].numbers))
            steps = [alike[at : at + TOGETHER] for at in range(0, len(alike), TOGETHER)]
            yield from ([examples[place] for place in steps[at]] for at in drawn.permutation(len(steps)))


def padded(texts: Sequence[Sequence[int]], device: torch.device) -> tuple[Tensor, Tensor]:
    numbers = np.zeros((len(texts), max(map(len, texts))), np.int64)
    for row, text in zip(numbers, texts, strict=True):
        row[: len(text)] = text
    real = np.arange(numbers.shape[1]) < np.array([[len(text)] for text in texts])
    return torch.tensor(numbers, device=device), torch.tensor(real, device=device)
