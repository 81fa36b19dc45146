import Foundation
import TestSupport
import Testing

/// The drawing in Sources/ARCHITECTURE.md is made of Package.swift, and every arrow in it goes down.
/// `BYHAND_RECORD=1` draws it anew.
@Suite struct ArchitectureTests {
  private let manifest: PackageManifest
  private static let page = Repository.root.appendingPathComponent("Sources/ARCHITECTURE.md")

  init() throws { manifest = try PackageManifest.read() }

  /// The targets by level, the highest first, each with arrows to what it needs.
  private var drawing: String {
    let byLevel = Dictionary(grouping: manifest.shipped) { manifest.level(of: $0.name) }
    let width = (manifest.shipped.map(\.name.count).max() ?? 0) + 1
    return byLevel.sorted { $0.key > $1.key }.map { level, targets in
      targets.sorted { $0.name < $1.name }.enumerated().map { index, target in
        let name = target.name.padding(toLength: width, withPad: " ", startingAt: 0)
        let number = index == 0 ? "\(level)" : " "
        let needs = target.dependencies.sorted {
          (-manifest.level(of: $0), $0) < (-manifest.level(of: $1), $1)
        }
        let below = Self.wrapped(needs + target.products.map { "[\($0)]" }, indent: width + 7)
        return below.isEmpty ? "\(number)  \(target.name)" : "\(number)  \(name)──▶ \(below)"
      }.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private static func wrapped(_ names: [String], indent: Int) -> String {
    var lines = [""]
    for name in names {
      let last = lines[lines.count - 1]
      if indent + last.count + name.count > 98 {
        lines.append(name)
      } else {
        lines[lines.count - 1] = last.isEmpty ? name : last + " " + name
      }
    }
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }

  @Test func theDrawingIsThePackage() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let start = try #require(page.range(of: "<!-- targets -->\n```\n")?.upperBound)
    let end = try #require(page[start...].range(of: "\n```")?.lowerBound)
    if ProcessInfo.processInfo.environment["BYHAND_RECORD"] != nil {
      let new = page[..<start] + drawing + page[end...]
      try Data(String(new).utf8).write(to: Self.page)
    }
    #expect(
      String(page[start..<end]) == drawing,
      "BYHAND_RECORD=1 swift test --filter ArchitectureTests draws it anew")
  }

  /// What the compiler refuses for whole targets: a circle, or an arrow upwards.
  @Test func everyArrowGoesDown() {
    for target in manifest.shipped {
      for needed in target.dependencies {
        #expect(manifest.level(of: needed) < manifest.level(of: target.name))
        #expect(manifest[needed]?.path.hasPrefix("Sources/") == true, "\(target.name): \(needed)")
      }
    }
  }

  /// Every target that ships is told of in a row of the table below the drawing, and no other.
  @Test func everyTargetHasItsRow() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let rows = page.matches(of: /(?m)^\| `([\w-]+)` \|/).map { String($0.output.1) }
    #expect(rows.sorted() == manifest.shipped.map(\.name).sorted())
  }

  /// Package.swift lists the targets that ship under the level that they are at.
  @Test func theManifestIsInThatOrder() throws {
    let lines = try String(
      contentsOf: Repository.root.appendingPathComponent("Package.swift"), encoding: .utf8
    ).split(separator: "\n").map { $0.drop { $0 == " " } }
    var level = -1
    var found: [String: Int] = [:]
    for line in lines {
      if line.hasPrefix("// Level ") { level = Int(line.dropFirst(9).prefix { $0.isNumber }) ?? -1 }
      if line.hasPrefix("// What several") { break }
      guard level >= 0, line.hasPrefix(".") || line.hasPrefix("name:"), !line.hasPrefix(".product"),
        let start = line.firstRange(of: "name: \"")?.upperBound
      else { continue }
      let target = String(line[start...].prefix { $0 != "\"" })
      if found[target] == nil { found[target] = level }
    }
    #expect(
      found
        == Dictionary(
          uniqueKeysWithValues: manifest.shipped.map { ($0.name, manifest.level(of: $0.name)) }))
  }

  /// Each word of the vocabulary names files that are there.
  @Test func theVocabularysFilesAreThere() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let table = try #require(page.range(of: "## Vocabulary")).upperBound
    let rows = page[table...].split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
    #expect(rows.count > 25)
    for row in rows {
      let files = row.split(separator: "|").last?.split(separator: ",") ?? []
      #expect(!files.isEmpty, "\(row)")
      for file in files {
        let path = Repository.root.appendingPathComponent(
          "Sources/\(file.filter { $0 != " " })"
        ).path
        #expect(FileManager.default.fileExists(atPath: path), "\(row)")
      }
    }
  }
}
