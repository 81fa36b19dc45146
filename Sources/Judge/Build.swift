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

  /// What came out.
  struct Product: Sendable {
    var library: String?
    var outcome: BuildOutcome
    /// What the strict compile said about the student's file; empty if it is strict.
    var strictComplaints: [Diagnostic] = []
    /// Checks whose probe file does not fit the student's file.
    var unfit: Set<String> = []
  }

  /// Compiles in Swift 6 mode, and again in Swift 5 mode if only that stands in the way.
  func run(_ bytes: Data) async throws -> Product {
    let probes = try ProbeSources.of(pack)
    try write(bytes, to: pack.studentFile)
    let source = String(decoding: bytes, as: UTF8.self)
    let strict = try await attempt(probes, languageMode: "6", source: source)
    guard case .failed(let errors) = strict.outcome else { return strict }
    var lenient = try await attempt(probes, languageMode: "5", source: source)
    if case .failed = lenient.outcome { return strict }
    lenient.strictComplaints = errors
    return lenient
  }

  private func attempt(
    _ probes: ProbeSources, languageMode: String, source: String
  ) async throws -> Product {
    try write(Data(probes.registry.utf8), to: ProbeSources.registryName)
    async let studentSide = compile(.student, probes, languageMode)
    async let probeSide = compile(.probes, probes, languageMode)
    let student = try await studentSide
    let probe = try await probeSide
    let diagnostics = CompilerOutput.diagnostics(
      student.messages, about: pack.studentFile, source: source)
    let complaints = diagnostics.filter { $0.severity != .note }
    if complaints.contains(where: { $0.severity == .error }) {
      return Product(outcome: .failed(diagnostics: diagnostics))
    }
    if !student.succeeded || !probe.succeeded {
      return try await withoutUnfit(
        probes, languageMode, complaints, source, messages: student.messages + probe.messages)
    }
    try await link(student.objects + probe.objects)
    return Product(
      library: library.path, outcome: .built(diagnostics: diagnostics),
      strictComplaints: complaints)
  }

  /// Leaves out the probe files that the student's declarations do not fit, and builds the others.
  private func withoutUnfit(
    _ probes: ProbeSources, _ languageMode: String, _ complaints: [Diagnostic], _ source: String,
    messages: [CompilerMessage]
  ) async throws -> Product {
    let errors = messages.filter { $0.severity == .error }
    let names = Set(errors.map(\.fileName))
    let unfitFiles = probes.files.filter { names.contains($0.lastPathComponent) }
    let concerned = CompilerOutput.declarations(pack.declarations, concernedBy: errors)
    let unfit = Set(unfitFiles.flatMap(ProbeSources.scenarios))
    let rest = probes.without(names)
    let missing = BuildOutcome.missingDeclarations(concerned)
    guard !unfitFiles.isEmpty, !rest.files.isEmpty else {
      let all = Set(probes.files.flatMap(ProbeSources.scenarios))
      return Product(outcome: missing, strictComplaints: complaints, unfit: all)
    }
    var product = try await attempt(rest, languageMode: languageMode, source: source)
    if case .missingDeclarations(let more) = product.outcome {
      product.outcome = .missingDeclarations(
        pack.declarations.filter { concerned.contains($0) || more.contains($0) })
    } else {
      product.outcome = missing
    }
    product.unfit.formUnion(unfit)
    return product
  }

  private enum Side { case student, probes }

  private struct Compiled: Sendable {
    var succeeded: Bool
    var messages: [CompilerMessage]
    var objects: [String]
  }

  /// One frontend over one side's files, with the other side's as context.
  private func compile(
    _ side: Side, _ probes: ProbeSources, _ languageMode: String
  ) async throws -> Compiled {
    let student = [path(pack.studentFile)]
    let probeFiles = probes.files.map(\.path) + [path(ProbeSources.registryName)]
    let primaries = side == .student ? student : probeFiles
    let others = side == .student ? probeFiles : student
    let objects = primaries.indices.map { path("\(side)-\($0).o") }
    var arguments = ["-frontend", "-c"]
    for primary in primaries { arguments += ["-primary-file", primary] }
    arguments += others
    arguments += ["-swift-version", languageMode, "-module-name", pack.module]
    arguments += ["-parse-as-library", "-Onone", "-gline-tables-only", "-no-color-diagnostics"]
    arguments += ["-diagnostic-style", "llvm", "-I", toolchain.modules]
    arguments += ["-solver-expression-time-threshold=15"]
    arguments += PlatformBuild.frontendArguments
    for object in objects { arguments += ["-o", object] }
    let result = try await runTool(toolchain.frontend, arguments)
    let messages = CompilerOutput.messages(result.text)
    if result.ending != .exited(0) && !messages.contains(where: { $0.severity == .error }) {
      throw JudgeError.cannotRun(
        program: toolchain.frontend, reason: String(result.text.suffix(400)))
    }
    return Compiled(succeeded: result.ending == .exited(0), messages: messages, objects: objects)
  }

  private var library: URL { folder.appendingPathComponent("run.so") }

  private func link(_ objects: [String]) async throws {
    for step in PlatformBuild.linkSteps(toolchain, objects: objects, output: library.path) {
      let result = try await runTool(step.program, step.arguments)
      guard result.ending == .exited(0) else {
        throw JudgeError.cannotRun(program: step.program, reason: String(result.text.suffix(400)))
      }
    }
  }

  private func runTool(
    _ program: String, _ arguments: [String]
  ) async throws -> (ending: ProcessEnding, text: String) {
    let capture = Capture(limit: 1 << 20)
    let process = ContainedProcess(
      jail: toolchain.jail, program: program, arguments: arguments,
      environment: ["PATH": toolchain.binaries + ":/usr/bin:/bin", "TMPDIR": folder.path],
      workingDirectory: folder.path,
      limits: ProcessLimits(cpuSeconds: 60, memoryBytes: 8 << 30, fileBytes: 256 << 20))
    do {
      let ending = try await process.run(onOutput: capture.append, onError: capture.append)
      return (ending, capture.text)
    } catch is CancellationError {
      throw JudgeError.cancelled
    } catch {
      throw JudgeError.cannotRun(program: program, reason: "\(error)")
    }
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func write(_ bytes: Data, to name: String) throws {
    do {
      try bytes.write(to: folder.appendingPathComponent(name))
    } catch {
      throw JudgeError.cannotWrite(path: path(name), reason: error.localizedDescription)
    }
  }
}
