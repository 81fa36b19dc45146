import Foundation
import SystemReasons

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
    FolderTree(path: folder.path).remove()
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
    PrivateFolders.sweep(temporaryFolder)
    let folder = temporaryFolder.appendingPathComponent(PrivateFolders.name(), isDirectory: true)
    do {
      // The other user that runs the build must come by; what is in here it cannot list.
      let permissions = toolchain.sandbox.hasAnotherUser ? 0o711 : 0o700
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: permissions])
    } catch {
      throw .cannotWrite(path: folder.path, reason: error.systemReason)
    }
    return folder.resolvingSymlinksInPath()
  }
}
