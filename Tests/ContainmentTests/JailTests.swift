import Foundation
import TestSupport
import Testing

@testable import Containment

/// The trampoline by itself: each limit, with something that runs into it.
#if os(Linux)
  @Suite struct JailTests {
    private let folder = TemporaryFolder()
    private let scratch: URL

    init() throws { scratch = try folder.makeFolder("scratch") }

    private func run(
      _ script: String, _ policy: SandboxPolicy = SandboxPolicy(), redirectsOutput: Bool = false,
      seconds: Double? = 20, program: String = "/bin/sh"
    ) async throws -> (status: TerminationStatus, output: String, error: String) {
      let output = OutputBuffer(limit: 1 << 16)
      let error = OutputBuffer(limit: 1 << 16)
      let process = SandboxedProcess(
        jail: BuiltPrograms.program("byhand-jail").path, program: program,
        arguments: ["-c", script], environment: ["PATH": "/usr/bin:/bin"],
        workingDirectory: scratch.path, policy: policy, redirectsOutput: redirectsOutput,
        timeout: seconds.map { .seconds($0) })
      let status = try await process.run(onOutput: output.append, onError: error.append)
      return (status, output.text, error.text)
    }

    @Test func aProgramRunsAndItsStatusComesBack() async throws {
      let result = try await run("echo out; echo err >&2; exit 7")
      #expect(result.status == .exited(7))
      #expect(result.output == "out\n")
      #expect(result.error == "err\n")
    }

    @Test func theChannelIsDescriptorThree() async throws {
      let result = try await run("echo frame >&3; echo out; echo err >&2", redirectsOutput: true)
      #expect(result.output == "frame\n")
      #expect(result.error == "out\nerr\n")
    }

    @Test func processorTime() async throws {
      let result = try await run("while :; do :; done", SandboxPolicy(cpuSeconds: 1))
      #expect(
        result.status == .signalled(Int(SIGXCPU)) || result.status == .signalled(Int(SIGKILL)))
    }

    @Test func fileSize() async throws {
      let result = try await run(
        "head -c 100000 /dev/zero > big; wc -c < big", SandboxPolicy(fileBytes: 5000))
      #expect(result.output.contains("5000"))
      #expect(!result.output.contains("100000"))
    }

    @Test func memory() async throws {
      let script = "head -c 300000000 /dev/zero | tail -c 250000000 > /dev/null"
      let without = try await run(script)
      #expect(without.status == .exited(0))
      let within = try await run(script, SandboxPolicy(memoryBytes: 100 << 20))
      #expect(within.status != .exited(0))
    }

    @Test func openFiles() async throws {
      let result = try await run("ulimit -n", SandboxPolicy(openFiles: 37))
      #expect(result.output == "37\n")
    }

    @Test func noCoreFileAndNoNewPrivileges() async throws {
      let result = try await run("ulimit -c; grep NoNewPrivs /proc/self/status")
      #expect(result.output == "0\nNoNewPrivs:\t1\n")
    }

    @Test func noProcesses() async throws {
      var policy = SandboxPolicy()
      policy.allowsFork = false
      let result = try await run("/bin/true && echo started || echo refused", policy)
      #expect(!result.output.contains("started"))
      #expect(result.status != .exited(0) || result.output == "refused\n", "\(result)")
      let alone = try await run("echo alone", policy)
      #expect(alone.output == "alone\n")
    }

    @Test func aTimeLimitKillsTheWholeGroup() async throws {
      let marker = "604\(Int.random(in: 1000...9999))"
      let result = try await run("sleep \(marker) & sleep \(marker)", seconds: 0.3)
      #expect(result.status == .signalled(Int(SIGKILL)))
      #expect(BuiltPrograms.processes(of: marker) == [])
    }

    @Test func whatLivesOnAfterTheEndIsKilled() async throws {
      let marker = "605\(Int.random(in: 1000...9999))"
      let result = try await run("sleep \(marker) > /dev/null 2>&1 & echo done")
      #expect(result.output == "done\n")
      #expect(BuiltPrograms.processes(of: marker) == [])
    }

    @Test func whatLeftItsSessionIsKilledAndHoldsNothingUp() async throws {
      let marker = "606\(Int.random(in: 1000...9999))"
      let result = try await run("setsid setsid sleep \(marker) & sleep 0.1; exit 3", seconds: 60)
      // Held up, it would have been killed by the time limit.
      #expect(result.status == .exited(3))
      #expect(BuiltPrograms.processes(of: marker) == [])
    }

    @Test func aTimeLimitKillsWhatLeftItsSession() async throws {
      let marker = "607\(Int.random(in: 1000...9999))"
      let script = "trap '' TERM; setsid sh -c \"trap '' TERM; sleep \(marker)\" & sleep \(marker)"
      let result = try await run(script, seconds: 0.5)
      #expect(result.status == .signalled(Int(SIGKILL)))
      #expect(BuiltPrograms.processes(of: marker) == [])
    }

    @Test(arguments: [0, 1, 2, 125, 126, 255])
    func everyStatusIsTheProgramsOwn(_ status: Int) async throws {
      #expect(try await run("exit \(status)").status == .exited(status))
    }

    @Test(arguments: [SIGABRT, SIGKILL, SIGTERM, SIGXCPU, SIGSEGV])
    func everySignalIsTheProgramsOwn(_ signal: Int32) async throws {
      #expect(try await run("kill -\(signal) $$").status == .signalled(Int(signal)))
      var policy = SandboxPolicy()
      policy.hasNamespaces = MachineSandbox.hasNamespaces
      #expect(try await run("kill -\(signal) $$", policy).status == .signalled(Int(signal)))
    }

    @Test func noProgramCanLookLikeOneThatDidNotStart() async throws {
      #expect(try await run("kill -64 $$").status == .signalled(Int(SIGUSR1)))
    }

    @Test func aProgramThatDoesNotExistIsNamed() async throws {
      let result = try await run("", program: "/no/such/program")
      #expect(result.status == .notStarted)
      #expect(result.error.contains("/no/such/program"))
    }

    @Test(.enabled(if: MachineSandbox.hasLandlock))
    func onlyNamedFilesAreInReach() async throws {
      let file = folder.file("secret").path
      try Data("secret\n".utf8).write(to: URL(fileURLWithPath: file))
      let script = "cat \(file); echo x > mine; cat mine; echo y > \(folder.path)/other"
      var policy = SandboxPolicy()
      policy.readable = ["/bin", "/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/dev/null"]
      policy.writable = [scratch.path]
      let confined = try await run(script, policy)
      #expect(confined.output == "x\n", "\(confined)")
      let free = try await run(script)
      #expect(free.output == "secret\nx\n")
    }

    @Test func powersAreGivenUp() async throws {
      let result = try await run("grep -E 'Cap(Prm|Eff|Bnd)' /proc/self/status | cut -f 2")
      let nothing = "0000000000000000\n"
      // The bounding set is only root's to lower.
      #expect(result.output.hasPrefix(nothing + nothing))
      #expect(geteuid() != 0 || result.output == nothing + nothing + nothing)
    }

    @Test(.enabled(if: MachineSandbox.hasNamespaces))
    func namespacesShowNothingElse() async throws {
      var policy = SandboxPolicy()
      policy.hasNamespaces = true
      policy.scratch = [scratch.path]
      policy.readable = ["/bin", "/usr", "/lib", "/lib64", "/dev", "/proc"]
      try Data().write(to: scratch.appendingPathComponent("before"))
      let script = """
        ls -d /proc/[0-9]* | wc -l; kill -0 \(getpid()) && echo reached; ls; echo x > after; \
        cat /proc/net/dev | grep -c :; head -c 600000000 /dev/zero > big; wc -c < big
        """
      let result = try await run(script, policy)
      let lines = result.output.split(separator: "\n").map(String.init)
      #expect(lines.count == 3 && Int(lines[0]) ?? 99 < 8, "\(result)")
      #expect(Int(lines.last ?? "") ?? .max <= 256 << 20, "\(result)")
      let left = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
      #expect(left == ["before"])
    }

    @Test(.enabled(if: MachineSandbox.hasAnotherUser))
    func anotherUserOwnsItsFolderAndNothingElse() async throws {
      let secret = folder.file("secret")
      try Data("secret\n".utf8).write(to: secret)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret.path)
      var policy = SandboxPolicy()
      policy.user = 0x7000_0001
      policy.scratch = [scratch.path]
      policy.readable = ["/"]
      let result = try await run("id -u; cat \(secret.path); echo mine > a; cat a", policy)
      #expect(result.output == "\(0x7000_0001)\nmine\n")
    }
  }
#endif
