import Foundation
import LessonPacks
import Testing

@testable import APICards

@Suite struct LessonNamesTests {
  private func names(_ text: String, starter: String = "") -> LessonNames {
    let block = Block(
      id: "A", title: LocalizedText([:]), text: LocalizedText([.en: text]), hints: [], checks: [])
    let pack = Pack(
      id: "p", title: LocalizedText([:]), languages: [.en], module: "M", studentFile: "F.swift",
      declarations: [Declaration(name: "f", signature: "func f(_ s: StateDict)")], blocks: [block],
      measures: [], gate: Gate(), folder: URL(fileURLWithPath: "/p"),
      solutionFolder: URL(fileURLWithPath: "/s"))
    return LessonNames(pack: pack, starter: starter)
  }

  private func card(_ name: String, _ kind: APICard.Kind, _ pytorch: String...) -> APICard {
    APICard(name: name, pytorchNames: pytorch, signature: "", summary: "", kind: kind)
  }

  @Test func proseNamesNothing() {
    let names = names("Convert it to the mean and count the Linear layers.")
    #expect(!names.speak(of: card("Tensor.to(_:)", .method)))
    #expect(!names.speak(of: card("Tensor.count", .property)))
    #expect(!names.speak(of: card("Linear", .type)))
  }

  @Test func codeInTheTextNames() {
    let names = names(
      "Use `Linear`, `t.to(x)` and `noGrad`.\n```swift\nregister(\"a\", b)\n```\nand `x.shape`.")
    #expect(names.speak(of: card("Linear", .type)))
    #expect(names.speak(of: card("Tensor.to(_:)", .method)))
    #expect(names.speak(of: card("noGrad(_:)", .function)))
    #expect(names.speak(of: card("Module.register(_:_:)", .method)))
    #expect(names.speak(of: card("Tensor.shape", .property)))
    #expect(!names.speak(of: card("Linear.init(_:)", .initializer)))
    #expect(!names.speak(of: card("SGD.to(_:)", .method)), "nothing speaks of SGD")
  }

  @Test func theStartersCodeNamesAndItsCommentsDoNot() {
    let names = names("", starter: "let t = Tensor.zeros(n)  // then to(cpu)\n// Dropout(p)")
    #expect(names.speak(of: card("Tensor.zeros(_:)", .method)))
    #expect(!names.speak(of: card("Tensor.to(_:)", .method)))
    #expect(!names.speak(of: card("Dropout", .type)))
    #expect(names.speak(of: card("StateDict", .type)), "a declaration speaks of it")
  }

  @Test func pyTorchsNamesNameToo() {
    let names = names("`F.dropout` and `kaiming_uniform_(t)`, as `nn.Embedding`.")
    #expect(names.speak(of: card("dropout(_:)", .function, "torch.nn.functional.dropout")))
    #expect(names.speak(of: card("Init.k(_:)", .method, "torch.nn.init.kaiming_uniform_")))
    #expect(names.speak(of: card("Embedding", .type, "torch.nn.Embedding")))
    #expect(!names.speak(of: card("Dropout", .type, "torch.nn.Dropout")))
  }
}
