"""Every operation of TensorKit that the differential test judges, as PyTorch spells it.

A new operation is one line here and one in Differential/*Operations.swift, of the same name: the
name of the function, and after a space what sets variants of it apart.
"""
import math

import torch
import torch.nn.functional as F

from differential_inputs import ALL, FLOATS, INTS, NUMBERS, WIDE, WIDE_FLOATS, WIDE_NUMBERS, NAMES, Number


class Operation:
    """call: what PyTorch computes. draw: inputs and options.

    exact: no rounding is left to the implementation: "out" for results, "all" for gradients too.
    kinks: the slope jumps, so that moving an operand a little says nothing about rounding.
    strict: one rounding each element, so that the path is the element itself.
    terms: for each input the size of the terms that its gradient is the sum of, where these cancel.
    fresh: where values lie for which the slope is smooth: these operations are also held against
    themselves in float64, and their gradients against differences, on values of each run's own.
    """

    def __init__(self, name, call, draw, exact="", kinks=False, strict=False, weight=1.0, fresh=(-2, 2),
                 terms=None):
        self.name, self.call, self.draw = name, call, draw
        self.exact, self.kinks, self.strict, self.weight = exact, kinks, strict, weight
        self.fresh, self.terms = fresh, terms


TABLE = []


def op(name, call, draw, **about):
    TABLE.append(Operation(name, call, draw, **about))


# ---- How inputs and options are drawn: each of these returns a function of a Draw.


def one(dtypes=FLOATS, flavour=None, rank=None, nonempty=False, **options):
    """An input, of these numbers of dimensions, and options that may depend on it."""
    def draw(d):
        x = d.tensor(d.shape(rank, nonempty), d.choice(dtypes), flavour)
        return [x], {key: make(d, x) for key, make in options.items()}
    return draw


def two(dtypes=FLOATS, flavour=None, mixed=True, same=False, inplace=False, **options):
    def draw(d):
        shape, first = d.shape(), d.choice(dtypes)
        second = d.choice(dtypes) if mixed and d.chance(0.35) else first
        other = shape if same or d.chance(0.4) else d.partner(shape)
        if inplace:
            other = other[max(len(other) - len(shape), 0):]
            other = [n if n in (1, m) else 1 for n, m in zip(other, shape[len(shape) - len(other):])]
        pair = [d.tensor(shape, first, flavour), d.tensor(other, second, flavour)]
        if not (same or inplace) and d.chance(0.5):
            pair.reverse()
        return pair, {key: make(d, pair[0]) for key, make in options.items()}
    return draw


def number(ints=True, bools=True):
    return lambda d, x: Number(d.number(ints, bools))


def among(*values):
    return lambda d, x: d.choice(values)


DIM = lambda d, x: d.dim(x)
DIMS = lambda d, x: d.dims(x)
FLAG = lambda d, x: d.chance(0.5)


# ---- Arithmetic.

op("add", lambda x, y: x + y, two(ALL), exact="out", weight=2)
op("sub", lambda x, y: x - y, two(NUMBERS), exact="out")
op("mul", lambda x, y: x * y, two(ALL), exact="out", weight=2)
op("div", lambda x, y: x / y, two(ALL), exact="out", fresh=(0.5, 2))
op("neg", lambda x: -x, one(NUMBERS), exact="all")
op("add number", lambda x, value: x + value, one(ALL, value=number()), exact="out")
op("number add", lambda x, value: value + x, one(ALL, value=number()), exact="out")
op("sub number", lambda x, value: x - value, one(NUMBERS, value=number(bools=False)), exact="out")
op("number sub", lambda x, value: value - x, one(NUMBERS, value=number(bools=False)), exact="out")
op("mul number", lambda x, value: x * value, one(ALL, value=number()), exact="out")
op("number mul", lambda x, value: value * x, one(ALL, value=number()), exact="out")
op("div number", lambda x, value: x / value, one(ALL, value=number()), strict=True)
op("number div", lambda x, value: value / x, one(ALL, value=number()), strict=True, fresh=(0.5, 2))
op("number div extreme", lambda x, value: value / x,
   one(WIDE_FLOATS, "extreme", nonempty=True, value=among(Number(0.0), Number(2))), strict=True, fresh=None)
