"""Golden values from PyTorch 2.x on a CPU and from PEFT, as safetensors and JSON.

    python generate.py OUT [--seed 0]

Needs torch, safetensors and peft from PyPI, and the small GPT in minigpt.py beside this file.
Every random draw in rng.safetensors starts from a fresh torch.manual_seed(SEED), so a generator
that follows PyTorch's CPU generator must reproduce it to the last bit.

What is computed, and not only drawn or moved, is computed a second time in double precision, from the
same float32 values. How far PyTorch's own float32 lies from that is all that anybody may ask of another
float32 implementation: index.json has as a tolerance MARGIN times the largest of these distances, over
this seed and EXTRA_SEEDS more. One seed alone would say too little of a training run, in which a
difference of one bit grows from step to step.
"""
import argparse
import copy
import json
import math
import pathlib
import tempfile

import torch
import torch.nn.functional as F
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from torch import nn

from minigpt import MiniGPT

MARGIN = 3
EXTRA_SEEDS = 6


def distance(single: torch.Tensor, double: torch.Tensor, floor: float = 1e-30) -> float:
    """The largest difference, against the largest magnitude of the result or `floor`."""
    largest = max(double.abs().max().item(), floor)
    return ((single.detach().double() - double.detach()).abs().max() / largest).item()


def rng(seed: int) -> dict[str, torch.Tensor]:
    out = {}

    def draw(name, make):
        torch.manual_seed(seed)
        out[name] = make().detach().clone()

    for n in (1, 7, 15, 16, 17, 100, 1000):
        draw(f"rand.{n}", lambda: torch.rand(n))
        draw(f"randn.{n}", lambda: torch.randn(n))
    draw("rand.4x5", lambda: torch.rand(4, 5))
    draw("randn.3x4x5", lambda: torch.randn(3, 4, 5))
    draw("uniform.-2.5:1.5.64", lambda: torch.empty(64).uniform_(-2.5, 1.5))
    draw("normal.1:0.02.64", lambda: torch.empty(64).normal_(1.0, 0.02))
    draw("randint.0:65.64", lambda: torch.randint(0, 65, (64,)))
    draw("randperm.50", lambda: torch.randperm(50))
    draw("bernoulli.0.3.64", lambda: torch.empty(64).bernoulli_(0.3))
    draw("bernoulli.0.9.1000", lambda: torch.empty(1000).bernoulli_(0.9))
    draw("dropout.0.1.ones1000", lambda: F.dropout(torch.ones(1000), 0.1, True))
    draw("dropout.0.5.ones8x8", lambda: F.dropout(torch.ones(8, 8), 0.5, True))
    for r, i in ((8, 64), (4, 16), (16, 256), (1, 1), (3, 5)):
        draw(f"kaiming_uniform.a=sqrt5.{r}x{i}", lambda: nn.init.kaiming_uniform_(torch.empty(r, i), a=math.sqrt(5)))
    draw("kaiming_normal.relu.8x64", lambda: nn.init.kaiming_normal_(torch.empty(8, 64), nonlinearity="relu"))
    draw("xavier_uniform.8x64", lambda: nn.init.xavier_uniform_(torch.empty(8, 64)))
    draw("linear.64x32.weight", lambda: nn.Linear(64, 32).weight)
    draw("linear.64x32.bias", lambda: nn.Linear(64, 32).bias)
    draw("embedding.65x16.weight", lambda: nn.Embedding(65, 16).weight)
    # Several draws in a row from one generator, as a model's construction makes them.
    torch.manual_seed(seed)
    out["sequence.rand5"] = torch.rand(5)
    out["sequence.randn3"] = torch.randn(3)
    out["sequence.randn20"] = torch.randn(20)
    out["sequence.rand3"] = torch.rand(3)
    out["sequence.randn1"] = torch.randn(1)
    out["sequence.randint"] = torch.randint(0, 1000, (4,))
    return out


