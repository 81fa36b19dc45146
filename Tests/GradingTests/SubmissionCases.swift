import Archives
import Foundation

/// Everything that students have handed in, or could: a new case is one row.
extension SubmissionCase {
  static let code = Array("import TensorKit\nfunc double(_ x: Tensor) -> Tensor { x + x }\n".utf8)
  private static let text = String(decoding: code, as: UTF8.self)
  private static let right = Tree.file(code)
  private static let entry = OddArchives.Entry("hand-in/LoRA.swift", code)
  private static let zipped = OddArchives.zip([entry])
  private static let long = String(repeating: "n", count: 240)
  private static let moodle = "Ana García_12_assignsubmission_file_"

  static let all = names + endings + others + archives + nested + folders + encodings

  private static let names: [SubmissionCase] = [
    SubmissionCase(
      "a name that writes its own row",
      [("bob\"\u{301},64,64,100.0,green,.swift", right)],
      [Row("bob\"\u{301},64,64,100.0,green,", .solution)]),
    SubmissionCase(
      "a name of several lines and colours", [("a\n\u{1B}[31m\u{202E}b.swift", right)],
      [Row("a\n\u{1B}[31m\u{202E}b", .solution)]),
    SubmissionCase(
      "formulas", [("=HYPERLINK(x).swift", right), ("-A1.swift", right)],
      [Row("=HYPERLINK(x)", .solution), Row("-A1", .solution)]),
    SubmissionCase(
      "a name as long as a file system allows", [(long + ".swift", right)],
      [Row(long, .solution)]),
    SubmissionCase(
      "a long name whose every byte is encoded",
      [(String(repeating: " =", count: 120) + ".swift", right)],
      [Row(String(repeating: " =", count: 120), .solution)]),
    SubmissionCase(
      "a long name of another script", [(String(repeating: "語", count: 80) + ".swift", right)],
      [Row(String(repeating: "語", count: 80), .solution)]),
    SubmissionCase(
      "what Windows keeps for devices", [("CON.swift", right), ("nul.zip", .file(zipped))],
      [Row("CON", .solution), Row("nul", .solution)]),
    SubmissionCase(
      "a name with a dot in front", [(".bob", .folder([("LoRA.swift", right)]))],
      [Row(".bob", .solution)]),
    SubmissionCase(
      "an archive with a dot in front", [(".bob.zip", .file(zipped))], [Row(".bob", .solution)]),
    SubmissionCase(
      "dots alone", [("...", .folder([("LoRA.swift", right)]))], [Row("...", .solution)]),
    SubmissionCase("nothing but an ending", [(".swift", right)], [Row(".swift", .ungraded("ask"))]),
    SubmissionCase(
      "a name that would make a package of the class",
      [
        ("Sources", .folder([("LoRA.swift", right)])), ("ana", .folder([("LoRA.swift", right)])),
        ("ben", .folder([("LoRA.zip", .file(zipped))])), ("cleo.zip", .file(zipped)),
        ("LoRA.swift", right), ("Package.swift", right),
      ],
      [
        Row("Sources", .solution), Row("ana", .solution),
        Row("ben", .solution, notes: ["LoRA.zip"]), Row("cleo", .solution),
        Row("LoRA", .solution), Row("Package", .solution),
      ]),
    SubmissionCase(
      "three of one name",
      [("ana.zip", .file(zipped)), ("ana.swift", right), ("ana", .folder([]))],
      [
        Row("ana", .unreadable(.missing)), Row("ana.swift", .solution), Row("ana.zip", .solution),
      ]),
    SubmissionCase(
      "an archive of an archive's name",
      [("ana.zip", .file(zipped)), ("ana.zip.zip", .file(zipped)), ("ana", .folder([]))],
      [
        Row("ana", .unreadable(.missing)), Row("ana.zip", .solution),
        Row("ana.zip.zip", .solution),
      ]),
  ]

