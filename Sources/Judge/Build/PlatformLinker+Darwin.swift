#if !os(Linux)
  import Foundation

  /// Linking where there is no ld.gold: the driver does it, with the tensor library's symbols looked
  /// up in the program that loads the build.
  enum PlatformLinker {
    static let frontendArguments: [String] = {
      let sdk = ProcessInfo.processInfo.environment["SDKROOT"] ?? ""
      return sdk.isEmpty ? [] : ["-sdk", sdk]
    }()

    static func linkSteps(
      _ toolchain: Toolchain, objects: [String], usesFoundation: Bool, output: String
    ) -> [(program: String, arguments: [String])] {
      let arguments =
        ["-emit-library", "-o", output] + objects + ["-Xlinker", "-undefined"]
        + ["-Xlinker", "dynamic_lookup"]
      return [(toolchain.compiler, arguments)]
    }
  }
#endif
