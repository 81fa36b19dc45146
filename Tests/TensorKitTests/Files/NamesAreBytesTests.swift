import Testing

@testable import TensorKit

/// Names are their bytes, as in PyTorch: what looks alike may be two tensors.
@Suite struct NamesAreBytesTests {
  /// Two spellings that Swift's `==` takes for one.
  private static let pairs = [
    ["\u{E9}", "e\u{301}"], ["K", "\u{212A}"], ["\u{AC00}", "\u{1100}\u{1161}"],
    ["a\u{323}\u{307}", "a\u{307}\u{323}"], ["x.\u{E9}.weight", "x.e\u{301}.weight"],
  ]

  private func same(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

  @Test(arguments: pairs)
  func aDictionaryHoldsBoth(pair: [String]) throws {
    var state = StateDict([(pair[0], Tensor([1])), (pair[1], Tensor([2]))])
    #expect(state.count == 2)
    #expect(state[pair[0]]?.scalars == [1])
    #expect(state[pair[1]]?.scalars == [2])
    #expect(state.map { $0.value.scalars } == [[1], [2]])
    #expect(state.clone().count == 2)
    #expect(state.removeValue(forKey: pair[0])?.scalars == [1])
    #expect(state.count == 1)
    #expect(state[pair[0]] == nil)
    #expect(state[pair[1]]?.scalars == [2])
  }

  @Test(arguments: pairs)
  func aFileHoldsBoth(pair: [String]) throws {
    let state = StateDict([(pair[0], Tensor([1])), (pair[1], Tensor([2, 3]))])
    let read = try StateDict(safetensors: state.safetensors())
    #expect(zip(read.keys, pair).allSatisfy(same))
    #expect(read.map { $0.value.scalars } == [[1], [2, 3]])
  }

  @Test(arguments: pairs)
  func anAdapterHoldsBoth(pair: [String]) throws {
    let folder = try TemporaryFolder()
    var tensors = StateDict()
    for (index, name) in pair.enumerated() {
      tensors["\(name).lora_A"] = Tensor([[Float(index)]])
      tensors["\(name).lora_B"] = Tensor([[Float(index)]])
    }
    let config = AdapterConfig(rank: 1, alpha: 1, targetModules: pair)
    try Adapter(config: config, tensors: tensors).save(to: folder.path)
    let read = try Adapter.load(from: folder.path)
    #expect(read.tensors.count == 4)
    for (index, name) in pair.enumerated() {
      #expect(read.tensors["\(name).lora_A"]?.scalars == [Float(index)])
    }
    #expect(zip(read.config.targetModules, pair).allSatisfy(same))
    // One spelling does not cover the other.
    let half = AdapterConfig(rank: 1, alpha: 1, targetModules: [pair[0]])
    #expect(throws: TensorFileError.self) {
      try Adapter(config: half, tensors: tensors).save(to: folder.path)
    }
  }

  @Test(arguments: pairs.dropLast())
  func aModuleTakesTheSpellingThatItHas(pair: [String]) throws {
    let module = Module()
    module.register(pair[0], Parameter(Tensor([0])))
    let both = StateDict([(pair[0], Tensor([1])), (pair[1], Tensor([2]))])
    #expect(throws: ModuleError.self) { try module.loadStateDict(both) }
    #expect(throws: ModuleError.self) { try module.loadStateDict([pair[1]: Tensor([2])]) }
    try module.loadStateDict([pair[0]: Tensor([1])])
    #expect(module.parameters().map(\.scalars) == [[1]])
  }

  /// A letter that joins what stands before it is part of the layer's name.
  @Test(arguments: ["\u{301}x.q_proj", "x.\u{301}", "x\u{301}"])
  func aMarkBesideADotIsPartOfTheName(layer: String) throws {
    for side in ["lora_A", "lora_B"] {
      let name = "\(layer).\(side)"
      let back = try #require(AdapterKey.name(of: AdapterKey.key(of: name)))
      #expect(same(back, name))
      #expect(AdapterKey.split(name).map { same($0.layer, layer) } == true)
    }
  }

  @Test func metadataThatADictionaryCannotHoldIsRefusedForWhatItIs() {
    let header = "{\"__metadata__\":{\"\u{E9}\":\"1\",\"e\u{301}\":\"2\"}}"
    let bytes = [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8)
    let error = #expect(throws: TensorFileError.self) { try StateDict(safetensors: bytes) }
    #expect(error?.key == "__metadata__")
    #expect(error?.description.contains("differ only in how a letter is encoded") == true)
  }
}