  /// Not every file system can hold these.
  static let namesOfLinux: [SubmissionCase] = [
    SubmissionCase(
      "a name that is no UTF-8",
      bytes: [(Array("pe".utf8) + [0xF1] + Array("a.swift".utf8), right)],
      [Row("pe\\xF1a", .solution)]),
    SubmissionCase(
      "a folder whose name is no UTF-8",
      bytes: [([0xFF, 0xFE], .folder([("src", .folder([("LoRA.swift", right)]))]))],
      [Row("\\xFF\\xFE", .solution)]),
    SubmissionCase(
      "upper and lower case", [("Ana.swift", right), ("ana.swift", right)],
      [Row("Ana", .solution), Row("ana", .solution)]),
    SubmissionCase(
      "an accent that is written in two ways",
      [("Jose\u{301}.swift", right), ("José.swift", right)],
      [Row("José.swift", .solution), Row("José.swift (2)", .solution)]),
    SubmissionCase(
      "a backslash", [("a\\b.swift", right)], [Row("a\\b", .solution)]),
  ]

  private static let endings: [SubmissionCase] = [
    SubmissionCase("an ending in capitals", [("ana.ZIP", .file(zipped))], [Row("ana", .solution)]),
    SubmissionCase("a late file", [("late.SWIFT", right)], [Row("late", .solution)]),
    SubmissionCase("two endings", [("ana.swift.txt", right)], [Row("ana", .solution)]),
    SubmissionCase(
      "a tar in capitals",
      [("ana.TAR", .file(OddArchives.tar([("LoRA.swift", "0", code)])))], [Row("ana", .solution)]),
    SubmissionCase("rar", [("x.rar", .file([82]))], [Row("x.rar", .ungraded(".rar archive"))]),
    SubmissionCase("7z", [("y.7Z", .file([55]))], [Row("y.7Z", .ungraded(".7z archive"))]),
    SubmissionCase(
      "tar.xz", [("x.tar.xz", .file([1]))], [Row("x.tar.xz", .ungraded("ask for a .zip"))]),
    SubmissionCase(
      "one compressed file", [("LoRA.swift.gz", .file([1]))],
      [Row("LoRA.swift.gz", .ungraded(".gz archive"))]),
    SubmissionCase(
      "an essay", [("essay.pdf", .file([37]))], [Row("essay.pdf", .ungraded("LoRA.swift"))]),
    SubmissionCase("no ending", [("LoRA", right)], [Row("LoRA", .ungraded("LoRA.swift"))]),
    SubmissionCase(
      "rar that is called zip", [("x.zip", .file(Array("Rar!".utf8)))],
      [Row("x", .refused("neither a .zip nor"))]),
  ]

  private static let others: [SubmissionCase] = [
    SubmissionCase(
      "what systems leave behind",
      [
        (".DS_Store", .file([1])), ("Thumbs.db", .file([1])), (".git", .folder([])),
        ("__MACOSX", .folder([])), ("._ana.zip", .file([1])), ("desktop.ini", .file([1])),
      ], [], leftovers: 6),
    SubmissionCase(
      "the class's own list", [("roster.csv", .file([65]))],
      [Row("roster.csv", .said("no submission"))]),
    SubmissionCase(
      "a link", [("bob.swift", .link("zoe.swift"))], [Row("bob", .unreadable(.symbolicLink))]),
    SubmissionCase("a pipe", [("bob.swift", .pipe)], [Row("bob", .unreadable(.notAFile))]),
    SubmissionCase("an empty file", [("bob.swift", .file([]))], [Row("bob", .unreadable(.empty))]),
    SubmissionCase("an empty folder", [("bob", .folder([]))], [Row("bob", .unreadable(.missing))]),
  ]

