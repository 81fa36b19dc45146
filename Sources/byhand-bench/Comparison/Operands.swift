import TensorKit

/// The operands of the rows, made when a row first uses them: n elements each, unless it says
/// otherwise. What is on the right in ``python`` makes the same in PyTorch.
final class Operands {
  let n: Int
  init(_ n: Int) { self.n = n }

  /// The columns of the matrices: about as many as rows, and a thousand at most.
  private(set) lazy var columns = n >= 100_000 ? 1000 : n >= 1000 ? 100 : 10
  private var rows: Int { n / columns }

  lazy var a = Tensor.randn(n)
  lazy var b = Tensor.randn(n)
  /// From 0.5 to 1.5.
  lazy var p = Tensor.rand(n) + 0.5
  lazy var d = a.to(.float64)
  lazy var i = Tensor.randint(0, 100, [n])
  lazy var mask = a.gt(0)
  /// A matrix, a row and a column of it, and its transpose.
  lazy var x = Tensor.randn(rows, columns)
  lazy var row = Tensor.randn(columns)
  lazy var col = Tensor.randn(rows, 1)
  lazy var mask2 = x.gt(0)
  lazy var labels = Tensor.randint(0, columns, [rows])
  /// A column for each element of the matrix; as many rows, and columns, as it has.
  lazy var index = Tensor.randint(0, columns, [rows, columns])
  lazy var rowIDs = Tensor.randint(0, rows, [rows])
  lazy var columnIDs = Tensor.randint(0, columns, [columns])
  /// Stored in half as many bytes.
  lazy var h = a.to(.bfloat16)
  lazy var mask3 = b.gt(0)
  /// Four dimensions: a batch of 2, time, 5 heads.
  lazy var x4 = Tensor.randn(2, n / 100, 5, 10)
  /// Leaves that collect gradients, and gradients of their shapes.
  lazy var w = leaf(a)
  lazy var wx = leaf(x)
  lazy var wrow = leaf(row)
  lazy var brow = leaf(row)
  lazy var g = Tensor.randn(n)
  lazy var gx = Tensor.randn(rows, columns)

  private func leaf(_ tensor: Tensor) -> Tensor {
    let leaf = tensor.clone()
    leaf.requiresGrad = true
    return leaf
  }

  static let python = """
    "c": "1000 if n >= 100_000 else 100 if n >= 1000 else 10",
    "a": "torch.randn(n)",
    "b": "torch.randn(n)",
    "p": "torch.rand(n) + 0.5",
    "d": "torch.randn(n, dtype=torch.float64)",
    "i": "torch.randint(0, 100, (n,))",
    "mask": "torch.randn(n) > 0",
    "x": "torch.randn(n // c, c)",
    "row": "torch.randn(c)",
    "col": "torch.randn(n // c, 1)",
    "mask2": "torch.randn(n // c, c) > 0",
    "labels": "torch.randint(0, c, (n // c,))",
    "index": "torch.randint(0, c, (n // c, c))",
    "rows": "torch.randint(0, n // c, (n // c,))",
    "columns": "torch.randint(0, c, (c,))",
    "h": "torch.randn(n).bfloat16()",
    "mask3": "torch.randn(n) > 0",
    "x4": "torch.randn(2, n // 100, 5, 10)",
    "w": "torch.randn(n, requires_grad=True)",
    "wx": "torch.randn(n // c, c, requires_grad=True)",
    "wrow": "torch.randn(c, requires_grad=True)",
    "brow": "torch.randn(c, requires_grad=True)",
    "g": "torch.randn(n)",
    "gx": "torch.randn(n // c, c)",
    """
}

/// The backward of `call` at the leaves, beginning with `gradient`; without what it left before.
func gradients(_ leaves: Tensor..., of result: () -> Tensor, _ gradient: Tensor) {
  for leaf in leaves { leaf.grad = nil }
  result().backward(gradient)
}
