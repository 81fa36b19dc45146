#if os(Linux)
  import Foundation

  /// Linking on Linux: ld.gold called directly takes a fifth of what the driver takes.
  enum PlatformLinker {
    static let frontendArguments: [String] = []

    /// `usesFoundation`: whether a source of the build imports it. Its tables of symbols take the
    /// linker four times as long to read as all the rest.
    static func linkSteps(
      _ toolchain: Toolchain, objects: [String], usesFoundation: Bool, output: String
    ) -> [(program: String, arguments: [String])] {
      // `swiftrt.o` registers the types and conformances of the build with the runtime.
      let libraries = (usesFoundation ? ["Foundation", "FoundationEssentials"] : []).filter {
        FileManager.default.fileExists(atPath: "\(toolchain.runtime)/lib\($0).so")
      }
      let arguments =
        ["-shared", "-o", output, "\(toolchain.runtime)/\(architecture)/swiftrt.o"] + objects
        + ["-L", toolchain.runtime, "-rpath", toolchain.runtime, "--as-needed"]
        + libraries.map { "-l\($0)" }
      if let gold = toolchain.gold { return [(gold, arguments)] }
      return [(toolchain.binaries + "/ld.lld", arguments)]
    }

    #if arch(arm64)
      private static let architecture = "aarch64"
    #else
      private static let architecture = "x86_64"
    #endif
  }
#endif
