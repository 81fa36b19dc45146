import Foundation

/// Every file below a folder, as text by its path; without those whose path is in `left`.
public func texts(below folder: URL, without left: Set<String> = []) throws -> [String: String] {
  var files: [String: String] = [:]
  let walk = FileManager.default.enumerator(atPath: folder.path)
  while let path = walk?.nextObject() as? String {
    guard walk?.fileAttributes?[.type] as? FileAttributeType == .typeRegular, !left.contains(path)
    else { continue }
    files[path] = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  }
  return files
}
