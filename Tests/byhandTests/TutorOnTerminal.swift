#if os(Linux)
  import Foundation
  import Glibc
  import TestSupport

  /// A shell on a terminal, and a program started from it: the tutor, or the session that draws every
  /// kind of cell.
  final class TutorOnTerminal {
    static let fullScreen = "\u{1B}[?1049h"
    static let mainScreen = "\u{1B}[?1049l"
    static let pasteOn = "\u{1B}[?2004h"
    static let pasteOff = "\u{1B}[?2004l"
    static let prompt = "READY> "

    let program: BuiltProgram
    let terminal: PseudoTerminal
    let before: PseudoTerminal.Modes

    /// A variable that is nil is not in the program's environment.
    init(
      shell: [String] = ["/bin/sh", "-i"], editor: String = "true",
      _ variables: [String: String?] = [:]
    ) async throws {
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
      environment["NO_COLOR"] = nil
      for (name, value) in variables { environment[name] = value }
      terminal = try PseudoTerminal(
        shell[0], Array(shell.dropFirst()), environment: environment)
      try await terminal.wait("the shell") { $0.contains(Self.prompt) }
      before = terminal.modes
    }

    deinit {
      terminal.end()
      program.remove()
    }

    /// Starts the tutor, waits for its picture, and returns what was sent until then.
    @discardableResult
    func start() async throws -> String { try await start("byhand", atLeast: 1500) }

    /// Starts terminal-session, which writes its events to `log`.
    @discardableResult
    func startSession(_ arguments: String = "") async throws -> String {
      try await start("terminal-session", log.path + " " + arguments, atLeast: 250)
    }

    var log: URL { program.home.appendingPathComponent("events") }
    var events: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// A program's picture is there when so many characters came, and then none for a while: whatever
    /// its words are.
    private func start(
      _ name: String, _ arguments: String = "", atLeast count: Int
    ) async throws -> String {
      let mark = terminal.text.count
      terminal.type(BuiltPrograms.folder.appendingPathComponent(name).path + " \(arguments)\n")
      var (length, quiet) = (0, 0)
      try await terminal.wait(since: mark, "\(name)'s picture") { text in
        quiet = text.count == length ? quiet + 1 : 0
        length = text.count
        return length > count && quiet > 15
      }
      return String(terminal.text.dropFirst(mark))
    }

    /// The tutor's process: the shell's child of that name.
    func tutor(_ name: String = "byhand") throws -> pid_t {
      for process in processes() where process.name == name && process.parent == terminal.process {
        return process.number
      }
      throw PseudoTerminal.Trouble(what: "the shell has no \(name)")
    }

    /// The processes that would give this terminal back.
    func restorers() -> [pid_t] {
      processes().filter { $0.name == "byhand-restore" }.map(\.number).filter { number in
        let link = try? FileManager.default.destinationOfSymbolicLink(
          atPath: "/proc/\(number)/fd/1")
        return link == terminal.name
      }
    }

    private func processes() -> [(number: pid_t, name: String, parent: pid_t)] {
      let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return entries.compactMap { entry in
        guard let number = pid_t(entry),
          let stat = try? String(contentsOfFile: "/proc/\(entry)/stat", encoding: .utf8),
          let name = stat.split(separator: "(").dropFirst().first?.split(separator: ")").first,
          let parent = stat.components(separatedBy: ") ").last?.split(separator: " ").dropFirst()
            .first.flatMap({ pid_t($0) })
        else { return nil }
        return (number, String(name), parent)
      }
    }

    /// Waits for the shell's prompt, and says what is not as it was.
    func backInShell(since mark: Int) async throws -> [String] {
      try await terminal.wait(since: mark, "the shell again") {
        $0.components(separatedBy: Self.mainScreen).last?.contains(Self.prompt) == true
          && $0.contains(Self.mainScreen)
      }
      // The shell takes the terminal back before it prompts, and may still be at it.
      return try await problemsInTheEnd(since: mark)
    }

    /// What is still not as it was when nothing comes any more, or nothing as soon as all is.
    func problemsInTheEnd(since mark: Int) async throws -> [String] {
      var (looks, found) = (0, problems(since: mark))
      while looks < 3000, !found.isEmpty {
        looks += 1
        try await Task.sleep(for: .milliseconds(20))
        found = problems(since: mark)
      }
      return found
    }

    /// What is not as it was, of what was sent since `mark` and of the modes as they are.
    func problems(since mark: Int) -> [String] {
      let text = String(terminal.text.dropFirst(mark))
      var problems: [String] = []
      if terminal.modes != before { problems.append("modes: \(terminal.modes), were \(before)") }
      for (what, number) in [("the cursor is hidden", "25h"), ("pasting is bracketed", "2004l")]
      where lastSwitch(number, in: text) != number.last { problems.append(what) }
      for number in ["1049l", "1000l"] where lastSwitch(number, in: text) != "l" {
        problems.append("?\(number) was not sent")
      }
      return problems
    }

    /// The last of h and l that a private mode was set to; modes may be set in one sequence.
    private func lastSwitch(_ mode: String, in text: String) -> Character? {
      var last: Character?
      for part in text.components(separatedBy: "\u{1B}[?").dropFirst() {
        let digits = part.prefix { $0.isNumber || $0 == ";" }
        let modes = digits.split(separator: ";")
        guard modes.contains(mode.dropLast()), let end = part.dropFirst(digits.count).first
        else { continue }
        last = end
      }
      return last
    }
  }
#endif
