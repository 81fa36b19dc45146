"""The pool of cases for the differential test, computed by PyTorch 2.x on a CPU.

    python differential.py OUT [--seed 0] [--cases 9000]

Writes OUT/cases.json, OUT/refusals.json and OUT/values.safetensors, the same for the same seed and
the same PyTorch. Needs torch alone.

A case is [operation, inputs, options, results, gradients]. An input is the number of a tensor; a
result or gradient is [tensor, allowances], the second −1 where every bit must agree. Gradients are
those of Σ result·cotangent, one for each input, null where there is none. `allowed` holds, for each
element that is judged with a tolerance, log2 of the largest difference from PyTorch's value:

    4·error + 4 ulp of the value + 2·path (+ 8 ulp of the terms, where an operation names them)

The truth is the same operation in float64. The error is the largest difference of PyTorch's own
answer from the truth, here and at six neighbours whose operands are one ulp of their own type away,
in random directions; of float64 it is what float32 is off by there, 2²⁹ times finer. The path is the
largest change of the truth among these neighbours: what an answer may be off by that is exact for
operands a rounding away. NaN in place of an allowance marks an element where PyTorch overflowed on
the way, and others may or may not: whatever is not finite is right there, and the truth if that is
finite.
"""
import argparse
import json
import math
import pathlib
import struct
import warnings

import torch

from differential_inputs import NAMES, Draw, decoded, encoded
from differential_operations import TABLE

COTANGENT = [1.0, -0.5, 2.0, 0.25, -1.5, 0.75, -3.0]
MOVES = 6


def cotangent(x):
    """Of numbers that every floating type holds, none of them 0."""
    values = torch.tensor(COTANGENT, dtype=torch.float64)
    return values[torch.arange(x.numel()) % len(COTANGENT)].reshape(x.shape).to(x.dtype)


def computed(operation, inputs, options, weigh=cotangent):
    """Results and, of what floats among the inputs, gradients. Raises what PyTorch raises."""
    leaves = [x.detach().clone().requires_grad_(x.is_floating_point()) for x in inputs]
    out = operation.call(*leaves, **{key: decoded(value) for key, value in options.items()})
    results = list(out) if isinstance(out, (tuple, list)) else [out]
    for result in results:
        if result.requires_grad:
            result.backward(weigh(result), retain_graph=True)
    return [r.detach() for r in results], [x.grad for x in leaves]


def converted(inputs, dtype):
    return [x.to(dtype) if x.is_floating_point() else x for x in inputs]


def in_type(dtype, operation, inputs, options, weigh=cotangent):
    """The same computed in another floating type, or None where PyTorch has no such thing."""
    torch.set_default_dtype(dtype if dtype == torch.float64 else torch.float32)
    try:
        return computed(operation, converted(inputs, dtype), options, weigh)
    except RuntimeError:
        return None
    finally:
        torch.set_default_dtype(torch.float32)


def neighbours(operation, inputs, options, dtype, generator):
    """Answers for operands one ulp away: in `dtype` and in float64, which is their truth."""
    eps = torch.finfo(dtype).eps

    def moved(x):
        sign = torch.randint(0, 2, x.shape, generator=generator) * 2 - 1
        return torch.where(torch.isfinite(x), x + x * sign * eps, x)

    for _ in range(MOVES):
        near = [moved(x.double()).to(dtype) if x.is_floating_point() else x for x in inputs]
        signs = generator.get_state()

        def weigh(r):
            generator.set_state(signs)
            return moved(cotangent(r).double()).to(dtype).to(r.dtype)

        pair = (in_type(dtype, operation, near, options, weigh), in_type(torch.float64, operation, near, options, weigh))
        if None not in pair:
            yield pair


def ulp(x):
    """The distance of each number of x to the next, in float64."""
    at = x.abs()
    next_ = torch.nextafter(at, torch.full_like(at, math.inf)) if at.dtype != torch.float16 else None
    if next_ is None:
        _, exponent = torch.frexp(at.float())
        step = torch.ldexp(torch.ones_like(at, dtype=torch.float64), (exponent - 11).clamp(min=-24))
    else:
        step = next_.double() - at.double()
    return torch.where(torch.isfinite(step), step, torch.finfo(x.dtype).eps * at.double())


def finite(x):
    return torch.where(torch.isfinite(x), x, torch.zeros_like(x))


