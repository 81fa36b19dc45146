#if os(Linux)
  import Foundation
  import Glibc
  import Testing

  /// What real terminals are sent: colour where it is due, in their own way, and none elsewhere.
  @Suite(.serialized) struct TerminalColorTests {
    private func known(_ term: String) throws {
      guard Terminfo.knows(term) else { throw PseudoTerminal.Trouble(what: Terminfo.missing(term)) }
    }

    @Test(arguments: [
      "xterm-256color", "tmux-256color", "screen-256color", "screen", "xterm", "linux",
    ])
    func theTutorHasColour(_ term: String) async throws {
      try known(term)
      let desk = try await TutorOnTerminal(["TERM": term])
      let colors = SentColors.all(in: try await desk.start())
      #expect(!colors.isEmpty)
      if !term.hasSuffix("256color") {
        // Eight colours are all that these are known to have.
        #expect(colors.allSatisfy { ("30"..."37").contains($0) || ("40"..."47").contains($0) })
      }
    }

    @Test(arguments: [
      ("xterm-256color", "1"), ("tmux-256color", "no"), ("linux", "1"), ("vt100", ""),
    ])
    func theTutorHasNone(_ term: String, _ noColor: String) async throws {
      try known(term)
      let desk = try await TutorOnTerminal(["TERM": term, "NO_COLOR": noColor])
      #expect(SentColors.all(in: try await desk.start()) == [])
    }

    @Test func anEmptyNoColorIsNone() async throws {
      let desk = try await TutorOnTerminal(["NO_COLOR": ""])
      #expect(!SentColors.all(in: try await desk.start()).isEmpty)
    }

    @Test func aDumbTerminalIsSentLinesAlone() async throws {
      let desk = try await TutorOnTerminal(["TERM": "dumb"])
      let mark = desk.terminal.text.count
      desk.terminal.type(BuiltProgram.folder.appendingPathComponent("byhand").path + "\n")
      try await desk.terminal.wait(since: mark, "the plain tutor") { $0.count > 400 }
      #expect(!desk.terminal.text.dropFirst(mark).contains("\u{1B}"))
    }

    @Test(arguments: ["xterm-256color", "tmux-256color", "screen-256color"])
    func heatIsOfTheCube(_ term: String) async throws {
      try known(term)
      let desk = try await TutorOnTerminal(["TERM": term])
      let colors = SentColors.all(in: try await desk.startSession())
      let cube = colors.filter { $0.hasPrefix("38;5;") || $0.hasPrefix("48;5;") }
      #expect(Set(cube).count >= 4)
    }

    /// Eight colours have no bright twins: these are bold, and the bright black is a dim text.
    @Test(arguments: ["xterm", "linux", "screen"])
    func eightColoursFoldTheBrightOnes(_ term: String) async throws {
      try known(term)
      let desk = try await TutorOnTerminal(["TERM": term])
      let text = try await desk.startSession()
      let colors = SentColors.all(in: text)
      #expect(Set(colors).isSuperset(of: (30...37).map(String.init)))
      #expect(colors.allSatisfy { $0.count == 2 })
      let bright = try #require(text.components(separatedBy: "c9").first)
      #expect(bright.components(separatedBy: "\u{1B}[").suffix(3).contains { $0.hasPrefix("1m") })
    }

    /// There are 256 pairs to show and 63 to have: what does not fit is shown in other ones.
    @Test func moreColoursThanTheTerminalHasPairsFor() async throws {
      let desk = try await TutorOnTerminal(["TERM": "xterm"])
      let text = try await desk.startSession("pairs")
      #expect(text.filter { $0 == "#" }.count == 256)
      // The first sixteen colours are as they were asked for, whatever came after.
      for number in 0..<16 { #expect(text.contains("c\(number)")) }
      #expect(SentColors.all(in: text).contains("31"))
    }

    /// A terminal that cannot go back to its own colours is painted in white on black throughout.
    @Test func aTerminalWithoutItsOwnColours() async throws {
      let desk = try await TutorOnTerminal()
      let folder = desk.program.home.appendingPathComponent("terminfo").path
      let text =
        "byhand-noop|xterm without op, op=@, orig_colors=@, use=xterm,\n".replacingOccurrences(
          of: " orig_colors=@,", with: "")
      let entry = desk.program.home.appendingPathComponent("entry")
      try Data(text.utf8).write(to: entry)
      desk.terminal.type(
        "tic -o \(folder) \(entry.path)\nexport TERMINFO=\(folder) TERM=byhand-noop\n")
      try await Task.sleep(for: .milliseconds(500))
      let sent = try await desk.startSession()
      let colors = SentColors.all(in: sent)
      #expect(colors.contains("31") && colors.contains("37") && colors.contains("40"))
    }

    @Test func dimTextIsPlainWhereThereIsNoDim() async throws {
      try known("vt220")
      let desk = try await TutorOnTerminal(["TERM": "vt220"])
      let text = try await desk.startSession()
      #expect(text.contains("dim") && !text.contains("\u{1B}[2m"))
    }
  }
#endif
