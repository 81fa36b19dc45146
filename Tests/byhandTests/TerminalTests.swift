#if os(Linux)
  import Foundation
  import Glibc
  import Testing

  @testable import byhand

  /// The tutor on a real terminal, under a shell: whatever ends or interrupts it, the shell finds the
  /// terminal as it was.
  @Suite(.serialized) struct TerminalTests {
    @Test func aWholeSession() async throws {
      let desk = try await TutorOnTerminal(editor: "echo EDITING; stty -a; true")
      let terminal = desk.terminal
      try await desk.start()
      #expect(terminal.modes != desk.before)

      var mark = terminal.text.count
      terminal.resize(width: 132, height: 43)
      try await terminal.wait(since: mark, "a new picture") { $0.count > 500 }

      mark = terminal.text.count
      terminal.type("r")
      try await terminal.wait(since: mark, "verdicts") { $0.count > 20 }

      // From the course's page into the lesson, and from there to the editor.
      mark = terminal.text.count
      terminal.type("\r")
      try await terminal.wait(since: mark, "the lesson") { $0.count > 500 }
      mark = terminal.text.count
      terminal.type("e")
      try await terminal.wait(since: mark, "the editor") { text in
        let parts = text.components(separatedBy: "EDITING")
        guard let editor = parts.dropFirst().first else { return false }
        return parts[0].contains(TutorOnTerminal.pasteOff) && editor.contains(" icanon")
          && editor.contains(TutorOnTerminal.fullScreen)
      }

      mark = terminal.text.count
      terminal.type("\u{1A}")
      #expect(try await desk.backInShell(since: mark) == [])
      mark = terminal.text.count
      terminal.type("fg\n")
      try await terminal.wait(since: mark, "the tutor again") {
        $0.contains(TutorOnTerminal.fullScreen) && $0.contains(TutorOnTerminal.pasteOn)
          && $0.count > 1500
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
      let desk = try await TutorOnTerminal()
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
      let desk = try await TutorOnTerminal()
      try await desk.start()
      var mark = desk.terminal.text.count
      kill(try desk.tutor(), SIGTSTP)
      #expect(try await desk.backInShell(since: mark) == [])
      mark = desk.terminal.text.count
      desk.terminal.type("fg\n")
      try await desk.terminal.wait(since: mark, "the tutor again") {
        $0.contains(TutorOnTerminal.fullScreen) && $0.contains(TutorOnTerminal.pasteOn)
          && $0.count > 1500
      }
    }

    /// ncurses ignores SIGTSTP while it paints, if it is let: a stop that comes then would be lost.
    @Test func aStopIsNotIgnoredWhileTheScreenIsPainted() async throws {
      let desk = try await TutorOnTerminal()
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
      let desk = try await TutorOnTerminal()
      try await desk.start()
      let tutor = try desk.tutor()
      let restorer = try #require(desk.restorers().first)
      desk.terminal.vanish()
      for process in [tutor, restorer] {
        for _ in 0..<5000 where kill(process, 0) == 0 {
          try await Task.sleep(for: .milliseconds(20))
        }
        #expect(kill(process, 0) != 0)
      }
    }
  }
#endif
