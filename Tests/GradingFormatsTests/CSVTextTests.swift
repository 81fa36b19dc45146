import TestSupport
import Testing

@testable import GradingFormats

/// Tables of others, as they come: and what was read is written back as it was.
@Suite struct CSVTextTests {
  private func rows(_ text: String) throws -> [[String]] {
    try CSVText(reading: text).rows.map(\.fields)
  }

  @Test func fieldsAndRows() throws {
    #expect(try rows("a,b\nc,d\n") == [["a", "b"], ["c", "d"]])
    #expect(try rows("a,b\r\nc,d") == [["a", "b"], ["c", "d"]])
    #expect(try rows("a,b\rc,d\r") == [["a", "b"], ["c", "d"]])
    #expect(try rows("a,,\n,,b\n") == [["a", "", ""], ["", "", "b"]])
    #expect(try rows("\"a,\"\"b\"\"\r\nc\",d") == [["a,\"b\"\r\nc", "d"]])
    #expect(try rows("Ana \"La\" Ríos,2") == [["Ana \"La\" Ríos", "2"]])
    #expect(try rows("") == [])
    #expect(try rows("a\n\n,\nb\n") == [["a"], ["b"]])
  }

  /// By scalars, as every other reader does.
  @Test func aMarkBehindASignJoinsNothing() throws {
    #expect(try rows("a,\u{308}b\nc,d") == [["a", "\u{308}b"], ["c", "d"]])
    #expect(try rows("\"a\"\"\u{301}\",b") == [["a\"\u{301}", "b"]])
  }

  @Test(arguments: CSVText.Separator.allCases)
  func theSeparatorIsSeen(_ separator: CSVText.Separator) throws {
    let sign = String(separator.rawValue)
    let table = try CSVText(reading: "\u{FEFF}\"a,;\tb\"\(sign)name\(sign)c\n1\(sign)x,y;\"z\"\n")
    #expect(table.separator == separator)
    #expect(table.hasMark)
    #expect(table.rows.first?.fields == ["a,;\tb", "name", "c"])
    #expect(try CSVText(reading: "sep=\(sign)\r\na,,;;\t\tb\nc").separator == separator)
    #expect(try CSVText(reading: "sep=\(sign)\r\na\nc").rows.map(\.line) == [2, 3])
  }

  @Test func columnsAreFoundByName() throws {
    let table = try CSVText(reading: "\u{FEFF} Email Address ,ID,Name\na@b, 7 ,Ana\nc@d\n")
    #expect(table.column(["e-mail", "email address"]) == 0)
    #expect(table.column(["name", "id"]) == 2)
    #expect(table.column(["group"]) == nil)
    #expect(table.records.map { $0[1] } == ["7", ""])
    #expect(table.records.map { $0[nil] } == ["", ""])
  }

  @Test func whatIsNoTableIsSaidWithItsLine() throws {
    let open = #expect(throws: CSVText.Problem.self) {
      try CSVText(reading: "a,b\n\"x\ny\",\"open\n1,2\n")
    }
    #expect(open?.line == 3)
    #expect(open?.description.contains("nothing closes it") == true)
    let behind = #expect(throws: CSVText.Problem.self) {
      try CSVText(reading: "a,b\r\n\"x\"y,2\n")
    }
    #expect(behind?.line == 2)
    #expect(behind?.description.hasPrefix("line 2: ") == true)
  }

  @Test func rowsKnowTheirLines() throws {
    let table = try CSVText(reading: "a\r\n\"b\r\nc\"\r\n\r\nd\r\"e\rf\"\ng")
    #expect(table.rows.map(\.line) == [1, 2, 5, 6, 8])
  }

  /// Also by the tests' own reader, which takes nothing that RFC 4180 does not describe.
  @Test func whatIsWrittenIsReadBack() throws {
    let parts = [
      "\"", ",", ";", "\t", "\n", "\r", "\r\n", " ", "\u{301}", "\u{FEFF}", "é", "sep=", "x", "=1",
    ]
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let table = (0..<random.int(1...4)).map { _ in
        ["k"] + (0..<3).map { _ in random.text(parts, atMost: 4) }
      }
      let separator = random.one(of: CSVText.Separator.allCases)
      let written = CSVText(table, separator: separator, hasMark: random.isTrue())
      let text = written.text(lineEnd: random.isTrue() ? "\r\n" : "\n")
      let read = try CSVText(reading: text, separator: separator)
      #expect(read.rows.map(\.fields) == table, "\(text.debugDescription)")
      #expect(read.hasMark == written.hasMark)
      if separator == .comma, !written.hasMark {
        #expect(CSVReader.rows(text) == table + [[""]], "\(text.debugDescription)")
      }
    }
  }
}