def ops(seed: int):
    """name -> inputs (in.*), output (out), and gradients of sum(out * cotangent) (grad.*)."""
    g = torch.Generator().manual_seed(seed + 1000)

    def t(*s, lo=-2.0, hi=2.0):
        return torch.rand(*s, generator=g) * (hi - lo) + lo

    cases = {
        "add.broadcast": (lambda a, b: a + b, [t(4, 1, 5), t(3, 1)]),
        "sub.broadcast": (lambda a, b: a - b, [t(5), t(4, 5)]),
        "mul.broadcast": (lambda a, b: a * b, [t(2, 3, 4), t(4)]),
        "div.broadcast": (lambda a, b: a / b, [t(3, 4), t(3, 1, lo=0.5, hi=2.0)]),
        "neg": (lambda a: -a, [t(7)]),
        "pow.3": (lambda a: a**3, [t(3, 3)]),
        "exp": (torch.exp, [t(3, 5)]),
        "log": (torch.log, [t(3, 5, lo=0.1, hi=3.0)]),
        "sqrt": (torch.sqrt, [t(3, 5, lo=0.1, hi=3.0)]),
        "rsqrt": (torch.rsqrt, [t(3, 5, lo=0.1, hi=3.0)]),
        "abs": (torch.abs, [t(3, 5)]),
        "tanh": (torch.tanh, [t(3, 5)]),
        "sigmoid": (torch.sigmoid, [t(3, 5)]),
        "relu": (F.relu, [t(3, 5)]),
        "silu": (F.silu, [t(3, 5)]),
        "gelu.erf": (F.gelu, [t(33)]),
        "gelu.tanh": (lambda a: F.gelu(a, approximate="tanh"), [t(33)]),
        "softmax.last": (lambda a: a.softmax(-1), [t(3, 9)]),
        "softmax.dim1": (lambda a: a.softmax(1), [t(2, 5, 3)]),
        "log_softmax": (lambda a: a.log_softmax(-1), [t(3, 9)]),
        "logsumexp": (lambda a: a.logsumexp(-1), [t(3, 9)]),
        "sum.all": (lambda a: a.sum(), [t(3, 4)]),
        "sum.dim0": (lambda a: a.sum(0), [t(3, 4)]),
        "sum.dims.keep": (lambda a: a.sum((0, 2), keepdim=True), [t(3, 4, 5)]),
        "mean.dim-1": (lambda a: a.mean(-1), [t(3, 4)]),
        "var.dim-1": (lambda a: a.var(-1, unbiased=False), [t(3, 4)]),
        "amax.dim-1": (lambda a: a.amax(-1), [t(3, 4)]),
        "matmul.2d": (lambda a, b: a @ b, [t(7, 5), t(5, 3)]),
        "matmul.mv": (lambda a, b: a @ b, [t(7, 5), t(5)]),
        "matmul.batched": (lambda a, b: a @ b, [t(2, 3, 7, 5), t(2, 3, 5, 4)]),
        "matmul.batch_broadcast": (lambda a, b: a @ b, [t(2, 3, 7, 5), t(5, 4)]),
        "matmul.transposed": (lambda a, b: a.transpose(0, 1) @ b.transpose(0, 1), [t(5, 7), t(3, 5)]),
        "matmul.odd_large": (lambda a, b: a @ b, [t(67, 129), t(129, 71)]),
        "linear.bias": (F.linear, [t(4, 6), t(3, 6), t(3)]),
        "linear.3d": (F.linear, [t(2, 4, 6), t(3, 6)]),
        "transpose": (lambda a: a.transpose(0, 2), [t(2, 3, 4)]),
        "permute": (lambda a: a.permute(2, 0, 1), [t(2, 3, 4)]),
        "reshape.noncontiguous": (lambda a: a.transpose(0, 1).reshape(2, 6), [t(3, 4)]),
        "slice": (lambda a: a[1:, 2:5], [t(4, 6)]),
        "index.row": (lambda a: a[2], [t(4, 6)]),
        "cat.dim1": (lambda a, b: torch.cat([a, b], 1), [t(2, 3), t(2, 4)]),
        "stack": (lambda a, b: torch.stack([a, b], 1), [t(2, 3), t(2, 3)]),
        "expand": (lambda a: a.expand(4, 3, 5), [t(3, 1)]),
        "masked_fill.triu": (lambda a: a.masked_fill(torch.triu(torch.ones(5, 5, dtype=torch.bool), 1), -1e9), [t(2, 5, 5)]),
        "where": (lambda a, b: torch.where(a > 0, a, b), [t(3, 5), t(3, 5)]),
        "layer_norm": (lambda x, w, b: F.layer_norm(x, (8,), w, b), [t(2, 4, 8), t(8), t(8)]),
        "mse": (F.mse_loss, [t(3, 5), t(3, 5)]),
        "detach.branch": (lambda a, b: a * b.detach() + b, [t(3), t(3)]),
        "reuse": (lambda a: a * a + a, [t(4)]),
    }
    tensors, names, far = {}, [], 0.0

    def twice(f, ins, ct):
        """The same in double precision: what is left to rounding."""
        doubles = [i.detach().double().requires_grad_() for i in ins]
        exact = f(*doubles)
        (exact * ct.double()).sum().backward()
        again = [i.detach().clone().requires_grad_() for i in ins]
        single = f(*again)
        (single * ct).sum().backward()
        pairs = [(single, exact)] + [(a.grad, b.grad) for a, b in zip(again, doubles) if b.grad is not None]
        return max(distance(a, b) for a, b in pairs)

    for name, (f, ins) in cases.items():
        ins = [i.clone().requires_grad_() for i in ins]
        y = f(*ins)
        ct = torch.rand(y.shape, generator=g) * 2 - 1
        far = max(far, twice(f, ins, ct))
        (y * ct).sum().backward()
        names.append(name)
        for k, i in enumerate(ins):
            tensors[f"{name}/in.{k}"] = i.detach()
            if i.grad is not None:
                tensors[f"{name}/grad.{k}"] = i.grad
        tensors[f"{name}/out"] = y.detach().contiguous()
        tensors[f"{name}/cotangent"] = ct
    logits, target = t(6, 9).requires_grad_(), torch.randint(0, 9, (6,), generator=g)
    loss = F.cross_entropy(logits, target)
    far = max(far, twice(lambda x: F.cross_entropy(x, target), [logits], torch.tensor(1.0)))
    loss.backward()
    tensors |= {"cross_entropy/in.0": logits.detach(), "cross_entropy/target": target, "cross_entropy/out": loss.detach(), "cross_entropy/grad.0": logits.grad}
    w, ids = t(11, 4).requires_grad_(), torch.randint(0, 11, (2, 7), generator=g)
    y = F.embedding(ids, w)
    ct = torch.rand(y.shape, generator=g)
    (y * ct).sum().backward()
    tensors |= {"embedding/in.0": w.detach(), "embedding/ids": ids, "embedding/out": y.detach(), "embedding/cotangent": ct, "embedding/grad.0": w.grad}
    far = max(far, twice(lambda w: F.embedding(ids, w), [w], ct))
    return {k: v.contiguous().clone() for k, v in tensors.items()}, names + ["cross_entropy", "embedding"], far


