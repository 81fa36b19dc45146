import Foundation
import Reports

extension Build {
  /// Compiles the student's files, unless they have been, and has the probes that go with it if that can
  /// be done.
  func compiledBoth(
    _ probes: ProbeSources, _ languageMode: String, _ text: StudentText, student: Frontend.Compiled?
  ) async throws(JudgeError) -> (student: Frontend.Compiled, probe: Frontend.Compiled?) {
    let source = text.whole
    let probeObjects = ProbeObjects(
      frontend: frontend(languageMode, reading: probes.files.map(\.path)), probes: probes,
      cache: ProbeCache(
        folder: (usesKept ? cacheFolder : folder).appendingPathComponent("probes")),
      students: text.names.map(path), source: source,
      outline: StudentOutline.digest(of: source))
    // Leaving this scope stops it.
    async let early = Result(of: { () async throws(JudgeError) in
      probeObjects.lookNew ? try await probeObjects.compiled() : nil
    })
    // All that need not wait for the student's compiler is done beside it.
    async let surroundings = Result(of: { () async throws(JudgeError) in
      try probeObjects.surroundings()
    })
    let student =
      if let student { student } else { try await compileStudent(languageMode, text) }
    guard student.succeeded else { return (student, nil) }
    let key = probeObjects.key(
      interfaces: text.names.map(interface(of:)), try await surroundings.get())
    if let key, let kept = probeObjects.kept(key) { return (student, kept) }
    let first: Frontend.Compiled
    if let begun = try await early.get() {
      first = begun
    } else {
      first = try await probeObjects.compiled()
    }
    let files = probeObjects.files.map { URL(fileURLWithPath: $0).lastPathComponent }
    let compiled = try await settled(first, files: files, .none) {
      () async throws(JudgeError) in
      try await probeObjects.compiled()
    }
    if let key { probeObjects.keep(compiled, as: key) }
    return (student, compiled)
  }

  func compileStudent(
    _ languageMode: String, _ text: StudentText
  ) async throws(JudgeError) -> Frontend.Compiled {
    let frontend = frontend(languageMode, reading: [])
    let objects = text.names.map(object(of:))
    if let compiler, languageMode == Self.strictMode,
      let compiled = try await frontend.compiled(by: compiler, objects: objects),
      !blame(files: [], text).isDoubtful(compiled)
    {
      return compiled
    }
    func compile() async throws(JudgeError) -> Frontend.Compiled {
      try await frontend.compile(
        text.names.map(path), objects: objects,
        interfaces: text.names.map { interface(of: $0).path })
    }
    return try await settled(try await compile(), files: [], text, again: compile)
  }
}
