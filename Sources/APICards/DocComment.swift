import Foundation

/// A doc comment's first paragraph, and what it says of PyTorch.
///
/// That is a paragraph of its own: ``PyTorch: `torch.matmul`, `torch.bmm`.`` or
/// `PyTorch: nothing like it.`
struct DocComment: Equatable {
  var summary = ""
  var pytorchNames: [String] = []
  var isOnlyHere = false

  /// `lines` are without their slashes.
  init(lines: [String]) {
    var paragraph: [String] = []
    var isFirst = true
    for line in lines.map({ $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }) + [
      ""
    ] {
      if line.hasPrefix(Self.mark) {
        take(line.dropFirst(Self.mark.count))
      } else if line.isEmpty || line.hasPrefix("- ") || line.hasPrefix("```") {
        if isFirst, !paragraph.isEmpty {
          summary = paragraph.joined(separator: " ")
          isFirst = false
        }
      } else if isFirst {
        paragraph.append(line)
      }
    }
    summary = Self.withoutLinks(summary)
  }

  private static let mark = "PyTorch: "

  private mutating func take(_ said: Substring) {
    isOnlyHere = said.hasPrefix("nothing like it")
    pytorchNames = said.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// ``Module/stateDict()`` → `Module.stateDict()`: what DocC links reads as code.
  private static func withoutLinks(_ text: String) -> String {
    let parts = text.components(separatedBy: "``")
    return parts.enumerated().map { index, part in
      guard index % 2 == 1 else { return part }
      // The last mark has no other.
      if index == parts.count - 1 { return "``" + part }
      // A link to one overload of several names its type after a hyphen.
      let path = part.components(separatedBy: "-(").first ?? part
      return "`" + path.replacingOccurrences(of: "/", with: ".") + "`"
    }.joined()
  }
}
