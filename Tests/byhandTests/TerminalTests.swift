#if os(Linux)
  import Foundation
  import Glibc
  import Testing

  @testable import byhand

  /// The tutor on a real terminal, under a shell: whatever ends or interrupts it, the shell finds the
  /// terminal as it was.
  @Suite(.serialized) struct TerminalTests {
    private static let fullScreen = "\u{1B}[?1049h"
    private static let mainScreen = "\u{1B}[?1049l"
    private static let prompt = "READY"

    /// A shell on a terminal, and the tutor started from it.
    private final class Desk {
      let program: BuiltProgram
      let terminal: PseudoTerminal
      let before: PseudoTerminal.Modes

      init(editor: String = "true") async throws {
        program = try BuiltProgram()
        var environment = ProcessInfo.processInfo.environment
        environment["HOME"] = program.home.path
        environment["XDG_CACHE_HOME"] = BuiltProgram.cache.path
        environment["BYHAND_WORKSPACE"] = program.home.appendingPathComponent("work").path
        environment["TERM"] = "xterm-256color"
        environment["LC_ALL"] = "C.UTF-8"
        environment["PS1"] = "READY> "
        environment["EDITOR"] = editor
        environment["VISUAL"] = nil
        terminal = try PseudoTerminal("/bin/sh", ["-i"], environment: environment)
        try await terminal.wait("the shell") { $0.contains(TerminalTests.prompt) }
        before = terminal.modes
      }

      deinit {
        kill(terminal.process, SIGKILL)
        terminal.vanish()
        waitpid(terminal.process, nil, 0)
        program.remove()
      }

      func start() async throws {
        let mark = terminal.text.count
        terminal.type(BuiltProgram.folder.appendingPathComponent("byhand").path + "\n")
        try await terminal.wait(since: mark, "the tutor") {
          $0.contains(TerminalTests.fullScreen) && $0.contains("lora_init_identity")
        }
      }

      /// The tutor's process: the shell's child of that name.
      func tutor() throws -> pid_t {
        let entries = try FileManager.default.contentsOfDirectory(atPath: "/proc")
        for entry in entries {
          guard let process = pid_t(entry),
            let stat = try? String(contentsOfFile: "/proc/\(entry)/stat", encoding: .utf8),
            stat.contains("(byhand)"),
            stat.components(separatedBy: ") ").last?.split(separator: " ").dropFirst().first
              == Substring(String(terminal.process))
          else { continue }
          return process
        }
        throw PseudoTerminal.Trouble(what: "the shell has no tutor")
      }

      /// Waits for the shell's prompt, and says what is not as it was.
      func backInShell(since mark: Int) async throws -> [String] {
        try await terminal.wait(since: mark, "the shell again") {
          $0.components(separatedBy: TerminalTests.mainScreen).last?
            .contains(TerminalTests.prompt) == true && $0.contains(TerminalTests.mainScreen)
        }
        // The shell takes the terminal back before it prompts, and may still be at it.
        for _ in 0..<100 where terminal.modes != before {
          try await Task.sleep(for: .milliseconds(20))
        }
        let text = String(terminal.text.dropFirst(mark))
        var problems: [String] = []
        if terminal.modes != before { problems.append("modes: \(terminal.modes), were \(before)") }
        let cursor = text.components(separatedBy: "\u{1B}[?25").last?.first
        if cursor != "h" { problems.append("the cursor is hidden") }
        return problems
      }
    }

    @Test func aWholeSession() async throws {
      let desk = try await Desk(editor: "echo EDITING; stty -a; true")
      let terminal = desk.terminal
      try await desk.start()
      #expect(terminal.modes != desk.before)

      var mark = terminal.text.count
      terminal.resize(width: 132, height: 43)
      try await terminal.wait(since: mark, "a new picture") { $0.count > 500 }

      mark = terminal.text.count
      terminal.type("r")
      try await terminal.wait(since: mark, "verdicts") { $0.contains("0/") || $0.contains("✗") }

      mark = terminal.text.count
      terminal.type("e")
      try await terminal.wait(since: mark, "the editor") { text in
        guard let editor = text.components(separatedBy: "EDITING").dropFirst().first else {
          return false
        }
        return editor.contains(" icanon") && editor.contains(Self.fullScreen)
      }

      mark = terminal.text.count
      terminal.type("\u{1A}")
      #expect(try await desk.backInShell(since: mark) == [])
      mark = terminal.text.count
      terminal.type("fg\n")
      try await terminal.wait(since: mark, "the tutor again") {
        $0.contains(Self.fullScreen) && $0.contains("lora_init_identity")
      }
      #expect(terminal.modes != desk.before)

      mark = terminal.text.count
      terminal.type("q")
      #expect(try await desk.backInShell(since: mark) == [])
    }

    @Test(arguments: [
      SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP,
    ])
    func aSignalEndsTheTutorAndNotTheTerminal(_ signal: Int32) async throws {
      let desk = try await Desk()
      try await desk.start()
      let mark = desk.terminal.text.count
      kill(try desk.tutor(), signal)
      #expect(try await desk.backInShell(since: mark) == [])
      desk.terminal.type("echo status=$?=\n")
      try await desk.terminal.wait(since: mark, "the status") {
        $0.contains("status=\(128 + signal)=")
      }
    }

    @Test func aStopFromOutsideGivesTheTerminalBackToo() async throws {
      let desk = try await Desk()
      try await desk.start()
      var mark = desk.terminal.text.count
      kill(try desk.tutor(), SIGTSTP)
      #expect(try await desk.backInShell(since: mark) == [])
      mark = desk.terminal.text.count
      desk.terminal.type("fg\n")
      try await desk.terminal.wait(since: mark, "the tutor again") {
        $0.contains(Self.fullScreen) && $0.contains("lora_init_identity")
      }
    }

    /// ncurses ignores SIGTSTP while it paints, if it is let: a stop that comes then would be lost.
    @Test func aStopIsNotIgnoredWhileTheScreenIsPainted() async throws {
      let desk = try await Desk()
      try await desk.start()
      let status = "/proc/\(try desk.tutor())/status"
      var looks = 0
      for round in 0..<40 {
        desk.terminal.resize(width: 100 + UInt16(round % 2), height: 30)
        for _ in 0..<50 {
          let text = try String(contentsOfFile: status, encoding: .utf8)
          let ignored = text.components(separatedBy: "SigIgn:\t").last?.prefix(16) ?? ""
          let mask = try #require(UInt64(ignored, radix: 16))
          looks += 1
          guard mask & 1 << UInt64(SIGTSTP - 1) == 0 else {
            Issue.record("ignored at look \(looks)")
            return
          }
        }
        try await Task.sleep(for: .milliseconds(5))
      }
      #expect(looks == 2000)
    }

    @Test func aTerminalThatVanishesEndsTheTutor() async throws {
      let desk = try await Desk()
      try await desk.start()
      let tutor = try desk.tutor()
      desk.terminal.vanish()
      for _ in 0..<500 where kill(tutor, 0) == 0 { try await Task.sleep(for: .milliseconds(20)) }
      #expect(kill(tutor, 0) != 0)
    }
  }
#endif
