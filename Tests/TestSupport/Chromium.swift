import Foundation

/// A browser without a window, where the machine has one. Where `BYHAND_VALIDATORS` is 1 it has to be there.
public enum Chromium {
  public static let program: URL? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let names = ["chromium", "chromium-browser", "google-chrome"]
    let candidates = folders.flatMap { folder in
      names.map { URL(fileURLWithPath: "\(folder)/\($0)") }
    }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  /// Whether tests that need it run, or fail for want of it.
  public static var isWanted: Bool {
    program != nil || ProcessInfo.processInfo.environment["BYHAND_VALIDATORS"] == "1"
  }

  /// A page as it stands after it was loaded and its scripts have run, at most two minutes later.
  public static func document(of file: URL, profile: URL) throws -> String {
    guard let program else { return "" }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "timeout", "-k", "5", "120", program.path, "--headless", "--no-sandbox", "--disable-gpu",
      "--user-data-dir=\(profile.path)", "--allow-file-access-from-files",
      "--virtual-time-budget=5000", "--dump-dom", file.absoluteString,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}
