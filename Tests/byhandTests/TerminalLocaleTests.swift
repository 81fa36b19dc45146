#if os(Linux)
  import Foundation
  import Glibc
  import Testing

  /// Letters beyond ASCII, by what the environment says and the machine has.
  @Suite(.serialized) struct TerminalLocaleTests {
    /// The locale that LANG names was never generated here: it is the language that is meant.
    @Test(arguments: ["tlh_XX.UTF-8", "tlh_XX.utf8", "tlh_XX"])
    func aLocaleThatIsNotThereIsUTF8(_ name: String) async throws {
      let desk = try await TutorOnTerminal(["LC_ALL": nil, "LC_CTYPE": nil, "LANG": name])
      #expect(try await desk.startSession().contains("áéíóú ñ ✔"))
    }

    @Test(arguments: ["tlh_XX.ISO-8859-1", "tlh_XX.KOI8-R", "C", "POSIX", ""])
    func aLocaleThatSaysAnotherCharsetIsASCII(_ name: String) async throws {
      let desk = try await TutorOnTerminal(["LC_ALL": nil, "LC_CTYPE": nil, "LANG": name])
      try await desk.startSession()
      #expect(desk.events.contains("unicode: false"))
    }

    @Test func aCategoryThatIsNotThereDoesNotSpoilTheLetters() async throws {
      let desk = try await TutorOnTerminal(
        ["LC_ALL": nil, "LANG": "C.UTF-8", "LC_TIME": "tlh_XX.UTF-8"])
      #expect(try await desk.startSession().contains("áéíóú ñ ✔"))
    }

    @Test func theTutorInSpanishHasItsAccents() async throws {
      let desk = try await TutorOnTerminal(
        ["LC_ALL": nil, "LC_CTYPE": nil, "LANG": "es_ES.UTF-8"])
      let text = try await desk.start()
      #expect(text.contains("Lección") || text.contains("lección"))
      #expect(text.contains("│") && text.contains("─"))
    }
  }
#endif
