import Foundation

/// A solution that is right in another way, which every check must let pass.
enum AlternativeSolution {
  private static let key = "How it differs"

  /// Every `alternatives/*.swift` that does not begin by saying how it differs.
  static func problems(in pack: Pack) -> [PackProblem] {
    SolutionHeader.files(in: "alternatives", of: pack).compactMap { file in
      let name = "alternatives/\(file.lastPathComponent)"
      guard let source = try? String(contentsOf: file, encoding: .utf8) else {
        return SolutionHeader.unreadable(name)
      }
      let header = SolutionHeader(source, keys: [key])
      guard header[key]?.text.isEmpty ?? true else { return nil }
      return header.missing(
        key, example: "what it does otherwise, in one sentence", in: name)
    }
  }
}
