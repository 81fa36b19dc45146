/// A name that is its bytes.
///
/// Swift's `String` takes é as one character and e with an accent after it for equal. To PyTorch and
/// to safetensors they are two names, and a file may hold a tensor under each.
package struct ExactName: Hashable, Comparable {
  package let text: String

  package init(_ text: String) { self.text = text }

  package static func == (left: ExactName, right: ExactName) -> Bool {
    // Equal bytes are equal strings: the quick comparison rules out the others.
    left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    // Of the bytes: a stranger's file may hold thousands of names that a String takes for one, and all
    // of them would fall together.
    for byte in text.utf8 { hasher.combine(byte) }
    hasher.combine(0xFF as UInt8)
  }

  /// The order of the code points, which is Python's and that of the bytes.
  package static func < (left: ExactName, right: ExactName) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