def allowances(value, true, near, strict):
    """(expected, allowed) for a value of a floating type; see the head of this file. `near` holds an
    answer and its truth for each neighbour, by how much finer the value's own type is, and whether it
    says something of the path."""
    error, path = finite((value.double() - true).abs()), torch.zeros_like(true)
    for answer, its_truth, finer, counts in near:
        error = torch.maximum(error, finite((answer - its_truth).abs()) / finer)
        if counts:
            path = torch.maximum(path, finite((its_truth - true).abs()))
    allowed = 4 * error + 4 * ulp(value) + 2 * path
    is_finite, fits = torch.isfinite(value), torch.isfinite(true.to(value.dtype))
    agreed = (value.double() == true) | (torch.isnan(value) & torch.isnan(true))
    allowed = torch.where(is_finite, allowed, torch.zeros_like(allowed))
    overflowed = (~is_finite & ~agreed) | (is_finite & ~torch.isfinite(true))
    if not strict:
        limits = torch.finfo(value.dtype)
        overflowed |= path / limits.eps > limits.max / 8
        if value.dtype == torch.float64:
            overflowed |= ~is_finite
    allowed = torch.where(overflowed, torch.full_like(allowed, math.nan), allowed)
    return torch.where(overflowed & fits, true.to(value.dtype), value), allowed


class Pool:
    """What is written: each tensor once, in one row of numbers for each type."""

    def __init__(self):
        self.flat = {"float32": [], "float64": [], "int64": [], "bool": [], "allowed": []}
        self.tensors, self.known = [], {}

    def tensor(self, x):
        x = x.detach().contiguous()
        home = {"float16": "float32", "bfloat16": "float32"} | dict.fromkeys(["int32", "int16", "int8", "uint8"], "int64")
        name = NAMES[x.dtype]
        row = home.get(name, name)
        flat = x.reshape(-1).to(getattr(torch, row))
        data = flat.numpy().tobytes()
        key = (name, tuple(x.shape), data)
        if key not in self.known:
            self.known[key] = len(self.tensors)
            self.tensors.append([name, list(x.shape), sum(map(len, self.flat[row]))])
            self.flat[row].append(flat)
        return self.known[key]

    def allowed(self, x):
        """log2 of each, rounded up to float16."""
        start = sum(map(len, self.flat["allowed"]))
        log = torch.log2(x.reshape(-1))
        half = log.half()
        half = torch.where(half.double() < log, torch.nextafter(half.float() , torch.tensor(math.inf)).half(), half)
        lower = half.double() < log
        if lower.any():
            half[lower] = (half[lower].float() + half[lower].float().abs() * 2**-10).half()
        self.flat["allowed"].append(half)
        return start

    def write(self, path):
        header, blobs, at = {}, [], 0
        for name, kind in [("float64", "F64"), ("int64", "I64"), ("float32", "F32"), ("allowed", "F16"), ("bool", "BOOL")]:
            row = torch.cat(self.flat[name])
            data = row.numpy().tobytes()
            header[name] = {"dtype": kind, "shape": [row.numel()], "data_offsets": [at, at + len(data)]}
            blobs.append(data)
            at += len(data)
        text = json.dumps(header).encode()
        text += b" " * (-len(text) % 8)
        path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def judged(pool, operation, inputs, options, results, gradients):
    """The results and gradients as they are stored."""
    floating = [x.dtype for x in results if x.is_floating_point()]
    true, near = None, []
    if floating and operation.exact != "all":
        true = in_type(torch.float64, operation, inputs, options)
    if true is not None:
        dtype = min(floating, key=lambda t: torch.finfo(t).bits)
        generator = torch.Generator().manual_seed(len(pool.tensors))
        if dtype == torch.float64:
            near = [(*pair, 2.0**29, False) for pair in neighbours(operation, inputs, options, torch.float32, generator)]
        near += [(*pair, 1.0, True) for pair in neighbours(operation, inputs, options, dtype, generator)]

    terms = [None] * len(inputs)
    if operation.terms:
        wide = converted(inputs, torch.float64)
        try:
            terms = operation.terms(cotangent, *wide, **{key: decoded(value) for key, value in options.items()})
        except RuntimeError:  # Shapes that only PyTorch stretches to each other.
            pass

    def stored(value, part, position, is_exact, still):
        if value is None:
            return None
        if is_exact or not value.is_floating_point() or true is None or true[part][position] is None:
            return [pool.tensor(value), -1]
        others = [(answer[part][position], its_truth[part][position], finer, counts and not still)
                  for answer, its_truth, finer, counts in near if answer[part][position] is not None]
        others = [(a.double(), t.double(), f, c) for a, t, f, c in others if a.shape == value.shape]
        expected, allowed = allowances(value, true[part][position].double(), others, operation.strict)
        if part == 1 and terms[position] is not None and terms[position].shape == value.shape:
            allowed = allowed + torch.where(allowed > 0, finite(8 * torch.finfo(value.dtype).eps * terms[position]), 0)
        if not bool((allowed != 0).any()):
            return [pool.tensor(expected), -1]
        return [pool.tensor(expected), pool.allowed(allowed)]

    return (
        [stored(r, 0, i, operation.exact != "", operation.strict or operation.kinks) for i, r in enumerate(results)],
        [stored(g, 1, i, operation.exact == "all", operation.kinks) for i, g in enumerate(gradients)],
    )


