import Foundation

/// JUnit XML as a value: suites of cases. Which text goes into them is the caller's affair; marks are
/// escaped, and characters that no XML file may hold are left out.
///
/// What is written holds to `junit-10.xsd` of Jenkins' xUnit plugin, the strictest schema in use. It
/// knows no `file` and `line` of a case, so the file is an attribute of the suite and the place begins
/// the text of a failure. Every `time` may be left out there, and is where none is known: 0 would be a
/// lie.
public struct JUnitDocument: Sendable, Equatable {
  /// How a case ended.
  public enum Outcome: Sendable, Equatable {
    case passed
    /// A wrong value: one line, and everything that was found.
    case failure(message: String, details: String)
    /// Something broken: a crash, a time-out, a file that does not compile.
    case error(message: String, type: String)
    case skipped(message: String)
  }

  /// One check, or the build.
  public struct Case: Sendable, Equatable {
    /// The check's id; `build` for the build.
    public var name: String
    /// The pack and the block, with a point between: readers group by it.
    public var className: String
    /// Left out where files are compared byte for byte.
    public var seconds: Double?
    /// The file of the place: the student's, or the one that the runtime named.
    public var file: String?
    /// The line of the file that it is about, from 1, where one is known; both together are shown.
    public var line: Int?
    /// How it ended, with its texts.
    public var outcome: Outcome
    /// What the student's code printed.
    public var output: String

    /// A case; the texts are given as they are, and escaped when they are written.
    public init(
      name: String, className: String, seconds: Double? = nil, file: String? = nil,
      line: Int? = nil, outcome: Outcome, output: String = ""
    ) {
      self.name = name
      self.className = className
      self.seconds = seconds
      self.file = file
      self.line = line
      self.outcome = outcome
      self.output = output
    }
  }

  /// The cases of one block.
  public struct Suite: Sendable, Equatable {
    /// The block's id and title.
    public var name: String
    /// When it was run, as ISO 8601; left out where files are compared byte for byte.
    public var timestamp: String?
    /// The student's file, relative to the module's folder.
    public var file: String?
    /// What else is known of the block, in the order in which it is written.
    public var properties: [Property]
    /// In the order of the pack.
    public var cases: [Case]

    /// A suite; its counts are made of its cases when it is written.
    public init(
      name: String, timestamp: String? = nil, file: String? = nil, properties: [Property] = [],
      cases: [Case]
    ) {
      self.name = name
      self.timestamp = timestamp
      self.file = file
      self.properties = properties
      self.cases = cases
    }
  }

  /// A name and a value.
  public struct Property: Sendable, Equatable {
    /// What it is called, for programs.
    public var name: String
    /// Any text.
    public var value: String

    /// A property of a suite.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The pack's id.
  public var name: String
  /// How long all of it took; left out where files are compared byte for byte.
  public var seconds: Double?
  /// One a block, and before them one for a build that failed.
  public var suites: [Suite]

  /// A document; its counts are made of its suites when it is written.
  public init(name: String, seconds: Double? = nil, suites: [Suite]) {
    self.name = name
    self.seconds = seconds
    self.suites = suites
  }

  /// Without a line end after the last line.
  public func render() -> String {
    let counts = suites.flatMap(\.cases).reduce(into: Counts()) { $0.add($1.outcome) }
    // The schema has no `skipped` here.
    let head = element(
      "testsuites", [("name", name)] + counts.attributes.dropLast() + time(seconds))
    return
      ([#"<?xml version="1.0" encoding="UTF-8"?>"#, head] + suites.flatMap(lines(of:))
      + ["</testsuites>"]).joined(separator: "\n")
  }

  private func lines(of suite: Suite) -> [String] {
    let counts = suite.cases.reduce(into: Counts()) { $0.add($1.outcome) }
    let times = suite.cases.compactMap(\.seconds)
    var attributes = [("name", suite.name)] + counts.attributes
    attributes += time(times.isEmpty ? nil : times.reduce(0, +))
    if let timestamp = suite.timestamp { attributes.append(("timestamp", timestamp)) }
    if let file = suite.file { attributes.append(("file", file)) }
    return ["  " + element("testsuite", attributes)] + lines(of: suite.properties)
      + suite.cases.flatMap(lines(of:)) + ["  </testsuite>"]
  }

  private func lines(of properties: [Property]) -> [String] {
    guard !properties.isEmpty else { return [] }
    return ["    <properties>"]
      + properties.map {
        "      " + element("property", [("name", $0.name), ("value", $0.value)], empty: true)
      } + ["    </properties>"]
  }

  /// `LoRA.swift:31`.
  private func place(_ item: Case) -> String? {
    guard let file = item.file, let line = item.line else { return nil }
    return "\(file):\(line)"
  }

  private func lines(of item: Case) -> [String] {
    let attributes = [("name", item.name), ("classname", item.className)] + time(item.seconds)
    var inner: [String] = []
    switch item.outcome {
    case .passed: break
    case .failure(let message, let details):
      inner.append(
        element("failure", [("message", message), ("type", VerdictStatus.wrong.rawValue)])
          + XMLText.escaped([place(item), details].compactMap { $0 }.joined(separator: "\n"))
          + "</failure>")
    case .error(let message, let type):
      inner.append(
        element("error", [("message", message), ("type", type)], empty: place(item) == nil)
          + (place(item).map { XMLText.escaped($0) + "</error>" } ?? ""))
    case .skipped(let message):
      inner.append(element("skipped", [("message", message)], empty: true))
    }
    if !item.output.isEmpty {
      inner.append("<system-out>\(XMLText.escaped(item.output))</system-out>")
    }
    guard !inner.isEmpty else { return ["    " + element("testcase", attributes, empty: true)] }
    return ["    " + element("testcase", attributes)] + inner.map { "      " + $0 }
      + ["    </testcase>"]
  }

  private func time(_ seconds: Double?) -> [(String, String)] {
    seconds.flatMap { $0.isFinite ? [("time", String(format: "%.3f", $0))] : nil } ?? []
  }

  private func element(
    _ name: String, _ attributes: [(String, String)], empty: Bool = false
  ) -> String {
    let written = attributes.map { " \($0.0)=\"\(XMLText.attribute($0.1))\"" }.joined()
    return "<\(name)\(written)\(empty ? "/" : "")>"
  }
}

private struct Counts {
  var tests = 0
  var failures = 0
  var errors = 0
  var skipped = 0

  mutating func add(_ outcome: JUnitDocument.Outcome) {
    tests += 1
    switch outcome {
    case .passed: break
    case .failure: failures += 1
    case .error: errors += 1
    case .skipped: skipped += 1
    }
  }

  var attributes: [(String, String)] {
    [
      ("tests", String(tests)), ("failures", String(failures)), ("errors", String(errors)),
      ("skipped", String(skipped)),
    ]
  }
}
