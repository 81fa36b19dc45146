// swift-tools-version: 6.1
import PackageDescription

#if os(Linux)
  import Glibc

  /// Whether this machine's vector registers are 32 of 64 bytes: no condition in the code can ask.
  func hasAVX512() -> Bool {
    guard let file = fopen("/proc/cpuinfo", "r") else { return false }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 8192)
    while fgets(&line, Int32(line.count), file) != nil {
      if strstr(line, " avx512f ") != nil { return true }
    }
    return false
  }
#else
  func hasAVX512() -> Bool { false }
#endif

// Kernels are compiled for the machine that builds them, optimised in debug builds too, so that
// `swift run` and `swift test` are fast. `-Ounchecked` is out: it would remove the shape checks.
// An image that is built on one machine and runs on others names their common CPU in BYHAND_CPU.
// What exclusivity costs at run time is a call for every property of a tensor that is read.
let cpu = Context.environment["BYHAND_CPU"] ?? "native"
// A square root that may not set errno is one instruction, for sixteen numbers at once.
let optimised = ["-O", "-enforce-exclusivity=unchecked", "-Xcc", "-fno-math-errno"]
#if arch(x86_64)
  let nativeKernels: [SwiftSetting] =
    [.unsafeFlags(optimised + ["-Xcc", "-march=\(cpu)"])]
    + (cpu == "native" && hasAVX512() ? [.define("BYHAND_WIDE_VECTORS")] : [])
#else
  let nativeKernels: [SwiftSetting] = [.unsafeFlags(optimised + ["-Xcc", "-mcpu=\(cpu)"])]
#endif

// A picture is drawn for every key, and a verdict is wanted at every save: what draws and what judges
// is optimised in debug builds as well.
let quickAnswers: [SwiftSetting] = [.unsafeFlags(["-O"])]

// The student's code is a shared object that finds TensorKit's and ProbeKit's symbols in this program.
#if os(Linux)
  let exportedSymbols: [LinkerSetting] = [.unsafeFlags(["-Xlinker", "--export-dynamic"])]
#else
  let exportedSymbols: [LinkerSetting] = [.unsafeFlags(["-Xlinker", "-export_dynamic"])]
#endif

