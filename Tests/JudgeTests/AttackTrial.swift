import Foundation
import LessonPacks
import Reports
import TestSupport

@testable import Judge

/// One attack on one judge, and everything that is wrong with how it came out.
#if os(Linux)
  struct AttackTrial {
    /// Planted where attacks look; must never be in a report.
    static let canary = "canary-\(3 * 1_234_577)-of-the-teacher"

    /// What no file costs but one that hangs, with others beside it that are judged at the same time.
    static let secondsLimit = 300.0

    private let attack: Attack
    private let toolchain: Toolchain
    private let mini: MiniPack
    private let mark = UUID().uuidString

    /// Who is waiting: a class is graded in one worker with a policy, a student has two and a pace.
    enum Face: String, CaseIterable { case plain, grade, check }

    private let face: Face

    init(_ attack: Attack, _ toolchain: Toolchain, _ face: Face = .plain) throws {
      self.face = face
      self.attack = attack
      self.toolchain = toolchain
      let secret = "\n// \(Self.canary)\n"
      mini = try MiniPack(
        solution: MiniPack.solution + secret, seconds: attack.seconds,
        probes: ["A": MiniPack.probesA + secret, "B": MiniPack.probesB + secret])
      try Data(secret.utf8).write(to: mini.studentFile)
      setenv("BYHAND_ATTACK_SECRET", Self.canary, 1)
    }

    func problems() async throws -> [String] {
      let judge = Judge(
        pack: mini.pack, toolchain: toolchain,
        cacheFolder: BuiltPrograms.cache("judge"),
        temporaryFolder: mini.scratch,
        policy: face == .grade ? TimeoutPolicy(timeouts: 1, share: 0.02) : nil,
        pace: face == .check ? ReferencePace(least: attack.seconds) : nil,
        workers: face == .check ? 2 : 1)
      let source = try attack.source(filling: try places())
      let report: Report
      let seconds: Double
      do {
        (report, seconds) = try await JudgeTurns.shared.take {
          let start = ProcessInfo.processInfo.systemUptime
          let report = try await judge.run(
            StudentSource(bytes: Data(source.utf8)), seed: 7, onEvent: { _ in })
          return (report, ProcessInfo.processInfo.systemUptime - start)
        }
      } catch {
        return ["the judge gave up: \(error)"] + leftBehind()
      }
      let tooLong = seconds > Self.secondsLimit ? ["it took \(seconds) s"] : []
      return wrongVerdicts(report) + letOut(report) + leftBehind() + tooLong
    }

    private func places() throws -> [String: String] {
      [
        "SOLUTION": mini.folder.appendingPathComponent("solution/Triple.swift").path,
        "PROBES": mini.folder.appendingPathComponent("pack/probes/A.swift").path,
        "WORKSPACE": mini.studentFile.path, "SCRATCH": mini.scratch.path,
        "OUTSIDE": mini.studentFile.deletingLastPathComponent().path, "MARK": mark,
        "PORT": String(LocalListener.port),
        "SUM": (1...40).map { "\($0) * 1.5 - -Double(\($0)) / 2" }.joined(separator: " + "),
        "ERRORS": (1...6000).map { "let a\($0) = b" }.joined(separator: "\n"),
        "LINES": String(repeating: "\n", count: 120_000),
        "MARKS": String(repeating: "// Block A, step 1\n", count: 10_000),
        "DEEP": String(repeating: "(", count: 40_000) + "3" + String(repeating: ")", count: 40_000),
      ]
    }

    private func wrongVerdicts(_ report: Report) -> [String] {
      var problems: [String] = []
      let stopsAll = ["not compiled", "missing"]
      for result in report.results {
        let kind = result.verdict.kind
        if result.id == attack.target {
          if !attack.expected.contains(kind) { problems.append("\(result.id): \(result.verdict)") }
        } else if stopsAll.contains(report.targetKind(attack)) {
          if !stopsAll.contains(kind) && result.verdict != .passed {
            problems.append("\(result.id): \(result.verdict)")
          }
        } else if !attack.others.contains(kind) && !(result.id == "strict") {
          problems.append("\(result.id): \(result.verdict)")
        } else if result.id == "strict", kind == "wrong", !attack.costsStrict {
          problems.append("\(result.id): \(result.verdict)")
        }
      }
      if report.results.count != 5 { problems.append("\(report.results.count) results") }
      return problems
    }

    private func letOut(_ report: Report) -> [String] {
      var problems: [String] = []
      let everything =
        "\(report)" + JSONReport.render(report, pack: mini.pack, language: .en)
        + TextReport.render(report, pack: mini.pack, language: .en)
      for secret in [Self.canary, "root:x:0"] where everything.contains(secret) {
        problems.append("let out: \(secret)")
      }
      for result in report.results {
        let controls = result.output.unicodeScalars.filter {
          $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
        }
        if !controls.isEmpty { problems.append("control characters in the output") }
      }
      return problems
    }

    private func leftBehind() -> [String] {
      var problems: [String] = []
      let manager = FileManager.default
      let processes = BuiltPrograms.processes(of: mini.scratch.path)
      if !processes.isEmpty { problems.append("processes: \(processes)") }
      let files = (try? manager.contentsOfDirectory(atPath: mini.scratch.path)) ?? ["?"]
      if !files.isEmpty { problems.append("files: \(files)") }
      let places = [
        "/tmp", "/var/tmp", "/dev/shm", "/run", "/root", "/home", "/", mini.folder.path,
      ]
      for place in places {
        for name in ["byhand-attack-\(mark)", "byhand-attack-\(mark).d"]
        where manager.fileExists(atPath: place + "/" + name) {
          problems.append("\(place)/\(name)")
          try? manager.removeItem(atPath: place + "/" + name)
        }
      }
      let kept = try? String(contentsOf: mini.studentFile, encoding: .utf8)
      if kept?.contains(Self.canary) != true { problems.append("another's file was changed") }
      for name in ["shm", "msg", "sem"] {
        let table = try? String(contentsOfFile: "/proc/sysvipc/\(name)", encoding: .utf8)
        if table?.contains("\(0x6279_6861)") == true {
          problems.append("left in the kernel: \(name)")
        }
      }
      return problems
    }
  }

  extension Report {
    fileprivate func targetKind(_ attack: Attack) -> String {
      results.first { $0.id == attack.target }?.verdict.kind ?? ""
    }
  }

  /// Something to connect to: an attack that nobody would answer proves nothing.
  enum LocalListener {
    static let port: Int = {
      let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      _ = withUnsafeMutableBytes(of: &address) { bytes in
        let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
        _ = pointer.map { bind(listener, $0, size) }
        listen(listener, 16)
        return pointer.map { getsockname(listener, $0, &size) } ?? -1
      }
      return Int(UInt16(bigEndian: address.sin_port))
    }()
  }
#endif
