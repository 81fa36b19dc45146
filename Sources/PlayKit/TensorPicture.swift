import TensorKit

/// A tensor as a few lines of text: shape, type and range, a row of bars for each row of values, and
/// the values themselves where there are few.
///
/// The lowest value is `▁` and the highest `█`; exactly 0 is `·`, NaN `?`, an infinity `!`.
struct TensorPicture {
  private let tensor: Tensor
  private let values: [Double]

  static let widest = 64
  static let highest = 16
  /// Matrices that are shown of a tensor with more than two dimensions.
  static let mostMatrices = 4
  /// So many values are also written out.
  static let mostWritten = 48

  init(_ tensor: Tensor) {
    self.tensor = tensor
    values = tensor.detach().doubles()
  }

  var text: String {
    var lines = [head]
    if !values.isEmpty { lines += matrices }
    if values.count <= Self.mostWritten { lines.append(tensor.description) }
    return lines.joined(separator: "\n")
  }

  private var finite: [Double] { values.filter(\.isFinite) }
  private var low: Double { finite.min() ?? 0 }
  private var high: Double { finite.max() ?? 0 }

  private var head: String {
    var parts = ["\(tensor.shape) \(tensor.dtype)"]
    if !finite.isEmpty, low == high {
      parts.append("= \(ShortNumber.text(low))")
    } else if !finite.isEmpty {
      let mean = finite.reduce(0, +) / Double(finite.count)
      parts += [
        "▁ \(ShortNumber.text(low))", "█ \(ShortNumber.text(high))",
        "mean \(ShortNumber.text(mean))",
      ]
    }
    let nans = values.count(where: \.isNaN)
    let infinities = values.count(where: \.isInfinite)
    if nans > 0 { parts.append("? \(nans) nan") }
    if infinities > 0 { parts.append("! \(infinities) inf") }
    if let name = tensor.gradName {
      parts.append("grad_fn=<\(name)0>")
    } else if tensor.requiresGrad {
      parts.append("requires_grad=True")
    }
    return parts.joined(separator: "  ")
  }

  private var matrices: [String] {
    let columns = tensor.shape.last ?? 1
    let rows = tensor.ndim > 1 ? tensor.shape[tensor.ndim - 2] : 1
    let count = values.count / (rows * columns)
    let pool = Pool(rows: rows, columns: columns)
    var lines: [String] = []
    if let said = pool.said { lines.append("  " + said) }
    for index in 0..<min(count, Self.mostMatrices) {
      if count > 1 { lines.append("  \(place(of: index))") }
      lines += pool.shownRows.map { row in
        "  "
          + String(
            pool.shownColumns.map { glyph(pool.strongest(row, $0, of: values, matrix: index)) })
      }
    }
    if count > Self.mostMatrices { lines.append("  … × \(count - Self.mostMatrices)") }
    return lines
  }

  /// Where a matrix stands in the dimensions before its own: `[1, 0, :, :]`.
  private func place(of matrix: Int) -> String {
    var rest = matrix
    var indices: [String] = []
    for extent in tensor.shape.dropLast(2).reversed() {
      indices.insert(String(rest % extent), at: 0)
      rest /= extent
    }
    return "[" + (indices + [":", ":"]).joined(separator: ", ") + "]"
  }

  private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  private func glyph(_ value: Double) -> Character {
    if value.isNaN { return "?" }
    if value.isInfinite { return "!" }
    if value == 0 { return "·" }
    guard high > low else { return "▄" }
    // In halves, for a range that is wider than the largest number.
    let place = (value / 2 - low / 2) / (high / 2 - low / 2)
    return Self.bars[max(0, min(7, Int(place * 8)))]
  }
}

/// Which elements of a matrix share a sign, where it is too large to have one each.
private struct Pool {
  let rows: Int
  let columns: Int
  /// The extent in elements of what one sign stands for.
  private let height: Int
  private let width: Int

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    height = (rows + TensorPicture.highest - 1) / TensorPicture.highest
    width = (columns + TensorPicture.widest - 1) / TensorPicture.widest
  }

  var shownRows: Range<Int> { 0..<(rows + height - 1) / height }
  var shownColumns: Range<Int> { 0..<(columns + width - 1) / width }

  var said: String? {
    height * width > 1 ? "1 : \(height) × \(width), max |x|" : nil
  }

  /// The value of largest magnitude of those that a sign stands for; NaN is never hidden.
  func strongest(_ row: Int, _ column: Int, of values: [Double], matrix: Int) -> Double {
    var best = 0.0
    for r in row * height..<min(rows, (row + 1) * height) {
      for c in column * width..<min(columns, (column + 1) * width) {
        let value = values[(matrix * rows + r) * columns + c]
        if value.isNaN { return value }
        if value.magnitude > best.magnitude { best = value }
      }
    }
    return best
  }
}