op("add alpha", lambda x, y, alpha: torch.add(x, y, alpha=alpha), two(NUMBERS, alpha=among(Number(2), Number(-3))))
op("sub alpha", lambda x, y, alpha: torch.sub(x, y, alpha=alpha), two(NUMBERS, alpha=among(Number(2), Number(-3))))
op("pow", lambda x, value: x.pow(value), one(NUMBERS, value=number(bools=False)), strict=True, fresh=(0.5, 2))
op("pow small", lambda x, value: x.pow(value),
   one(NUMBERS, value=lambda d, x: Number(d.choice([0, 1, 2, 3, 4, 0.5, -0.5, 1.5, 2.0, -1.0, -2.0, 0.0]))), strict=True,
   fresh=(0.5, 2))

# ---- In place.


def changed(change):
    """The change of a copy: what is differentiated is the copy."""
    return lambda x, *others, **options: change(x.clone(), *others, **options)


op("add_", changed(lambda x, y, alpha: x.add_(y, alpha=alpha)),
   two(NUMBERS, inplace=True, alpha=lambda d, x: Number(d.choice([1, 1, 2, -3] + [0.5] * x.is_floating_point()))))
op("add_ number", changed(lambda x, value: x.add_(value)), one(NUMBERS, value=number()), exact="out")
op("sub_", changed(lambda x, y, alpha: x.sub_(y, alpha=alpha)),
   two(NUMBERS, inplace=True, alpha=lambda d, x: Number(d.choice([1, 1, 2, -3] + [0.5] * x.is_floating_point()))))
op("sub_ number", changed(lambda x, value: x.sub_(value)), one(NUMBERS, value=number(bools=False)), exact="out")
op("mul_", changed(lambda x, y: x.mul_(y)), two(ALL, inplace=True), exact="out")
op("mul_ number", changed(lambda x, value: x.mul_(value)), one(ALL, value=number()), exact="out")
op("div_", changed(lambda x, y: x.div_(y)), two(NUMBERS, inplace=True), exact="out", fresh=(0.5, 2))
op("div_ number", changed(lambda x, value: x.div_(value)), one(NUMBERS, value=number()), strict=True)
op("fill_", changed(lambda x, value: x.fill_(value)), one(ALL, value=number()), exact="all")
op("zero_", changed(lambda x: x.zero_()), one(ALL), exact="all")
op("copy_", changed(lambda x, y: x.copy_(y)), two(ALL, inplace=True, flavour="ordinary"), exact="out")

# ---- Functions of one element.

for name, call in {
    "exp": torch.exp, "log": torch.log, "sqrt": torch.sqrt, "rsqrt": torch.rsqrt, "tanh": torch.tanh,
    "sigmoid": torch.sigmoid, "sin": torch.sin, "cos": torch.cos, "reciprocal": torch.reciprocal, "square": torch.square,
}.items():
    op(name, call, one(ALL), strict=True, fresh=(0.4, 2))
op("abs", torch.abs, one(NUMBERS), exact="all")
op("sign", torch.sign, one(ALL), exact="all")
for name in ["floor", "ceil", "round", "trunc"]:
    op(name, getattr(torch, name), one(NUMBERS), exact="all")
op("isinf", torch.isinf, one(ALL), exact="all")
op("isfinite", torch.isfinite, one(ALL), exact="all")
op("silu", F.silu, one())
op("relu", torch.relu, one(NUMBERS), exact="all")
op("gelu", lambda x, approximate: F.gelu(x, approximate=approximate), one(approximate=among("none", "tanh")), weight=2)
op("isnan", torch.isnan, one(ALL), exact="all")
op("dropout", lambda x, p, training: F.dropout(x, p, training), one(p=among(0.0, 1.0), training=FLAG), exact="all")


def seeded(call):
    """With PyTorch's default generator freshly seeded, so that the draws are the same."""
    def run(*inputs, seed, **options):
        torch.manual_seed(seed)
        return call(*inputs, **options)
    return run


SEED = lambda d, x: d.random.randint(0, 2**31)
op("dropout seeded", seeded(lambda x, p: F.dropout(x, p, True)),
   one([torch.float32], "ordinary", p=among(0.1, 0.5, 0.75), seed=SEED), exact="all")

# ---- Comparisons.

