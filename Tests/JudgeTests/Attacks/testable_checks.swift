// Attack: imports the checks' own library with its insides.
// Expect: not compiled
@testable import ProbeKit
import Observations

func constant() -> Int {
  FrameChannel(descriptor: 3, token: 0).send(.end(scenario: "constant", nanoseconds: 0))
  return 2
}
