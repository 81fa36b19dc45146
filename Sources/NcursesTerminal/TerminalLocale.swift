import CNcurses

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Which characters the terminal is written to in. Only that: numbers and dates are the program's own.
enum TerminalLocale {
  /// Takes the environment's locale, or UTF-8 where the machine lacks it, and returns whether glyphs
  /// beyond ASCII can be written.
  static func take() -> Bool {
    if setlocale(LC_CTYPE, "") == nil {
      let variables: [String] = ["LC_ALL", "LC_CTYPE", "LANG"]
      let name = variables.compactMap { getenv($0).map { String(cString: $0) } }
        .first { !$0.isEmpty }
      _ = fallbacks(for: name ?? "").first { setlocale(LC_CTYPE, $0) != nil }
    }
    return nl_langinfo(nl_item(CODESET)).map { String(cString: $0) } == "UTF-8"
  }

  /// What stands in for a locale that was never generated: its language is the reader's all the same,
  /// and terminals have spoken UTF-8 for twenty years. Nothing for one that names another charset.
  static func fallbacks(for name: String) -> [String] {
    let charset = name.split(separator: ".", maxSplits: 1).dropFirst().first?
      .split(separator: "@").first?.lowercased().filter { $0 != "-" }
    guard !name.isEmpty, charset == nil || charset == "utf8" else { return [] }
    return ["C.UTF-8", "C.utf8", "en_US.UTF-8"]
  }
}
