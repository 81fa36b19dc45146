import Foundation
import Containment
import Reports

extension Build {
  /// Compiles the student's file, unless it has been, and has the probes that go with it if that can
  /// be done.
  func compiledBoth(
    _ probes: ProbeSources, _ languageMode: String, source: String, student: Frontend.Compiled?
  ) async throws(JudgeError) -> (student: Frontend.Compiled, probe: Frontend.Compiled?) {
    let probeObjects = ProbeObjects(
      frontend: frontend(languageMode, reading: probes.files.map(\.path)), probes: probes,
      cache: ProbeCache(
        folder: (usesKept ? cacheFolder : folder).appendingPathComponent("probes")),
      student: path(studentFile), source: source,
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
      if let student { student } else { try await compileStudent(languageMode, source) }
    guard student.succeeded else { return (student, nil) }
    let key = probeObjects.key(interface: interface, try await surroundings.get())
    if let key, let kept = probeObjects.kept(key) { return (student, kept) }
    let first: Frontend.Compiled
    if let begun = try await early.get() {
      first = begun
    } else {
      first = try await probeObjects.compiled()
    }
    let files = probeObjects.files.map { URL(fileURLWithPath: $0).lastPathComponent }
    let compiled = try await settled(first, files: files, source: "") {
      () async throws(JudgeError) in
      try await probeObjects.compiled()
    }
    if let key { probeObjects.keep(compiled, as: key) }
    return (student, compiled)
  }

  func compileStudent(
    _ languageMode: String, _ source: String
  ) async throws(JudgeError) -> Frontend.Compiled {
    let frontend = frontend(languageMode, reading: [])
    let object = path("student.o")
    if let compiler, languageMode == Self.strictMode,
      let compiled = try await frontend.compiled(by: compiler, object: object),
      !blame(files: [], source).isDoubtful(compiled)
    {
      return compiled
    }
    func compile() async throws(JudgeError) -> Frontend.Compiled {
      try await frontend.compile(
        [path(studentFile)], objects: [object], interface: interface.path)
    }
    return try await settled(
      try await compile(), files: [], source: source, again: compile)
  }
}
