import TestSupport

/// Cases that nobody thought of: the same for the same seed.
extension SeededGenerator {
  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  mutating func isTrue(_ inTen: Int = 5) -> Bool { int(1...10) <= inTen }

  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[int(0...(elements.count - 1))]
  }

  /// Some of `parts` behind one another.
  mutating func text(_ parts: [String], atMost count: Int) -> String {
    (0..<int(0...count)).map { _ in one(of: parts) }.joined()
  }
}
