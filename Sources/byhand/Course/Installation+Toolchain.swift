import Judge

extension Installation {
  /// The compiler, the linker and the sandbox of this machine, for so many runs at a time.
  ///
  /// Throws `ProcessTrouble` where a run would come to no end, and what `Toolchain.find` throws.
  func toolchain(environment: [String: String], atATime runs: Int = 1) async throws -> Toolchain {
    try DescriptorLimit.check(atATime: runs)
    return try await Toolchain.find(environment: environment, programFolder: programs)
  }
}
