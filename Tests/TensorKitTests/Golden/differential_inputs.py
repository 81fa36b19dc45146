"""What the cases of differential.py compute with: shapes, element types, values and options."""
import math
import random

import torch

# Of none to four dimensions, at most 48 elements; lengths around those of vector registers.
SHAPES = [
    [], [1], [0], [2], [5], [8], [16], [17], [33], [48], [2, 3], [3, 2], [1, 4], [4, 1], [1, 1], [3, 0], [0, 3],
    [2, 20], [20, 2], [4, 4], [2, 3, 4], [2, 1, 3], [3, 2, 2], [1, 1, 1], [2, 0, 3], [2, 3, 2, 2], [1, 2, 1, 3],
    [2, 1, 1, 2],
]
# What is computed with, and what is only stored: TensorKit computes in another type there.
WIDE_FLOATS = [torch.float32] * 6 + [torch.float64] * 3
WIDE_NUMBERS = WIDE_FLOATS + [torch.int64] * 2
WIDE = WIDE_NUMBERS + [torch.bool]
FLOATS = WIDE_FLOATS * 2 + [torch.float16, torch.bfloat16] * 2
INTS = [torch.int64] * 4 + [torch.int32, torch.int16, torch.int8, torch.uint8]
NUMBERS = FLOATS + INTS
ALL = NUMBERS + [torch.bool] * 2

NAMES = {
    torch.float32: "float32", torch.float64: "float64", torch.int64: "int64", torch.bool: "bool",
    torch.float16: "float16", torch.bfloat16: "bfloat16", torch.int32: "int32", torch.int16: "int16",
    torch.int8: "int8", torch.uint8: "uint8",
}
EXTREMES = {
    torch.float32: [1e30, -1e30, 3e38, -3e38, 1e-30, 1e-45, -1e-40, 1.2e-38, 88.5, -88.5, 104.0, -104.0, 1e-8],
    torch.float64: [1e300, -1e300, 1.7e308, 1e-300, 5e-324, -1e-310, 709.5, -745.5, 1e30, 1e-30, 3e38, 1e-16],
    torch.float16: [65504.0, -65504.0, 6e-8, -6e-5, 11.1, -17.5, 1e-4],
    torch.bfloat16: [3e38, -3e38, 1e30, 1e-30, 1e-40, 88.5, -104.0],
    torch.int64: [2**53 + 1, -(2**53) - 1, 2**62, 2**63 - 1, -(2**63), 2**31, 10**12 + 1, 2**24 + 1],
    torch.int32: [2**31 - 1, -(2**31), 2**24 + 1, 65536],
    torch.int16: [32767, -32768, 300],
    torch.int8: [127, -128, 100, -100],
    torch.uint8: [255, 128, 200],
    torch.bool: [],
}
SPECIAL = [math.inf, -math.inf, math.nan, 0.0, -0.0, 1.0, -1.0, 0.5]


class Draw:
    """Everything random comes from here. A shape, a type and a flavour have a few tensors only, so
    that the file of values stays small: what varies is how operations combine them."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.generator = torch.Generator().manual_seed(seed)
        self.bank = {}

    def choice(self, options):
        return self.random.choice(options)

    def chance(self, p):
        return self.random.random() < p

    def shape(self, rank=None, nonempty=False):
        fitting = [
            s for s in SHAPES
            if (rank is None or len(s) in rank) and not (nonempty and 0 in s)
        ]
        return list(self.choice(fitting))

    def tensor(self, shape, dtype=torch.float32, flavour=None):
        """flavour: ordinary, positive, ties, extreme, constant or unit (0 ... 1); a mix by default."""
        if flavour is None:
            flavour = self.random.choices(
                ["ordinary", "positive", "ties", "extreme", "constant"], [45, 10, 15, 20, 10])[0]
        kept = self.bank.setdefault((tuple(shape), dtype, flavour), [])
        if len(kept) < 3 or self.chance(0.02):
            kept.append(self.fresh(shape, dtype, flavour))
        return self.choice(kept).clone()

    def fresh(self, shape, dtype, flavour):
        if flavour == "constant":
            stretched = [1 if self.chance(0.6) else n for n in shape]
            return self.fresh(stretched, dtype, "ordinary").expand(shape).contiguous()
        if dtype == torch.bool:
            return torch.rand(shape, generator=self.generator) < self.choice([0.5, 0.5, 0.0, 1.0])
        if not dtype.is_floating_point:
            low, high = {"positive": (1, 9), "unit": (0, 2), "ties": (0, 3)}.get(flavour, (-9, 10))
            x = torch.randint(max(low, 0) if dtype == torch.uint8 else low, high, shape, generator=self.generator)
            return self.sprinkled(x, EXTREMES[dtype], flavour).to(dtype)
        x = torch.rand(shape, generator=self.generator, dtype=torch.float64)
        if flavour == "positive":
            x = x * 2.9 + 0.1
        elif flavour == "ties":
            x = (x * 5).floor() / 2 - 1
        elif flavour in ("ordinary", "extreme"):
            x = x * 5 - 2.5
        return self.sprinkled(x.to(dtype), SPECIAL + EXTREMES[dtype], flavour)

    def sprinkled(self, x, specials, flavour):
        if flavour == "extreme":
            flat = x.reshape(-1)
            for i in range(flat.numel()):
                if self.chance(0.6):
                    flat[i] = self.choice(specials)
            return flat.reshape(x.shape)
        return x

    def indices(self, shape, count, signed=False):
        low = -count if signed else 0
        if count == 0:
            return torch.zeros(shape, dtype=torch.int64) if 0 in shape else torch.zeros([0], dtype=torch.int64)
        return torch.randint(low, count, shape, generator=self.generator)

    def partner(self, shape):
        """A shape that broadcasts with another, and sometimes stretches it."""
        out = [1 if self.chance(0.25) else n for n in shape]
        if self.chance(0.35):
            out = out[self.random.randint(0, len(out)):]
        if self.chance(0.1) and len(out) < 4 and math.prod(out) <= 16:
            out = [self.choice([1, 2])] + out
        return out

    def number(self, ints=True, bools=True):
        kinds = ["d"] * 6 + ["i"] * 4 * ints + ["b"] * bools
        kind = self.choice(kinds)
        if kind == "b":
            return self.chance(0.5)
        if kind == "i":
            return self.choice([0, 1, 2, 3, -1, -2, 7, 2**24 + 1, 10**6, 2**40 + 1])
        return self.choice(
            [0.5, 1.5, -0.75, 0.1, 2.0, 3.0, -2.5, 0.0, -0.0, 1e-3, 1 / 3, 1e30, 1e-30, math.inf, -math.inf, math.nan,
             1e300, 16777217.0])

    def dim(self, x, extra=0):
        n = max(x.dim() + extra, 1)
        return self.random.randint(-n, n - 1)

    def dims(self, x):
        n = max(x.dim(), 1)
        chosen = self.random.sample(range(n), self.random.randint(1, n))
        return [d - n if self.chance(0.3) else d for d in chosen]


def encoded(value):
    """An option as JSON: numbers of a program as a string that says their kind and every bit."""
    if isinstance(value, Number):
        v = value.value
        if isinstance(v, bool):
            return f"b{int(v)}"
        return f"i{v}" if isinstance(v, int) else "d" + (v.hex() if math.isfinite(v) else str(v))
    if isinstance(value, torch.dtype):
        return NAMES[value]
    return value


class Number:
    """A number of the program, of Swift's type Bool, Int or Double, beside tensors."""

    def __init__(self, value):
        self.value = value


def decoded(value):
    return value.value if isinstance(value, Number) else value