for name in ["gt", "ge", "lt", "le", "eq", "ne"]:
    op(name + " number", lambda x, value, name=name: getattr(torch, name)(x, value), one(ALL, value=number()), exact="all")
    op(name, getattr(torch, name), two(ALL), exact="all")
for name, call in {
    "logicalAnd": torch.logical_and, "logicalOr": torch.logical_or, "logicalXor": torch.logical_xor,
}.items():
    op(name, call, two(ALL), exact="all", weight=0.5)
op("logicalNot", torch.logical_not, one(ALL), exact="all", weight=0.5)
for name, call in {
    "bitwiseAnd": torch.bitwise_and, "bitwiseOr": torch.bitwise_or, "bitwiseXor": torch.bitwise_xor,
}.items():
    op(name, call, two(INTS + [torch.bool] * 4), exact="all", weight=0.5)
op("bitwiseNot", torch.bitwise_not, one(INTS + [torch.bool] * 4), exact="all", weight=0.5)
for name in ["maximum", "minimum"]:
    op(name, getattr(torch, name), two(ALL), exact="out", kinks=True, weight=1.5)


def bound(d, x):
    return Number(d.choice([0.0, 0.5, -1.0, 1.25, -0.25, 1e30, -math.inf] + [0, 1, -2, 5] * 2))


op("clamp", lambda x, low, high: x.clamp(low, high), one(NUMBERS, low=bound, high=bound), exact="all")
op("clamp min", lambda x, low: x.clamp(min=low), one(NUMBERS, low=bound), exact="all")
op("clamp max", lambda x, high: x.clamp(max=high), one(NUMBERS, high=bound), exact="all")
op("clamp tensors", lambda x, low, high: x.clamp(low, high),
   lambda d: (lambda shape, dtype: ([d.tensor(shape, dtype)] + [
       d.tensor(d.partner(shape)[-len(shape):] if shape else [], dtype, "ties") for _ in range(2)], {}))(
           d.shape(), d.choice(NUMBERS)), exact="out", kinks=True)
op("any", lambda x: x.any(), one(WIDE), exact="all")
op("all", lambda x: x.all(), one(WIDE), exact="all")
op("equal", lambda x, y: torch.tensor(torch.equal(x, y)), two(ALL, same=True, mixed=False, flavour="ties"), exact="all")
op("allClose", lambda x, y, rtol, atol: torch.tensor(torch.allclose(x, y, rtol=rtol, atol=atol)),
   two(WIDE_FLOATS, mixed=False, rtol=among(1e-5, 0.5, 0.0), atol=among(1e-8, 1.0)), exact="all")

# ---- Masks.


def masked(count, mixed=True, **options):
    def draw(d):
        shape = d.shape()
        dtype = d.choice(ALL)
        tensors = [
            d.tensor(shape if d.chance(0.5) else d.partner(shape), d.choice(ALL) if mixed and d.chance(0.3) else dtype)
            for _ in range(count)
        ]
        mask = d.tensor(shape if d.chance(0.6) else d.partner(shape), torch.bool)
        return [mask] + tensors, {key: make(d, tensors[0]) for key, make in options.items()}
    return draw


op("where", lambda mask, x, y: torch.where(mask, x, y), masked(2), exact="out")
op("where number", lambda mask, x, value: torch.where(mask, x, value), masked(1, value=number()), exact="out")
op("number where", lambda mask, x, value: torch.where(mask, value, x), masked(1, value=number()), exact="out")
op("maskedFill", lambda mask, x, value: x.masked_fill(mask, value), masked(1, value=number()), exact="out")
for name in ["triu", "tril"]:
    op(name, lambda x, diagonal, name=name: getattr(x, name)(diagonal),
       one(ALL, rank=(2, 3, 4), diagonal=lambda d, x: d.random.randint(-4, 4)), exact="all")

# ---- Along dimensions.

