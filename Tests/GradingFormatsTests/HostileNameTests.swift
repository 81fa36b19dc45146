import Foundation
import LessonPacks
import Reports
import TestSupport
import Testing

@testable import GradingFormats

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A student chooses the name of what is handed in, and words that end up in every format: whatever
/// they are made of, a reader of the format gets one text back where one text was written.
@Suite struct HostileNameTests {
  /// What a format's own marks are made of, and what joins them into one `Character`.
  private static let parts = [
    "\"", "\"\u{301}", ",", ",\u{308}", "\n", "\r", "\r\n", "\u{2028}", "=", "=\u{301}", "+", "-",
    "@", "\t", " ", "'", "&", "&\u{301}", "<", "<\u{338}", ">", ">\u{338}", "#",
    "#\u{FE0F}\u{20E3}",
    "\\", "\\\u{301}", ":=>>", ":=>>\u{301}", "Grade :=>> 100", "\u{1B}[31m", "\u{9B}2J",
    "\u{202E}",
    "\u{2066}", "\u{200D}", "\u{E0041}", "\u{AD}", "\u{0}", "|", "|\u{301}", "é", "e\u{301}", "ana",
    "64,64,100.0,green", "]]>", "--|>", "😀",
  ]

  private static let texts: [String] = {
    var state: UInt64 = 41
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    return parts
      + (0..<400).map { _ in (0...next(7)).map { _ in parts[next(parts.count)] }.joined() }
  }()

  private func grade(_ text: String) -> Grade {
    var grade = SampleGrades.mixed
    grade.submission = text
    for index in grade.checks.indices {
      grade.checks[index].statement = text
      grade.checks[index].summary = text
      grade.checks[index].details = [text, text]
      grade.checks[index].output = text
    }
    return grade
  }

  @Test func aNameThatWritesItsOwnGradeIsAName() throws {
    let name = "bob\"\u{301},64,64,100.0,green,1,1,L3,,\u{301}\n"
    let row = GradeTable.row(
      SampleGrades.row(.ungraded(reason: "\"\u{301},x"), named: name), blocks: SampleGrades.blocks)
    let fields = try #require(CSVReader.rows(row)).first
    #expect(fields?.count == 20 + SampleGrades.blocks.count)
    #expect(fields?.dropFirst(8).first == "ungraded")
  }

  @Test func aTableHasItsRowsAndFieldsWhateverIsInThem() throws {
    for text in Self.texts {
      let shown = "\(text.debugDescription)"
      let without = SampleGrades.row(
        .ungraded(reason: text), named: text, people: [Participant(id: text, name: text)])
      for row in [
        SampleGrades.line(grade(text)), GradeTable.row(without, blocks: SampleGrades.blocks),
      ] {
        let rows = try #require(CSVReader.rows(row), "\(shown)")
        #expect(rows.count == 1 && rows.first?.count == 20 + SampleGrades.blocks.count, "\(shown)")
        for field in rows.joined() { #expect(!Self.isFormula(field), "\(shown): \(field)") }
        #expect(row.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "\(shown)")
      }
      #expect(!GradeTable.checkRows(grade(text)).isEmpty)
      for row in GradeTable.checkRows(grade(text)) {
        let rows = try #require(CSVReader.rows(row), "\(shown)")
        #expect(rows.count == 1 && rows.first?.count == 8, "\(shown)")
      }
    }
  }

  /// As a spreadsheet looks at a field: without what stands before and what joins the sign.
  private static func isFormula(_ field: String) -> Bool {
    let first = field.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\"" }
    return first.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
  }

  @Test func anAttributeIsReadBackAsItWasWritten() throws {
    for text in Self.texts {
      let written = JUnitDocument(
        name: text,
        suites: [
          .init(
            name: text,
            cases: [
              .init(
                name: text, className: text, outcome: .failure(message: text, details: text),
                output: text)
            ])
        ]
      ).render()
      let reader = AttributeReader()
      let parser = XMLParser(data: Data(written.utf8))
      parser.delegate = reader
      #expect(parser.parse(), "\(text.debugDescription)")
      let allowed = String(
        String.UnicodeScalarView(text.unicodeScalars.filter { Self.isXML($0.value) }))
      #expect(reader.names.count == 3, "\(text.debugDescription)")
      #expect(reader.messages.count == 1, "\(text.debugDescription)")
      for name in reader.names + reader.messages {
        #expect(Array(name.utf8) == Array(allowed.utf8), "\(text.debugDescription)")
      }
    }
  }

