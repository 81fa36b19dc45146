// Attack: records another value than the check hands over.
// Expect: not compiled
import ProbeKit

extension Recorder {
  func record(_ name: String, _ number: Int) { record(name, 3.0) }
}
func constant() -> Int { 2 }
