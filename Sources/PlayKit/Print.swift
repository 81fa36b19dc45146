import TensorKit

/// Writes values to standard output as Swift's own `print` does, except that a tensor of one dimension
/// or more becomes a small picture, on lines of its own.
///
/// Implicitly imported where a playground is compiled: a function of an imported module hides that of
/// the standard library.
public func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {
  Swift.print(PrintedItems.text(items, separator: separator), terminator: terminator)
}

enum PrintedItems {
  static func text(_ items: [Any], separator: String) -> String {
    var blocks: [String] = []
    var line: [String] = []
    func endLine() {
      if !line.isEmpty { blocks.append(line.joined(separator: separator)) }
      line = []
    }
    for item in items {
      // `Any` may hold an optional: a gradient, for one.
      guard let tensor = item as? Tensor else {
        line.append("\(item)")
        continue
      }
      if tensor.ndim == 0 {
        line.append(tensor.description)
      } else {
        endLine()
        blocks.append(TensorPicture(tensor).text)
      }
    }
    endLine()
    return blocks.joined(separator: "\n")
  }
}
