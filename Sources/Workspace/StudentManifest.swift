import Foundation

/// The manifest that makes the student's folder a package an editor understands.
enum StudentManifest {
  private static let mark =
    "// Written by ByHand so that your editor completes and checks as usual."

  /// With a playground there is a second target: an editor then completes in `Play.swift` too, and
  /// `swift run Play` runs it without the tutor.
  static func text(module: String, library: URL, hasPlayground: Bool = false) -> String {
    let path = library.path
      .replacingOccurrences(of: "\\", with: "\\\\")
      .replacingOccurrences(of: "\"", with: "\\\"")
    return """
      // swift-tools-version: 6.1
      \(mark)
      // Delete the line above to make this file yours: ByHand will then leave it alone.
      import PackageDescription

      let package = Package(
        name: "\(module)",
        platforms: [.macOS(.v15)],
        dependencies: [.package(name: "byhand", path: "\(path)")],
        targets: [
          .target(
            name: "\(module)", dependencies: [.product(name: "TensorKit", package: "byhand")])\(hasPlayground ? playground(module) : "")
        ],
        swiftLanguageModes: [.v6]
      )

      """
  }

  private static func playground(_ module: String) -> String {
    """
    ,
        .executableTarget(
          name: "Play",
          dependencies: ["\(module)", .product(name: "TensorKit", package: "byhand")],
          path: "Playground", swiftSettings: [.swiftLanguageMode(.v5)]),
    """
  }

  static func isOurs(_ text: String) -> Bool { text.contains(mark) }
}
