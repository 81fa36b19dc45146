import LessonPacks
import Testing

@testable import APICards

@Suite struct CardSearchTests {
  private static func card(_ name: String, _ kind: APICard.Kind, _ pytorch: String...) -> APICard {
    APICard(name: name, pytorchNames: pytorch, signature: "", summary: "Of \(name).", kind: kind)
  }

  private let cards = [
    card("Linear", .type, "torch.nn.Linear"),
    card("Linear.init(_:_:bias:)", .initializer, "torch.nn.Linear"),
    card("linear(_:_:_:)", .function, "torch.nn.functional.linear"),
    card("Init.kaimingUniform(_:a:)", .method, "torch.nn.init.kaiming_uniform_"),
    card("Module.requiresGrad(_:)", .method, "torch.nn.Module.requires_grad_"),
    card("Module.stateDict()", .method, "torch.nn.Module.state_dict"),
    card("StateDict", .type, "collections.OrderedDict"),
    card("Tensor.+(_:_:)", .operator, "torch.add"),
    card("Tensor.add_(_:)", .method, "torch.Tensor.add_"),
    card("Tensor.matmul(_:)", .method, "torch.matmul", "@"),
  ]

  @Test(arguments: [
    ("kaiming_uniform_", ["Init.kaimingUniform(_:a:)"]),
    ("kaiminguniform", ["Init.kaimingUniform(_:a:)"]),
    ("nn.init.kaiming_uniform_", ["Init.kaimingUniform(_:a:)"]),
    ("nn.Linear", ["Linear", "Linear.init(_:_:bias:)"]),
    ("F.linear", ["linear(_:_:_:)"]),
    ("torch.nn.functional.linear(x, w)", ["linear(_:_:_:)"]),
    ("requires_grad_", ["Module.requiresGrad(_:)"]),
    ("model.state_dict()", ["Module.stateDict()"]),
    ("STATE_DICT", ["Module.stateDict()"]),
    ("@", ["Tensor.matmul(_:)"]), ("+", ["Tensor.+(_:_:)"]), ("add_", ["Tensor.add_(_:)"]),
  ])
  func aNameInAnySpellingFindsItsCard(_ typed: String, _ names: [String]) {
    #expect(cards.named(typed).map(\.name) == names)
  }

  @Test func theNameItselfComesFirstAndItsOwnCaseBeforeTheOther() {
    #expect(cards.matching("linear").map(\.name).first == "linear(_:_:_:)")
    #expect(cards.matching("Linear").map(\.name).first == "Linear")
    #expect(cards.matching("linear").count == 3)
  }

  @Test func typingOnNarrows() {
    #expect(cards.matching("") == cards)
    #expect(cards.matching("  ") == cards)
    #expect(cards.matching("ma").map(\.name) == ["Tensor.matmul(_:)"])
    #expect(cards.matching("dict").map(\.name) == ["Module.stateDict()", "StateDict"])
    #expect(cards.matching("no such thing") == [])
    #expect(cards.matching("\u{1B}[31m(") == [])
  }

  @Test func whatIsNowhereHasNeighbours() {
    #expect(cards.named("matmull") == [])
    #expect(cards.near("matmull") == ["matmul"])
    #expect(cards.near("requieres_grad") == ["requiresGrad"])
    #expect(cards.near("kaiming").first == "kaimingUniform")
    #expect(cards.near("zzzzzz") == [])
    #expect(cards.near("") == [])
  }

  @Test func cardsAndListsReadInBothLanguages() {
    var only = Self.card("MLP", .type)
    only.isOnlyHere = true
    #expect(CardText.card(only, .en) == "MLP\n  Of MLP.\n  PyTorch: nothing like it")
    #expect(CardText.card(only, .es).hasSuffix("PyTorch: nada parecido"))
    #expect(
      CardText.list([cards[0], cards[1], Self.card("Linear.init(_:)", .initializer, "a.b"), only])
        == "  Linear       torch.nn.Linear\n  Linear.init  torch.nn.Linear, a.b\n  MLP          –")
    #expect(CardText.unknown("x", near: ["a", "b"], .es).contains("¿Querías decir: a, b?"))
    #expect(CardText.unknown("x", near: [], .en).contains("`byhand api`"))
  }
}
