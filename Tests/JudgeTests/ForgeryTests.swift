import Foundation
import LessonPacks
import Observations
import Reports
import TestSupport
import Testing

@testable import Judge

/// Code that tries to say its own verdict, or to live longer than its run.
#if os(Linux)
  @Suite struct ForgeryTests {
    private func send(_ frames: [Frame], to descriptor: Int, then rest: String) -> String {
      let bytes = frames.flatMap { WireFormat.encode($0, token: 0) }
      return "let bytes: [UInt8] = \(bytes); write(\(descriptor), bytes, bytes.count); \(rest)"
    }

    @Test func framesForgedOnTheChannelAreGarbled() async throws {
      let forged: [Frame] = [
        .observation(Observation(name: "k", value: .number(3))),
        .end(scenario: "constant", nanoseconds: 1),
      ]
      let report = try await MiniPack().report(
        on: MiniPack.source(
          head: "import Glibc", constant: send(forged, to: 3, then: "exit(0)")))
      let result = report.results.first { $0.id == "constant" }
      guard case .broken(.protocolViolation) = result?.verdict else {
        Issue.record("not garbled: \(report.results)")
        return
      }
      #expect(report.passedCount == 4, "\(report.results)")
    }

    @Test func framesOnStandardOutputAreOutput() async throws {
      let forged: [Frame] = [
        .observation(Observation(name: "k", value: .number(3))),
        .end(scenario: "constant", nanoseconds: 1),
      ]
      let report = try await MiniPack().report(
        on: MiniPack.source(
          head: "import Glibc", constant: send(forged, to: 1, then: "return 2")))
      let result = report.results.first { $0.id == "constant" }
      guard case .wrong = result?.verdict else {
        Issue.record("not wrong: \(report.results)")
        return
      }
      #expect(result?.output.contains("constant") == true)
    }

    @Test func aClosedChannelIsNoAnswer() async throws {
      let report = try await MiniPack().report(
        on: MiniPack.source(
          head: "import Glibc", constant: "close(3); return 3"))
      let result = report.results.first { $0.id == "constant" }
      guard case .broken = result?.verdict else {
        Issue.record("not broken: \(report.results)")
        return
      }
      #expect(report.passedCount == 4)
    }

    @Test func closedOutputDoesNotHoldUpTheVerdicts() async throws {
      let report = try await MiniPack().report(
        on: MiniPack.source(
          head: "import Glibc", constant: "close(1); close(2); return 3"))
      #expect(report.isGreen)
    }

    @Test func aMarkerGuessedByTheStudentSplitsNothing() async throws {
      let report = try await MiniPack().report(
        on: MiniPack.source(constant: "print(\"byhand-scenario-1 root_of_16\"); return 3"))
      #expect(report.isGreen)
      #expect(report.results[1].output == "byhand-scenario-1 root_of_16\n")
    }

    @Test func noProcessMayBeStarted() async throws {
      let source = MiniPack.source(
        head: "import Foundation",
        constant: """
          let child = Process()
            child.executableURL = URL(fileURLWithPath: "/usr/bin/sleep")
            child.arguments = ["600"]
            do { try child.run() } catch { return 3 }
            return 4
          """)
      let report = try await MiniPack().report(on: source)
      #expect(report.isGreen)
    }

    @Test(.enabled(if: MachineSandbox.hasLandlock))
    func otherFilesAreOutOfReach() async throws {
      let mini = try MiniPack()
      let solution = mini.folder.appendingPathComponent("solution/Triple.swift").path
      let readable = { (path: String) in
        "access(\"\(path)\", R_OK) == 0 && open(\"\(path)\", O_RDONLY) >= 0 ? 1 : 0"
      }
      let source = MiniPack.source(
        head: "import Glibc",
        constant: """
          let solution = \(readable(solution))
            let passwords = \(readable("/etc/passwd"))
            let file = open("mine.txt", O_WRONLY | O_CREAT, 0o600)
            let other = open("/tmp/not-mine-\(UUID().uuidString)", O_WRONLY | O_CREAT, 0o600)
            let killed = kill(getppid(), SIGCONT)
            return 3 + solution + passwords + (file >= 0 ? 0 : 100) + (other >= 0 ? 1 : 0)
              + (killed == 0 ? 1 : 0)
          """)
      let report = try await mini.report(on: source)
      #expect(report.isGreen, "\(report.results)")
      #expect(report.sandbox != "L0")
    }
  }
#endif
