#if os(Linux)
  import Foundation
  import Glibc
  import TestSupport
  import Testing

  /// A tutor that is killed cannot give the terminal back: a process beside it does.
  @Suite(.serialized) struct TerminalRestoreTests {
    @Test(arguments: ["xterm-256color", "tmux-256color"])
    func aKilledTutorLeavesTheTerminalAsItWas(_ term: String) async throws {
      let desk = try await TutorOnTerminal(["TERM": term])
      try await desk.start()
      #expect(desk.terminal.modes != desk.before)
      let mark = desk.terminal.text.count
      kill(try desk.tutor(), SIGKILL)
      #expect(try await desk.problemsInTheEnd(since: mark) == [])
      // The shell reads lines again.
      desk.terminal.type("echo status=$?=\n")
      try await desk.terminal.wait(since: mark, "the status") { $0.contains("status=137=") }
      #expect(desk.restorers() == [])
    }

    /// A shell that edits lines may be there first, with its own modes and a prompt on the screen that
    /// goes away: its modes stay, and its prompt comes again.
    @Test func aShellThatIsQuickerKeepsItsModesAndItsPrompt() async throws {
      for _ in 0..<8 {
        let desk = try await TutorOnTerminal(shell: ["/bin/bash", "--norc", "-i"])
        try await desk.start()
        let mark = desk.terminal.text.count
        kill(try desk.tutor(), SIGKILL)
        try await desk.terminal.wait(since: mark, "the prompt") {
          $0.contains(TutorOnTerminal.mainScreen)
            && $0.components(separatedBy: TutorOnTerminal.mainScreen).last?
              .contains(TutorOnTerminal.prompt) == true
        }
        #expect(desk.terminal.modes == desk.before)
      }
    }

    @Test func nothingIsLeftOfTheWatcherAfterAnyEnd() async throws {
      let desk = try await TutorOnTerminal()
      for signal in [0, SIGTERM, SIGSEGV] {
        try await desk.start()
        #expect(desk.restorers().count == 1)
        let mark = desk.terminal.text.count
        if signal == 0 { desk.terminal.type("q") } else { kill(try desk.tutor(), signal) }
        #expect(try await desk.backInShell(since: mark) == [])
        #expect(desk.restorers() == [])
        // What the shell writes now is left alone.
        let count = desk.terminal.text.count
        try await Task.sleep(for: .milliseconds(300))
        #expect(desk.terminal.text.count == count)
      }
    }

    @Test func aTutorThatIsKilledWhileItIsStoppedTouchesNothing() async throws {
      let desk = try await TutorOnTerminal()
      try await desk.start()
      let tutor = try desk.tutor()
      var mark = desk.terminal.text.count
      desk.terminal.type("\u{1A}")
      #expect(try await desk.backInShell(since: mark) == [])
      #expect(desk.restorers() == [])
      mark = desk.terminal.text.count
      desk.terminal.type("stty -echo; echo done=$?=\n")
      try await desk.terminal.wait(since: mark, "the modes") {
        $0.components(separatedBy: "done=0=").last?.contains(TutorOnTerminal.prompt) == true
          && $0.contains("done=0=")
      }
      let modes = desk.terminal.modes
      #expect(modes.local & tcflag_t(ECHO) == 0)
      mark = desk.terminal.text.count
      kill(tutor, SIGKILL)
      try await Task.sleep(for: .milliseconds(500))
      #expect(desk.terminal.modes == modes)
      #expect(!desk.terminal.text.dropFirst(mark).contains(TutorOnTerminal.mainScreen))
    }

    /// Keys that stop or end programs, sent to everything that the terminal has in front.
    @Test func theWatcherOutlivesWhatTheKeyboardSends() async throws {
      let desk = try await TutorOnTerminal()
      try await desk.start()
      let restorer = try #require(desk.restorers().first)
      for signal in [SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGTTOU, SIGTSTP] { kill(restorer, signal) }
      let mark = desk.terminal.text.count
      // All that the shell would kill with the tutor.
      kill(-(try desk.tutor()), SIGKILL)
      #expect(try await desk.problemsInTheEnd(since: mark) == [])
    }

    @Test func aStormOfInterruptsLeavesTheTerminalAsItWas() async throws {
      let desk = try await TutorOnTerminal()
      try await desk.start()
      let mark = desk.terminal.text.count
      for _ in 0..<60 {
        desk.terminal.type("\u{03}")
        usleep(3000)
      }
      // Some stop a run, and one may have ended the tutor.
      try await Task.sleep(for: .milliseconds(500))
      if (try? desk.tutor()) != nil { desk.terminal.type("q") }
      #expect(try await desk.backInShell(since: mark) == [])
    }

    /// What a killed program left raw is not what the tutor gives back.
    @Test func aRawTerminalIsMended() async throws {
      let desk = try await TutorOnTerminal()
      let byhand = BuiltProgram.program.path
      let mark = desk.terminal.text.count
      desk.terminal.type("stty raw -echo; \(byhand); echo status=$?=\n")
      try await desk.terminal.wait(since: mark, "the tutor") {
        $0.contains(TutorOnTerminal.pasteOn) && $0.count > 1500
      }
      try await Task.sleep(for: .seconds(1))
      desk.terminal.type("q")
      try await desk.terminal.wait(since: mark, "the status") { $0.contains("status=0=") }
      let local = tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
      #expect(desk.terminal.modes.local & local == local)
      #expect(desk.terminal.modes.output & tcflag_t(OPOST | ONLCR) == tcflag_t(OPOST | ONLCR))
      #expect(desk.terminal.modes.input & tcflag_t(ICRNL) != 0)
    }
  }
#endif
