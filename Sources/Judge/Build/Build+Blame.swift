import Foundation
import Reports

extension Build {
  /// What may be held against the file, of what a compiler failed on.
  func settled(
    _ compiled: Frontend.Compiled, files: [String], _ text: StudentText,
    again: () async throws(JudgeError) -> Frontend.Compiled
  ) async throws(JudgeError) -> Frontend.Compiled {
    guard !isReference else { return compiled }
    let blame = blame(files: files, text)
    return try await blame.settled(compiled, again: again) { () async throws(JudgeError) in
      try await controlFails()
    }
  }

  func blame(files: [String], _ text: StudentText) -> Blame {
    Blame(
      files: Set(files + pack.work.files), text: text, folder: folder, cacheFolder: cacheFolder)
  }

  /// What is said where the reference solution, which is right, does not compile in this place either;
  /// nil where it does.
  func controlFails() async throws(JudgeError) -> String? {
    guard let reference = try? StudentText.reference(of: pack) else { return nil }
    var control = Build(
      toolchain: toolchain, pack: pack, folder: folder.appendingPathComponent("control"),
      cacheFolder: cacheFolder)
    control.isReference = true
    control.usesKept = false
    let product: Product
    do throws(JudgeError) {
      product = try await control.run(reference)
    } catch .cancelled {
      throw .cancelled
    } catch {
      return "\(error)"
    }
    if case .built = product.outcome { return nil }
    if let error = product.firstError {
      return "\(error.fileName):\(error.line): \(error.message)"
    }
    let sentence = Wording(.en, pack: pack).sentence(for: product.outcome)
    return product.words.isEmpty ? Wording.unstopped(sentence) : product.words
  }
}
