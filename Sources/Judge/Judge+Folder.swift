import Foundation
import SafeFiles

extension Judge {
  /// Nothing that a run made outlives it.
  func inPrivateFolder<Made: Sendable>(
    _ prewarmed: PrewarmedProcesses? = nil, _ body: (URL) async throws(JudgeError) -> Made
  ) async throws(JudgeError) -> Made {
    let folder = if let prewarmed { prewarmed.folder } else { try privateFolder() }
    let made: Result<Made, JudgeError>
    do throws(JudgeError) {
      made = .success(try await body(folder))
    } catch {
      made = .failure(error)
    }
    await prewarmed?.end()
    UntrustedFolder(path: folder.path).remove()
    return try made.get()
  }

  func subfolder(_ name: String, of folder: URL) throws(JudgeError) -> URL {
    let url = folder.appendingPathComponent(name, isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: url.path, reason: error.systemReason)
    }
    return url
  }

  func privateFolder() throws(JudgeError) -> URL {
    do {
      // The other user that runs the build must come by; what is in here it cannot list.
      return try PrivateFolders.ofRuns.make(
        in: temporaryFolder, permissions: toolchain.sandbox.hasAnotherUser ? 0o711 : 0o700)
    } catch {
      throw .cannotWrite(path: error.path, reason: error.reason)
    }
  }
}
