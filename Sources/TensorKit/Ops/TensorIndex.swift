/// What may stand between the brackets of a tensor's subscript: a number, a range, a list of places,
/// a tensor of places, a mask, or one of ``TensorIndex``'s words.
///
/// PyTorch: what `torch.Tensor.__getitem__` takes.
public protocol TensorIndexing {
  /// The same in one type.
  ///
  /// PyTorch: an element of the tuple that `torch.Tensor.__getitem__` gets.
  var tensorIndex: TensorIndex { get }
}

/// One entry of a subscript, which says what to take of one dimension.
///
/// PyTorch: an element of the tuple that `torch.Tensor.__getitem__` gets.
public struct TensorIndex: TensorIndexing {
  enum Kind {
    case element(Int)
    case slice(from: Int, to: Int, step: Int)
    case ellipsis
    case newAxis
    /// Of int64, places; of bool, a mask over as many dimensions as it has.
    case tensor(Tensor)
  }

  let kind: Kind

  /// Itself.
  ///
  /// PyTorch: an element of the tuple that `torch.Tensor.__getitem__` gets.
  public var tensorIndex: TensorIndex { self }

  /// How many dimensions it speaks of.
  var dimensions: Int {
    switch kind {
    case .element, .slice: 1
    case .ellipsis, .newAxis: 0
    case .tensor(let tensor): tensor.dtype == .bool ? tensor.ndim : 1
    }
  }

  var isEllipsis: Bool { if case .ellipsis = kind { true } else { false } }

  static func slice(_ from: Int, _ to: Int) -> TensorIndex {
    TensorIndex(kind: .slice(from: from, to: to, step: 1))
  }
}

extension TensorIndexing where Self == TensorIndex {
  /// The whole dimension, as Python's `:`.
  ///
  /// PyTorch: `:` in `torch.Tensor.__getitem__`.
  public static var all: TensorIndex { .slice(0, .max) }

  /// All dimensions that no other entry speaks of, as Python's `...`. Where it comes first or second,
  /// Swift's own `...` says the same.
  ///
  /// PyTorch: `...` in `torch.Tensor.__getitem__`.
  public static var ellipsis: TensorIndex { TensorIndex(kind: .ellipsis) }

  /// A new dimension of extent 1, as Python's `None`.
  ///
  /// PyTorch: `None` in `torch.Tensor.__getitem__`.
  public static var newAxis: TensorIndex { TensorIndex(kind: .newAxis) }

  /// Every `step`-th element of `from` ..< `to`, as Python's `from:to:step`: negative bounds count
  /// from the end, and what lies beyond the ends is cut off.
  ///
  /// PyTorch: `from:to:step` in `torch.Tensor.__getitem__`.
  ///
  /// - Precondition: `step` is at least 1.
  public static func slice(from: Int = 0, to: Int = .max, step: Int = 1) -> TensorIndex {
    TensorIndex(kind: .slice(from: from, to: to, step: step))
  }
}

extension Int: TensorIndexing {
  /// One element, whose dimension vanishes; negative counts from the end.
  ///
  /// PyTorch: a number in `torch.Tensor.__getitem__`.
  public var tensorIndex: TensorIndex { TensorIndex(kind: .element(self)) }
}

extension Range: TensorIndexing where Bound == Int {
  /// `2..<5`, as Python's `2:5`. Both bounds may be negative, and count from the end.
  ///
  /// PyTorch: a slice in `torch.Tensor.__getitem__`.
  public var tensorIndex: TensorIndex { .slice(lowerBound, upperBound) }
}

extension ClosedRange: TensorIndexing where Bound == Int {
  /// `2...4`, as Python's `2:5`.
  ///
  /// PyTorch: a slice in `torch.Tensor.__getitem__`.
  public var tensorIndex: TensorIndex { PartialRangeThrough(upperBound).from(lowerBound) }
}

extension PartialRangeFrom: TensorIndexing where Bound == Int {
  /// `2...`, as Python's `2:`.
  ///
  /// PyTorch: a slice in `torch.Tensor.__getitem__`.
  public var tensorIndex: TensorIndex { .slice(lowerBound, .max) }
}

extension PartialRangeUpTo: TensorIndexing where Bound == Int {
  /// `..<5`, as Python's `:5`; `..<(-1)` leaves out the last.
  ///
  /// PyTorch: a slice in `torch.Tensor.__getitem__`.
  public var tensorIndex: TensorIndex { .slice(0, upperBound) }
}

extension PartialRangeThrough: TensorIndexing where Bound == Int {
  /// `...4`, as Python's `:5`.
  ///
  /// PyTorch: a slice in `torch.Tensor.__getitem__`.
  public var tensorIndex: TensorIndex { from(0) }

  /// Up to and with −1 is to the end.
  fileprivate func from(_ start: Int) -> TensorIndex {
    .slice(start, upperBound == -1 || upperBound == .max ? .max : upperBound + 1)
  }
}

extension Array: TensorIndexing where Element == Int {
  /// The elements at these places, in this order.
  ///
  /// PyTorch: a list in `torch.Tensor.__getitem__`.
  public var tensorIndex: TensorIndex { TensorIndex(kind: .tensor(Tensor(ints: self))) }
}

extension Tensor: TensorIndexing {
  /// Of int64, the elements at these places; of bool, those where it is true.
  ///
  /// PyTorch: a tensor in `torch.Tensor.__getitem__`.
  public final var tensorIndex: TensorIndex { TensorIndex(kind: .tensor(self)) }
}