op("sum", lambda x: x.sum(), one(WIDE))
op("sum dim", lambda x, dim, keepDim: x.sum(dim, keepdim=keepDim), one(WIDE, dim=DIM, keepDim=FLAG))
op("sum dims", lambda x, dims, keepDim: x.sum(dims, keepdim=keepDim), one(WIDE, dims=DIMS, keepDim=FLAG))
op("mean", lambda x: x.mean(), one(WIDE_FLOATS))
op("mean dim", lambda x, dim, keepDim: x.mean(dim, keepdim=keepDim), one(WIDE_FLOATS, dim=DIM, keepDim=FLAG))
op("mean dims", lambda x, dims, keepDim: x.mean(dims, keepdim=keepDim), one(WIDE_FLOATS, dims=DIMS, keepDim=FLAG))
op("variance", lambda x, unbiased: x.var(unbiased=unbiased), one(WIDE_FLOATS, unbiased=FLAG))
op("variance dim", lambda x, dim, unbiased, keepDim: x.var(dim, unbiased=unbiased, keepdim=keepDim),
   one(WIDE_FLOATS, dim=DIM, unbiased=FLAG, keepDim=FLAG))
op("variance dims", lambda x, dims, unbiased, keepDim: x.var(dims, unbiased=unbiased, keepdim=keepDim),
   one(WIDE_FLOATS, dims=DIMS, unbiased=FLAG, keepDim=FLAG))
for name in ["amax", "amin"]:
    op(name, lambda x, dim, keepDim, name=name: getattr(x, name)(dim, keepdim=keepDim),
       one(WIDE, nonempty=True, dim=DIM, keepDim=FLAG), exact="out", kinks=True)
for name in ["max", "min"]:
    op(name, lambda x, name=name: getattr(x, name)(), one(WIDE, nonempty=True), exact="out", kinks=True)
op("argmax", lambda x: x.argmax(), one(WIDE_NUMBERS, nonempty=True), exact="all")
for name in ["argmax", "argmin"]:
    op(name + " dim", lambda x, dim, keepDim, name=name: getattr(x, name)(dim, keepdim=keepDim),
       one(WIDE_NUMBERS, nonempty=True, dim=DIM, keepDim=FLAG), exact="all")
op("logSumExp", lambda x, dim, keepDim: x.logsumexp(dim, keepdim=keepDim), one(WIDE_FLOATS, dim=DIM, keepDim=FLAG), weight=1.5)
op("softmax", lambda x, dim: x.softmax(dim), one(WIDE_FLOATS, dim=DIM), weight=1.5)
op("logSoftmax", lambda x, dim: x.log_softmax(dim), one(WIDE_FLOATS, dim=DIM), weight=1.5)


def normalised(affine):
    def draw(d):
        shape = d.shape(rank=(1, 2, 3, 4))
        while shape[-1] == 0:
            shape = d.shape(rank=(1, 2, 3, 4))
        dtype = d.choice(WIDE_FLOATS)
        inputs = [d.tensor(shape, dtype)] + [d.tensor(shape[-1:], dtype, "ordinary") for _ in range(affine)]
        return inputs, {"eps": d.choice([1e-5, 1e-12, 0.1])}
    return draw


def scaled_gradient(weigh, x, w=None, b=None, eps=0):
    """What layer norm's gradient subtracts from itself: the cotangent over the standard deviation."""
    weighted = (weigh(x) if w is None else weigh(x) * w).abs()
    spread = (x.var(-1, unbiased=False, keepdim=True) + eps).rsqrt()
    return [(weighted + weighted.mean(-1, keepdim=True)) * spread] + [None, None]


op("layerNorm", lambda x, eps: F.layer_norm(x, x.shape[-1:], eps=eps), normalised(0), terms=scaled_gradient)
op("layerNorm weight", lambda x, w, eps: F.layer_norm(x, x.shape[-1:], w, eps=eps), normalised(1),
   terms=scaled_gradient)
op("layerNorm weight and bias", lambda x, w, b, eps: F.layer_norm(x, x.shape[-1:], w, b, eps), normalised(2), weight=1.5,
   terms=scaled_gradient)

# ---- Products.


def product(d):
    m, k, n = (d.choice([1, 2, 3, 4, 5, 0] if d.chance(0.2) else [1, 2, 3, 4, 5]) for _ in range(3))
    batch = d.choice([[], [], [], [2], [1], [2, 1], [0]])
    a, b = batch + [m, k], d.partner(batch) + [k, n]
    if d.chance(0.2):
        a = [k]
    if d.chance(0.2):
        b = [k]
    dtype = d.choice(WIDE_FLOATS)
    flavour = None if d.chance(0.4) else "ordinary"
    return [d.tensor(a, dtype, flavour), d.tensor(b, dtype, flavour)], {}


