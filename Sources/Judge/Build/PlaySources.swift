/// What a playground is called, and the generated file that makes a scenario of it.
enum PlaySources {
  /// The playground's name, in messages too.
  static let fileName = "Play.swift"
  /// Its scenario's.
  static let scenario = "play"

  /// What makes a scenario of the playground's `main`.
  static let registry = """
    import ProbeKit

    @_silgen_name("\(entryPoint)")
    private func byhandPlay(_ count: Int32, _ arguments: Int) -> Int32

    @_cdecl("\(ProbeSources.entryPoint)")
    public func \(ProbeSources.entryPoint)(_ pointer: UnsafeMutableRawPointer) {
      ProbeKit.ProbeProgram.withProbes(pointer) { probe in
        probe("\(scenario)") { _ in _ = byhandPlay(0, 0) }
      }
    }

    """

  /// The name that the playground's `main` gets: byhand-probe has one of its own.
  static let entryPoint = "byhand_play_main"
}
