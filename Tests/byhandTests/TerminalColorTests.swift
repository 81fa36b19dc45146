#if os(Linux)
  import Foundation
  import Glibc
  import TestSupport
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
      desk.terminal.type(BuiltProgram.program.path + "\n")
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
      #expect(bright.components(separatedBy: "\u{1B}[").suffix(3).contains { $0.hasSuffix("1m") })
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
      try await describe("byhand-test|xterm without op, op@, use=xterm,", to: desk)
      let colors = SentColors.all(in: try await desk.startSession())
      #expect(colors.contains("31") && colors.contains("37") && colors.contains("40"))
    }

    /// Where numbers beyond 7 are RGB values, the cube's colours are sent as such and bright ones folded.
    @Test func aTerminalOfDirectColour() async throws {
      let desk = try await TutorOnTerminal()
      let rest = #"8;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d"#
      try await describe(
        #"byhand-test|xterm of direct colour, RGB, colors#0x1000000, pairs#0x10000, "#
          + #"setaf=\E[%?%p1%{8}%<%t3%p1%d%e3\#(rest)%;m, "#
          + #"setab=\E[%?%p1%{8}%<%t4%p1%d%e4\#(rest)%;m, use=xterm-256color,"#, to: desk)
      let colors = SentColors.all(in: try await desk.startSession())
      #expect(colors.contains("38;2;255;95;0") && colors.contains("48;2;0;135;255"))
      #expect(colors.contains("31") && !colors.contains("38;2;0;0;9"))
    }

    /// Makes a terminal of its own for the programs that the shell starts from now on.
    private func describe(_ text: String, to desk: TutorOnTerminal) async throws {
      let folder = desk.program.home.appendingPathComponent("terminfo").path
      let entry = desk.program.home.appendingPathComponent("entry")
      try Data((text + "\n").utf8).write(to: entry)
      let mark = desk.terminal.text.count
      desk.terminal.type(
        "tic -x -o \(folder) \(entry.path) && export TERMINFO=\(folder) TERM=byhand-test && echo $TERM=\n"
      )
      try await desk.terminal.wait(since: mark, seconds: 10, "tic") { $0.contains("byhand-test=") }
    }

    @Test func dimTextIsPlainWhereThereIsNoDim() async throws {
      try known("vt220")
      let desk = try await TutorOnTerminal(["TERM": "vt220"])
      let text = try await desk.startSession()
      #expect(text.contains("dim") && !text.contains("\u{1B}[2m"))
    }
  }
#endif
