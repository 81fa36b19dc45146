// swift-tools-version: 6.1
import PackageDescription

// Kernels are compiled for the machine that builds them, optimised in debug builds too, so that
// `swift run` and `swift test` are fast. `-Ounchecked` is out: it would remove the shape checks.
#if arch(x86_64)
  let nativeKernels: [SwiftSetting] = [.unsafeFlags(["-O", "-Xcc", "-march=native"])]
#else
  let nativeKernels: [SwiftSetting] = [.unsafeFlags(["-O", "-Xcc", "-mcpu=native"])]
#endif

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
    // Floor 0: values and numbers. These import nothing of ours.
    .target(name: "TensorKit", swiftSettings: nativeKernels),
    .target(name: "Observations"),
    .target(name: "LessonPacks", dependencies: ["Yams"]),
    .target(name: "CellUI"),
    .systemLibrary(name: "CNcurses"),
    .target(name: "CSandbox"),

    // Floor 1
    .target(name: "ProbeKit", dependencies: ["TensorKit", "Observations"]),
    .target(name: "Reports", dependencies: ["LessonPacks", "Observations"]),
    .target(name: "Progress", dependencies: ["Reports", "LessonPacks"]),
    .target(name: "NcursesTerminal", dependencies: ["CellUI", "CNcurses"]),

    // Floor 2
    .target(
      name: "Judge",
      dependencies: [
        "Reports", "LessonPacks", "Observations",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .target(name: "Workspace", dependencies: ["Progress", "Reports", "LessonPacks"]),

    // Floor 3
    .target(name: "PackAudit", dependencies: ["Judge", "Reports", "LessonPacks"]),
    .target(
      name: "Tutor",
      dependencies: ["Progress", "Reports", "LessonPacks", "Observations", "CellUI"]),

    // Floor 4: programs
    .executableTarget(
      name: "byhand",
      dependencies: [
        "Tutor", "Workspace", "Judge", "NcursesTerminal", "CellUI", "Progress", "Reports",
        "LessonPacks", "PackAudit", "byhand-probe", "byhand-jail",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "byhand-probe", dependencies: ["ProbeKit", "TensorKit", "Observations"],
      linkerSettings: exportedSymbols),
    .executableTarget(name: "byhand-jail", dependencies: ["CSandbox"]),

    .target(name: "SnapshotSupport", path: "Tests/SnapshotSupport"),
    .testTarget(name: "TensorKitTests", dependencies: ["TensorKit"], exclude: ["Golden"]),
    .testTarget(name: "ObservationsTests", dependencies: ["Observations"]),
    .testTarget(name: "LessonPacksTests", dependencies: ["LessonPacks"], exclude: ["Packs"]),
    .testTarget(name: "CellUITests", dependencies: ["CellUI"]),
    .testTarget(
      name: "ReportsTests", dependencies: ["Reports", "LessonPacks", "Observations"],
      exclude: ["Golden"]),
    .testTarget(name: "ProgressTests", dependencies: ["Progress", "Reports", "LessonPacks"]),
    .testTarget(
      name: "JudgeTests",
      dependencies: [
        "Judge", "Reports", "LessonPacks", "Observations", "byhand-probe", "byhand-jail",
      ],
      exclude: ["Attacks"]),
    .testTarget(
      name: "PackAuditTests",
      dependencies: [
        "PackAudit", "Judge", "Reports", "LessonPacks", "byhand-probe", "byhand-jail",
      ]),
    .testTarget(
      name: "WorkspaceTests",
      dependencies: ["Workspace", "Progress", "Reports", "LessonPacks", "crash-session"]),
    .executableTarget(
      name: "crash-session", dependencies: ["Workspace", "Progress", "Reports", "LessonPacks"],
      path: "Tests/CrashSession"),
    .testTarget(
      name: "TutorTests",
      dependencies: [
        "Tutor", "Progress", "Reports", "LessonPacks", "CellUI", "Observations", "SnapshotSupport",
      ],
      exclude: ["Snapshots"]),
    .testTarget(name: "byhandTests", dependencies: ["byhand"]),
    .testTarget(
      name: "FuzzTests",
      dependencies: ["Judge", "LessonPacks", "Observations", "TensorKit", "Workspace", "Progress"]),
  ],
  swiftLanguageModes: [.v6]
)
