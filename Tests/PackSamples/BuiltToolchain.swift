import Foundation
import Judge
import TestSupport

extension BuiltPrograms {
  /// This machine's compilers, and the programs that were built with the tests: looked for once.
  public static func toolchain() async throws -> Toolchain { try await found.value }

  private static let found = Task {
    try await Toolchain.find(
      environment: ProcessInfo.processInfo.environment, programFolder: folder)
  }
}
