import TensorKit

extension RowGroup {
  static var movement: RowGroup {
    RowGroup(
      name: "movement",
      rows: [
        Row("clone", "a.clone()", .moves(8)) { $0.a.clone() },
        Row("transpose.copy", "x.T.contiguous()", .moves(8)) { $0.x.T.contiguous() },
        Row("permute.copy", "x4.permute(0, 2, 1, 3).contiguous()", .moves(8)) {
          $0.x4.permute(0, 2, 1, 3).contiguous()
        },
        Row("expand.copy", "row.expand(x.shape).contiguous()", .moves(4)) {
          $0.row.expand($0.x.shape).contiguous()
        },
        Row("expand.column.copy", "col.expand(x.shape).contiguous()", .moves(4)) {
          $0.col.expand($0.x.shape).contiguous()
        },
        Row("cat.dim0", "torch.cat([x, x])", .moves(16)) { Tensor.cat([$0.x, $0.x]) },
        Row("cat.dim1", "torch.cat([x, x], 1)", .moves(16)) { Tensor.cat([$0.x, $0.x], dim: 1) },
        Row("stack.dim0", "torch.stack([a, b])", .moves(16)) { Tensor.stack([$0.a, $0.b]) },
        Row("stack.dim1", "torch.stack([a, b], 1)", .moves(16)) {
          Tensor.stack([$0.a, $0.b], dim: 1)
        },
        Row("slice.columns.copy", "x[:, 1:-1].contiguous()", .moves(8)) {
          $0.x.slice(dim: 1, from: 1, to: -1).contiguous()
        },
        Row("column.copy", "x[:, 3].contiguous()") { $0.x.select(dim: 1, 3).contiguous() },
        Row(
          "cat.backward", "wx.grad = None; torch.cat([wx, x]).narrow(0, 0, len(x)).backward(gx)"
        ) { o in
          gradients(
            o.wx,
            of: { Tensor.cat([o.wx, o.x]).narrow(dim: 0, start: 0, length: o.x.shape[0]) }, o.gx)
        },
        // A new token's keys in the place for them among those of n tokens, and all read again.
        Row(
          "kv.append", [128, 1024],
          setup: """
            cache, new = torch.randn(1, 3, n, 64), torch.randn(1, 3, 1, 64)
            """, "torch.cat([cache, new], 2)", .moves(3 * 64 * 8),
          operands: { (Tensor.randn(1, 3, $0, 64), Tensor.randn(1, 3, 1, 64)) },
          { Tensor.cat([$0.0, $0.1], dim: 2) }),
        Row(
          "kv.write", [128, 1024],
          setup: "cache, new = torch.randn(1, 3, n, 64), torch.randn(1, 3, 1, 64)",
          "cache.narrow(2, n // 2, 1).copy_(new)",
          operands: { ($0, Tensor.randn(1, 3, $0, 64), Tensor.randn(1, 3, 1, 64)) },
          { $0.1.narrow(dim: 2, start: $0.0 / 2, length: 1).copy_($0.2) }),
        // Position embedding by rotation, of n tokens in nine heads of 64.
        Row(
          "rotaryEmbedding", [1, 128, 1024],
          setup: "x, cos, sin = torch.randn(1, 9, n, 64), torch.randn(n, 64), torch.randn(n, 64)",
          "x * cos + torch.cat([-x[..., 32:], x[..., :32]], -1) * sin",
          operands: { (Tensor.randn(1, 9, $0, 64), Tensor.randn($0, 64), Tensor.randn($0, 64)) },
          { rotaryEmbedding($0.0, cos: $0.1, sin: $0.2) }),
        Row(
          "rotary", [1, 128, 1024],
          setup: "x, cos, sin = torch.randn(1, 9, n, 64), torch.randn(n, 64), torch.randn(n, 64)",
          "x * cos + torch.cat([-x[..., 32:], x[..., :32]], -1) * sin",
          operands: { (Tensor.randn(1, 9, $0, 64), Tensor.randn($0, 64), Tensor.randn($0, 64)) },
          { o in
            let (left, right) = (o.0.slice(dim: -1, to: 32), o.0.slice(dim: -1, from: 32))
            return o.0 * o.1 + Tensor.cat([-right, left], dim: -1) * o.2
          }),
      ])
  }

