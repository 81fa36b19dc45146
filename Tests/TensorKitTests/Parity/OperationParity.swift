import Testing

@testable import TensorKit

/// Every differentiable operation against PyTorch, forward and backward.
enum OperationParity {
  typealias Operation = ([Tensor]) -> Tensor

  /// Operations that only move numbers: nothing is rounded, so nothing may differ.
  private static let moves: Set<String> = [
    "neg", "abs", "relu", "amax.dim-1", "transpose", "permute", "reshape.noncontiguous", "slice",
    "index.row", "cat.dim1", "stack", "masked_fill.triu", "where", "embedding",
  ]

  /// Of those, the ones whose gradients are moved too, and not summed.
  private static let movesGradients: Set<String> = [
    "neg", "abs", "relu", "transpose", "permute", "reshape.noncontiguous", "slice", "index.row",
    "cat.dim1", "stack", "masked_fill.triu", "where",
  ]

  private static var table: [String: Operation] {
    elementwise.merging(reductions) { $1 }.merging(products) { $1 }.merging(movements) { $1 }
      .merging(losses) { $1 }
  }

  private static var elementwise: [String: Operation] {
    [
      "add.broadcast": { $0[0] + $0[1] },
      "sub.broadcast": { $0[0] - $0[1] },
      "mul.broadcast": { $0[0] * $0[1] },
      "div.broadcast": { $0[0] / $0[1] },
      "neg": { -$0[0] },
      "pow.3": { $0[0].pow(3) },
      "exp": { $0[0].exp() },
      "log": { $0[0].log() },
      "sqrt": { $0[0].sqrt() },
      "rsqrt": { $0[0].rsqrt() },
      "abs": { $0[0].abs() },
      "tanh": { $0[0].tanh() },
      "sigmoid": { $0[0].sigmoid() },
      "relu": { $0[0].relu() },
      "silu": { $0[0].silu() },
      "gelu.erf": { gelu($0[0]) },
      "gelu.tanh": { gelu($0[0], approximate: .tanh) },
      "detach.branch": { $0[0] * $0[1].detach() + $0[1] },
      "reuse": { $0[0] * $0[0] + $0[0] },
    ]
  }

  private static var reductions: [String: Operation] {
    [
      "softmax.last": { softmax($0[0], dim: -1) },
      "softmax.dim1": { $0[0].softmax(dim: 1) },
      "log_softmax": { $0[0].logSoftmax(dim: -1) },
      "logsumexp": { $0[0].logSumExp(dim: -1) },
      "sum.all": { $0[0].sum() },
      "sum.dim0": { $0[0].sum(dim: 0) },
      "sum.dims.keep": { $0[0].sum(dim: [0, 2], keepDim: true) },
      "mean.dim-1": { $0[0].mean(dim: -1) },
      "var.dim-1": { $0[0].variance(dim: -1, unbiased: false) },
      "amax.dim-1": { $0[0].amax(dim: -1) },
      "layer_norm": { layerNorm($0[0], weight: $0[1], bias: $0[2]) },
    ]
  }

  private static var products: [String: Operation] {
    [
      "matmul.2d": { matmul($0[0], $0[1]) },
      "matmul.mv": { matmul($0[0], $0[1]) },
      "matmul.batched": { matmul($0[0], $0[1]) },
      "matmul.batch_broadcast": { matmul($0[0], $0[1]) },
      "matmul.transposed": { $0[0].T.matmul($0[1].T) },
      "matmul.odd_large": { matmul($0[0], $0[1]) },
      "linear.bias": { linear($0[0], $0[1], $0[2]) },
      "linear.3d": { linear($0[0], $0[1]) },
    ]
  }

  private static var movements: [String: Operation] {
    [
      "transpose": { $0[0].transposed(0, 2) },
      "permute": { $0[0].permute([2, 0, 1]) },
      "reshape.noncontiguous": { $0[0].transposed(0, 1).reshape(2, 6) },
      "slice": { $0[0].slice(dim: 0, from: 1, to: 4).slice(dim: 1, from: 2, to: 5) },
      "index.row": { $0[0][2] },
      "cat.dim1": { Tensor.cat($0, dim: 1) },
      "stack": { Tensor.stack($0, dim: 1) },
      "expand": { $0[0].expand([4, 3, 5]) },
      "masked_fill.triu": {
        $0[0].maskedFill(Tensor.ones([5, 5], dtype: .bool).triu(1), -1e9)
      },
      "where": { Tensor.where($0[0].gt(0), $0[0], $0[1]) },
    ]
  }

  private static var losses: [String: Operation] {
    ["mse": { mseLoss($0[0], $0[1]) }]
  }

  /// The names of every recorded operation.
  static var names: Set<String> { Set(table.keys).union(["cross_entropy", "embedding"]) }

  static func check(_ recorded: Recording) throws {
    for (name, operation) in table {
      var inputs: [Tensor] = []
      while let input = try recorded.inputIfPresent("\(name)/in.\(inputs.count)") {
        inputs.append(Parameter(input))
      }
      try check(name, operation(inputs), inputs, recorded)
    }
    try crossEntropyAgainstIntegerTargets(recorded)
    try embeddingWithRepeatedIds(recorded)
  }

  private static func crossEntropyAgainstIntegerTargets(_ recorded: Recording) throws {
    let logits = Parameter(try recorded.input("cross_entropy/in.0"))
    let loss = crossEntropy(logits, try recorded.input("cross_entropy/target"))
    try check("cross_entropy", loss, [logits], recorded)
  }

  private static func embeddingWithRepeatedIds(_ recorded: Recording) throws {
    let table = Parameter(try recorded.input("embedding/in.0"))
    let vectors = embedding(try recorded.input("embedding/ids"), table)
    try check("embedding", vectors, [table], recorded)
  }

  private static func check(
    _ name: String, _ result: Tensor, _ inputs: [Tensor], _ recorded: Recording
  ) throws {
    let tolerance = try recorded.tolerance("ops")
    if moves.contains(name) {
      try recorded.expectSame(result.detach(), "\(name)/out")
    } else {
      try recorded.expectClose(result, "\(name)/out", within: tolerance)
    }
    result.backward(try recorded.inputIfPresent("\(name)/cotangent"))
    for (index, input) in inputs.enumerated() {
      let key = "\(name)/grad.\(index)"
      guard recorded.names.contains(key) else {
        #expect(input.grad == nil, "\(name): no gradient flows to input \(index)")
        continue
      }
      let gradient = try #require(input.grad, "\(name): no gradient of input \(index)")
      if movesGradients.contains(name) {
        try recorded.expectSame(gradient, key)
      } else {
        try recorded.expectClose(gradient, key, within: tolerance)
      }
    }
  }
}
