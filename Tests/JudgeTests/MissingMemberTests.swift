import LessonPacks
import TestSupport
import Testing

@testable import Judge

/// Of a type that lacks a member only the member is missing.
@Suite(.fewAtATime) struct MissingMemberTests {
  @Test(
    arguments: [
      ("value of type 'LoRALinear' has no member 'merge'", ["merge"]),
      ("type 'Shape' has no member 'merge(into:)'", ["merge", "into"]),
      ("cannot find 'loraStateDict' in scope", ["loraStateDict"]),
      (
        "cannot convert value of type 'Tensor' to expected argument type 'LoRALinear'",
        ["Tensor", "LoRALinear"]
      ),
    ])
  func theMemberAloneIsMissed(_ message: String, _ names: [String]) {
    #expect(CompilerOutput.missed(in: message) == names)
  }
}
