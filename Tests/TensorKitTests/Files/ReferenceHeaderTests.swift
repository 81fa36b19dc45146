import Testing

@testable import TensorKit

/// Headers that the reference implementation of safetensors (0.8.0) was asked about.
@Suite struct ReferenceHeaderTests {
  private static let x = #"{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#
  private static let y = #"{"dtype":"F32","shape":[1],"data_offsets":[4,8]}"#

  private static func x(
    shape: String = "[1]", offsets: String = "[0,4]", more: String = ""
  ) -> String {
    #"{"x":{"dtype":"F32","shape":\#(shape),"data_offsets":\#(offsets)\#(more)}}"#
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let header: String
    let data: Int
    var testDescription: String { header }

    init(_ header: String, data: Int) { (self.header, self.data) = (header, data) }
  }

  /// What it reads.
  private static let read: [Row] = {
    var rows: [Row] = []
    rows.append(Row(#"{"__metadata__":null}"#, data: 0))
    rows.append(Row(#"{"__metadata__":null,"x":\#(x)}"#, data: 4))
    rows.append(Row(#"{"x":\#(x),"__metadata__":null}"#, data: 4))
    rows.append(Row(#"{"__metadata__":{}}"#, data: 0))
    rows.append(Row(#"{"__metadata__":{"":""}}"#, data: 0))
    rows.append(Row(#"{"x":\#(x),"__metadata__":{"a":"b"}}"#, data: 4))
    rows.append(Row(" {}", data: 0))
    rows.append(Row("\n{}", data: 0))
    rows.append(Row("{}   ", data: 0))
    rows.append(Row("{}\n\t", data: 0))
    rows.append(Row(#"{"\ud83d\ude00":\#(x)}"#, data: 4))
    rows.append(Row(#"{"\u0000":\#(x)}"#, data: 4))
    rows.append(Row("{\"\u{7F}\":\(x)}", data: 4))
    rows.append(Row(#"{"\/":\#(x)}"#, data: 4))
    rows.append(Row(#"{"":\#(x)}"#, data: 4))
    rows.append(Row("{\"\u{E9}\":\(x),\"e\u{301}\":\(y)}", data: 8))
    rows.append(Row(#"{"\u00e9":\#(x),"e\u0301":\#(y)}"#, data: 8))
    rows.append(Row("{\"K\":\(x),\"\u{212A}\":\(y)}", data: 8))
    rows.append(Row("{\"\u{AC00}\":\(x),\"\u{1100}\u{1161}\":\(y)}", data: 8))
    rows.append(Row(x(more: #","y":1"#), data: 4))
    rows.append(Row(x(more: #","y":{"a":[null]}"#), data: 4))
    rows.append(Row(x(shape: "[]"), data: 4))
    rows.append(Row(x(shape: "[0]", offsets: "[0,0]"), data: 0))
    rows.append(Row(x(shape: "[2305843009213693952,0]", offsets: "[0,0]"), data: 0))
    rows.append(
      Row(#"{"x":\#(x),"z":{"dtype":"F32","shape":[0],"data_offsets":[4,4]},"y":\#(y)}"#, data: 8))
    rows.append(Row(#"{"x":\#(x),"z":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#, data: 4))
    rows.append(Row(#"{"y":\#(y),"x":\#(x)}"#, data: 8))
    return rows
  }()

  /// What it refuses.
  private static let refused: [Row] = {
    var rows: [Row] = []
    rows.append(Row(#"{"__metadata__":{"a":null}}"#, data: 0))
    rows.append(Row(#"{"__metadata__":{"a":true}}"#, data: 0))
    rows.append(Row(#"{"__metadata__":{"a":[]}}"#, data: 0))
    rows.append(Row(#"{"__metadata__":[]}"#, data: 0))
    rows.append(Row(#"{"__metadata__":1}"#, data: 0))
    rows.append(Row(#"{"__metadata__":false}"#, data: 0))
    rows.append(Row(#"{"__metadata__":{},"__metadata__":{}}"#, data: 0))
    rows.append(Row(#"{"__metadata__":null,"__metadata__":null}"#, data: 0))
    rows.append(Row(#"{"__metadata__":\#(x)}"#, data: 4))
    rows.append(Row("{}\0", data: 0))
    rows.append(Row("{}x", data: 0))
    rows.append(Row("{}{}", data: 0))
    rows.append(Row("", data: 0))
    rows.append(Row("null", data: 0))
    rows.append(Row("[]", data: 0))
    rows.append(Row(#""""#, data: 0))
    rows.append(Row("[null]", data: 0))
    rows.append(Row("\u{FEFF}{}", data: 0))
    rows.append(Row(#"{"\ud800":\#(x)}"#, data: 4))
    rows.append(Row("{\"\u{1}\":\(x)}", data: 4))
    rows.append(Row("{\"\n\":\(x)}", data: 4))
    rows.append(Row(#"{"\x":\#(x)}"#, data: 4))
    rows.append(Row(#"{"\U0041":\#(x)}"#, data: 4))
    rows.append(Row(#"{"x":\#(x),"x":\#(y)}"#, data: 8))
    rows.append(Row(#"{"x":null}"#, data: 0))
    rows.append(Row(#"{"x":1}"#, data: 0))
    rows.append(Row(#"{"x":{}}"#, data: 0))
    rows.append(Row(#"{"x":["F32",[1]]}"#, data: 4))
    rows.append(Row(x(more: #","dtype":"F32""#), data: 4))
    rows.append(Row(x(offsets: "[0,4,4]"), data: 4))
    rows.append(Row(x(offsets: "[0]"), data: 4))
    rows.append(Row(x(offsets: "null"), data: 4))
    rows.append(Row(x(shape: "null"), data: 4))
    rows.append(Row(x(shape: "{}"), data: 4))
    rows.append(Row(x(shape: "[1.0]"), data: 4))
    rows.append(Row(x(shape: "[1e0]"), data: 4))
    rows.append(Row(x(offsets: "[-0,4]"), data: 4))
    rows.append(Row(x(shape: "[-0]", offsets: "[0,0]"), data: 0))
    rows.append(Row(x(offsets: "[0.0,4]"), data: 4))
    rows.append(Row(x(shape: "[01]"), data: 4))
    rows.append(Row(x(shape: "[+1]"), data: 4))
    rows.append(Row(x(shape: #"["1"]"#), data: 4))
    rows.append(Row(x(shape: "[-1]"), data: 4))
    rows.append(Row(x(shape: "[true]"), data: 4))
    rows.append(Row(x(shape: "[9223372036854775808]"), data: 4))
    rows.append(Row(x(shape: "[18446744073709551616]"), data: 4))
    rows.append(
      Row(x(shape: "[9223372036854775807,9223372036854775807,0]", offsets: "[0,0]"), data: 0))
    rows.append(Row(#"{"x":\#(x),"z":{"dtype":"F32","shape":[0],"data_offsets":[2,2]}}"#, data: 4))
    rows.append(Row(#"{"x":\#(x),"z":{"dtype":"F32","shape":[0],"data_offsets":[9,9]}}"#, data: 4))
    rows.append(Row(#"{"y":\#(y)}"#, data: 8))
    rows.append(Row(#"{"x":\#(x),"y":\#(x)}"#, data: 4))
    rows.append(Row(#"{"x":\#(x)}"#, data: 5))
    rows.append(Row(#"{"x":\#(x)}"#, data: 3))
    rows.append(Row("{}", data: 4))
    rows.append(Row(x(offsets: "[4,0]"), data: 4))
    rows.append(Row(x(offsets: "[0,3]"), data: 3))
    rows.append(Row(x(offsets: "[0,8]"), data: 8))
    rows.append(Row(#"{"x":\#(x),}"#, data: 4))
    rows.append(Row("{/**/}", data: 0))
    rows.append(Row(x(more: #","y":NaN"#), data: 4))
    rows.append(Row(x(more: #","y":1e999"#), data: 4))
    rows.append(Row(#"{"x":{"shape":[1],"data_offsets":[0,4]}}"#, data: 4))
    return rows
  }()

  private func state(_ row: Row) throws -> StateDict {
    let size = (0..<8).map { UInt8(truncatingIfNeeded: row.header.utf8.count >> (8 * $0)) }
    return try StateDict(
      safetensors: size + Array(row.header.utf8) + [UInt8](repeating: 0, count: row.data))
  }

  @Test(arguments: read)
  func whatItReadsIsRead(row: Row) {
    #expect(throws: Never.self) { _ = try state(row) }
  }

  @Test(arguments: refused)
  func whatItRefusesIsRefused(row: Row) {
    #expect(throws: TensorFileError.self) { try state(row) }
  }
}
