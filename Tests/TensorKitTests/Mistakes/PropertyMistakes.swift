import TensorKit

/// Layers kept where no walk can find them, or where nobody else can change them.
enum PropertyMistakes {
  static let all = [
    Mistake(
      """
      Plain: its property "layers" holds a Linear inside an array or a struct, where parameters(), \
      train() and to(_:) do not find it: keep layers in a ModuleList, or register each
      """
    ) { _ = Plain([Linear(1, 1)]).parameters() },
    Mistake(
      """
      Named: its property "table" holds a Parameter inside an array or a struct, where \
      parameters(), train() and to(_:) do not find it: keep layers in a ModuleList, or register each
      """
    ) { _ = Named().stateDict() },
    Mistake(
      """
      Late: "layer" is lazy, so that parameters(), train() and to(_:) would miss it until it is first \
      used: make it a let, or register it
      """
    ) { Late().eval() },
    Mistake(
      """
      Kept: its property "fc" holds one thing, and another is registered under that name: keep one of \
      them, or give them two names
      """
    ) {
      let kept = Kept()
      kept.register("fc", ReLU())
      _ = kept.namedModules()
    },
    Mistake(
      """
      Kept: "fc" cannot be replaced from outside, as its property "fc" would go on computing with the \
      old one: register("fc", …) it instead, and use child("fc") in forward, or assign to the property
      """
    ) { Kept().replace("fc", with: ReLU()) },
    Mistake(
      """
      Link: its property "next" leads back to itself, so that a walk would have no end: keep the \
      module above in a closure, as in { [unowned model] in model }
      """
    ) {
      let link = Link()
      link.next = Sequential(link)
      link.train()
    },
  ]

  private final class Plain: Module {
    let layers: [Module]
    init(_ layers: [Module]) {
      self.layers = layers
      super.init()
    }
  }

  private final class Named: Module {
    struct Entry { let name: String, value: Parameter }
    let table = ["a": Entry(name: "a", value: Parameter(.ones(1)))]
  }

  private final class Late: Module {
    lazy var layer = Linear(1, 1)
  }

  private final class Kept: Module {
    let fc = Linear(1, 1)
  }

  private final class Link: Module {
    var next: Module?
  }
}
