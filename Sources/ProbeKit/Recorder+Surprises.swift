import TensorKit

extension Recorder {
  /// Sizes that nobody can have written down beforehand: `make` is called `count` times, and draws each
  /// whole number that it needs from a range.
  ///
  /// The numbers follow from `seed` alone, so the reference solution gets the same ones.
  public func surprises<Size>(
    _ count: Int, _ make: (_ draw: (Range<Int>) -> Int) -> Size
  ) -> [Size] {
    let dice = Generator(seed: seed)
    return (0..<count).map { _ in make { Probes.randint($0, dice) } }
  }
}

extension Probes {
  /// One whole number of the range.
  public static func randint(_ range: Range<Int>, _ dice: Generator) -> Int {
    Int(
      Tensor.randint(range.lowerBound, range.upperBound, [1], generator: dice).doubles()[0])
  }
}