  private static let archives: [SubmissionCase] = [
    .zip("as it should be", [entry], .solution),
    .zip(
      "a colon beside", [entry, .init("Notes: 12:30.txt")], .solution,
      notes: ["Notes: 12:30.txt (its name"]),
    .zip("a colon around", [.init("Lab 12:30/LoRA.swift", code)], .solution),
    .zip("a control character beside", [entry, .init("a\u{1B}b")], .solution, notes: ["a·b"]),
    .zip("a link beside", [entry, .init("l", mode: 0o120777)], .solution, notes: ["a link"]),
    .zip("a device beside", [entry, .init("d", mode: 0o060644)], .solution, notes: ["no file"]),
    .zip("a path that leads out", [entry, .init("../../x")], .solution, notes: ["leads out"]),
    .zip("an absolute path", [entry, .init("/etc/x")], .solution, notes: ["leads out"]),
    .zip(
      "an overlong name", [entry, .init(String(repeating: "x", count: 300))], .solution,
      notes: ["too long"]),
    .zip("a duplicate beside", [entry, .init("n"), .init("n", [66])], .solution, notes: ["twice"]),
    .zip("a password beside", [entry, .init("p", flags: 1)], .solution, notes: ["a password"]),
    .zip(
      "another compression beside", [entry, .init("p", method: 14)], .solution, notes: ["deflate"]),
    .zip(
      "seven oddities", [entry] + (0..<7).map { .init("\($0):") }, .solution, notes: ["+2"]),
    .zip("the Windows way", [.init("hand-in\\LoRA.swift", code)], .solution),
    .zip(
      "the Windows way, leading out", [entry, .init("..\\..\\x")], .solution, notes: ["leads out"]),
    .zip(
      "a folder in another code page",
      [.init(Array("Pr".utf8) + [0xA0, 0x2F] + Array("LoRA.swift".utf8), code)], .solution),
    .zip(
      "the only file in another code page",
      [.init(Array("pr".utf8) + [0xA0] + Array(".swift".utf8), code)], .solution, notes: ["read"]),
    .zip(
      "a Mac's shadows", [entry, .init("__MACOSX/hand-in/._LoRA.swift"), .init(".DS_Store")],
      .solution),
    .zip("a folder with a dot", [.init(".ana/LoRA.swift", code)], .solution),
    .zip("the file is a link", [.init("LoRA.swift", mode: 0o120777)], .refused("a link")),
    .zip("the file has a password", [.init("LoRA.swift", code, flags: 1)], .refused("a password")),
    .zip("the file leads out", [.init("../LoRA.swift", code)], .refused("leads out")),
    .zip("the file twice, alike", [entry, entry], .solution, notes: ["twice"]),
    .zip(
      "the file twice, not alike", [entry, .init("hand-in/LoRA.swift", [66])], .refused("twice")),
    .zip(
      "the file in two folders", [entry, .init("old/LoRA.swift", code)], .refused("there are 2")),
    .zip("another case", [.init("lora.SWIFT", code)], .solution, notes: ["read from lora.SWIFT"]),
    .zip("an ending more", [.init("LoRA.swift.txt", code)], .solution, notes: ["LoRA.swift.txt"]),
    .zip("both cases", [.init("lora.swift"), .init("LoRA.swift", code)], .solution),
    .zip("nothing in it", [], .unreadable(.missing)),
    SubmissionCase(
      "a tar with a link and a pipe",
      [
        (
          "ana.tar",
          .file(OddArchives.tar([("l", "2", []), ("p", "6", []), ("LoRA.swift", "0", code)]))
        )
      ], [Row("ana", .solution, notes: ["l (a link), p (no file)"])]),
    SubmissionCase(
      "a damaged archive", [("ana.zip", .file(Array(zipped.dropLast(30))))],
      [Row("ana", .refused("damaged"))]),
  ]

