import Foundation
import Testing

/// What targets import is what they declare, and goes one way.
@Suite struct DependencyTests {
  private let manifest: PackageManifest

  init() throws { manifest = try PackageManifest.read() }

  @Test func theManifestIsReadWhole() {
    #expect(manifest.targets.count > 40)
    #expect(manifest["Judge"]?.dependencies.contains("Containment") == true)
    #expect(manifest["Containment"]?.products == ["Subprocess"])
    #expect(manifest.targets.allSatisfy { !SwiftSources.files(of: $0).isEmpty || $0.isC })
  }

  /// A module that is found only because another target needs it breaks when that one stops.
  @Test func whatIsImportedIsDeclared() {
    let ours = Set(manifest.targets.map(\.name))
    let products = Set(manifest.targets.flatMap(\.products))
    for target in manifest.targets {
      let declared = Set(target.dependencies + target.products + [target.name])
      for (path, imports) in SwiftSources.imports(of: target) {
        let used = imports.intersection(ours.union(products))
        #expect(used.isSubset(of: declared), "\(path): \(used.subtracting(declared))")
      }
    }
  }

  @Test func whatIsDeclaredIsImported() {
    let programs = Set(
      manifest.targets.filter { $0.kind == "executableTarget" }.map(\.name))
    for target in manifest.targets where !target.isC {
      let used = SwiftSources.imports(of: target).values.reduce(into: Set()) { $0.formUnion($1) }
      // A program is needed to be there, and is not imported; what students import is linked into the
      // program that runs it.
      let linked: Set = target.name == "byhand-probe" ? ["PlayKit", "LanguageModels"] : []
      let idle = Set(target.dependencies + target.products).subtracting(used).subtracting(programs)
        .subtracting(linked)
      #expect(idle == [], "\(target.name) declares what it does not import")
    }
  }

  /// The packages of others are met in one place each.
  @Test(arguments: [
    ("Subprocess", ["Containment"]), ("Yams", ["LessonPacks"]), ("CNcurses", ["NcursesTerminal"]),
    ("ArgumentParser", ["byhand", "byhand-bench", "byhand-smallmodel"]),
  ])
  func oneTargetMeetsEachPackage(_ module: String, _ allowed: [String]) {
    let users = manifest.shipped.filter { target in
      SwiftSources.imports(of: target).values.contains { $0.contains(module) }
    }
    #expect(users.map(\.name).sorted() == allowed)
  }

  @Test func aManifestIsRead() {
    let text = """
      let package = Package(
        products: [.library(name: "A", targets: ["A"])],
        targets: [
          // A comment with "quotes".
          .target(name: "A"),
          .target(
            name: "B", dependencies: ["A", .product(name: "P", package: "q"), "C"],
            path: "Tests/B", swiftSettings: [.unsafeFlags(["-O"])]),
          .testTarget(name: "BTests", dependencies: ["B"], exclude: ["Golden"]),
        ]
      )
      """
    let manifest = PackageManifest(text: text)
    #expect(
      manifest.targets == [
        .init(name: "A", kind: "target", dependencies: [], products: [], path: "Sources/A"),
        .init(
          name: "B", kind: "target", dependencies: ["A", "C"], products: ["P"], path: "Tests/B"),
        .init(
          name: "BTests", kind: "testTarget", dependencies: ["B"], products: [],
          path: "Tests/BTests", excluded: ["Golden"]),
      ])
    #expect(["A", "B", "BTests"].map(manifest.level) == [0, 1, 2])
  }

  @Test func importsAreRead() {
    let text = """
      import A
      @testable import B
        import struct C.D
      public import E
      // import F
      let code = \"""
        import G
        \"""
      """
    #expect(SwiftSources.imports(in: text) == ["A", "B", "C", "E"])
  }
}

extension PackageManifest.Target {
  /// Written in C, or a header of the system's.
  var isC: Bool {
    kind == "systemLibrary" || ["CSandbox", "byhand-jail", "byhand-restore"].contains(name)
  }
}
