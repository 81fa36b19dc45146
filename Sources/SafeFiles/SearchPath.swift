import Foundation

/// The folders of `PATH`, in which a shell looks for programs.
public struct SearchPath: Sendable, Equatable {
  private let folders: [String]

  /// `text` as in `PATH`: folders between colons; without it there are none.
  public init(_ text: String?) { folders = (text ?? "").split(separator: ":").map(String.init) }

  /// The path of the first program of that name, if there is one that can be run.
  public func program(_ name: String) -> String? {
    folders.lazy.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
