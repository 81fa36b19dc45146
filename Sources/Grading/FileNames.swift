import Foundation
import LessonPacks
import Judge

/// The names that the files of a run have: a submission's own name is a stranger's, and no path of ours.
struct FileNames {
  private var names: [String: String] = [:]

  /// `submissions` are all names of a run. Two that a file system without upper case would take for one
  /// are told apart by a number made of each; any other has the same file's name in every run.
  init(_ submissions: [String]) {
    let files = submissions.map { ($0, Submission.fileName($0)) }
    let counts = Dictionary(files.map { (Self.folded($0.1), 1) }, uniquingKeysWith: +)
    for (name, file) in files where counts[Self.folded(file)] != 1 {
      names[name] = Submission.marked(file, name)
    }
  }

  subscript(_ submission: String) -> String { names[submission] ?? Submission.fileName(submission) }

  private static func folded(_ name: String) -> String {
    name.uppercased().lowercased().precomposedStringWithCanonicalMapping
  }
}

extension Submission {
  /// In bytes: room is left for `.json`.
  private static let longestFileName = 250

  /// ASCII letters, digits, `-`, `_` and `.`, and the letters of other scripts as they are, everything
  /// else as `%XX`; not the same for two names. What is too long is cut and marked.
  static func fileName(_ name: String) -> String {
    let composed = name.precomposedStringWithCanonicalMapping
    var safe = encoded(composed)
    if safe.isEmpty { safe = "%" }
    if isReserved(safe) { safe = "%" + hexadecimal(safe.utf8.first ?? 0) + safe.dropFirst() }
    let isWhole = composed.utf8.elementsEqual(name.utf8)
    return isWhole && safe.utf8.count <= longestFileName ? safe : marked(safe, name)
  }

  /// A beginning of `file`, and a number that only `name` has. Nothing else puts a `~` there.
  static func marked(_ file: String, _ name: String) -> String {
    var start = Substring(file)
    while start.utf8.count > longestFileName - 33 { start = start.dropLast() }
    // Of a cut `%XX` nothing stays.
    if let percent = start.suffix(2).lastIndex(of: "%"), start.count < file.count {
      start = start[..<percent]
    }
    return start + "~" + SHA256.hex(name.utf8).prefix(32)
  }

  private static func encoded(_ name: String) -> String {
    var safe = String.UnicodeScalarView()
    var isBehindLetter = false
    for (index, scalar) in name.unicodeScalars.enumerated() {
      let isPlain =
        isLetter(scalar) || (isMark(scalar) && isBehindLetter)
        || "-_".unicodeScalars.contains(scalar) || (scalar == "." && index > 0)
      isBehindLetter = isPlain && (isLetter(scalar) || isMark(scalar))
      if isPlain {
        safe.append(scalar)
      } else {
        for byte in String(scalar).utf8 { safe += ("%" + hexadecimal(byte)).unicodeScalars }
      }
    }
    return String(safe)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: return true
    default: return false
    }
  }

  /// What Windows keeps for devices, with any ending.
  private static func isReserved(_ name: String) -> Bool {
    let stem = name.prefix { $0 != "." }.lowercased()
    if ["con", "prn", "aux", "nul"].contains(stem) { return true }
    return stem.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt"))
      && stem.last?.isNumber == true
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