def lora(seed: int, r=8, alpha=16.0, fin=64, fout=48):
    """One wrapped Linear, drawn in the lab's order: base, then A; B is drawn after to make it non-zero."""
    torch.manual_seed(seed)
    base = nn.Linear(fin, fout)
    a = nn.init.kaiming_uniform_(torch.empty(r, fin), a=math.sqrt(5))
    b = torch.randn(fout, r) * 0.02
    x = torch.randn(5, fin)
    s = alpha / r
    with torch.no_grad():
        y0 = base(x)
        y = y0 + s * F.linear(F.linear(x, a), b)
        merged = base.weight + s * (b @ a)
        ym = F.linear(x, merged, base.bias)
        wide = [t.detach().double() for t in (x, base.weight, base.bias, a, b)]
        xd, wd, bd, ad, bbd = wide
        exact = F.linear(xd, wd, bd)
        exacts = [exact, exact + s * F.linear(F.linear(xd, ad), bbd), wd + s * (bbd @ ad)]
        exacts.append(F.linear(xd, exacts[2], bd))
    far = max(distance(a, b) for a, b in zip([y0, y, merged, ym], exacts))
    return far, {"base.weight": base.weight.detach().clone(), "base.bias": base.bias.detach().clone(), "lora_A": a, "lora_B": b, "x": x,
            "y.base": y0, "y.lora": y, "weight.merged": merged, "y.merged": ym}


def minigpt(out: pathlib.Path, seed: int):
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    m = MiniGPT()
    save_file({k: v.contiguous() for k, v in m.state_dict().items()}, out / "minigpt.safetensors")
    ids = torch.randint(0, 65, (2, 32))
    tgt = torch.randint(0, 65, (2, 32))
    logits = m(ids)
    loss = F.cross_entropy(logits.view(-1, 65), tgt.view(-1))
    loss.backward()
    io = {"ids": ids, "targets": tgt, "logits": logits.detach(), "loss": loss.detach()}
    io |= {f"grad.{n}": p.grad.clone() for n, p in m.named_parameters()}
    save_file(io, out / "minigpt_io.safetensors")
    far = model_distances(m, ids, tgt, io)
    m.zero_grad()
    targets = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"]
    pm = get_peft_model(m, LoraConfig(r=8, lora_alpha=16, lora_dropout=0.0, target_modules=targets, bias="none"))
    torch.manual_seed(seed + 1)
    for n, p in pm.named_parameters():
        if "lora_" in n:
            p.data = torch.randn(p.shape) * 0.05
    pm.eval()
    pm.save_pretrained(out / "peft_adapter")
    y = pm(ids)
    wide = copy.deepcopy(pm).double()
    far["adapter"] = max(distance(y, wide(ids), 1), 0.0)
    trainable = sum(p.numel() for p in pm.parameters() if p.requires_grad)
    total = sum(p.numel() for p in pm.parameters())
    merged = pm.merge_and_unload()
    far["adapter"] = max(far["adapter"], distance(merged(ids), wide(ids), 1))
    save_file({"ids": ids, "logits.adapter": y.detach(), "logits.merged": merged(ids).detach()}, out / "peft_io.safetensors")
    return {"trainable": trainable, "total": total, "base": total - trainable}, far


