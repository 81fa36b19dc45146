#if os(Linux)
  import CellUI
  import Foundation
  import Judge
  import LessonPacks
  import Progress
  import TestSupport
  import Testing
  import Tutor
  import Workspace

  @testable import byhand

  // Foundation has a class of this name.
  import Progress

  /// Ten thousand keys in one tutor, with its effects on a real folder:
  /// `BYHAND_KEYS=10000 swift test --filter byhandTests.EnduranceTests`.
  @Suite struct EnduranceTests {
    private static let keys = ProcessInfo.processInfo.environment["BYHAND_KEYS"].flatMap(Int.init)

    /// Types one key between two pictures, and looks at what the process holds.
    private final class Typist: Terminal {
      let size = Size(width: 100, height: 30)
      let capabilities = Capabilities()
      let inputDescriptor: Int32? = open("/dev/zero", O_RDONLY | O_CLOEXEC)
      private(set) var drawn = 0
      private(set) var holdings: [(kilobytes: Int, descriptors: Int)] = []
      private let count: Int
      private var typed = 0
      private var isBetween = false
      private let letters = Array("jkjkd\u{9}hn\u{1B}s\u{1B}?\u{1B}lotzwfg12345u")

      init(count: Int) { self.count = count }

      func draw(_ screen: Screen) { drawn += 1 }
      func suspend() {}
      func resume() {}
      func close() {}

      func nextEvent(timeoutMilliseconds: Int) -> TerminalEvent? {
        isBetween.toggle()
        guard isBetween else { return nil }
        if typed.isMultiple(of: max(1, count / 10)) { look() }
        typed += 1
        if typed > count { return typed.isMultiple(of: 2) ? .key(.escape) : .key(.character("q")) }
        switch letters[typed % letters.count] {
        case "\u{9}": return .key(.tab)
        case "\u{1B}": return .key(.escape)
        case let letter: return .key(.character(letter))
        }
      }

      private func look() {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        let open =
          (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
        holdings.append((Int(line.filter(\.isNumber)) ?? 0, open))
      }
    }

    @Test(.enabled(if: keys != nil))
    func keysLeaveNothingBehind() async throws {
      let program = try BuiltProgram()
      defer { program.remove() }
      let package = Repository.root
      let pack = try PackLoader.load(package.appendingPathComponent("lessons/00-lora-by-hand"))
      let course = Course(
        installation: Installation(programs: BuiltPrograms.folder, package: package), pack: pack,
        folder: StudentFolder(root: program.home.appendingPathComponent("work"), pack: pack),
        askedLanguage: .en, localeLanguage: nil, environment: ProcessInfo.processInfo.environment)
      try course.folder.prepare(pack: pack, library: package)
      let terminal = Typist(count: Self.keys ?? 0)
      let queue = MessageQueue()
      let effects = EffectRunner(
        course: course, queue: queue, keeper: try FolderLock.acquire(course.folder))
      effects.use(try await course.judge())
      let model = Model(
        pack: pack, progress: StudentProgress(packID: pack.id), language: .en, size: terminal.size,
        capabilities: terminal.capabilities, filePath: course.folder.sourceFile.path,
        canUndoReset: false)
      let session = Session(
        course: course, model: model, face: ScreenFace(terminal: terminal), effects: effects,
        queue: queue)
      await session.run()
      await session.finish()
      let holdings = terminal.holdings
      for (index, one) in holdings.enumerated() {
        print("\(index * 10) %: \(one.kilobytes) kB, \(one.descriptors) descriptors")
      }
      let files = FileManager.default.enumerator(atPath: course.folder.stateFolder.path)?
        .compactMap { $0 as? String }
      print("\(terminal.drawn) pictures; files: \(files ?? [])")
      let early = try #require(holdings.dropFirst(2).first)
      let last = try #require(holdings.last)
      #expect(terminal.drawn > (Self.keys ?? 0) / 2)
      #expect(last.descriptors <= early.descriptors)
      #expect(last.kilobytes < early.kilobytes + 16_384)
      #expect(files?.contains { $0.hasSuffix(".tmp") } == false)
    }
  }
#endif
