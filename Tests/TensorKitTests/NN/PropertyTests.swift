import Testing

@testable import TensorKit

/// Layers and a parameter in stored properties, as students write who know PyTorch.
private class Net: Module {
  let fc1 = Linear(2, 3)
  let act: Module = ReLU()
  var fc2 = Linear(3, 2, bias: false)
  var head: Linear?
  let scale = Parameter(Tensor([2]))
  let table = [Float](repeating: 1, count: 4)
  let mask = Tensor([1, 1])
  var width: Int { 3 }

  override init() {
    super.init()
    register("last", Dropout(0.5))
  }

  override func forward(_ x: Tensor) -> Tensor {
    child("last")(fc2(act(fc1(x)))) * scale * mask
  }
}

private final class Wider: Net {
  let extra = Linear(2, 2)
}

@Suite struct PropertyTests {
  @Test func layersInPropertiesAreFoundUnderTheirNames() {
    let net = Net()
    #expect(net.namedModules().map(\.name) == ["", "fc1", "act", "fc2", "last"])
    #expect(net.namedChildren().map(\.name) == ["fc1", "act", "fc2", "last"])
    #expect(
      net.namedParameters().map(\.name) == ["scale", "fc1.weight", "fc1.bias", "fc2.weight"])
    #expect(net.parameters().count == 4)
    #expect(net.stateDict().keys == ["scale", "fc1.weight", "fc1.bias", "fc2.weight"])
    #expect(net.parameter("scale") === net.scale)
    #expect(net.parameter("fc1.weight") === net.fc1.weight)
    #expect(net.child("fc2") === net.fc2)
    #expect(net.childIfPresent("head") == nil)
    #expect(net.description.contains("(fc1): Linear(in_features=2"))
  }

  @Test func everyWalkReachesThem() throws {
    let net = Net()
    net.eval()
    #expect(!net.fc1.training)
    net.to(.float64)
    #expect(net.fc1.weight.dtype == .float64 && net.scale.dtype == .float64)
    net.requiresGrad(false)
    #expect(!net.scale.requiresGrad && !net.fc2.weight.requiresGrad)
    var visited: [ObjectIdentifier] = []
    net.apply { visited.append(ObjectIdentifier($0)) }
    #expect(visited.contains(ObjectIdentifier(net.fc2)))
    try net.loadStateDict([
      "scale": Tensor([5]), "fc1.weight": .ones(3, 2), "fc1.bias": .ones(3),
      "fc2.weight": .ones(2, 3),
    ])
    #expect(net.scale.doubles() == [5])
  }

  @Test func whatIsInThemIsTrained() {
    let net = withGenerator(Generator(seed: 1)) { Net() }
    net.eval()
    let before = net.stateDict().clone()
    let optimizer = SGD(net.parameters(), lr: 0.1)
    net(Tensor([[1, 2], [3, 4]])).sum().backward()
    optimizer.step()
    let after = net.stateDict()
    #expect(net.scale.grad != nil && net.fc2.weight.grad != nil)
    #expect(before["scale"]?.equal(after["scale"] ?? Tensor(0)) == false)
  }

  @Test func aPropertyThatChangesIsFollowed() {
    let net = Net()
    #expect(net.parameters().count == 4)
    net.head = Linear(1, 1)
    net.fc2 = Linear(3, 2, bias: true)
    #expect(
      net.namedParameters().map(\.name) == [
        "scale", "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "head.weight", "head.bias",
      ])
    #expect(net.child("fc2") === net.fc2)
    net.head = nil
    #expect(net.childIfPresent("head") == nil)
  }

  @Test func propertiesOfSuperclassesComeFirst() {
    #expect(Wider().namedChildren().map(\.name) == ["fc1", "act", "fc2", "extra", "last"])
  }

  @Test func whatIsRegisteredTooIsOneUnderItsRegisteredName() {
    final class Both: Module {
      let base: Linear
      let a = Parameter(Tensor([1]))
      let list: [Module]
      init(_ base: Linear) {
        self.base = base
        list = [ReLU(), GELU()]
        super.init()
        register("inner", base)
        register("lora_A", a)
        register("list", ModuleList(list))
      }
    }
    let both = Both(Linear(1, 1))
    #expect(both.namedParameters().map(\.name) == ["lora_A", "inner.weight", "inner.bias"])
    #expect(both.namedModules().map(\.name) == ["", "inner", "list", "list.0", "list.1"])
  }

  @Test func aModuleBelowAPropertyIsReplacedThere() {
    let net = Net()
    final class Outer: Module {
      let chain = Sequential(ReLU(), ReLU())
    }
    let outer = Outer()
    outer.replace("chain.1", with: GELU())
    #expect(outer.chain[1] is GELU)
    net.replace("last", with: ReLU())
    #expect(net.child("last") is ReLU)
  }

  @Test func whatHoldsNothingIsLookedAtOnce() {
    let layer = Linear(1, 1)
    _ = layer.parameters()
    #expect(layer.properties == .holdNothing)
    let net = Net()
    _ = net.parameters()
    #expect(net.properties == .holdParts)
  }
}
