import TensorKit

extension RowGroup {
  static var reductions: RowGroup {
    RowGroup(
      name: "reductions",
      rows: [
        Row("sum", "a.sum()", .moves(4)) { $0.a.sum() },
        Row("sum.dim0", "x.sum(0)", .moves(4)) { $0.x.sum(dim: 0) },
        Row("sum.dim1", "x.sum(1)", .moves(4)) { $0.x.sum(dim: 1) },
        Row("sum.dims", "x4.sum((0, 2))", .moves(4)) { $0.x4.sum(dim: [0, 2]) },
        Row("sum.float64", "d.sum()", .moves(8)) { $0.d.sum() },
        Row("sum.int64", "i.sum()", .moves(8)) { $0.i.sum() },
        Row("sum.bool", "mask.sum()", .moves(1)) { $0.mask.sum() },
        Row("mean", "a.mean()", .moves(4)) { $0.a.mean() },
        Row("mean.dim1", "x.mean(1)", .moves(4)) { $0.x.mean(dim: 1) },
        Row("variance", "a.var()", .moves(4)) { $0.a.variance() },
        Row("variance.dim1", "x.var(1)", .moves(4)) { $0.x.variance(dim: 1) },
        Row("std", "a.std()", .moves(4)) { $0.a.std() },
        Row("norm", "a.norm()", .moves(4)) { $0.a.norm() },
        Row("norm.dim1", "torch.linalg.vector_norm(x, 2, 1)", .moves(4)) {
          $0.x.norm(2, dim: 1)
        },
        Row("prod", "p.prod()", .moves(4)) { $0.p.prod() },
        Row("prod.dim1", "x.prod(1)", .moves(4)) { $0.x.prod(dim: 1) },
        Row("median", "a.median()") { $0.a.median() },
        Row("max.dim1", "x.max(1)", .moves(4)) { $0.x.max(dim: 1) },
        Row("max", "a.max()", .moves(4)) { $0.a.max() },
        Row("amax.dim0", "x.amax(0)", .moves(4)) { $0.x.amax(dim: 0) },
        Row("amax.dim1", "x.amax(1)", .moves(4)) { $0.x.amax(dim: 1) },
        Row("argmax", "a.argmax()", .moves(4)) { $0.a.argmax() },
        Row("argmax.dim0", "x.argmax(0)", .moves(4)) { $0.x.argmax(dim: 0) },
        Row("argmax.dim1", "x.argmax(1)", .moves(4)) { $0.x.argmax(dim: 1) },
        Row("sum.backward", "w.grad = None; w.sum().backward()") { o in
          o.w.grad = nil
          o.w.sum().backward()
        },
        Row("mean.dim1.backward", "wx.grad = None; wx.mean(1, keepdim=True).backward(col)") { o in
          gradients(o.wx, of: { o.wx.mean(dim: 1, keepDim: true) }, o.col)
        },
      ])
  }

  static var softmax: RowGroup {
    RowGroup(
      name: "softmax",
      rows: [
        Row("softmax.dim1", "x.softmax(1)", .moves(8)) { $0.x.softmax(dim: 1) },
        Row("softmax.dim0", "x.softmax(0)", .moves(8)) { $0.x.softmax(dim: 0) },
        Row("logSoftmax.dim1", "x.log_softmax(1)", .moves(8)) { $0.x.logSoftmax(dim: 1) },
        Row("logSoftmax.dim0", "x.log_softmax(0)", .moves(8)) { $0.x.logSoftmax(dim: 0) },
        Row("logSumExp.dim1", "x.logsumexp(1)", .moves(4)) { $0.x.logSumExp(dim: 1) },
        Row("layerNorm", "F.layer_norm(x, (c,), row, row)", .moves(8)) {
          layerNorm($0.x, weight: $0.row, bias: $0.row)
        },
        Row("softmax.backward", "wx.grad = None; wx.softmax(1).backward(gx)") { o in
          gradients(o.wx, of: { o.wx.softmax(dim: 1) }, o.gx)
        },
        Row("logSoftmax.backward", "wx.grad = None; wx.log_softmax(1).backward(gx)") { o in
          gradients(o.wx, of: { o.wx.logSoftmax(dim: 1) }, o.gx)
        },
        Row(
          "layerNorm.backward",
          """
          wx.grad = None; wrow.grad = None; brow.grad = None
          F.layer_norm(wx, (c,), wrow, brow).backward(gx)
          """
        ) { o in
          gradients(
            o.wx, o.wrow, o.brow, of: { layerNorm(o.wx, weight: o.wrow, bias: o.brow) }, o.gx)
        },
        Row("crossEntropy", "F.cross_entropy(x, labels)", .moves(4)) {
          TensorKit.crossEntropy($0.x, $0.labels)
        },
        Row(
          "crossEntropy.backward", "wx.grad = None; F.cross_entropy(wx, labels).backward()"
        ) { o in
          o.wx.grad = nil
          TensorKit.crossEntropy(o.wx, o.labels).backward()
        },
        Row("mseLoss", "F.mse_loss(a, b)", .moves(8)) { mseLoss($0.a, $0.b) },
        Row("mseLoss.backward", "w.grad = None; F.mse_loss(w, b).backward()") { o in
          o.w.grad = nil
          mseLoss(o.w, o.b).backward()
        },
      ])
  }
}
