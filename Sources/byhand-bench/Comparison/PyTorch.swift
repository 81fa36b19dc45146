import Foundation

/// A Python with torch that runs beside this program, and times what it is asked to.
final class PyTorch {
  private(set) var version = ""
  private let process = Process()
  private let requests = Pipe()
  private let answers = Pipe()
  private var unread = Data()

  private struct Request: Encodable {
    var n: Int?
    var setup: String?
    var call: String?
    var count: Int?
  }

  private struct Answer: Decodable {
    var version: String?
    var seconds: Double?
    var error: String?
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Starts `interpreter`, with as many threads for torch's operations as given.
  init(_ interpreter: String, threads: Int) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [interpreter, "-u", "-c", PyTorchScript.text, "\(threads)"]
    process.standardInput = requests
    process.standardOutput = answers
    try process.run()
    guard let first = try? answer() else {
      throw Failure(description: "\(interpreter) is no Python that runs: name one with --against")
    }
    guard let version = first.version else {
      throw Failure(
        description: """
          \(interpreter) has no torch (\(first.error ?? "")). Install it for that Python with \
          '\(interpreter) -m pip install torch numpy', or name another Python with --against.
          """)
    }
    self.version = version
  }

  deinit { try? requests.fileHandleForWriting.close() }

  /// Makes the operands of `row` at size n, and returns the seconds that the first call took.
  func prepare(_ row: Row, _ n: Int) throws -> Double {
    try seconds(Request(n: n, setup: row.pythonSetup, call: row.python))
  }

  /// The seconds that `count` calls of what was prepared last take.
  func run(_ count: Int) throws -> Double { try seconds(Request(count: count)) }

  private func seconds(_ request: Request) throws -> Double {
    try requests.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(request) + [10])
    let answer = try answer()
    guard let seconds = answer.seconds else {
      throw Failure(description: "PyTorch: \(answer.error ?? "no answer")")
    }
    return seconds
  }

  private func answer() throws -> Answer {
    while true {
      if let end = unread.firstIndex(of: 10) {
        let line = Data(unread[..<end])
        unread = Data(unread[(end + 1)...])
        return try JSONDecoder().decode(Answer.self, from: line)
      }
      let more = answers.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Failure(description: "PyTorch: Python has ended") }
      unread += more
    }
  }
}
