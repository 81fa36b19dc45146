/// A tensor in a file: its shape, outermost dimension first, and where its numbers lie.
struct StoredTensor: Sendable {
  let map: FileMap
  /// Its name in that file, which may be another one than the model's.
  let storedName: String
  let encoding: TensorEncoding
  let shape: [Int]
  let place: Range<Int>
  /// For rows that GGUF keeps in another order: how many heads they belong to.
  var interleavedHeads: Int?

  /// The rows, of `width` numbers each: a vector is one row.
  var rows: Int { shape.count < 2 ? 1 : shape.dropLast().reduce(1, *) }
  var width: Int { shape.last ?? 1 }

  /// Where row `row` of the model is among the file's.
  ///
  /// Rotation takes the two halves of a head's rows in pairs. llama.cpp keeps the two of a pair side
  /// by side; Hugging Face keeps the first half before the second.
  func storedRow(_ row: Int) -> Int {
    guard let heads = interleavedHeads else { return row }
    let height = rows / heads
    let (head, inHead) = (row / height, row % height)
    let (half, pair) = (inHead / (height / 2), inHead % (height / 2))
    return head * height + pair * 2 + half
  }
}
