import Observations

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files that a pack's probes read while they run.
enum PackData {
  /// What the judge said under this name.
  static func setting(_ name: String) -> String? {
    getenv(ProbeContract.setting(name)).map { String(cString: $0) }
  }

  static func read(_ name: String) throws(MissingData) -> [UInt8] {
    guard let folder = getenv(ProbeContract.dataVariable).map({ String(cString: $0) }),
      !name.contains("/"),
      let file = fopen("\(folder)/\(name)", "rb")
    else { throw MissingData(name: name) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes.append(contentsOf: buffer[..<count])
    }
    guard ferror(file) == 0 else { throw MissingData(name: name) }
    return bytes
  }
}

/// A file that a probe asked for and that cannot be read.
public struct MissingData: Error, CustomStringConvertible {
  /// Relative to the pack's folder `data`.
  public let name: String
  /// Names the file; a student reads it as what the scenario threw.
  public var description: String { "the pack's data/\(name) cannot be read" }
}