  static var indexing: RowGroup {
    RowGroup(
      name: "indexing",
      rows: [
        Row("index", [100, 1_000_000], "x[5]") { $0.x[5] },
        Row("index.item", [100, 1_000_000], "x[5][3].item()") { $0.x[5][3].item() },
        Row("slice", [100, 1_000_000], "x[2:7]") { $0.x.slice(from: 2, to: 7) },
        Row("narrow", [100, 1_000_000], "x.narrow(1, 2, 5)") {
          $0.x.narrow(dim: 1, start: 2, length: 5)
        },
        Row("view", [100, 1_000_000], "x.view(-1)") { $0.x.view(-1) },
        Row("transpose", [100, 1_000_000], "x.transpose(0, 1)") { $0.x.transposed(0, 1) },
        Row("permute", [100, 1_000_000], "x4.permute(0, 2, 1, 3)") { $0.x4.permute(0, 2, 1, 3) },
        Row("unsqueeze", [100, 1_000_000], "x.unsqueeze(0)") { $0.x.unsqueeze(0) },
        Row("expand", [100, 1_000_000], "row.expand(x.shape)") { $0.row.expand($0.x.shape) },
        Row("tolist", [100, 10_000], "a.tolist()") { $0.a.scalars },
        Row(
          "embedding", [1, 100, 10_000], setup: "w, ids = \(table), torch.randint(0, 10_000, (n,))",
          "F.embedding(ids, w)", .moves(2048),
          operands: { (Tensor.randn(10_000, 256), Tensor.randint(0, 10_000, [$0])) },
          { TensorKit.embedding($0.1, $0.0) }),
        Row(
          "embedding.backward", [1, 100, 10_000],
          setup: """
            w, ids = torch.nn.Parameter(\(table)), torch.randint(0, 10_000, (n,))
            g = torch.randn(n, 256)
            """, "w.grad = None; F.embedding(ids, w).backward(g)",
          operands: {
            (
              Parameter(Tensor.randn(10_000, 256)), Tensor.randint(0, 10_000, [$0]),
              Tensor.randn($0, 256)
            )
          },
          { o in gradients(o.0, of: { TensorKit.embedding(o.1, o.0) }, o.2) }),
      ])
  }

  private static let table = "torch.randn(10_000, 256)"

  static var conversion: RowGroup {
    RowGroup(
      name: "conversion",
      rows: [
        Row("to.float64", "a.double()", .moves(12)) { $0.a.to(.float64) },
        Row("to.int64", "a.long()", .moves(12)) { $0.a.to(.int64) },
        Row("to.bool", "a.bool()", .moves(5)) { $0.a.to(.bool) },
        Row("to.bfloat16", "a.bfloat16()", .moves(6)) { $0.a.to(.bfloat16) },
        Row("bfloat16.to.float32", "h.float()", .moves(6)) { $0.h.to(.float32) },
        Row("float64.to.float32", "d.float()", .moves(12)) { $0.d.to(.float32) },
        Row("int64.to.float32", "i.float()", .moves(12)) { $0.i.to(.float32) },
        Row("bool.to.float32", "mask.float()", .moves(5)) { $0.mask.to(.float32) },
        Row("zeros", "torch.zeros(n)", .moves(4)) { Tensor.zeros($0.n) },
        Row("full", "torch.full((n,), 2.5)", .moves(4)) { Tensor.full([$0.n], 2.5) },
        Row("arange", "torch.arange(n)", .moves(8)) { Tensor.arange($0.n) },
        Row("eye", [10, 100, 1000], "torch.eye(n)") { Tensor.eye($0.n) },
      ])
  }
}
