import TensorKit

extension RowGroup {
  static var products: RowGroup {
    RowGroup(
      name: "products",
      rows: [
        matrices("matmul", "a @ b") { $0.matmul($1) },
        matrices("matmul.transposed", "a @ b.T") { $0.matmul($1.T) },
        matrices("matmul.transposed.left", "a.T @ b") { $0.T.matmul($1) },
        matrices("matmul.float64", "a.double() @ b.double()", largest: 512) {
          $0.to(.float64).matmul($1.to(.float64))
        },
        Row(
          "matmul.batched", [4, 16, 64, 128],
          setup: "a, b = torch.randn(2, 9, n, n), torch.randn(2, 9, n, n)", "a @ b",
          .computes { 18 * 2 * $0 * $0 * $0 },
          operands: { (Tensor.randn(2, 9, $0, $0), Tensor.randn(2, 9, $0, $0)) },
          { $0.0.matmul($0.1) }),
        vector("matmul.vector.576x", columns: 576),
        vector("matmul.vector.1536x", columns: 1536, [576]),
        Row(
          "dot", [100, 10_000, 1_000_000], "a @ b", .moves(8), { $0.a.matmul($0.b) }),
        Row(
          "matrix.vector", [64, 576, 2048],
          setup: "a, b = torch.randn(n, n), torch.randn(n)", "a @ b", .computes { 2 * $0 * $0 },
          operands: { (Tensor.randn($0, $0), Tensor.randn($0)) }, { $0.0.matmul($0.1) }),
      ] + [1, 8, 64].flatMap { linearLayers(batch: $0) })
  }

  private static func matrices(
    _ name: String, _ python: String, largest: Int = 1024,
    _ call: @escaping (Tensor, Tensor) -> Tensor
  ) -> Row {
    Row(
      name, [16, 32, 64, 128, 256, 512, 1024].filter { $0 <= largest },
      setup: "a, b = torch.randn(n, n), torch.randn(n, n)", python,
      .computes { 2 * $0 * $0 * $0 },
      operands: { (Tensor.randn($0, $0), Tensor.randn($0, $0)) }, { call($0.0, $0.1) })
  }

  /// One token through a layer of a language model: 1×k times the weights of n outputs.
  private static func vector(
    _ name: String, columns k: Int, _ sizes: [Int] = [576, 1536, 49152]
  ) -> Row {
    Row(
      name, sizes, setup: "x, w = torch.randn(1, \(k)), torch.randn(n, \(k))", "F.linear(x, w)",
      .moves(4 * k), operands: { (Tensor.randn(1, k), Tensor.randn($0, k)) },
      { linear($0.0, $0.1) })
  }

  private static func linearLayers(batch: Int) -> [Row] {
    let setup = """
      x, w, b = torch.randn(\(batch), n), torch.nn.Parameter(torch.randn(n, n)), \
      torch.nn.Parameter(torch.randn(n))
      g = torch.randn(\(batch), n)
      """
    let operands = { (n: Int) in
      (
        Tensor.randn(batch, n), Parameter(Tensor.randn(n, n)), Parameter(Tensor.randn(n)),
        Tensor.randn(batch, n)
      )
    }
    return [
      Row(
        "linear.batch\(batch)", [64, 256, 576], setup: setup,
        """
        with torch.no_grad():
          F.linear(x, w, b)
        """, .computes { 2 * batch * $0 * $0 }, operands: operands,
        { o in noGrad { _ = linear(o.0, o.1, o.2) } }),
      Row(
        "linear.batch\(batch).backward", [64, 256, 576], setup: setup,
        "w.grad = None; b.grad = None; F.linear(x, w, b).backward(g)",
        .computes { 4 * batch * $0 * $0 }, operands: operands,
        { o in gradients(o.1, o.2, of: { linear(o.0, o.1, o.2) }, o.3) }),
    ]
  }

  static var attention: RowGroup {
    RowGroup(
      name: "attention",
      rows: [
        heads(
          "attention.full", queries: { $0 }, operations: 4,
          "F.scaled_dot_product_attention(q, k, v)"
        ) {
          scaledDotProductAttention($0[0], $0[1], $0[2])
        },
        heads(
          "attention.causal", queries: { $0 }, operations: 2,
          "F.scaled_dot_product_attention(q, k, v, is_causal=True)"
        ) { scaledDotProductAttention($0[0], $0[1], $0[2], isCausal: true) },
        heads(
          "attention.decode", queries: { _ in 1 }, operations: 4,
          "F.scaled_dot_product_attention(q, k, v)"
        ) { scaledDotProductAttention($0[0], $0[1], $0[2]) },
        Row(
          "attention.causal.backward", [64, 256],
          setup: """
            q, k, v = [torch.randn(1, 9, n, 64, requires_grad=True) for _ in range(3)]
            g = torch.randn(1, 9, n, 64)
            """,
          """
          q.grad = None; k.grad = None; v.grad = None
          F.scaled_dot_product_attention(q, k, v, is_causal=True).backward(g)
          """,
          operands: { n in (0..<4).map { _ in Parameter(Tensor.randn(1, 9, n, 64)) } },
          { o in
            gradients(
              o[0], o[1], o[2],
              of: { scaledDotProductAttention(o[0], o[1], o[2], isCausal: true) }, o[3].detach())
          }),
      ])
  }

  /// Nine heads of 64, as a small language model has them, over n keys.
  private static func heads(
    _ name: String, queries: @escaping (Int) -> Int, operations: Int, _ python: String,
    _ call: @escaping ([Tensor]) -> Tensor
  ) -> Row {
    Row(
      name, [16, 128, 1024],
      setup: """
        q, k, v = [torch.randn(1, 9, m, 64) for m in (\(queries(2) == 1 ? "1" : "n"), n, n)]
        """, python, .computes { operations * 9 * 64 * $0 * queries($0) },
      operands: { n in [queries(n), n, n].map { Tensor.randn(1, 9, $0, 64) } }, call)
  }
}
