import Foundation
import TensorKit

/// A folder of its own for one test, gone with the object. At first it holds the tiny model.
final class ModelFolder {
  let path: String

  init(copying source: String? = Goldens.tiny + "/hf") throws {
    path = NSTemporaryDirectory() + "model-\(UUID().uuidString)"
    if let source {
      try FileManager.default.copyItem(atPath: source, toPath: path)
    } else {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ bytes: [UInt8], to name: String) throws {
    let place = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: place)
  }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: file(name), encoding: .utf8)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: file(name)) }

  /// Replaces a text that the file must hold.
  func replace(_ old: String, _ new: String, in name: String) throws {
    let text = try text(name)
    guard text.contains(old) else { throw Unchanged(text: old) }
    try write(text.replacingOccurrences(of: old, with: new), to: name)
  }

  struct Unchanged: Error { let text: String }

  /// The tensors of the one file, which is then taken away.
  func takeTensors() throws -> StateDict {
    let state = try StateDict.load(from: file("model.safetensors"))
    try remove("model.safetensors")
    return state
  }

  /// Divides the tensors between two files with an index.
  func shard() throws {
    let state = try takeTensors()
    let names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    var parts = [StateDict(), StateDict()]
    var map: [String] = []
    for (index, (key, value)) in state.enumerated() {
      parts[index % 2][key] = value
      map.append("\"\(key)\": \"\(names[index % 2])\"")
    }
    for (name, part) in zip(names, parts) { try part.save(to: file(name)) }
    try write(
      "{\"metadata\": {}, \"weight_map\": {\(map.joined(separator: ", "))}}",
      to: "model.safetensors.index.json")
  }
}
