import Foundation
import LessonPacks
import Reports

/// Makes one loadable file of a student's bytes and the pack's probes, from nothing each time: a
/// build that reuses nothing cannot be stale.
struct Build: Sendable {
  var toolchain: Toolchain
  var pack: Pack
  /// A private folder, which this build fills.
  var folder: URL
  /// Keeps what the compiler makes of system headers; it depends on nothing a student writes.
  var moduleCache: URL

  /// What came out.
  struct Product: Sendable {
    var library: String?
    var outcome: BuildOutcome
    /// What the strict compile said about the student's file; empty if it is strict.
    var strictComplaints: [Diagnostic] = []
    /// For the author of a pack: the first error of all, about whichever file.
    var firstError: CompilerMessage?
  }

  /// Compiles in Swift 6 mode, and again in Swift 5 mode if only that stands in the way.
  func run(_ bytes: Data) async throws(JudgeError) -> Product {
    let probes = try ProbeSources.of(pack)
    try write(bytes, to: pack.studentFile)
    let source = String(decoding: bytes, as: UTF8.self)
    let strict = try await attempt(probes, languageMode: "6", source: source)
    guard case .failed(let errors) = strict.outcome,
      !errors.contains(where: { $0.message.contains("in reasonable time") }),
      try await compile(.student, probes, "5").succeeded
    else { return strict }
    var lenient = try await attempt(probes, languageMode: "5", source: source)
    if case .failed = lenient.outcome { return strict }
    lenient.strictComplaints = errors.filter { $0.severity != .note }
    return lenient
  }

  private func attempt(
    _ probes: ProbeSources, languageMode: String, source: String
  ) async throws(JudgeError) -> Product {
    try write(Data(probes.registry.utf8), to: ProbeSources.registryName)
    let (student, probe) = try await both(probes, languageMode)
    let diagnostics = CompilerOutput.diagnostics(
      student.messages, about: pack.studentFile, source: source)
    let firstError = (student.messages + probe.messages).first { $0.severity == .error }
    if diagnostics.contains(where: { $0.severity == .error }) {
      return Product(outcome: .failed(diagnostics: diagnostics), firstError: firstError)
    }
    let complaints = diagnostics.filter { $0.severity != .note }
    if student.succeeded && probe.succeeded {
      try await link(student.objects + probe.objects)
      return Product(
        library: library.path, outcome: .built(diagnostics: diagnostics),
        strictComplaints: complaints)
    }
    let messages = student.messages + probe.messages
    guard messages.contains(where: { $0.severity == .error }) else {
      return Product(outcome: .failed(diagnostics: [Self.gaveUp(on: pack.studentFile)]))
    }
    if let hiding = HiddenNames.diagnostic(in: source, file: pack.studentFile, messages) {
      return Product(outcome: .failed(diagnostics: [hiding]), firstError: firstError)
    }
    var product = try await withoutUnfit(probes, languageMode, source, messages)
    product.strictComplaints = complaints
    product.firstError = firstError
    return product
  }

  /// Leaves out the probe files that the student's declarations do not fit, and builds the others.
  private func withoutUnfit(
    _ probes: ProbeSources, _ languageMode: String, _ source: String, _ messages: [CompilerMessage]
  ) async throws(JudgeError) -> Product {
    let errors = messages.filter { $0.severity == .error }
    let concerned = CompilerOutput.declarations(pack.declarations, concernedBy: errors) {
      probes.line($0.line, of: $0.fileName)
    }
    let rest = probes.without(Set(errors.map(\.fileName)))
    guard rest.files.count < probes.files.count, !rest.files.isEmpty else {
      return Product(outcome: .missingDeclarations(concerned))
    }
    var product = try await attempt(rest, languageMode: languageMode, source: source)
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

  private enum Side: String { case student, probes }

  private struct Compiled: Sendable {
    var succeeded: Bool
    var messages: [CompilerMessage]
    var objects: [String]
  }

  private func both(
    _ probes: ProbeSources, _ languageMode: String
  ) async throws(JudgeError) -> (student: Compiled, probe: Compiled) {
    async let student = outcome(.student, probes, languageMode)
    async let probe = outcome(.probes, probes, languageMode)
    return (try await student.get(), try await probe.get())
  }

  private func outcome(
    _ side: Side, _ probes: ProbeSources, _ languageMode: String
  ) async -> Result<Compiled, JudgeError> {
    do throws(JudgeError) {
      return .success(try await compile(side, probes, languageMode))
    } catch {
      return .failure(error)
    }
  }

  /// One frontend over one side's files, with the other side's as context.
  private func compile(
    _ side: Side, _ probes: ProbeSources, _ languageMode: String
  ) async throws(JudgeError) -> Compiled {
    let student = [path(pack.studentFile)]
    let probeFiles = probes.files.map(\.path) + [path(ProbeSources.registryName)]
    let primaries = side == .student ? student : probeFiles
    let others = side == .student ? probeFiles : student
    let objects = primaries.indices.map { path("\(side.rawValue)-\($0).o") }
    var arguments = ["-frontend", "-c"]
    for primary in primaries { arguments += ["-primary-file", primary] }
    arguments += others
    arguments += ["-swift-version", languageMode, "-module-name", pack.module]
    arguments += ["-parse-as-library", "-Onone", "-gline-tables-only", "-no-color-diagnostics"]
    arguments += ["-diagnostic-style", "llvm", "-I", toolchain.modules]
    arguments += ["-module-cache-path", moduleCache.path, "-solver-expression-time-threshold=5"]
    arguments += PlatformBuild.frontendArguments
    for object in objects { arguments += ["-o", object] }
    let result = try await runTool(toolchain.frontend, arguments)
    if case .exited(let status) = result.ending, ProcessEnding.jailFailures.contains(status) {
      throw .cannotRun(program: toolchain.frontend, reason: String(result.text.suffix(400)))
    }
    return Compiled(
      succeeded: result.ending == .exited(0), messages: CompilerOutput.messages(result.text),
      objects: objects)
  }

  private var library: URL { folder.appendingPathComponent("run.so") }

  private func link(_ objects: [String]) async throws(JudgeError) {
    for step in PlatformBuild.linkSteps(toolchain, objects: objects, output: library.path) {
      let result = try await runTool(step.program, step.arguments)
      guard result.ending == .exited(0) else {
        throw .cannotRun(program: step.program, reason: String(result.text.suffix(400)))
      }
    }
  }

  private func runTool(
    _ program: String, _ arguments: [String]
  ) async throws(JudgeError) -> (ending: ProcessEnding, text: String) {
    let capture = Capture(limit: 1 << 20)
    let process = ContainedProcess(
      jail: toolchain.jail, program: program, arguments: arguments,
      environment: ["PATH": toolchain.binaries + ":/usr/bin:/bin", "TMPDIR": folder.path],
      workingDirectory: folder.path,
      limits: ProcessLimits(cpuSeconds: 60, memoryBytes: 8 << 30, fileBytes: 256 << 20),
      secondsLimit: 60)
    let ending = try await process.run(onOutput: capture.append, onError: capture.append)
    if Task.isCancelled { throw .cancelled }
    return (ending, capture.text)
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func write(_ bytes: Data, to name: String) throws(JudgeError) {
    do {
      try bytes.write(to: folder.appendingPathComponent(name))
    } catch {
      throw .cannotWrite(path: path(name), reason: error.localizedDescription)
    }
  }
}

extension Build.Product {
  /// For the author of a pack.
  var summary: String {
    if let firstError {
      return "\(firstError.fileName):\(firstError.line): \(firstError.message)"
    }
    return "\(outcome)"
  }
}
