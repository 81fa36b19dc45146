"""What torch.optim does to parameters, and what its schedulers make of a learning rate.

    python optimizers.py > optimizers.json

Parameters and gradients are dyadic fractions, so that no generator is needed to have the same; every
number that is written is the shortest decimal that reads back as it.
"""
import json

import torch
from torch.optim import SGD, Adam, AdamW
from torch.optim import lr_scheduler as sched

COUNT, STEPS = 43, 12


def start(dtype):
    return torch.tensor([(i * 5 % 11 - 5) / 8 for i in range(COUNT)], dtype=dtype)


def gradient(step, dtype):
    return torch.tensor([((i * 7 + step * 13) % 17 - 8) / 16 for i in range(COUNT)], dtype=dtype)


def path(make, dtype):
    p = torch.nn.Parameter(start(dtype))
    optimizer = make([p])
    for step in range(STEPS):
        p.grad = gradient(step, dtype)
        optimizer.step()
    return p.detach().tolist()


optimizers = {
    "sgd": lambda p: SGD(p, lr=0.1),
    "sgd.momentum": lambda p: SGD(p, lr=0.1, momentum=0.9),
    "sgd.everything": lambda p: SGD(p, lr=0.1, momentum=0.9, dampening=0.1, weight_decay=0.2),
    "sgd.nesterov": lambda p: SGD(p, lr=0.03, momentum=0.7, nesterov=True, weight_decay=0.1),
    "adam": lambda p: Adam(p, lr=0.1),
    "adam.everything": lambda p: Adam(p, lr=0.05, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.3),
    "adamw": lambda p: AdamW(p, lr=0.1),
    "adamw.everything": lambda p: AdamW(p, lr=0.05, betas=(0.3, 0.95), eps=1e-3, weight_decay=0.3),
}


def rates(make, epochs=25):
    a, b = torch.nn.Parameter(torch.zeros(1)), torch.nn.Parameter(torch.zeros(1))
    optimizer = SGD([{"params": [a]}, {"params": [b], "lr": 0.07}], lr=0.3)
    scheduler = make(optimizer)
    found = [[g["lr"] for g in optimizer.param_groups]]
    for _ in range(epochs):
        optimizer.step()
        scheduler.step()
        found.append([g["lr"] for g in optimizer.param_groups])
    return found


def warm_up_and_cosine(o):
    first = sched.LinearLR(o, start_factor=0.1, total_iters=6)
    return sched.SequentialLR(o, [first, sched.CosineAnnealingLR(o, 14, eta_min=0.01)], [6])


def three(o):
    parts = [sched.ConstantLR(o, 0.5, 3), sched.StepLR(o, 2, 0.7), sched.LambdaLR(o, lambda e: 0.9**e)]
    return sched.SequentialLR(o, parts, [4, 11])


schedulers = {
    "lambda": lambda o: sched.LambdaLR(o, lambda e: 0.95**e),
    "step": lambda o: sched.StepLR(o, 7, 0.3),
    "constant": lambda o: sched.ConstantLR(o),
    "constant.long": lambda o: sched.ConstantLR(o, 0.7, 9),
    "linear": lambda o: sched.LinearLR(o),
    "linear.down": lambda o: sched.LinearLR(o, 0.9, 0.1, 13),
    "cosine": lambda o: sched.CosineAnnealingLR(o, 10),
    "cosine.floor": lambda o: sched.CosineAnnealingLR(o, 7, eta_min=0.02),
    "warm-up and cosine": warm_up_and_cosine,
    "three in a row": three,
}


def clipped(norm_type, max_norm, dtype):
    parts = [torch.nn.Parameter(torch.zeros(n, dtype=dtype)) for n in (5, 7, 3)]
    for i, p in enumerate(parts[:2]):
        p.grad = gradient(i, dtype)[: len(p)].clone()
    norm = torch.nn.utils.clip_grad_norm_(parts, max_norm, norm_type=norm_type)
    return {"norm": norm.item(), "gradients": parts[0].grad.tolist() + parts[1].grad.tolist()}


torch.set_num_threads(1)
print(
    json.dumps(
        {
            "torch": torch.__version__,
            "float64": {n: path(f, torch.float64) for n, f in optimizers.items()},
            "float32": {n: path(f, torch.float32) for n, f in optimizers.items()},
            "rates": {n: rates(f) for n, f in schedulers.items()},
            "clip": {
                f"{p} {m}": clipped(p, m, torch.float64)
                for p, m in [(2.0, 0.5), (2.0, 50.0), (1.0, 0.5), (3.0, 0.5), (float("inf"), 0.25)]
            },
        },
        indent=1,
    )
)
