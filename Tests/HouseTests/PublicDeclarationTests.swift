import Testing

/// The scanner that `DocCommentTests` relies on.
struct PublicDeclarationTests {
  private func undocumented(_ source: String) -> [String] {
    PublicDeclaration.all(in: source).filter { !$0.isDocumented }.map(\.text)
  }

  @Test(arguments: [
    "public func run() {", "public let count: Int", "public init?(_ text: String) {",
    "public init<T>(_ value: T) {", "public subscript(index: Int) -> Int {", "public enum Kind {",
    "public struct Report {", "public final class Box {", "public protocol Terminal {",
    "public typealias Name = String", "open class Module {", "public class func make() {}",
    "public static func < (a: A, b: A) -> Bool {", "public private(set) var count = 0",
    "public internal(set) var count = 0", "@discardableResult public func put() -> Int {",
    "@available(macOS 15, *) public func put() {", "final public class Box {",
    "public indirect enum Tree {", "public mutating func take() {",
    "public static prefix func - (a: Tensor) -> Tensor {", "nonisolated(unsafe) public var x = 1",
  ])
  func everyKindIsFound(_ line: String) {
    #expect(undocumented(line) == [line])
    #expect(undocumented("  /// What it is.\n  \(line)") == [])
    #expect(PublicDeclaration.all(in: "/// What it is.\n\(line)").count == 1)
  }

  @Test(arguments: [
    "func run() {", "private(set) var count = 0", "internal let count: Int", "// public func run()",
    "/// public func run()", "let text = \"public func run()\"", "package func run() {",
    "public import Foundation", "public extension Report {", "publicly()", "case open",
    "open(file)",
    "public(set) var count = 0", "",
  ])
  func nothingElseIs(_ line: String) {
    #expect(PublicDeclaration.all(in: line) == [])
  }

  @Test func attributesMayStandBetween() {
    #expect(undocumented("/// What it is.\n@frozen\n@inlinable\npublic struct A {") == [])
    #expect(undocumented("@frozen\npublic struct A {").count == 1)
  }

  @Test func anotherCommentIsNone() {
    #expect(undocumented("// What it is.\npublic struct A {").count == 1)
    #expect(undocumented("///\npublic struct A {").count == 1)
    #expect(undocumented("/// What it is.\n\npublic struct A {").count == 1)
    #expect(undocumented("/// What it is.\n///\npublic struct A {") == [])
  }

  @Test func eachOfAGroupNeedsItsOwn() {
    let source = "/// What it is.\npublic var a: Int\npublic var b: Int"
    #expect(undocumented(source) == ["public var b: Int"])
  }

  @Test func whatIsWrittenInAStringIsNone() {
    let source = "let code = \"\"\"\n  public func run() {}\n  \"\"\"\npublic func real() {}"
    #expect(
      PublicDeclaration.all(in: source)
        == [PublicDeclaration(line: 4, text: "public func real() {}", isDocumented: false)])
  }
}
