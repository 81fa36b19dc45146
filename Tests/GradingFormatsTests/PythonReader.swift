import Foundation
import TestSupport
import Testing

/// Python's own reader of CSV.
enum PythonReader {
  static func rows(_ text: String) throws -> [[String]] {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("table-\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let answer = try Command.run([
      "python3", "-c",
      "import csv,json,sys\n"
        + "with open(sys.argv[1], encoding='utf-8-sig', newline='') as f: "
        + "json.dump([r for r in csv.reader(f, strict=True)], sys.stdout)", file.path,
    ])
    #expect(answer.status == 0, "\(answer.errors)")
    return try JSONDecoder().decode([[String]].self, from: Data(answer.output.utf8))
  }
}