let package = Package(
  name: "byhand",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "TensorKit", targets: ["TensorKit"]),
    .executable(name: "byhand", targets: ["byhand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // Level 0: values, numbers, text and files. These import nothing of ours.
    .target(name: "CellUI", swiftSettings: quickAnswers),
    .systemLibrary(name: "CNcurses"),
    .target(name: "CSandbox"),
    .target(
      name: "LessonPacks", dependencies: [.product(name: "Yams", package: "Yams")],
      swiftSettings: quickAnswers),
    .target(name: "Observations", swiftSettings: quickAnswers),
    .target(name: "SafeFiles", swiftSettings: quickAnswers),
    .target(name: "SwiftLexing", swiftSettings: quickAnswers),
    .target(name: "TensorKit", swiftSettings: nativeKernels),
    .target(name: "UntrustedText", swiftSettings: quickAnswers),
    .executableTarget(name: "byhand-restore"),

    // Level 1
    .target(name: "APICards", dependencies: ["LessonPacks"], swiftSettings: quickAnswers),
    .target(name: "Archives", dependencies: ["UntrustedText"], swiftSettings: quickAnswers),
    .target(
      name: "Containment",
      dependencies: ["CSandbox", .product(name: "Subprocess", package: "swift-subprocess")],
      swiftSettings: quickAnswers),
    .target(name: "HTMLMarkup", dependencies: ["UntrustedText"]),
    .target(name: "LanguageModels", dependencies: ["TensorKit"], swiftSettings: nativeKernels),
    .target(name: "Mutants", dependencies: ["SwiftLexing"], swiftSettings: quickAnswers),
    .target(
      name: "NcursesTerminal", dependencies: ["CellUI", "CNcurses"], swiftSettings: quickAnswers),
    .target(name: "PlayKit", dependencies: ["TensorKit"], swiftSettings: quickAnswers),
    .target(
      name: "ProbeKit", dependencies: ["TensorKit", "Observations"], swiftSettings: quickAnswers),
    .target(
      name: "Reports", dependencies: ["LessonPacks", "Observations", "UntrustedText"],
      swiftSettings: quickAnswers),
    .target(name: "Similarity", dependencies: ["SwiftLexing"], swiftSettings: quickAnswers),
    .executableTarget(name: "byhand-jail", dependencies: ["CSandbox"]),
    .executableTarget(
      name: "byhand-smallmodel",
      dependencies: [
        "TensorKit", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: quickAnswers),

    // Level 2
    .target(
      name: "GradingFormats",
      dependencies: ["Archives", "Reports", "LessonPacks", "HTMLMarkup", "UntrustedText"]),
    .target(
      name: "Judge",
      dependencies: [
        "Containment", "Reports", "LessonPacks", "Observations", "APICards", "SafeFiles",
        "UntrustedText", "CSandbox",
      ],
      swiftSettings: quickAnswers),
    .target(
      name: "PackShelf",
      dependencies: [
        "Containment", "Reports", "LessonPacks", "Archives", "SafeFiles", "SwiftLexing",
      ]),
    .target(name: "Progress", dependencies: ["Reports", "LessonPacks"]),
    .executableTarget(
      name: "byhand-bench",
      dependencies: [
        "TensorKit", "LanguageModels",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: nativeKernels),
    .executableTarget(
      name: "byhand-probe", dependencies: ["ProbeKit", "PlayKit", "LanguageModels"],
      linkerSettings: exportedSymbols),

    // Level 3
    .target(
      name: "ClassPages",
      dependencies: ["GradingFormats", "Reports", "LessonPacks", "HTMLMarkup"]),
    .target(
      name: "Grading",
      dependencies: [
        "Judge", "GradingFormats", "Reports", "LessonPacks", "Archives", "SafeFiles",
        "Similarity", "SwiftLexing", "UntrustedText",
      ]),
    .target(
      name: "PackAudit",
      dependencies: [
        "Judge", "Reports", "LessonPacks", "Mutants", "CellUI", "Observations", "SwiftLexing",
        "UntrustedText",
      ]),
    .target(
      name: "StudentPages",
      dependencies: [
        "Progress", "Reports", "LessonPacks", "SwiftLexing", "UntrustedText", "HTMLMarkup",
      ]),
    .target(
      name: "Tutor",
      dependencies: [
        "Progress", "Reports", "LessonPacks", "Observations", "CellUI", "APICards",
        "SwiftLexing", "UntrustedText",
      ],
      swiftSettings: quickAnswers),
    .target(
      name: "Workspace", dependencies: ["Progress", "Reports", "LessonPacks", "SafeFiles"]),

    // Level 4
    .executableTarget(
      name: "byhand",
      dependencies: [
        "APICards", "Archives", "CellUI", "ClassPages", "Containment", "Grading", "GradingFormats",
        "Judge",
        "LessonPacks", "NcursesTerminal", "PackAudit", "PackShelf", "Progress", "Reports",
        "SafeFiles", "StudentPages", "Tutor", "UntrustedText", "Workspace", "LanguageModels",
        "TensorKit", "Observations",
        // Programs that it starts.
        "byhand-jail", "byhand-probe", "byhand-restore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tests begin: an exported grader is built without what lies between here and "Tests end".
    // What several targets of tests share. What needs the judge is apart.
    .target(
      name: "TestSupport", dependencies: ["Reports", "LessonPacks", "Observations"],
      path: "Tests/TestSupport"),
    .target(
      name: "PackSamples", dependencies: ["TestSupport", "Judge", "LessonPacks"],
      path: "Tests/PackSamples"),
    .testTarget(name: "TensorKitTests", dependencies: ["TensorKit"], exclude: ["Golden"]),
    .testTarget(
      name: "LanguageModelsTests", dependencies: ["LanguageModels", "TensorKit"],
      exclude: ["Golden"]),
    .testTarget(name: "ObservationsTests", dependencies: ["Observations"]),
    .testTarget(
      name: "LessonPacksTests", dependencies: ["LessonPacks", "TestSupport"], exclude: ["Packs"]),
    .testTarget(name: "HouseTests", dependencies: ["SwiftLexing", "TestSupport"]),
    .testTarget(name: "CellUITests", dependencies: ["CellUI"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Reports", "TestSupport", "LessonPacks", "Observations", "UntrustedText"],
      exclude: ["Golden"]),
    .testTarget(
      name: "ProgressTests", dependencies: ["Progress", "Reports", "LessonPacks", "Observations"]),
    .testTarget(
      name: "StudentPagesTests",
      dependencies: [
        "StudentPages", "Progress", "Reports", "LessonPacks", "Observations",
        "TestSupport",
      ]),
    .testTarget(
      name: "ContainmentTests",
      dependencies: ["Containment", "TestSupport", "byhand-jail", "byhand-probe"]),
    .testTarget(
      name: "JudgeTests",
      dependencies: [
        "Judge", "Containment", "CSandbox", "Reports", "LessonPacks", "Observations", "APICards",
        "byhand-probe", "byhand-jail", "PackSamples", "TestSupport",
      ],
      exclude: ["Attacks"]),
    .testTarget(name: "APICardsTests", dependencies: ["APICards", "LessonPacks"]),
    .testTarget(name: "PlayKitTests", dependencies: ["PlayKit", "TensorKit"]),
    .testTarget(
      name: "PackAuditTests",
      dependencies: [
        "PackAudit", "PackSamples", "Judge", "Progress", "Reports", "LessonPacks", "Mutants",
        "Observations", "SwiftLexing", "byhand-probe", "byhand-jail", "TestSupport",
      ]),
    .testTarget(name: "ArchivesTests", dependencies: ["Archives", "TestSupport"]),
    .testTarget(name: "SafeFilesTests", dependencies: ["SafeFiles", "TestSupport"]),
    .testTarget(
      name: "UntrustedTextTests",
      dependencies: ["UntrustedText", "Reports", "Archives", "CellUI", "TestSupport"],
      exclude: ["Golden"], swiftSettings: quickAnswers),
    .testTarget(name: "SwiftLexingTests", dependencies: ["SwiftLexing", "TestSupport"]),
    .testTarget(
      name: "SimilarityTests", dependencies: ["Similarity", "SwiftLexing", "TestSupport"]),
    .testTarget(name: "MutantsTests", dependencies: ["Mutants", "TestSupport"]),
    .testTarget(
      name: "GradingFormatsTests",
      dependencies: ["GradingFormats", "Archives", "Reports", "TestSupport", "LessonPacks"],
      exclude: ["Golden", "Schemas"]),
    .testTarget(
      name: "PackShelfTests",
      dependencies: [
        "PackShelf", "PackAudit", "PackSamples", "Judge", "Containment", "Reports", "LessonPacks",
        "Archives",
        "byhand-probe", "byhand-jail", "TestSupport",
      ]),
    .testTarget(
      name: "ClassPagesTests",
      dependencies: [
        "ClassPages", "GradingFormats", "Reports", "LessonPacks", "TestSupport",
      ]),
    .testTarget(
      name: "GradingTests",
      dependencies: [
        "Grading", "GradingFormats", "PackSamples", "Judge", "Reports", "Observations",
        "LessonPacks", "Archives", "Similarity",
        "byhand-probe", "byhand-jail", "TestSupport",
      ]),
    .testTarget(
      name: "WorkspaceTests",
      dependencies: [
        "Workspace", "Progress", "Reports", "LessonPacks", "crash-session", "TestSupport",
      ]),
    .executableTarget(
      name: "crash-session", dependencies: ["Workspace", "Progress", "Reports", "LessonPacks"],
      path: "Tests/CrashSession"),
    .testTarget(
      name: "TutorTests",
      dependencies: [
        "Tutor", "Progress", "Reports", "LessonPacks", "CellUI", "Observations", "APICards",
        "TestSupport",
      ],
      exclude: ["Snapshots"]),
    .executableTarget(
      name: "terminal-session", dependencies: ["NcursesTerminal", "CellUI", "byhand-restore"],
      path: "Tests/TerminalSession"),
    .testTarget(
      name: "byhandTests",
      dependencies: [
        "byhand", "Tutor", "Workspace", "Judge", "CellUI", "Progress", "LessonPacks", "Archives",
        "terminal-session", "TestSupport", .product(name: "Yams", package: "Yams"),
      ]),
    .testTarget(
      name: "SmallModelTests", dependencies: ["byhand-smallmodel", "TensorKit", "TestSupport"]),
    .testTarget(name: "NcursesTerminalTests", dependencies: ["NcursesTerminal", "CellUI"]),
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "Judge", "LessonPacks", "Observations", "TensorKit", "Workspace", "Progress", "Archives",
        "PackShelf", "TestSupport",
      ]),
    // Tests end.
  ],
  swiftLanguageModes: [.v6]
)