def model_distances(m, ids, tgt, io):
    """How far logits, loss and gradients are from those in double precision."""
    wide = copy.deepcopy(m).double()
    wide.zero_grad()
    logits = wide(ids)
    loss = F.cross_entropy(logits.view(-1, 65), tgt.view(-1))
    loss.backward()
    # The gradient of a key's bias is zero but for rounding: softmax does not see a shift.
    gradients = [
        distance(io[f"grad.{n}"], p.grad, 1e-3 if n.endswith("k_proj.bias") else 1e-30)
        for n, p in wide.named_parameters()
    ]
    return {"logits": distance(io["logits"], logits, 1), "loss": distance(io["loss"], loss, 1), "gradients": max(gradients)}


def training(seed: int, steps=50, dtype=torch.float32):
    """The loss of each AdamW step on one fixed batch, the base frozen and A and B learning. In double
    precision, the same from the same float32 values."""
    torch.manual_seed(seed)
    m = MiniGPT()
    for p in m.parameters():
        p.requires_grad_(False)
    ids, tgt = torch.randint(0, 65, (4, 32)), torch.randint(0, 65, (4, 32))
    pm = get_peft_model(m, LoraConfig(r=8, lora_alpha=16, lora_dropout=0.0, target_modules=["q_proj", "v_proj", "mlp.fc1"], bias="none", init_lora_weights=False))
    torch.manual_seed(seed + 2)
    start = {}
    for n, p in pm.named_parameters():
        if "lora_A" in n:
            nn.init.kaiming_uniform_(p, a=math.sqrt(5))
        elif "lora_B" in n:
            nn.init.zeros_(p)
        if "lora_" in n:
            start[n] = p.detach().clone()
    pm.to(dtype)
    opt = torch.optim.AdamW([p for p in pm.parameters() if p.requires_grad], lr=1e-2, weight_decay=0.01)
    losses = []
    for _ in range(steps):
        loss = F.cross_entropy(pm(ids).view(-1, 65), tgt.view(-1))
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    end = {n: p.detach().clone() for n, p in pm.named_parameters() if "lora_" in n}
    t = {f"start.{n}": v for n, v in start.items()} | {f"end.{n}": v for n, v in end.items()} | {"ids": ids, "targets": tgt}
    return t, losses


def training_distances(end, losses, seed):
    """How far a run is from the same run in double precision: its losses, and where it ends."""
    exact, exact_losses = training(seed, dtype=torch.float64)
    return {
        "training_losses": max(abs(a - b) for a, b in zip(losses, exact_losses)),
        "training_end": max(distance(end[n], exact[n]) for n in exact if n.startswith("end.")),
    }


def distances(folder: pathlib.Path, seed: int) -> dict[str, float]:
    """All of them for one seed."""
    _, _, ops_far = ops(seed)
    lora_far, _ = lora(seed)
    _, far = minigpt(folder, seed)
    end, losses = training(seed)
    return {"ops": ops_far, "lora": lora_far} | far | training_distances(end, losses, seed)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("out", type=pathlib.Path)
    ap.add_argument("--seed", type=int, default=0)
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    save_file(rng(a.seed), a.out / "rng.safetensors")
    t, names, _ = ops(a.seed)
    save_file(t, a.out / "ops.safetensors")
    save_file(lora(a.seed)[1], a.out / "lora.safetensors")
    counts, _ = minigpt(a.out, a.seed)
    tr, losses = training(a.seed)
    save_file({k: v.contiguous() for k, v in tr.items()}, a.out / "training.safetensors")
    with tempfile.TemporaryDirectory() as scratch:
        seeds = [a.seed + 1000 * k for k in range(EXTRA_SEEDS + 1)]
        found = [distances(pathlib.Path(scratch), s) for s in seeds]
    tolerances = {name: MARGIN * max(far[name] for far in found) for name in found[0]}
    json.dump({"torch": torch.__version__, "seed": a.seed, "ops": names, "minigpt": counts, "training_losses": losses,
               "tolerances": tolerances,
               "minigpt_config": {"vocab": 65, "ctx": 64, "dim": 64, "heads": 4, "layers": 2}}, open(a.out / "index.json", "w"), indent=1)


main()
