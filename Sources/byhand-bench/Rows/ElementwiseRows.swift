import TensorKit

extension RowGroup {
  static var arithmetic: RowGroup {
    RowGroup(
      name: "arithmetic",
      rows: [
        Row("add", "a + b", .moves(12)) { $0.a + $0.b },
        Row("sub", "a - b", .moves(12)) { $0.a - $0.b },
        Row("mul", "a * b", .moves(12)) { $0.a * $0.b },
        Row("div", "a / p", .moves(12)) { $0.a / $0.p },
        Row("neg", "-a", .moves(8)) { -$0.a },
        Row("add.number", "a + 2.5", .moves(8)) { $0.a + 2.5 },
        Row("sub.number.left", "2.5 - a", .moves(8)) { 2.5 - $0.a },
        Row("mul.number", "a * 2.5", .moves(8)) { $0.a * 2.5 },
        Row("div.number", "a / 2.5", .moves(8)) { $0.a / 2.5 },
        Row("div.number.left", "2.5 / p", .moves(8)) { 2.5 / $0.p },
        Row("add.float64", "d + d", .moves(24)) { $0.d + $0.d },
        Row("mul.float64", "d * d", .moves(24)) { $0.d * $0.d },
        Row("add.int64", "i + i", .moves(24)) { $0.i + $0.i },
        Row("mul.int64", "i * i", .moves(24)) { $0.i * $0.i },
        Row("add.bfloat16", "h + h", .moves(6)) { $0.h + $0.h },
        Row("mul.bfloat16.number", "h * 2.5", .moves(4)) { $0.h * 2.5 },
        Row("add.int64.number", "i + 3", .moves(16)) { $0.i + 3 },
        Row("add.row", "x + row", .moves(8)) { $0.x + $0.row },
        Row("mul.column", "x * col", .moves(8)) { $0.x * $0.col },
        Row("add.zero-dim", "a + a[0]", .moves(8)) { $0.a + $0.a[0] },
        Row("add.transposed", "x.T + x.T", .moves(12)) { $0.x.T + $0.x.T },
        Row("add.backward", "w.grad = None; (w + b).backward(g)") { o in
          gradients(o.w, of: { o.w + o.b }, o.g)
        },
        Row("mul.backward", "w.grad = None; (w * b).backward(g)") { o in
          gradients(o.w, of: { o.w * o.b }, o.g)
        },
        Row("div.backward", "w.grad = None; (w / p).backward(g)") { o in
          gradients(o.w, of: { o.w / o.p }, o.g)
        },
        Row(
          "add.row.backward", "wx.grad = None; wrow.grad = None; (wx + wrow).backward(gx)"
        ) { o in gradients(o.wx, o.wrow, of: { o.wx + o.wrow }, o.gx) },
        Row("add_", "a.add_(b)", .moves(12)) { $0.a.add_($0.b) },
        Row("add_.alpha", "a.add_(b, alpha=-0.01)", .moves(12)) { $0.a.add_($0.b, alpha: -0.01) },
        Row("mul_.number", "a.mul_(0.99)", .moves(8)) { $0.a.mul_(0.99) },
        Row("zero_", "a.zero_()", .moves(4)) { $0.a.zero_() },
        Row("copy_", "a.copy_(b)", .moves(8)) { $0.a.copy_($0.b) },
      ])
  }

  static var comparison: RowGroup {
    RowGroup(
      name: "comparison",
      rows: [
        Row("gt.number", "a > 0", .moves(5)) { $0.a.gt(0) },
        Row("eq.number", "a == 0", .moves(5)) { $0.a.eq(0) },
        Row("eq.int64", "i == 5", .moves(9)) { $0.i.eq(5) },
        Row("eq", "a == b", .moves(9)) { $0.a.eq($0.b) },
        Row("lt", "a < b", .moves(9)) { $0.a.lt($0.b) },
        Row("and", "mask & mask3", .moves(3)) { $0.mask & $0.mask3 },
        Row("not", "~mask", .moves(2)) { ~$0.mask },
        Row("maximum", "torch.maximum(a, b)", .moves(12)) { maximum($0.a, $0.b) },
        Row("clamp", "a.clamp(-1, 1)", .moves(8)) { $0.a.clamp(min: -1, max: 1) },
        Row("clamp.backward", "w.grad = None; w.clamp(-1, 1).backward(g)") { o in
          gradients(o.w, of: { o.w.clamp(min: -1, max: 1) }, o.g)
        },
        Row("isfinite", "a.isfinite()", .moves(5)) { $0.a.isfinite() },
        Row("isnan", "a.isnan()", .moves(5)) { $0.a.isnan() },
        Row("any", "bool((a > 100).any())") { $0.a.gt(100).any() },
        Row("all", "bool((a > -100).all())") { $0.a.gt(-100).all() },
        Row("equal", "torch.equal(a, a.view(-1))", .moves(8)) { $0.a.equal($0.a.view(-1)) },
        Row("allClose", "torch.allclose(a, a)", .moves(8)) { $0.a.allClose($0.a) },
        Row("where", "torch.where(mask, a, b)", .moves(13)) { Tensor.where($0.mask, $0.a, $0.b) },
        Row("where.number", "torch.where(mask, a, 0.0)", .moves(9)) {
          Tensor.where($0.mask, $0.a, 0)
        },
        Row("maskedFill", "a.masked_fill(mask, 0.0)", .moves(9)) { $0.a.maskedFill($0.mask, 0) },
        Row("triu", "x.triu()", .moves(8)) { $0.x.triu() },
        Row("tril", "x.tril()", .moves(8)) { $0.x.tril() },
      ])
  }

