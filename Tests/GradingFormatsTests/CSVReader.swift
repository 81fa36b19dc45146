/// RFC 4180, over bytes: nil for a text that it does not describe.
enum CSVReader {
  static func rows(_ text: String) -> [[String]]? {
    let bytes = Array(text.utf8)
    var rows: [[String]] = [[]]
    var at = 0
    while true {
      var field: [UInt8] = []
      if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
        at += 1
        while true {
          guard at < bytes.count else { return nil }
          if bytes[at] != UInt8(ascii: "\"") {
            field.append(bytes[at])
          } else if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\"") {
            field.append(bytes[at])
            at += 1
          } else {
            break
          }
          at += 1
        }
        at += 1
      } else {
        while at < bytes.count, !Array(",\r\n".utf8).contains(bytes[at]) {
          guard bytes[at] != UInt8(ascii: "\"") else { return nil }
          field.append(bytes[at])
          at += 1
        }
      }
      rows[rows.count - 1].append(String(decoding: field, as: UTF8.self))
      guard at < bytes.count else { return rows }
      switch bytes[at] {
      case UInt8(ascii: ","): break
      case 10: rows.append([])
      case 13 where at + 1 < bytes.count && bytes[at + 1] == 10:
        rows.append([])
        at += 1
      default: return nil
      }
      at += 1
    }
  }
}