  private static func isXML(_ value: UInt32) -> Bool {
    switch value {
    case 0x9, 0xA, 0xD, 0x20..<0x7F, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  @Test func noLineOfAGradersOutputIsTheStudents() {
    for text in Self.texts {
      let grade = grade(text)
      let tap = Self.lines(GradeFormat.tap.render(grade))
      #expect(tap.count { $0.hasPrefix("ok ") || $0.hasPrefix("not ok ") } == grade.checks.count)
      for line in tap where line.hasPrefix("ok ") || line.hasPrefix("not ok ") {
        #expect(!Self.hasDirective(line), "\(text.debugDescription)")
      }
      let vpl = Self.lines(GradeFormat.vpl.render(grade))
      #expect(vpl.count { Self.contains($0, "Grade :=>>") } == 1, "\(text.debugDescription)")
      #expect(vpl.count > 1)
      for line in vpl.dropLast() { #expect(Self.starts(line, "Comment :=>>")) }
      let autolab = Self.lines(GradeFormat.autolab.render(grade))
      #expect(autolab.count { $0.hasPrefix("{") } == 1, "\(text.debugDescription)")
    }
  }

  /// `#error` takes any text, and `#sourceLocation` any name of a file.
  @Test func whatTheCompilerSaysIsVisible() {
    let words = "no\u{1B}[31m\u{9B}2J\u{202E}\n\u{E0041}"
    let report = SamplePack.report(
      .failed(diagnostics: [
        Diagnostic(
          file: words, line: 3, column: 2, severity: .error, message: words, sourceLine: words)
      ]), [])
    let grade = SampleGrades.grade(report)
    #expect(grade.build.complaints == ["no·[31m·2J· ·:3:2: no·[31m·2J· ·"])
    for format in GradeFormat.allCases {
      // The mark that Excel needs stands before a table.
      let text = format.render(grade).unicodeScalars.drop { format == .csv && $0 == "\u{FEFF}" }
      for scalar in text where scalar != "\n" {
        #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value), "\(format)")
        #expect(!scalar.properties.isDefaultIgnorableCodePoint, "\(format)")
      }
    }
    let lines = TextReport.render(report, pack: SamplePack.pack, language: .en)
    #expect(!lines.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  /// A name may hold anything; a file that shows it to a terminal may not.
  @Test func aNameInJSONIsTheNameAndIsHarmless() throws {
    let grade = grade("a\u{9B}2J\u{202E}\u{E0041}z")
    let text = GradeJSON.render(grade)
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    #expect(!text.unicodeScalars.contains { (0x80..<0xA0).contains($0.value) || $0 == "\u{202E}" })
    #expect(GradeJSON.read(Data(text.utf8)) == grade)
  }

  @Test func whatWasOddIsSaidInEveryFormatForPeople() {
    var grade = SampleGrades.green
    grade.notes = ["left out: a\u{1B}b"]
    #expect(SampleGrades.line(grade).hasSuffix(",left out: a·b"))
    for format in [GradeFormat.autolab, .vpl, .tap, .gradescope, .prairielearn] {
      #expect(format.render(grade).contains("(left out: a·b)"), "\(format)")
    }
    #expect(GradeJSON.read(Data(GradeJSON.render(grade).utf8)) == grade)
  }

  /// By bytes, as the graders' own readers do.
  private static func lines(_ text: String) -> [String] {
    text.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 }).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  private static func contains(_ text: String, _ part: String) -> Bool {
    let (bytes, wanted) = (Array(text.utf8), Array(part.utf8))
    return bytes.indices.contains { bytes[$0...].starts(with: wanted) }
  }

  private static func starts(_ text: String, _ part: String) -> Bool {
    text.utf8.starts(with: part.utf8)
  }

  /// A `#` behind an even number of backslashes.
  private static func hasDirective(_ line: String) -> Bool {
    var isEscaped = false
    for byte in line.utf8 {
      if byte == UInt8(ascii: "#"), !isEscaped { return true }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return false
  }
}

private final class AttributeReader: NSObject, XMLParserDelegate {
  var names: [String] = []
  var messages: [String] = []

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    if let name = attributes["name"] { names.append(name) }
    if let message = attributes["message"] { messages.append(message) }
  }
}
