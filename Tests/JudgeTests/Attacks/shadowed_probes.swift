// Attack: puts a registry of its own in the place of the checks'.
// Expect: not compiled or missing

final class Probes {
  func callAsFunction(_ id: String, _ scenario: (Int) -> Void) {}
}
func constant() -> Int { 3 }
