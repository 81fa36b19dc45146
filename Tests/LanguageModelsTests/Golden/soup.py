"""Texts that try a byte-level split, and the ids that Hugging Face gives for them (tokenizers 0.23.3).

    python soup.py tiny/hf/tokenizer.json > tiny/soup.json

`ordinary` are the ids where the text of a special token is text like any other, if they differ.
"""
import json, random, sys, unicodedata
from tokenizers import Tokenizer

SPACES = [9, 10, 11, 12, 13, 0x1C, 0x1F, 32, 0x85, 0xA0, 0x1680, 0x180E, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF]
CONTRACTIONS = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d", "'S", "'RE", "'", "''s", "’s", "'l", "'r", "'v"]
SPECIAL = ["<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|im_", "|>", "<|", "<|im_start|", "<", "<<|im_end|>"]
WORDS = "The base rests the matrix of rank adapters learn niño größer Привет мир これは 中文 한국어 عربى हिन्दी e\u0301 x1".split()
# Categories of Unicode 14, which every table since then agrees with.
ASSIGNED = [c for c in range(0x110000) if unicodedata.category(chr(c)) not in ("Cn", "Co", "Cs")]
NUMBERS = [c for c in ASSIGNED if unicodedata.category(chr(c))[0] == "N"]
MARKS = [c for c in ASSIGNED if unicodedata.category(chr(c))[0] == "M"]
EMOJI = [*range(0x1F300, 0x1F650), 0x200D, 0xFE0F, 0x1F3FB, 0x1F1EA, 0x1F1F8, 0x20E3]
FIXED = [
    "don't I'll we've you're he'd I'm it's 'S 'T ''s ’s 'sun '1 ' s", "a  1  b   \n\n  c \n1\n 2", "x½ Ⅷ ①٣৪ 1st 2²", "12 345  6",
    "<|im_start|><|im_end|><|im_start|x<|im_start|><|<|endoftext|>",
]


def atom(numbers):
    scalar = lambda choices: chr(numbers.choice(choices))
    return numbers.choice([
        lambda: scalar(ASSIGNED), lambda: scalar(NUMBERS), lambda: scalar(MARKS), lambda: scalar(SPACES), lambda: scalar(EMOJI),
        lambda: numbers.choice(CONTRACTIONS), lambda: numbers.choice(SPECIAL), lambda: " " * numbers.randrange(1, 5),
        lambda: str(numbers.randrange(100000)), lambda: chr(numbers.randrange(128)), lambda: "\n" * numbers.randrange(1, 3),
        lambda: numbers.choice(WORDS), lambda: " " + numbers.choice(WORDS)])()


def texts():
    numbers = random.Random(99)
    yield from FIXED
    for space in map(chr, SPACES):
        yield f"a{space}{space}b {space}1{space} '{space}"
    for _ in range(150):
        yield "".join(atom(numbers) for _ in range(numbers.randrange(1, 14)))


def row(tokenizer, text):
    tokenizer.encode_special_tokens = False
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    tokenizer.encode_special_tokens = True
    ordinary = tokenizer.encode(text, add_special_tokens=False).ids
    return {"text": text, "ids": ids} | ({"ordinary": ordinary} if ordinary != ids else {})


tokenizer = Tokenizer.from_file(sys.argv[1])
print("[\n" + ",\n".join(json.dumps(row(tokenizer, text), separators=(",", ":")) for text in texts()) + "\n]")
