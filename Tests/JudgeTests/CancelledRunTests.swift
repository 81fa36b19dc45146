import Foundation
import PackSamples
import Reports
import Synchronization
import TestSupport
import Testing

@testable import Judge

/// A run that is cancelled has no report, at whichever moment that happens: one with holes in it would
/// look like a student's failure.
@Suite(.fewAtATime) struct CancelledRunTests {
  /// Judges the reference and cancels the run's own task when it says its event number `last`, from 1.
  /// Returns how many events came, and the run's error if it has one.
  private static func cancelled(at last: Int, workers: Int) async throws -> (Int, JudgeError?) {
    let mini = try MiniPack()
    let judge = Judge(
      pack: mini.pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("judge"),
      temporaryFolder: mini.scratch, workers: workers)
    let count = Mutex(0)
    let run = Task { () async -> JudgeError? in
      do throws(JudgeError) {
        _ = try await judge.run(
          StudentSource(bytes: Data(MiniPack.source().utf8)), seed: 7,
          onEvent: { _ in
            let isLast = count.withLock { count in
              count += 1
              return count == last
            }
            if isLast { withUnsafeCurrentTask { $0?.cancel() } }
          })
        return nil
      } catch {
        return error
      }
    }
    let error = await JudgeTurns.shared.take { await run.value }
    #expect(try FileManager.default.contentsOfDirectory(atPath: mini.scratch.path) == [])
    return (count.withLock { $0 }, error)
  }

  @Test(arguments: [1, 2])
  func noEventIsTooLateToCancelAt(_ workers: Int) async throws {
    let (all, none) = try await Self.cancelled(at: .max, workers: workers)
    #expect(none == nil)
    #expect(all > 10, "compiling, built, a beginning and an end for each check, completed")
    // The last event is the report itself.
    for last in 1..<all {
      let (_, error) = try await Self.cancelled(at: last, workers: workers)
      #expect(error == .cancelled, "at event \(last) of \(all)")
    }
  }
}
