extension Tensor: CustomStringConvertible {
  /// As PyTorch prints it: `tensor([[1., 2.],\n        [3., 4.]], requires_grad=True)`.
  ///
  /// PyTorch: `torch.Tensor.__repr__`.
  public final var description: String {
    let text = TensorText(shape: shape, values: detach().doubles(), dtype: dtype)
    let prefix = self is Parameter ? "Parameter containing:\ntensor(" : "tensor("
    return prefix + text.closed(text.body(indent: 7), suffixes) + ")"
  }

  /// What follows the numbers.
  private var suffixes: [String] {
    var parts: [String] = []
    if count == 0 && ndim != 1 {
      parts.append("size=(\(shape.map(String.init).joined(separator: ", ")))")
    }
    // float32, and int64 and bool that can be told from their elements, go without saying.
    let isTold = dtype == .float32 || count > 0 && [.int64, .bool].contains(dtype)
    if !isTold { parts.append("dtype=torch.\(dtype)") }
    if let gradName {
      // PyTorch numbers the ways to call one operation; the first is all there is here.
      parts.append("grad_fn=<\(gradName)0>")
    } else if requiresGrad {
      parts.append("requires_grad=True")
    }
    return parts
  }
}

/// Lays out numbers as nested brackets in lines of at most 80 characters. Of more than a thousand
/// numbers only the first and last three along each dimension are shown.
struct TensorText {
  private let shape: [Int]
  private let values: [Double]
  private let isSummary: Bool
  private let format: NumberFormat

  private static let lineWidth = 80
  private static let shownAtEachEnd = 3

  init(shape: [Int], values: [Double], dtype: DType) {
    self.shape = shape
    self.values = values
    isSummary = values.count > 1000
    let shown = isSummary ? Self.shownOffsets(shape).map { values[$0] } : values
    format = NumberFormat(for: shown, dtype: dtype)
  }

  /// The nested brackets, the first at column `indent`.
  func body(indent: Int) -> String {
    if values.isEmpty { return "[]" }
    return shape.isEmpty ? format.text(values[0]) : block(0, offset: 0, indent: indent)
  }

  /// `body` and the suffixes, which go to a line of their own where they do not fit.
  func closed(_ body: String, _ suffixes: [String]) -> String {
    var text = body
    var column = (body.split(separator: "\n").last?.count ?? 0) + 1
    if !body.contains("\n") { column += 7 }
    for suffix in suffixes {
      if column + suffix.count + 2 > Self.lineWidth {
        text += ",\n       " + suffix
        column = 7 + suffix.count
      } else {
        text += ", " + suffix
        column += suffix.count + 2
      }
    }
    return text
  }

  /// What `offset` begins: the dimensions from `axis` on.
  private func block(_ axis: Int, offset: Int, indent: Int) -> String {
    let step = shape[(axis + 1)...].reduce(1, *)
    let isLast = axis == shape.count - 1
    let items = Self.shown(shape[axis], isSummary).map { index -> String in
      guard let index else { return isLast ? " ..." : "..." }
      return isLast
        ? format.padded(values[offset + index])
        : block(axis + 1, offset: offset + index * step, indent: indent + 1)
    }
    let margin = String(repeating: " ", count: indent + 1)
    if isLast { return "[" + lines(items, indent).joined(separator: ",\n" + margin) + "]" }
    let gap = String(repeating: "\n", count: shape.count - 1 - axis)
    return "[" + items.joined(separator: "," + gap + margin) + "]"
  }

  private func lines(_ items: [String], _ indent: Int) -> [String] {
    let perLine = max(1, (Self.lineWidth - indent) / (format.width + 2))
    return stride(from: 0, to: items.count, by: perLine).map { start in
      items[start..<min(start + perLine, items.count)].joined(separator: ", ")
    }
  }

  /// The indices to show along one dimension; nil stands for those left out.
  private static func shown(_ extent: Int, _ isSummary: Bool) -> [Int?] {
    guard isSummary, extent > 2 * shownAtEachEnd else { return (0..<extent).map { $0 } }
    return (0..<shownAtEachEnd).map { $0 } + [nil] + ((extent - shownAtEachEnd)..<extent).map { $0 }
  }

  private static func shownOffsets(_ shape: [Int]) -> [Int] {
    var offsets = [0]
    for extent in shape {
      let indices = shown(extent, true).compactMap { $0 }
      offsets = offsets.flatMap { offset in indices.map { offset * extent + $0 } }
    }
    return offsets
  }
}
