/// Names that a pack's module cannot have, though they are made of the right characters.
enum ModuleNames {
  /// Why not, as a sentence without its full stop; nil for a name that is free.
  static func trouble(with name: String) -> String? {
    if keywords.contains(name) {
      return "`\(name)` is a word of Swift, and no module can be called so"
    }
    // Some file systems take two names that differ in case for one.
    guard taken.contains(where: { $0.lowercased() == name.lowercased() }) else { return nil }
    return "a module `\(name)` is there already, and the student's file is compiled beside it"
  }

  /// The compiler's own words, and what it calls a program's module.
  static let keywords: Set<String> = [
    "associatedtype", "class", "deinit", "enum", "extension", "fileprivate", "func", "import",
    "init", "inout", "internal", "let", "operator", "precedencegroup", "private", "protocol",
    "public", "rethrows", "static", "struct", "subscript", "typealias", "var", "break", "case",
    "catch", "continue", "default", "defer", "do", "else", "fallthrough", "for", "guard", "if",
    "in", "repeat", "return", "throw", "switch", "where", "while", "Any", "as", "await", "false",
    "is", "nil", "self", "Self", "super", "throws", "true", "try", "main", "_",
  ]

  /// What is linked into the program that runs probes, and what comes with the compiler.
  static let taken = [
    "TensorKit", "ProbeKit", "PlayKit", "LanguageModels", "Observations", "CSandbox", "CNcurses",
    "Swift", "SwiftShims", "SwiftOnoneSupport", "Builtin", "_Concurrency", "_StringProcessing",
    "_RegexParser", "_Builtin_float", "_Differentiation", "_Volatile", "Cxx", "CxxStdlib", "std",
    "Distributed", "Observation", "RegexBuilder", "Synchronization", "Runtime", "Testing", "XCTest",
    "Foundation", "FoundationEssentials", "FoundationInternationalization", "FoundationNetworking",
    "FoundationXML", "CoreFoundation", "Dispatch", "Glibc", "SwiftGlibc", "Musl", "Android",
    "Darwin", "ObjectiveC", "PackageDescription", "PackagePlugin",
  ]
}