def affine(bias):
    def draw(d):
        lead = d.choice([[], [2], [3, 1], [0], [2, 2], [1, 2, 2]])
        n, k = d.choice([1, 2, 3, 5]), d.choice([1, 2, 4, 7])
        dtype = d.choice(WIDE_FLOATS)
        flavour = None if d.chance(0.3) else "ordinary"
        shapes = [lead + [k], [n, k]] + [[n] if d.chance(0.9) else []] * bias
        return [d.tensor(s, dtype, flavour) for s in shapes], {}
    return draw


op("matmul", torch.matmul, product, weight=3)
op("linear", lambda x, w: F.linear(x, w), affine(0), weight=1.5)
op("linear bias", lambda x, w, b: F.linear(x, w, b), affine(1), weight=1.5)


def attended(d):
    lead = d.choice([[], [2], [1, 2], [2, 1]])
    q, k, e, v = (d.choice([1, 2, 3, 4]) for _ in range(4))
    dtype = d.choice(WIDE_FLOATS)
    flavour = None if d.chance(0.2) else "ordinary"
    return [d.tensor(lead + s, dtype, flavour) for s in ([q, e], [k, e], [k, v])], {"isCausal": d.chance(0.5)}


def attention_gradients(weigh, q, k, v, isCausal):
    """What softmax's gradient subtracts from itself, on its way to queries and keys."""
    scale = q.shape[-1] ** -0.5
    scores = q @ k.mT * scale
    if isCausal:
        scores = scores.masked_fill(torch.ones_like(scores, dtype=torch.bool).triu(1), -math.inf)
    weights, moved = scores.softmax(-1), weigh(q @ k.mT @ v).abs() @ v.mT.abs()
    terms = weights * (moved + (weights * moved).sum(-1, keepdim=True)) * scale
    return [(terms @ k.abs()).sum_to_size(q.shape), (terms.mT @ q.abs()).sum_to_size(k.shape), None]


def attention(q, k, v, isCausal):
    if k.dim() < 2 or v.dim() < 2 or k.shape[-2] != v.shape[-2]:
        raise ValueError("PyTorch 2.15 reads beyond the end of the values here")
    return F.scaled_dot_product_attention(q, k, v, is_causal=isCausal)


op("scaledDotProductAttention", attention, attended, weight=2,
   terms=attention_gradients)



def turned(d):
    lead, steps, width = d.choice([[], [2], [1, 2]]), d.choice([1, 3]), d.choice([2, 4, 6])
    dtype = d.choice(WIDE_FLOATS)
    angles = d.choice([[steps, width], [width], [1, width]])
    cosine = dtype if d.chance(0.9) else d.choice(WIDE_FLOATS)
    return [d.tensor(lead + [steps, width], dtype), d.tensor(angles, cosine, "ordinary"), d.tensor(angles, dtype, "ordinary")], {}


def rotated(x, cos, sin):
    first, second = x.chunk(2, -1)
    return x * cos + torch.cat([-second, first], -1) * sin


op("rotaryEmbedding", rotated, turned)

# ---- Losses and rows.


def classified(d):
    rows, classes = d.choice([[], [1], [3], [5]]), d.choice([1, 2, 4, 7])
    flavour = None if d.chance(0.3) else "ordinary"
    return [d.tensor(rows + [classes], d.choice(WIDE_FLOATS), flavour), d.indices(rows, classes)], {}


op("crossEntropy", lambda x, t: F.cross_entropy(x, t), classified, weight=1.5)
op("mseLoss", lambda x, y: F.mse_loss(x, y), two(WIDE_FLOATS, same=True, mixed=False))


def looked_up(d):
    count, width = d.choice([1, 3, 6]), d.choice([1, 2, 5])
    return [d.indices(d.choice([[], [1], [4], [2, 3], [0]]), count), d.tensor([count, width], d.choice(WIDE_FLOATS))], {}


op("embedding", lambda ids, w: F.embedding(ids, w), looked_up, exact="out")

# ---- Views and movement: every bit, gradients too where nothing is added up.


def viewed(call):
    """Inputs of any type; `call` draws the options from a Draw and the input."""
    def draw(d):
        x = d.tensor(d.shape(), d.choice(ALL))
        return [x], call(d, x)
    return draw


