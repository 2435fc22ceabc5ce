"""Makes the tokenizer of these tests and what Python's `tokenizers` does with it.

    python make.py            writes qwen3/tokenizer.json, qwen35/tokenizer.json and encodings.json beside this file
    python make.py N FILE     writes N random texts and their tokens to a file, for a comparison by hand

Small byte-level BPE tokenizers in the form of Qwen3-VL's and Qwen3.5's: the same steps before BPE, the same added tokens.
"""

import json
import random
import sys
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

HERE = Path(__file__).parent
CONTRACTIONS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
WORDS = {
    "qwen3": r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    "qwen35": r"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
}
SPECIAL = (
    "<|endoftext|> <|im_start|> <|im_end|> <|object_ref_start|> <|object_ref_end|> <|box_start|> <|box_end|> "
    "<|vision_start|> <|vision_end|> <|vision_pad|> <|image_pad|> <|video_pad|>"
).split()
PLAIN = (
    "<tool_call> </tool_call> <|fim_prefix|> <|fim_middle|> <|fim_suffix|> <tool_response> </tool_response> <think> </think>"
).split()

LINES = """The figure shows the measured intensity over time; see panel (b).
It's what we'd expect, isn't it? They're here, I'll go, you've seen, I'm sure, he'd say.
def crop(image, box):\n    x0, y0, x1, y1 = box\n    return image[y0:y1, x0:x1]\n
for (let i = 0; i < n; i++) {\n\tsum += values[i];\n}\n
{"name": "crop", "arguments": {"box": [10, 20, 300, 400]}}
import matplotlib.pyplot as plt\nplt.savefig('out.png')\n
ax.plot(x, y, label=r'$\\alpha^2$')
Die Größe der Säule ändert sich über die Länge hinweg; übrigens, daß es süß wäre.
图中显示了随时间变化的强度,请参见子图。数据来自实验结果。
図は時間とともに変化する強度を示しています。
그림은 시간에 따른 강도를 보여줍니다.
На рисунке показана измеренная интенсивность во времени.
हिन्दी में लिखा हुआ पाठ और मात्राएँ
النص العربي من اليمين إلى اليسار
0.123456 1e-9 3,141,592 2026-11-23 100% 42 km/h
😀 👍🏽 👨‍👩‍👧 🇩🇪 é é ﬁ ﬀ
→ ≤ ≥ ± × ÷ ∑ √ π µ °C Å
""".splitlines()

TEXTS = LINES + [
    "", " ", "  ", "\n", "\n\n\n", "\t\t", " \n \n", "a  b   c    d", "trailing   ", "   leading", "a\r\nb\r\n\r\n", "x\u00a0y\u3000z\u2028w",
    "'s'T'RE I'VE", "don't DON'T dON'T", "1234567890", "v1.2.3-beta.4", "!!!???...\n\n", "(((((", "_snake_case_ and camelCase and CONST_NAME",
    "e\u0301 n\u0303 \u1112\u1161\u11ab", "\u200b\u200d\ufeff\u2060", "\ufffd\x00\x01\x7f", "\x85\x1c", "ΑΒΓ αβγ ς", "İıſK", "ß ẞ",
    "<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n<think>\n", "a<|im_end|>b", "<|im_end|><|im_end|>", "<|im_end", "<<|im_end|>>",
    "<think>x</think>\n\ny", "<tool_call>\n{}\n</tool_call>", "<|vision_start|><|image_pad|><|vision_end|>What?", "< think > </ think>",
    "👍🏽👍🏿🧑🏻‍🤝‍🧑🏼", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐍈 𠀀𠮷", "कि की के कू क्ष", "ก็ที่นี่", "a\u0300\u0301\u0302b", "x" * 300, "ab" * 200, "中" * 100, "=" * 100 + "\n" + "-" * 77,
]
ALPHABET = [
    *"abcdefghijklmnopqrstuvwxyzABCDEFG 0123456789    \n\n\t\r.,;:!?'\"()[]{}<>|/_-+*=#@~`^$%&\\", "'s", "'LL", "<|im_end|>", "<think>", "é", "e\u0301",
    "ß", "ſ", "中", "文", "の", "한", "ক", "ि", "א", "ع", "😀", "👍🏽", "\u200d", "\u00a0", "\u3000", "\u2028", "\x85", "\x1f", "\ufeff", "𝔘", "²", "½", "Ⅷ", "٣", "ǅ",
]


def build(name: str) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE(ignore_merges=False))
    tokenizer.normalizer = normalizers.NFC()
    split = pre_tokenizers.Split(Regex(CONTRACTIONS + WORDS[name]), behavior="isolated", invert=False)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel(add_prefix_space=False, use_regex=False)
    trainer = trainers.BpeTrainer(vocab_size=700, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False)
    tokenizer.train_from_iterator(LINES * 3, trainer)
    tokenizer.add_special_tokens([AddedToken(text, normalized=False, special=True) for text in SPECIAL])
    tokenizer.add_tokens([AddedToken(text, normalized=False, special=False) for text in PLAIN])
    return tokenizer


def randoms(count: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return ["".join(rng.choices(ALPHABET, k=rng.randint(1, 40))) for _ in range(count)]


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) == 3 else 0
    texts = randoms(many, 7) if many else TEXTS + randoms(60, 1)
    encodings: dict[str, object] = {"texts": texts}
    for name in WORDS:
        tokenizer = build(name)
        if not many:
            (HERE / name).mkdir(exist_ok=True)
            json_text = json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":"))
            (HERE / name / "tokenizer.json").write_text(json_text + "\n", encoding="utf-8")
        else:
            tokenizer = Tokenizer.from_file(str(HERE / name / "tokenizer.json"))
        encodings[name] = [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
    target = Path(sys.argv[2]) if many else HERE / "encodings.json"
    target.write_text(json.dumps(encodings, separators=(",", ":")) + "\n", encoding="utf-8")


main()
