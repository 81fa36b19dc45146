import Foundation
import TensorKit
import Testing

@testable import LanguageModels

/// Folders as transformers writes them and as Hugging Face's cache keeps them, sound and damaged.
@Suite struct ModelFolderTests {
  private static let whole = Goldens.tiny + "/hf"

  private func expectTheTinyModel(_ path: String, name: String) throws {
    let (file, wanted) = (
      try LanguageModelFile(path: path), try LanguageModelFile(path: Self.whole)
    )
    #expect(file.name == name && file.config == wanted.config)
    #expect(file.tensorNames == wanted.tensorNames)
    for name in file.tensorNames {
      #expect(try file.tensor(name).equal(wanted.tensor(name)), "\(name)")
    }
  }

  @Test func severalFilesAreOneModel() throws {
    let folder = try ModelFolder()
    try folder.shard()
    let name = folder.path.split(separator: "/").last.map(String.init) ?? ""
    try expectTheTinyModel(folder.path, name: name)
    try expectTheTinyModel(folder.path + "//", name: name)
  }

  /// The snapshot of `refs/main`, or the only one.
  @Test func theCacheIsRead() throws {
    let folder = try ModelFolder(copying: nil)
    let cache = folder.file("models--Some--Model-1")
    for commit in ["aaaa", "bbbb"] {
      let place = "\(cache)/snapshots"
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: Self.whole, toPath: "\(place)/\(commit)")
    }
    try Data("{}".utf8).write(to: URL(fileURLWithPath: "\(cache)/snapshots/aaaa/config.json"))
    let error = try #require(throws: ModelFileError.self) { try LanguageModelFile(path: cache) }
    #expect(error.problem.contains("holds 2 versions"), "\(error)")
    try folder.write("bbbb\n", to: "models--Some--Model-1/refs/main")
    try expectTheTinyModel(cache, name: "Some/Model-1")
    try expectTheTinyModel("\(cache)/snapshots", name: "Some/Model-1")
    try expectTheTinyModel("\(cache)/snapshots/bbbb", name: "Some/Model-1")
    try folder.remove("models--Some--Model-1/refs/main")
    try folder.remove("models--Some--Model-1/snapshots/aaaa")
    try expectTheTinyModel(cache, name: "Some/Model-1")
    // A name that leads out of the cache names no snapshot.
    try folder.write("../../x", to: "models--Some--Model-1/refs/main")
    try expectTheTinyModel(cache, name: "Some/Model-1")
    try folder.remove("models--Some--Model-1/snapshots/bbbb")
    let empty = try #require(throws: ModelFileError.self) { try LanguageModelFile(path: cache) }
    #expect(empty.problem == "holds no model")
  }

  /// Old versions of transformers saved angles, and some models a head that is the embedding.
  @Test func whatChangesNothingIsLeftOut() throws {
    let folder = try ModelFolder()
    var state = try folder.takeTensors()
    state["model.layers.0.self_attn.rotary_emb.inv_freq"] = Tensor.zeros(8)
    state["lm_head.weight"] = Tensor.zeros(384, 64)
    try state.save(to: folder.file("model.safetensors"))
    let file = try LanguageModelFile(path: folder.path)
    #expect(file.tensorNames.count == 20 && !file.tensorNames.contains("lm_head.weight"))
    try folder.replace(
      "\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false", in: "config.json")
    #expect(try LanguageModelFile(path: folder.path).tensorNames.last == "lm_head.weight")
  }

  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// The end of the path that the error names.
    let file: String
    let key: String?
    let says: String
    let change: @Sendable (ModelFolder) throws -> Void

    init(
      _ name: String, in file: String, _ key: String?, _ says: String,
      _ change: @escaping @Sendable (ModelFolder) throws -> Void
    ) {
      (testDescription, self.file, self.key) = (name, file, key)
      (self.says, self.change) = (says, change)
    }
  }

  private static let index = "model.safetensors.index.json"
  private static let norm = "model.norm.weight"

  private static func state(
    _ change: @escaping @Sendable (inout StateDict) -> Void
  ) -> @Sendable (ModelFolder) throws -> Void {
    { folder in
      var state = try folder.takeTensors()
      change(&state)
      try state.save(to: folder.file("model.safetensors"))
    }
  }

  private static func named(_ file: String) -> @Sendable (ModelFolder) throws -> Void {
    { folder in
      try folder.remove("model.safetensors")
      try folder.write("{\"weight_map\": {\"model.norm.weight\": \(file)}}", to: Self.index)
    }
  }

  private static let rows = [
    Row("no configuration", in: "config.json", nil, "cannot be read") {
      try $0.remove("config.json")
    },
    Row("no tokenizer", in: "tokenizer.json", nil, "cannot be read") {
      try $0.remove("tokenizer.json")
    },
    Row("a damaged tokenizer", in: "tokenizer.json", "model.type", "is not \"BPE\"") {
      try $0.write("{}", to: "tokenizer.json")
    },
    Row("no weights", in: "", nil, "has neither model.safetensors nor") {
      try $0.remove("model.safetensors")
    },
    Row("no weights yet", in: "model.safetensors", nil, "is a Git LFS pointer") {
      try $0.write("version https://git-lfs.github.com/spec/v1\n", to: "model.safetensors")
    },
    Row("weights cut short", in: "model.safetensors", nil, "claims a header of") { folder in
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("model.safetensors")))
      try folder.write(Array(bytes.prefix(1000)), to: "model.safetensors")
    },
    Row("a folder for a file", in: "config.json", nil, "is not a file") {
      try $0.remove("config.json")
      try $0.write([], to: "config.json/x")
    },
    Row("a pipe for a file", in: "config.json", nil, "is not a file") {
      try $0.remove("config.json")
      guard mkfifo($0.file("config.json"), 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
    },
    Row("a huge configuration", in: "config.json", nil, "no more than 1048576 are read") {
      try $0.write([UInt8](repeating: 0x20, count: 1 << 20) + [0x31], to: "config.json")
    },
    Row(
      "a tensor less", in: "", norm, "is missing, and the configuration asks for [64]",
      state { $0[norm] = nil }),
    Row(
      "another shape", in: "model.safetensors", norm,
      "has the shape [63], and the configuration asks for [64]",
      state { $0[norm] = Tensor.zeros(63) }),
    Row(
      "whole numbers", in: "model.safetensors", norm, "has the type I64, and F32, F16 and BF16",
      state { $0[norm] = Tensor(ints: Array(0..<64)) }),
    Row(
      "a bias", in: "model.safetensors", "model.layers.0.self_attn.q_proj.bias", "has no place for",
      state { $0["model.layers.0.self_attn.q_proj.bias"] = Tensor.zeros(64) }),
    Row("fewer tokens", in: "", "vocab_size", "is 383, and the tokenizer has 384 tokens") {
      try $0.replace("\"vocab_size\": 384", "\"vocab_size\": 383", in: "config.json")
    },
    Row("an index of nothing", in: index, "weight_map", "must map tensors to files") {
      try $0.remove("model.safetensors")
      try $0.write("{\"weight_map\": {}}", to: index)
    },
    Row("a way out", in: index, norm, "must name a file in the folder", named("\"../x\"")),
    Row("the folder", in: index, norm, "must name a file in the folder", named("\"..\"")),
    Row("no name", in: index, norm, "must name a file in the folder", named("1")),
    Row(
      "a name of signs", in: index, norm, "must name a file in the folder", named(#""\u001b[2J""#)),
    Row(
      "a file that is not there", in: "x.safetensors", nil, "cannot be read",
      named("\"x.safetensors\"")),
    Row("a file less", in: "model-00002-of-00002.safetensors", nil, "cannot be read") {
      try $0.shard()
      try $0.remove("model-00002-of-00002.safetensors")
    },
    Row("a tensor in two files", in: "model-00002-of-00002.safetensors", norm, "is in another file")
    {
      try $0.shard()
      for part in 1...2 {
        let path = $0.file("model-0000\(part)-of-00002.safetensors")
        var state = try StateDict.load(from: path)
        state[norm] = Tensor.zeros(64)
        try state.save(to: path)
      }
    },
  ]

  @Test(arguments: rows) func isRefused(_ row: Row) throws {
    let folder = try ModelFolder()
    try row.change(folder)
    let error = try #require(throws: ModelFileError.self) {
      try LanguageModelFile(path: folder.path)
    }
    #expect(error.file == (row.file.isEmpty ? folder.path : folder.file(row.file)))
    #expect(error.key == row.key)
    #expect(error.problem.contains(row.says), "\(error)")
    #expect(error.remedy.hasSuffix("."))
  }

  @Test(arguments: [
    ([UInt8](), "is empty"), (Array("PK\u{3}\u{4}".utf8), "is a zip archive"),
    (Array("abc".utf8), "is no GGUF file"), (Array("GGUF".utf8), "the file ends at byte 4"),
  ])
  func aFileThatIsNoModelIsRefused(_ bytes: [UInt8], _ says: String) throws {
    let folder = try ModelFolder(copying: nil)
    try folder.write(bytes, to: "m")
    let error = try #require(throws: ModelFileError.self) {
      try LanguageModelFile(path: folder.file("m"))
    }
    #expect(error.file == folder.file("m") && error.problem.contains(says), "\(error)")
  }
}