def other_shape(d, x):
    n = x.numel()
    fitting = [s for s in ([n], [1, n], [n, 1], [2, n // 2], [n // 2, 2], [n // 3, 3], [2, n // 4, 2]) if math.prod(s) == n]
    shape = list(d.choice(fitting))
    if n and d.chance(0.4):
        shape[d.random.randrange(len(shape))] = -1
    return {"shape": shape}


def stretched(d, x):
    shape = [d.choice([2, 3, 1]) if n == 1 and d.chance(0.6) else n for n in x.shape]
    if math.prod(shape) <= 24 and d.chance(0.4):
        shape = [2] + shape
    lead = len(shape) - x.dim()
    return {"shape": [-1 if i >= lead and d.chance(0.2) and x.shape[i - lead] == n else n for i, n in enumerate(shape)]}


def flattened(d, x):
    n = max(x.dim(), 1)
    a, b = sorted(d.random.choices(range(n), k=2))
    return {"startDim": a - n if d.chance(0.3) else a, "endDim": b - n if d.chance(0.3) else b}


op("reshape", lambda x, shape: x.reshape(shape), viewed(other_shape), exact="all")
op("view", lambda x, shape: x.view(shape), viewed(other_shape), exact="all")
op("flatten", lambda x, startDim, endDim: x.flatten(startDim, endDim), viewed(flattened), exact="all")
op("squeeze", lambda x: x.squeeze(), viewed(lambda d, x: {}), exact="all")
op("squeeze dim", lambda x, dim: x.squeeze(dim), viewed(lambda d, x: {"dim": d.dim(x)}), exact="all")
op("unsqueeze", lambda x, dim: x.unsqueeze(dim), viewed(lambda d, x: {"dim": d.dim(x, 1)}), exact="all")
op("transposed", lambda x, dim0, dim1: x.transpose(dim0, dim1),
   viewed(lambda d, x: {"dim0": d.dim(x), "dim1": d.dim(x)}), exact="all")
op("T", lambda x: x.T, one(ALL, rank=(2, 3)), exact="all")
op("permute", lambda x, dims: x.permute(dims),
   viewed(lambda d, x: {"dims": [i - x.dim() if d.chance(0.2) else i
                                 for i in d.random.sample(range(x.dim()), x.dim())]}), exact="all")
op("expand", lambda x, shape: x.expand(shape), viewed(stretched), exact="out")
op("repeat", lambda x, times: x.repeat(times),
   viewed(lambda d, x: {"times": [d.choice([1, 2]) if x.numel() < 9 else 1 for _ in range(x.dim() + d.choice([0, 0, 1]))]}),
   exact="out")
op("contiguous", lambda x: x.contiguous(), one(ALL), exact="all")
op("clone", lambda x: x.clone(), one(ALL), exact="all")
op("detach", lambda x: x.detach(), one(ALL), exact="all")


def picked(d):
    x = d.tensor(d.shape(rank=(1, 2, 3, 4), nonempty=True), d.choice(ALL))
    dim = d.dim(x)
    n = x.shape[dim]
    return [x], {"dim": dim, "index": d.random.randint(-n, n - 1)}


def narrowed(d):
    x = d.tensor(d.shape(rank=(1, 2, 3, 4)), d.choice(ALL))
    dim = d.dim(x)
    start = d.random.randint(0, x.shape[dim])
    return [x], {"dim": dim, "start": start, "length": d.random.randint(0, x.shape[dim] - start)}


def sliced(d):
    x = d.tensor(d.shape(rank=(1, 2, 3, 4)), d.choice(ALL))
    return [x], {"dim": d.dim(x), "from": d.random.randint(-6, 6), "to": d.choice([-7, -2, -1, 0, 1, 2, 3, 9, 99])}


def python_slice(x, dim, to, **rest):
    at = [slice(None)] * x.dim()
    at[dim] = slice(rest["from"], to)
    return x[tuple(at)]


op("select", lambda x, dim, index: x.select(dim, index), picked, exact="all")
op("subscript", lambda x, index: x[index],
   lambda d: (lambda x: ([x], {"index": d.random.randint(-x.shape[0], x.shape[0] - 1)}))(
       d.tensor(d.shape(rank=(1, 2, 3), nonempty=True), d.choice(ALL))), exact="all")
op("narrow", lambda x, dim, start, length: x.narrow(dim, start, length), narrowed, exact="all")
op("slice", python_slice, sliced, exact="all")


def several(along):
    def draw(d):
        shape = d.shape(rank=(1, 2, 3) if along else (0, 1, 2, 3))
        first = d.choice(ALL)
        dim = d.random.randint(-len(shape) - (not along), len(shape) - along)
        inputs = []
        for _ in range(d.choice([1, 2, 2, 3])):
            other = list(shape)
            if along:
                other[dim] = d.choice([0, 1, 2, shape[dim]])
            inputs.append(d.tensor(other, d.choice(ALL) if d.chance(0.15) else first))
        return inputs, {"dim": dim}
    return draw


op("cat", lambda *x, dim: torch.cat(x, dim), several(True), exact="all", weight=1.5)
op("stack", lambda *x, dim: torch.stack(x, dim), several(False), exact="all")
op("to", lambda x, dtype: x.to(dtype),
   one(ALL, flavour="ordinary", dtype=lambda d, x: d.choice(list(NAMES))),
   exact="all", weight=1.5, fresh=None)
op("to of floats", lambda x, dtype: x.to(dtype),
   one(FLOATS, dtype=among(torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.bool)), exact="all", fresh=None)

# ---- Tensors that are made.

nothing = lambda **options: lambda d: ([], {key: make(d, None) for key, make in options.items()})
SHAPE = lambda d, x: d.shape()
DTYPE = among(*NAMES)
FLOATING = among(torch.float32, torch.float64)
op("zeros", lambda shape, dtype: torch.zeros(shape, dtype=dtype), nothing(shape=SHAPE, dtype=DTYPE), exact="all", weight=0.3)
op("ones", lambda shape, dtype: torch.ones(shape, dtype=dtype), nothing(shape=SHAPE, dtype=DTYPE), exact="all", weight=0.3)
op("full", lambda shape, value, dtype: torch.full(shape, value, dtype=dtype),
   nothing(shape=SHAPE, value=among(0.0, 1.5, -2.9, 7.0, 1e10), dtype=DTYPE), exact="all", weight=1)
op("arange", lambda n: torch.arange(n), nothing(n=lambda d, x: d.random.randint(0, 48)), exact="all", weight=0.3)
op("eye", lambda n, dtype: torch.eye(n, dtype=dtype), nothing(n=among(0, 1, 3, 6), dtype=DTYPE), exact="all", weight=0.3)
op("rand", seeded(lambda shape, dtype: torch.rand(shape, dtype=dtype)), nothing(shape=SHAPE, dtype=FLOATING, seed=SEED),
   exact="all", weight=0.5)
op("randn", seeded(lambda shape, dtype: torch.randn(shape, dtype=dtype)), nothing(shape=SHAPE, dtype=FLOATING, seed=SEED),
   exact="all", weight=0.5)
op("randint", seeded(lambda shape, low, high: torch.randint(low, high, shape)),
   nothing(shape=SHAPE, low=among(-5, 0, -(2**40)), high=among(1, 9, 2**40), seed=SEED), exact="all", weight=0.5)
op("randperm", seeded(lambda n: torch.randperm(n)), nothing(n=lambda d, x: d.random.randint(0, 48), seed=SEED),
   exact="all", weight=0.3)
op("uniform_", seeded(lambda x, low, high: x.clone().uniform_(low, high)),
   one(WIDE_FLOATS, low=among(-1.0, 0.0, -0.3), high=among(1.0, 0.5), seed=SEED, flavour="ordinary"), exact="all", weight=0.5, fresh=None)
op("normal_", seeded(lambda x, mean, std: x.clone().normal_(mean, std)),
   one(WIDE_FLOATS, mean=among(0.0, 1.5), std=among(1.0, 0.02, 0.0), seed=SEED, flavour="ordinary"), exact="all", weight=0.5, fresh=None)
op("bernoulli_", seeded(lambda x, p: x.clone().bernoulli_(p)), one(WIDE_FLOATS, p=among(0.3, 0.5, 0.9), seed=SEED, flavour="ordinary"),
   exact="all", weight=0.5, fresh=None)
