import Testing

@testable import NcursesTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct TerminalGivenBackTests {
  @Test(arguments: [
    ("\u{1B}[m\u{0F}$<2>", "\u{1B}[m\u{0F}"), ("$<5/>a$<10*>b", "ab"),
    ("plain $ <x>", "plain $ <x>"),
    ("", ""),
  ])
  func delaysAreNotWritten(_ capability: String, _ written: String) {
    #expect(LeaveSequence.withoutPadding(capability) == written)
  }

  @Test func aTerminalWithoutLinesOrEchoIsRaw() {
    var modes = termios()
    modes.c_lflag = tcflag_t(ICANON | ECHO | ISIG)
    #expect(!TerminalModes.isRaw(modes))
    for flag in [ICANON, ECHO] {
      var raw = modes
      raw.c_lflag &= ~tcflag_t(flag)
      #expect(TerminalModes.isRaw(raw))
      #expect(!TerminalModes.isRaw(TerminalModes.sane(raw)))
    }
  }

  /// Eight bits, speeds and the user's own keys stay as they are.
  @Test func saneModesKeepWhatIsTheUsers() {
    var modes = termios()
    modes.c_cflag = tcflag_t(CS8 | CREAD)
    modes.c_cc.3 = 0x08
    let sane = TerminalModes.sane(modes)
    #expect(sane.c_cflag == modes.c_cflag)
    #expect(sane.c_cc.3 == 0x08)
    #expect(sane.c_oflag & tcflag_t(OPOST | ONLCR) == tcflag_t(OPOST | ONLCR))
    #expect(sane.c_iflag & tcflag_t(ICRNL) != 0)
  }
}
