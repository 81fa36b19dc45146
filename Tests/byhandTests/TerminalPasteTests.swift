#if os(Linux)
  import Foundation
  import Glibc
  import Testing

  /// A paste is one event, never keys.
  @Suite(.serialized) struct TerminalPasteTests {
    private func paste(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }

    @Test func whatIsPastedDoesNotRunAsKeys() async throws {
      let desk = try await TutorOnTerminal()
      let sent = try await desk.start()
      #expect(sent.contains(TutorOnTerminal.pasteOn))
      let tutor = try desk.tutor()
      desk.terminal.type(paste("qqq\nq"))
      try await Task.sleep(for: .milliseconds(600))
      #expect(kill(tutor, 0) == 0)
      #expect(!desk.terminal.text.contains(TutorOnTerminal.mainScreen))
      let mark = desk.terminal.text.count
      desk.terminal.type("q")
      #expect(try await desk.backInShell(since: mark) == [])
    }

    @Test(arguments: ["xterm-256color", "screen", "linux"])
    func aPasteIsOneEvent(_ term: String) async throws {
      let desk = try await TutorOnTerminal(["TERM": term])
      try await desk.startSession()
      desk.terminal.type("a" + paste("k3y\u{07}\u{03} ñ\r\n\u{1B}!") + "b")
      try await desk.terminal.wait("the events") { _ in desk.events.contains("\"b\"") }
      let lines = desk.events.split(separator: "\n").dropFirst()
      #expect(lines.count == 3)
      #expect(lines.dropFirst().first == #"paste("k3y ñ!")"#)
    }

    @Test func aPasteThatComesSlowlyIsOneToo() async throws {
      let desk = try await TutorOnTerminal()
      try await desk.startSession()
      for part in ["\u{1B}[200~q", "q", "\u{1B}[20", "1~"] {
        desk.terminal.type(part)
        // It holds its thread: a task that sleeps may wake much later beside other tests.
        // A sequence is cut between two writes: a sleep there may last longer than an escape key is
        // waited for, on a machine that is busy.
        if !part.hasSuffix("[20") { usleep(400_000) }
      }
      try await desk.terminal.wait("the paste") { _ in desk.events.contains("paste") }
      #expect(desk.events.contains(#"paste("qq")"#))
    }

    @Test func aHugePasteIsCut() async throws {
      let desk = try await TutorOnTerminal()
      try await desk.startSession()
      let words = String(repeating: "lora ", count: 40_000)
      desk.terminal.type("\u{1B}[200~")
      var rest = Substring(words)
      while !rest.isEmpty {
        desk.terminal.type(String(rest.prefix(1000)))
        rest = rest.dropFirst(1000)
      }
      desk.terminal.type("\u{1B}[201~b")
      try await desk.terminal.wait("the end") { _ in desk.events.contains("\"b\"") }
      let lines = desk.events.split(separator: "\n").dropFirst()
      #expect(lines.count == 2)
      #expect(lines.first.map { $0.count < 20_000 && $0.count > 1000 } == true)
    }

    /// An end that never comes must not leave the keyboard dead.
    @Test func aPasteWithoutAnEndEnds() async throws {
      let desk = try await TutorOnTerminal()
      try await desk.startSession()
      desk.terminal.type("\u{1B}[200~abc")
      try await desk.terminal.wait("the paste") { _ in desk.events.contains("paste") }
      desk.terminal.type("j")
      try await desk.terminal.wait("the key") { _ in desk.events.contains("\"j\"") }
      let lines = desk.events.split(separator: "\n").dropFirst()
      #expect(lines.first == #"paste("abc")"# && lines.count == 2)
    }
  }
#endif
