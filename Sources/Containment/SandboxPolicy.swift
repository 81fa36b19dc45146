/// What a program may use; 0 leaves a limit as it is.
package struct SandboxPolicy: Sendable {
  package var cpuSeconds = 0
  package var memoryBytes = 0
  package var fileBytes = 0
  package var openFiles = 0
  package var processes = 0
  /// With any path here Landlock confines the program to these.
  package var readable: [String] = []
  package var writable: [String] = []
  /// Writable too; with namespaces they are memory of the program's own, which nobody else sees.
  package var scratch: [String] = []
  /// Processes, network, IPC and mounts of its own. Only where `Sandbox.hasNamespaces`.
  package var hasNamespaces = false
  /// Runs as this user, where the judge is root; 0 for the judge's own.
  package var user: UInt32 = 0
  /// Without, it may start threads only, and opens no connection.
  package var allowsFork = true

  /// Limits alone, each 0 where it stays as it is: seconds of processor time, bytes of address space and
  /// of one file, and how many files may be open.
  package init(
    cpuSeconds: Int = 0, memoryBytes: Int = 0, fileBytes: Int = 0, openFiles: Int = 0
  ) {
    self.cpuSeconds = cpuSeconds
    self.memoryBytes = memoryBytes
    self.fileBytes = fileBytes
    self.openFiles = openFiles
  }

  /// As byhand-jail reads them.
  var options: [String] {
    var options: [String] = []
    let numbers = [
      ("--cpu", cpuSeconds), ("--memory", memoryBytes), ("--file-size", fileBytes),
      ("--open-files", openFiles), ("--processes", processes),
    ]
    for (name, value) in numbers where value > 0 { options += [name, String(value)] }
    for path in readable { options += ["--read", path] }
    for path in writable { options += ["--write", path] }
    for path in scratch { options += ["--scratch", path] }
    if hasNamespaces { options.append("--namespaces") }
    if user > 0 { options += ["--user", String(user)] }
    if !allowsFork { options.append("--no-children") }
    return options
  }
}