  static var pointwise: RowGroup {
    RowGroup(
      name: "pointwise",
      rows: [
        Row("exp", "a.exp()", .moves(8)) { $0.a.exp() },
        Row("log", "p.log()", .moves(8)) { $0.p.log() },
        Row("sqrt", "p.sqrt()", .moves(8)) { $0.p.sqrt() },
        Row("rsqrt", "p.rsqrt()", .moves(8)) { $0.p.rsqrt() },
        Row("abs", "a.abs()", .moves(8)) { $0.a.abs() },
        Row("sign", "a.sign()", .moves(8)) { $0.a.sign() },
        Row("cos", "a.cos()", .moves(8)) { $0.a.cos() },
        Row("sin", "a.sin()", .moves(8)) { $0.a.sin() },
        Row("floor", "a.floor()", .moves(8)) { $0.a.floor() },
        Row("round", "a.round()", .moves(8)) { $0.a.round() },
        Row("pow.2", "a ** 2", .moves(8)) { $0.a.pow(2) },
        Row("pow.3", "a ** 3", .moves(8)) { $0.a.pow(3) },
        Row("pow.0.5", "p ** 0.5", .moves(8)) { $0.p.pow(0.5) },
        Row("pow.2.5", "p ** 2.5", .moves(8)) { $0.p.pow(2.5) },
        Row("exp.float64", "d.exp()", .moves(16)) { $0.d.exp() },
        Row("exp.backward", "w.grad = None; w.exp().backward(g)") { o in
          gradients(o.w, of: { o.w.exp() }, o.g)
        },
        Row("pow.2.backward", "w.grad = None; (w ** 2).backward(g)") { o in
          gradients(o.w, of: { o.w.pow(2) }, o.g)
        },
      ])
  }

  static var activations: RowGroup {
    RowGroup(
      name: "activations",
      rows: [
        Row("relu", "a.relu()", .moves(8)) { $0.a.relu() },
        Row("sigmoid", "a.sigmoid()", .moves(8)) { $0.a.sigmoid() },
        Row("tanh", "a.tanh()", .moves(8)) { $0.a.tanh() },
        Row("silu", "F.silu(a)", .moves(8)) { $0.a.silu() },
        Row("gelu", "F.gelu(a)", .moves(8)) { $0.a.gelu() },
        Row("gelu.tanh", "F.gelu(a, approximate='tanh')", .moves(8)) {
          $0.a.gelu(approximate: .tanh)
        },
        Row("tanh.float64", "d.tanh()", .moves(16)) { $0.d.tanh() },
        Row("relu.backward", "w.grad = None; w.relu().backward(g)") { o in
          gradients(o.w, of: { o.w.relu() }, o.g)
        },
        Row("sigmoid.backward", "w.grad = None; w.sigmoid().backward(g)") { o in
          gradients(o.w, of: { o.w.sigmoid() }, o.g)
        },
        Row("tanh.backward", "w.grad = None; w.tanh().backward(g)") { o in
          gradients(o.w, of: { o.w.tanh() }, o.g)
        },
        Row("silu.backward", "w.grad = None; F.silu(w).backward(g)") { o in
          gradients(o.w, of: { o.w.silu() }, o.g)
        },
        Row("gelu.backward", "w.grad = None; F.gelu(w).backward(g)") { o in
          gradients(o.w, of: { o.w.gelu() }, o.g)
        },
        Row("gelu.tanh.backward", "w.grad = None; F.gelu(w, approximate='tanh').backward(g)") {
          o in gradients(o.w, of: { o.w.gelu(approximate: .tanh) }, o.g)
        },
      ])
  }
}