  private static let nested: [SubmissionCase] = [
    SubmissionCase(
      "as Moodle hands it out", [(moodle, .folder([("LoRA.zip", .file(zipped))]))],
      [Row(moodle, .solution, notes: ["found in LoRA.zip"])]),
    .zip(
      "an archive in an archive", [.init("in/LoRA.zip", zipped)], .solution, notes: ["in/LoRA.zip"]),
    .zip(
      "an archive in an archive in an archive",
      [.init("a.zip", OddArchives.zip([.init("b.zip", zipped)]))], .refused("archive in an archive")
    ),
    .folder(
      "the file and an archive", [("LoRA.swift", right), ("old.zip", .file([1]))], .solution),
    .folder(
      "another Swift file and an archive",
      [("help.swift", .file([65])), ("LoRA.zip", .file(zipped))], .solution, notes: ["LoRA.zip"]),
    .folder(
      "the only Swift file and a broken archive",
      [("mine.swift", right), ("LoRA.zip", .file([1]))], .solution, notes: ["mine.swift"]),
    .folder(
      "two archives", [("a.zip", .file(zipped)), ("b.zip", .file(zipped))],
      .refused("one of 2 archives: a.zip, b.zip")),
    .folder("an archive that is not read", [("LoRA.rar", .file([1]))], .refused(".rar archive")),
    .folder(
      "an odd archive in a folder",
      [("LoRA.zip", .file(OddArchives.zip([entry, .init("x:")])))], .solution,
      notes: ["LoRA.zip", "x: ("]),
  ]

  private static let folders: [SubmissionCase] = [
    .folder("deep down", [("a", .folder([("b", .folder([("LoRA.swift", right)]))]))], .solution),
    .folder(
      "a link beside", [("LoRA.swift", right), ("etc", .link("/etc"))], .solution),
    .folder(
      "the file is a link", [("LoRA.swift", .link("/etc/passwd"))], .unreadable(.symbolicLink)),
    .folder("the file is a folder", [("LoRA.swift", .folder([]))], .unreadable(.missing)),
    .folder("another case", [("Lora.swift", right)], .solution, notes: ["Lora.swift"]),
    .folder("an ending more", [("LoRA.swift.txt", right)], .solution, notes: ["LoRA.swift.txt"]),
    .folder(
      "what a build left behind",
      [
        (".build", .folder([("LoRA.swift", .file([1]))])),
        ("src", .folder([("LoRA.swift", right)])),
      ],
      .solution),
    .folder("an odd name beside", [("a\n\u{1B}b", .file([1])), ("LoRA.swift", right)], .solution),
  ]

  private static let encodings: [SubmissionCase] = [
    SubmissionCase(
      "UTF-8 with a mark", [("ana.swift", .file([0xEF, 0xBB, 0xBF] + code))],
      [Row("ana", .solution, notes: ["mark of UTF-8"])]),
    SubmissionCase(
      "UTF-16", [("ana.swift", .file(utf16(isLittle: true)))],
      [Row("ana", .solution, notes: ["UTF-16"])]),
    .folder(
      "UTF-16 the other way round", [("LoRA.swift", .file(utf16(isLittle: false)))], .solution,
      notes: ["UTF-16"]),
    .zip(
      "UTF-16 in an archive", [.init("LoRA.swift", utf16(isLittle: true))], .solution,
      notes: ["UTF-16"]),
    SubmissionCase(
      "half of a UTF-16 file", [("ana.swift", .file(Array(utf16(isLittle: true).dropLast())))],
      [Row("ana", .unreadable(.notUTF8))]),
    SubmissionCase(
      "a byte that Windows-1252 does not have",
      [("ana.swift", .file(Array("// ".utf8) + [0x81, 10] + code))],
      [Row("ana", .unreadable(.notUTF8))]),
    SubmissionCase(
      "UTF-16 without its mark", [("ana.swift", .file(Array(utf16(isLittle: false).dropFirst(2))))],
      [Row("ana", .solution, notes: ["it was UTF-16"])]),
    SubmissionCase(
      "bytes", [("ana.swift", .file([0, 1, 2]))], [Row("ana", .unreadable(.notUTF8))]),
  ]

  private static func utf16(isLittle: Bool) -> [UInt8] {
    ([0xFEFF] + Array(text.utf16)).flatMap { unit -> [UInt8] in
      let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
  }
}
