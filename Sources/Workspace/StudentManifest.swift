import Foundation

/// The manifest that makes the student's folder a package an editor understands.
enum StudentManifest {
  private static let mark =
    "// Written by ByHand so that your editor completes and checks as usual."

  static func text(module: String, library: URL) -> String {
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
            name: "\(module)", dependencies: [.product(name: "TensorKit", package: "byhand")])
        ],
        swiftLanguageModes: [.v6]
      )

      """
  }

  static func isOurs(_ text: String) -> Bool { text.contains(mark) }
}
