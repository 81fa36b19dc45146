extension Judge {
  /// Starts the programs of a run that is to come.
  ///
  /// Throws `JudgeError` where they cannot be had; the run can do without.
  func prewarmed() async throws(JudgeError) -> PrewarmedProcesses {
    let prewarmed = PrewarmedProcesses(folder: try privateFolder(), toolchain: toolchain)
    do throws(JudgeError) {
      let build = try build(in: prewarmed.folder)
      if let compiler = try build.waitingCompiler() { prewarmed.add(compiler: compiler) }
      let runner = runner(
        library: build.library.path, folder: prewarmed.folder, TimeoutBudget(each: .zero))
      for _ in 0..<workers { prewarmed.add(scenarios: try runner.prewarmed()) }
      return prewarmed
    } catch {
      await prewarmed.endUnlessTaken()
      throw error
    }
  }
}
