"""How PyTorch prints tensors and modules, as JSON: name -> repr.

    python descriptions.py > descriptions.json

The Swift test builds the same values under the same names.
"""
import json

import torch
from torch import nn
from torch.nn import functional as F

from minigpt import MiniGPT

x = torch.tensor([1.0, 2.0], requires_grad=True)
row = torch.arange(12.0).reshape(3, 4)

values = {
    "scalar": torch.tensor(2.5),
    "whole scalar": torch.tensor(3.0),
    "int scalar": torch.tensor(7),
    "vector": torch.tensor([1.0, -2.5, 0.125]),
    "whole": torch.tensor([1.0, 20.0, -300.0]),
    "matrix": torch.tensor([[1.0, 2.5], [-3.0, 4.0]]),
    "cube": torch.arange(12.0).reshape(2, 3, 2),
    "four dimensions": torch.arange(8.0).reshape(2, 1, 2, 2),
    "ints": torch.tensor([[1, -20], [300, 4]]),
    "bools": torch.tensor([True, False]),
    "double": torch.tensor([0.1, 0.2], dtype=torch.float64),
    "zeros": torch.zeros(2, 2),
    "empty": torch.zeros(0),
    "empty matrix": torch.zeros(0, 3),
    "empty ints": torch.zeros(0, dtype=torch.int64),
    "empty double cube": torch.zeros(2, 0, 3, dtype=torch.float64),
    "far apart": torch.tensor([0.001, 100.0]),
    "whole far apart": torch.tensor([1.0, 5000.0]),
    "tiny": torch.tensor([1e-5, 2e-5]),
    "huge": torch.tensor([1e9, 2e9]),
    "not finite": torch.tensor([float("nan"), float("inf"), -float("inf"), 1.5]),
    "only nan": torch.tensor([float("nan")]),
    "whole and inf": torch.tensor([1.0, float("inf")]),
    "negative zero": torch.tensor([-0.0, 1.5]),
    "bfloat16": torch.tensor([1, 2.5], dtype=torch.bfloat16),
    "uint8": torch.tensor([1, 200], dtype=torch.uint8),
    "empty int8": torch.tensor([], dtype=torch.int8),
    "float16 far apart": torch.tensor([0.1, 1000.0, 3.0], dtype=torch.float16),
    "int16 scalar": torch.tensor(-5, dtype=torch.int16),
    "long vector": torch.arange(30.0) / 8,
    "long ints": torch.arange(40),
    "summary": torch.arange(2000.0),
    "summary of a matrix": torch.arange(1200.0).reshape(40, 30),
    "summary of a cube": torch.arange(2000).reshape(10, 2, 100),
    "thousand": torch.arange(1000).reshape(10, 100),
    "transposed": row.T,
    "sliced": row[1:, 1:3],
    "leaf": x,
    "parameter": nn.Parameter(torch.ones(2, 2)),
    "frozen parameter": nn.Parameter(torch.ones(2), requires_grad=False),
    "add": x + 1,
    "mul": x * x,
    "div": x / 2,
    "neg": -x,
    "sum": x.sum(),
    "softmax": x.softmax(-1),
    "double of a leaf": x.double(),
    "long line": torch.arange(12.0, requires_grad=True) / 8 + 1000,
    "layer norm": F.layer_norm(x, (2,)),
    "Linear": nn.Linear(3, 4),
    "Linear without bias": nn.Linear(3, 4, bias=False),
    "Embedding": nn.Embedding(65, 16),
    "LayerNorm": nn.LayerNorm(64),
    "LayerNorm with eps": nn.LayerNorm(8, eps=1e-3),
    "LayerNorm of a matrix": nn.LayerNorm((2, 3), elementwise_affine=False),
    "LayerNorm without bias": nn.LayerNorm(4, bias=False),
    "RMSNorm": nn.RMSNorm(4),
    "RMSNorm of a matrix": nn.RMSNorm((2, 3), eps=1e-6, elementwise_affine=False),
    "Embedding with padding": nn.Embedding(5, 2, padding_idx=-1),
    "Dropout": nn.Dropout(0.1),
    "ReLU": nn.ReLU(),
    "GELU": nn.GELU(),
    "GELU by tanh": nn.GELU(approximate="tanh"),
    "SiLU": nn.SiLU(),
    "Tanh": nn.Tanh(),
    "Sigmoid": nn.Sigmoid(),
    "Softmax": nn.Softmax(dim=-1),
    "Identity": nn.Identity(),
    "Flatten": nn.Flatten(),
    "Sequential": nn.Sequential(nn.Linear(3, 4), nn.GELU(), nn.Sequential(nn.ReLU(), nn.Dropout(0.5))),
    "empty Sequential": nn.Sequential(),
    "ModuleList": nn.ModuleList([nn.ReLU(), nn.ReLU(), nn.Linear(2, 2), nn.ReLU()]),
    "list of chains": nn.ModuleList([nn.Sequential(nn.ReLU()), nn.Sequential(nn.ReLU())]),
    "empty ModuleList": nn.ModuleList(),
    "MiniGPT": MiniGPT(),
}
print(json.dumps({name: repr(value) for name, value in values.items()}, indent=1))
