import TensorKit
import Testing

@testable import PlayKit

@Suite struct TensorPictureTests {
  @Test func aSmallTensorIsDrawnAndWritten() {
    let lines = TensorPicture(Tensor([[0, 1], [-1, 3]])).text.split(separator: "\n")
    #expect(lines[0] == "[2, 2] float32  ▁ -1  █ 3  mean 0.75")
    #expect(lines[1] == "  ·▅")
    #expect(lines[2] == "  ▁█")
    #expect(lines[3] == "tensor([[ 0.,  1.],")
  }

  @Test func oneValueEverywhereHasNoRange() {
    #expect(TensorPicture(Tensor.zeros(2, 3)).text.hasPrefix("[2, 3] float32  = 0\n  ···\n  ···\n"))
    #expect(TensorPicture(Tensor.full([2], 7)).text.hasPrefix("[2] float32  = 7\n  ▄▄\n"))
  }

  @Test func whatIsNoNumberIsSeenAndCounted() {
    let text = TensorPicture(Tensor([.nan, .infinity, -.infinity, 1, 2])).text
    #expect(text.hasPrefix("[5] float32  ▁ 1  █ 2  mean 1.5  ? 1 nan  ! 2 inf\n  ?!!▁█\n"))
    #expect(TensorPicture(Tensor([Float.nan])).text.hasPrefix("[1] float32  ? 1 nan\n  ?\n"))
  }

  @Test func aLargeOneIsPooledAndSaysSo() {
    let big = Tensor.zeros(40, 100)
    big[39].fill_(-5)
    let lines = TensorPicture(big).text.split(separator: "\n")
    #expect(lines[1] == "  1 : 3 × 2, max |x|")
    #expect(lines.count == 2 + 14)
    #expect(lines[14] == "  " + String(repeating: "·", count: 50))
    #expect(lines[15] == "  " + String(repeating: "▁", count: 50))
  }

  @Test func moreDimensionsAreSeveralMatrices() {
    let text = TensorPicture(Tensor.ones(2, 3, 2, 8)).text
    #expect(text.contains("  [0, 0, :, :]\n  ▄▄▄▄▄▄▄▄\n"))
    #expect(text.contains("  [1, 0, :, :]\n"))
    #expect(text.hasSuffix("\n  … × 2"))
  }

  @Test(arguments: [[0], [0, 4], [3, 0], [2, 0, 5]])
  func nothingIsDrawnOfNothing(_ shape: [Int]) {
    #expect(TensorPicture(Tensor.zeros(shape)).text.hasPrefix("\(shape) float32\ntensor("))
  }

  @Test func typesAndGradientsAreNamed() {
    #expect(TensorPicture(Tensor(ints: [1, 2])).text.hasPrefix("[2] int64  ▁ 1  █ 2"))
    #expect(TensorPicture(Tensor(bools: [true, false])).text.contains("  █·\n"))
    let weight = Parameter(Tensor([1, 2]))
    #expect(TensorPicture(weight).text.contains("requires_grad=True"))
    #expect(TensorPicture(weight * 2).text.contains("grad_fn=<MulBackward0>"))
  }

  @Test func itemsShareALineAndTensorsHaveTheirOwn() {
    let t = Tensor([0])
    let picture = TensorPicture(t).text
    #expect(PrintedItems.text(["a", 1, t, 2.5, "b"], separator: "-") == "a-1\n\(picture)\n2.5-b")
    #expect(PrintedItems.text([t], separator: " ") == picture)
    #expect(PrintedItems.text([], separator: " ") == "")
    let grad: Tensor? = t
    #expect(PrintedItems.text([grad as Any], separator: " ") == picture)
    let none: Tensor? = nil
    #expect(PrintedItems.text(["g", none as Any], separator: " ") == "g nil")
    #expect(PrintedItems.text([Tensor(2.5 as Float)], separator: " ") == "tensor(2.5000)")
  }

  @Test(arguments: [
    (0, "0"), (-1.25, "-1.25"), (0.031249, "0.03125"), (4.8e-7, "4.8e-07"), (123456, "123456"),
    (1e9, "1e+09"), (-2.5e300, "-2.5e+300"), (.leastNonzeroMagnitude, "4.941e-324"),
    (9.9999e20, "1e+21"), (9.99996, "10"),
  ])
  func numbersAreShort(_ number: Double, _ text: String) {
    #expect(ShortNumber.text(number) == text)
  }
}
