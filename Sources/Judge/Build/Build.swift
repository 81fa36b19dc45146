import Containment
import Foundation
import LessonPacks
import Reports
import SafeFiles

/// Makes one loadable file of what a student wrote and the pack's probes. The student's files are
/// compiled from nothing each time, so that they cannot be stale; probes are kept by content.
struct Build: Sendable {
  var toolchain: Toolchain
  var pack: Pack
  /// A private folder, which this build fills.
  var folder: URL
  /// Keeps what depends on nothing in a body of the student's: system modules and compiled probes.
  var cacheFolder: URL
  /// A compiler that `waitingCompiler` of an equal build started.
  var compiler: PrewarmedProcess?
  /// The file is the pack's own: what it fails on is no student's fault.
  var isReference = false
  /// When the first compiler was started, on the clock of `Uptime.now`.
  var start = Uptime.now()
  /// Only what is compiled now counts, and nothing that was kept.
  var usesKept = true

  /// What came out.
  struct Product: Sendable {
    var library: String?
    var outcome: BuildOutcome
    /// What the strict compile said about the student's file; empty if it is strict.
    var strictComplaints: [Diagnostic] = []
    /// For the author of a pack: the first error of all, about whichever file.
    var firstError: CompilerMessage?
    /// The compiler used up its time: in another mode it would again.
    var hasOverrun = false
    /// What a program said that failed without a word about a file.
    var words = ""
  }

  /// Compiles in Swift 6 mode, and again in Swift 5 mode if only that stands in the way.
  mutating func run(_ text: StudentText) async throws(JudgeError) -> Product {
    start = Uptime.now()
    if let reserved = ReservedModule.diagnostic(in: text) {
      return Product(outcome: .failed(diagnostics: [reserved]))
    }
    // First of all: the rest is done beside it.
    if compiler?.writeInput(Array(text.bytes)) == false { compiler = nil }
    let probes = try ProbeSources.of(pack)
    try makeFolders()
    try write(text)
    let strict = try await attempt(probes, languageMode: Self.strictMode, text)
    guard case .failed(let errors) = strict.outcome, !strict.hasOverrun,
      !errors.contains(where: { $0.message.contains("in reasonable time") })
    else { return strict }
    let student = try await compileStudent("5", text)
    guard student.succeeded else { return strict }
    var lenient = try await attempt(probes, languageMode: "5", text, student: student)
    if case .failed = lenient.outcome { return strict }
    lenient.strictComplaints = errors.filter { $0.severity != .note }
    return lenient
  }

  /// `student` is what came of the student's files where they have been compiled in this mode.
  private func attempt(
    _ probes: ProbeSources, languageMode: String, _ text: StudentText,
    student: Frontend.Compiled? = nil
  ) async throws(JudgeError) -> Product {
    try write(Data(probes.registry.utf8), to: ProbeSources.registryName)
    async let probesUseFoundation = probes.mention("Foundation")
    let (student, probe) = try await compiledBoth(probes, languageMode, text, student: student)
    let messages = student.messages + (probe?.messages ?? [])
    let firstError = messages.first { $0.severity == .error }
    let diagnostics = CompilerOutput.diagnostics(messages, about: text)
    if diagnostics.contains(where: { $0.severity == .error }) {
      return Product(outcome: .failed(diagnostics: diagnostics), firstError: firstError)
    }
    guard let probe, probe.succeeded || firstError != nil else {
      let failed = probe ?? student
      var product = Product(outcome: .failed(diagnostics: [Self.gaveUp(on: pack.work.main)]))
      product.hasOverrun = failed.failure == .overran
      product.words = failed.words
      return product
    }
    let complaints = diagnostics.filter { $0.severity != .note }
    if probe.succeeded {
      let studentUsesFoundation = text.mentions("Foundation")
      let usesFoundation = await probesUseFoundation || studentUsesFoundation
      if let refusal = try await link(
        student.objects + probe.objects, usesFoundation: usesFoundation, text)
      {
        return Product(outcome: .failed(diagnostics: [refusal]))
      }
      return Product(
        library: library.path, outcome: .built(diagnostics: diagnostics),
        strictComplaints: complaints)
    }
    if let hiding = try await hiddenName(in: text, messages, probes) {
      return Product(outcome: .failed(diagnostics: [hiding]), firstError: firstError)
    }
    var product = try await withoutUnfit(probes, languageMode, text, student, messages)
    product.strictComplaints = complaints
    product.firstError = firstError
    return product
  }

