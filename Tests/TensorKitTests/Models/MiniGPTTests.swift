import Testing

@testable import TensorKit

@Suite struct MiniGPTTests {
  private func small() -> MiniGPT {
    withGenerator(Generator(seed: 1)) { MiniGPT(vocab: 7, ctx: 5, dim: 8, heads: 2, layers: 2) }
  }

  private let ids = Tensor(ints: [0, 3, 6, 1, 2, 2], shape: [2, 3])

  @Test func namesAreThoseOfTheOriginal() {
    let names = small().namedModules().map(\.name)
    #expect(names.prefix(4) == ["", "tok_emb", "pos_emb", "blocks"])
    #expect(
      names.filter { $0.hasPrefix("blocks.1.") } == [
        "blocks.1.ln1", "blocks.1.attn", "blocks.1.attn.q_proj", "blocks.1.attn.k_proj",
        "blocks.1.attn.v_proj", "blocks.1.attn.o_proj", "blocks.1.ln2", "blocks.1.mlp",
        "blocks.1.mlp.fc1", "blocks.1.mlp.fc2",
      ])
    #expect(names.suffix(2) == ["ln_f", "head"])
    #expect(small().parameterIfPresent("head.bias") == nil)
  }

  @Test func theDefaultModelHasItsKnownSize() {
    #expect(MiniGPT().parameters().reduce(0) { $0 + $1.count } == 112_512)
  }

  @Test func logitsHaveARowForEachToken() {
    #expect(small()(ids).shape == [2, 3, 7])
  }

  @Test(arguments: [
    "tok_emb", "pos_emb", "blocks.0.ln1", "blocks.0.attn", "blocks.0.attn.q_proj",
    "blocks.1.attn.k_proj", "blocks.0.attn.v_proj", "blocks.1.attn.o_proj", "blocks.1.ln2",
    "blocks.1.mlp", "blocks.0.mlp.fc1", "blocks.0.mlp.fc2", "blocks.1", "ln_f", "head",
  ])
  func aReplacedModuleTakesEffectAtOnce(name: String) {
    let model = small()
    let before = model(ids)
    let spy = Spy(model.child(name))
    model.replace(name, with: spy)
    #expect(model(ids).equal(before))
    #expect(spy.calls == 1)
    spy.factor = -2
    #expect(!model(ids).equal(before))
  }

  @Test func aTokenDoesNotSeeThoseAfterIt() {
    let model = small()
    let other = Tensor(ints: [0, 3, 5, 1, 2, 4], shape: [2, 3])
    let (first, second) = (model(ids), model(other))
    #expect(
      first.narrow(dim: 1, start: 0, length: 2).equal(second.narrow(dim: 1, start: 0, length: 2)))
    #expect(!first.equal(second))
  }

  @Test func gradientsReachEveryParameter() {
    let model = small()
    model(ids).sum().backward()
    #expect(model.namedParameters().filter { $0.parameter.grad == nil }.map(\.name) == [])
  }
}

/// Counts its calls and scales what the module inside gives.
private final class Spy: Module {
  var calls = 0
  var factor: Float = 1

  init(_ inside: Module) {
    super.init()
    register("inside", inside)
  }

  override func forward(_ x: Tensor) -> Tensor {
    calls += 1
    let y = child("inside")(x)
    return factor == 1 ? y : y * factor
  }
}
