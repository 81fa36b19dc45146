import APICards
import Foundation
import LessonPacks
import PackSamples
import TestSupport
import Testing

@testable import Judge

/// The cards are what the built TensorKit says of itself.
@Suite(.fewAtATime) struct APICardSourceTests {
  private static let cards = Task {
    try await APICardSource(
      toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("judge")
    ).cards()
  }

  private static func packs() throws -> [Pack] {
    let folder = Repository.lessons
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .map { folder.appendingPathComponent($0) }
      .filter {
        FileManager.default.fileExists(atPath: $0.appendingPathComponent("pack.yml").path)
      }
      .map { try PackLoader.load($0) }
  }

  private static func solutions() throws -> [String] {
    let folder = Repository.root.appendingPathComponent("solutions")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try files.filter { $0.hasSuffix(".swift") }.map {
      try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
    }
  }

  /// By name alone: whatever is called like something in a solution may be what it means.
  @Test func whateverTheSolutionsUseHasItsNameInPyTorch() async throws {
    var words: Set<Substring> = []
    for source in try Self.solutions() {
      for line in source.split(separator: "\n") {
        let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
        words.formUnion(code.split { !$0.isLetter && !$0.isNumber && $0 != "_" })
      }
    }
    // A made-up type may have a variable of any name; those of the two bases are used everywhere.
    let used = try await Self.cards.value.filter { card in
      words.contains(Substring(card.baseName))
        && (card.owner.map { ["Tensor", "Module"].contains($0) || words.contains(Substring($0)) }
          ?? true)
    }
    #expect(used.count > 40)
    #expect(used.contains { $0.name == "Init.kaimingUniform(_:a:mode:nonlinearity:generator:)" })
    let silent = used.filter { $0.pytorch == nil && !$0.isOnlyHere }
    #expect(silent.map(\.name) == [])
    #expect(used.filter { $0.summary.isEmpty }.map(\.name) == [])
  }

  @Test func operatorsOfTensorsHaveTheirNamesToo() async throws {
    let silent = try await Self.cards.value.filter {
      ($0.kind == .operator || $0.owner == "Tensor" || $0.owner == "Module" || $0.owner == nil)
        && $0.kind != .type && $0.pytorch == nil && !$0.isOnlyHere
    }
    #expect(silent.map(\.name) == [])
  }

  /// The spellings in which somebody who knows PyTorch would ask.
  @Test(arguments: [
    ("torch.matmul", "matmul(_:_:)"), ("kaiming_uniform_", "Init.kaimingUniform"),
    ("nn.Linear", "Linear.init"), ("F.linear", "linear(_:_:_:)"),
    ("requires_grad_", "Module.requiresGrad"), ("state_dict", "Module.stateDict"),
    ("torch.no_grad", "noGrad"), ("register_buffer", "Module.registerBuffer"),
    ("x.detach()", "Tensor.detach"), ("nn.Dropout", "Dropout"), ("F.dropout", "dropout("),
    ("optim.AdamW", "AdamW.init"), ("manual_seed", "manualSeed"),
    ("loss.backward()", "Tensor.backward"),
    ("model.train", "Module.train"), ("load_state_dict", "Module.loadStateDict"),
    ("safetensors.torch.save_file", "StateDict.save"), ("numel", "Tensor.count"),
    ("named_modules", "Module.namedModules"), ("nn.Parameter", "Parameter.init"),
    ("@", "Tensor.matmul"),
  ])
  func pyTorchsSpellingsAreFound(_ typed: String, _ name: String) async throws {
    let found = try await Self.cards.value.named(typed)
    #expect(found.contains { $0.name.hasPrefix(name) }, "\(found.map(\.name))")
  }

  @Test func aLessonsOwnCardsComeFirst() async throws {
    let source = APICardSource(
      toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("judge"))
    let all = try await source.cards()
    for pack in try Self.packs() {
      let asked = try await source.askedCards(for: pack)
      let cards = try await source.cards(for: pack)
      #expect(asked.contains { $0.name == "Module" })
      #expect(asked.count < all.count / 3, "\(pack.id) asks for \(asked.count)")
      #expect(Array(cards.prefix(asked.count)) == asked)
      #expect(Set(cards.map { $0.name + $0.signature }) == Set(all.map { $0.name + $0.signature }))
      #expect(cards.count == all.count)
    }
    let lora = try #require(try Self.packs().first)
    let names = try await source.askedCards(for: lora).map(\.name)
    for name in [
      "Linear", "Parameter", "Dropout", "Module.register(_:_:)", "Module.replace(_:with:)",
      "linear(_:_:_:)", "noGrad(_:)", "StateDict", "Tensor.zeros(_:dtype:)",
    ] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(!names.contains("SGD"))
  }

  /// Asked once for each content of the module, and never of an older one.
  @Test func theCompilerIsAskedOncePerModule() async throws {
    let place = TemporaryFolder()
    defer { place.remove() }
    var toolchain = try await BuiltPrograms.toolchain()
    let cache = place.file("cache")
    let first = try await APICardSource(toolchain: toolchain, cacheFolder: cache).cards()
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache.path + "/api").count == 1)
    toolchain.binaries = "/nowhere"
    #expect(try await APICardSource(toolchain: toolchain, cacheFolder: cache).cards() == first)

    let modules = try place.makeFolder("modules")
    for kind in ["swiftmodule", "swiftdoc"] {
      let file = "TensorKit.\(kind)"
      var bytes = try Data(
        contentsOf: URL(fileURLWithPath: toolchain.modules).appendingPathComponent(file))
      bytes.append(0)
      try bytes.write(to: modules.appendingPathComponent(file))
    }
    toolchain.modules = modules.path
    await #expect(throws: JudgeError.self) {
      try await APICardSource(toolchain: toolchain, cacheFolder: cache).cards()
    }
  }

  @Test func aModuleThatIsMissingIsNamed() async throws {
    var toolchain = try await BuiltPrograms.toolchain()
    toolchain.modules = "/nowhere"
    let source = APICardSource(
      toolchain: toolchain, cacheFolder: FileManager.default.temporaryDirectory)
    await #expect(throws: JudgeError.programMissing(path: "/nowhere/TensorKit.swiftmodule")) {
      try await source.cards()
    }
  }
}
