import Containment
import Foundation

/// The compiler's own program, called without the driver: nothing of an earlier build can come in.
struct Frontend: Sendable {
  var tools: ToolRunner
  /// The module that the student's file and the probes become.
  var module: String
  /// `6`, or `5` for a file that is not strict.
  var languageMode: String
  /// Keeps what the compiler makes of system headers; it depends on nothing a student writes.
  var moduleCache: URL
  /// Whether, and how, the module may hold code outside of functions: it may not.
  var topLevel = ["-parse-as-library"]

  /// What came of compiling some files.
  struct Compiled: Sendable {
    /// Nil where they compiled.
    var failure: ToolEnd.Failure?
    var messages: [CompilerMessage]
    /// One for each file compiled, in their order; they exist if it succeeded.
    var objects: [String]
    /// The last of what was printed.
    var words = ""

    var succeeded: Bool { failure == nil }

    init(failure: ToolEnd.Failure? = nil, messages: [CompilerMessage] = [], objects: [String]) {
      self.failure = failure
      self.messages = messages
      self.objects = objects
    }

    init(_ end: ToolEnd, objects: [String]) {
      self.init(
        failure: end.failure, messages: CompilerOutput.messages(end.text), objects: objects)
      words = String(end.text.suffix(400))
    }
  }

  /// Compiles `primaries`, with `others` of the same module as context.
  ///
  /// Writes to `interfaces`, one for each primary or none, what other files of the module can see of
  /// it: no comments, no lines, and no bodies but those that are compiled into their callers.
  func compile(
    _ primaries: [String], with others: [String] = [], objects: [String], interfaces: [String] = []
  ) async throws(JudgeError) -> Compiled {
    let arguments = arguments(primaries, with: others, objects: objects, interfaces: interfaces)
    let result = try await tools.run(tools.toolchain.frontend, arguments)
    return Compiled(result, objects: objects)
  }

  /// A compiler of one file, whose text it waits for on standard input. Messages and line tables name
  /// it as `file`, which must lead there.
  ///
  /// Throws `cannotRun`.
  func waiting(
    for file: String, object: String, interface: String
  ) throws(JudgeError) -> PrewarmedProcess {
    let arguments = arguments([file], with: [], objects: [object], interfaces: [interface])
    let process = tools.process(tools.toolchain.frontend, arguments)
    return try JudgeError.wrapping { () throws(ContainmentError) in try PrewarmedProcess(process) }
  }

  /// What comes of a compiler that waited, and has been fed. Nil where it cannot be had, or ends
  /// without a word about why it failed: another has to be asked.
  ///
  /// Throws `cancelled`.
  func compiled(
    by waiting: PrewarmedProcess, objects: [String]
  ) async throws(JudgeError) -> Compiled? {
    guard let result = try await tools.run(waiting) else { return nil }
    let compiled = Compiled(result, objects: objects)
    let hasError = compiled.messages.contains { $0.severity == .error }
    return compiled.succeeded || hasError ? compiled : nil
  }

  private func arguments(
    _ primaries: [String], with others: [String], objects: [String], interfaces: [String]
  ) -> [String] {
    var arguments = ["-frontend", "-c"]
    for primary in primaries { arguments += ["-primary-file", primary] }
    arguments += others + common + ["-gline-tables-only", "-solver-expression-time-threshold=5"]
    // The compiler's check of itself, 8 ms of 220.
    arguments.append("-disable-llvm-verify")
    for interface in interfaces { arguments += ["-emit-module-path", interface] }
    for object in objects { arguments += ["-o", object] }
    return arguments
  }

  private var common: [String] {
    ["-swift-version", languageMode, "-module-name", module] + topLevel
      + [
        "-Onone", "-no-color-diagnostics", "-diagnostic-style", "llvm", "-I",
        tools.toolchain.modules,
      ]
      + ["-module-cache-path", moduleCache.path] + PlatformLinker.frontendArguments
  }
}