  /// Leaves out the probe files that the student's declarations do not fit, and builds the others.
  private func withoutUnfit(
    _ probes: ProbeSources, _ languageMode: String, _ text: StudentText,
    _ student: Frontend.Compiled, _ messages: [CompilerMessage]
  ) async throws(JudgeError) -> Product {
    let errors = messages.filter { $0.severity == .error }
    let concerned = CompilerOutput.declarations(pack.declarations, concernedBy: errors) {
      probes.line($0.line, of: $0.fileName)
    }
    let rest = probes.without(Set(errors.map(\.fileName)))
    guard rest.files.count < probes.files.count, !rest.files.isEmpty else {
      return Product(outcome: .missingDeclarations(concerned))
    }
    var product = try await attempt(
      rest, languageMode: languageMode, text, student: student)
    if case .missingDeclarations(let more) = product.outcome {
      product.outcome = .missingDeclarations(
        pack.declarations.filter { concerned.contains($0) || more.contains($0) })
    } else {
      product.outcome = .missingDeclarations(concerned)
    }
    return product
  }

  /// A compiler that ends without a word about the file: no fault of the student that could be named,
  /// but their file is what it ended on.
  private static func gaveUp(on file: String) -> Diagnostic {
    Diagnostic(
      file: file, line: 1, column: 1, severity: .error,
      message: "the compiler gave up on this file (too long, too much memory, or a fault of its "
        + "own); undo the last change, or split long expressions",
      sourceLine: "")
  }

  /// Starts the compiler of this build before there is a file. It waits on standard input, which is one
  /// file: nil where the student writes more.
  ///
  /// Throws `cannotRun` or `cannotWrite`.
  func waitingCompiler() throws(JudgeError) -> PrewarmedProcess? {
    let name = pack.work.main
    guard pack.work.files == [name] else { return nil }
    try makeFolders()
    let file = folder.appendingPathComponent("waiting/\(name)")
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: file.path, withDestinationPath: "/dev/stdin")
    } catch {
      throw .cannotWrite(path: file.path, reason: error.systemReason)
    }
    return try frontend(Self.strictMode, reading: []).waiting(
      for: file.path, object: object(of: name), interface: interface(of: name).path)
  }

  static let strictMode = "6"

  /// What does not exist cannot be made readable or writable for a program.
  func makeFolders() throws(JudgeError) {
    for made in [moduleCache, library.deletingLastPathComponent()] {
      do {
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
      } catch {
        throw .cannotWrite(path: made.path, reason: error.systemReason)
      }
    }
  }

  /// What a file of the student's compiles to.
  func object(of name: String) -> String { path(name + ".o") }
  /// What other files of the module see of a file of the student's.
  func interface(of name: String) -> URL { folder.appendingPathComponent(name + ".swiftmodule") }

  func tools(reading sources: [String]) -> ToolRunner {
    ToolRunner(
      toolchain: toolchain, folder: folder, sources: sources, caches: [moduleCache], start: start)
  }

  /// The student's files are compiled where no probe can be read; the solution can be read by neither.
  func frontend(_ languageMode: String, reading sources: [String]) -> Frontend {
    Frontend(
      tools: tools(reading: sources), module: pack.module, languageMode: languageMode,
      moduleCache: moduleCache)
  }

  /// Named after the place that it is in: the compiler writes that place into it, and gives up on
  /// every file where the folder has been moved or copied.
  var moduleCache: URL {
    let place = SHA256.hex(cacheFolder.standardizedFileURL.path.utf8).prefix(12)
    return cacheFolder.appendingPathComponent("modules-\(place)")
  }

  /// Alone in its folder: a scenario's process may be started, and confined, before it exists.
  var library: URL { folder.appendingPathComponent("library/run.so") }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  func write(_ text: StudentText) throws(JudgeError) {
    for file in text.files { try write(file.bytes, to: file.name) }
  }

  func write(_ bytes: Data, to name: String) throws(JudgeError) {
    do {
      try bytes.write(to: folder.appendingPathComponent(name))
    } catch {
      throw .cannotWrite(path: path(name), reason: error.systemReason)
    }
  }
}
