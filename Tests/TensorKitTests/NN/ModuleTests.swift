import Testing

@testable import TensorKit

/// Multiplies by one number, which is its parameter.
private final class Scale: Module {
  init(_ factor: Float) {
    super.init()
    register("factor", Parameter(Tensor([factor])))
  }

  override func forward(_ x: Tensor) -> Tensor { x * parameter("factor") }
}

/// Two children, one inside a container, and a parameter and a buffer of its own.
private final class Tree: Module {
  override init() {
    super.init()
    register("first", Scale(2))
    register("list", ModuleList(Scale(3), Scale(5)))
    register("shift", Parameter(Tensor([1])))
    registerBuffer("seen", Tensor(ints: [7]))
  }

  override func forward(_ x: Tensor) -> Tensor {
    child("list.1")(child("list.0")(child("first")(x))) + parameter("shift")
  }
}

@Suite struct ModuleTests {
  @Test func walksGoInTheOrderOfRegistrationParentsFirst() {
    let tree = Tree()
    #expect(
      tree.namedParameters().map(\.name)
        == ["shift", "first.factor", "list.0.factor", "list.1.factor"])
    #expect(tree.namedModules().map(\.name) == ["", "first", "list", "list.0", "list.1"])
    #expect(tree.namedModules().first?.module === tree)
    #expect(tree.namedChildren().map(\.name) == ["first", "list"])
    #expect(tree.namedBuffers().map(\.name) == ["seen"])
    #expect(
      tree.stateDict().keys
        == ["shift", "seen", "first.factor", "list.0.factor", "list.1.factor"])
  }

  @Test func aReplacedModuleIsReplacedEverywhere() {
    let tree = Tree()
    let new = Scale(10)
    #expect(tree(Tensor([1])).scalars == [31])
    tree.replace("list.0", with: new)
    #expect(tree(Tensor([1])).scalars == [101])
    #expect(tree.namedModules().map(\.name) == ["", "first", "list", "list.0", "list.1"])
    #expect(tree.child("list.0") === new)
    #expect(tree.parameter("list.0.factor") === new.parameter("factor"))
    #expect(tree.stateDict()["list.0.factor"]?.scalars == [10])
    #expect(tree.parameters().contains { $0 === new.parameter("factor") })
  }

  @Test func aReplacementMayWrapWhatItReplaces() {
    let tree = Tree()
    let old = tree.child("first")
    tree.replace("first", with: Sequential(old, Scale(100)))
    #expect(tree(Tensor([1])).scalars == [3001])
    #expect(tree.childIfPresent("first.0") === old)
    #expect(tree.parameterIfPresent("first.factor") == nil)
  }

  @Test func namesThatAreNotThereAreNil() {
    let tree = Tree()
    #expect(tree.childIfPresent("") === tree)
    #expect(tree.childIfPresent("list.2") == nil)
    #expect(tree.childIfPresent("list..0") == nil)
    #expect(tree.childIfPresent("shift") == nil)
    #expect(tree.parameterIfPresent("first") == nil)
    #expect(tree.parameterIfPresent("nowhere.factor") == nil)
    #expect(tree.bufferIfPresent("seen")?.ints() == [7])
    #expect(tree.bufferIfPresent("shift") == nil)
  }

  @Test func whatIsSharedIsWalkedOnceAndStoredUnderEachName() throws {
    let shared = Scale(2)
    let twice = Sequential(shared, shared)
    #expect(twice.namedParameters().map(\.name) == ["0.factor"])
    #expect(twice.namedModules().map(\.name) == ["", "0"])
    #expect(twice.namedChildren().map(\.name) == ["0"])
    #expect(twice.stateDict().keys == ["0.factor", "1.factor"])

    let tied = Sequential(Scale(1), Scale(1))
    tied[1].register("factor", tied[0].parameter("factor"))
    #expect(tied.parameters().count == 1)
    #expect(tied.stateDict().count == 2)
    try tied.loadStateDict(["0.factor": Tensor([4]), "1.factor": Tensor([4])])
    #expect(tied(Tensor([1])).scalars == [16])
  }

  @Test func modesReachEveryModule() {
    let tree = Tree()
    #expect(tree.namedModules().allSatisfy { $0.module.training })
    tree.eval()
    #expect(tree.namedModules().allSatisfy { !$0.module.training })
    tree.child("list").train()
    let training = tree.namedModules().filter(\.module.training).map(\.name)
    #expect(training == ["list", "list.0", "list.1"])
  }

  @Test func conversionKeepsTheParametersAndTheirFreeze() {
    let tree = Tree()
    let before = tree.parameters()
    before[1].requiresGrad = false
    (tree.parameter("shift") * 2).sum().backward()
    tree.to(.float64)
    #expect(zip(tree.parameters(), before).allSatisfy { $0 === $1 })
    #expect(before.map(\.dtype) == [.float64, .float64, .float64, .float64])
    #expect(before.map(\.requiresGrad) == [true, false, true, true])
    #expect(before[0].grad?.dtype == .float64)
    #expect(before[0].grad?.doubles() == [2])
    #expect(tree.bufferIfPresent("seen")?.dtype == .int64)
    #expect(tree(Tensor([1], dtype: .float64)).doubles() == [31])
  }

  @Test func applyVisitsChildrenFirst() {
    let tree = Tree()
    var visited: [String] = []
    tree.apply { visited.append($0.namedParameters().first?.name ?? "") }
    #expect(visited == ["factor", "factor", "factor", "0.factor", "shift"])
  }

  @Test func freezingAndForgettingReachEveryParameter() {
    let tree = Tree()
    tree(Tensor([1])).sum().backward()
    #expect(tree.parameters().allSatisfy { $0.grad != nil })
    tree.zeroGrad()
    #expect(tree.parameters().allSatisfy { $0.grad == nil })
    tree.requiresGrad(false)
    #expect(tree.parameters().allSatisfy { !$0.requiresGrad })
    #expect(!tree(Tensor([1])).requiresGrad)
    tree.requiresGrad(true)
    #expect(tree.parameters().allSatisfy { $0.requiresGrad })
  }

  @Test func aNameSetAgainKeepsItsPlace() {
    let tree = Tree()
    let new = Parameter(Tensor([9]))
    tree.child("first").register("other", Parameter(Tensor([0])))
    tree.child("first").register("factor", new)
    #expect(tree.child("first").namedParameters().map(\.name) == ["factor", "other"])
    #expect(tree.parameter("first.factor") === new)
  }
}
