import Testing

@testable import TensorKit

/// Every value that PyTorch and PEFT recorded, held against what TensorKit computes.
@Suite struct ParityTests {
  typealias Check = @Sendable (Recording) throws -> Void

  /// A file below each seed's folder → what uses every value in it.
  static let checks: [String: Check] = [
    "ops.safetensors": OperationParity.check,
    "rng.safetensors": RandomParity.check,
    "lora.safetensors": ModelParity.oneAdaptedLayer,
    "minigpt.safetensors": ModelParity.weights,
    "minigpt_io.safetensors": ModelParity.logitsLossAndGradients,
    "training.safetensors": TrainingParity.fiftySteps,
    "peft_io.safetensors": AdapterParity.logits,
    "peft_adapter/adapter_model.safetensors": AdapterParity.tensors,
    "peft_adapter/adapter_config.json": AdapterParity.configuration,
    "index.json": IndexParity.check,
  ]

  @Test(arguments: GoldenFiles.seeds, checks.keys.sorted())
  func everyRecordedValue(seed: Int, file: String) throws {
    let recorded = try Recording(file, seed)
    let check = try #require(Self.checks[file])
    try check(recorded)
    #expect(recorded.left == [], "\(file): these values are held against nothing")
  }

  @Test(arguments: GoldenFiles.seeds)
  func everyRecordedFileHasACheck(seed: Int) {
    #expect(Set(GoldenFiles.files(seed)) == Set(Self.checks.keys))
  }

  /// The guard above, made to say no.
  @Test func aValueThatNothingUsesIsNoticed() throws {
    let recorded = Recording("x", 0, ["a": Tensor([1]), "b": Tensor([2]), "c": Tensor([3])], nil)
    try recorded.expectSame(Tensor([1]), "a")
    _ = try recorded.input("c")
    #expect(recorded.left == ["b"])
    let json = Recording("x.json", 0, StateDict(), .object([.init("d", .null), .init("e", .null)]))
    _ = try json.member("e")
    #expect(json.left == ["d"])
  }

  @Test func anErrorIsMeasuredAgainstTheLargestValue() {
    #expect(relativeError(Tensor([1, 4]), Tensor([2, 4])) == 0.25)
    #expect(relativeError(Tensor([0.5]), Tensor([0]), floor: 2) == 0.25)
    #expect(relativeError(Tensor([1, .nan]), Tensor([1, 2])).isNaN)
    #expect(relativeError(Tensor([.infinity]), Tensor([.infinity])) == 0)
  }
}