def spoiled(d, inputs, options):
    """The same with one thing changed that PyTorch may refuse."""
    inputs, options = list(inputs), dict(options)
    ways = ["shape", "shape", "dtype", "rank"] * bool(inputs) + ["option"] * 2 * bool(options)
    if not ways:
        return inputs, options
    way = d.choice(ways)
    if way == "option":
        key = d.choice(sorted(options))
        value = options[key]
        if isinstance(value, int) and not isinstance(value, bool) and key != "seed":
            options[key] = value + d.choice([-9, -4, -2, 2, 4, 9])
        elif isinstance(value, list) and value:
            at = d.random.randrange(len(value))
            value = list(value)
            value[at] += d.choice([-3, -1, 1, 2, 4])
            options[key] = value
        return inputs, options
    at = d.random.randrange(len(inputs))
    x = inputs[at]
    if way == "shape" and x.dim():
        shape = list(x.shape)
        shape[d.random.randrange(len(shape))] += d.choice([1, 2])
        inputs[at] = d.tensor(shape, x.dtype, "ordinary")
    elif way == "rank":
        shape = list(x.shape)[1:] if x.dim() and d.chance(0.5) else [2] + list(x.shape)
        inputs[at] = d.tensor(shape, x.dtype, "ordinary")
    else:
        inputs[at] = d.tensor(list(x.shape), d.choice([t for t in TYPES if t != x.dtype]), "ordinary")
    return inputs, options


TYPES = [torch.float32, torch.float64, torch.int64, torch.bool]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cases", type=int, default=9000)
    parser.add_argument("--only", default="", help="the operations whose name starts so")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)

    draw, pool = Draw(arguments.seed), Pool()
    table = [o for o in TABLE if o.name.startswith(arguments.only)]
    each = arguments.cases / sum(o.weight for o in table)
    cases, refusals = [], []
    for operation in table:
        left, refused, seen = round(each * operation.weight), 0, set()
        for _ in range(20 * left + 20):
            if left == 0:
                break
            inputs, options = operation.draw(draw)
            spoil = draw.chance(0.12)
            if spoil:
                inputs, options = spoiled(draw, inputs, options)
            numbers = [pool.tensor(x) for x in inputs]
            written = {key: encoded(value) for key, value in options.items()}
            key = json.dumps([numbers, written])
            if key in seen:
                continue
            seen.add(key)
            try:
                results, gradients = computed(operation, inputs, options)
            except (RuntimeError, IndexError, ValueError, TypeError, OverflowError) as error:
                if refused < 8:
                    refusals.append([operation.name, numbers, written, str(error).split("\n")[0][:100]])
                    refused += 1
                continue
            # PyTorch does not look at the types of what is empty.
            if sum(r.numel() for r in results) > 200 or spoil and any(x.numel() == 0 for x in inputs):
                continue
            cases.append([operation.name, numbers, written, *judged(pool, operation, inputs, options, results, gradients)])
            left -= 1
        assert left * 4 < each, f"{operation.name}: {left} cases were not found"

    arguments.out.mkdir(parents=True, exist_ok=True)
    about = {"seed": arguments.seed, "torch": torch.__version__.split("+")[0]}

    differentiable = {case[0] for case in cases if any(g is not None for g in case[4])}
    fresh = {o.name: o.fresh for o in table if o.fresh and o.name in differentiable}

    def lines(rows):
        return "[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]"

    (arguments.out / "cases.json").write_text(
        f'{{"about":{json.dumps(about)},\n"fresh":{json.dumps(fresh)},\n"tensors":{lines(pool.tensors)},\n"cases":{lines(cases)}}}\n')
    (arguments.out / "refusals.json").write_text(lines(refusals) + "\n")
    pool.write(arguments.out / "values.safetensors")
    print(f"{len(cases)} cases of {len(table)} operations, {len(refusals)} refusals, {len(pool.tensors)} tensors")


if __name__ == "__main__":
    main()
