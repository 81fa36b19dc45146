import Foundation
import Judge
import LessonPacks
import Reports

/// Whether what a block opens is enough for it and tells nothing of a later one: the reference, cut off
/// at the end of each block's part, is judged like a student's file.
struct PartsAudit: Sendable {
  let pack: Pack
  let parts: SolutionParts
  /// As a report names the reference.
  let path: String

  /// Nil where the reference cannot be read or its marks are wrong, which the static audit says.
  init?(of pack: Pack) {
    guard let parts = try? SolutionParts(of: pack) else { return nil }
    self.pack = pack
    self.parts = parts
    path = pack.solutionPath
  }

  /// Everything wrong with the parts. Throws `JudgeError` for the tool's own trouble.
  func problems(
    _ judge: Judge, against reference: ReferenceValues
  ) async throws -> [PackProblem] {
    var problems: [PackProblem] = []
    for count in pack.blocks.indices.dropFirst() {
      let text = parts.text(of: pack.blocks[..<count].map(\.id))
      let reports = try await judge.run(StudentSource(bytes: Data(text.utf8)), against: reference)
      problems += self.problems(after: count, reports)
    }
    return problems
  }

  /// What the verdicts on the first `count` parts say. Pure.
  func problems(after count: Int, _ reports: [Report]) -> [PackProblem] {
    let block = pack.blocks[count - 1].id
    if let first = reports.first, case .failed = first.build {
      let sentence = Wording(pack: pack).sentence(for: first.build)
      return [
        PackProblem(
          file: path, message: "cut off after block \(block), " + Wording.unstopped(sentence),
          hint: "A part needs what stands in a later one: move it into the first that needs it")
      ]
    }
    let begun = pack.blocks[..<count].flatMap(\.checks)
    let later = pack.blocks[count...].flatMap(\.checks).filter { $0.kind != .strict }
    return begun.filter { check in verdicts(check, reports).contains { $0 != .passed } }.map {
      PackProblem(
        file: path, message: "cut off after block \(block), it does not pass `\($0.id)`",
        hint: "A part needs what stands in a later one: move it into the first that needs it")
    }
      + later.filter { verdicts($0, reports).contains(.passed) }.map {
        PackProblem(
          file: path,
          message: "cut off after block \(block), it passes `\($0.id)` of block \($0.block)",
          hint: "Passing block \(block) would show it: move it into block \($0.block)'s part")
      }
  }

  private func verdicts(_ check: Check, _ reports: [Report]) -> [Verdict] {
    reports.compactMap { report in report.results.first { $0.id == check.id }?.verdict }
  }
}
