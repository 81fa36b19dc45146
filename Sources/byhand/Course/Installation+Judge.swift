import Foundation
import Judge
import LessonPacks
import PackAudit
import Reports

/// What a judge is wanted for.
enum JudgePurpose {
  /// A student waits for it: the time of a check is measured by the reference's, as many scenarios run
  /// side by side as there is room for, and a known mistake is named.
  case student
  /// A class is graded, in a folder that the run clears: a check has the pack's own time, and a file
  /// that runs out of it again and again has less of it from then on.
  case grading(URL)
  /// A pack's own files: a check has the pack's own time.
  case pack
  /// A pack's mutants: many of them never end.
  case mutants
}

extension Installation {
  /// A judge of a pack. What it compiles of the pack is kept for all of this user's.
  func judge(
    for pack: Pack, _ purpose: JudgePurpose, _ toolchain: Toolchain, environment: [String: String]
  ) -> Judge {
    let cache = Self.cacheFolder(environment: environment)
    switch purpose {
    case .student:
      return Judge(
        pack: pack, toolchain: toolchain, cacheFolder: cache,
        diagnoses: DiagnosisTable.load(pack), pace: ReferencePace(),
        workers: min(4, ProcessInfo.processInfo.activeProcessorCount))
    case .grading(let folder):
      return Judge(
        pack: pack, toolchain: toolchain, cacheFolder: cache, temporaryFolder: folder,
        diagnoses: DiagnosisTable.load(pack), policy: TimeoutPolicy(timeouts: 1, share: 0.02))
    case .pack: return Judge(pack: pack, toolchain: toolchain, cacheFolder: cache)
    case .mutants:
      return Judge(
        pack: pack, toolchain: toolchain, cacheFolder: cache, pace: MutationAudit.pace)
    }
  }
}
