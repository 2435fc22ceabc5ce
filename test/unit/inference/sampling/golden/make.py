"""What transformers' logits processors do with some logits: writes references.json beside this file.

    python make.py

Presence and frequency penalties are not in transformers: they are computed here by the formula that OpenAI's API and vLLM document.
"""

import json
from pathlib import Path

import torch
from transformers import MinPLogitsWarper, RepetitionPenaltyLogitsProcessor, TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper

VOCABULARY = 400
PROMPT = [5, 9, 9, 130, 399]
REPLY = [9, 17, 17, 17, 42, 250]
CASES = [
    {"temperature": 1.0},
    {"temperature": 0.6, "topK": 20, "topP": 0.95},
    {"temperature": 0.7, "topK": 20, "topP": 0.8, "presencePenalty": 1.5},
    {"temperature": 1.0, "topK": 40, "presencePenalty": 2.0, "frequencyPenalty": 0.5},
    {"temperature": 0.9, "topP": 0.5},
    {"temperature": 1.3, "topP": 0.99, "minP": 0.02},
    {"temperature": 2.0, "minP": 0.1},
    {"temperature": 0.3, "topK": 3},
    {"temperature": 1.0, "topK": 1},
    {"temperature": 1.0, "topP": 0.0001},
    {"temperature": 0.8, "repetitionPenalty": 1.3, "topK": 50},
    {"temperature": 0.8, "repetitionPenalty": 0.7, "topP": 0.9},
    {"temperature": 1.5, "topK": 300, "topP": 0.9, "minP": 0.05, "repetitionPenalty": 1.1, "frequencyPenalty": 0.2, "presencePenalty": -0.5},
    {"temperature": 0.05, "topK": 20},
    {"temperature": 1.0, "topK": 5, "ties": True},
]


def logits(seed, ties):
    values = torch.randn(VOCABULARY, generator=torch.Generator().manual_seed(seed)) * 3
    # Numbers of few digits, to be written as whole ones; with ties a coarse grid.
    return torch.round(values * (1 if ties else 256)) / (1 if ties else 256)


def penalised(scores, case):
    counts = torch.zeros(VOCABULARY)
    for token in REPLY:
        counts[token] += 1
    return scores - case.get("frequencyPenalty", 0) * counts - case.get("presencePenalty", 0) * (counts > 0)


def main():
    ids = torch.tensor([PROMPT + REPLY])
    references = []
    for seed, case in enumerate(CASES):
        given = logits(seed, case.get("ties", False))
        scores = given[None].clone()
        if "repetitionPenalty" in case:
            scores = RepetitionPenaltyLogitsProcessor(case["repetitionPenalty"])(ids, scores)
        scores = penalised(scores[0], case)[None]
        scores = TemperatureLogitsWarper(case["temperature"])(ids, scores) if case["temperature"] != 1 else scores
        for name, warper in (("topK", TopKLogitsWarper), ("topP", TopPLogitsWarper), ("minP", MinPLogitsWarper)):
            if name in case:
                scores = warper(case[name])(ids, scores)
        probabilities = torch.softmax(scores[0].double(), -1)
        kept = torch.nonzero(probabilities > 0)[:, 0].tolist()
        references.append({
            "options": {name: value for name, value in case.items() if name != "ties"},
            "logits256": (given * 256).int().tolist(),
            "probabilities": [[token, round(probabilities[token].item(), 9)] for token in kept],
        })
    text = json.dumps({"prompt": PROMPT, "reply": REPLY, "references": references}, separators=(",", ":"))
    (Path(__file__).parent / "references.json").write_text(text + "\n", encoding="utf-8")


main()
