import TensorKit

extension RowGroup {
  /// Elements that are looked up, put somewhere, or put in order.
  static var gathering: RowGroup {
    RowGroup(
      name: "gathering",
      rows: [
        Row("gather.dim1", "x.gather(1, index)", .moves(16)) {
          $0.x.gather(dim: 1, index: $0.index)
        },
        Row("scatter.dim1", "x.scatter(1, index, gx)") {
          $0.x.scatter(dim: 1, index: $0.index, src: $0.gx)
        },
        Row("scatterAdd.dim1", "x.scatter_add(1, index, gx)") {
          $0.x.scatterAdd(dim: 1, index: $0.index, src: $0.gx)
        },
        Row("gather.backward", "wx.grad = None; wx.gather(1, index).backward(gx)") { o in
          gradients(o.wx, of: { o.wx.gather(dim: 1, index: o.index) }, o.gx)
        },
        Row("indexSelect.dim0", "x.index_select(0, rows)", .moves(8)) {
          $0.x.indexSelect(dim: 0, index: $0.rowIDs)
        },
        Row("indexSelect.dim1", "x.index_select(1, columns)") {
          $0.x.indexSelect(dim: 1, index: $0.columnIDs)
        },
        Row("indexAdd.dim0", "x.index_add(0, rows, gx)") {
          $0.x.indexAdd(dim: 0, index: $0.rowIDs, source: $0.gx)
        },
        Row("index.tensor", "x[rows]", .moves(8)) { $0.x[$0.rowIDs] },
        Row("index.mask", "a[mask]") { $0.a[$0.mask] },
        Row("maskedSelect", "a.masked_select(mask)") { $0.a.maskedSelect($0.mask) },
        Row("nonzero", "mask.nonzero()") { $0.mask.nonzero() },
        Row("oneHot", [100, 10_000], "F.one_hot(i, 100)", .moves(808)) {
          oneHot($0.i, numClasses: 100)
        },
        Row("bincount", "i.bincount()", .moves(8)) { $0.i.bincount() },
        Row("flip", "x.flip(1)", .moves(8)) { $0.x.flip(1) },
        Row("roll", "a.roll(3)", .moves(8)) { $0.a.roll(3) },
        Row("tile", "x.tile(2, 2)", .moves(20)) { $0.x.tile(2, 2) },
        Row("repeat", "x.repeat(2, 2)", .moves(20)) { $0.x.repeat(2, 2) },
        Row("repeatInterleave", "x.repeat_interleave(2, 0)", .moves(12)) {
          $0.x.repeatInterleave(2, dim: 0)
        },
      ])
  }

  static var ordering: RowGroup {
    RowGroup(
      name: "ordering",
      rows: [
        Row("sort", "a.sort()") { $0.a.sort() },
        Row("sort.dim1", "x.sort(1)") { $0.x.sort(dim: 1) },
        Row("sort.int64", "i.sort()") { $0.i.sort() },
        Row("argsort", "a.argsort()") { $0.a.argsort() },
        Row("topk.dim1", "x.topk(5, 1)") { $0.x.topk(5, dim: 1) },
        Row("topk", "a.topk(50)") { $0.a.topk(50) },
        Row("kthvalue.dim1", "x.kthvalue(3, 1)") { $0.x.kthvalue(3, dim: 1) },
        Row("unique", "i.unique()") { $0.i.unique() },
        Row("cumsum", "a.cumsum(0)", .moves(8)) { $0.a.cumsum(dim: 0) },
        Row("cumsum.dim0", "x.cumsum(0)", .moves(8)) { $0.x.cumsum(dim: 0) },
        Row("cumsum.dim1", "x.cumsum(1)", .moves(8)) { $0.x.cumsum(dim: 1) },
        Row("cumprod.dim1", "x.cumprod(1)", .moves(8)) { $0.x.cumprod(dim: 1) },
        Row("cumsum.backward", "wx.grad = None; wx.cumsum(1).backward(gx)") { o in
          gradients(o.wx, of: { o.wx.cumsum(dim: 1) }, o.gx)
        },
      ])
  }

  /// Sums over shared indices.
  static var einsums: RowGroup {
    RowGroup(
      name: "einsum",
      rows: [
        einsumOf("ij,jk->ik") { ([$0, $0], [$0, $0]) },
        einsumOf("ij,kj->ik") { ([$0, $0], [$0, $0]) },
        einsumOf("bij,bjk->bik") { ([8, $0, $0], [8, $0, $0]) },
        einsumOf("bhqd,bhkd->bhqk") { ([2, 4, $0, 64], [2, 4, $0, 64]) },
        einsumOf("i,j->ij") { ([$0], [$0]) },
        Row(
          "outer", [16, 128, 1024], setup: "a = torch.randn(n)", "a.outer(a)",
          operands: { Tensor.randn($0) }, { $0.outer($0) }),
      ])
  }

  private static func einsumOf(_ equation: String, _ shapes: @escaping (Int) -> ([Int], [Int]))
    -> Row
  {
    let (a, b) = shapes(-1)
    let python = { (shape: [Int]) in
      "torch.randn(" + shape.map { $0 < 0 ? "n" : "\($0)" }.joined(separator: ", ") + ")"
    }
    return Row(
      "einsum.\(equation)", [16, 128], setup: "a, b = \(python(a)), \(python(b))",
      "torch.einsum('\(equation)', a, b)",
      operands: { (Tensor.randn(shapes($0).0), Tensor.randn(shapes($0).1)) },
      { einsum(equation, $0.0, $0.1) })
  }
}
