"""Losses of torch.nn.functional in double precision, with the gradient of their first input.

    python losses.py > losses.json

Inputs are dyadic fractions made by rule, so that no generator is needed to have the same. The gradient
is that of sum(loss · (1, 2, 3 …)) for losses that are not reduced.
"""
import json

import torch
import torch.nn.functional as F


def values(shape, factor=7, modulus=23):
    count = int(torch.tensor(shape).prod()) if shape else 1
    flat = [(i * factor % modulus - modulus // 2) / 8 for i in range(count)]
    return torch.tensor(flat, dtype=torch.float64).reshape(shape)


def classes(shape, count, ignored=None):
    flat = [i * 3 % count for i in range(int(torch.tensor(shape).prod()) if shape else 1)]
    if ignored is not None:
        flat[::3] = [ignored] * len(flat[::3])
    return torch.tensor(flat).reshape(shape)


def probabilities(shape):
    return values(shape, 11, 19).softmax(1 if len(shape) > 1 else 0)


cases = {}


def case(name, f, x):
    x = x.clone().requires_grad_()
    loss = f(x)
    weights = torch.arange(1, loss.numel() + 1, dtype=torch.float64).reshape(loss.shape)
    (loss * weights).sum().backward()
    cases[name] = {"loss": loss.flatten().tolist(), "shape": list(loss.shape), "gradient": x.grad.flatten().tolist()}


w = (torch.arange(5, dtype=torch.float64) + 1) / 4
for shape in [(5,), (4, 5), (2, 5, 3), (2, 5, 2, 2)]:
    for reduction in ["mean", "sum", "none"]:
        rest = shape[:0] if len(shape) == 1 else shape[:1] + shape[2:]
        y, some = classes(rest, 5), classes(rest, 5, 3)
        tag = f"{'x'.join(map(str, shape))} {reduction}"
        r = {"reduction": reduction}
        case(f"{tag} plain", lambda x: F.cross_entropy(x, y, **r), values(shape))
        case(f"{tag} weight", lambda x: F.cross_entropy(x, y, weight=w, **r), values(shape))
        case(f"{tag} smoothing", lambda x: F.cross_entropy(x, y, label_smoothing=0.1, **r), values(shape))
        case(f"{tag} probabilities", lambda x: F.cross_entropy(x, probabilities(shape), **r), values(shape))
        case(f"{tag} soft", lambda x: F.cross_entropy(x, probabilities(shape), weight=w, label_smoothing=0.3, **r), values(shape))
        case(f"{tag} nll", lambda x: F.nll_loss(x, y, weight=w, **r), values(shape))
        if len(shape) > 1:
            case(f"{tag} ignore", lambda x: F.cross_entropy(x, some, ignore_index=3, **r), values(shape))
            case(f"{tag} all", lambda x: F.cross_entropy(x, some, weight=w, ignore_index=3, label_smoothing=0.2, **r), values(shape))
            case(f"{tag} nll ignore", lambda x: F.nll_loss(x, some, ignore_index=3, **r), values(shape))
for reduction in ["mean", "sum", "none"]:
    r = {"reduction": reduction}
    t, x = values((3, 4), 5, 13), values((3, 4))
    case(f"mse {reduction}", lambda x: F.mse_loss(x, t, **r), x)
    case(f"mse stretched {reduction}", lambda x: F.mse_loss(x, t[0], **r), x)
    case(f"l1 {reduction}", lambda x: F.l1_loss(x, t, **r), x)
    y = (values((3, 4), 3, 9) + 0.5).abs()
    case(f"bce {reduction}", lambda x: F.binary_cross_entropy_with_logits(x, y, **r), x * 30)
    case(f"bce weighted {reduction}", lambda x: F.binary_cross_entropy_with_logits(x, y, weight=w[1:], pos_weight=w[:4], **r), x)
print(json.dumps({"torch": torch.__version__, "cases": cases}, indent=None, separators=(",", ":")).replace('},"', '},\n"'))
