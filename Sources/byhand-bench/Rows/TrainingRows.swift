import TensorKit

extension RowGroup {
  static var random: RowGroup {
    RowGroup(
      name: "random",
      rows: [
        Row("rand", "torch.rand(n)") { Tensor.rand($0.n) },
        Row("randn", "torch.randn(n)") { Tensor.randn($0.n) },
        Row("rand.float64", "torch.rand(n, dtype=torch.float64)") {
          Tensor.rand([$0.n], dtype: .float64)
        },
        Row("randn.float64", "torch.randn(n, dtype=torch.float64)") {
          Tensor.randn([$0.n], dtype: .float64)
        },
        Row("randint", "torch.randint(0, 100, (n,))") { Tensor.randint(0, 100, [$0.n]) },
        Row("randperm", "torch.randperm(n)") { Tensor.randperm($0.n) },
        Row("uniform_", "a.uniform_(-1, 1)") { $0.a.uniform_(-1.0, 1.0) },
        Row("normal_", "a.normal_(0, 0.02)") { $0.a.normal_(mean: 0, std: 0.02) },
        Row("bernoulli_", "a.bernoulli_(0.3)") { $0.a.bernoulli_(0.3) },
        Row("dropout", "F.dropout(a, 0.1)") { dropout($0.a, p: 0.1) },
        Row("dropout.backward", "w.grad = None; F.dropout(w, 0.1).backward(g)") { o in
          gradients(o.w, of: { dropout(o.w, p: 0.1) }, o.g)
        },
      ])
  }

  static var training: RowGroup {
    RowGroup(
      name: "training",
      rows: [
        optimizer("adamw.step", "torch.optim.AdamW([w], lr=1e-3)", .moves(28)) {
          AdamW([$0], lr: 1e-3)
        },
        optimizer("sgd.step", "torch.optim.SGD([w], lr=1e-3)", .moves(12)) {
          SGD([$0], lr: 1e-3)
        },
        optimizer(
          "sgd.momentum.step", "torch.optim.SGD([w], lr=1e-3, momentum=0.9)", .moves(20)
        ) { SGD([$0], lr: 1e-3, momentum: 0.9) },
        // Many small parameters, as the layers of a model have.
        Row(
          "adamw.step.of64parameters", [16, 1000],
          setup: """
            ws = [torch.nn.Parameter(torch.randn(n)) for _ in range(64)]
            for w in ws: w.grad = torch.randn(n)
            step = torch.optim.AdamW(ws, lr=1e-3).step
            """, "step()",
          operands: { n in
            let parameters = (0..<64).map { _ in Parameter(Tensor.randn(n)) }
            for parameter in parameters { parameter.grad = Tensor.randn(n) }
            return AdamW(parameters, lr: 1e-3)
          },
          { $0.step() }),
        mlp,
      ])
  }

  private static func optimizer(
    _ name: String, _ python: String, _ work: Work, _ make: @escaping (Parameter) -> Optimizer
  ) -> Row {
    Row(
      name, Row.elements,
      setup: """
        w = torch.nn.Parameter(torch.randn(n))
        w.grad = torch.randn(n)
        step = \(python).step
        """, "step()", work,
      operands: { n in
        let parameter = Parameter(Tensor.randn(n))
        parameter.grad = Tensor.randn(n)
        return make(parameter)
      },
      { $0.step() })
  }

  /// A whole step of a small network: forward, loss, backward, update.
  private static var mlp: Row {
    Row(
      "mlp.step", [32, 256],
      setup: """
        net = torch.nn.Sequential(
          torch.nn.Linear(n, 4 * n), torch.nn.GELU(), torch.nn.Linear(4 * n, n))
        x, y = torch.randn(32, n), torch.randn(32, n)
        optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3)
        """,
      """
      loss = F.mse_loss(net(x), y)
      optimizer.zero_grad()
      loss.backward()
      optimizer.step()
      """, .computes { 6 * 32 * 8 * $0 * $0 },
      operands: { n in
        let net = Sequential(Linear(n, 4 * n), GELU(), Linear(4 * n, n))
        return (
          net, AdamW(net.parameters(), lr: 1e-3), Tensor.randn(32, n), Tensor.randn(32, n)
        )
      },
      { o in
        let loss = mseLoss(o.0(o.2), o.3)
        o.1.zeroGrad()
        loss.backward()
        o.1.step()
      })
  }
}
