/// The loops of an operation on two operands that are stretched to the shape of a contiguous result,
/// on several threads where that pays.
struct PairLoop {
  /// How far each operand moves from one element of a row to the next, counted in elements.
  typealias Steps = (a: Int, b: Int, c: Int)

  private let a: Tensor
  private let b: Tensor
  private let out: Tensor

  /// Precondition: `a` and `b` broadcast to the shape of `out`, which is contiguous.
  init(_ a: Tensor, _ b: Tensor, _ out: Tensor) {
    (self.a, self.b, self.out) = (a, b, out)
  }

  /// Calls `row` with rows of the result, and where each begins in the three.
  func run(_ row: (_ count: Int, _ steps: Steps, _ offsets: Steps) -> Void) {
    let isDense =
      (a.isContiguous && a.count == out.count || a.count == 1)
      && (b.isContiguous && b.count == out.count || b.count == 1)
    if isDense {
      let steps = (a: a.count == out.count ? 1 : 0, b: b.count == out.count ? 1 : 0, c: 1)
      return Threads.split(out.count, grain: Threads.elements) { range in
        let start = range.lowerBound
        row(range.count, steps, (start &* steps.a, start &* steps.b, start))
      }
    }
    let nest = LoopNest(
      out.shape, Shape.broadcastStrides(a.shape, a.strides, to: out.shape),
      Shape.broadcastStrides(b.shape, b.strides, to: out.shape), out.strides)
    let grain = max(1, Threads.elements / max(nest.rowCount, 1))
    Threads.split(nest.rows, grain: grain) { range in
      nest.forEachRow(in: range) { row(nest.rowCount, nest.rowSteps, ($0, $1, $2)) }
    }
  }
}
