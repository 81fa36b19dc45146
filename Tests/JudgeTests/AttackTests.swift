import Containment
import Foundation
import LessonPacks
import PackSamples
import Reports
import TestSupport
import Testing

@testable import Judge

/// Every submission in Attacks/: no credit, an honest reason, the other checks judged, nothing left
/// behind and nothing let out.
#if os(Linux)
  @Suite struct AttackTests {
    @Test func theCorpusIsThere() {
      #expect(Attack.all.count >= 40)
      for attack in Attack.all { #expect(!attack.expected.isEmpty, "\(attack.name)") }
    }

    @Test(arguments: Attack.all)
    func held(_ attack: Attack) async throws {
      let toolchain = try await BuiltPrograms.toolchain()
      guard toolchain.sandbox.satisfies(attack.needed) else {
        try Test.cancel("this machine is below \(attack.needed)")
      }
      let problems = try await AttackTrial(attack, toolchain).problems()
      #expect(problems == [])
    }

    /// Each attack at the levels named, as far as this machine has them, judged as a class is and as a
    /// student is, with a table of what was held: `BYHAND_LEVELS=L0,L1 swift test --filter
    /// heldAtEveryLevel`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["BYHAND_LEVELS"] != nil))
    func heldAtEveryLevel() async throws {
      let found = try await BuiltPrograms.toolchain()
      let named = ProcessInfo.processInfo.environment["BYHAND_LEVELS"] ?? ""
      for level in SandboxLevel.allCases
      where found.sandbox.satisfies(level) && named.contains(level.rawValue) {
        var lost: [String] = []
        for (index, attack) in Attack.all.enumerated() {
          // Each face meets every second one, and at the next level the other half.
          let face: AttackTrial.Face =
            (index + (level.rawValue.last?.wholeNumberValue ?? 0)).isMultiple(of: 2)
            ? .grade : .check
          let problems = try await AttackTrial(attack, found.lowered(to: level), face).problems()
          if !problems.isEmpty { lost.append("\(attack.name): \(problems)") }
          #expect(
            problems.isEmpty || level < attack.needed, "\(level): \(attack.name): \(problems)")
        }
        let held = Attack.all.count - lost.count
        print("\(level.rawValue): \(held) of \(Attack.all.count) held")
        for line in lost { print("  not held: \(line)") }
      }
    }
  }

  extension Toolchain {
    /// As if this machine could do no more.
    func lowered(to level: SandboxLevel) -> Toolchain {
      var toolchain = self
      if level < .anotherUser { toolchain.sandbox.hasAnotherUser = false }
      if level < .isolated { toolchain.sandbox.hasNamespaces = false }
      if level < .confined { toolchain.sandbox.landlock = 0 }
      return toolchain
    }
  }
#endif
