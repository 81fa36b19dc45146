import Foundation

/// What is wrong with the marks of a reference solution.
struct SolutionMarks {
  let lines: [Substring]
  let marks: [MarkedLine]
  /// The ids of the pack's blocks, in order.
  let blocks: [String]

  /// In the order of the lines; a missing mark has none, and comes last.
  var problems: [PackProblem] {
    let starts = MarkedLine.fileStarts(in: lines)
    let ends = starts.dropFirst() + [lines.count]
    let heads = zip(starts, ends).compactMap { codeBeforeTheFirst(in: $0..<$1) }
    let atLines = heads + marks.indices.compactMap(problem)
    return atLines.sorted { ($0.line ?? 0) < ($1.line ?? 0) } + missing
  }

  private func problem(of index: Int) -> PackProblem? {
    let mark = marks[index]
    let earlier = marks[..<index].map(\.block)
    if mark.isIndented {
      return said(
        "the mark of block \(mark.block) is indented",
        "A part is a whole piece of the file: close the declaration before it, and go on in an "
          + "`extension`", mark)
    }
    guard let place = blocks.firstIndex(of: mark.block) else {
      let known = blocks.map { "`\($0)`" }.joined(separator: ", ")
      return said(
        "a mark of block `\(mark.block)`, which the pack does not have", "Its blocks are: \(known)",
        mark)
    }
    if earlier.contains(mark.block) {
      return said(
        "block \(mark.block) is marked twice", "Put all of it behind its first mark", mark)
    }
    guard let later = earlier.first(where: { isAfter($0, place) }) else { return nil }
    return said(
      "the mark of block \(mark.block) stands after that of \(later)",
      "The parts stand in the order of the blocks in pack.yml", mark)
  }

  private func isAfter(_ block: String, _ place: Int) -> Bool {
    (blocks.firstIndex(of: block) ?? -1) > place
  }

  private func said(_ message: String, _ hint: String, _ mark: MarkedLine) -> PackProblem {
    PackProblem(file: "", line: mark.index + 1, message: message, hint: hint)
  }

  private var missing: [PackProblem] {
    blocks.filter { block in !marks.contains { $0.block == block } }.map {
      PackProblem(
        file: "", message: "block \($0) has no mark",
        hint: "Write `\(SolutionParts.mark)\($0)` above what passing it may show")
    }
  }

  /// A helper before the first mark would open with every block, the last one's with the first.
  /// A file without a mark would open with none.
  private func codeBeforeTheFirst(in file: Range<Int>) -> PackProblem? {
    if marks.isEmpty { return nil }
    let end = marks.first { file.contains($0.index) }?.index ?? file.upperBound
    var isInComment = false
    for index in file.lowerBound..<end {
      let text = lines[index].drop(while: \.isWhitespace)
      if !isInComment, text.hasPrefix("/*") { isInComment = true }
      if isInComment {
        if text.contains("*/") { isInComment = false }
        continue
      }
      if text.isEmpty || text.hasPrefix("//") || Self.isImport(text) { continue }
      return PackProblem(
        file: "", line: index + 1, message: "code before the first mark, which every block opens",
        hint: "Put it behind the mark of the first block that needs it")
    }
    return nil
  }

  private static func isImport(_ line: Substring) -> Bool {
    let words = line.split(separator: " ").drop { $0.hasPrefix("@") }
    return words.first == "import" || line.hasPrefix("#")
  }
}

extension SolutionParts {
  /// Those of a pack's reference.
  ///
  /// Throws `SolutionPartsError`, or Foundation's error for a file that cannot be read.
  public init(of pack: Pack) throws {
    let contents = try pack.solutionFiles.map { try Data(contentsOf: $0) }
    let whole = StudentWork.whole(of: contents, at: pack.solutionFiles)
    try self.init(
      source: String(decoding: whole, as: UTF8.self), blocks: pack.blocks.map(\.id))
  }

  /// What is wrong with the marks of a pack's reference; empty where there is none to read.
  static func problems(in pack: Pack) -> [PackProblem] {
    do {
      _ = try SolutionParts(of: pack)
      return []
    } catch let error as SolutionPartsError {
      return error.problems.map { problem in pack.placed(problem) }
    } catch {
      return []
    }
  }
}

extension Pack {
  /// A problem of the reference in one piece, in the file and on the line where a reader finds it.
  fileprivate func placed(_ problem: PackProblem) -> PackProblem {
    var problem = problem
    problem.file = solutionPath
    guard let line = problem.line else { return problem }
    var before = 0
    for file in solutionFiles {
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      let count = text.split(separator: "\n", omittingEmptySubsequences: false).count
      problem.file = "solutions/\(id)/\(file.lastPathComponent)"
      problem.line = line - before
      if line <= before + count { break }
      // The line with the next file's name follows.
      before += count + 1
    }
    return problem
  }
}
